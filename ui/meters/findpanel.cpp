// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/findpanel.h"

#include "models/basics/whenfinished.h"
#include "ui/meters/findingslist.h"
#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QItemSelectionModel>
#include <QProgressBar>
#include <QSplitter>

namespace pd::ui {

namespace {

constexpr int allProtocols = -1;
constexpr int barSteps = 1000;

} // namespace

FindPanel::FindPanel(MeterLines &lines, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_start(makeButton(QStringLiteral("findStart"), "primary"))
    , m_protocols(new QComboBox)
    , m_everything(new QCheckBox)
    , m_add(makeButton(QStringLiteral("findAdd")))
    , m_bar(new QProgressBar)
    , m_status(makeLabel(QStringLiteral("findStatus"), "muted"))
    , m_table(new DataTable(QStringLiteral("foundMeters"), theme))
    , m_findings(new FindingsList(QStringLiteral("findFindings"), theme))
{
    setObjectName(QStringLiteral("findPanel"));
    build(theme);
    addTexts();
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_state == State::Running || m_state == State::Waiting)
            cancel();
        else
            start();
    });
    connect(m_add, &QPushButton::clicked, this, &FindPanel::addSelected);
    connect(m_table, &DataTable::doubleClicked, this, &FindPanel::addSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FindPanel::follow);
    connect(&m_lines, &MeterLines::searchProgressed, this,
            [this](const QString &path, const SearchProgress &progress) {
                if (m_state != State::Running || path != m_path)
                    return;
                m_progress = progress;
                follow();
            });
    connect(&m_lines, &MeterLines::meterFound, this, [this](const QString &path, const FoundMeter &meter) {
        if (m_state == State::Running && path == m_path)
            m_model.add(meter);
    });
    follow();
}

void FindPanel::build(const Theme &theme)
{
    m_protocols->setObjectName(QStringLiteral("findProtocols"));
    m_protocols->addItem(QString(), allProtocols);
    for (const auto one : {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu})
        m_protocols->addItem(MeterWords::protocol(one), int(one));
    m_everything->setObjectName(QStringLiteral("findEverything"));
    m_bar->setObjectName(QStringLiteral("findBar"));
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(theme.grid(16));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.5, 0, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    for (QWidget *widget : QList<QWidget *>{m_start, m_protocols, m_everything, m_add, m_bar})
        head->addWidget(widget);
    head->addWidget(m_status, 1);
    column->addLayout(head);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    m_table->setColumnChars({15, 14, 12, 17, 13, 20}, FoundMetersModel::DoubtColumn);
    auto *halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_table);
    halves->addWidget(m_findings);
    halves->setSizes({7000, 4500});
    column->addWidget(halves, 1);
}

void FindPanel::addTexts()
{
    m_texts.add([this] {
        m_protocols->setItemText(0, tr("All protocols"));
        m_protocols->setAccessibleName(tr("Protocols to look for"));
        m_everything->setText(tr("All settings"));
        m_everything->setAccessibleName(tr("All settings"));
        m_everything->setToolTip(tr("Goes on after the first meter, through all settings and Modbus units"));
        setWords(m_add, tr("Add to the line"));
        m_bar->setAccessibleName(tr("Progress of the search"));
        m_table->setAccessibleName(tr("Meters found"));
        m_table->setEmptyText(
            tr("The search listens first, then asks at the likely settings. It only reads."));
        m_findings->setAccessibleName(tr("What the line shows"));
    });
}

SearchScope FindPanel::scope() const
{
    SearchScope scope = m_scope;
    if (const int protocol = m_protocols->currentData().toInt(); protocol != allProtocols)
        scope.protocols = {MeterProtocol(protocol)};
    scope.everything = m_scope.everything || m_everything->isChecked();
    return scope;
}

void FindPanel::setLine(const QString &path)
{
    if (m_state == State::Running && path != m_path)
        cancel();
    m_path = path;
    if (m_state == State::Waiting) {
        if (path.isEmpty())
            setState(State::Idle);
        else
            run();
    }
    follow();
}

