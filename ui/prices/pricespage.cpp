// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/pricespage.h"

#include "models/basics/whenfinished.h"
#include "ui/prices/planeditor.h"
#include "ui/widgets/confirmstrip.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QEvent>
#include <QScrollArea>
#include <QSignalBlocker>

namespace pd::ui {

PricesPage::PricesPage(const PileStore &piles, const CloudLink &link, PricesGateway &gateway,
                       const Theme &theme, Ticker &ticker, QWidget *parent)
    : Page(parent)
    , m_piles(piles)
    , m_link(link)
    , m_gateway(gateway)
    , m_ticker(ticker)
    , m_versions(versionColumns())
    , m_confirmations(confirmationColumns(ticker))
    , m_changes(changeColumns())
    , m_station(new QComboBox)
    , m_new(makeButton(QStringLiteral("planNew"), "quiet"))
    , m_back(makeButton(QStringLiteral("planRollBack"), "quiet"))
    , m_notice(new Notice(QStringLiteral("planNotice"), theme))
    , m_versionTable(new DataTable(QStringLiteral("planVersions"), theme))
    , m_pileTable(new DataTable(QStringLiteral("planPiles"), theme))
    , m_changeTable(new DataTable(QStringLiteral("planChanges"), theme))
    , m_title(makeTitle(QStringLiteral("planTitle"), theme))
    , m_history(makeLabel(QStringLiteral("planHistory"), "muted"))
    , m_changeTitle(makeLabel(QStringLiteral("planChangeTitle"), "section"))
    , m_editor(new PlanEditor(theme))
    , m_reason(new QLineEdit)
    , m_why(makeLabel(QStringLiteral("planWhy"), "muted"))
    , m_confirm(new ConfirmStrip(QStringLiteral("planConfirm"), theme))
{
    setObjectName(QStringLiteral("pricesPage"));
    makeHarbour(this);
    build(theme);
    connectAll();
    fillStations();
    refresh();
}

// ---- building

void PricesPage::build(const Theme &theme)
{
    auto *outer = makeLayout<QVBoxLayout>(this, theme, 0);
    outer->addLayout(buildHead(theme));
    outer->addWidget(makeHairline());
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 0);
    row->addWidget(buildLists(theme));
    row->addWidget(makeHairline(Qt::Vertical));
    row->addWidget(buildVersion(theme), 1);
    outer->addLayout(row, 1);
}

QLayout *PricesPage::buildHead(const Theme &theme)
{
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1.25, 2, 1.25);
    auto *title = makeTitle(QStringLiteral("pricesTitle"), theme);
    m_station->setObjectName(QStringLiteral("planStation"));
    m_station->setMinimumWidth(theme.grid(24));
    head->addWidget(title);
    head->addSpacing(theme.grid(1));
    head->addWidget(m_station);
    head->addStretch(1);
    head->addWidget(m_new);
    head->addWidget(m_back);
    m_texts.add([this, title] {
        title->setText(tr("Prices"));
        m_station->setAccessibleName(tr("Station"));
        setWords(m_new, tr("New version"));
        setWords(m_back, tr("Roll back to this version"));
    });
    return head;
}

QWidget *PricesPage::buildLists(const Theme &theme)
{
    auto *box = new QWidget;
    box->setFixedWidth(theme.grid(56));
    auto *column = makeLayout<QVBoxLayout>(box, theme, 0);
    auto *pileTitle = makeLabel(QStringLiteral("planPilesTitle"), "section");
    pileTitle->setContentsMargins(theme.grid(2), theme.grid(1.5), theme.grid(2), theme.grid(0.5));
    m_versionTable->setModel(&m_versions);
    m_versionTable->setSortingEnabled(false);
    m_versionTable->setColumnChars({8, 18, 13, 14}, 1);
    m_pileTable->setModel(&m_confirmations);
    m_pileTable->setSortingEnabled(false);
    m_pileTable->setColumnChars({9, 20, 8, 8}, 1);
    column->addWidget(m_versionTable, 2);
    column->addWidget(pileTitle);
    column->addWidget(m_pileTable, 3);
    m_texts.add([this, pileTitle] {
        m_versionTable->setAccessibleName(tr("Versions"));
        m_pileTable->setAccessibleName(tr("Confirmations by pile"));
        pileTitle->setText(tr("What the piles confirmed"));
        m_versionTable->setEmptyText(tr("Sign in to a cloud to see its price plans."));
        m_pileTable->setEmptyText(tr("No piles at this station."));
        m_versions.retranslate();
        m_confirmations.retranslate();
    });
    return box;
}

