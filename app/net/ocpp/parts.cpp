// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpp/parts.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestIdTag = 20;
constexpr std::array authorizationStatuses{AuthorizationStatus::Accepted, AuthorizationStatus::Blocked,
                                           AuthorizationStatus::Expired, AuthorizationStatus::Invalid,
                                           AuthorizationStatus::ConcurrentTx};

} // namespace

IdTagInfo readIdTagInfo(Fields &parent, const JsonValue &value)
{
    Fields f(value);
    IdTagInfo info;
    info.status = f.word("status", authorizationStatuses);
    info.expiryDate = f.time("expiryDate", Need::Optional);
    info.parentIdTag = f.token("parentIdTag", longestIdTag, Need::Optional);
    if (f.violation())
        parent.adopt(*f.violation());
    return info;
}

QByteArray idTagInfoText(const IdTagInfo &info)
{
    ObjectWriter w;
    w.text("status", toWord(info.status));
    if (info.expiryDate.isValid())
        w.text("expiryDate", timeText(info.expiryDate));
    return w.optionalText("parentIdTag", info.parentIdTag).finish();
}

QByteArray arrayText(const QList<QByteArray> &values)
{
    return '[' + values.join(',') + ']';
}

} // namespace pd::net::ocpp
