// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/pollpanel.h"

#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QFileInfo>
#include <QItemSelectionModel>

#include <algorithm>

namespace pd::ui {

PollPanel::PollPanel(MeterLines &lines, const SteadyClock &steady, const Theme &theme,
                     const QStringList &quantities, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_model(steady, quantities)
    , m_add(makeButton(QStringLiteral("planAdd")))
    , m_remove(makeButton(QStringLiteral("planRemove"), "quiet"))
    , m_start(makeButton(QStringLiteral("planStart")))
    , m_export(makeButton(QStringLiteral("planExport"), "quiet"))
    , m_status(makeLabel(QStringLiteral("planStatus"), "muted"))
    , m_table(new DataTable(QStringLiteral("planMeters"), theme))
{
    setObjectName(QStringLiteral("pollPanel"));
    build(theme);
    connectLines();
    follow();
}

void PollPanel::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.5, 0, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    head->addWidget(m_add);
    head->addWidget(m_remove);
    head->addWidget(m_start);
    head->addWidget(m_status, 1);
    head->addWidget(m_export);
    column->addLayout(head);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    QList<int> chars{9, 14, 10};
    for (int i = 0; i < m_model.quantities().size(); ++i)
        chars += {13, 6};
    m_table->setColumnChars(chars + QList<int>{10, 9, 16}, MeterTableModel::StateColumn);
    column->addWidget(m_table, 1);
    connect(m_add, &QPushButton::clicked, this,
            [this] { add(m_candidatePath, m_candidate, m_candidateProfile); });
    connect(m_remove, &QPushButton::clicked, this, &PollPanel::removeSelected);
    connect(m_start, &QPushButton::clicked, this, &PollPanel::startOrStop);
    connect(m_export, &QPushButton::clicked, this, &PollPanel::exportWanted);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PollPanel::follow);
    m_texts.add([this] {
        setWords(m_add, tr("Add this meter"));
        setWords(m_remove, tr("Remove"));
        setWords(m_export, tr("Export readings…"));
        m_table->setAccessibleName(tr("Meters of the plan"));
        m_table->setEmptyText(tr("No meters yet. Open a line, enter or find a meter, and add it."));
    });
}

void PollPanel::connectLines()
{
    connect(&m_lines, &MeterLines::polled, this,
            [this](const QString &path, const MeterAddress &meter, const QList<Reading> &readings) {
                if (isPolling(path))
                    m_model.take(path, meter, readings);
            });
    connect(&m_lines, &MeterLines::pollFailed, this, [this](const QString &path, const MeterAddress &meter) {
        if (isPolling(path))
            m_model.setState(path, meter, MeterTableModel::State::Silent);
    });
    connect(&m_lines, &MeterLines::lineLost, this, [this](const QString &path) {
        if (isPolling(path))
            m_model.setState(path, MeterTableModel::State::LineLost);
    });
    connect(&m_lines, &MeterLines::lineReturned, this, [this](const QString &path) {
        if (isPolling(path))
            m_model.setState(path, MeterTableModel::State::Waiting);
    });
}

void PollPanel::setCandidate(const QString &path, const MeterAddress &meter, const QString &profile,
                             int seconds)
{
    m_candidatePath = path;
    m_candidate = meter;
    m_candidateProfile = profile;
    m_seconds = seconds;
    follow();
}

void PollPanel::setHindrance(const QString &path, const QString &why)
{
    m_hinderedPath = path;
    m_hindrance = why;
    follow();
}

void PollPanel::add(const QString &path, const MeterAddress &meter, const QString &profile)
{
    if (!m_model.add(path, meter, profile))
        return;
    if (!m_running.isEmpty() && m_lines.isOpen(path))
        startOn(path); // the plan of its line begins anew, with it
    follow();
    Q_EMIT metersChanged();
}

void PollPanel::removeSelected()
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end(), std::greater<>());
    const QStringList before = m_model.paths();
    for (const int row : std::as_const(rows))
        m_model.remove(row);
    for (const QString &path : before) {
        if (!isPolling(path))
            continue;
        if (m_model.metersOn(path).isEmpty())
            stopOn(path);
        else
            startOn(path);
    }
    follow();
    Q_EMIT metersChanged();
}

void PollPanel::startOrStop()
{
    if (m_running.isEmpty())
        start();
    else
        stop();
}

void PollPanel::start()
{
    m_model.setStaleAfter(qMax(15, 3 * m_seconds));
    for (const QString &path : m_model.paths())
        startOn(path);
    follow();
}

void PollPanel::startOn(const QString &path)
{
    PollPlan plan;
    plan.periodMs = m_seconds * 1000;
    plan.meters = m_model.metersOn(path);
    for (PolledMeter &meter : plan.meters)
        meter.items = m_lines.readable(meter);
    const Done started = m_lines.startPolling(path, plan);
    if (!started) {
        Q_EMIT failed(started.error());
        return;
    }
    m_running.insert(path);
    m_model.setState(path, MeterTableModel::State::Waiting);
    Q_EMIT pollingChanged();
}

void PollPanel::stop()
{
    const QStringList running(m_running.cbegin(), m_running.cend());
    for (const QString &path : running)
        stopOn(path);
    follow();
}

void PollPanel::stopOn(const QString &path)
{
    if (const auto last = m_lines.pollStatistics(path))
        m_model.takeStatistics(path, *last);
    m_lines.stopPolling(path);
    lineClosed(path);
    Q_EMIT lineReleased(path);
}

void PollPanel::lineClosed(const QString &path)
{
    if (!m_running.remove(path))
        return;
    m_model.setState(path, MeterTableModel::State::Stopped);
    follow();
    Q_EMIT pollingChanged();
}

void PollPanel::refresh()
{
    const QStringList running(m_running.cbegin(), m_running.cend());
    for (const QString &path : running) {
        if (const auto statistics = m_lines.pollStatistics(path))
            m_model.takeStatistics(path, *statistics);
        else
            lineClosed(path); // it was opened anew with other settings, which ends its plan
    }
    m_model.refreshAges();
    m_status->setText(linesText());
}

QString PollPanel::linesText() const
{
    QStringList lines;
    for (const QString &path : m_model.paths()) {
        const auto statistics = isPolling(path) ? m_lines.pollStatistics(path) : std::nullopt;
        if (statistics)
            lines.append(tr("%1: line used %2 %")
                             .arg(QFileInfo(path).fileName())
                             .arg(statistics->utilisation() * 100, 0, 'f', 0));
    }
    return lines.join(QStringLiteral(" · "));
}

void PollPanel::follow()
{
    const bool running = !m_running.isEmpty();
    setWords(m_start, running ? tr("Stop polling") : tr("Start polling"));
    setAllowed(m_add, !m_candidatePath.isEmpty() && !m_candidate.address.isEmpty(),
               m_candidatePath.isEmpty() ? tr("Open the line first.")
                                         : tr("Enter the address, or let the meter be found."));
    setAllowed(m_remove, m_table->selectionModel()->hasSelection(), tr("Select a meter in the table."));
    const bool hindered = !running && !m_hindrance.isEmpty() && m_model.paths().contains(m_hinderedPath);
    setAllowed(m_start, m_model.rowCount() > 0 && !hindered,
               hindered ? m_hindrance : tr("Add a meter first."));
    setAllowed(m_export, m_model.rowCount() > 0, tr("Add a meter first."));
    m_status->setText(linesText());
}

void PollPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_model.retranslate();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
