// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cloud/rig.h"

namespace pd::cloud::test {

inline constexpr const char *pile4 = "33010800100004";

// How a bill reads.
inline QString text(const Bill &bill)
{
    QStringList lines{
        QStringLiteral("%1 kWh = %2 + %3 = %4")
            .arg(bill.energy.kwhText(2), bill.electricity.text(), bill.service.text(), bill.total().text())};
    for (const BillPeriod &period : bill.periods)
        lines.append(QStringLiteral("%1 %2").arg(toWord(period.band), period.energy.kwhText(2)));
    return lines.join(QStringLiteral("; "));
}

// A paid order, its car plugged.
inline ChargeOrder paidOrder(Rig &rig, const OrderRequest &wanted)
{
    rig.connectPile(qPrintable(pileOf(wanted.port).text()), ConnectorStatus::Preparing);
    const Result<ChargeOrder> made = rig.create(wanted);
    if (!made) {
        qWarning() << made.error().detail;
        return {};
    }
    (wanted.method == PaymentMethod::BankCard ? rig.cards : rig.channel).pay(made->payment->id);
    if (!rig.waitState(made->id, OrderState::Paid))
        qWarning("not paid");
    return rig.order(made->id);
}
// At pile …03.
inline ChargeOrder paidOrder(Rig &rig, const char *ref = "ref-1", const char *amount = "20.00")
{
    return paidOrder(rig, rig.request(ref, amount, pile3));
}

inline StartReport startReport(const QString &idTag, const char *at, const char *meterStart)
{
    StartReport report;
    report.idTag = idTag;
    report.at = shanghai(at);
    report.meterStart = kwh(meterStart);
    return report;
}

// What pile …03 says of its port, at that time.
inline void reportAt(Rig &rig, const char *at, ConnectorStatus status, const char *error = "NoError")
{
    rig.clock.set(shanghai(at));
    rig.core->office.status(third, {1, status, QString::fromLatin1(error), {}, {}, shanghai(at)});
}

// A charge at pile …03 that began at 18:40:00 at register 8123.45.
inline ChargeOrder runningOrder(Rig &rig, const OrderRequest &wanted)
{
    const ChargeOrder paid = paidOrder(rig, wanted);
    if (paid.id.isEmpty())
        return {};
    rig.clock.set(shanghai("2026-03-16 18:40:00"));
    (void)rig.core->orders.start(paid.id, QStringLiteral("op1"));
    (void)QTest::qWaitFor([&] { return rig.order(paid.id).command->life == CommandLife::Accepted; });
    (void)rig.core->office.startTransaction(
        third, startReport(rig.link.lastIdTag, "2026-03-16 18:40:00", "8123.45"));
    reportAt(rig, "2026-03-16 18:40:00", ConnectorStatus::Charging);
    return rig.order(paid.id);
}
inline ChargeOrder runningOrder(Rig &rig, const char *amount = "20.00")
{
    return runningOrder(rig, rig.request("ref-1", amount, pile3));
}
// By time with a card: 60 minutes, 6.00 are held.
inline ChargeOrder runningByTime(Rig &rig)
{
    OrderRequest wanted = rig.request("card", "0.00", pile3);
    wanted.mode = ChargeMode::ByTime;
    wanted.limit = {ChargeLimit::Kind::Time, 3600, {}, {}};
    wanted.method = PaymentMethod::BankCard;
    return runningOrder(rig, wanted);
}
inline ChargeOrder runningUntilFull(Rig &rig)
{
    OrderRequest wanted = rig.request("full", "50.00", pile3);
    wanted.mode = ChargeMode::AutoFull;
    return runningOrder(rig, wanted);
}

inline StopReport stopReport(int transaction, const char *at, const char *meterStop,
                             const char *reason = "EVDisconnected")
{
    StopReport report;
    report.transactionId = transaction;
    report.at = shanghai(at);
    report.meterStop = kwh(meterStop);
    report.reason = QString::fromLatin1(reason);
    return report;
}

// The register at 7 kW since 18:40:00, in steps of 0.01 kWh.
inline Energy registerAt(const QDateTime &at)
{
    const qint64 ms = shanghai("2026-03-16 18:40:00").msecsTo(at);
    return kwh("8123.45") + Energy::fromTenthWh(ms * 7000 / 360'000).floorTo(meterStep);
}

} // namespace pd::cloud::test
