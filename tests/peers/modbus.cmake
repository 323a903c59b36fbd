# Modbus programs that others wrote: libmodbus, pymodbus, mbpoll.
pkg_check_modules(MODBUS REQUIRED IMPORTED_TARGET libmodbus)
add_executable(libmodbus_peer libmodbus_peer.cpp)
target_link_libraries(libmodbus_peer PRIVATE PkgConfig::MODBUS)
set_target_properties(libmodbus_peer PROPERTIES AUTOMOC OFF RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")

pd_test(NAME peer_modbus LABEL peer SOURCES modbus_test.cpp LIBRARIES serial TIMEOUT 120)
target_compile_definitions(peer_modbus PRIVATE LIBMODBUS_PEER="$<TARGET_FILE:libmodbus_peer>"
  PYMODBUS_SLAVE="${CMAKE_CURRENT_SOURCE_DIR}/pymodbus_slave.py")
add_dependencies(peer_modbus libmodbus_peer)
