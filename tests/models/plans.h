// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/bill.h"

#include <QStringList>

namespace pd::test {

inline QDateTime at(const char *iso)
{
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODateWithMs).toUTC();
}

inline Energy kwh(const char *text)
{
    return Energy::fromKwhText(QString::fromLatin1(text)).value();
}

inline Money yuan(const char *text)
{
    return Money::fromText(QString::fromLatin1(text)).value();
}

inline UnitPrice price(const char *text)
{
    return UnitPrice::fromText(QString::fromLatin1(text)).value();
}

// One letter a half hour: Sharp, Peak, Flat, Valley, Deep valley. 48 letters, or fewer that are repeated.
inline std::array<Band, PricePlan::slotCount> slotsOf(const char *letters)
{
    const QByteArray text(letters);
    std::array<Band, PricePlan::slotCount> bands{};
    for (size_t i = 0; i < bands.size(); ++i) {
        const char letter = text.at(qsizetype(i) % text.size());
        bands[i] = Band(QByteArray("SPFVD").indexOf(letter));
    }
    return bands;
}

// Plan V1 of the demonstration station.
inline PricePlan planV1()
{
    PricePlan plan;
    plan.version = QStringLiteral("V1");
    plan.timeZone = QTimeZone("Asia/Shanghai");
    plan.slotBands = slotsOf("VVVVVVVVVVVVVVVVPPPPPPFFFFPPPPPPPPPPPPSSSSPPFFFF");
    plan.prices = {BandPrice{price("1.20"), price("0.40")}, BandPrice{price("1.00"), price("0.40")},
                   BandPrice{price("0.70"), price("0.40")}, BandPrice{price("0.30"), price("0.40")},
                   BandPrice{price("0.30"), price("0.40")}};
    plan.perStartedMinute = price("0.10");
    plan.occupancy = {price("0.50"), 15, yuan("30.00")};
    plan.reservation = {15, yuan("2.00")};
    return plan;
}

// A bill as a readable block: a line a period (UTC), and one for the sums.
inline QString billText(const Bill &bill)
{
    QStringList lines;
    for (const BillPeriod &p : bill.periods) {
        lines += QStringList{toWord(p.band),
                             p.start.toString(QStringLiteral("dd.HH:mm:ss")),
                             p.end.toString(QStringLiteral("dd.HH:mm:ss")),
                             p.energy.kwhText(),
                             p.electricity.text(4),
                             p.service.text(4)}
                     .join(QLatin1Char(' '));
    }
    lines += QStringList{bill.planVersion, bill.energy.kwhText(), bill.electricity.text(),
                         bill.service.text(), bill.total().text()}
                 .join(QLatin1Char(' '));
    return lines.join(QLatin1Char('\n'));
}

} // namespace pd::test
