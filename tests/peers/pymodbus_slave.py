#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# A Modbus slave made of pymodbus alone: pymodbus_slave.py DEVICE UNIT FUNCTION ADDRESS:TYPE:VALUE ...
# Registers that are not named do not exist. Prints "ready" once it listens.
import asyncio
import logging
import struct
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.framer.rtu_framer import ModbusRtuFramer
from pymodbus.server.async_io import StartAsyncSerialServer

FORMATS = {"uint16": ">H", "int16": ">h", "uint32": ">I", "int32": ">i", "uint64": ">Q", "int64": ">q",
           "float32": ">f", "float64": ">d"}


def registers(arguments):
    table = {}
    for argument in arguments:
        address, kind, value = argument.split(":")
        number = float(value) if kind.startswith("float") else int(value)
        packed = struct.pack(FORMATS[kind], number)
        for i in range(0, len(packed), 2):
            table[int(address, 0) + i // 2] = struct.unpack(">H", packed[i:i + 2])[0]
    return table


async def main():
    logging.disable(logging.ERROR)  # a refused register is nothing to report
    device, unit, function, *values = sys.argv[1:]
    block = ModbusSparseDataBlock(registers(values))
    nothing = ModbusSparseDataBlock({0xFFFF: 0})
    is_holding = function == "3"
    slave = ModbusSlaveContext(di=nothing, co=nothing, hr=block if is_holding else nothing,
                               ir=nothing if is_holding else block, zero_mode=True)
    context = ModbusServerContext(slaves={int(unit): slave}, single=False)
    server = await StartAsyncSerialServer(context, defer_start=True, framer=ModbusRtuFramer, port=device,
                                          baudrate=9600, parity="N", stopbits=1, bytesize=8, timeout=0.1,
                                          ignore_missing_slaves=True)
    await server.start()
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main())
