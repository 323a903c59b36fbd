// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/api/pilecommands.h"

#include "app/net/ocpi/jsonreader.h"
#include "app/net/ocpi/jsonwriter.h"
#include "models/basics/whenfinished.h"

namespace pd::cloud {

using net::JsonDocument;
using net::JsonView;
using net::JsonWriter;

namespace {

constexpr int mostConnector = 1'000;
constexpr qint64 mostWatts = 10'000'000;
constexpr int mostCards = 10'000;

// What a command is made of. `checked` is false once a member was wrong: then nothing is sent.
struct Wish
{
    Call &call;
    QObject *context; // while it lives, answers are taken
    const PileControls &controls;
    const PileId &pile;
    const JsonDocument &document;
    JsonView root;

    bool isGood() const
    {
        if (document.error())
            call.refuse(*document.error());
        return !document.error();
    }
    int connector() const { return int(root["connector"].integer(0, mostConnector)); }
    QString optionalText(const char *name) const { return root[name].optionalText(); }
};

void begin(JsonWriter &out)
{
    out.beginObject().member("result", QStringLiteral("ACCEPTED"));
}

QString wordOf(Consent consent)
{
    switch (consent) {
    case Consent::Now: return QStringLiteral("NOW");
    case Consent::AfterCharge: return QStringLiteral("AFTER_CHARGE");
    case Consent::AfterRestart: break;
    }
    return QStringLiteral("AFTER_RESTART");
}

template <typename T, typename Write>
void answerWith(const Wish &wish, const QFuture<Result<T>> &future, Write write)
{
    const Call call = wish.call;
    whenFinished(future, wish.context, [call, write](const Result<T> &result) {
        call.answer(result, [&](const T &value) {
            JsonWriter out;
            begin(out);
            write(out, value);
            return out.endObject().result();
        });
    });
}

void answerWith(const Wish &wish, const QFuture<Done> &future)
{
    const Call call = wish.call;
    whenFinished(future, wish.context, [call](const Done &done) {
        if (!done)
            return call.refuse(done.error());
        JsonWriter out;
        begin(out);
        call.answer(out.endObject().result());
    });
}

void answerWith(const Wish &wish, const QFuture<Result<Consent>> &future)
{
    answerWith(wish, future,
               [](JsonWriter &out, Consent consent) { out.member("takes_effect", wordOf(consent)); });
}

// ---- PileControl

void changeAvailability(const Wish &wish)
{
    const int connector = wish.connector();
    const bool operative = wish.root["operative"].flag();
    if (wish.isGood())
        answerWith(wish, wish.controls.control->changeAvailability(wish.pile, connector, operative));
}

// A key that only the cloud may know is never shown, whatever the pile says of it.
QString shownValue(const PileSetting &setting)
{
    return setting.key.compare(QLatin1String("AuthorizationKey"), Qt::CaseInsensitive) == 0 ? QString()
                                                                                            : setting.value;
}

void writeSettings(JsonWriter &out, const PileSettings &settings)
{
    out.key("settings").beginArray();
    for (const PileSetting &setting : settings.known)
        out.beginObject()
            .member("key", setting.key)
            .member("value", shownValue(setting))
            .member("read_only", setting.isReadOnly)
            .endObject();
    out.endArray().key("unknown").beginArray();
    for (const QString &key : settings.unknown)
        out.text(key);
    out.endArray();
}

void getSettings(const Wish &wish)
{
    QStringList keys;
    if (const JsonView list = wish.root["keys"]; !list.isAbsent())
        list.each([&](const JsonView &key) { keys.append(key.text()); });
    if (wish.isGood())
        answerWith(wish, wish.controls.control->settings(wish.pile, keys), &writeSettings);
}

void changeSetting(const Wish &wish)
{
    const QString key = wish.root["key"].text();
    const QString value = wish.root["value"].text();
    if (!wish.isGood())
        return;
    // A key that the pile took and the cloud does not know would lock the pile out.
    if (key.compare(QLatin1String("AuthorizationKey"), Qt::CaseInsensitive) == 0)
        return wish.call.refuse(Error::Kind::NotAllowed, "key_of_pile",
                                QStringLiteral("the pile's key is not a setting that is written here"));
    answerWith(wish, wish.controls.control->changeSetting(wish.pile, key, value));
}

void reset(const Wish &wish)
{
    const bool hard = wish.root["hard"].optionalFlag();
    if (wish.isGood())
        answerWith(wish, wish.controls.control->reset(wish.pile, hard));
}

void unlock(const Wish &wish)
{
    const int connector = int(wish.root["connector"].integer(1, mostConnector));
    if (wish.isGood())
        answerWith(wish, wish.controls.control->unlock(wish.pile, connector));
}

void clearCache(const Wish &wish)
{
    answerWith(wish, wish.controls.control->clearCache(wish.pile));
}

void trigger(const Wish &wish)
{
    static const QStringList reports{QStringLiteral("BootNotification"),
                                     QStringLiteral("DiagnosticsStatusNotification"),
                                     QStringLiteral("FirmwareStatusNotification"),
                                     QStringLiteral("Heartbeat"),
                                     QStringLiteral("MeterValues"),
                                     QStringLiteral("StatusNotification")};
    const QString report = wish.root["report"].text();
    if (!reports.contains(report))
        wish.root["report"].fail("is no report that can be asked for");
    std::optional<int> connector;
    if (!wish.root["connector"].isAbsent())
        connector = int(wish.root["connector"].integer(1, mostConnector));
    if (wish.isGood())
        answerWith(wish, wish.controls.control->trigger(wish.pile, report, connector));
}

// ---- PowerControl

void limitPower(const Wish &wish)
{
    const int connector = wish.connector();
    const qint64 watts = wish.root["watts"].integer(0, mostWatts);
    const QDateTime until = wish.root["until"].optionalTime();
    if (wish.isGood())
        answerWith(wish, wish.controls.power->limitPower(wish.pile, connector, watts, until));
}

void liftPowerLimit(const Wish &wish)
{
    const int connector = wish.connector();
    if (wish.isGood())
        answerWith(wish, wish.controls.power->liftPowerLimit(wish.pile, connector));
}

// ---- LocalListControl

void localListVersion(const Wish &wish)
{
    answerWith(wish, wish.controls.localLists->localListVersion(wish.pile),
               [](JsonWriter &out, int version) { out.member("version", version); });
}

void sendLocalList(const Wish &wish)
{
    const int version = int(wish.root["version"].integer(1, INT_MAX));
    QList<LocalCard> cards;
    wish.root["cards"].each([&](const JsonView &card) {
        const QString tag = card["id_tag"].text();
        if (tag.isEmpty() || tag.size() > 20)
            card["id_tag"].fail("is not 1 to 20 characters long");
        cards.append({tag, !card["blocked"].optionalFlag(), card["expires"].optionalTime()});
    });
    if (cards.size() > mostCards)
        wish.root["cards"].fail("are too many");
    if (wish.isGood())
        answerWith(wish, wish.controls.localLists->sendLocalList(wish.pile, version, cards));
}

// ---- MaintenanceControl

void updateFirmware(const Wish &wish)
{
    FirmwareOrder order;
    order.location = wish.root["location"].text();
    order.notBefore = wish.root["not_before"].time();
    order.signingCertificate = wish.optionalText("signing_certificate");
    order.signature = wish.optionalText("signature");
    if (!order.signature.isEmpty())
        order.requestId = int(wish.root["request_id"].integer(0, INT_MAX));
    if (order.signature.isEmpty() != order.signingCertificate.isEmpty())
        wish.root["signature"].fail("and signing_certificate belong together");
    if (wish.isGood())
        answerWith(wish, wish.controls.maintenance->updateFirmware(wish.pile, order));
}

LogOrder logOrder(const Wish &wish)
{
    LogOrder order;
    order.location = wish.root["location"].text();
    order.from = wish.root["from"].optionalTime();
    order.to = wish.root["to"].optionalTime();
    return order;
}

void writeFile(JsonWriter &out, const QString &file)
{
    out.optionalText("file", file);
}

void getDiagnostics(const Wish &wish)
{
    const LogOrder order = logOrder(wish);
    if (wish.isGood())
        answerWith(wish, wish.controls.maintenance->diagnostics(wish.pile, order), &writeFile);
}

void getLog(const Wish &wish)
{
    LogOrder order = logOrder(wish);
    order.securityLog = wish.root["security"].optionalFlag();
    order.requestId = int(wish.root["request_id"].integer(0, INT_MAX));
    if (wish.isGood())
        answerWith(wish, wish.controls.maintenance->log(wish.pile, order), &writeFile);
}

// ---- CertificateControl

RootCertificate rootOf(const Wish &wish)
{
    const QString word = wish.root["root"].text();
    if (word != QLatin1String("CENTRAL_SYSTEM") && word != QLatin1String("MANUFACTURER"))
        wish.root["root"].fail("is neither CENTRAL_SYSTEM nor MANUFACTURER");
    return word == QLatin1String("MANUFACTURER") ? RootCertificate::Manufacturer
                                                 : RootCertificate::CentralSystem;
}

void writeCertificates(JsonWriter &out, const QList<InstalledCertificate> &certificates)
{
    out.key("certificates").beginArray();
    for (const InstalledCertificate &certificate : certificates)
        out.beginObject()
            .member("hash_algorithm", certificate.hashAlgorithm)
            .member("issuer_name_hash", certificate.issuerNameHash)
            .member("issuer_key_hash", certificate.issuerKeyHash)
            .member("serial_number", certificate.serialNumber)
            .endObject();
    out.endArray();
}

void installedCertificates(const Wish &wish)
{
    const RootCertificate root = rootOf(wish);
    if (wish.isGood())
        answerWith(wish, wish.controls.certificates->installedCertificates(wish.pile, root),
                   &writeCertificates);
}

void installCertificate(const Wish &wish)
{
    const RootCertificate root = rootOf(wish);
    const QString pem = wish.root["pem"].text();
    if (wish.isGood())
        answerWith(wish, wish.controls.certificates->installCertificate(wish.pile, root, pem));
}

void deleteCertificate(const Wish &wish)
{
    const InstalledCertificate certificate{
        wish.root["hash_algorithm"].text(), wish.root["issuer_name_hash"].text(),
        wish.root["issuer_key_hash"].text(), wish.root["serial_number"].text()};
    if (wish.isGood())
        answerWith(wish, wish.controls.certificates->deleteCertificate(wish.pile, certificate));
}

void giveCertificate(const Wish &wish)
{
    const QString chain = wish.root["pem"].text();
    if (wish.isGood())
        answerWith(wish, wish.controls.certificates->giveSignedCertificate(wish.pile, chain));
}

void askSigningRequest(const Wish &wish)
{
    answerWith(wish, wish.controls.certificates->askForSigningRequest(wish.pile));
}

// ---- who may do what

struct Command
{
    const char *word;
    std::initializer_list<const char *> roles;
    void (*deed)(const Wish &wish);
};

const Command *commandOf(const QString &word)
{
    static const std::initializer_list<const char *> desk{"operator", "lead", "technician"};
    static const std::initializer_list<const char *> bench{"technician", "administrator"};
    static const Command commands[] = {
        {"CHANGE_AVAILABILITY", desk, &changeAvailability},
        {"RESET", desk, &reset},
        {"UNLOCK", desk, &unlock},
        {"CLEAR_CACHE", desk, &clearCache},
        {"TRIGGER", desk, &trigger},
        {"LIMIT_POWER", desk, &limitPower},
        {"LIFT_POWER_LIMIT", desk, &liftPowerLimit},
        {"GET_SETTINGS", desk, &getSettings},
        {"LOCAL_LIST_VERSION", desk, &localListVersion},
        {"CHANGE_SETTING", bench, &changeSetting},
        {"SEND_LOCAL_LIST", bench, &sendLocalList},
        {"UPDATE_FIRMWARE", bench, &updateFirmware},
        {"GET_DIAGNOSTICS", bench, &getDiagnostics},
        {"GET_LOG", bench, &getLog},
        {"INSTALLED_CERTIFICATES", bench, &installedCertificates},
        {"INSTALL_CERTIFICATE", bench, &installCertificate},
        {"DELETE_CERTIFICATE", bench, &deleteCertificate},
        {"GIVE_CERTIFICATE", bench, &giveCertificate},
        {"ASK_SIGNING_REQUEST", bench, &askSigningRequest},
    };
    for (const Command &command : commands) {
        if (word == QLatin1String(command.word))
            return &command;
    }
    return nullptr;
}

} // namespace

void commandPile(Call &call, QObject *context, const PileControls &controls, const PileId &pile)
{
    const JsonDocument document(call.request().body, "command");
    const QString word = document.root()["command"].text();
    if (document.error())
        return call.refuse(*document.error());
    const Command *command = commandOf(word);
    if (!command)
        return call.refuse(Error::Kind::Invalid, "unknown_command", QStringLiteral("no such command"));
    if (!call.who().hasAnyRole(command->roles))
        return call.refuse(Error::Kind::NotAllowed, "role_missing",
                           QStringLiteral("the role for this is missing"));
    if (!controls.control)
        return call.refuse(Error::Kind::Offline, "pile_offline", QStringLiteral("no pile is connected here"));
    command->deed({call, context, controls, pile, document, document.root()});
}

} // namespace pd::cloud
