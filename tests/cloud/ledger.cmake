pd_test(NAME ledger_invariants_test LABEL unit SOURCES ledger_invariants_test.cpp ledger_defects.h ledger_support.h
  LIBRARIES cloud_test TIMEOUT 180)
pd_test(NAME ledger_writers_test LABEL unit SOURCES ledger_writers_test.cpp ledger_support.h LIBRARIES cloud_test
  TIMEOUT 300)
pd_test(NAME ledger_books_test LABEL unit SOURCES ledger_books_test.cpp ledger_support.h LIBRARIES cloud_test)
add_dependencies(ledger_books_test piledeck-cloud)

# A cloud that is killed at a write of one's choice, and the test that kills it at each.
add_executable(ledger_killed ledger_killed.cpp ledger_charge.h)
target_link_libraries(ledger_killed PRIVATE Qt6::Test cloud_test)
set_target_properties(ledger_killed PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
pd_test(NAME ledger_kill_test LABEL unit SOURCES ledger_kill_test.cpp ledger_charge.h LIBRARIES cloud_test TIMEOUT 600)
target_compile_definitions(ledger_kill_test PRIVATE LEDGER_KILLED="$<TARGET_FILE:ledger_killed>")
add_dependencies(ledger_kill_test ledger_killed)

foreach(name ledger_invariants_test ledger_writers_test ledger_books_test ledger_kill_test)
  pd_test_on_postgresql(${name})
endforeach()
