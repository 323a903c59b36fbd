// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/site/site.h"

#include "models/basics/decimal.h"
#include "models/basics/textplace.h"
#include "serial/meter/profilelibrary.h"
#include "serial/modbus/frame.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <vector>

namespace pd::station {

namespace {

constexpr qint64 largestSiteFile = 16LL * 1024 * 1024;

// One object of the file with its path; the first complaint is kept, later ones would only follow from it.
class Node
{
public:
    Node(QJsonObject object, QString path, QString &complaint)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_complaint(complaint)
    {
    }

    bool has(QLatin1String name) const { return m_object.contains(name); }

    void complain(QLatin1String name, QLatin1String what) const
    {
        if (m_complaint.isEmpty())
            m_complaint = m_path + name + QLatin1String(": ") + what;
    }

    QString text(QLatin1String name, int longest, const QString &otherwise = {}) const
    {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined() && !otherwise.isNull())
            return otherwise;
        QString text = value.toString();
        if (!value.isString() || text.isEmpty() || text.size() > longest)
            complain(name, QLatin1String("a text is needed, not empty and not too long"));
        return text;
    }

    qint64 number(QLatin1String name, qint64 least, qint64 most, qint64 otherwise) const
    {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined())
            return otherwise;
        const qint64 number = value.toInteger(least - 1);
        if (number < least || number > most)
            complain(name, QLatin1String("a whole number in its range is needed"));
        return number;
    }

    bool flag(QLatin1String name) const
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isUndefined() && !value.isBool())
            complain(name, QLatin1String("true or false is needed"));
        return value.toBool();
    }

    // Decimal text within the given whole numbers.
    QString decimal(QLatin1String name, qint64 least, qint64 most, const QString &otherwise = {}) const
    {
        QString decimal = text(name, 20, otherwise);
        const Result<qint64> scaled = parseScaled(decimal, 6, ExtraDigits::RoundHalfUp);
        if (!scaled || *scaled < least * 1'000'000 || *scaled > most * 1'000'000)
            complain(name, QLatin1String("decimal text in its range is needed"));
        return decimal;
    }

    std::optional<Node> child(QLatin1String name) const
    {
        if (!has(name))
            return std::nullopt;
        if (!m_object.value(name).isObject())
            complain(name, QLatin1String("an object is needed"));
        return Node(m_object.value(name).toObject(), m_path + name + QLatin1Char('.'), m_complaint);
    }

    std::vector<Node> children(QLatin1String name) const
    {
        std::vector<Node> nodes;
        if (has(name) && !m_object.value(name).isArray())
            complain(name, QLatin1String("a list is needed"));
        const QJsonArray array = m_object.value(name).toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (!array.at(i).isObject())
                complain(name, QLatin1String("objects are needed"));
            nodes.push_back(
                Node(array.at(i).toObject(), m_path + name + QStringLiteral("[%1].").arg(i), m_complaint));
        }
        return nodes;
    }

private:
    QJsonObject m_object;
    QString m_path;
    QString &m_complaint;
};

MeterProtocol protocolOf(const Node &node)
{
    const QString word = node.text(QLatin1String("protocol"), 20, toWord(MeterProtocol::Dlt645_2007));
    for (const MeterProtocol protocol :
         {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu}) {
        if (word == toWord(protocol))
            return protocol;
    }
    node.complain(QLatin1String("protocol"),
                  QLatin1String("dlt645-2007, dlt645-1997 or modbus-rtu is needed"));
    return MeterProtocol::Dlt645_2007;
}

SiteMeter meterOf(const Node &node)
{
    SiteMeter meter;
    meter.line = node.text(QLatin1String("line"), 64);
    meter.protocol = protocolOf(node);
    meter.address = node.text(QLatin1String("address"), 12);
    if (meter.protocol == MeterProtocol::ModbusRtu) {
        meter.profile = node.text(QLatin1String("profile"), 64);
        const std::optional<int> unit = serial::modbus::unitFromText(meter.address);
        if (!unit)
            node.complain(QLatin1String("address"), QLatin1String("a unit from 1 to 247 is needed"));
        if (!serial::ProfileLibrary::builtIn().find(meter.profile))
            node.complain(QLatin1String("profile"), QLatin1String("no profile of that name"));
        return meter;
    }
    const auto isDigit = [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); };
    if (meter.address.size() != 12 || !std::all_of(meter.address.cbegin(), meter.address.cend(), isDigit))
        node.complain(QLatin1String("address"), QLatin1String("12 digits are needed"));
    return meter;
}

