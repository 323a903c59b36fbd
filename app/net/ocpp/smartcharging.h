// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/ocpp/messages.h"

// The SmartCharging profile of OCPP 1.6 (edition 2, §3.13, §5.5, §5.7, §5.16, §7.8 to §7.14), both roles.
namespace pd::net::ocpp {

enum class RateUnit { Amperes, Watts };
enum class ProfilePurpose { ChargePointMaxProfile, TxDefaultProfile, TxProfile };
enum class ProfileKind { Absolute, Recurring, Relative };
enum class Recurrency { Daily, Weekly };
enum class ProfileStatus { Accepted, Rejected, NotSupported };
enum class ClearProfileStatus { Accepted, Unknown };
QLatin1String toWord(RateUnit unit); // "A", "W"
QLatin1String toWord(ProfilePurpose purpose);
QLatin1String toWord(ProfileKind kind);
QLatin1String toWord(Recurrency recurrency);
QLatin1String toWord(ProfileStatus status);
QLatin1String toWord(ClearProfileStatus status);

struct SchedulePeriod
{
    int startPeriod = 0; // seconds from the schedule's start; of the first always 0
    qint64 limitTenths = 0; // 0.1 A or 0.1 W: the standard gives one decimal. What has more is cut
    std::optional<int> numberPhases; // 1..3; 3 where it is absent
};

struct ChargingSchedule
{
    std::optional<int> duration; // seconds; absent: the last period goes on
    QDateTime startSchedule; // invalid: none
    RateUnit unit = RateUnit::Watts;
    QList<SchedulePeriod> periods; // at least one, in rising order
    std::optional<qint64> minimumTenths; // minChargingRate
};

struct ChargingProfile
{
    int id = 0;
    std::optional<int> transactionId; // only of a TxProfile
    int stackLevel = 0; // 0 or more; the higher counts
    ProfilePurpose purpose = ProfilePurpose::TxDefaultProfile;
    ProfileKind kind = ProfileKind::Absolute;
    std::optional<Recurrency> recurrency; // of a recurring one
    QDateTime validFrom; // invalid: at once
    QDateTime validTo; // invalid: until it is replaced
    ChargingSchedule schedule;
};

struct SetChargingProfile
{
    static constexpr QLatin1String action{"SetChargingProfile"};
    struct Request
    {
        int connectorId = 0; // 0: the whole charge point
        ChargingProfile profile;
    };
    struct Confirmation
    {
        ProfileStatus status = ProfileStatus::Accepted;
    };
};

struct ClearChargingProfile
{
    static constexpr QLatin1String action{"ClearChargingProfile"};
    struct Request // all that fits what is given
    {
        std::optional<int> id;
        std::optional<int> connectorId;
        std::optional<ProfilePurpose> purpose;
        std::optional<int> stackLevel;
    };
    struct Confirmation
    {
        ClearProfileStatus status = ClearProfileStatus::Accepted;
    };
};

struct GetCompositeSchedule
{
    static constexpr QLatin1String action{"GetCompositeSchedule"};
    struct Request
    {
        int connectorId = 0;
        int duration = 0; // seconds from now
        std::optional<RateUnit> unit;
    };
    struct Confirmation
    {
        CommandStatus status = CommandStatus::Accepted;
        std::optional<int> connectorId;
        QDateTime scheduleStart;
        std::optional<ChargingSchedule> schedule;
    };
};

QByteArray encode(const SetChargingProfile::Request &message);
QByteArray encode(const SetChargingProfile::Confirmation &message);
QByteArray encode(const ClearChargingProfile::Request &message);
QByteArray encode(const ClearChargingProfile::Confirmation &message);
QByteArray encode(const GetCompositeSchedule::Request &message);
QByteArray encode(const GetCompositeSchedule::Confirmation &message);

} // namespace pd::net::ocpp
