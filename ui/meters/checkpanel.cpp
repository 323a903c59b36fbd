// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/checkpanel.h"

#include "models/basics/whenfinished.h"
#include "ui/meters/findingslist.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QRegularExpressionValidator>
#include <QSpinBox>
#include <QSplitter>

namespace pd::ui {

namespace {

constexpr int mostRounds = 200;
constexpr int usualRounds = 10; // a share of one in eight shows in the requests of ten rounds

} // namespace

CheckPanel::CheckPanel(MeterLines &lines, const SteadyClock &steady, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_model(steady)
    , m_start(makeButton(QStringLiteral("checkStart"), "primary"))
    , m_rounds(new QSpinBox)
    , m_roundsLabel(makeLabel(QStringLiteral("checkRoundsLabel"), "muted"))
    , m_power(new QLineEdit)
    , m_powerLabel(makeLabel(QStringLiteral("checkPowerLabel"), "muted"))
    , m_status(makeLabel(QStringLiteral("checkStatus"), "muted"))
    , m_table(new DataTable(QStringLiteral("checkReadings"), theme))
    , m_findings(new FindingsList(QStringLiteral("checkFindings"), theme))
{
    setObjectName(QStringLiteral("checkPanel"));
    build(theme);
    addTexts();
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_isChecking)
            stop();
        else
            start();
    });
    follow();
}

void CheckPanel::build(const Theme &theme)
{
    m_rounds->setObjectName(QStringLiteral("checkRounds"));
    m_rounds->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_rounds->setRange(1, mostRounds);
    m_rounds->setValue(usualRounds);
    m_power->setObjectName(QStringLiteral("checkPower"));
    m_power->setFont(theme.tabularFont());
    m_power->setFixedWidth(theme.grid(10));
    m_power->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("-?[0-9]{1,6}(\\.[0-9]{0,4})?")), m_power));
    m_roundsLabel->setBuddy(m_rounds);
    m_powerLabel->setBuddy(m_power);
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.5, 0, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    for (QWidget *widget : QList<QWidget *>{m_start, m_roundsLabel, m_rounds, m_powerLabel, m_power})
        head->addWidget(widget);
    head->addWidget(m_status, 1);
    column->addLayout(head);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    m_table->setColumnHidden(ReadingsModel::AgeColumn, true);
    m_table->setColumnChars({18, 21, 6, 7, 16}, ReadingsModel::QualityColumn);
    auto *halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_findings);
    halves->addWidget(m_table);
    halves->setSizes({6000, 5000});
    column->addWidget(halves, 1);
}

void CheckPanel::addTexts()
{
    m_texts.add([this] {
        m_roundsLabel->setText(tr("Rounds"));
        m_rounds->setAccessibleName(tr("Rounds"));
        m_powerLabel->setText(tr("Power at the reference, kW"));
        setWords(m_power, tr("Power at the reference, kW"), tr("optional"));
        m_table->setAccessibleName(tr("Values of the check"));
        m_table->setEmptyText(tr("Reads the meter a few times, then says what is wrong and what to do."));
        m_findings->setAccessibleName(tr("Verdict of the check"));
    });
}

void CheckPanel::setCandidate(const QString &path, const MeterAddress &meter, const QString &profile)
{
    const bool same = path == m_path && meter == m_meter && profile == m_profile;
    if (!same)
        stop();
    m_path = path;
    if (meter != m_meter || profile != m_profile)
        forget();
    m_meter = meter;
    m_profile = profile;
    follow();
}

void CheckPanel::setHindrance(const QString &why)
{
    m_hindrance = why;
    follow();
}

CheckOrder CheckPanel::order() const
{
    CheckOrder order{m_meter, m_profile, m_rounds->value(), {}};
    if (!m_power->text().isEmpty())
        order.references.insert(QStringLiteral("power.active.total"), m_power->text());
    return order;
}

void CheckPanel::start()
{
    forget();
    m_isChecking = true;
    follow();
    m_check = m_lines.check(m_path, order());
    const int number = ++m_number;
    whenFinished(m_check, this, [this, number](const Result<CheckReport> &result) {
        if (number == m_number && m_isChecking)
            conclude(result);
    });
}

void CheckPanel::stop()
{
    if (!m_isChecking)
        return;
    m_check.cancel();
    m_isChecking = false;
    follow();
}

void CheckPanel::conclude(const Result<CheckReport> &result)
{
    m_isChecking = false;
    if (!result) {
        follow();
        Q_EMIT failed(result.error());
        return;
    }
    m_report = *result;
    QStringList items;
    for (const Reading &reading : result->readings)
        items.append(reading.quantity.isEmpty() ? reading.item : reading.quantity);
    m_model.setItems(items);
    m_model.take(result->readings);
    m_findings->setFindings(result->findings, [] {
        return tr("Nothing is wrong with what was seen: the answers are whole and the values plausible.");
    });
    follow();
}

void CheckPanel::forget()
{
    m_report.reset();
    m_model.setItems({});
    m_findings->clear();
}

QString CheckPanel::verdict() const
{
    if (m_isChecking)
        return tr("The meter is being read…");
    if (!m_report)
        return {};
    return tr("%1 answers, %2 of them damaged").arg(m_report->attempts).arg(m_report->damaged);
}

void CheckPanel::follow()
{
    const bool isThere = !m_path.isEmpty() && !m_meter.address.isEmpty();
    setWords(m_start, m_isChecking ? tr("Cancel") : tr("Check line"));
    setLook(m_start, m_isChecking ? "" : "primary");
    setAllowed(m_start, isThere && m_hindrance.isEmpty(),
               !m_hindrance.isEmpty() ? m_hindrance
                   : m_path.isEmpty() ? tr("Open the line first.")
                                      : tr("Enter the address, or let the meter be found."));
    m_status->setText(verdict());
}

void CheckPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_model.retranslate();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
