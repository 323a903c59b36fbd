// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/planeditor.h"

#include "ui/prices/slotpainter.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/words.h"

#include <QButtonGroup>
#include <QEvent>
#include <QGridLayout>
#include <QPainter>

namespace pd::ui {

namespace {

const QString startFormat = QStringLiteral("yyyy-MM-dd HH:mm");
constexpr int longestFreeMinutes = 7 * 24 * 60;

QString fieldOf(const char *what, Band band)
{
    return QLatin1String(what) + toWord(band);
}

QPixmap swatch(const QColor &color, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(color);
    return pixmap;
}

} // namespace

PlanEditor::PlanEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_painter(new SlotPainter(theme))
    , m_brushes(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("planEditor"));
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1);
    m_brushRow = buildBrushes(theme);
    m_legend = buildLegend(theme);
    column->addWidget(m_brushRow);
    column->addWidget(m_legend);
    column->addWidget(m_painter);
    auto *below = makeLayout<QHBoxLayout>(nullptr, theme, 4);
    below->addWidget(buildPrices(theme), 0, Qt::AlignTop);
    below->addWidget(buildRules(theme), 0, Qt::AlignTop);
    below->addStretch(1);
    column->addLayout(below);
    connect(m_painter, &SlotPainter::edited, this, &PlanEditor::edited);
    connect(m_painter, &SlotPainter::brushChosen, this,
            [this](Band band) { m_brushes->button(int(band))->setChecked(true); });
    connect(m_brushes, &QButtonGroup::idClicked, this, [this](int id) { m_painter->setBrush(Band(id)); });
}

QWidget *PlanEditor::buildBrushes(const Theme &theme)
{
    auto *row = new QWidget;
    auto *line = makeLayout<QHBoxLayout>(row, theme, 0.75);
    for (const Band band : allBands) {
        QPushButton *button = makeButton(QStringLiteral("brush_") + toWord(band), "segment");
        button->setCheckable(true);
        m_brushes->addButton(button, int(band));
        line->addWidget(button);
        const auto paint
            = [this, button, band] { button->setIcon(swatch(m_theme.color(Words::bandColor(band)), 24)); };
        paint();
        connect(&theme, &Theme::changed, button, paint);
        m_texts.add([button, band] { setWords(button, Words::band(band)); });
    }
    m_brushes->button(int(m_painter->brush()))->setChecked(true);
    QLabel *hint = makeLabel(QStringLiteral("brushHint"), "muted");
    m_texts.add([hint] { hint->setText(tr("Choose a band and draw over the hours.")); });
    line->addWidget(hint);
    line->addStretch(1);
    return row;
}

QWidget *PlanEditor::buildLegend(const Theme &theme)
{
    auto *row = new QWidget;
    row->setObjectName(QStringLiteral("planLegend"));
    auto *line = makeLayout<QHBoxLayout>(row, theme, 0.75);
    for (const Band band : allBands) {
        QLabel *square = makeLabel(QStringLiteral("legendSquare_") + toWord(band));
        QLabel *name = makeLabel(QStringLiteral("legend_") + toWord(band));
        line->addWidget(square);
        line->addWidget(name);
        line->addSpacing(theme.grid(1.5));
        const auto paint = [this, square, band] {
            square->setPixmap(swatch(m_theme.color(Words::bandColor(band)), m_theme.grid(1.5)));
        };
        paint();
        connect(&theme, &Theme::changed, square, paint);
        m_texts.add([name, band] { name->setText(Words::band(band)); });
    }
    line->addStretch(1);
    return row;
}

QLineEdit *PlanEditor::addField(const QString &name)
{
    auto *field = new QLineEdit;
    field->setObjectName(name);
    field->setAlignment(Qt::AlignRight);
    field->setFixedWidth(m_theme.grid(11));
    connect(field, &QLineEdit::textEdited, this, [this] {
        refreshSums();
        Q_EMIT edited();
    });
    m_fields.insert(name, field);
    return field;
}

