// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pseudochinese.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace pd::ui::test {

namespace {

const QRegularExpression &word()
{
    static const QRegularExpression expression(QStringLiteral("[A-Za-z][A-Za-z'’-]*"));
    return expression;
}

// Kept as they are in every language.
bool isKept(const QString &text)
{
    static const QSet<QString> kept{QStringLiteral("kWh"),  QStringLiteral("kW"), QStringLiteral("V"),
                                    QStringLiteral("A"),    QStringLiteral("s"),  QStringLiteral("min"),
                                    QStringLiteral("h"),    QStringLiteral("d"),  QStringLiteral("ms"),
                                    QStringLiteral("PD"),   QStringLiteral("op"), QStringLiteral("P"),
                                    QStringLiteral("O"),    QStringLiteral("D"),  QStringLiteral("n"),
                                    QStringLiteral("Ctrl"), QStringLiteral("K"),  QStringLiteral("PileDeck")};
    return kept.contains(text);
}

} // namespace

PseudoChinese::PseudoChinese()
{
    QCoreApplication::installTranslator(this);
    QCoreApplication::sendPostedEvents();
}

PseudoChinese::~PseudoChinese()
{
    QCoreApplication::removeTranslator(this);
    QCoreApplication::sendPostedEvents();
}

QString PseudoChinese::translate(const char *, const char *source, const char *, int) const
{
    const QString text = QString::fromUtf8(source);
    QString made;
    qsizetype from = 0;
    for (auto it = word().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString gap = text.mid(from, match.capturedStart() - from);
        made += gap == QLatin1String(" ") ? QString() : gap;
        // About half as many characters, each twice as wide.
        made += isKept(match.captured()) ? match.captured()
                                         : QString((match.capturedLength() + 1) / 2, QChar(0x7535));
        from = match.capturedEnd();
    }
    return made + text.mid(from);
}

bool PseudoChinese::hasEnglish(const QString &text)
{
    for (auto it = word().globalMatch(text); it.hasNext();) {
        if (!isKept(it.next().captured()))
            return true;
    }
    return false;
}

} // namespace pd::ui::test
