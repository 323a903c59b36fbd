add_library(cloud_test INTERFACE)
target_link_libraries(cloud_test INTERFACE cloud)
target_compile_definitions(cloud_test INTERFACE CLOUD_TEST_SITE="${CMAKE_SOURCE_DIR}/resources/binjiang/site.json")

pd_test(NAME cloud_orders_test LABEL unit SOURCES cloud_orders_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_abnormal_test LABEL unit SOURCES cloud_abnormal_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_plans_test LABEL unit SOURCES cloud_plans_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_payments_test LABEL unit SOURCES cloud_payments_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_standing_test LABEL unit SOURCES cloud_standing_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_store_test LABEL unit SOURCES cloud_store_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_events_test LABEL unit SOURCES cloud_events_test.cpp LIBRARIES cloud_test)
pd_test(NAME cloud_api_test LABEL wire SOURCES cloud_api_test.cpp LIBRARIES cloud_test Qt6::WebSockets TIMEOUT 180)
pd_test(NAME cloud_program_test LABEL wire SOURCES cloud_program_test.cpp LIBRARIES cloud_test)
target_compile_definitions(cloud_program_test PRIVATE CLOUD_TEST_INI="${CMAKE_SOURCE_DIR}/resources/cloud.ini")
add_dependencies(cloud_program_test piledeck-cloud)
pd_test(NAME cloud_hostile_test LABEL wire SOURCES cloud_hostile_test.cpp cloudprocess.h LIBRARIES cloud_test TIMEOUT 180)
add_dependencies(cloud_hostile_test piledeck-cloud piledeck-station piledeckctl)
pd_test(NAME cloud_piles_test LABEL unit SOURCES cloud_piles_test.cpp LIBRARIES cloud_test)

# Whatever stores runs on both databases.
foreach(name cloud_abnormal_test cloud_plans_test cloud_orders_test cloud_payments_test cloud_standing_test cloud_store_test cloud_events_test cloud_api_test cloud_program_test
    cloud_piles_test)
  pd_test_on_postgresql(${name})
endforeach()
