// SPDX-License-Identifier: GPL-3.0-or-later
// The window stays responsive while eight lines are polled at once by the Meters page, at 115200 bit/s, with
// the page shown and its frame log following.
#include "serial/line/meterlineservice.h"
#include "tests/serial/eightlines.h"
#include "ui/meters/meterspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace pd;
using namespace pd::ui;
using namespace pd::test;

class MetersResponsiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void watchSeesAGap();
    void eightLines();

private:
    qint64 longestGapNs(Theme &theme);
};

void MetersResponsiveTest::watchSeesAGap()
{
    QVERIFY(gapWatchSeesAGap());
}

// The plan is made by the page's own buttons, line after line.
qint64 MetersResponsiveTest::longestGapNs(Theme &theme)
{
    FarEnds far;
    const SystemClock clock;
    const SystemSteadyClock steady;
    Ticker ticker(clock);
    serial::MeterLineService service(clock, steady);
    MetersPage page(service, steady, theme, ticker);
    const auto button = [&](const char *name) { return page.findChild<QPushButton *>(QLatin1String(name)); };
    page.resize(1366, 768);
    page.show();
    page.findChild<QTabWidget *>(QStringLiteral("meterTabs"))->setCurrentIndex(1);
    page.findChild<QSpinBox *>(QStringLiteral("meterSeconds"))->setValue(1);
    QHash<QString, int> visits;
    int frames = 0;
    connect(&service, &MeterLines::polled, this, [&](const QString &path) { ++visits[path]; });
    connect(&service, &MeterLines::frameLogged, this, [&] { ++frames; });
    bool isReady = far.isOpen;
    for (int n = 0; n < lineCount && isReady; ++n) {
        LineSettings settings = fastLine();
        settings.path = far.path(n);
        page.setLine(settings);
        page.openLine();
        isReady = runUntil([&] { return button("lineOpen")->text() == QLatin1String("Close"); }, 5000);
        for (int meter = 0; meter < metersPerLine; ++meter) {
            page.setAddress(eightLinesAddress(meter));
            button("planAdd")->click();
        }
        if (n == 0)
            button("planStart")->click();
        if (n < lineCount - 1)
            button("lineOpen")->click(); // closes it here; the plan keeps it
    }
    GapWatch watch; // from here on nobody clicks
    const bool isDone
        = isReady && runUntil([&] {
              return visits.size() == lineCount
                  && std::all_of(visits.begin(), visits.end(), [](int count) { return count >= 24; });
          });
    qInfo("%d looks, %d log entries, longest gap %.1f ms, %.1f ms with waiting for a processor", watch.looks,
          frames, double(watch.longestNs) / 1e6, double(watch.longestWithWaitingNs) / 1e6);
    return isDone ? watch.longestNs : std::numeric_limits<qint64>::max();
}

void MetersResponsiveTest::eightLines()
{
    Theme theme(*qApp);
    const qint64 least = leastGapNs([&] { return longestGapNs(theme); });
    QVERIFY2(least <= mostGapNs, qPrintable(QString::number(least)));
}

QTEST_MAIN(MetersResponsiveTest)
#include "meters_responsive_test.moc"
