// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/centralsystem/locallists.h"

#include "app/net/ocpp/locallist.h"

namespace pd::cloud {

namespace {

namespace ocpp = net::ocpp;

Done meaningOf(const ocpp::SendLocalList::Confirmation &answer)
{
    switch (answer.status) {
    case ocpp::UpdateStatus::Accepted: return {};
    case ocpp::UpdateStatus::NotSupported: return unsupported(ocpp::SendLocalList::action);
    case ocpp::UpdateStatus::Failed:
    case ocpp::UpdateStatus::VersionMismatch: break;
    }
    return refused(ocpp::SendLocalList::action, answer.status);
}

} // namespace

QFuture<Result<int>> LocalLists::localListVersion(const PileId &pile)
{
    using Message = ocpp::GetLocalListVersion;
    return askPile<Message, Result<int>>(m_find, pile, {},
                                         [](const Message::Confirmation &answer) -> Result<int> {
                                             if (answer.listVersion < 0)
                                                 return unsupported(Message::action);
                                             return answer.listVersion;
                                         });
}

QFuture<Done> LocalLists::sendLocalList(const PileId &pile, int version, const QList<LocalCard> &cards)
{
    using Message = ocpp::SendLocalList;
    Message::Request request;
    request.listVersion = version;
    for (const LocalCard &card : cards) {
        const auto status
            = card.mayCharge ? ocpp::AuthorizationStatus::Accepted : ocpp::AuthorizationStatus::Blocked;
        request.localAuthorizationList.append({card.idTag, ocpp::IdTagInfo{status, card.expires, {}}});
    }
    return askPile<Message, Done>(m_find, pile, request,
                                  [](const Message::Confirmation &answer) { return meaningOf(answer); });
}

} // namespace pd::cloud
