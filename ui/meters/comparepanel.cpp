// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/comparepanel.h"

#include "models/basics/decimal.h"
#include "models/basics/exactnumber.h"
#include "models/basics/whenfinished.h"
#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QRegularExpressionValidator>

namespace pd::ui {

namespace {

const QString registerName = QStringLiteral("energy.forward.total");
const QString powerName = QStringLiteral("power.active.total");
const QString beforeRow = QStringLiteral("Before");
const QString afterRow = QStringLiteral("After");
const QString stepsRow = QStringLiteral("Steps");
const QString powerRow = QStringLiteral("Power");
const QString uncertaintyRow = QStringLiteral("Uncertainty");
constexpr double ppmPerPercent = 10'000;
constexpr int milliwattDecimals = 6; // of kW

// A typed figure; nothing where it is none.
std::optional<qint64> milliwatts(const QString &kilowatts)
{
    const std::optional<ExactNumber> number = ExactNumber::fromText(kilowatts);
    return number ? number->toScaled(milliwattDecimals) : std::nullopt;
}

QString withUnit(const QString &figure, const QString &unit)
{
    return figure.isEmpty() ? Figures::unknown() : Figures::grouped(figure) + QLatin1Char(' ') + unit;
}

} // namespace

ComparePanel::ComparePanel(MeterLines &lines, const SteadyClock &steady, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_steady(steady)
    , m_reference(new QComboBox)
    , m_limit(new QDoubleSpinBox)
    , m_limitLabel(makeLabel(QStringLiteral("compareLimitLabel"), "muted"))
    , m_legal(makeLabel(QStringLiteral("compareLegal"), "muted"))
    , m_overTimeTitle(makeLabel(QStringLiteral("compareOverTimeTitle"), "section"))
    , m_takeBefore(makeButton(QStringLiteral("compareBefore")))
    , m_takeAfter(makeButton(QStringLiteral("compareAfter")))
    , m_energy(makeFigure(QStringLiteral("compareEnergy"), theme))
    , m_energyLabel(makeLabel(QStringLiteral("compareEnergyLabel"), "muted"))
    , m_registers(new FactList(QStringLiteral("compareRegisters"), theme, FactList::Ages::None))
    , m_verdict(makeLabel(QStringLiteral("compareVerdict"), "accent"))
    , m_stepsTitle(makeLabel(QStringLiteral("compareStepsTitle"), "section"))
    , m_time(makeButton(QStringLiteral("compareTime")))
    , m_power(makeFigure(QStringLiteral("comparePower"), theme))
    , m_powerLabel(makeLabel(QStringLiteral("comparePowerLabel"), "muted"))
    , m_timed(new FactList(QStringLiteral("compareTimed"), theme, FactList::Ages::None))
    , m_stepVerdict(makeLabel(QStringLiteral("compareStepVerdict"), "accent"))
{
    setObjectName(QStringLiteral("comparePanel"));
    build(theme);
    addTexts();
    connectAll();
    follow();
}

QLineEdit *ComparePanel::makeFigure(const QString &name, const Theme &theme)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setFont(theme.tabularFont());
    field->setFixedWidth(theme.grid(11));
    field->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[0-9]{1,6}(\\.[0-9]{0,6})?")), field));
    return field;
}

void ComparePanel::build(const Theme &theme)
{
    m_limit->setObjectName(QStringLiteral("compareLimit"));
    m_limit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_limit->setRange(0.1, 10);
    m_limit->setDecimals(1);
    m_limit->setValue(1);
    m_limit->setSuffix(QStringLiteral(" %"));
    m_limitLabel->setBuddy(m_limit);
    m_reference->setObjectName(QStringLiteral("compareReference"));
    m_reference->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_reference->addItem(QString());
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1, 0, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    head->addWidget(m_limitLabel);
    head->addWidget(m_limit);
    head->addWidget(m_reference);
    head->addWidget(m_legal, 1);
    column->addLayout(head);
    auto *halves = makeLayout<QHBoxLayout>(nullptr, theme, 4);
    halves->addWidget(buildOverTime(theme), 1);
    halves->addWidget(makeHairline(Qt::Vertical));
    halves->addWidget(buildSteps(theme), 1);
    column->addLayout(halves);
    column->addStretch(1);
}

QWidget *ComparePanel::buildOverTime(const Theme &theme)
{
    auto *box = new QWidget;
    auto *column = makeLayout<QVBoxLayout>(box, theme, 0.75);
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_energyLabel->setBuddy(m_energy);
    for (QWidget *widget : QList<QWidget *>{m_takeBefore, m_takeAfter, m_energyLabel, m_energy})
        row->addWidget(widget);
    row->addStretch(1);
    for (const QString &key : {beforeRow, afterRow})
        m_registers->addRow(key);
    column->addWidget(m_overTimeTitle);
    column->addLayout(row);
    column->addWidget(m_registers);
    column->addWidget(m_verdict);
    column->addStretch(1);
    return box;
}

QWidget *ComparePanel::buildSteps(const Theme &theme)
{
    auto *box = new QWidget;
    auto *column = makeLayout<QVBoxLayout>(box, theme, 0.75);
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_powerLabel->setBuddy(m_power);
    for (QWidget *widget : QList<QWidget *>{m_time, m_powerLabel, m_power})
        row->addWidget(widget);
    row->addStretch(1);
    for (const QString &key : {stepsRow, powerRow, uncertaintyRow})
        m_timed->addRow(key);
    column->addWidget(m_stepsTitle);
    column->addLayout(row);
    column->addWidget(m_timed);
    column->addWidget(m_stepVerdict);
    column->addStretch(1);
    return box;
}

void ComparePanel::addTexts()
{
    m_texts.add([this] {
        m_limitLabel->setText(tr("Limit of the error"));
        m_limit->setAccessibleName(tr("Limit of the error"));
        m_reference->setItemText(0, tr("Reference typed in"));
        m_reference->setAccessibleName(tr("Reference"));
        m_legal->setText(tr("A check at commissioning, not a legal verification."));
        m_overTimeTitle->setText(tr("Registers over time"));
        setWords(m_takeBefore, tr("Read before"));
        setWords(m_takeAfter, tr("Read after"));
        m_energyLabel->setText(tr("Reference, kWh"));
        setWords(m_energy, tr("Energy of the reference, kWh"));
        m_registers->setName(beforeRow, tr("Register before"));
        m_registers->setName(afterRow, tr("Register after"));
        m_stepsTitle->setText(tr("Short test, under a steady load"));
        m_powerLabel->setText(tr("Reference, kW"));
        setWords(m_power, tr("Mean power of the reference, kW"));
        m_timed->setName(stepsRow, tr("Steps timed"));
        m_timed->setName(powerRow, tr("Mean power of the register"));
        m_timed->setName(uncertaintyRow, tr("Uncertainty"));
    });
}

void ComparePanel::connectAll()
{
    connect(m_takeBefore, &QPushButton::clicked, this, [this] { ask(Asked::Before); });
    connect(m_takeAfter, &QPushButton::clicked, this, [this] { ask(Asked::After); });
    connect(m_time, &QPushButton::clicked, this, &ComparePanel::toggleSteps);
    for (QLineEdit *field : {m_energy, m_power})
        connect(field, &QLineEdit::textChanged, this, &ComparePanel::follow);
    connect(m_reference, &QComboBox::currentIndexChanged, this, [this] {
        stop();
        forget();
        follow();
    });
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &ComparePanel::follow);
}

