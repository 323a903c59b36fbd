// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/csv.h"

#include <QRegularExpression>

#include <algorithm>

namespace pd::ui {

namespace {

constexpr char byteOrderMark[] = "\xef\xbb\xbf";
constexpr QChar narrowBlank(0x202f); // groups the digits of figures on the screen

} // namespace

Csv::Csv(const QStringList &header)
    : m_bytes(byteOrderMark)
{
    addLine(header);
}

void Csv::addLine(const QStringList &fields)
{
    for (qsizetype n = 0; n < fields.size(); ++n) {
        if (n > 0)
            m_bytes += ',';
        m_bytes += '"' + field(fields[n]).replace(QLatin1Char('"'), QStringLiteral("\"\"")).toUtf8() + '"';
    }
    m_bytes += "\r\n";
}

QString Csv::field(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("^[-+]?[0-9]+([.][0-9]+)?$"));
    static const QRegularExpression formula(QStringLiteral("^\\s*[-=+@\uFF1D\uFF0B\uFF0D\uFF20]"));
    QString field = text;
    field.remove(narrowBlank);
    const auto isControl = [](QChar character) {
        return character.category() == QChar::Other_Control || character == QChar::LineSeparator
            || character == QChar::ParagraphSeparator;
    };
    std::replace_if(field.begin(), field.end(), isControl, QLatin1Char(' '));
    if (formula.match(field).hasMatch() && !number.match(field).hasMatch())
        field.prepend(QLatin1Char('\''));
    return field;
}

} // namespace pd::ui
