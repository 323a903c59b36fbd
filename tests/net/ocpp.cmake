pd_test(NAME ocpp_frame_test LABEL unit SOURCES ocpp_frame_test.cpp LIBRARIES net_ocpp)
pd_test(NAME ocpp_messages_test LABEL unit SOURCES ocpp_messages_test.cpp LIBRARIES net_ocpp)
pd_test(NAME ocpp_metering_test LABEL unit SOURCES ocpp_metering_test.cpp LIBRARIES net_ocpp)
