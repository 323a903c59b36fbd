// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/message.h"

#include "serial/dlt645/dictionary.h"

#include <algorithm>
#include <span>

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

// As a frame of the older edition shows among those of 2007.
constexpr FunctionName foreignNames[] = {
    {0x01, "read data (1997)"},
    {0x02, "read subsequent (1997)"},
    {0x04, "write data (1997)"},
    {0x0A, "write address (1997)"},
    {0x0C, "change baud (1997)"},
    {0x0F, "change password (1997)"},
    {0x10, "clear maximum demand (1997)"},
};

constexpr FunctionName names1997[] = {
    {0x01, "read data"},   {0x02, "read subsequent"}, {0x03, "re-read"},
    {0x04, "write data"},  {0x08, "broadcast time"},  {0x0A, "write address"},
    {0x0C, "change baud"}, {0x0F, "change password"}, {0x10, "clear maximum demand"},
};

// What makers of the time of the older edition use codes for that it does not have.
constexpr FunctionName vendorUses[] = {
    {0x05, "calibration in some firmware"},
    {0x07, "ping in some firmware"},
    {0x09, "freeze or clearing of the meter in some firmware"},
    {0x0B, "clearing of events in some firmware"},
};

constexpr FunctionName outputs[] = {
    {0x00, "clock second"},
    {0x01, "demand period"},
    {0x02, "tariff switch"},
};

constexpr FunctionName relayCommands[] = {
    {0x1A, "trip"},      {0x1B, "permit closing"}, {0x1C, "close"},          {0x2A, "alarm"},
    {0x2B, "alarm off"}, {0x3A, "keep power"},     {0x3B, "keep power off"},
};

constexpr const char *errorNames[] = {
    "other",      "no_such_data", "unauthorised", "baud_cannot_change",
    "year_zones", "day_periods",  "tariffs",      "reserved",
};

// Of the older edition where it differs.
constexpr const char *errorNames1997[] = {
    "illegal_data", "no_such_data", "unauthorised", "reserved",
    "year_zones",   "day_periods",  "tariffs",      "reserved",
};

// Level and password, then the operator code, follow the identifier in writes and commands.
constexpr int passwordBytes = 4;
constexpr int accessBytes = 8;
constexpr quint8 firstSecuredLevel = 0x98; // 98H encrypted with MAC, 99H plain with MAC
constexpr ItemId firstPassword = 0x04000C01;
constexpr ItemId lastPassword = 0x04000C0A;
constexpr ItemId password1997 = 0xC212;

Value textValue(const QString &text)
{
    return {text, {}, text.isEmpty() ? Reading::Quality::Unreadable : Reading::Quality::Good};
}

// "no identifier" -> "no_identifier"
QString wordOf(const QString &name)
{
    QString word;
    for (const QChar one : name.toLower()) {
        const bool isKept = one.isLetterOrNumber();
        if (isKept)
            word += one;
        else if (!word.isEmpty() && !word.endsWith(QLatin1Char('_')))
            word += QLatin1Char('_');
    }
    while (word.endsWith(QLatin1Char('_')))
        word.chop(1);
    return word;
}

// A note whose words are its phrase.
void remark(Message &message, const QString &note)
{
    message.note = note;
    message.phrase = note.isEmpty() ? FramePhrase() : FramePhrase{wordOf(note), {}};
}

void remarkSize(Message &message, qsizetype is, const QString &expected)
{
    message.note = QStringLiteral("%1 bytes of data, %2 expected").arg(is).arg(expected);
    message.phrase = {QStringLiteral("data_size"), {QString::number(is), expected}};
}

QString nameIn(std::span<const FunctionName> names, quint8 code)
{
    const auto found = std::find_if(names.begin(), names.end(),
                                    [code](const FunctionName &f) { return f.function == code; });
    return found == names.end() ? QString() : QString::fromLatin1(found->name);
}

bool isPasswordItem(ItemId id, Edition edition)
{
    return edition == Edition::Of2007 ? id >= firstPassword && id <= lastPassword : id == password1997;
}

void nameItem(Message &message, const std::optional<Item> &item)
{
    if (item) {
        message.name = item->name;
        message.nameZh = item->nameZh;
    }
}

// Takes the identifier that a frame begins with.
bool takeItem(Message &message)
{
    if (message.frame.data.size() < identifierBytes(message.edition)) {
        remark(message, QStringLiteral("no identifier"));
        return false;
    }
    message.item = itemOf(message.frame.data, message.edition);
    nameItem(message, dictionaryItem(message.edition, *message.item));
    return true;
}

