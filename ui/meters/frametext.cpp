// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/frametext.h"

#include "ui/meters/framewords.h"
#include "ui/meters/readingsmodel.h"
#include "ui/widgets/errortext.h"

#include <QRegularExpression>

namespace pd::ui {

namespace {

QString hex(int code)
{
    return QStringLiteral("%1H").arg(QString::number(code, 16).toUpper().rightJustified(2, QLatin1Char('0')));
}

} // namespace

QString FrameText::of(const FrameLogEntry &entry)
{
    FrameText text(entry.meaning);
    const QString worded = text.text();
    return text.m_isKnown ? worded : entry.text;
}

QString FrameText::text()
{
    switch (m_meaning.kind) {
    case FrameMeaning::Kind::Request:
    case FrameMeaning::Kind::Answer:
    case FrameMeaning::Kind::ErrorAnswer: return frame();
    case FrameMeaning::Kind::Flaw:
    case FrameMeaning::Kind::Note: return filled(m_meaning.phrase);
    case FrameMeaning::Kind::None: break;
    }
    m_isKnown = false;
    return {};
}

QString FrameText::frame()
{
    QString text = head();
    const QString about = item();
    if (!about.isEmpty())
        text += QLatin1Char(' ') + about;
    if (m_meaning.count)
        text = tr("%1, count %2", "of registers").arg(text).arg(*m_meaning.count);
    const QString said = contents();
    if (!said.isEmpty())
        text = tr("%1: %2", "a frame, then its values").arg(text, said);
    const QString odd = remark();
    if (!odd.isEmpty())
        text = tr("%1 (%2)", "a frame, then what is odd about it").arg(text, odd);
    return m_meaning.heard ? tr("heard: %1").arg(text) : text;
}

QString FrameText::head()
{
    const bool isModbus = m_meaning.meter.protocol == MeterProtocol::ModbusRtu;
    const QString meter = isModbus ? tr("unit %1").arg(m_meaning.meter.address) : m_meaning.meter.address;
    QString function = known(framewords::functions(), m_meaning.function);
    function.replace(QLatin1String("%1"), hex(m_meaning.code));
    switch (m_meaning.kind) {
    case FrameMeaning::Kind::Answer: return tr("%1 %2, answer").arg(meter, function);
    case FrameMeaning::Kind::ErrorAnswer: return tr("%1 %2, error answer").arg(meter, function);
    default: return tr("%1 %2", "meter, then what is asked of it").arg(meter, function);
    }
}

QString FrameText::item() const
{
    if (m_meaning.meter.protocol == MeterProtocol::ModbusRtu)
        return m_meaning.item.isEmpty() ? QString()
                                        : tr("at %1", "register").arg(m_meaning.item + QLatin1Char('H'));
    if (MeterWords::isKnown(m_meaning.quantity)) // as the table of readings calls it
        return QString(m_meaning.item + QLatin1Char(' ') + MeterWords::quantity(m_meaning.quantity))
            .trimmed();
    const bool isChinese = tr("en", "the language of the items' names: en or zh") == QLatin1String("zh");
    const QString &name = isChinese ? m_meaning.itemNameZh : m_meaning.itemName;
    return QStringList{m_meaning.item, name}.join(QLatin1Char(' ')).trimmed();
}

QString FrameText::contents()
{
    QStringList all;
    for (const FrameValue &value : m_meaning.values) {
        if (value.quality != Reading::Quality::Good)
            all.append(MeterWords::quality(value.quality));
        else
            all.append(value.unit.isEmpty() ? withWeekday(value.text)
                                            : value.text + QLatin1Char(' ') + value.unit);
    }
    for (const QString &word : m_meaning.states)
        all.append(state(word));
    for (const QString &word : m_meaning.errors)
        all.append(known(framewords::errors(), word));
    return all.join(tr(", ", "between values"));
}

// "2026-03-16 W01": the standard counts the days of the week from Sunday.
QString FrameText::withWeekday(const QString &text)
{
    static const QRegularExpression date(QStringLiteral("^(.* )W0([0-6])$"));
    static const QStringList days{QStringLiteral("sunday"),   QStringLiteral("monday"),
                                  QStringLiteral("tuesday"),  QStringLiteral("wednesday"),
                                  QStringLiteral("thursday"), QStringLiteral("friday"),
                                  QStringLiteral("saturday")};
    const QRegularExpressionMatch match = date.match(text);
    if (!match.hasMatch())
        return text;
    return match.captured(1) + known(framewords::states(), days.at(match.captured(2).toInt()));
}

QString FrameText::remark()
{
    QStringList all;
    if (!m_meaning.phrase.word.isEmpty())
        all.append(filled(m_meaning.phrase));
    if (m_meaning.stray)
        all.append(tr("answers something else"));
    return all.join(tr(", ", "between values"));
}

// Commands and outputs that the standard does not have come with their code.
QString FrameText::state(const QString &word)
{
    const qsizetype split = word.indexOf(QLatin1Char('_'));
    const QString code = word.mid(split + 1).toUpper();
    if (word.startsWith(QLatin1String("command_")))
        return tr("command %1").arg(code);
    if (word.startsWith(QLatin1String("output_")))
        return tr("output %1").arg(code);
    return known(framewords::states(), word);
}

QString FrameText::filled(const FramePhrase &phrase)
{
    QString text = known(framewords::phrases(), phrase.word);
    for (qsizetype n = 0; n < phrase.arguments.size(); ++n) {
        QString argument = phrase.arguments[n];
        if (phrase.word == QLatin1String("cannot_open"))
            argument = ErrorText::knownReasons().contains(argument)
                ? ErrorText::of({Error::Kind::Offline, {}, argument}).what
                : QString();
        text.replace(QLatin1Char('%') + QString::number(n + 1), argument);
    }
    return text.trimmed();
}

QString FrameText::known(const QHash<QString, const char *> &words, const QString &word)
{
    const auto found = words.constFind(word);
    if (found != words.cend())
        return tr(found.value());
    // exception_9, of a device that has its own
    if (word.startsWith(QLatin1String("exception_")))
        return tr("exception %1").arg(word.mid(int(qstrlen("exception_"))));
    m_isKnown = false;
    return {};
}

} // namespace pd::ui
