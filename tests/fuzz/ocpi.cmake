pd_fuzz(NAME ocpi SOURCES ocpi_objects_target.cpp entry.h CORPUS corpus/ocpi LIBRARIES net_ocpi)
