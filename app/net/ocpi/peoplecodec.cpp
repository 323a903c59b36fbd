// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/ocpi/codecs.h"

namespace pd::net {

QByteArray encode(const AccountCheck &check)
{
    return JsonWriter()
        .beginObject()
        .member("account", check.account.text())
        .member("phone", check.phoneMasked)
        .member("plate", check.plateMasked)
        .member("ports_in_use", check.portsInUse)
        .member("port_limit", check.portLimit)
        .member("blocked", check.blocked)
        .endObject()
        .result();
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
    return document.result(check);
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
