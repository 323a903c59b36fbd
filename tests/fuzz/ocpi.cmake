pd_fuzz(NAME ocpi SOURCES ocpi_objects_target.cpp entry.h LIBRARIES net_ocpi)
