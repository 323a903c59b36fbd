// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/framedecoding.h"

#include <QFile>

#include <algorithm>

namespace pd::ctl {

namespace {

void decode(const QByteArray &bytes, FrameDecoding &decoding)
{
    switch (decoding.protocol) {
    case Protocol::Auto:
        for (const ProtocolPart &part : partsByProtocol(bytes))
            part.isModbus ? printModbusFrames(part.bytes, decoding) : printDlt645Frames(part.bytes, decoding);
        break;
    case Protocol::Dlt645_2007:
    case Protocol::Dlt645_1997: return printDlt645Frames(bytes, decoding);
    case Protocol::ModbusRtu: return printModbusFrames(bytes, decoding);
    }
}

Result<QByteArray> bytesFromText(const QString &text)
{
    QString digits = text;
    digits.remove(QLatin1Char(' ')).remove(QLatin1Char('\t')).remove(QLatin1Char('\r'));
    const bool hex = std::all_of(digits.begin(), digits.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9'))
            || (c >= QLatin1Char('a') && c <= QLatin1Char('f'))
            || (c >= QLatin1Char('A') && c <= QLatin1Char('F'));
    });
    if (!hex || digits.size() % 2 != 0)
        return failure(Error::Kind::Invalid,
                       QStringLiteral("no bytes in hexadecimal digits: ") + text.left(60));
    return QByteArray::fromHex(digits.toLatin1());
}

// "68 AA ..." unquoted comes as one argument a byte; otherwise each argument is a byte string.
QStringList byteStrings(const QStringList &arguments)
{
    const bool single
        = std::all_of(arguments.begin(), arguments.end(), [](const QString &a) { return a.size() <= 2; });
    return single ? QStringList(arguments.join(QLatin1Char(' '))) : arguments;
}

int decodeText(const QString &text, FrameDecoding &decoding)
{
    const Result<QByteArray> bytes = bytesFromText(text);
    if (!bytes)
        return refuse(bytes.error());
    decode(*bytes, decoding);
    return ExitDone;
}

int runDecode(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Decodes frames in byte strings; one JSON object a frame, in order of appearance.\n"
                       "Exit status 1 if any is not valid."));
    addProtocolOption(parser);
    parser.addOption({QStringLiteral("direction"),
                      QStringLiteral("request or response; DL/T 645 tells by itself."),
                      QStringLiteral("NAME")});
    parser.addPositionalArgument(QStringLiteral("HEX"),
                                 QStringLiteral("Bytes as hexadecimal digits, blanks allowed; "
                                                "from standard input, one a line, if none."),
                                 QStringLiteral("[HEX ...]"));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl frame decode"), arguments))
        return *done;
    const Result<Protocol> protocol = protocolFromText(parser.value(QStringLiteral("protocol")));
    if (!protocol)
        return refuse(protocol.error());
    FrameDecoding decoding{*protocol, parser.value(QStringLiteral("direction")), true};
    const QStringList directions{QString(), QStringLiteral("request"), QStringLiteral("response")};
    if (!directions.contains(decoding.direction))
        return refuse({Error::Kind::Invalid, QStringLiteral("--direction is request or response"), {}});

    int worst = ExitDone;
    if (!parser.positionalArguments().isEmpty()) {
        for (const QString &text : byteStrings(parser.positionalArguments()))
            worst = qMax(worst, decodeText(text, decoding));
    } else {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return refuse({Error::Kind::Storage, QStringLiteral("standard input cannot be read"), {}});
        for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine())
            if (decodeText(QString::fromLatin1(line).trimmed(), decoding) != ExitDone)
                worst = ExitFailed; // a line of data, not of the command
    }
    return qMax(worst, decoding.allValid ? int(ExitDone) : int(ExitFailed));
}

constexpr Command commands[] = {
    {"decode", "decodes frames given as hexadecimal digits", runDecode},
};

} // namespace

int runFrame(const QStringList &arguments)
{
    return dispatch(QStringLiteral("piledeckctl frame"), commands, arguments);
}

} // namespace pd::ctl
