// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/front/frontserver.h"

#include "app/cloud/front/iohost.h"

namespace pd::cloud {

struct FrontServer::Private
{
    CoreQueue core;
    std::shared_ptr<IoHost> io;
};

FrontServer::FrontServer(FrontHandler &handler, const FrontLimits &limits, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->io = std::make_shared<IoHost>(limits, handler, d->core);
}

FrontServer::~FrontServer()
{
    d->io->stop();
}

Result<quint16> FrontServer::listen(const QString &address)
{
    const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
    QString host = address.left(qMax<qsizetype>(colon, 0));
    bool isNumber = false;
    const uint port = address.mid(colon + 1).toUInt(&isNumber);
    if (colon < 0 || !isNumber || port > 65535)
        return failure(Error::Kind::Invalid, address + QStringLiteral(": ADDRESS:PORT is wanted"));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    if (host == QLatin1String("localhost"))
        host = QStringLiteral("127.0.0.1");
    return d->io->listen(host, quint16(port));
}

} // namespace pd::cloud
