// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/preview.h"

#include "models/session/chargepreview.h"

#include <QTimeZone>

#include <algorithm>

namespace pd::ui {

namespace {

constexpr int longestMinutes = 24 * 60;
constexpr int mostDecimals = 2; // of kWh: no meter shows less than 0.01

using Kind = ChargeLimit::Kind;

QString plainText(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).trimmed();
}

Result<ChargeLimit> energyFromText(const QString &plain)
{
    const qsizetype point = plain.indexOf(QLatin1Char('.'));
    const auto energy = Energy::fromKwhText(plain);
    const bool isFine = point >= 0 && plain.size() - point - 1 > mostDecimals;
    if (!energy || *energy <= Energy() || isFine)
        return failure(Error::Kind::Invalid, plain, QStringLiteral("energy_invalid"));
    return ChargeLimit{Kind::Energy, 0, *energy, {}};
}

Result<ChargeLimit> minutesFromText(const QString &plain)
{
    bool isNumber = false;
    const int minutes = plain.toInt(&isNumber);
    if (!isNumber || minutes < 1 || minutes > longestMinutes)
        return failure(Error::Kind::Invalid, plain, QStringLiteral("duration_invalid"));
    return ChargeLimit{Kind::Time, qint64(minutes) * 60, {}, {}};
}

} // namespace

std::optional<Preview> previewOf(const PricePlan &plan, ChargeMode mode, const QDateTime &start,
                                 const ChargeLimit &limit, qint64 powerW)
{
    const Result<ChargePreview> reach = pd::preview(plan, mode, start, powerW, limit);
    return reach ? std::optional(Preview{reach->energy, reach->end, reach->cost.bill}) : std::nullopt;
}

QList<Kind> limitsOf(ChargeMode mode)
{
    switch (mode) {
    case ChargeMode::ByEnergy: return {Kind::Amount, Kind::Energy};
    case ChargeMode::ByTime: return {Kind::Amount, Kind::Time};
    case ChargeMode::AutoFull: break;
    }
    return {Kind::Amount};
}

Result<ChargeLimit> limitFromText(Kind kind, const QString &text)
{
    switch (kind) {
    case Kind::Energy: return energyFromText(plainText(text));
    case Kind::Time: return minutesFromText(plainText(text));
    default: break;
    }
    return amountFromText(text).map([](Money amount) { return ChargeLimit{Kind::Amount, 0, {}, amount}; });
}

QString textOf(const ChargeLimit &limit)
{
    switch (limit.kind) {
    case Kind::Amount: return limit.amount.text();
    case Kind::Energy: return limit.energy.kwhText(mostDecimals);
    case Kind::Time: return QString::number(limit.seconds / 60);
    case Kind::None: break;
    }
    return {};
}

Result<QDateTime> nextAt(const QString &text, const QDateTime &now, const QTimeZone &zone)
{
    const QTime time = QTime::fromString(plainText(text), QStringLiteral("H:mm"));
    if (!time.isValid())
        return failure(Error::Kind::Invalid, text, QStringLiteral("clock_time_invalid"));
    const QDate today = now.toTimeZone(zone).date();
    const QDateTime moment(today, time, zone);
    return (moment > now ? moment : QDateTime(today.addDays(1), time, zone)).toUTC();
}

Result<Money> amountFromText(const QString &text)
{
    const QString plain = plainText(text);
    auto amount = Money::fromText(plain);
    if (!amount || *amount <= Money())
        return failure(Error::Kind::Invalid, plain, QStringLiteral("amount_invalid"));
    return amount;
}

Result<QString> phoneFromText(const QString &text)
{
    QString digits = text.normalized(QString::NormalizationForm_KC);
    digits.remove(QLatin1Char(' ')).remove(QLatin1Char('-'));
    const bool plain = std::all_of(digits.begin(), digits.end(),
                                   [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
    if (!plain || digits.size() != 11 || !digits.startsWith(QLatin1Char('1')))
        return failure(Error::Kind::Invalid, QStringLiteral("not a phone"), QStringLiteral("phone_invalid"));
    return digits;
}

} // namespace pd::ui