QWidget *PricesPage::buildVersion(const Theme &theme)
{
    auto *box = new QWidget;
    auto *column = makeLayout<QVBoxLayout>(box, theme, 1, 2.5, 1.5);
    m_history->setWordWrap(true);
    m_changeTable->setModel(&m_changes);
    m_changeTable->setSortingEnabled(false);
    m_changeTable->setColumnChars({34, 14, 14}, 0);
    column->addWidget(m_title);
    column->addWidget(m_history);
    column->addWidget(m_editor);
    column->addWidget(m_changeTitle);
    column->addWidget(m_changeTable, 1);
    column->addWidget(m_notice);
    column->addWidget(m_confirm);
    column->addLayout(buildActs(theme));
    m_texts.add([this] {
        m_changeTable->setAccessibleName(tr("Difference to the plan in force"));
        m_changeTitle->setText(tr("Difference to the plan in force"));
        m_changeTable->setEmptyText(tr("The same prices are in force."));
        m_changes.retranslate();
    });
    return box;
}

QLayout *PricesPage::buildActs(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_reason->setObjectName(QStringLiteral("planReason"));
    row->addWidget(m_why);
    row->addWidget(m_reason, 1);
    row->addStretch();
    const auto add = [&](PlanDeed deed, const char *look, const std::function<QString()> &words) {
        QPushButton *button = makeButton(QStringLiteral("plan_") + toWord(deed).toLower(), look);
        m_acts.insert(deed, button);
        row->addWidget(button);
        m_texts.add([button, words] { setWords(button, words()); });
    };
    add(PlanDeed::Discard, "quiet", [] { return tr("Discard"); });
    add(PlanDeed::Change, "quiet", [] { return tr("Save draft"); });
    add(PlanDeed::Submit, "primary", [] { return tr("Submit"); });
    row->addSpacing(theme.grid(2));
    add(PlanDeed::Refuse, "quiet", [] { return tr("Refuse"); });
    add(PlanDeed::Approve, "primary", [] { return tr("Approve…"); });
    m_texts.add([this] {
        setWords(m_reason, tr("Reason"), tr("Reason, wanted for a refusal"));
        refresh();
    });
    return row;
}

void PricesPage::connectAll()
{
    connect(m_station, &QComboBox::currentIndexChanged, this, [this] {
        m_chosen.clear();
        m_dirty = false;
        fetch();
    });
    connect(m_versionTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    choose(m_versions.rows().at(current.row()).plan.version);
            });
    connect(m_editor, &PlanEditor::edited, this, [this] {
        m_dirty = true;
        refresh();
    });
    connect(m_reason, &QLineEdit::textChanged, this, &PricesPage::refresh);
    connect(m_new, &QPushButton::clicked, this, [this] { draft({}); });
    connect(m_back, &QPushButton::clicked, this, [this] { draft(m_chosen); });
    connect(m_acts[PlanDeed::Change], &QPushButton::clicked, this, &PricesPage::save);
    for (const PlanDeed deed : {PlanDeed::Submit, PlanDeed::Refuse, PlanDeed::Discard})
        connect(m_acts[deed], &QPushButton::clicked, this, [this, deed] { act(deed); });
    connect(m_acts[PlanDeed::Approve], &QPushButton::clicked, this, [this] { ask(PlanDeed::Approve); });
    connect(&m_piles, &PileStore::wasReset, this, &PricesPage::fillStations);
    connect(&m_link, &CloudLink::stateChanged, this, [this] {
        if (m_link.state() == LinkState::Live)
            fetch();
        refresh();
    });
    connect(&m_gateway, &PricesGateway::plansChanged, this, [this](const StationId &station) {
        if (station.text() == m_station->currentData().toString())
            fetch();
    });
    connect(&m_gateway, &PricesGateway::reloadNeeded, this, &PricesPage::fetch);
    connect(&m_ticker, &Ticker::tick, this, [this] { m_pileTable->repaintColumn(3); });
}

// ---- asking

