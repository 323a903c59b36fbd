// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/chargebill.h"

#include "app/net/ocpi/jsonwriter.h"
#include "app/net/ocpi/objects.h"

#include <QTimeZone>

namespace pd::console {

namespace {

constexpr int shown = 4; // decimals of a period line
const QString clockFormat = QStringLiteral("HH:mm:ss");

QString row(const QString &name, const QString &value)
{
    return QStringLiteral("  %1 %2\n").arg(name, -14).arg(value, 10);
}

QString periodText(const BillPeriod &period, const QTimeZone &zone)
{
    return QStringLiteral("  %1 %2-%3 %4 kWh  electricity %5  service %6\n")
        .arg(toWord(period.band), -7)
        .arg(period.start.toTimeZone(zone).toString(clockFormat),
             period.end.toTimeZone(zone).toString(clockFormat))
        .arg(period.energy.kwhText(shown), 8)
        .arg(period.electricity.text(shown), 8)
        .arg(period.service.text(shown), 7);
}

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(Error::Kind::Conflict, QStringLiteral("the bill is not as A1 says: ") + what);
}

} // namespace

QString billText(const ChargeOrder &order, const QTimeZone &zone)
{
    const Bill &bill = order.bill;
    const QString stamp = QStringLiteral("yyyy-MM-dd ") + clockFormat;
    QString text = QStringLiteral("Bill of order %1, port %2, plan %3\n")
                       .arg(order.id.text(), order.port.text(), bill.planVersion);
    text += QStringLiteral("  %1 to %2 (%3)\n")
                .arg(order.startedAt.toTimeZone(zone).toString(stamp),
                     order.endedAt.toTimeZone(zone).toString(stamp), QString::fromLatin1(zone.id()));
    text += row(QStringLiteral("Energy"), bill.energy.kwhText(2) + QStringLiteral(" kWh"));
    text += row(QStringLiteral("Electricity"), bill.electricity.text());
    text += row(QStringLiteral("Service"), bill.service.text());
    const std::pair<const char *, Money> others[]
        = {{"Time", bill.time}, {"Occupancy", bill.occupancy}, {"Reservation", bill.reservation}};
    for (const auto &[name, amount] : others) {
        if (amount != Money())
            text += row(QLatin1String(name), amount.text());
    }
    text += row(QStringLiteral("Total"), bill.total().text() + QLatin1Char(' ') + bill.currency);
    for (const BillPeriod &period : bill.periods)
        text += periodText(period, zone);
    return text;
}

QByteArray billReport(const ChargeOrder &order, const QStringList &pictures)
{
    net::JsonWriter out;
    out.beginObject().key("order").raw(net::encode(order)).key("pictures").beginArray();
    for (const QString &picture : pictures)
        out.text(picture);
    return out.endArray().endObject().result();
}

Done checkBillOfA1(const ChargeOrder &order)
{
    const Bill &bill = order.bill;
    const Energy whole = Energy::fromWh(12'790);
    const bool full = bill.energy.floorTo(meterStep) == whole;
    const bool stepLess = bill.energy.floorTo(meterStep) == whole - meterStep;
    if (!full && !stepLess)
        return wrong(bill.energy.kwhText() + QStringLiteral(" kWh"));
    if (bill.total() > Money::fromMinor(2000) || bill.total() < Money::fromMinor(1998))
        return wrong(QStringLiteral("total ") + bill.total().text());
    if (full && (bill.electricity != Money::fromMinor(1488) || bill.service != Money::fromMinor(512)))
        return wrong(bill.electricity.text() + QStringLiteral(" + ") + bill.service.text());
    if (bill.time + bill.occupancy + bill.reservation != Money())
        return wrong(QStringLiteral("more than electricity and service"));
    if (!order.startRegister || !order.lastRegister
        || *order.lastRegister - *order.startRegister != bill.energy)
        return wrong(QStringLiteral("the registers do not give its energy"));
    return {};
}

} // namespace pd::console
