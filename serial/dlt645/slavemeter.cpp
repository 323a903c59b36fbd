// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/slavemeter.h"

#include "models/basics/decimal.h"

#include <algorithm>

namespace pd::serial::dlt645 {

namespace {

constexpr int accessBytes = 8; // PA P0..P2 C0..C3
constexpr int passwordBytes = 4; // PA P0..P2
constexpr int writeLevel = 4;
constexpr int relayLevel = 2;
constexpr qint64 broadcastReachS = 5 * 60;
constexpr ItemId addressItem = 0x04000401;
constexpr ItemId numberItem = 0x04000402;
constexpr ItemId numberItem1997 = 0xC032;
constexpr ItemId firstPassword = 0x04000C01;
constexpr ItemId lastPassword = 0x04000C0A;
constexpr ItemId instantFreeze = 0x05010001;

QString digitsOf(const QByteArray &password)
{
    QByteArray digits = password;
    std::reverse(digits.begin(), digits.end());
    return QString::fromLatin1(digits.toHex());
}

QDateTime momentOf(const QByteArray &bytes)
{
    const Value value = decodeValue({Format::Kind::Moment, 6, 0}, bytes);
    return QDateTime::fromString(value.text, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QDateTime momentOf(const QString &date, const QString &time)
{
    const QDate day = QDate::fromString(date.left(10), QStringLiteral("yyyy-MM-dd"));
    const QTime hour = QTime::fromString(time, QStringLiteral("HH:mm:ss"));
    return day.isValid() && hour.isValid() ? QDateTime(day, hour) : QDateTime();
}

bool isEnergyNow(Edition edition, ItemId id)
{
    if (edition == Edition::Of1997)
        return (id & 0xFE00) == 0x9000;
    return (id & 0xFF0000FF) == 0;
}

// Up to the bytes of a request that are there.
QByteArray piece(const QByteArray &data, int at, int size)
{
    return data.mid(at, size);
}

} // namespace

SlaveMeter::SlaveMeter(const QByteArray &address, const MeterSource &source, const MeterRules &rules)
    : m_address(address)
    , m_printed(address)
    , m_source(&source)
    , m_rules(rules)
{
}

bool SlaveMeter::isAsked(const QByteArray &address) const
{
    // Meters of 1997 also answer when everybody is asked.
    return addresses(address, m_address) || address == broadcastAddress;
}

std::optional<Frame> SlaveMeter::reply(const Frame &request)
{
    if (request.function() == quint8(Function::BroadcastTime)) {
        takeBroadcastTime(request.data);
        return std::nullopt;
    }
    if (m_rules.edition == Edition::Of1997)
        return reply1997(request);
    const std::optional<Frame> frame = reply2007(request);
    return request.address == broadcastAddress ? std::nullopt : frame;
}

std::optional<Frame> SlaveMeter::reply2007(const Frame &request)
{
    const QByteArray &data = request.data;
    const bool known = data.size() >= 4;
    switch (Function(request.function())) {
    case Function::ReadAddress: return ok(request, m_address);
    case Function::Read:
        return known ? readAnswer(request, itemOf(data), 0) : errorAnswer(request, noSuchData);
    case Function::ReadMore: {
        const int sequence = data.size() == 5 ? quint8(data.back()) : 0;
        return sequence > 0 ? readAnswer(request, itemOf(data), sequence) : errorAnswer(request, noSuchData);
    }
    case Function::Write:
        if (data.size() <= 4 + accessBytes)
            return errorAnswer(request, otherError);
        return writeAnswer(request, itemOf(data), piece(data, 4, passwordBytes), data.mid(4 + accessBytes));
    case Function::WriteAddress: return addressAnswer(request);
    case Function::Freeze: return freezeAnswer(request);
    case Function::ChangeBaud: return baudAnswer(request);
    case Function::ChangePassword: return passwordAnswer(request, data.mid(4));
    case Function::Relay: return relayAnswer(request);
    case Function::Output:
        return data.size() == 1 && quint8(data[0]) <= quint8(Output::TariffSwitch)
            ? ok(request, data)
            : errorAnswer(request, otherError);
    // Clearing erases evidence, and authentication needs a secret chip: this meter has neither.
    case Function::Authenticate:
    case Function::ClearDemand:
    case Function::ClearMeter:
    case Function::ClearEvents: return errorAnswer(request, unauthorised);
    default: return std::nullopt;
    }
}

std::optional<Frame> SlaveMeter::reply1997(const Frame &request)
{
    const QByteArray &data = request.data;
    const bool known = data.size() == 2;
    switch (Function1997(request.function())) {
    case Function1997::Read:
        m_moreItem = known ? itemOf(data, Edition::Of1997) : 0;
        m_morePart = 0;
        return known ? readAnswer(request, m_moreItem, 0) : errorAnswer(request, noSuchData);
    case Function1997::ReadMore: return readMore1997(request, false);
    case Function1997::ReadAgain: return readMore1997(request, true);
    case Function1997::Write:
        if (data.size() <= 2 + passwordBytes)
            return errorAnswer(request, otherError);
        return writeAnswer(request, itemOf(data, Edition::Of1997), piece(data, 2, passwordBytes),
                           data.mid(2 + passwordBytes));
    case Function1997::WriteAddress: return addressAnswer(request);
    case Function1997::ChangeBaud: return baudAnswer(request);
    case Function1997::ChangePassword: return passwordAnswer(request, data);
    case Function1997::ClearDemand: return errorAnswer(request, unauthorised);
    default: return std::nullopt;
    }
}

Frame SlaveMeter::errorAnswer(const Frame &request, quint8 error) const
{
    return {m_address, quint8(request.function() | answerBit | errorBit), QByteArray(1, char(error))};
}

Frame SlaveMeter::ok(const Frame &request, const QByteArray &data) const
{
    return {m_address, quint8(request.function() | answerBit), data};
}

Frame SlaveMeter::readAnswer(const Frame &request, ItemId id, int sequence)
{
    const std::optional<QByteArray> all = itemData(id);
    const qsizetype longest = m_rules.longestAnswer;
    if (!all || (sequence > 0 && sequence * longest >= all->size()))
        return errorAnswer(request, noSuchData);
    const bool more = (sequence + 1) * longest < all->size();
    Frame frame = ok(request, itemBytes(id, m_rules.edition) + all->mid(sequence * longest, longest));
    frame.control |= more ? moreBit : 0;
    if (sequence > 0 && m_rules.edition == Edition::Of2007)
        frame.data.append(char(sequence));
    return frame;
}

Frame SlaveMeter::readMore1997(const Frame &request, bool again)
{
    if (m_moreItem == 0)
        return errorAnswer(request, noSuchData);
    const int part = again ? m_morePart : m_morePart + 1;
    const Frame frame = readAnswer(request, m_moreItem, part);
    if (!frame.isError())
        m_morePart = part;
    return frame;
}

quint8 SlaveMeter::checked(const QByteArray &access, int level)
{
    if (m_locked && !isLocked()) {
        m_locked = false;
        m_wrongPasswords = 0;
    }
    if (m_locked || access.size() != passwordBytes)
        return unauthorised;
    const int given = quint8(access[0]);
    const auto known = m_rules.passwords.constFind(given);
    if (given <= level && known != m_rules.passwords.constEnd() && digitsOf(access.mid(1)) == *known) {
        m_wrongPasswords = 0;
        return 0;
    }
    if (!m_rules.passwords.isEmpty() && ++m_wrongPasswords >= m_rules.lockAfter) {
        m_locked = true;
        m_lockedUntil = m_rules.clock ? m_rules.clock->now().addSecs(m_rules.lockSeconds) : QDateTime();
    }
    return unauthorised;
}

bool SlaveMeter::isLocked() const
{
    if (m_locked && m_rules.clock && m_rules.clock->now() >= m_lockedUntil)
        return false;
    return m_locked;
}

Frame SlaveMeter::writeAnswer(const Frame &request, ItemId id, const QByteArray &access,
                              const QByteArray &data)
{
    if (const quint8 error = checked(access, writeLevel))
        return errorAnswer(request, error);
    const quint8 error = written(id, data);
    return error ? errorAnswer(request, error) : ok(request);
}

quint8 SlaveMeter::written(ItemId id, const QByteArray &data)
{
    const std::optional<Item> item = dictionaryItem(m_rules.edition, id);
    if (!item || item->access == Item::Access::Read || (item->access != Item::Access::Write && !itemData(id)))
        return noSuchData;
    const QList<Value> values = decodeItem(*item, data);
    for (const Value &value : values) {
        if (value.quality == Reading::Quality::Unreadable)
            return otherError;
    }
    if (id == dateItem(m_rules.edition) || id == timeItem(m_rules.edition))
        return writeClock(id, values.first()) ? 0 : otherError;
    if (m_rules.edition == Edition::Of2007 && id >= firstPassword && id <= lastPassword)
        m_rules.passwords.insert(int(id - firstPassword), digitsOf(data.left(3)));
    else if (m_rules.edition == Edition::Of2007 && id == addressItem)
        m_address = data;
    else
        m_written.insert(id, data);
    return 0;
}

bool SlaveMeter::writeClock(ItemId id, const Value &value)
{
    const QDateTime own = now();
    const QString date
        = id == dateItem(m_rules.edition) ? value.text : own.toString(QStringLiteral("yyyy-MM-dd"));
    const QString time
        = id == timeItem(m_rules.edition) ? value.text : own.toString(QStringLiteral("HH:mm:ss"));
    const QDateTime wanted = momentOf(date, time);
    if (!own.isValid() || !wanted.isValid())
        return false;
    m_clockOffsetS += own.secsTo(wanted);
    return true;
}

void SlaveMeter::takeBroadcastTime(const QByteArray &moment)
{
    const QDateTime told = momentOf(moment.right(6));
    const QDateTime own = now();
    if (!told.isValid() || !own.isValid() || m_lastBroadcast == own.date()
        || qAbs(own.secsTo(told)) > broadcastReachS)
        return;
    m_clockOffsetS += own.secsTo(told);
    m_lastBroadcast = own.date();
}

Frame SlaveMeter::relayAnswer(const Frame &request)
{
    const QByteArray &data = request.data;
    if (data.size() < accessBytes + 8)
        return errorAnswer(request, otherError);
    if (const quint8 error = checked(data.left(passwordBytes), relayLevel))
        return errorAnswer(request, error);
    const QDateTime until = momentOf(data.mid(accessBytes + 2, 6));
    if (until.isValid() && now().isValid() && until < now())
        return errorAnswer(request, otherError);
    switch (RelayCommand(quint8(data[accessBytes]))) {
    case RelayCommand::Trip:
        if (m_keepPower)
            return errorAnswer(request, otherError);
        m_relayOpen = true;
        break;
    case RelayCommand::Close: m_relayOpen = false; break;
    case RelayCommand::PermitClosing:
        m_closingPermitted = true;
        m_relayOpen = m_relayOpen && !m_rules.programmingKey;
        break;
    case RelayCommand::Alarm:
    case RelayCommand::AlarmOff: break;
    case RelayCommand::KeepPower: m_keepPower = true; break;
    case RelayCommand::KeepPowerOff: m_keepPower = false; break;
    default: return errorAnswer(request, otherError);
    }
    m_relayTouched = true;
    return ok(request);
}

void SlaveMeter::setProgrammingKey(bool pressed)
{
    m_rules.programmingKey = pressed;
    if (pressed && std::exchange(m_closingPermitted, false))
        m_relayOpen = false;
}

Frame SlaveMeter::addressAnswer(const Frame &request)
{
    if (!m_rules.programmingKey)
        return errorAnswer(request, unauthorised);
    if (request.data.size() != addressBytes)
        return errorAnswer(request, otherError);
    m_address = request.data;
    return ok(request);
}

Frame SlaveMeter::baudAnswer(const Frame &request)
{
    const Value rate = decodeValue({Format::Kind::Baud, 1, 0}, request.data);
    if (rate.quality != Reading::Quality::Good)
        return errorAnswer(request, m_rules.edition == Edition::Of2007 ? 0x08 : otherError);
    m_baud = rate.text.toInt();
    return ok(request, request.data);
}

Frame SlaveMeter::passwordAnswer(const Frame &request, const QByteArray &access)
{
    if (access.size() != 2 * passwordBytes)
        return errorAnswer(request, otherError);
    const int level = quint8(access[passwordBytes]);
    if (const quint8 error = checked(access.left(passwordBytes), level))
        return errorAnswer(request, error);
    m_rules.passwords.insert(level, digitsOf(access.right(3)));
    return ok(request);
}

Frame SlaveMeter::freezeAnswer(const Frame &request)
{
    // A freeze that comes back would need a calendar; this meter freezes at once only.
    if (request.data != QByteArray(4, char(0x99)))
        return errorAnswer(request, otherError);
    const QString moment = now().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    const Result<QByteArray> time = encodeValue({Format::Kind::DateTime, 5, 0}, moment);
    m_written.insert(instantFreeze, time ? *time : QByteArray(5, char(0xFF)));
    for (ItemId content = 1; content <= 8; ++content) {
        if (const std::optional<QByteArray> energy = itemData(content << 16 | 0xFF00))
            m_written.insert(instantFreeze | content << 8, *energy);
    }
    return ok(request);
}

std::optional<QByteArray> SlaveMeter::itemData(ItemId id) const
{
    const std::optional<Item> item = dictionaryItem(m_rules.edition, id);
    if (!item || item->access == Item::Access::Write)
        return std::nullopt;
    if (item->isBlock() && !item->members.isEmpty())
        return blockData(*item);
    if (const auto written = m_written.constFind(id); written != m_written.constEnd())
        return *written;
    const std::optional<QString> value = text(id);
    if (!value)
        return std::nullopt;
    // Of an item with several parts (a demand and its time) the texts stand one after the other, split by
    // "|".
    const QStringList texts = value->split(QLatin1Char('|'));
    const Result<QByteArray> data = encodeItem(*item, texts);
    return data ? *data : QByteArray(item->headBytes() + item->roundBytes(), char(0xFF));
}

std::optional<QByteArray> SlaveMeter::blockData(const Item &block) const
{
    QByteArray data;
    for (ItemId member : block.members) {
        const std::optional<QByteArray> bytes = itemData(member);
        if (!bytes)
            break; // meters send the tariffs that they have
        data.append(*bytes);
    }
    if (data.isEmpty())
        return std::nullopt;
    if (m_rules.edition == Edition::Of1997 && data.size() < block.bytes())
        data.append(char(0xAA)); // a short block says so
    return data;
}

std::optional<QString> SlaveMeter::text(ItemId id) const
{
    const std::optional<QString> text = m_source->value(id);
    const bool isNumber
        = m_rules.edition == Edition::Of2007 ? id == addressItem || id == numberItem : id == numberItem1997;
    if (isNumber && (!text || m_address != m_printed))
        return addressText(m_address);
    if (m_relayTouched && m_rules.edition == Edition::Of2007 && id == relayStatusItem) {
        const uint word = text.value_or(QString()).toUInt(nullptr, 16) & ~uint(relayOpenBit);
        return QStringLiteral("0x%1").arg(word | (m_relayOpen ? relayOpenBit : 0), 4, 16, QLatin1Char('0'));
    }
    if (!text)
        return std::nullopt;
    if (m_clockOffsetS != 0 && id == dateItem(m_rules.edition))
        return QStringLiteral("%1 W0%2")
            .arg(now().toString(QStringLiteral("yyyy-MM-dd")))
            .arg(now().date().dayOfWeek() % 7);
    if (m_clockOffsetS != 0 && id == timeItem(m_rules.edition))
        return now().toString(QStringLiteral("HH:mm:ss"));
    return sinceReset(id, *text);
}

QString SlaveMeter::sinceReset(ItemId id, const QString &text) const
{
    const auto base = m_resetAt.constFind(id);
    if (base == m_resetAt.constEnd())
        return text;
    const int decimals = dictionaryItem(m_rules.edition, id)->parts.first().format.decimals;
    const Result<qint64> then = parseScaled(*base, decimals, ExtraDigits::Refuse);
    const Result<qint64> now = parseScaled(text, decimals, ExtraDigits::Refuse);
    return then && now ? scaledText(*now - *then, decimals) : text;
}

QDateTime SlaveMeter::sourceTime() const
{
    const QString date = m_source->value(dateItem(m_rules.edition)).value_or(QString());
    return momentOf(date, m_source->value(timeItem(m_rules.edition)).value_or(QString()));
}

QDateTime SlaveMeter::now() const
{
    return sourceTime().addSecs(m_clockOffsetS);
}

void SlaveMeter::resetRegisters(bool reset)
{
    m_resetAt.clear();
    if (!reset)
        return;
    for (const ItemId id : allItems(m_rules.edition)) {
        if (!isEnergyNow(m_rules.edition, id))
            continue;
        const std::optional<QString> text = m_source->value(id);
        if (text && !text->isEmpty())
            m_resetAt.insert(id, *text);
    }
}

void SlaveMeter::replace(bool replaced)
{
    m_address = m_printed;
    resetRegisters(replaced);
    if (replaced) // the number of the next meter in the box
        m_address[0]
            = char((quint8(m_address[0]) & 0x0F) < 9 ? quint8(m_address[0]) + 1 : quint8(m_address[0]) - 9);
}

} // namespace pd::serial::dlt645