void PricesPage::fillStations()
{
    const QString before = m_station->currentData().toString();
    {
        const QSignalBlocker quiet(m_station);
        m_station->clear();
        for (const Station &station : m_piles.stations())
            m_station->addItem(station.name, station.id.text());
        m_station->setCurrentIndex(qMax(0, m_station->findData(before)));
    }
    fetch();
}

void PricesPage::fetch()
{
    const StationId station(m_station->currentData().toString());
    if (station.isEmpty() || m_link.state() != LinkState::Live || !isVisible())
        return;
    const auto isStill = [this, station] { return station.text() == m_station->currentData().toString(); };
    whenFinished(m_gateway.versions(station), this, [this, isStill](const Result<QList<PlanVersion>> &list) {
        if (!isStill())
            return;
        if (list)
            takeVersions(*list);
        else
            m_notice->tell(list.error());
    });
    whenFinished(m_gateway.confirmations(station), this,
                 [this, isStill](const Result<QList<PlanConfirmation>> &list) {
                     if (isStill() && list)
                         m_confirmations.setRows(*list);
                 });
}

void PricesPage::takeVersions(const QList<PlanVersion> &versions)
{
    m_versions.setRows(versions);
    choose(chosen() ? m_chosen : versions.isEmpty() ? QString() : versions.first().plan.version);
}

void PricesPage::draft(const QString &rollsBackTo)
{
    const PlanVersion *model = chosen() ? chosen() : inForce();
    if (!model)
        return;
    PlanDraft draft;
    draft.station = model->station;
    draft.plan = model->plan;
    draft.plan.startsAt = {};
    draft.rollsBackTo = rollsBackTo;
    m_dirty = false;
    whenFinished(m_gateway.draft(draft), this, [this](const Result<PlanVersion> &done) { take(done); });
}

void PricesPage::save()
{
    const PlanVersion *version = chosen();
    const Result<PricePlan> plan = m_editor->plan();
    if (!plan)
        return m_notice->tell(plan.error());
    if (!version)
        return;
    whenFinished(m_gateway.change(m_chosen, {version->station, *plan, {}}), this,
                 [this](const Result<PlanVersion> &done) {
                     m_dirty = m_dirty && !done;
                     take(done);
                 });
}

void PricesPage::act(PlanDeed deed)
{
    whenFinished(m_gateway.act(m_chosen, deed, m_reason->text().trimmed()), this,
                 [this](const Result<PlanVersion> &done) {
                     if (done)
                         m_reason->clear();
                     take(done);
                 });
}

void PricesPage::ask(PlanDeed deed)
{
    m_confirm->ask(
        [this] {
            const PlanVersion *version = chosen();
            const bool isLater = version && version->plan.startsAt.isValid();
            ConfirmStrip::Question question;
            question.what = tr("Approve price plan %1 of %2?").arg(m_chosen, m_station->currentText());
            question.consequence = isLater
                ? tr("Sessions that start from %1 on are priced by it; those under way keep their plan.")
                      .arg(Figures::dayTime(version->plan.startsAt, version->plan.timeZone))
                : tr("Sessions that start from now on are priced by it; those under way keep their plan.");
            question.verb = tr("Approve");
            return question;
        },
        [this, deed] { act(deed); });
}

void PricesPage::take(const Result<PlanVersion> &done)
{
    if (!done)
        return m_notice->tell(done.error());
    m_notice->clear();
    m_chosen = done->plan.version;
    QList<PlanVersion> versions = m_versions.rows();
    const auto known = std::find_if(versions.begin(), versions.end(), [&](const PlanVersion &version) {
        return version.plan.version == m_chosen;
    });
    if (known == versions.end())
        versions.prepend(*done);
    else
        *known = *done;
    takeVersions(versions);
    fetch();
}

// ---- showing

const PlanVersion *PricesPage::chosen() const
{
    for (const PlanVersion &version : m_versions.rows()) {
        if (version.plan.version == m_chosen)
            return &version;
    }
    return nullptr;
}

const PlanVersion *PricesPage::inForce() const
{
    for (const PlanVersion &version : m_versions.rows()) {
        if (version.state == PlanState::InForce)
            return &version;
    }
    return nullptr;
}

void PricesPage::choose(const QString &name)
{
    if (name != m_chosen) {
        m_dirty = false;
        m_confirm->cancel();
    }
    m_chosen = name;
    for (int row = 0; row < m_versions.rowCount(); ++row) {
        if (m_versions.rows().at(row).plan.version == name && m_versionTable->currentIndex().row() != row)
            m_versionTable->selectRow(row);
    }
    if (const PlanVersion *version = chosen())
        show(*version);
}