SitePile pileOf(const Node &node)
{
    SitePile pile;
    pile.id = PileId(node.text(QLatin1String("id"), 48));
    pile.bay = node.text(QLatin1String("bay"), 20, QLatin1String(""));
    pile.vendor = node.text(QLatin1String("vendor"), 20, QStringLiteral("PileDeck"));
    pile.model = node.text(QLatin1String("model"), 20, QStringLiteral("AC7"));
    pile.maxPowerW = node.number(QLatin1String("max_power_w"), 1, 1'000'000, 7000);
    if (node.number(QLatin1String("connectors"), 1, 1, 1) != 1)
        node.complain(QLatin1String("connectors"), QLatin1String("piles of one connector are simulated"));
    const QString shown = node.decimal(QLatin1String("register_kwh"), 0, 900'000, QStringLiteral("0.00"));
    pile.registerStart = Energy::fromKwhText(shown).value_or(Energy()).floorTo(meterStep);
    pile.latitude = node.decimal(QLatin1String("latitude"), -90, 90);
    pile.longitude = node.decimal(QLatin1String("longitude"), -180, 180);
    pile.takesPricePlan = node.flag(QLatin1String("takes_price_plan"));
    pile.key = node.text(QLatin1String("key"), 64, QLatin1String(""));
    if (const std::optional<Node> receiver = node.child(QLatin1String("receiver"))) {
        pile.hdop = receiver->decimal(QLatin1String("hdop"), 0, 100, pile.hdop);
        pile.satellites = int(receiver->number(QLatin1String("satellites"), 0, 99, pile.satellites));
    }
    if (const std::optional<Node> meter = node.child(QLatin1String("meter")))
        pile.meter = meterOf(*meter);
    return pile;
}

SiteLine lineOf(const Node &node)
{
    SiteLine line;
    line.name = node.text(QLatin1String("name"), 64);
    if (line.name.contains(QLatin1Char('/')) || line.name.startsWith(QLatin1Char('.')))
        node.complain(QLatin1String("name"), QLatin1String("a plain file name is needed"));
    line.baud = int(node.number(QLatin1String("baud"), 300, 115200, 2400));
    const QString parity = node.text(QLatin1String("parity"), 10, QStringLiteral("even"));
    if (parity == QLatin1String("none"))
        line.parity = Parity::None;
    else if (parity == QLatin1String("odd"))
        line.parity = Parity::Odd;
    else if (parity != QLatin1String("even"))
        node.complain(QLatin1String("parity"), QLatin1String("none, even or odd is needed"));
    return line;
}

// What no single object can show: twice the same, or a reference to nothing.
QString crossCheck(const Site &site)
{
    QSet<QString> lines;
    QSet<QString> piles;
    QSet<QString> meters;
    const auto twice = [](QSet<QString> &seen, const QString &name) {
        const bool known = seen.contains(name);
        seen.insert(name);
        return known;
    };
    for (const SiteLine &line : site.lines) {
        if (twice(lines, line.name))
            return QLatin1String("lines: twice the same name: ") + line.name;
    }
    for (const SitePile &pile : site.piles) {
        if (twice(piles, pile.id.text()))
            return QLatin1String("piles: twice the same id: ") + pile.id.text();
        if (!pile.meter)
            continue;
        if (!lines.contains(pile.meter->line))
            return pile.id.text() + QLatin1String(": meter.line: no such line: ") + pile.meter->line;
        if (twice(meters, pile.meter->line + QLatin1Char(' ') + pile.meter->address))
            return pile.id.text() + QLatin1String(": meter.address: twice on its line");
    }
    return {};
}

} // namespace

const SitePile *Site::pile(const PileId &id) const
{
    const auto found
        = std::find_if(piles.cbegin(), piles.cend(), [&](const SitePile &p) { return p.id == id; });
    return found == piles.cend() ? nullptr : &*found;
}

Result<Site> parseSite(const QByteArray &json)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parse);
    if (parse.error != QJsonParseError::NoError)
        return failure(
            Error::Kind::Invalid,
            QStringLiteral("line %1: no JSON: %2").arg(lineAt(json, parse.offset)).arg(parse.errorString()));
    QString complaint;
    const Node root(document.object(), QString(), complaint);
    Site site;
    site.name = root.text(QLatin1String("name"), 100);
    site.timeZone = root.text(QLatin1String("time_zone"), 64).toLatin1();
    if (!QTimeZone(site.timeZone).isValid())
        root.complain(QLatin1String("time_zone"), QLatin1String("not a known time zone"));
    for (const Node &line : root.children(QLatin1String("lines"))) {
        if (line.text(QLatin1String("kind"), 20) == QLatin1String("rs485"))
            site.lines.append(lineOf(line));
    }
    for (const Node &pile : root.children(QLatin1String("piles")))
        site.piles.append(pileOf(pile));
    if (site.piles.isEmpty())
        root.complain(QLatin1String("piles"), QLatin1String("at least one pile is needed"));
    if (complaint.isEmpty())
        complaint = crossCheck(site);
    if (!complaint.isEmpty())
        return failure(Error::Kind::Invalid, complaint);
    return site;
}

Result<Site> readSite(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    if (file.size() > largestSiteFile)
        return failure(Error::Kind::Invalid, path + QStringLiteral(": larger than 16 MiB"));
    return parseSite(file.readAll()).map_error([&](Error error) {
        error.detail = path + QStringLiteral(": ") + error.detail;
        return error;
    });
}

} // namespace pd::station
