// SPDX-License-Identifier: GPL-3.0-or-later
// SignCertificate, CertificateSigned, InstallCertificate, DeleteCertificate, GetInstalledCertificateIds.
#include "app/net/ocpp/parts.h"
#include "app/net/ocpp/security.h"

namespace pd::net::ocpp {

namespace {

using Need = Fields::Need;

constexpr int longestCertificate = 5500;
constexpr int longestChain = 10000;
constexpr int longestHash = 128;
constexpr int longestSerial = 40;
constexpr std::array uses{CertificateUse::CentralSystemRootCertificate,
                          CertificateUse::ManufacturerRootCertificate};
constexpr std::array algorithms{HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512};
constexpr std::array installStatuses{InstallStatus::Accepted, InstallStatus::Failed, InstallStatus::Rejected};
constexpr std::array deleteStatuses{DeleteStatus::Accepted, DeleteStatus::Failed, DeleteStatus::NotFound};
constexpr std::array installedStatuses{InstalledStatus::Accepted, InstalledStatus::NotFound};
constexpr std::array commandStatuses{CommandStatus::Accepted, CommandStatus::Rejected};

CertificateHash readHash(Fields &parent, const JsonValue &json)
{
    Fields f(json);
    CertificateHash hash;
    hash.algorithm = f.word("hashAlgorithm", algorithms);
    hash.issuerNameHash = f.token("issuerNameHash", longestHash, Need::Required);
    hash.issuerKeyHash = f.token("issuerKeyHash", longestHash, Need::Required);
    hash.serialNumber = f.token("serialNumber", longestSerial, Need::Required);
    if (f.violation())
        parent.adopt(*f.violation());
    return hash;
}

QByteArray hashText(const CertificateHash &hash)
{
    return ObjectWriter()
        .text("hashAlgorithm", toWord(hash.algorithm))
        .text("issuerNameHash", hash.issuerNameHash)
        .text("issuerKeyHash", hash.issuerKeyHash)
        .text("serialNumber", hash.serialNumber)
        .finish();
}

} // namespace

QLatin1String toWord(CertificateUse use)
{
    return use == CertificateUse::CentralSystemRootCertificate ? QLatin1String("CentralSystemRootCertificate")
                                                               : QLatin1String("ManufacturerRootCertificate");
}

QLatin1String toWord(HashAlgorithm algorithm)
{
    constexpr std::array words{QLatin1String("SHA256"), QLatin1String("SHA384"), QLatin1String("SHA512")};
    return words[size_t(algorithm)];
}

QLatin1String toWord(InstallStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Failed"), QLatin1String("Rejected")};
    return words[size_t(status)];
}

QLatin1String toWord(DeleteStatus status)
{
    constexpr std::array words{QLatin1String("Accepted"), QLatin1String("Failed"), QLatin1String("NotFound")};
    return words[size_t(status)];
}

QLatin1String toWord(InstalledStatus status)
{
    return status == InstalledStatus::Accepted ? QLatin1String("Accepted") : QLatin1String("NotFound");
}

template <>
Decoded<SignCertificate::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    return f.finish(SignCertificate::Request{f.token("csr", longestCertificate, Need::Required)});
}

QByteArray encode(const SignCertificate::Request &message)
{
    return ObjectWriter().text("csr", message.csr).finish();
}

template <>
Decoded<SignCertificate::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<SignCertificate::Confirmation>(payload, commandStatuses);
}

QByteArray encode(const SignCertificate::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<CertificateSigned::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    return f.finish(CertificateSigned::Request{f.token("certificateChain", longestChain, Need::Required)});
}

QByteArray encode(const CertificateSigned::Request &message)
{
    return ObjectWriter().text("certificateChain", message.certificateChain).finish();
}

template <>
Decoded<CertificateSigned::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<CertificateSigned::Confirmation>(payload, commandStatuses);
}

QByteArray encode(const CertificateSigned::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<InstallCertificate::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    InstallCertificate::Request r;
    r.certificateType = f.word("certificateType", uses);
    r.certificate = f.token("certificate", longestCertificate, Need::Required);
    return f.finish(r);
}

QByteArray encode(const InstallCertificate::Request &message)
{
    return ObjectWriter()
        .text("certificateType", toWord(message.certificateType))
        .text("certificate", message.certificate)
        .finish();
}

template <>
Decoded<InstallCertificate::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<InstallCertificate::Confirmation>(payload, installStatuses);
}

QByteArray encode(const InstallCertificate::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<DeleteCertificate::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    DeleteCertificate::Request r;
    if (const JsonValue *hash = f.object("certificateHashData", Need::Required))
        r.certificateHashData = readHash(f, *hash);
    return f.finish(r);
}

QByteArray encode(const DeleteCertificate::Request &message)
{
    return ObjectWriter().raw("certificateHashData", hashText(message.certificateHashData)).finish();
}

template <>
Decoded<DeleteCertificate::Confirmation> decode(const JsonValue &payload)
{
    return readStatusOnly<DeleteCertificate::Confirmation>(payload, deleteStatuses);
}

QByteArray encode(const DeleteCertificate::Confirmation &message)
{
    return statusOnlyText(message);
}

template <>
Decoded<GetInstalledCertificateIds::Request> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetInstalledCertificateIds::Request r;
    r.certificateType = f.word("certificateType", uses);
    return f.finish(r);
}

QByteArray encode(const GetInstalledCertificateIds::Request &message)
{
    return ObjectWriter().text("certificateType", toWord(message.certificateType)).finish();
}

template <>
Decoded<GetInstalledCertificateIds::Confirmation> decode(const JsonValue &payload)
{
    Fields f(payload);
    GetInstalledCertificateIds::Confirmation c;
    c.status = f.word("status", installedStatuses);
    if (const JsonValue *hashes = f.array("certificateHashData", Need::Optional)) {
        for (const JsonValue &hash : hashes->items())
            c.certificateHashData.append(readHash(f, hash));
    }
    return f.finish(c);
}

QByteArray encode(const GetInstalledCertificateIds::Confirmation &message)
{
    QList<QByteArray> hashes;
    for (const CertificateHash &hash : message.certificateHashData)
        hashes.append(hashText(hash));
    ObjectWriter writer;
    writer.text("status", toWord(message.status));
    if (!hashes.isEmpty())
        writer.raw("certificateHashData", arrayText(hashes));
    return writer.finish();
}

} // namespace pd::net::ocpp
