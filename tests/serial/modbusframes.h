// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pd::test {

// Frames of Modbus-RTU that were published by others (manuals, drivers, captures between programs of others),
// with what they were published to mean. For a flaw, registers is its word: "!checksum".
struct ModbusFrame
{
    const char *what;
    const char *hex;
    bool isAnswer;
    int unit;
    int function;
    int start; // -1: not in the frame
    int count; // -1: not in the frame
    const char *registers; // decimal, "/" between them
    int exception; // 0: none
};

inline constexpr ModbusFrame modbusFrames[] = {
    {"read three holding registers", "11 03 00 6B 00 03 76 87", false, 17, 3, 0x6B, 3, "", 0},
    {"read 80 input registers", "05 04 00 00 00 50 F1 B2", false, 5, 4, 0, 80, "", 0},
    {"read more than is allowed", "01 04 00 00 00 80 F1 AA", false, 1, 4, 0, 128, "", 0},
    {"read one total", "01 04 01 56 00 02 90 27", false, 1, 4, 0x156, 2, "", 0},
    {"write one by 10H", "01 10 30 0D 00 01 02 00 01 56 8E", false, 1, 16, 0x300D, 1, "1", 0},
    {"230.2 V", "01 04 04 43 66 33 34 1B 38", true, 1, 4, -1, 2, "17254/13108", 0},
    {"three floats", "01 04 0C 43 6B 5A B4 42 DC 67 20 42 48 0C 63 AF 7C", true, 1, 4, -1, 6,
     "17259/23220/17116/26400/16968/3171", 0},
    {"one register", "01 03 02 04 D2 3A D9", true, 1, 3, -1, 1, "1234", 0},
    {"three registers", "01 03 06 00 2A 00 80 00 05 F9 58", true, 1, 3, -1, 3, "42/128/5", 0},
    {"written", "01 10 00 01 00 02 10 08", true, 1, 16, 1, 2, "", 0},
    {"coils written", "01 0F 00 13 00 0A 24 09", true, 1, 15, 0x13, 10, "", 0},
    {"no such register", "01 84 02 C2 C1", true, 1, 0x84, -1, -1, "", 2},
    {"failure", "11 83 04 41 36", true, 17, 0x83, -1, -1, "", 4},
    {"no such function", "01 87 01 82 30", true, 1, 0x87, -1, -1, "", 1},
    {"write one register", "01 06 00 0A 04 D2 2B 55", false, 1, 6, 10, 1, "1234", 0},
    {"switch a coil", "01 05 00 01 FF 00 DD FA", false, 1, 5, 1, 1, "", 0},
    {"misprinted value", "0A 04 04 00 00 08 4D 86 21", true, 0, 0, -1, -1, "!checksum", 0},
    {"printed without checksum", "21 04 06 6B 00 02", false, 0, 0, -1, -1, "!checksum", 0},
    {"misprinted checksum", "01 03 30 0D 00 01 79 84", false, 0, 0, -1, -1, "!checksum", 0},
    {"misprinted write", "01 10 00 04 00 03 06 0C 01 05 0C 00 00 31 53", false, 0, 0, -1, -1, "!checksum", 0},
};

} // namespace pd::test
