pd_fuzz(NAME ocpi SOURCES ocpi_objects_target.cpp entry.h LIBRARIES net_ocpi)
pd_fuzz(NAME ocpi_rating SOURCES ocpi_rating_target.cpp entry.h LIBRARIES net_ocpi models)
