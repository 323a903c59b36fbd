// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/message2007.h"

#include <algorithm>

namespace pd::serial::dlt645 {

namespace {

struct FunctionName
{
    quint8 function;
    const char *name;
};

constexpr FunctionName functionNames[] = {
    {0x03, "security authentication"},
    {0x08, "broadcast time"},
    {0x11, "read data"},
    {0x12, "read subsequent"},
    {0x13, "read address"},
    {0x14, "write data"},
    {0x15, "write address"},
    {0x16, "freeze"},
    {0x17, "change baud"},
    {0x18, "change password"},
    {0x19, "clear maximum demand"},
    {0x1A, "clear meter"},
    {0x1B, "clear events"},
    {0x1C, "relay/alarm/keep-power control"},
    {0x1D, "multi-function output"},
};

constexpr FunctionName functions1997[] = {
    {0x01, "read data (1997)"},
    {0x02, "read subsequent (1997)"},
    {0x04, "write data (1997)"},
    {0x0A, "write address (1997)"},
    {0x0C, "change baud (1997)"},
    {0x0F, "change password (1997)"},
    {0x10, "clear maximum demand (1997)"},
};

constexpr FunctionName relayCommands[] = {
    {0x1A, "trip"},      {0x1B, "permit closing"}, {0x1C, "close"},          {0x2A, "alarm"},
    {0x2B, "alarm off"}, {0x3A, "keep power"},     {0x3B, "keep power off"},
};

constexpr const char *errorNames[] = {
    "other",      "no_such_data", "unauthorised", "baud_cannot_change",
    "year_zones", "day_periods",  "tariffs",      "reserved",
};

// The operator code follows the password in writes and commands.
constexpr int accessBytes = 8;

Value textValue(const QString &text)
{
    return {text, {}, text.isEmpty() ? Reading::Quality::Unreadable : Reading::Quality::Good};
}

void nameItem(Message &message, const std::optional<Item> &item)
{
    if (item) {
        message.name = item->name;
        message.nameZh = item->nameZh;
    }
}

void readItemData(Message &message, const QByteArray &data)
{
    const std::optional<Item> item = item2007(*message.item);
    nameItem(message, item);
    if (!item) {
        message.note = QStringLiteral("the dictionary does not know this item");
        return;
    }
    message.values = decodeItem(*item, data);
    const bool fits
        = !data.isEmpty() && data.size() % item->roundBytes() == 0 && data.size() <= item->bytes();
    if (!fits)
        message.note = QStringLiteral("%1 bytes of data, %2 expected").arg(data.size()).arg(item->bytes());
    if (message.values.size() == 1)
        message.bits = statusBits(item->id, message.values.first().text);
}

void interpretRead(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (data.size() < 4) {
        message.note = QStringLiteral("no identifier");
        return;
    }
    message.item = itemOf(data);
    if (message.frame.isAnswer())
        readItemData(message, data.mid(4));
    else
        nameItem(message, item2007(*message.item));
}

void interpretReadMore(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (data.size() < 5) {
        message.note = QStringLiteral("no identifier and sequence number");
        return;
    }
    message.item = itemOf(data);
    message.sequence = quint8(data.back());
    nameItem(message, item2007(*message.item));
    // A part of a longer block: only the whole can be read as values.
}

void interpretWrite(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer())
        return;
    if (data.size() < 4 + accessBytes) {
        message.note = QStringLiteral("no identifier, password and operator");
        return;
    }
    message.item = itemOf(data);
    readItemData(message, data.mid(4 + accessBytes));
}

void interpretTime(Message &message)
{
    if (message.frame.data.size() != 6) {
        message.note = QStringLiteral("%1 bytes of data, 6 expected").arg(message.frame.data.size());
        return;
    }
    const Value time = decodeValue({Format::Kind::Time, 3, 0}, message.frame.data.left(3));
    // A date travels without its weekday here; the weekday of the format is put in and cut off again.
    const Value date
        = decodeValue({Format::Kind::Date, 4, 0}, QByteArray(1, '\0') + message.frame.data.mid(3));
    const bool good = time.quality == Reading::Quality::Good && date.quality == Reading::Quality::Good;
    message.values = {textValue(good ? date.text.left(10) + QLatin1Char(' ') + time.text : QString())};
}

void interpretAddress(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (data.isEmpty())
        return;
    message.name = QStringLiteral("Communication address");
    message.nameZh = QString::fromUtf8("通信地址");
    if (data.size() == addressBytes) {
        message.values = {textValue(addressText(data))};
    } else {
        message.values = {textValue({})};
        message.note = QStringLiteral("%1 bytes of data, 6 expected").arg(data.size());
    }
}

void interpretBaud(Message &message)
{
    if (message.frame.data.isEmpty())
        return;
    Value baud = decodeValue({Format::Kind::Baud, 1, 0}, message.frame.data);
    baud.unit = QStringLiteral("bit/s");
    message.values = {baud};
}

void interpretRelay(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer() || data.size() < accessBytes + 8)
        return;
    const quint8 command = quint8(data[accessBytes]);
    const auto known = std::find_if(std::begin(relayCommands), std::end(relayCommands),
                                    [command](const FunctionName &f) { return f.function == command; });
    message.bits = {known != std::end(relayCommands)
                        ? QString::fromLatin1(known->name)
                        : QStringLiteral("command %1H").arg(command, 2, 16, QLatin1Char('0'))};
}

