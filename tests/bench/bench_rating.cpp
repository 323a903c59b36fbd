// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rating/ratingengine.h"
#include "tests/bench/figure.h"

using namespace pd;

namespace {

PricePlan dayPlan()
{
    PricePlan plan;
    plan.version = QStringLiteral("bench");
    plan.timeZone = QTimeZone("Asia/Shanghai");
    for (int slot = 0; slot < PricePlan::slotCount; ++slot)
        plan.slotBands[size_t(slot)] = allBands[size_t(slot / 4 % 4)];
    for (size_t band = 0; band < plan.prices.size(); ++band)
        plan.prices[band] = {UnitPrice::fromE5(30'000 + qint64(band) * 20'000), UnitPrice::fromE5(40'000)};
    return plan;
}

} // namespace

// A running session's cost after one more sample, beside pricing the whole session anew: what an engine that
// is not incremental does. The session has 500 samples of 10 s at 7 kW.
int main()
{
    const PricePlan plan = dayPlan();
    const QDateTime start(QDate(2026, 3, 16), QTime(10, 0), Qt::UTC);
    const auto sample = [&](RatingEngine &engine, qint64 i) {
        return engine.addSample(start.addSecs(i * 10), Energy::fromTenthWh(i * 194)).has_value();
    };
    bool right = true;
    const double incremental = bench::perSecond([&](qint64 n) {
        RatingEngine engine(plan, start, Energy());
        for (qint64 i = 1; i <= n; ++i)
            right = right && sample(engine, i);
    });
    const double anew = bench::perSecond([&](qint64 n) {
                            for (qint64 i = 0; i < n; i += 500) {
                                RatingEngine engine(plan, start, Energy());
                                for (qint64 k = 1; k <= 500; ++k)
                                    right = right && sample(engine, k);
                            }
                        })
        / 500;
    bench::report("rating.add_sample", incremental, "samples/s", "pricing the session anew a sample", anew);
    return right ? 0 : 1;
}
