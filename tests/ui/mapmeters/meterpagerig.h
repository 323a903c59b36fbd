// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/clock.h"
#include "tests/ui/mapmeters/fakelines.h"
#include "ui/meters/meterspage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notice.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace pd::test {

// What every test of the Meters page has: the page, its clocks, and short words for its controls.
template <typename Steady>
class MeterPageTest : public QObject
{
protected:
    void showPage(MeterLines &lines)
    {
        m_page = std::make_unique<ui::MetersPage>(lines, m_steady, *m_theme, m_ticker);
        m_page->resize(1290, 700);
        m_page->show();
    }
    template <typename T>
    T *child(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1String(name));
    }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    void press(const char *name)
    {
        QTRY_VERIFY2(button(name)->isEnabled(), name);
        button(name)->click();
    }
    void type(const char *field, const QString &text) { child<QLineEdit>(field)->setText(text); }
    QString text(const char *label) const { return child<QLabel>(label)->text(); }
    QString why(const char *name) const { return child<QWidget>(name)->toolTip(); }
    QAbstractItemModel *rows(const char *table) const { return child<QAbstractItemView>(table)->model(); }
    QString cell(const char *table, int row, int column) const
    {
        return rows(table)->index(row, column).data().toString();
    }
    QString notice() const { return child<ui::Notice>("metersNotice")->text(); }
    void openLine()
    {
        press("lineOpen");
        QTRY_COMPARE(button("lineOpen")->text(), QStringLiteral("Close"));
    }

    std::unique_ptr<ui::Theme> m_theme = std::make_unique<ui::Theme>(*qApp);
    Steady m_steady;
    ManualClock m_clock{QDateTime({2026, 3, 16}, {10, 40}, Qt::UTC)};
    ui::Ticker m_ticker{m_clock};
    std::unique_ptr<ui::MetersPage> m_page;
};

// The page on lines without wires, by a clock that stands still.
class FakeLinesTest : public MeterPageTest<ManualSteadyClock>
{
protected:
    void showPage(const QList<MeterProfile> &profiles = {})
    {
        m_lines = std::make_unique<FakeLines>(m_steady);
        m_lines->known = profiles;
        MeterPageTest::showPage(*m_lines);
    }
    void endPage()
    {
        m_page.reset();
        m_lines.reset();
    }

    std::unique_ptr<FakeLines> m_lines;
};

} // namespace pd::test
