pd_fuzz(NAME modbus SOURCES modbus_target.cpp entry.h LIBRARIES serial models)
pd_fuzz_stream(modbus)
pd_fuzz(NAME meterprofile SOURCES meterprofile_target.cpp entry.h LIBRARIES serial models)
