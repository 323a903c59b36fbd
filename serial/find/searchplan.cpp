// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/find/searchplan.h"

#include "serial/line/lineio.h"

#include <algorithm>

namespace pd::serial {

namespace {

struct Setting
{
    int baud;
    Parity parity;
    int stopBits;
};

// Meters of DL/T 645 leave the factory with 2400 8E1 (2007) or 1200 8E1 (1997) and are often set to 9600;
// Modbus meters ship with 9600 8N1.
constexpr Setting usual[] = {
    {2400, Parity::Even, 1},  {9600, Parity::Even, 1},  {9600, Parity::None, 1}, {1200, Parity::Even, 1},
    {4800, Parity::Even, 1},  {19200, Parity::Even, 1}, {4800, Parity::None, 1}, {19200, Parity::None, 1},
    {2400, Parity::None, 1},  {1200, Parity::None, 1},  {9600, Parity::Odd, 1},  {2400, Parity::Odd, 1},
    {4800, Parity::Odd, 1},   {19200, Parity::Odd, 1},  {1200, Parity::Odd, 1},  {9600, Parity::None, 2},
    {19200, Parity::None, 2}, {4800, Parity::None, 2},  {2400, Parity::None, 2}, {1200, Parity::None, 2},
};
constexpr int usualModbusBaud = 9600;
constexpr int bitsPerByte = 11;
constexpr int dltRequestBytes = 20; // wake-up included
constexpr int modbusRequestBytes = 8;
constexpr int slackMs = 5; // of the programs on the way

bool wants(const SearchScope &scope, MeterProtocol protocol)
{
    return scope.protocols.isEmpty() || scope.protocols.contains(protocol);
}

QList<MeterProtocol> protocolsOf(const SearchScope &scope)
{
    QList<MeterProtocol> protocols;
    for (const MeterProtocol one :
         {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu}) {
        if (wants(scope, one))
            protocols.append(one);
    }
    return protocols;
}

QList<Setting> settingsOf(const SearchScope &scope)
{
    QList<Setting> all;
    const auto add = [&](const Setting &one) {
        if (scope.parities.isEmpty() || scope.parities.contains(one.parity))
            all.append(one);
    };
    if (scope.bauds.isEmpty()) {
        std::for_each(std::begin(usual), std::end(usual), add);
    } else {
        for (const Setting &form : {Setting{0, Parity::Even, 1}, Setting{0, Parity::None, 1},
                                    Setting{0, Parity::Odd, 1}, Setting{0, Parity::None, 2}}) {
            for (const int baud : scope.bauds)
                add({baud, form.parity, form.stopBits});
        }
    }
    const bool onlyModbus
        = !wants(scope, MeterProtocol::Dlt645_2007) && !wants(scope, MeterProtocol::Dlt645_1997);
    if (onlyModbus) {
        std::stable_partition(all.begin(), all.end(), [](const Setting &one) {
            return one.baud == usualModbusBaud && one.parity == Parity::None && one.stopBits == 1;
        });
    }
    return all;
}

QList<int> unitsOf(const SearchScope &scope, const Setting &setting)
{
    const bool likely
        = setting.stopBits == 1 && setting.parity != Parity::Odd && setting.baud >= usualModbusBaud;
    QList<int> units;
    for (int unit = 1; unit <= qMin(scope.lastUnit, likely ? 3 : 1); ++unit)
        units.append(unit);
    return units;
}

} // namespace

QList<SearchStep> searchSteps(const SearchScope &scope, const QString &path)
{
    QList<SearchStep> steps;
    for (const Setting &one : settingsOf(scope)) {
        SearchStep step;
        step.settings.path = path;
        step.settings.baud = one.baud;
        step.settings.parity = one.parity;
        step.settings.stopBits = one.stopBits;
        step.protocols = protocolsOf(scope);
        if (wants(scope, MeterProtocol::ModbusRtu))
            step.units = unitsOf(scope, one);
        steps.append(step);
    }
    return steps;
}

qint64 silentMs(MeterProtocol protocol, int baud, int answerMs)
{
    const bool isModbus = protocol == MeterProtocol::ModbusRtu;
    const qint64 bytes = isModbus ? modbusRequestBytes : dltRequestBytes;
    const qint64 silence = isModbus ? frameSilenceUs(baud) / 1000 : 0;
    return bytes * bitsPerByte * 1000 / qMax(1, baud) + silence + answerMs + slackMs;
}

qint64 silentMs(const SearchStep &step)
{
    qint64 all = 0;
    for (const MeterProtocol protocol : step.protocols) {
        switch (protocol) {
        case MeterProtocol::Dlt645_2007: all += silentMs(protocol, step.settings.baud, dltAnswerMs); break;
        case MeterProtocol::Dlt645_1997: // by either wildcard
            all += 2 * silentMs(protocol, step.settings.baud, dltAnswerMs);
            break;
        case MeterProtocol::ModbusRtu: // the first unit by either function
            all += (step.units.size() + 1) * silentMs(protocol, step.settings.baud, modbusAnswerMs);
            break;
        }
    }
    return all;
}

} // namespace pd::serial
