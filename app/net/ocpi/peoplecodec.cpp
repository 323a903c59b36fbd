// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

namespace {

constexpr int mostPorts = 1000;

AccountCharge readCharge(const JsonView &json)
{
    return {OrderId(json["order"].text()), PortId(json["evse_uid"].text()), json["started_at"].optionalTime(),
            json["energy_kwh"].kwh(),      json["total"].money(),           json["owed"].money()};
}

} // namespace

QByteArray encode(const AccountCheck &check)
{
    JsonWriter out;
    out.beginObject()
        .member("account", check.account.text())
        .member("phone", check.phoneMasked)
        .member("plate", check.plateMasked)
        .member("ports_in_use", check.portsInUse)
        .member("port_limit", check.portLimit)
        .member("blocked", check.blocked)
        .member("settle_after", check.settleAfter)
        .member("has_card", check.hasCard)
        .member("owed", check.owed)
        .key("last_charges")
        .beginArray();
    for (const AccountCharge &charge : check.lastCharges)
        out.beginObject()
            .member("order", charge.order.text())
            .member("evse_uid", charge.port.text())
            .member("started_at", charge.startedAt)
            .member("energy_kwh", charge.energy)
            .member("total", charge.total)
            .member("owed", charge.owed)
            .endObject();
    return out.endArray().endObject().result();
}

Result<AccountCheck> decodeAccountCheck(const QByteArray &json)
{
    const JsonDocument document(json, "account");
    if (document.error())
        return document.result(AccountCheck());
    const JsonView root = document.root();
    AccountCheck check;
    check.account = AccountId(root["account"].text());
    check.phoneMasked = root["phone"].optionalText();
    check.plateMasked = root["plate"].optionalText();
    check.portsInUse = int(root["ports_in_use"].integer(0, 1'000'000));
    check.portLimit = int(root["port_limit"].integer(0, 1'000'000));
    check.blocked = root["blocked"].flag();
    check.settleAfter = root["settle_after"].optionalFlag();
    check.hasCard = root["has_card"].optionalFlag();
    if (const JsonView owed = root["owed"]; !owed.isAbsent())
        check.owed = owed.money();
    if (const JsonView charges = root["last_charges"]; !charges.isAbsent())
        charges.each([&](const JsonView &charge) { check.lastCharges.append(readCharge(charge)); });
    return document.result(check);
}

QByteArray encode(const AccountChange &change)
{
    JsonWriter out;
    out.beginObject();
    if (change.settleAfter)
        out.member("settle_after", *change.settleAfter);
    if (change.portLimit)
        out.member("port_limit", *change.portLimit);
    if (change.blocked)
        out.member("blocked", *change.blocked);
    return out.endObject().result();
}

Result<AccountChange> decodeAccountChange(const QByteArray &json)
{
    const JsonDocument document(json, "account");
    AccountChange change;
    if (document.error())
        return document.result(change);
    const JsonView root = document.root();
    if (const JsonView flag = root["settle_after"]; !flag.isAbsent())
        change.settleAfter = flag.flag();
    if (const JsonView limit = root["port_limit"]; !limit.isAbsent())
        change.portLimit = int(limit.integer(0, mostPorts));
    if (const JsonView blocked = root["blocked"]; !blocked.isAbsent())
        change.blocked = blocked.flag();
    return document.result(change);
}

QByteArray encode(const SignIn &signIn, bool sandbox)
{
    JsonWriter out;
    out.beginObject()
        .member("staff", signIn.staff.text())
        .member("display_name", signIn.displayName)
        .key("roles")
        .beginArray();
    for (const QString &role : signIn.roles)
        out.text(role);
    out.endArray();
    if (!signIn.token.isEmpty())
        out.member("token", signIn.token);
    return out.member("expires_at", signIn.expiresAt).member("sandbox", sandbox).endObject().result();
}

Result<SignInAnswer> decodeSignIn(const QByteArray &json)
{
    const JsonDocument document(json, "sign-in");
    if (document.error())
        return document.result(SignInAnswer());
    const JsonView root = document.root();
    SignInAnswer answer;
    answer.signIn.staff = StaffId(root["staff"].text());
    answer.signIn.displayName = root["display_name"].optionalText();
    root["roles"].each([&](const JsonView &role) { answer.signIn.roles.append(role.text()); });
    answer.signIn.token = root["token"].optionalText();
    answer.signIn.expiresAt = root["expires_at"].optionalTime();
    answer.sandbox = root["sandbox"].optionalFlag();
    return document.result(answer);
}

} // namespace pd::net