void ComparePanel::setCandidate(const QString &path, const MeterAddress &meter, const QString &profile)
{
    if (path != m_path || meter != m_meter || profile != m_profile)
        stop();
    if (meter != m_meter || profile != m_profile) {
        forget();
    }
    m_path = path;
    m_meter = meter;
    m_profile = profile;
    follow();
}

void ComparePanel::setHindrance(const QString &why)
{
    if (!why.isEmpty())
        stop();
    m_hindrance = why;
    follow();
}

void ComparePanel::setOthers(const QList<PolledMeter> &others)
{
    QList<PolledMeter> wanted;
    for (const PolledMeter &one : others) {
        if (one.meter != m_meter)
            wanted.append(one);
    }
    if (wanted == m_others)
        return;
    // What stays keeps its place, so that one more meter disturbs no test.
    qsizetype same = 0;
    while (same < qMin(wanted.size(), m_others.size()) && wanted[same] == m_others[same])
        ++same;
    m_others = wanted;
    while (m_reference->count() > 1 + same)
        m_reference->removeItem(m_reference->count() - 1);
    for (const PolledMeter &one : wanted.sliced(same))
        m_reference->addItem(MeterWords::protocol(one.meter.protocol) + QLatin1Char(' ')
                             + MeterWords::meter(one.meter));
}

