add_library(cloud_test INTERFACE)
target_link_libraries(cloud_test INTERFACE cloud)
target_compile_definitions(cloud_test INTERFACE CLOUD_TEST_SITE="${CMAKE_SOURCE_DIR}/resources/binjiang/site.json")

pd_test(NAME cloud_orders_test LABEL unit SOURCES cloud_orders_test.cpp LIBRARIES cloud_test)
