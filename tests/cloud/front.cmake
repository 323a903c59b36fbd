pd_test(NAME front_http_test LABEL wire SOURCES front_http_test.cpp front_support.h LIBRARIES cloud_front Qt6::Network)
pd_test(NAME front_websocket_test LABEL wire SOURCES front_websocket_test.cpp front_support.h
  LIBRARIES cloud_front Qt6::Network Qt6::WebSockets)