std::optional<PolledMeter> ComparePanel::reference() const
{
    const int at = m_reference->currentIndex() - 1;
    return at >= 0 && at < m_others.size() ? std::optional(m_others[at]) : std::nullopt;
}

void ComparePanel::forget()
{
    for (QString *text : {&m_before, &m_after, &m_referenceBefore, &m_referenceAfter})
        text->clear();
    m_steps.reset();
    m_powerSum = m_powerCount = 0;
}

void ComparePanel::toggleSteps()
{
    if (m_asked == Asked::Steps) {
        stop();
        return;
    }
    m_steps.reset();
    m_powerSum = m_powerCount = 0;
    ask(Asked::Steps);
}

void ComparePanel::stop()
{
    ++m_number;
    m_asked = Asked::Nothing;
    follow();
}

void ComparePanel::ask(Asked what)
{
    m_asked = what;
    const int number = ++m_number;
    const qint64 askedNs = m_steady.nowNs();
    follow();
    whenFinished(m_lines.readMeter(m_path, {m_meter, m_profile, {registerName}}), this,
                 [this, what, number, askedNs](const Result<QList<Reading>> &result) {
                     if (number == m_number)
                         take(what, askedNs, result);
                 });
}

void ComparePanel::take(Asked what, qint64 askedNs, const Result<QList<Reading>> &result)
{
    if (!result) {
        fail(result.error());
        return;
    }
    const Reading reading = result->value(0);
    if (reading.quality != Reading::Quality::Good) {
        fail({Error::Kind::Protocol, registerName, QStringLiteral("no_number")});
        return;
    }
    if (what == Asked::Steps) {
        timeStep(askedNs, reading);
        return;
    }
    if (what == Asked::Before) {
        m_before = reading.value;
        m_after.clear();
    } else {
        m_after = reading.value;
    }
    if (reference())
        askReference(what);
    else
        stop();
}

// Directly behind the meter: what flows between the two falls out, as it does so before and after.
void ComparePanel::askReference(Asked what)
{
    const std::optional<PolledMeter> other = reference();
    if (!other) {
        stop();
        return;
    }
    const QString wanted = what == Asked::Steps ? powerName : registerName;
    const int number = ++m_number;
    whenFinished(m_lines.readMeter(m_path, {other->meter, other->profile, {wanted}}), this,
                 [this, what, number](const Result<QList<Reading>> &result) {
                     if (number != m_number)
                         return;
                     if (!result)
                         fail(result.error());
                     else
                         takeReference(what, result->value(0));
                 });
}

void ComparePanel::takeReference(Asked what, const Reading &reading)
{
    if (what == Asked::Steps) {
        if (const auto power = milliwatts(reading.value)) {
            m_powerSum += *power;
            m_power->setText(scaledText(m_powerSum / ++m_powerCount, milliwattDecimals));
        }
        ask(Asked::Steps);
        return;
    }
    (what == Asked::Before ? m_referenceBefore : m_referenceAfter) = reading.value;
    const auto before = ExactNumber::fromText(m_referenceBefore);
    const auto after = ExactNumber::fromText(m_referenceAfter);
    const auto energy
        = before && after && what == Asked::After ? after->plus(before->negated()) : std::nullopt;
    m_energy->setText(energy ? energy->text() : QString());
    stop();
}

// An answer that is missing makes the gap longer and the uncertainty larger; the test goes on.
void ComparePanel::timeStep(qint64 askedNs, const Reading &reading)
{
    if (const Done done = m_steps.observe(askedNs, reading.steadyNs, reading.value); !done) {
        fail(done.error());
        return;
    }
    if (reference())
        askReference(Asked::Steps);
    else
        ask(Asked::Steps);
}

void ComparePanel::fail(const Error &error)
{
    const bool goesOn = m_asked == Asked::Steps
        && (error.kind == Error::Kind::Timeout
            || (error.kind == Error::Kind::Protocol && error.reason != QLatin1String("no_number")));
    if (goesOn) {
        ask(Asked::Steps);
        return;
    }
    stop();
    Q_EMIT failed(error);
}

qint64 ComparePanel::limitPpm() const
{
    return qRound64(m_limit->value() * ppmPerPercent);
}

