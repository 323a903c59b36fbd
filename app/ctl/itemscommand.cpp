// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"
#include "models/meter/quantity.h"
#include "serial/dlt645/master.h"
#include "serial/modbus/reader.h"

namespace pd::ctl {

namespace {

using namespace pd::serial::dlt645;

QString accessWord(Item::Access access)
{
    switch (access) {
    case Item::Access::Read: break;
    case Item::Access::Write: return QStringLiteral("write");
    case Item::Access::ReadWrite: return QStringLiteral("read-write");
    }
    return QStringLiteral("read");
}

void printItem(const Item &item, Edition edition)
{
    JsonLine json;
    json.text("item", itemText(item.id, edition)).text("name", item.name).text("name_zh", item.nameZh);
    json.number("bytes", item.bytes()).text("format", item.formatText()).text("unit", item.unitText());
    json.text("access", accessWord(item.access)).textOrNull("quantity", quantityOf(edition, item.id));
    QStringList kinds;
    for (const ItemPart &part : item.head + item.parts)
        kinds.append(part.format.kindText());
    json.texts("kinds", kinds);
    if (item.isBlock() || !item.head.isEmpty())
        json.number("values", item.head.size() + item.rounds * item.parts.size());
    json.print();
}

// Prints what the dictionary says of an identifier or a quantity.
int explain(const QString &text, Edition edition)
{
    const Result<Wanted> wanted = wantedFromText(text, edition);
    if (!wanted)
        return refuse(wanted.error());
    int status = ExitDone;
    for (ItemId id : wanted->items) {
        if (const std::optional<Item> item = dictionaryItem(edition, id)) {
            printItem(*item, edition);
            continue;
        }
        complain(QStringLiteral("the dictionary does not know ") + text);
        status = ExitFailed;
    }
    return status;
}

int printDictionary(const QStringList &wanted, Edition edition)
{
    int status = ExitDone;
    for (const QString &text : wanted)
        status = qMax(status, explain(text, edition));
    if (wanted.isEmpty()) {
        for (ItemId id : allItems(edition))
            printItem(*dictionaryItem(edition, id), edition);
    }
    return status;
}

// A register as its profile has it. The names are those that DL/T 645 gives the same quantity.
void printRegister(const pd::MeterRegister &one, const QString &profile)
{
    const std::optional<ItemId> same = itemForQuantity(Edition::Of2007, one.quantity);
    const std::optional<Item> named = same ? dictionaryItem(Edition::Of2007, *same) : std::nullopt;
    const QString unit = unitOfQuantity(one.quantity);
    JsonLine json;
    json.text("item", serial::modbus::itemText(one)).text("name", named ? named->name : one.quantity);
    json.text("name_zh", named ? named->nameZh : one.quantity);
    json.number("bytes", 2 * registersOf(one.format.type));
    json.text("format", toWord(one.format.type) + QLatin1Char(' ') + toWord(one.format.order));
    json.text("unit", unit).text("access", QStringLiteral("read")).text("quantity", one.quantity);
    json.text("profile", profile).print();
}

// Modbus has no identifiers of its own: each model of meter has its registers.
int printRegisters(const serial::ProfileLibrary &library, const QString &onlyProfile,
                   const QStringList &wanted)
{
    int found = 0;
    for (const QString &name : library.names()) {
        if (!onlyProfile.isEmpty() && name != onlyProfile)
            continue;
        for (const MeterRegister &one : library.find(name)->registers) {
            if (!wanted.isEmpty() && !wanted.contains(one.quantity)
                && !wanted.contains(serial::modbus::itemText(one), Qt::CaseInsensitive))
                continue;
            printRegister(one, name);
            ++found;
        }
    }
    if (found == 0)
        complain(QStringLiteral("no profile has that"));
    return found > 0 ? ExitDone : ExitFailed;
}

} // namespace

int runMeterItems(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Every identifier of the dictionary, one JSON object "
                                                    "each; of Modbus the registers of all profiles."));
    addProtocolOption(parser);
    addProfilesOption(parser);
    parser.addOption(
        {QStringLiteral("profile"), QStringLiteral("Only this profile (Modbus)."), QStringLiteral("NAME")});
    parser.addOption({QStringLiteral("explain"), QStringLiteral("Only the ITEMs that follow.")});
    parser.addPositionalArgument(QStringLiteral("ITEM"), QStringLiteral("Identifiers or quantity names."),
                                 QStringLiteral("[ITEM ...]"));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter items"), arguments))
        return *done;
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    if (!protocol)
        return refuse(protocol.error());
    const QStringList wanted = parser.positionalArguments();
    if (parser.isSet(QStringLiteral("explain")) == wanted.isEmpty())
        return refuse({Error::Kind::Invalid, QStringLiteral("--explain goes with ITEMs"), {}});
    if (*protocol == Protocol::ModbusRtu)
        return printRegisters(profileLibrary(parser), parser.value(QStringLiteral("profile")), wanted);
    return printDictionary(wanted, *protocol == Protocol::Dlt645_1997 ? Edition::Of1997 : Edition::Of2007);
}

} // namespace pd::ctl
