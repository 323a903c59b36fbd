// SPDX-License-Identifier: GPL-3.0-or-later
// A Modbus slave and a Modbus master made of libmodbus alone; no line of PileDeck is in it.
//   libmodbus_peer slave DEVICE UNIT FUNCTION ADDRESS:TYPE:VALUE ...   prints "ready" once it listens
//   libmodbus_peer pty UNIT FUNCTION ADDRESS:TYPE:VALUE ...            the same on a pseudo-terminal of its
//                                                                     own, whose path it prints
//   libmodbus_peer read DEVICE UNIT FUNCTION START COUNT               prints the registers
//   libmodbus_peer write DEVICE UNIT START VALUE ...                   one value by 06, more by 10H
//   libmodbus_peer bench DEVICE UNIT FUNCTION START COUNT REQUESTS     prints requests a second
#include <modbus.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr int registerSpace = 0x10000;

int fail(const char *what)
{
    std::fprintf(stderr, "%s: %s\n", what, modbus_strerror(errno));
    return 1;
}

void put(uint16_t *registers, const std::string &argument)
{
    const size_t first = argument.find(':');
    const size_t second = argument.find(':', first + 1);
    uint16_t *at = registers + std::strtol(argument.c_str(), nullptr, 0);
    const std::string type = argument.substr(first + 1, second - first - 1);
    const char *value = argument.c_str() + second + 1;
    if (type == "float32") { // modbus_set_float_abcd() of 3.1.6 turns the bytes around
        const float number = std::strtof(value, nullptr);
        uint32_t raw = 0;
        std::memcpy(&raw, &number, sizeof raw);
        at[0] = uint16_t(raw >> 16);
        at[1] = uint16_t(raw);
        return;
    }
    const int bits = std::atoi(type.c_str() + type.find_first_of("0123456789"));
    uint64_t raw = value[0] == '-' ? uint64_t(std::strtoll(value, nullptr, 10))
                                   : uint64_t(std::strtoull(value, nullptr, 10));
    for (int i = bits / 16 - 1; i >= 0; --i, raw >>= 16)
        at[i] = uint16_t(raw);
}

int serve(modbus_t *context, const char *function, char **values, int count)
{
    modbus_mapping_t *map = modbus_mapping_new(0, 0, registerSpace, registerSpace);
    if (!map)
        return fail("mapping");
    for (int i = 0; i < count; ++i)
        put(std::strcmp(function, "3") == 0 ? map->tab_registers : map->tab_input_registers, values[i]);
    uint8_t request[MODBUS_RTU_MAX_ADU_LENGTH];
    for (;;) {
        const int size = modbus_receive(context, request);
        if (size > 0)
            modbus_reply(context, request, size, map);
        else if (size < 0 && errno == EBADF)
            return 1;
    }
}

modbus_t *opened(const char *device, const char *unit)
{
    modbus_t *context = modbus_new_rtu(device, 9600, 'N', 8, 1);
    if (!context || modbus_set_slave(context, std::atoi(unit)) != 0 || modbus_connect(context) != 0) {
        fail(device);
        return nullptr;
    }
    return context;
}

int serveOnPty(char **arguments, int count)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return fail("pseudo-terminal");
    const std::string path = ptsname(master);
    const int kept = open(path.c_str(), O_RDWR | O_NOCTTY); // so that masters may come and go
    termios raw = {};
    tcgetattr(kept, &raw);
    cfmakeraw(&raw);
    tcsetattr(kept, TCSANOW, &raw);
    modbus_t *context = modbus_new_rtu(path.c_str(), 115200, 'N', 8, 1);
    if (!context || modbus_set_slave(context, std::atoi(arguments[0])) != 0)
        return fail("context");
    modbus_set_socket(context, master);
    std::printf("%s\n", path.c_str());
    std::fflush(stdout);
    return serve(context, arguments[1], arguments + 2, count - 2);
}

int readOnce(modbus_t *context, int function, int start, int count, uint16_t *registers)
{
    return function == 3 ? modbus_read_registers(context, start, count, registers)
                         : modbus_read_input_registers(context, start, count, registers);
}

int read(modbus_t *context, char **arguments)
{
    const int count = std::atoi(arguments[2]);
    std::vector<uint16_t> registers(size_t(count) + 1);
    const int start = int(std::strtol(arguments[1], nullptr, 0));
    if (readOnce(context, std::atoi(arguments[0]), start, count, registers.data()) != count)
        return fail("read");
    for (int i = 0; i < count; ++i)
        std::printf("%d\n", registers[size_t(i)]);
    return 0;
}

int write(modbus_t *context, char **arguments, int count)
{
    const int start = int(std::strtol(arguments[0], nullptr, 0));
    std::vector<uint16_t> values;
    for (int i = 1; i < count; ++i)
        values.push_back(uint16_t(std::atoi(arguments[i])));
    const int written = values.size() == 1
        ? modbus_write_register(context, start, values[0])
        : modbus_write_registers(context, start, int(values.size()), values.data());
    return written == int(values.size()) ? 0 : fail("write");
}

int bench(modbus_t *context, char **arguments)
{
    const int count = std::atoi(arguments[2]);
    const int requests = std::atoi(arguments[3]);
    std::vector<uint16_t> registers(size_t(count) + 1);
    const auto from = std::chrono::steady_clock::now();
    for (int i = 0; i < requests; ++i) {
        if (readOnce(context, std::atoi(arguments[0]), std::atoi(arguments[1]), count, registers.data())
            != count)
            return fail("bench");
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - from;
    std::printf("%.0f\n", requests / took.count());
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string mode = argc > 4 ? argv[1] : "";
    if (mode == "pty")
        return serveOnPty(argv + 2, argc - 2);
    modbus_t *context = mode.empty() ? nullptr : opened(argv[2], argv[3]);
    if (!context)
        return 2;
    if (mode == "slave") {
        std::printf("ready\n");
        std::fflush(stdout);
        return serve(context, argv[4], argv + 5, argc - 5);
    }
    if (mode == "read" && argc == 7)
        return read(context, argv + 4);
    if (mode == "write")
        return write(context, argv + 4, argc - 4);
    return mode == "bench" && argc == 8 ? bench(context, argv + 4) : 2;
}
