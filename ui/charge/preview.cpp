// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/preview.h"

#include "models/session/chargepreview.h"

#include <algorithm>

namespace pd::ui {

std::optional<Preview> previewOf(const PricePlan &plan, ChargeMode mode, const QDateTime &start, Money amount,
                                 qint64 powerW)
{
    const ChargeLimit limit{ChargeLimit::Kind::Amount, 0, {}, amount};
    const Result<ChargePreview> reach = pd::preview(plan, mode, start, powerW, limit);
    return reach ? std::optional(Preview{reach->energy, reach->end, reach->cost.bill}) : std::nullopt;
}

Result<Money> amountFromText(const QString &text)
{
    const QString plain = text.normalized(QString::NormalizationForm_KC).trimmed();
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