void FindPanel::setHindrance(const QString &why)
{
    m_hindrance = why;
    follow();
}

void FindPanel::start()
{
    if (!m_path.isEmpty()) {
        run();
        return;
    }
    setState(State::Waiting);
    Q_EMIT lineWanted();
}

void FindPanel::run()
{
    m_model.setMeters({});
    m_findings->clear();
    m_progress = {};
    const int number = ++m_number;
    setState(State::Running);
    m_search = m_lines.search(m_path, scope());
    whenFinished(m_search, this, [this, number](const Result<SearchReport> &result) {
        if (number == m_number && m_state == State::Running)
            conclude(result);
    });
}

void FindPanel::conclude(const Result<SearchReport> &result)
{
    if (!result) {
        setState(result.error().kind == Error::Kind::Cancelled ? State::Cancelled : State::Failed);
        Q_EMIT failed(result.error());
        return;
    }
    m_model.setMeters(result->meters);
    m_findings->setFindings(result->findings, [] { return tr("Nothing wrong was seen on the line."); });
    setState(State::Done);
    if (!result->meters.isEmpty())
        m_table->selectRow(0);
}

void FindPanel::cancel()
{
    if (m_state != State::Running && m_state != State::Waiting)
        return;
    m_search.cancel();
    setState(State::Cancelled);
}

void FindPanel::setState(State state)
{
    const bool was = isSearching();
    m_state = state;
    follow();
    if (was != isSearching())
        Q_EMIT searchingChanged();
}

std::optional<FoundMeter> FindPanel::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? std::nullopt : std::optional(m_model.meters().value(rows.first().row()));
}

void FindPanel::addSelected()
{
    if (const std::optional<FoundMeter> meter = chosen(); meter && m_add->isEnabled())
        Q_EMIT addWanted(*meter);
}

QString FindPanel::stageText(SearchProgress::Stage stage)
{
    switch (stage) {
    case SearchProgress::Stage::Listening: break;
    case SearchProgress::Stage::Probing: return tr("asking");
    case SearchProgress::Stage::Separating: return tr("telling several apart");
    case SearchProgress::Stage::Checking: return tr("checking what was found");
    case SearchProgress::Stage::Counting: return tr("asking all units");
    }
    return tr("listening");
}

QString FindPanel::statusText() const
{
    const int found = int(m_model.meters().size());
    switch (m_state) {
    case State::Idle:
    case State::Failed: return {};
    case State::Waiting: return tr("The line is being opened.");
    case State::Cancelled: return tr("Cancelled. Found: %1").arg(found);
    case State::Done: return found == 0 ? tr("No meter found") : tr("Found: %1", "meters").arg(found);
    case State::Running: break;
    }
    if (m_progress.settings.path.isEmpty())
        return tr("Listening");
    return tr("%1, %2. At most %3 more. Found: %4", "settings, what is done, remaining time, meters")
        .arg(m_progress.settings.text(), stageText(m_progress.stage),
             Figures::duration((m_progress.remainingMs + 999) / 1000))
        .arg(m_progress.found);
}

void FindPanel::follow()
{
    const bool busy = m_state == State::Running || m_state == State::Waiting;
    setWords(m_start, busy ? tr("Cancel") : tr("Find meters"));
    setLook(m_start, busy ? "" : "primary");
    setAllowed(m_start, busy || m_hindrance.isEmpty(), m_hindrance);
    for (QWidget *widget : QList<QWidget *>{m_protocols, m_everything})
        widget->setEnabled(!busy);
    const std::optional<FoundMeter> meter = chosen();
    setAllowed(m_add, meter && meter->doubt.isEmpty() && !busy,
               meter && !busy ? tr("Its answers cannot be trusted: read what the line shows.")
                              : tr("Select a meter in the table."));
    const qint64 all = m_progress.elapsedMs + m_progress.remainingMs;
    m_bar->setVisible(m_state == State::Running);
    m_bar->setValue(all > 0 ? int(m_progress.elapsedMs * barSteps / all) : 0);
    m_status->setText(statusText());
}

void FindPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_model.retranslate();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
