// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cloud/centralsystem/asking.h"
#include "app/cloud/centralsystem/pilecontrol.h"

namespace pd::cloud {

// GetLocalListVersion and SendLocalList.
class LocalLists final : public LocalListControl
{
public:
    explicit LocalLists(FindPile find)
        : m_find(std::move(find))
    {
    }

    QFuture<Result<int>> localListVersion(const PileId &pile) override;
    QFuture<Done> sendLocalList(const PileId &pile, int version, const QList<LocalCard> &cards) override;

private:
    FindPile m_find;
};

} // namespace pd::cloud
