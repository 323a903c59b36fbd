// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

#include <QStringList>

// GetConfiguration, ChangeConfiguration and Reset of OCPP 1.6 (edition 2, §5.3, §5.8, §5.14) both
// roles.
namespace pd::net::ocpp {

struct GetConfiguration
{
    static constexpr QLatin1String action{"GetConfiguration"};
    struct Request
    {
        QStringList keys; // none: all are asked for
    };
    struct Key
    {
        QString name; // at most 50 characters
        bool isReadOnly = true;
        QString value;
    };
    struct Confirmation
    {
        QList<Key> keys;
        QStringList unknown;
    };
};

enum class ConfigurationStatus { Accepted, Rejected, RebootRequired, NotSupported };
QLatin1String toWord(ConfigurationStatus status);

struct ChangeConfiguration
{
    static constexpr QLatin1String action{"ChangeConfiguration"};
    struct Request
    {
        QString key;
        QString value;
    };
    struct Confirmation
    {
        ConfigurationStatus status = ConfigurationStatus::Accepted;
    };
};

struct Reset
{
    static constexpr QLatin1String action{"Reset"};
    enum class Type { Soft, Hard };
    struct Request
    {
        Type type = Type::Soft;
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
    };
};
QLatin1String toWord(Reset::Type type);

QByteArray encode(const GetConfiguration::Request &message);
QByteArray encode(const GetConfiguration::Confirmation &message);
QByteArray encode(const ChangeConfiguration::Request &message);
QByteArray encode(const ChangeConfiguration::Confirmation &message);
QByteArray encode(const Reset::Request &message);
QByteArray encode(const Reset::Confirmation &message);

} // namespace pd::net::ocpp