void readItemData(Message &message, const QByteArray &data)
{
    const std::optional<Item> item = dictionaryItem(message.edition, *message.item);
    if (!item) {
        remark(message, QStringLiteral("the dictionary does not know this item"));
        return;
    }
    if (isPasswordItem(item->id, message.edition))
        return;
    message.values = decodeItem(*item, data);
    const bool ended = item->isBlock() && data.endsWith(char(0xAA)) && item->fits(data.size() - 1);
    if (!item->fits(data.size()) && !ended)
        remarkSize(message, data.size(), QString::number(item->bytes()));
    if (message.values.size() == 1)
        message.bits = statusBits(message.edition, item->id, message.values.first().text);
}

void interpretRead(Message &message)
{
    if (takeItem(message) && message.frame.isAnswer() && !message.frame.hasMore())
        readItemData(message, message.frame.data.mid(identifierBytes(message.edition)));
    // The first part of a longer block may end within a value: only the whole can be read.
}

void interpretReadMore(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.edition == Edition::Of1997) {
        takeItem(message);
        return;
    }
    if (data.size() < 5) {
        remark(message, QStringLiteral("no identifier and sequence number"));
        return;
    }
    takeItem(message);
    message.sequence = quint8(data.back());
}

void takeLevel(Message &message, quint8 level)
{
    message.level = level;
    if (level >= firstSecuredLevel)
        remark(message,
               level == firstSecuredLevel ? QStringLiteral("encrypted, with MAC")
                                          : QStringLiteral("plain, with MAC"));
}

void interpretWrite2007(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer())
        return;
    if (data.size() < 4 + accessBytes) {
        remark(message, QStringLiteral("no identifier, password and operator"));
        return;
    }
    takeItem(message);
    takeLevel(message, quint8(data[4]));
    if (*message.level < firstSecuredLevel)
        readItemData(message, data.mid(4 + accessBytes));
}

// Whether there is a password before the data can only be told by the size of the item.
bool hasPassword1997(const QByteArray &data)
{
    const std::optional<Item> item
        = data.size() >= 2 ? dictionaryItem(Edition::Of1997, itemOf(data, Edition::Of1997)) : std::nullopt;
    if (!item)
        return data.size() >= 2 + passwordBytes;
    const qsizetype size = data.size() - 2;
    return !item->fits(size) || (item->isBlock() && item->fits(size - passwordBytes));
}

void interpretWrite1997(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer() || !takeItem(message))
        return;
    const bool secured = hasPassword1997(data) && data.size() >= 2 + passwordBytes;
    if (secured)
        message.level = quint8(data[2]);
    readItemData(message, data.mid(secured ? 2 + passwordBytes : 2));
}

// ss mm hh DD MM YY, as the time of a broadcast and of a relay command.
QString momentText(const QByteArray &bytes)
{
    return decodeValue({Format::Kind::Moment, 6, 0}, bytes).text;
}

void interpretTime(Message &message)
{
    QByteArray data = message.frame.data;
    if (message.edition == Edition::Of1997 && data.size() == 6 + passwordBytes) {
        message.level = quint8(data[0]);
        data.remove(0, passwordBytes);
    }
    if (data.size() != 6) {
        remarkSize(message, data.size(), QStringLiteral("6"));
        return;
    }
    message.values = {textValue(momentText(data))};
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
        remarkSize(message, data.size(), QStringLiteral("6"));
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

// mm hh DD MM; 99 for any.
void interpretFreeze(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer())
        return;
    if (data.size() != 4) {
        remarkSize(message, data.size(), QStringLiteral("4"));
        return;
    }
    static constexpr const char *kinds[] = {"at once", "hourly", "daily", "monthly", "once"};
    const qsizetype any = data.count(char(0x99));
    message.bits = {QString::fromLatin1(kinds[4 - any])};
    const Value value = decodeValue({Format::Kind::MonthDayTime, 4, 0}, data);
    if (any < 4)
        message.values = {textValue(QString(value.text).replace(QLatin1String("99"), QLatin1String("*")))};
}

void interpretRelay(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer())
        return;
    if (data.size() < accessBytes + 8) {
        remarkSize(message, data.size(), QStringLiteral("16"));
        return;
    }
    takeLevel(message, quint8(data[0]));
    if (*message.level >= firstSecuredLevel)
        return;
    const quint8 command = quint8(data[accessBytes]);
    const QString known = nameIn(relayCommands, command);
    message.bits
        = {known.isEmpty() ? QStringLiteral("command %1H").arg(command, 2, 16, QLatin1Char('0')) : known};
    const QByteArray until = data.mid(accessBytes + 2, 6);
    if (until.count('\0') < until.size())
        message.values = {textValue(momentText(until))};
}

void interpretOutput(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (data.isEmpty())
        return;
    const QString known = nameIn(outputs, quint8(data[0]));
    message.bits = {known.isEmpty() ? QStringLiteral("output %1").arg(quint8(data[0])) : known};
}

