// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/jointcharges.h"

#include "models/basics/whenfinished.h"

#include <QPromise>

#include <memory>

namespace pd::ui {

namespace {

struct Work
{
    QPromise<Result<JointCharges>> promise;
    JointCharges found;
    qsizetype missing = 0;
    bool isOver = false;

    void end(Result<JointCharges> result)
    {
        if (isOver)
            return;
        isOver = true;
        promise.addResult(std::move(result));
        promise.finish();
    }
    void take(qsizetype at, const Result<ChargeOrder> &order)
    {
        if (!order)
            return end(tl::unexpected(order.error()));
        found.charges[at] = *order;
        if (--missing == 0)
            end(found);
    }
};

} // namespace

QFuture<Result<JointCharges>> jointCharges(const QString &settlement, OrdersGateway &gateway,
                                           const OrderStore &orders, QObject *context)
{
    const auto work = std::make_shared<Work>();
    work->promise.start();
    whenFinished(gateway.settlement(settlement), context,
                 [work, context, &gateway, &orders](const Result<JointSettlement> &known) {
                     if (!known)
                         return work->end(tl::unexpected(known.error()));
                     const auto &parts = known->parts;
                     work->found = {*known, QList<ChargeOrder>(parts.size())};
                     work->missing = parts.size();
                     if (parts.isEmpty())
                         return work->end(work->found);
                     for (qsizetype at = 0; at < parts.size(); ++at) {
                         if (const ChargeOrder *order = orders.order(parts[at].order))
                             work->take(at, *order);
                         else
                             whenFinished(
                                 gateway.order(parts[at].order), context,
                                 [work, at](const Result<ChargeOrder> &answer) { work->take(at, answer); });
                     }
                 });
    return work->promise.future();
}

} // namespace pd::ui
