// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace pd::ui::test {

// A stand-in for the Chinese translation: every English word of the source becomes Chinese characters of
// about the length a real translation has; places for values are kept. Installed while it lives.
class PseudoChinese : public QTranslator
{
    Q_OBJECT

public:
    PseudoChinese();
    ~PseudoChinese() override;
    QString translate(const char *context, const char *source, const char *disambiguation,
                      int n) const override;
    bool isEmpty() const override { return false; }
    // Whether a text still has an English word; units, codes, names and masks are none.
    static bool hasEnglish(const QString &text);
};

} // namespace pd::ui::test