std::optional<Result<MeterComparison>> ComparePanel::overTime() const
{
    if (m_before.isEmpty() || m_after.isEmpty() || m_energy->text().isEmpty())
        return std::nullopt;
    Result<MeterComparison> result = compareWithReference(m_before, m_after, m_energy->text(), limitPpm());
    if (!result || !reference())
        return result;
    // The reference's register has steps as well.
    const auto own = compareWithReference(m_referenceBefore, m_referenceAfter, m_energy->text(), limitPpm());
    if (!own)
        return own;
    result->uncertaintyPpm += own->uncertaintyPpm;
    result->verdict = comparisonVerdict(result->errorPpm, result->uncertaintyPpm, limitPpm());
    return result;
}

QString ComparePanel::verdictText(const MeterComparison &comparison, qint64 limitPpm)
{
    const QString error = percentText(comparison.errorPpm, 2, true);
    const QString uncertainty = percentText(comparison.uncertaintyPpm, 1, false);
    const QString limit = percentText(limitPpm, 1, false);
    switch (comparison.verdict) {
    case ComparisonVerdict::Pass: return tr("Pass: %1 ± %2, limit %3").arg(error, uncertainty, limit);
    case ComparisonVerdict::Fail: return tr("Fail: %1 ± %2, limit %3").arg(error, uncertainty, limit);
    case ComparisonVerdict::Inconclusive: break;
    }
    return tr("Inconclusive: %1 (step %2 kWh = ± %3)").arg(error, comparison.step, uncertainty);
}

const char *ComparePanel::verdictLook(ComparisonVerdict verdict)
{
    switch (verdict) {
    case ComparisonVerdict::Pass: return "accent";
    case ComparisonVerdict::Fail: return "error";
    case ComparisonVerdict::Inconclusive: break;
    }
    return "";
}

void ComparePanel::follow()
{
    const bool isThere = !m_path.isEmpty() && !m_meter.address.isEmpty();
    const QString why = !m_hindrance.isEmpty() ? m_hindrance
        : m_path.isEmpty()                     ? tr("Open the line first.")
        : !isThere                             ? tr("Enter the address, or let the meter be found.")
                                               : tr("A reading is under way.");
    const bool isRead = reference().has_value();
    for (QLineEdit *field : {m_energy, m_power})
        field->setReadOnly(isRead);
    const bool isFree = isThere && m_hindrance.isEmpty() && m_asked == Asked::Nothing;
    setAllowed(m_takeBefore, isFree, why);
    setAllowed(m_takeAfter, isFree && !m_before.isEmpty(),
               isFree ? tr("Read the register before first.") : why);
    setWords(m_time, m_asked == Asked::Steps ? tr("Stop timing") : tr("Time the steps"));
    setAllowed(m_time, isFree || m_asked == Asked::Steps, why);
    m_registers->setValue(beforeRow, withUnit(m_before, QStringLiteral("kWh")));
    m_registers->setValue(afterRow, withUnit(m_after, QStringLiteral("kWh")));
    const auto compared = overTime();
    if (!compared) {
        setLook(m_verdict, "muted");
        m_verdict->setText(
            tr("Read before, let energy flow, read after, then enter the reference's energy."));
    } else if (!*compared) {
        setLook(m_verdict, "error");
        m_verdict->setText(compared->error().reason == QLatin1String("register_went_back")
                               ? tr("The register went back: it was reset, or the meter was replaced.")
                               : tr("Enter the reference's energy as a number above 0."));
    } else {
        setLook(m_verdict, verdictLook((*compared)->verdict));
        m_verdict->setText(verdictText(**compared, limitPpm()));
    }
    followSteps();
}

void ComparePanel::followSteps()
{
    const auto measured = m_steps.measurement();
    m_timed->setValue(stepsRow,
                      measured ? QString::number(measured->steps) : QString::number(m_steps.edges()));
    m_timed->setValue(powerRow,
                      measured ? Figures::kilo(measured->powerMilliwatts, 3) + QStringLiteral(" kW")
                               : Figures::unknown());
    m_timed->setValue(uncertaintyRow,
                      measured ? QStringLiteral("± ") + percentText(measured->uncertaintyPpm, 2, false)
                               : Figures::unknown());
    const auto compared = m_steps.compare(milliwatts(m_power->text()).value_or(0), limitPpm());
    setLook(m_stepVerdict, compared ? verdictLook(compared->verdict) : "muted");
    if (compared)
        m_stepVerdict->setText(verdictText(*compared, limitPpm()));
    else if (measured)
        m_stepVerdict->setText(tr("Enter the mean power that the reference shows meanwhile."));
    else
        m_stepVerdict->setText(
            tr("At 7 kW a register of 0.01 kWh steps about every 5 s; minutes are enough."));
}

void ComparePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
