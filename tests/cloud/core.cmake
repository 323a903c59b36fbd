add_library(cloud_test INTERFACE)
target_link_libraries(cloud_test INTERFACE cloud)
target_compile_definitions(cloud_test INTERFACE CLOUD_TEST_SITE="${CMAKE_SOURCE_DIR}/resources/binjiang/site.json")

pd_test(NAME cloud_orders_test LABEL unit SOURCES cloud_orders_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_store_test LABEL unit SOURCES cloud_store_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_events_test LABEL unit SOURCES cloud_events_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_api_test LABEL wire SOURCES cloud_api_test.cpp LIBRARIES cloud_test Qt6::WebSockets TIMEOUT 120)