void PricesPage::show(const PlanVersion &version)
{
    if (!m_dirty)
        m_editor->setPlan(version.plan, rules().maySave(version), version.draftedBy.isEmpty());
    refresh();
}

PlanRules PricesPage::rules() const
{
    const SignIn who = m_link.signedIn();
    PlanRules rules;
    rules.staff = who.staff.text();
    rules.roles = who.roles;
    rules.isLive = m_link.state() == LinkState::Live;
    return rules;
}

void PricesPage::refresh()
{
    const PlanVersion *version = chosen();
    const PlanRules may = rules();
    const QString none = tr("Choose a version first.");
    const QString noDraft = version ? may.whyNoDraft() : none;
    setAllowed(m_new, noDraft.isEmpty(), noDraft);
    const bool wasInForce = version && version->state == PlanState::Superseded;
    const QString noBack = !noDraft.isEmpty() ? noDraft
        : wasInForce                          ? QString()
                                              : tr("Only to a version that was in force before.");
    setAllowed(m_back, noBack.isEmpty(), noBack);
    m_editor->setVisible(version);
    m_changeTitle->setVisible(version);
    m_changeTable->setVisible(version);
    refreshActs();
    m_title->setText(version ? tr("%1 · %2", "version, state").arg(m_chosen, PlanWords::state(version->state))
                             : tr("No version chosen"));
    refreshHistory();
    refreshDifference();
}

// What the state of the version or the role rules out is not there, and one sentence says why; what only
// waits for something is there, disabled.
void PricesPage::refreshActs()
{
    const PlanVersion *version = chosen();
    const PlanRules may = rules();
    const QString none = tr("Choose a version first.");
    for (auto it = m_acts.cbegin(); it != m_acts.cend(); ++it) {
        QString no = version ? may.whyNot(it.key(), *version) : none;
        const bool isOffered = no.isEmpty();
        if (no.isEmpty() && it.key() == PlanDeed::Change && !m_dirty)
            no = tr("Nothing was changed.");
        if (no.isEmpty() && it.key() == PlanDeed::Submit && m_dirty)
            no = tr("Save the draft first.");
        if (no.isEmpty() && it.key() == PlanDeed::Refuse && m_reason->text().trimmed().isEmpty())
            no = tr("A refusal needs a reason.");
        setAllowed(it.value(), no.isEmpty(), no);
        it.value()->setVisible(isOffered);
    }
    const bool decides = version && may.whyNot(PlanDeed::Refuse, *version).isEmpty();
    setAllowed(m_reason, decides, tr("A reason is asked for where a version is decided on."));
    m_reason->setVisible(decides);
    const bool waits = version && version->state == PlanState::Submitted;
    const QString why
        = version ? may.whyNot(waits ? PlanDeed::Approve : PlanDeed::Change, *version) : QString();
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
}

void PricesPage::refreshHistory()
{
    const PlanVersion version = chosen() ? *chosen() : PlanVersion();
    QStringList lines;
    if (!version.rollsBackTo.isEmpty())
        lines.append(tr("takes up the prices of %1 again").arg(version.rollsBackTo));
    for (const PlanAct &act : version.acts) {
        const QString line
            = tr("%1 by %2, %3", "deed, person, time")
                  .arg(PlanWords::deed(act.deed), act.by, Figures::dayTime(act.at, version.plan.timeZone));
        lines.append(act.reason.isEmpty() ? line : tr("%1: %2", "deed, reason").arg(line, act.reason));
    }
    m_history->setText(lines.join(QStringLiteral(" · ")));
    m_history->setVisible(!lines.isEmpty());
}

void PricesPage::refreshDifference()
{
    const PlanVersion *version = chosen();
    const PlanVersion *now = inForce();
    if (!version || !now)
        return m_changes.setRows({});
    const Result<PricePlan> edited = m_dirty ? m_editor->plan() : Result<PricePlan>(version->plan);
    if (edited)
        m_changes.setRows(planDifference(now->plan, *edited));
}

void PricesPage::reveal(const QString &id)
{
    choose(id);
}

void PricesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    fetch();
}

void PricesPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        if (const PlanVersion *version = chosen())
            show(*version);
    }
    Page::changeEvent(event);
}

} // namespace pd::ui
