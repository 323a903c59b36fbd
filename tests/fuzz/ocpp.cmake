pd_fuzz(NAME ocpp SOURCES ocpp_frame_target.cpp entry.h CORPUS corpus/ocpp LIBRARIES net_ocpp)
