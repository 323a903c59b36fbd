// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/serial/searchrig.h"
#include "ui/meters/meterspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

namespace pd::test {

// The console's Meters page on the bus of a SearchRig, worked by its own widgets: a technician who knows the
// port and nothing else.
class PageRig : public SearchRig
{
public:
    explicit PageRig(const LineSettings &far, serial::PtyLine::Pacing pacing = serial::PtyLine::Pacing::Off)
        : SearchRig(far, pacing)
        , ticker(clock)
        , page(service, steady, theme, ticker)
    {
        service.close(path); // the page opens it
        LineSettings near;
        near.path = path;
        page.setLine(near);
        page.resize(1290, 700);
        page.show();
    }

    template <typename T>
    T *child(const char *name)
    {
        return page.findChild<T *>(QLatin1String(name));
    }
    void press(const char *button) { child<QPushButton>(button)->click(); }
    QString label(const char *name) { return child<QLabel>(name)->text(); }
    bool isFree(const char *button, const char *words)
    {
        return child<QPushButton>(button)->text() == QLatin1String(words);
    }

    bool find(const SearchScope &scope, int mostMs = 100'000)
    {
        page.setSearchScope(scope);
        press("findStart");
        return isFree("findStart", "Cancel")
            && waitFor([&] { return isFree("findStart", "Find meters"); }, mostMs);
    }
    bool check(int rounds, const QString &power = {})
    {
        child<QSpinBox>("checkRounds")->setValue(rounds);
        child<QLineEdit>("checkPower")->setText(power);
        press("checkStart");
        return isFree("checkStart", "Cancel")
            && waitFor([&] { return isFree("checkStart", "Check line"); }, 60'000);
    }
    // Takes the first of those that were found; the line is then open as it was found.
    bool addFound()
    {
        press("findAdd");
        return waitFor([&] { return child<QPushButton>("meterRead")->isEnabled(); }, 5000);
    }
    bool readOnce()
    {
        press("meterRead");
        return waitFor([&] { return child<QPushButton>("meterRead")->isEnabled(); }, 60'000);
    }

    // A row of a table, its cells parted by bars.
    QString row(const char *table, int row)
    {
        const QAbstractItemModel *model = child<QTableView>(table)->model();
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells.append(model->index(row, column).data().toString());
        return cells.join(QLatin1Char('|'));
    }
    int rows(const char *table) { return child<QTableView>(table)->model()->rowCount(); }
    // What the row of that name says in the column; empty where there is no such row.
    QString value(const char *table, const char *name, int column = 1)
    {
        const QAbstractItemModel *model = child<QTableView>(table)->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == QLatin1String(name))
                return model->index(row, column).data().toString();
        }
        return {};
    }
    // All sentences of a list of findings.
    QString sentences(const char *list)
    {
        QStringList all;
        for (const QLabel *label : child<QWidget>(list)->findChildren<QLabel *>())
            all.append(label->text());
        return all.join(QLatin1Char('\n'));
    }
    static bool waitFor(const std::function<bool()> &isSo, int ms) { return runUntil(isSo, ms); }

    ui::Theme theme{*qApp};
    ui::Ticker ticker;
    ui::MetersPage page;
};

struct Ended
{
    int status = -1;
    QList<QJsonObject> objects;
    QString words; // standard error
};

// `piledeckctl meter ...`, while this process goes on being the bus.
inline Ended ctl(const QStringList &arguments)
{
    QProcess program;
    program.start(qEnvironmentVariable("PILEDECK_BIN") + QStringLiteral("/piledeckctl"),
                  QStringList{QStringLiteral("meter")} + arguments);
    Ended ended;
    if (!QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 90'000)) {
        program.kill();
        program.waitForFinished();
        return ended;
    }
    ended.status = program.exitCode();
    ended.words = QString::fromUtf8(program.readAllStandardError());
    const QList<QByteArray> lines = program.readAllStandardOutput().split('\n');
    for (const QByteArray &line : lines) {
        if (!line.isEmpty())
            ended.objects.append(QJsonDocument::fromJson(line).object());
    }
    return ended;
}

} // namespace pd::test
