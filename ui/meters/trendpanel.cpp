// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/trendpanel.h"

#include "models/meter/quantity.h"
#include "ui/meters/metertrend.h"
#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace pd::ui {

namespace {

const QString quantityWord = QStringLiteral("quantity ");
const QString meterWord = QStringLiteral("meter");

QString keyOf(const MeterAddress &meter)
{
    return toWord(meter.protocol) + QLatin1Char(' ') + meter.address;
}

QString curveKey(const QString &path, const MeterAddress &meter, const QString &quantity)
{
    return path + QLatin1Char('\n') + keyOf(meter) + QLatin1Char('\n') + quantity;
}

// A clock is no curve.
bool isNumber(const QString &quantity)
{
    return isQuantity(quantity) && quantity != QLatin1String("clock");
}

QStringList unitsOf(const QStringList &quantities)
{
    QStringList units;
    for (const QString &quantity : quantities) {
        if (const QString unit = unitOfQuantity(quantity); !units.contains(unit))
            units.append(unit);
    }
    return units;
}

} // namespace

QStringList TrendChoice::toLines() const
{
    QStringList lines;
    for (const QString &quantity : quantities)
        lines.append(quantityWord + quantity);
    for (const QString &meter : meters)
        lines.append(QString(meterWord + QLatin1Char(' ') + meter).trimmed());
    return lines;
}

TrendChoice TrendChoice::fromLines(const QStringList &lines)
{
    constexpr int mostMeters = 16;
    TrendChoice choice{{}, {}};
    for (const QString &line : lines) {
        if (line.startsWith(quantityWord) && isNumber(line.mid(quantityWord.size())))
            choice.quantities.append(line.mid(quantityWord.size()));
        else if (line == meterWord)
            choice.meters.append(QString());
        else if (line.startsWith(meterWord + QLatin1Char(' ')) && choice.meters.size() < mostMeters)
            choice.meters.append(line.mid(meterWord.size() + 1));
    }
    choice.quantities.removeDuplicates();
    choice.meters.removeDuplicates();
    if (choice.quantities.isEmpty() || unitsOf(choice.quantities).size() > MeterTrend::mostUnits)
        choice.quantities = TrendChoice().quantities;
    if (choice.meters.isEmpty())
        choice.meters = TrendChoice().meters;
    return choice;
}

TrendPanel::TrendPanel(ReadingHistory &history, const SteadyClock &steady, const Theme &theme,
                       QWidget *parent)
    : QWidget(parent)
    , m_history(history)
    , m_trend(new MeterTrend(steady, theme))
    , m_choose(makeButton(QStringLiteral("trendChoose"), "quiet"))
    , m_export(makeButton(QStringLiteral("readingsExport"), "quiet"))
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("trendPanel"));
    build(theme);
    connect(&m_history, &ReadingHistory::added, this, &TrendPanel::takeNew);
    connect(m_export, &QPushButton::clicked, this, &TrendPanel::exportWanted);
    rebuild();
}

void TrendPanel::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_menu->setObjectName(QStringLiteral("trendMenu"));
    m_choose->setMenu(m_menu);
    head->addStretch();
    head->addWidget(m_choose);
    head->addWidget(m_export);
    column->addLayout(head);
    column->addWidget(m_trend, 1);
    m_texts.add([this] {
        setWords(m_choose, tr("Curves"));
        m_choose->setToolTip(tr("Which quantities of which meters the trend shows; at most two units"));
        setWords(m_export, tr("Export readings…"));
    });
}

void TrendPanel::setMeter(const QString &path, const MeterAddress &meter, const QStringList &quantities)
{
    if (path == m_inHand.path && meter == m_inHand.meter && quantities == m_readable)
        return;
    // A line that was closed keeps its curves until another meter is in hand.
    const bool same = meter == m_inHand.meter && (path.isEmpty() || path == m_inHand.path);
    m_readable = quantities;
    if (same) {
        fillMenu();
        return;
    }
    m_inHand = {path.isEmpty() ? m_inHand.path : path, meter};
    rebuild();
}

void TrendPanel::setChoice(const TrendChoice &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    rebuild();
}

QStringList TrendPanel::quantities() const
{
    QStringList all;
    for (const QStringList &some : {m_readable, m_choice.quantities}) {
        for (const QString &quantity : some) {
            if (isNumber(quantity) && !all.contains(quantity))
                all.append(quantity);
        }
    }
    const auto place = [](const QString &name) {
        const auto known = pd::quantities();
        return std::find_if(known.begin(), known.end(),
                            [&](const Quantity &one) { return name == QLatin1String(one.name); })
            - known.begin();
    };
    std::sort(all.begin(), all.end(),
              [&](const QString &a, const QString &b) { return place(a) < place(b); });
    return all;
}

