// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/mapmeters/fakelines.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>

namespace pd::test {

// What a search and a check on bad lines bring, with as many words as there may be.
inline void fillReports(FakeLines &lines)
{
    MeterProfile profile;
    profile.name = QStringLiteral("schneider-iem3000");
    profile.maker = QStringLiteral("Schneider");
    profile.model = QStringLiteral("iEM3000");
    lines.known = {profile};
    const auto found = [](MeterProtocol protocol, const char *address, int baud, const char *doubt,
                          const char *profileName) {
        FoundMeter one;
        one.meter = {protocol, QLatin1String(address)};
        one.settings = {QStringLiteral("/dev/ttyUSB0"), baud, 8,
                        protocol == MeterProtocol::ModbusRtu ? Parity::None : Parity::Even, 1};
        one.answeredMs = 103;
        one.doubt = QLatin1String(doubt);
        one.profile = QLatin1String(profileName);
        return one;
    };
    lines.searchReport.meters = {found(MeterProtocol::Dlt645_2007, "330108000103", 2400, "", ""),
                                 found(MeterProtocol::Dlt645_1997, "000000000041", 1200, "spoiled", ""),
                                 found(MeterProtocol::ModbusRtu, "12", 9600, "", "schneider-iem3000"),
                                 found(MeterProtocol::ModbusRtu, "247", 9600, "duplicate_address", "")};
    using Severity = Finding::Severity;
    using Confidence = Finding::Confidence;
    const Finding twice{QStringLiteral("duplicate_address"),
                        {{QStringLiteral("address"), QStringLiteral("247")}},
                        Severity::Fault,
                        Confidence::Likely};
    const Finding master{QStringLiteral("foreign_master"),
                         {{QStringLiteral("protocol"), QStringLiteral("modbus-rtu")},
                          {QStringLiteral("settings"), QStringLiteral("9600 8N1")}},
                         Severity::Warning,
                         Confidence::Certain};
    const Finding spoiled{QStringLiteral("bad_checksums"),
                          {{QStringLiteral("percent"), QStringLiteral("12.5")},
                           {QStringLiteral("damaged"), QStringLiteral("30")},
                           {QStringLiteral("attempts"), QStringLiteral("240")}},
                          Severity::Warning,
                          Confidence::Certain};
    lines.searchReport.findings = {twice, master};
    lines.checkReport.findings = {spoiled, master};
    lines.checkReport.attempts = 240;
    lines.checkReport.damaged = 30;
    const auto reading = [](const char *quantity, const char *value, const char *unit) {
        Reading one;
        one.quantity = QLatin1String(quantity);
        one.value = QLatin1String(value);
        one.unit = QLatin1String(unit);
        return one;
    };
    lines.checkReport.readings
        = {reading("energy.forward.total", "8125.78", "kWh"), reading("power.active.total", "7.0370", "kW"),
           reading("voltage.a", "221.3", "V"), reading("current.a", "31.800", "A")};
}

// Two masters on one line, with figures as long as they may be.
inline OverheardTraffic heardTraffic()
{
    OverheardTraffic traffic;
    traffic.settings = {QStringLiteral("/dev/ttyUSB0"), 9600, 8, Parity::Even, 1};
    traffic.elapsedMs = 3'725'000;
    traffic.bytes = 1'482'233;
    traffic.frames = 24'180;
    traffic.damaged = 317;
    traffic.masters = {{MeterProtocol::Dlt645_2007, 11'204, 43, 12}, {MeterProtocol::ModbusRtu, 886, 0, 0}};
    traffic.meters
        = {{{MeterProtocol::Dlt645_2007, QStringLiteral("330108000103")}, 6021, 6008, 2, 13, 137},
           {{MeterProtocol::Dlt645_1997, QStringLiteral("000000000041")}, 5140, 4982, 0, 158, 1044},
           {{MeterProtocol::ModbusRtu, QStringLiteral("247")}, 886, 0, 0, 885, 0}};
    return traffic;
}

// Each tab of the Meters page in turn, with something to show on it; the line is open and a meter in hand.
template <typename Show>
void eachMeterTab(QWidget &window, FakeLines &lines, Show &&show)
{
    const auto press
        = [&](const char *name) { window.findChild<QPushButton *>(QLatin1String(name))->click(); };
    const auto type = [&](const char *name, const char *text) {
        window.findChild<QLineEdit *>(QLatin1String(name))->setText(QLatin1String(text));
    };
    auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("meterTabs"));
    tabs->setCurrentIndex(1);
    press("planAdd");
    show("several");
    tabs->setCurrentIndex(2);
    show("find, empty");
    press("findStart");
    QTest::qWait(50);
    show("find");
    tabs->setCurrentIndex(3);
    show("check, empty");
    press("checkStart");
    QTest::qWait(50);
    show("check");
    tabs->setCurrentIndex(4);
    show("compare, empty");
    press("compareBefore");
    QTest::qWait(50);
    lines.registerValue = QStringLiteral("8130.81");
    press("compareAfter");
    QTest::qWait(50);
    type("compareEnergy", "5.000");
    type("comparePower", "7.037");
    show("compare");
    tabs->setCurrentIndex(5);
    QTest::qWait(50);
    show("set");
    QScrollBar *bar = window.findChild<QScrollArea *>(QStringLiteral("setScroll"))->verticalScrollBar();
    bar->setValue(bar->maximum());
    show("set, below");
    tabs->setCurrentIndex(6);
    show("listen, empty");
    press("listenStart");
    Q_EMIT lines.overheard(window.findChild<QComboBox *>(QStringLiteral("lineDevice"))->currentText(),
                           heardTraffic());
    QTest::qWait(50);
    show("listen");
    press("listenStart");
    tabs->setCurrentIndex(0);
}

} // namespace pd::test