// Password, then (clearing of events) what is cleared.
void interpretClearing(Message &message)
{
    const QByteArray &data = message.frame.data;
    if (message.frame.isAnswer())
        return;
    const bool events = Function(message.frame.function()) == Function::ClearEvents;
    const int expected = message.edition == Edition::Of1997 ? passwordBytes : accessBytes + (events ? 4 : 0);
    if (data.size() != expected) {
        remarkSize(message, data.size(), QString::number(expected));
        return;
    }
    takeLevel(message, quint8(data[0]));
    if (!events || message.edition == Edition::Of1997)
        return;
    message.item = itemOf(data.mid(accessBytes));
    nameItem(message, dictionaryItem(Edition::Of2007, *message.item));
    if (*message.item == 0xFFFFFFFF)
        message.bits = {QStringLiteral("all events")};
}

void interpretPassword(Message &message)
{
    const QByteArray &data = message.frame.data;
    const int expected = message.edition == Edition::Of1997 ? 2 * passwordBytes : 4 + 2 * passwordBytes;
    if (message.frame.isAnswer())
        return;
    if (data.size() != expected) {
        remarkSize(message, data.size(), QString::number(expected));
        return;
    }
    if (message.edition == Edition::Of2007)
        takeItem(message);
    message.level = quint8(data[expected - 2 * passwordBytes]);
}

void interpretError(Message &message)
{
    // One byte of error; of a two-byte SERR (authentication) the bits are vendors' own.
    if (message.frame.data.size() == 1)
        message.errors = errorBits(quint8(message.frame.data[0]), message.edition);
    else {
        message.note = QStringLiteral("%1 bytes of error, 1 expected").arg(message.frame.data.size());
        message.phrase = {QStringLiteral("error_size"), {QString::number(message.frame.data.size())}};
    }
}

QString functionName(quint8 function, Edition edition)
{
    if (edition == Edition::Of1997) {
        const QString known = nameIn(names1997, function);
        return known.isEmpty() ? QStringLiteral("vendor") : known;
    }
    const QString known = nameIn(functionNames, function);
    const QString foreign = known.isEmpty() ? nameIn(foreignNames, function) : known;
    return foreign.isEmpty() ? QStringLiteral("unknown") : foreign;
}

void interpret2007(Message &message)
{
    switch (Function(message.frame.function())) {
    case Function::Authenticate:
        if (message.frame.data.size() >= 4)
            takeItem(message);
        break;
    case Function::Read: interpretRead(message); break;
    case Function::ReadMore: interpretReadMore(message); break;
    case Function::ReadAddress:
    case Function::WriteAddress: interpretAddress(message); break;
    case Function::Write: interpretWrite2007(message); break;
    case Function::BroadcastTime: interpretTime(message); break;
    case Function::Freeze: interpretFreeze(message); break;
    case Function::ChangeBaud: interpretBaud(message); break;
    case Function::ChangePassword: interpretPassword(message); break;
    case Function::ClearDemand:
    case Function::ClearMeter:
    case Function::ClearEvents: interpretClearing(message); break;
    case Function::Relay: interpretRelay(message); break;
    case Function::Output: interpretOutput(message); break;
    }
}

void interpret1997(Message &message)
{
    switch (Function1997(message.frame.function())) {
    case Function1997::Read: interpretRead(message); break;
    case Function1997::ReadMore: interpretReadMore(message); break;
    case Function1997::ReadAgain:
        if (message.frame.isAnswer())
            interpretReadMore(message);
        break;
    case Function1997::Write: interpretWrite1997(message); break;
    case Function1997::BroadcastTime: interpretTime(message); break;
    case Function1997::WriteAddress: interpretAddress(message); break;
    case Function1997::ChangeBaud: interpretBaud(message); break;
    case Function1997::ChangePassword: interpretPassword(message); break;
    case Function1997::ClearDemand: interpretClearing(message); break;
    default: remark(message, nameIn(vendorUses, message.frame.function())); break;
    }
}

// Which of its data bytes are a password.
struct Secret
{
    int at = 0;
    int size = 0;
};

QList<Secret> secrets2007(const Frame &frame)
{
    const auto isWriteOfPassword
        = [&frame] { return frame.data.size() >= 4 && isPasswordItem(itemOf(frame.data), Edition::Of2007); };
    switch (Function(frame.function())) {
    case Function::Write:
        return isWriteOfPassword() ? QList<Secret>{{5, 3}, {4 + accessBytes, longestData}}
                                   : QList<Secret>{{5, 3}};
    case Function::ChangePassword: return {{5, 3}, {9, 3}};
    case Function::ClearDemand:
    case Function::ClearMeter:
    case Function::ClearEvents:
    case Function::Relay: return {{1, 3}};
    default: return {};
    }
}