void TrendPanel::fillMenu()
{
    m_menu->clear();
    for (const QString &quantity : quantities())
        addQuantity(quantity);
    m_menu->addSeparator();
    addMeter(QString(), tr("The meter in hand"));
    QStringList keys;
    for (const MeterSource &source : m_history.sources()) {
        if (const QString key = keyOf(source.meter); !keys.contains(key)) {
            keys.append(key);
            addMeter(key, MeterWords::meter(source.meter));
        }
    }
    m_known = m_history.sources().size();
    follow();
}

void TrendPanel::addQuantity(const QString &quantity)
{
    const QString unit = unitOfQuantity(quantity);
    const QString name = MeterWords::quantity(quantity);
    QAction *action
        = m_menu->addAction(unit.isEmpty() ? name : tr("%1 (%2)", "quantity, unit").arg(name, unit));
    action->setCheckable(true);
    action->setData(quantity);
    action->setChecked(m_choice.quantities.contains(quantity));
    const QStringList units = unitsOf(m_choice.quantities);
    const bool isLast = action->isChecked() && m_choice.quantities.size() == 1;
    const bool hasRoom = units.contains(unit) || units.size() < MeterTrend::mostUnits;
    action->setEnabled(hasRoom && !isLast);
    action->setToolTip(hasRoom ? isLast ? tr("One quantity stays.") : QString()
                               : tr("Two units are shown already: take one out first."));
    connect(action, &QAction::toggled, this,
            [this, quantity](bool on) { choose(m_choice.quantities, quantity, on); });
}

void TrendPanel::addMeter(const QString &key, const QString &text)
{
    QAction *action = m_menu->addAction(text);
    action->setCheckable(true);
    action->setData(QString(meterWord + QLatin1Char(' ') + key).trimmed());
    action->setChecked(m_choice.meters.contains(key));
    action->setEnabled(!action->isChecked() || m_choice.meters.size() > 1);
    connect(action, &QAction::toggled, this, [this, key](bool on) { choose(m_choice.meters, key, on); });
}

void TrendPanel::choose(QStringList &list, const QString &key, bool on)
{
    list.removeAll(key);
    if (on)
        list.append(key);
    // The menu is made anew, and one of its actions is speaking.
    QMetaObject::invokeMethod(this, &TrendPanel::rebuild, Qt::QueuedConnection);
    Q_EMIT chosen(m_choice);
}

QList<MeterSource> TrendPanel::chosenMeters() const
{
    QList<MeterSource> all;
    if (m_choice.meters.contains(QString()) && !m_inHand.meter.address.isEmpty())
        all.append(m_inHand);
    for (const MeterSource &source : m_history.sources()) {
        if (m_choice.meters.contains(keyOf(source.meter)) && !all.contains(source))
            all.append(source);
    }
    return all;
}

void TrendPanel::rebuild()
{
    QList<TrendCurve> curves;
    const QList<MeterSource> meters = chosenMeters();
    int colour = 0;
    for (const MeterSource &source : meters) {
        for (const QString &quantity : std::as_const(m_choice.quantities)) {
            const QString unit = unitOfQuantity(quantity);
            const QString name = MeterWords::column(quantity);
            curves.append({curveKey(source.path, source.meter, quantity),
                           meters.size() > 1
                               ? tr("%1, %2", "meter, quantity").arg(MeterWords::meter(source.meter), name)
                               : name,
                           unit, unit.isEmpty() ? name : tr("%1, %2", "quantity, unit").arg(name, unit),
                           colour++});
        }
    }
    m_trend->setCurves(curves);
    for (const MeterSample &sample : m_history.samples())
        take(sample);
    m_trend->draw();
    fillMenu();
}

void TrendPanel::take(const MeterSample &sample)
{
    if (sample.reading.quality == Reading::Quality::Good)
        m_trend->add(curveKey(sample.source.path, sample.source.meter, sample.reading.quantity),
                     sample.reading.steadyNs, sample.reading.value.toDouble());
}

void TrendPanel::takeNew(qsizetype count)
{
    const QList<MeterSample> &samples = m_history.samples();
    const QString key = keyOf(samples.last().source.meter);
    const bool isNew = m_history.sources().size() != m_known;
    if (isNew && m_choice.meters.contains(key)) {
        rebuild();
        return;
    }
    if (isNew)
        fillMenu();
    for (qsizetype n = samples.size() - count; n < samples.size(); ++n)
        take(samples[n]);
    m_trend->draw();
    follow();
}

void TrendPanel::refreshAges()
{
    m_trend->draw();
}

void TrendPanel::follow()
{
    setAllowed(m_export, !m_history.isEmpty(), tr("Nothing was read yet."));
}

void TrendPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        rebuild();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
