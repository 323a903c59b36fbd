// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meterspage.h"

#include "models/basics/whenfinished.h"
#include "ui/meters/checkpanel.h"
#include "ui/meters/comparepanel.h"
#include "ui/meters/findpanel.h"
#include "ui/meters/linebar.h"
#include "ui/meters/lineerror.h"
#include "ui/meters/meterbar.h"
#include "ui/meters/metertrend.h"
#include "ui/meters/pollpanel.h"
#include "ui/meters/setmeterpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QSaveFile>
#include <QSplitter>
#include <QTabWidget>

namespace pd::ui {

namespace {

const QString registerName = QStringLiteral("energy.forward.total");
const QString powerName = QStringLiteral("power.active.total");

// What a plan reads: what a person compares between meters, so that many meters still come round quickly.
QStringList planItems()
{
    return {registerName, powerName, QStringLiteral("voltage.a"), QStringLiteral("current.a")};
}

} // namespace

QStringList MetersPage::items()
{
    return {registerName,
            powerName,
            QStringLiteral("voltage.a"),
            QStringLiteral("current.a"),
            QStringLiteral("power.factor.total"),
            QStringLiteral("frequency"),
            QStringLiteral("clock")};
}

MetersPage::MetersPage(MeterLines &lines, const SteadyClock &steady, const Theme &theme, Ticker &ticker,
                       QWidget *parent)
    : Page(parent)
    , m_lines(lines)
    , m_theme(theme)
    , m_readings(steady)
    , m_poller(lines, steady)
    , m_lineBar(new LineBar(lines, theme))
    , m_meterBar(new MeterBar(lines.profiles(), theme))
    , m_notice(new Notice(QStringLiteral("metersNotice"), theme))
    , m_table(new DataTable(QStringLiteral("meterReadings"), theme))
    , m_trend(new MeterTrend(theme))
    , m_plan(new PollPanel(lines, steady, theme, planItems()))
    , m_set(new SetMeterPanel(lines, theme))
    , m_findPanel(new FindPanel(lines, theme))
    , m_check(new CheckPanel(lines, steady, theme))
    , m_compare(new ComparePanel(lines, steady, theme))
    , m_tabs(new QTabWidget)
    , m_log(new DataTable(QStringLiteral("meterFrames"), theme))
    , m_follow(new QCheckBox)
    , m_copy(makeButton(QStringLiteral("meterLogCopy"), "quiet"))
    , m_export(makeButton(QStringLiteral("meterLogExport"), "quiet"))
    , m_clear(makeButton(QStringLiteral("meterLogClear"), "quiet"))
{
    setObjectName(QStringLiteral("metersPage"));
    setLook(this, "page");
    m_readings.setItems(items());
    build(theme);
    connectBars();
    connectLines();
    connect(&ticker, &Ticker::tick, this, [this] {
        if (!isVisible())
            return;
        m_readings.refreshAges();
        m_plan->refresh();
    });
    situation();
}

void MetersPage::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.25, 2, 1.5);
    column->addWidget(m_lineBar);
    column->addWidget(m_meterBar);
    column->addWidget(m_notice);
    auto *halves = new QSplitter(Qt::Vertical);
    halves->setChildrenCollapsible(false);
    m_tabs->setObjectName(QStringLiteral("meterTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildLive(), QString());
    for (QWidget *tab : QList<QWidget *>{m_plan, m_findPanel, m_check, m_compare, m_set})
        m_tabs->addTab(tab, QString());
    halves->addWidget(m_tabs);
    halves->addWidget(buildLog(theme));
    halves->setSizes({5500, 5000});
    column->addWidget(halves, 1);
    setTabOrder(m_lineBar, m_meterBar);
    setTabOrder(m_meterBar, m_table);
    setTabOrder(m_table, m_log);
    m_texts.add([this] {
        m_table->setAccessibleName(tr("Live readings"));
        m_tabs->setTabText(0, tr("One meter"));
        m_tabs->setTabText(1, tr("Several meters"));
        m_tabs->setTabText(2, tr("Find", "the tab of the search"));
        m_tabs->setTabText(3, tr("Check", "the tab of the check"));
        m_tabs->setTabText(4, tr("Compare", "with a reference meter"));
        m_tabs->setTabText(5, tr("Set meter"));
        m_tabs->setAccessibleName(tr("Views of the meters"));
        m_log->setAccessibleName(tr("Frames"));
        m_log->setEmptyText(tr("No frames yet. Open a line and read a meter: every byte shows here."));
        m_follow->setText(tr("Follow"));
        m_follow->setAccessibleName(tr("Follow the newest frame"));
        setWords(m_copy, tr("Copy"));
        setWords(m_export, tr("Export…"));
        setWords(m_clear, tr("Clear"));
    });
}

QWidget *MetersPage::buildLive()
{
    m_table->setModel(&m_readings);
    m_table->setSortingEnabled(false);
    m_table->setColumnChars({18, 21, 6, 7, 16}, 4);
    auto *live = new QSplitter(Qt::Horizontal);
    live->setChildrenCollapsible(false);
    live->addWidget(m_table);
    live->addWidget(m_trend);
    live->setSizes({5400, 5600});
    return live;
}

QWidget *MetersPage::buildLog(const Theme &theme)
{
    auto *box = new QWidget;
    auto *column = makeLayout<QVBoxLayout>(box, theme, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    auto *title = makeLabel(QStringLiteral("meterFramesTitle"), "section");
    m_follow->setObjectName(QStringLiteral("meterLogFollow"));
    m_follow->setChecked(true);
    head->addWidget(title, 1);
    for (QWidget *widget : QList<QWidget *>{m_follow, m_copy, m_export, m_clear})
        head->addWidget(widget);
    column->addLayout(head);
    m_log->setModel(&m_frames);
    m_log->setSortingEnabled(false);
    m_log->setColumnChars({13, 18, 62, 30}, 3);
    const auto dense = [this] { m_log->verticalHeader()->setDefaultSectionSize(m_theme.grid(3)); };
    dense();
    connect(&theme, &Theme::changed, m_log, dense);
    column->addWidget(m_log, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (!m_log->selectionModel()->hasSelection())
            m_log->selectAll();
        m_log->copySelected();
    });
    connect(m_export, &QPushButton::clicked, this, &MetersPage::exportLog);
    connect(m_clear, &QPushButton::clicked, &m_frames, &FrameLogModel::clear);
    m_texts.add([title] { title->setText(tr("Frames")); });
    return box;
}

void MetersPage::connectBars()
{
    connect(m_lineBar, &LineBar::openWanted, this, &MetersPage::openLine);
    connect(m_lineBar, &LineBar::closeWanted, this, &MetersPage::closeLine);
    connect(m_meterBar, &MeterBar::findWanted, this, &MetersPage::find);
    connect(m_meterBar, &MeterBar::readWanted, this, &MetersPage::readOnce);
    connect(m_meterBar, &MeterBar::pollingChanged, this, &MetersPage::followPolling);
    connect(m_meterBar, &MeterBar::pollingChanged, this, &MetersPage::situation);
    connect(m_meterBar, &MeterBar::meterChanged, this, [this] {
        m_meterBar->setPolls(false);
        m_poller.forget();
        forgetReadings();
        situation();
    });
    connect(m_plan, &PollPanel::failed, this, &MetersPage::say);
    connect(m_set, &SetMeterPanel::addressGiven, m_meterBar, &MeterBar::setAddress);
    connect(m_plan, &PollPanel::metersChanged, this, &MetersPage::situation);
    connect(m_check, &CheckPanel::failed, this, &MetersPage::say);
    connect(m_compare, &ComparePanel::failed, this, &MetersPage::say);
    connect(m_findPanel, &FindPanel::failed, this, &MetersPage::say);
    connect(m_findPanel, &FindPanel::lineWanted, this, [this] {
        openLine();
        if (m_lineBar->state() == LineBar::State::Closed)
            m_findPanel->cancel(); // no line is chosen
    });
    connect(m_findPanel, &FindPanel::addWanted, this, &MetersPage::takeFound);
    connect(m_findPanel, &FindPanel::searchingChanged, this, [this] {
        if (m_findPanel->isSearching()) {
            m_meterBar->setPolls(false);
            m_poller.forget();
            m_notice->clear();
        }
        situation();
    });
    connect(m_plan, &PollPanel::lineReleased, this, [this](const QString &path) {
        if (path != m_path)
            m_lines.close(path); // it was only kept open for the plan
    });
}

// What another meter said is not shown beneath this one's address.
void MetersPage::forgetReadings()
{
    m_readings.setItems(inHand().items);
    m_trend->clear();
}

void MetersPage::connectLines()
{
    connect(&m_poller, &MeterPoller::readingsArrived, this, &MetersPage::takeReadings);
    connect(&m_poller, &MeterPoller::itemRefused, &m_readings, &ReadingsModel::refuse);
    connect(&m_poller, &MeterPoller::failed, this, &MetersPage::say);
    connect(&m_poller, &MeterPoller::stateChanged, this, &MetersPage::situation);
    connect(&m_lines, &MeterLines::frameLogged, this, &MetersPage::appendFrame);
    connect(&m_lines, &MeterLines::lineLost, this, [this](const QString &path, const Error &error) {
        if (path != m_path)
            return;
        lineGone(error);
        m_lostPath = path;
    });
    connect(&m_lines, &MeterLines::lineReturned, this, &MetersPage::lineBack);
}

void MetersPage::setLine(const LineSettings &settings)
{
    if (m_lineBar->state() == LineBar::State::Closed)
        m_lineBar->setSettings(settings);
}

void MetersPage::setAddress(const QString &address)
{
    m_meterBar->setAddress(address);
}

void MetersPage::setSearchScope(const SearchScope &scope)
{
    m_findPanel->setScope(scope);
}

void MetersPage::openLine()
{
    if (m_lineBar->state() != LineBar::State::Closed || m_lineBar->settings().path.isEmpty())
        return;
    m_notice->clear();
    m_lineBar->setState(LineBar::State::Opening);
    const LineSettings settings = m_lineBar->settings();
    whenFinished(m_lines.open(settings), this, [this, settings](const Done &done) {
        m_lineBar->setState(done ? LineBar::State::Open : LineBar::State::Closed);
        m_path = done ? settings.path : QString();
        if (!done)
            say(done.error());
        else if (settings.path != m_toldPath)
            forgetReadings();
        situation();
        tellLineStatus(settings.path);
    });
}

void MetersPage::tellLineStatus(const QString &path)
{
    m_toldPath = path;
    const QString name = QFileInfo(path).fileName();
    const bool open = !m_path.isEmpty();
    Q_EMIT lineStatusChanged(open ? tr("RS-485 %1 %2, open").arg(name, m_lineBar->settings().text())
                                  : tr("RS-485 %1, not open").arg(name),
                             open);
}

void MetersPage::closeLine()
{
    const QString path = m_path;
    lineGone({Error::Kind::Cancelled, {}, {}});
    if (!m_plan->isPolling(path))
        m_lines.close(path);
}

// The bar may show another line by now, or the same one as it was opened anew.
void MetersPage::lineBack(const QString &path)
{
    if (path != m_lostPath || m_lineBar->state() != LineBar::State::Closed
        || m_lineBar->settings().path != path)
        return;
    m_lostPath.clear();
    m_path = path;
    m_notice->clear();
    m_lineBar->setState(LineBar::State::Open);
    situation();
    tellLineStatus(path);
}

void MetersPage::lineGone(const Error &error)
{
    const QString path = m_path;
    m_path.clear();
    m_lostPath.clear();
    m_meterBar->setPolls(false);
    m_poller.forget();
    m_search.cancel();
    m_finding = false;
    m_lineBar->setState(LineBar::State::Closed);
    situation();
    if (error.kind == Error::Kind::Cancelled)
        m_notice->clear();
    else
        say(error);
    tellLineStatus(path);
}

void MetersPage::find()
{
    if (m_findPanel->isSearching()) {
        m_findPanel->cancel();
        return;
    }
    if (m_finding) {
        m_search.cancel();
        m_finding = false;
        situation();
        return;
    }
    m_meterBar->setPolls(false);
    m_poller.forget();
    m_notice->clear();
    m_finding = true;
    situation();
    m_search = m_lines.find(m_path);
    const int number = ++m_searchNumber;
    whenFinished(m_search, this, [this, number](const Result<MeterAddress> &found) {
        if (number != m_searchNumber || !m_finding)
            return; // cancelled, or another search has begun
        m_finding = false;
        if (found) {
            m_meterBar->setAddress(found->address);
            readOnce();
        } else {
            say(found.error());
        }
        situation();
    });
}

// What a profile promises is asked of all phases; a meter of DL/T 645 refuses each phase that it lacks, one
// by one, and takes its time.
PolledMeter MetersPage::inHand() const
{
    PolledMeter meter{m_meterBar->meter(), m_meterBar->profile(), items()};
    if (meter.meter.protocol == MeterProtocol::ModbusRtu) {
        for (const char *phase : {".b", ".c"}) {
            meter.items.append(QLatin1String("voltage") + QLatin1String(phase));
            meter.items.append(QLatin1String("current") + QLatin1String(phase));
        }
    }
    meter.items = m_lines.readable(meter);
    return meter;
}

// It becomes the meter in hand and one of the plan's; the line is set as it was found there.
void MetersPage::takeFound(const FoundMeter &found)
{
    const LineSettings before = m_lineBar->settings();
    m_meterBar->setMeter(found.meter, found.profile);
    m_plan->add(before.path, found.meter, m_meterBar->profile());
    LineSettings settings = found.settings;
    settings.path = before.path;
    if (settings == before && !m_path.isEmpty())
        return;
    if (!m_path.isEmpty())
        lineGone({Error::Kind::Cancelled, {}, {}});
    m_lineBar->setSettings(settings);
    openLine();
}

void MetersPage::takeMeter()
{
    m_poller.setMeter(m_path, inHand());
}

void MetersPage::readOnce()
{
    if (m_path.isEmpty() || m_meterBar->meter().address.isEmpty())
        return;
    takeMeter();
    m_poller.readOnce();
}

void MetersPage::startReading(int seconds)
{
    m_meterBar->setSeconds(seconds);
    m_meterBar->setPolls(true);
}

void MetersPage::followPolling()
{
    if (!m_meterBar->polls()) {
        m_poller.stop();
        return;
    }
    if (m_path.isEmpty() || m_meterBar->meter().address.isEmpty())
        return;
    takeMeter();
    m_readings.setStaleAfter(qMax(15, 3 * m_meterBar->seconds()));
    m_poller.start(m_meterBar->seconds());
}

void MetersPage::takeReadings(const QList<Reading> &readings)
{
    m_notice->clear();
    m_readings.take(readings);
    for (const Reading &reading : readings) {
        if (reading.quality != Reading::Quality::Good)
            continue;
        if (reading.quantity == registerName) {
            m_trend->addRegister(reading.steadyNs, reading.value.toDouble());
            Q_EMIT registerRead(m_path, m_meterBar->meter(), reading, reading.steadyNs);
        } else if (reading.quantity == powerName) {
            m_trend->addPower(reading.steadyNs, reading.value.toDouble());
        }
    }
}

void MetersPage::situation()
{
    const MeterPoller::Counters &counts = m_poller.counters();
    MeterBar::Situation now;
    now.lineOpen = !m_path.isEmpty();
    now.finding = m_finding || m_findPanel->isSearching();
    now.busy = m_poller.isBusy();
    if (now.finding)
        now.counts = tr("Looking for a meter…");
    else if (counts.requests > 0)
        now.counts = tr("%1 requests, %2 answered, %3 without answer, %4 damaged")
                         .arg(counts.requests)
                         .arg(counts.answers)
                         .arg(counts.timeouts)
                         .arg(counts.damaged);
    m_meterBar->setSituation(now);
    m_set->setMeter(m_path, m_meterBar->meter());
    m_findPanel->setLine(m_path);
    m_check->setCandidate(m_path, m_meterBar->meter(), m_meterBar->profile());
    m_check->setBusy(now.finding);
    m_compare->setCandidate(m_path, m_meterBar->meter(), m_meterBar->profile());
    m_compare->setBusy(now.finding);
    m_compare->setOthers(m_plan->metersOn(m_path));
    m_plan->setCandidate(m_path, m_meterBar->meter(), m_meterBar->profile(), m_meterBar->seconds());
}

void MetersPage::say(const Error &error)
{
    if (error.kind == Error::Kind::Cancelled)
        return;
    m_notice->tell(lineError(error));
}

void MetersPage::appendFrame(const QString &path, const FrameLogEntry &entry)
{
    if (path != m_lineBar->settings().path)
        return;
    m_frames.append(entry);
    if (m_follow->isChecked())
        m_log->scrollToBottom();
}

void MetersPage::exportLog()
{
    auto *dialog = new QFileDialog(this, tr("Export frames"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Table (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    connect(dialog, &QFileDialog::fileSelected, this, &MetersPage::writeLog);
    dialog->open();
}

void MetersPage::writeLog(const QString &fileName)
{
    QSaveFile file(fileName);
    const QByteArray csv = m_frames.csv();
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.commit())
        m_notice->tell({Error::Kind::Storage, file.errorString(), QStringLiteral("log_not_written")});
}

void MetersPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_frames.retranslate();
        m_readings.retranslate();
        situation();
        if (!m_toldPath.isEmpty())
            tellLineStatus(m_toldPath);
    }
    Page::changeEvent(event);
}

} // namespace pd::ui
