// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/asking.h"
#include "app/cloud/centralsystem/pilecontrol.h"

namespace pd::cloud {

// ChangeAvailability, GetConfiguration, ChangeConfiguration, Reset, UnlockConnector, ClearCache,
// TriggerMessage.
class Control final : public PileControl
{
public:
    explicit Control(FindPile find)
        : m_find(std::move(find))
    {
    }

    QFuture<Result<Consent>> changeAvailability(const PileId &pile, int connector, bool operative) override;
    QFuture<Result<PileSettings>> settings(const PileId &pile, const QStringList &keys) override;
    QFuture<Result<Consent>> changeSetting(const PileId &pile, const QString &key,
                                           const QString &value) override;
    QFuture<Done> reset(const PileId &pile, bool hard) override;
    QFuture<Done> unlock(const PileId &pile, int connector) override;
    QFuture<Done> clearCache(const PileId &pile) override;
    QFuture<Done> trigger(const PileId &pile, const QString &report, std::optional<int> connector) override;

private:
    FindPile m_find;
};

} // namespace pd::cloud
