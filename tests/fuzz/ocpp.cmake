pd_fuzz(NAME ocpp SOURCES ocpp_frame_target.cpp entry.h LIBRARIES net_ocpp)
