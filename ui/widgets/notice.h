// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/errortext.h"

#include <QLabel>

#include <optional>

namespace pd::ui {

// The words of an error next to the field that it belongs to. Hidden while there is none. The text follows
// the language.
class Notice : public QWidget
{
    Q_OBJECT

public:
    Notice(const QString &name, const Theme &theme, QWidget *parent = nullptr);
    void tell(const Error &error);
    void clear();
    bool isShown() const { return m_error.has_value(); }
    QString text() const; // what is said, for tests

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    std::optional<Error> m_error;
    QLabel *m_what;
    QLabel *m_help;
};

} // namespace pd::ui
