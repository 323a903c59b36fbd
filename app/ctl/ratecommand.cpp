// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/net/ocpi/cdrreader.h"
#include "app/net/ocpi/tariffcodec.h"
#include "models/basics/decimal.h"

#include <QFile>

namespace pd::ctl {

namespace {

// "Unrounded": what ends within so many decimals is exact, and a third is cut off there.
constexpr int leastDecimals = 6;
constexpr int mostDecimals = 15;

constexpr std::pair<const char *, ChargeKind> kindNames[] = {
    {"flat", ChargeKind::Flat},
    {"energy", ChargeKind::Energy},
    {"time", ChargeKind::Time},
    {"parking_time", ChargeKind::ParkingTime},
    {"reservation_flat", ChargeKind::ReservationFlat},
    {"reservation_expires_flat", ChargeKind::ExpiryFlat},
    {"reservation_time", ChargeKind::ReservationTime},
};

struct Request
{
    Tariff tariff;
    Cdr cdr;
    QTimeZone zone;
    OcpiVersion version = OcpiVersion::V221;
    bool expired = false;
};

int failed(const Error &error)
{
    complain(QStringLiteral("piledeckctl rate: ") + error.detail);
    return ExitFailed;
}

Result<QByteArray> fileContent(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error::Kind::NotFound, path + QStringLiteral(": ") + file.errorString());
    return file.readAll();
}

template <typename T>
T inFile(const QString &path, T result)
{
    return result.map_error([&](Error error) {
        error.detail.prepend(path + QStringLiteral(": "));
        return error;
    });
}

Result<Request> requestOf(const QCommandLineParser &parser, const Request &options)
{
    Request request = options;
    const QString tariffPath = parser.value(QStringLiteral("tariff"));
    const Result<QByteArray> tariffJson = fileContent(tariffPath);
    if (!tariffJson)
        return tl::unexpected(tariffJson.error());
    const Result<Tariff> tariff = inFile(tariffPath, net::decodeTariff(*tariffJson, request.version));
    if (!tariff)
        return tl::unexpected(tariff.error());
    const QString cdrPath = parser.value(QStringLiteral("cdr"));
    const Result<QByteArray> cdrJson = fileContent(cdrPath);
    if (!cdrJson)
        return tl::unexpected(cdrJson.error());
    const Result<Cdr> cdr = inFile(cdrPath, net::CdrReader(request.version).read(*cdrJson));
    if (!cdr)
        return tl::unexpected(cdr.error());
    request.tariff = *tariff;
    request.cdr = *cdr;
    if (!cdr->currency.isEmpty() && cdr->currency != tariff->currency)
        return failure(
            Error::Kind::Invalid,
            QStringLiteral("the tariff is in %1 and the record in %2").arg(tariff->currency, cdr->currency));
    return request;
}

void writeCost(JsonLine &out, const char *name, const TariffCost &cost, OcpiVersion version)
{
    // 2.1.1 has no taxes: nobody knows them.
    const QString incl
        = version == OcpiVersion::V211 ? QString() : cost.inclVat.text(leastDecimals, mostDecimals);
    out.beginObject(name).text("excl_vat", cost.exclVat.text(leastDecimals, mostDecimals));
    out.textOrNull("incl_vat", incl).endObject();
}

QString kwhText(qint64 nanoKwh)
{
    return scaledText(nanoKwh, 9);
}

void writePeriod(JsonLine &out, const TariffRules &rules, const ChargingPeriod &period,
                 const TariffChoice &choice)
{
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(period.startMs, Qt::UTC);
    out.beginObject().text("start_date_time", start.toString(Qt::ISODateWithMs));
    out.text("energy", kwhText(period.nanoKwh)).beginObject("elements");
    for (const auto &[name, kind] : kindNames) {
        const int component = choice.of(kind);
        std::optional<qint64> element;
        if (component >= 0)
            element = rules.components()[size_t(component)].element;
        out.numberOrNull(name, element);
    }
    out.endObject().endObject();
}

int printRated(const Request &request)
{
    Result<TariffRules> rules = TariffRules::of(request.tariff);
    if (!rules)
        return failed(rules.error());
    TariffRating rating(std::make_shared<const TariffRules>(std::move(*rules)), request.zone);
    const Result<RatedCdr> rated = rate(rating, request.cdr, request.expired);
    if (!rated)
        return failed(rated.error());
    const TariffBill &bill = rated->bill;
    JsonLine out;
    out.text("currency", request.tariff.currency);
    writeCost(out, "total_cost", bill.total, request.version);
    writeCost(out, "total_energy_cost", bill.energy, request.version);
    writeCost(out, "total_time_cost", bill.time, request.version);
    writeCost(out, "total_parking_cost", bill.parking, request.version);
    writeCost(out, "total_fixed_cost", bill.fixed, request.version);
    writeCost(out, "total_reservation_cost", bill.reservation, request.version);
    out.text("total_energy", kwhText(bill.energyNanoKwh)).text("billed_energy", kwhText(bill.billedNanoKwh));
    out.beginArray("periods");
    for (size_t i = 0; i < request.cdr.periods.size(); ++i)
        writePeriod(out, rating.rules(), request.cdr.periods[i], rated->choices[i]);
    out.endArray().print();
    return ExitDone;
}

void addOptions(QCommandLineParser &parser)
{
    parser.addOption(
        {QStringLiteral("tariff"), QStringLiteral("An OCPI Tariff object."), QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("cdr"), QStringLiteral("An OCPI CDR object; its totals are not read."),
                      QStringLiteral("FILE")});
    parser.addOption({QStringLiteral("time-zone"), QStringLiteral("Of the location: Europe/Berlin."),
                      QStringLiteral("ZONE")});
    parser.addOption({QStringLiteral("ocpi"), QStringLiteral("2.2.1 (if not told) or 2.1.1."),
                      QStringLiteral("VERSION"), QStringLiteral("2.2.1")});
    parser.addOption({QStringLiteral("reservation-expired"), QStringLiteral("Nobody came.")});
}

} // namespace

int runRate(const QStringList &arguments)
{
    const QString called = QStringLiteral("piledeckctl rate");
    QCommandLineParser parser;
    addOptions(parser);
    if (const std::optional<int> status = parsed(parser, called, arguments))
        return *status;
    const auto wrong = [&](const QString &reason) {
        complain(called + QStringLiteral(": ") + reason);
        return int(ExitUsage);
    };
    for (const char *needed : {"tariff", "cdr", "time-zone"}) {
        if (!parser.isSet(QLatin1String(needed)))
            return wrong(QStringLiteral("--%1 is missing").arg(QLatin1String(needed)));
    }
    if (!parser.positionalArguments().isEmpty())
        return wrong(QStringLiteral("too much: ") + parser.positionalArguments().constFirst());
    Request options;
    options.zone = QTimeZone(parser.value(QStringLiteral("time-zone")).toUtf8());
    if (!options.zone.isValid())
        return wrong(QStringLiteral("no such time zone: ") + parser.value(QStringLiteral("time-zone")));
    const Result<OcpiVersion> version = ocpiVersionFromWord(parser.value(QStringLiteral("ocpi")));
    if (!version)
        return wrong(version.error().detail);
    options.version = *version;
    options.expired = parser.isSet(QStringLiteral("reservation-expired"));
    const Result<Request> request = requestOf(parser, options);
    return request ? printRated(*request) : failed(request.error());
}

} // namespace pd::ctl
