// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/asking.h"
#include "app/cloud/centralsystem/dispatcher.h"
#include "app/cloud/centralsystem/pilecontrol.h"

namespace pd::cloud {

// Firmware, diagnostics and logs, plain and signed: UpdateFirmware, SignedUpdateFirmware, GetDiagnostics,
// GetLog, and what piles report of them.
class Maintenance final : public MaintenanceControl
{
public:
    Maintenance(FindPile find, BackOffice &backOffice)
        : m_find(std::move(find))
        , m_backOffice(backOffice)
    {
    }
    void offer(Dispatcher &dispatcher);

    QFuture<Done> updateFirmware(const PileId &pile, const FirmwareOrder &order) override;
    QFuture<Result<QString>> diagnostics(const PileId &pile, const LogOrder &order) override;
    QFuture<Result<QString>> log(const PileId &pile, const LogOrder &order) override;

private:
    template <typename Message>
    void offerReport(Dispatcher &dispatcher, MaintenanceReport::Of of);

    FindPile m_find;
    BackOffice &m_backOffice;
};

} // namespace pd::cloud
