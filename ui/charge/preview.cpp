// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/preview.h"

#include "models/rating/ratingengine.h"

#include <algorithm>

namespace pd::ui {

std::optional<Preview> previewOf(const PricePlan &plan, const QDateTime &start, Money amount, qint64 powerW)
{
    if (amount <= Money() || powerW <= 0)
        return {};
    const RatingEngine empty(plan, start, Energy());
    Preview preview;
    preview.energy = empty.energyLimit(amount, powerW);
    if (preview.energy <= Energy())
        return {};
    // 0.1 Wh at P watts take 360/P seconds.
    const qint64 msecs = preview.energy.tenthWh() * 360'000 / powerW;
    preview.end = start.addMSecs(msecs);
    RatingEngine engine(plan, start, Energy());
    if (!engine.addSample(preview.end, preview.energy))
        return {};
    preview.bill = engine.bill();
    return preview;
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
