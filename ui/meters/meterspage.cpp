// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/meterspage.h"

#include "models/basics/whenfinished.h"
#include "ui/meters/checkpanel.h"
#include "ui/meters/comparepanel.h"
#include "ui/meters/exportfile.h"
#include "ui/meters/findpanel.h"
#include "ui/meters/framelogpanel.h"
#include "ui/meters/linebar.h"
#include "ui/meters/lineerror.h"
#include "ui/meters/listenpanel.h"
#include "ui/meters/meterbar.h"
#include "ui/meters/pollpanel.h"
#include "ui/meters/setmeterpanel.h"
#include "ui/meters/trendpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QFileInfo>
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
    , m_history(lines)
    , m_trend(new TrendPanel(m_history, steady, theme))
    , m_plan(new PollPanel(lines, steady, theme, planItems()))
    , m_set(new SetMeterPanel(lines, theme))
    , m_findPanel(new FindPanel(lines, theme))
    , m_check(new CheckPanel(lines, steady, theme))
    , m_compare(new ComparePanel(lines, steady, theme))
    , m_listen(new ListenPanel(lines, theme))
    , m_tabs(new QTabWidget)
    , m_log(new FrameLogPanel(theme))
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
        m_trend->refreshAges();
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
    for (QWidget *tab : QList<QWidget *>{m_plan, m_findPanel, m_check, m_compare, m_set, m_listen})
        m_tabs->addTab(tab, QString());
    halves->addWidget(m_tabs);
    halves->addWidget(m_log);
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
        m_tabs->setTabText(6, tr("Listen", "the tab of passive listening"));
        m_tabs->setAccessibleName(tr("Views of the meters"));
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
    connect(m_set, &SetMeterPanel::rateChanged, this, [this](int baud) {
        LineSettings settings = m_lineBar->settings();
        settings.baud = baud;
        reopen(settings);
    });
    connect(m_plan, &PollPanel::metersChanged, this, &MetersPage::situation);
    connect(m_plan, &PollPanel::pollingChanged, this, &MetersPage::situation);
    connect(m_plan, &PollPanel::exportWanted, this, &MetersPage::exportReadings);
    connect(m_trend, &TrendPanel::exportWanted, this, &MetersPage::exportReadings);
    connect(m_trend, &TrendPanel::chosen, this,
            [this](const TrendChoice &choice) { Q_EMIT trendChosen(choice.toLines()); });
    connect(m_log, &FrameLogPanel::failed, this, &MetersPage::say);
    connect(m_listen, &ListenPanel::failed, this, &MetersPage::say);
    connect(m_listen, &ListenPanel::listeningChanged, this, [this] {
        if (m_listen->isListening())
            beQuiet();
        situation();
    });
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
        if (m_findPanel->isSearching())
            beQuiet();
        situation();
    });
    connect(m_plan, &PollPanel::lineReleased, this, [this](const QString &path) {
        if (path != m_path)
            m_lines.close(path); // it was only kept open for the plan
    });
}

// Nothing is read while somebody has the line for himself.
void MetersPage::beQuiet()
{
    m_meterBar->setPolls(false);
    m_poller.forget();
    m_notice->clear();
}

// What another meter said is not shown beneath this one's address.
void MetersPage::forgetReadings()
{
    const PolledMeter meter = inHand();
    m_readings.setItems(meter.items);
    m_trend->setMeter(m_lineBar->settings().path, meter.meter, meter.items);
}

void MetersPage::connectLines()
{
    connect(&m_poller, &MeterPoller::readingsArrived, this, &MetersPage::takeReadings);
    connect(&m_poller, &MeterPoller::itemRefused, &m_readings, &ReadingsModel::refuse);
    connect(&m_poller, &MeterPoller::failed, this, &MetersPage::say);
    connect(&m_poller, &MeterPoller::stateChanged, this, &MetersPage::situation);
    connect(&m_lines, &MeterLines::polled, &m_history, &ReadingHistory::add);
    connect(&m_lines, &MeterLines::frameLogged, this, &MetersPage::appendFrame);
    connect(&m_lines, &MeterLines::lineLost, this, [this](const QString &path, const Error &error) {
        if (path != m_path)
            return;
        const bool wasPolling = m_meterBar->polls();
        lineGone(error);
        m_lostPath = path;
        m_polledWhenLost = wasPolling;
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

void MetersPage::setTrendChoice(const QStringList &lines)
{
    m_trend->setChoice(TrendChoice::fromLines(lines));
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
    // Nobody stopped the reading: it goes on.
    if (m_polledWhenLost)
        m_meterBar->setPolls(true);
}

void MetersPage::lineGone(const Error &error)
{
    const QString path = m_path;
    m_path.clear();
    m_lostPath.clear();
    m_polledWhenLost = false;
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
    reopen(settings);
}

void MetersPage::reopen(const LineSettings &settings)
{
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
    m_history.add(m_path, m_meterBar->meter(), readings);
    for (const Reading &reading : readings) {
        if (reading.quality == Reading::Quality::Good && reading.quantity == registerName)
            Q_EMIT registerRead(m_path, m_meterBar->meter(), reading, reading.steadyNs);
    }
}

// Why nothing can be asked on the line for a while.
QString MetersPage::hindrance() const
{
    if (m_listen->isListening())
        return tr("The line is only listened to: stop listening first.");
    return m_finding || m_findPanel->isSearching() ? tr("A meter is being looked for.") : QString();
}

void MetersPage::situation()
{
    const MeterPoller::Counters &counts = m_poller.counters();
    MeterBar::Situation now;
    now.lineOpen = !m_path.isEmpty();
    now.finding = m_finding || m_findPanel->isSearching();
    now.busy = m_poller.isBusy();
    const QString why = hindrance();
    now.hindrance = m_listen->isListening() ? why : QString();
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
    m_set->setHindrance(now.hindrance);
    m_findPanel->setLine(m_path);
    m_findPanel->setHindrance(now.hindrance);
    m_plan->setHindrance(m_path, now.hindrance);
    m_listen->setLine(m_path);
    m_listen->setHindrance(now.finding                     ? why
                               : m_plan->isPolling(m_path) ? tr("The line is being polled: stop that first.")
                                                           : QString());
    m_check->setCandidate(m_path, m_meterBar->meter(), m_meterBar->profile());
    m_check->setHindrance(why);
    m_compare->setCandidate(m_path, m_meterBar->meter(), m_meterBar->profile());
    m_compare->setHindrance(why);
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
    m_log->append(entry);
}

void MetersPage::exportReadings()
{
    askWhereToSave(this, tr("Export readings"), tr("readings", "name of a file"), {tr("Table (*.csv)")},
                   [this](const QString &fileName) { saveReadings(fileName); });
}

void MetersPage::saveReadings(const QString &fileName)
{
    if (const Done done = saveFile(fileName, m_history.csv()); !done)
        say(done.error());
}

void MetersPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_readings.retranslate();
        situation();
        if (!m_toldPath.isEmpty())
            tellLineStatus(m_toldPath);
    }
    Page::changeEvent(event);
}

} // namespace pd::ui
