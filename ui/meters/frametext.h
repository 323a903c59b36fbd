// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"

#include <QCoreApplication>

namespace pd::ui {

// What a line of the frame log says in the user's language, made here and nowhere else.
class FrameText
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::FrameText)

public:
    // The entry's technical text where it has no meaning, or one with a word that has no words here.
    static QString of(const FrameLogEntry &entry);

private:
    explicit FrameText(const FrameMeaning &meaning)
        : m_meaning(meaning)
    {
    }
    QString text();
    QString frame();
    QString head();
    QString item() const;
    QString contents();
    QString withWeekday(const QString &text);
    QString remark();
    QString state(const QString &word);
    QString filled(const FramePhrase &phrase);
    QString known(const QHash<QString, const char *> &words, const QString &word);

    const FrameMeaning &m_meaning;
    bool m_isKnown = true;
};

} // namespace pd::ui