QList<Secret> secrets1997(const Frame &frame)
{
    const qsizetype size = frame.data.size();
    switch (Function1997(frame.function())) {
    case Function1997::Write:
        if (size >= 2 && isPasswordItem(itemOf(frame.data, Edition::Of1997), Edition::Of1997))
            return {{2, longestData}};
        return hasPassword1997(frame.data) ? QList<Secret>{{3, 3}} : QList<Secret>();
    case Function1997::BroadcastTime:
        return size == 6 + passwordBytes ? QList<Secret>{{1, 3}} : QList<Secret>();
    case Function1997::ChangePassword: return {{1, 3}, {5, 3}};
    case Function1997::ClearDemand: return {{1, 3}};
    default: return {};
    }
}

} // namespace

Message interpret(const Frame &frame, Edition edition)
{
    Message message;
    message.frame = frame;
    message.edition = edition;
    message.address = addressText(frame.address);
    message.function = functionName(frame.function(), edition);
    if (frame.isAnswer() && frame.isError())
        interpretError(message);
    else if (edition == Edition::Of2007)
        interpret2007(message);
    else
        interpret1997(message);
    return message;
}

Edition likelyEdition(const Frame &frame)
{
    const quint8 function = frame.function();
    const qsizetype size = frame.data.size();
    const auto when = [](bool is1997) { return is1997 ? Edition::Of1997 : Edition::Of2007; };
    switch (Function(function)) {
    case Function::Authenticate: // or reading again
        if (frame.isAnswer() && !frame.isError())
            return when(size >= 2 && dictionaryItem(Edition::Of1997, itemOf(frame.data, Edition::Of1997)));
        return when(frame.isAnswer() ? size == 1 : size <= 2);
    case Function::BroadcastTime: return when(size == 6 + passwordBytes);
    // Some masters send an identifier of the one edition with the control code of the other.
    case Function::Read: return when(!frame.isAnswer() && size == 2);
    case Function::ReadMore: return when(!frame.isAnswer() && size < 5);
    default: return when(function < quint8(Function::Read));
    }
}

Frame concealed(const Frame &frame, Edition edition)
{
    if (frame.isAnswer())
        return frame;
    Frame shown = frame;
    for (const Secret &secret : edition == Edition::Of2007 ? secrets2007(frame) : secrets1997(frame)) {
        for (int n = secret.at; n < secret.at + secret.size && n < shown.data.size(); ++n)
            shown.data[n] = 0;
    }
    return shown;
}

FrameMeaning meaningOf(const Message &message)
{
    using Kind = FrameMeaning::Kind;
    FrameMeaning meaning;
    const Frame &frame = message.frame;
    meaning.kind = !frame.isAnswer() ? Kind::Request : frame.isError() ? Kind::ErrorAnswer : Kind::Answer;
    meaning.meter = {protocolOf(message.edition), message.address};
    meaning.function = wordOf(message.function);
    meaning.code = frame.function();
    if (message.item) {
        meaning.item = itemText(*message.item, message.edition);
        meaning.quantity = quantityOf(message.edition, *message.item);
    }
    meaning.itemName = message.name;
    meaning.itemNameZh = message.nameZh;
    for (const Value &value : message.values)
        meaning.values.append({value.text, value.unit, value.quality});
    for (const QString &state : message.bits)
        meaning.states.append(wordOf(state));
    meaning.errors = message.errors;
    meaning.phrase = message.phrase;
    return meaning;
}

QStringList errorBits(quint8 error, Edition edition)
{
    QStringList names;
    for (int bit = 0; bit < 8; ++bit) {
        if ((error >> bit) & 1)
            names.append(
                QString::fromLatin1(edition == Edition::Of2007 ? errorNames[bit] : errorNames1997[bit]));
    }
    return names;
}

Frame readRequest(const QByteArray &address, ItemId item, Edition edition)
{
    const quint8 function = edition == Edition::Of2007 ? quint8(Function::Read) : quint8(Function1997::Read);
    return {address, function, itemBytes(item, edition)};
}

Frame readMoreRequest(const QByteArray &address, ItemId item, quint8 sequence, Edition edition)
{
    if (edition == Edition::Of1997)
        return {address, quint8(Function1997::ReadMore), itemBytes(item, edition)};
    return {address, quint8(Function::ReadMore), itemBytes(item) + char(sequence)};
}

Frame readAddressRequest()
{
    return {wildcardAddress, quint8(Function::ReadAddress), {}};
}

QByteArray itemBytes(ItemId id, Edition edition)
{
    QByteArray bytes;
    for (int n = 0; n < identifierBytes(edition); ++n)
        bytes.append(char(quint8(id >> (8 * n))));
    return bytes;
}

ItemId itemOf(const QByteArray &data, Edition edition)
{
    ItemId id = 0;
    for (int n = identifierBytes(edition) - 1; n >= 0; --n)
        id = id << 8 | quint8(data[n]);
    return id;
}

} // namespace pd::serial::dlt645