QWidget *PlanEditor::buildPrices(const Theme &theme)
{
    auto *box = new QWidget;
    auto *grid = makeLayout<QGridLayout>(box, theme, 0.75);
    const std::array heads{makeLabel(QStringLiteral("priceHeadBand"), "muted"),
                           makeLabel(QStringLiteral("priceHeadElectricity"), "muted"),
                           makeLabel(QStringLiteral("priceHeadService"), "muted"),
                           makeLabel(QStringLiteral("priceHeadSum"), "muted")};
    for (size_t i = 0; i < heads.size(); ++i)
        grid->addWidget(heads[i], 0, int(i), i == 0 ? Qt::AlignLeft : Qt::AlignRight);
    // The figures stand inside fields: edge, padding and the margin of the text.
    for (QLabel *overField : {heads[1], heads[2]})
        overField->setContentsMargins(0, 0, theme.grid(1) + 3, 0);
    m_texts.add([heads] {
        heads[0]->setText(tr("¥/kWh"));
        heads[1]->setText(tr("Electricity"));
        heads[2]->setText(tr("Service"));
        heads[3]->setText(tr("Together"));
    });
    for (const Band band : allBands) {
        const int row = int(band) + 1;
        QLabel *name = makeLabel(QStringLiteral("priceBand_") + toWord(band));
        QLineEdit *electricity = addField(fieldOf("electricity_", band));
        QLineEdit *service = addField(fieldOf("service_", band));
        QLabel *sum = makeLabel(fieldOf("sum_", band));
        m_sums[size_t(band)] = sum;
        sum->setMinimumWidth(theme.grid(8));
        sum->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(name, row, 0);
        grid->addWidget(electricity, row, 1, Qt::AlignRight);
        grid->addWidget(service, row, 2, Qt::AlignRight);
        grid->addWidget(sum, row, 3);
        m_texts.add([=] {
            name->setText(Words::band(band));
            setWords(electricity, tr("%1, electricity", "band").arg(Words::band(band)));
            setWords(service, tr("%1, service", "band").arg(Words::band(band)));
        });
    }
    return box;
}

void PlanEditor::addRule(QGridLayout *grid, const QString &field, const std::function<QString()> &words)
{
    const int row = grid->rowCount();
    QLabel *name = makeLabel(field + QStringLiteral("Name"));
    QLineEdit *edit = addField(field);
    name->setBuddy(edit);
    grid->addWidget(name, row, 0);
    grid->addWidget(edit, row, 1, Qt::AlignLeft);
    m_texts.add([name, edit, words] {
        name->setText(words());
        setWords(edit, words());
    });
}

QWidget *PlanEditor::buildRules(const Theme &theme)
{
    auto *box = new QWidget;
    auto *grid = makeLayout<QGridLayout>(box, theme, 0.75);
    addRule(grid, QStringLiteral("planStart"), [] { return tr("Starts, time of the station"); });
    addRule(grid, QStringLiteral("perMinute"), [] { return tr("By time, ¥ a started minute"); });
    addRule(grid, QStringLiteral("occupancyMinute"), [] { return tr("Occupancy, ¥ a minute"); });
    addRule(grid, QStringLiteral("occupancyGrace"), [] { return tr("Occupancy, free minutes"); });
    addRule(grid, QStringLiteral("occupancyCap"), [] { return tr("Occupancy, at most ¥"); });
    addRule(grid, QStringLiteral("holdingFree"), [] { return tr("Reservation, free minutes"); });
    addRule(grid, QStringLiteral("noShowFee"), [] { return tr("Reservation not used, ¥"); });
    m_fields[QStringLiteral("planStart")]->setFixedWidth(theme.grid(20));
    m_texts.add([this] { refreshHints(); });
    return box;
}

// What an empty field means.
void PlanEditor::refreshHints()
{
    m_fields[QStringLiteral("planStart")]->setPlaceholderText(m_isFirst ? tr("from the first")
                                                                        : tr("when approved"));
    m_fields[QStringLiteral("occupancyCap")]->setPlaceholderText(tr("no limit"));
}

// ---- values

QString PlanEditor::text(const QString &field) const
{
    return m_fields[field]->text().normalized(QString::NormalizationForm_KC).trimmed();
}

void PlanEditor::fill(const QString &field, const QString &text)
{
    QLineEdit *edit = m_fields[field];
    edit->setText(text);
    edit->setReadOnly(!m_editable);
    setLook(edit, m_editable ? "" : "plain");
    edit->setFocusPolicy(m_editable ? Qt::StrongFocus : Qt::ClickFocus);
}