void interpretError(Message &message)
{
    // One byte of error; of a two-byte SERR (authentication) the bits are vendors' own.
    if (message.frame.data.size() == 1)
        message.errors = errorBits(quint8(message.frame.data[0]));
    else
        message.note = QStringLiteral("%1 bytes of error, 1 expected").arg(message.frame.data.size());
}

QString functionName(quint8 function, bool *is1997)
{
    for (const FunctionName &f : functionNames) {
        if (f.function == function)
            return QString::fromLatin1(f.name);
    }
    for (const FunctionName &f : functions1997) {
        *is1997 = *is1997 || f.function == function;
        if (f.function == function)
            return QString::fromLatin1(f.name);
    }
    return QStringLiteral("unknown");
}

} // namespace

Message interpret(const Frame &frame)
{
    Message message;
    message.frame = frame;
    message.address = addressText(frame.address);
    message.function = functionName(frame.function(), &message.is1997);
    if (frame.isAnswer() && frame.isError()) {
        interpretError(message);
        return message;
    }
    switch (Function(frame.function())) {
    case Function::Read: interpretRead(message); break;
    case Function::ReadMore: interpretReadMore(message); break;
    case Function::ReadAddress:
    case Function::WriteAddress: interpretAddress(message); break;
    case Function::Write: interpretWrite(message); break;
    case Function::BroadcastTime: interpretTime(message); break;
    case Function::ChangeBaud: interpretBaud(message); break;
    case Function::Relay: interpretRelay(message); break;
    default: break;
    }
    return message;
}

QString summary(const Message &message)
{
    QString text = message.function;
    if (message.frame.isAnswer())
        text += message.frame.isError() ? QStringLiteral(" refused") : QStringLiteral(" answer");
    if (message.item)
        text += QLatin1Char(' ') + itemText(*message.item);
    QStringList values;
    for (const Value &value : message.values) {
        const QString shown = value.quality == Reading::Quality::Good ? value.text : toWord(value.quality);
        values.append(value.unit.isEmpty() ? shown : shown + QLatin1Char(' ') + value.unit);
    }
    values += message.bits + message.errors;
    if (!values.isEmpty())
        text += QStringLiteral(": ") + values.join(QStringLiteral(", "));
    if (!message.note.isEmpty())
        text += QStringLiteral(" (%1)").arg(message.note);
    return message.address + QLatin1Char(' ') + text;
}

QStringList errorBits(quint8 error)
{
    QStringList names;
    for (int bit = 0; bit < 8; ++bit) {
        if ((error >> bit) & 1)
            names.append(QString::fromLatin1(errorNames[bit]));
    }
    return names;
}

Frame readRequest(const QByteArray &address, ItemId item)
{
    return {address, quint8(Function::Read), itemBytes(item)};
}

Frame readMoreRequest(const QByteArray &address, ItemId item, quint8 sequence)
{
    return {address, quint8(Function::ReadMore), itemBytes(item) + char(sequence)};
}

Frame readAddressRequest()
{
    return {wildcardAddress, quint8(Function::ReadAddress), {}};
}

QByteArray itemBytes(ItemId id)
{
    QByteArray bytes;
    for (int n = 0; n < 4; ++n)
        bytes.append(char(quint8(id >> (8 * n))));
    return bytes;
}

ItemId itemOf(const QByteArray &data)
{
    ItemId id = 0;
    for (int n = 3; n >= 0; --n)
        id = id << 8 | quint8(data[n]);
    return id;
}

} // namespace pd::serial::dlt645
