// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/http/discovery.h"

#include "app/net/ocpi/jsonreader.h"

namespace pd::net {

namespace {

QUrl webUrl(const JsonView &json)
{
    const QUrl url(json.text(), QUrl::StrictMode);
    static const QStringList schemes{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("ws"),
                                     QStringLiteral("wss")};
    if (!url.isValid() || url.host().isEmpty() || !schemes.contains(url.scheme()))
        json.fail("not a web address");
    return url;
}

} // namespace

Result<QUrl> versionDetailsUrl(const QByteArray &versions)
{
    const JsonDocument document(versions, "versions");
    if (document.error())
        return tl::unexpected(*document.error());
    QUrl found;
    document.root().each([&found](const JsonView &version) {
        if (version["version"].text() == QLatin1String("2.2.1"))
            found = webUrl(version["url"]);
    });
    if (!document.error() && found.isEmpty())
        return failure(Error::Kind::Unsupported, QStringLiteral("the cloud does not speak OCPI 2.2.1"),
                       QStringLiteral("ocpi_version"));
    return document.result(found);
}

Result<QHash<QString, QUrl>> moduleEndpoints(const QByteArray &details)
{
    const JsonDocument document(details, "version details");
    QHash<QString, QUrl> endpoints;
    if (document.error())
        return document.result(endpoints);
    document.root()["endpoints"].each([&endpoints](const JsonView &endpoint) {
        const QString module = endpoint["identifier"].text();
        const bool isSender = endpoint["role"].optionalText() != QLatin1String("RECEIVER");
        const QUrl url = webUrl(endpoint["url"]);
        if (isSender || !endpoints.contains(module))
            endpoints.insert(module, url);
    });
    return document.result(endpoints);
}

} // namespace pd::net