void PlanEditor::setPlan(const PricePlan &plan, bool editable, bool isFirst)
{
    m_isFirst = isFirst;
    refreshHints();
    m_plan = plan;
    m_editable = editable;
    m_painter->setBands(plan.slotBands);
    m_painter->setEditable(editable);
    m_brushRow->setVisible(editable);
    m_legend->setVisible(!editable);
    for (const Band band : allBands) {
        fill(fieldOf("electricity_", band), plan.priceOf(band).electricity.text());
        fill(fieldOf("service_", band), plan.priceOf(band).service.text());
    }
    const std::optional<Money> &cap = plan.occupancy.cap;
    fill(QStringLiteral("planStart"),
         plan.startsAt.isValid() ? plan.startsAt.toTimeZone(plan.timeZone).toString(startFormat) : QString());
    fill(QStringLiteral("perMinute"), plan.perStartedMinute.text());
    fill(QStringLiteral("occupancyMinute"), plan.occupancy.perCompletedMinute.text());
    fill(QStringLiteral("occupancyGrace"), QString::number(plan.occupancy.graceMinutes));
    fill(QStringLiteral("occupancyCap"), cap ? cap->text() : QString());
    fill(QStringLiteral("holdingFree"), QString::number(plan.reservation.freeMinutes));
    fill(QStringLiteral("noShowFee"), plan.reservation.noShowFee.text());
    refreshSums();
}

void PlanEditor::refreshSums()
{
    for (const Band band : allBands) {
        const auto electricity = UnitPrice::fromText(text(fieldOf("electricity_", band)));
        const auto service = UnitPrice::fromText(text(fieldOf("service_", band)));
        m_sums[size_t(band)]->setText(electricity && service ? (*electricity + *service).text()
                                                             : QStringLiteral("--"));
    }
}

Result<QDateTime> PlanEditor::start() const
{
    const QString typed = text(QStringLiteral("planStart"));
    if (typed.isEmpty())
        return QDateTime();
    QDateTime local = QDateTime::fromString(typed, startFormat);
    local.setTimeZone(m_plan.timeZone);
    if (!local.isValid())
        return failure(Error::Kind::Invalid, typed, QStringLiteral("start_invalid"));
    return local.toUTC();
}

Result<PricePlan> PlanEditor::plan() const
{
    PricePlan plan = m_plan;
    plan.slotBands = m_painter->bands();
    bool arePrices = true;
    const auto price = [&](const QString &field) {
        const Result<UnitPrice> value = UnitPrice::fromText(text(field));
        arePrices = arePrices && value && *value >= UnitPrice();
        return value.value_or(UnitPrice());
    };
    const auto money = [&](const QString &field) {
        const Result<Money> value = Money::fromText(text(field));
        arePrices = arePrices && value && *value >= Money();
        return value.value_or(Money());
    };
    bool areMinutes = true;
    const auto minutes = [&](const QString &field) {
        bool good = false;
        const int value = text(field).toInt(&good);
        areMinutes = areMinutes && good && value >= 0 && value <= longestFreeMinutes;
        return value;
    };
    for (const Band band : allBands)
        plan.prices[size_t(band)] = {price(fieldOf("electricity_", band)), price(fieldOf("service_", band))};
    plan.perStartedMinute = price(QStringLiteral("perMinute"));
    plan.occupancy.perCompletedMinute = price(QStringLiteral("occupancyMinute"));
    plan.occupancy.graceMinutes = minutes(QStringLiteral("occupancyGrace"));
    plan.occupancy.cap.reset();
    if (const QString cap = QStringLiteral("occupancyCap"); !text(cap).isEmpty())
        plan.occupancy.cap = money(cap);
    plan.reservation = {minutes(QStringLiteral("holdingFree")), money(QStringLiteral("noShowFee"))};
    const Result<QDateTime> startsAt = start();
    if (!arePrices)
        return failure(Error::Kind::Invalid, {}, QStringLiteral("price_invalid"));
    for (const Band band : allBands) {
        if (plan.hasBand(band) && plan.priceOf(band).sum() == UnitPrice())
            return failure(Error::Kind::Invalid, toWord(band), QStringLiteral("band_unpriced"));
    }
    if (!areMinutes)
        return failure(Error::Kind::Invalid, {}, QStringLiteral("minutes_invalid"));
    if (!startsAt)
        return tl::unexpected(startsAt.error());
    plan.startsAt = *startsAt;
    return plan;
}

void PlanEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    QWidget::changeEvent(event);
}

} // namespace pd::ui
