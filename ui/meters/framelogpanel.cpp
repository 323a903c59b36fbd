// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/framelogpanel.h"

#include "ui/meters/exportfile.h"
#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QSignalBlocker>

namespace pd::ui {

using Direction = FrameLogEntry::Direction;

namespace {

constexpr int anyDirection = -1;

} // namespace

FrameLogPanel::FrameLogPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_filter(m_model)
    , m_title(makeLabel(QStringLiteral("meterFramesTitle"), "section"))
    , m_count(makeLabel(QStringLiteral("meterLogCount"), "muted"))
    , m_meter(new QComboBox)
    , m_direction(new QComboBox)
    , m_onlyErrors(new QCheckBox)
    , m_search(makeSearchField(QStringLiteral("meterLogSearch"), theme))
    , m_followNewest(new QCheckBox)
    , m_copy(makeButton(QStringLiteral("meterLogCopy"), "quiet"))
    , m_export(makeButton(QStringLiteral("meterLogExport"), "quiet"))
    , m_clear(makeButton(QStringLiteral("meterLogClear"), "quiet"))
    , m_table(new DataTable(QStringLiteral("meterFrames"), theme))
{
    setObjectName(QStringLiteral("frameLogPanel"));
    build();
    addTexts();
    connectControls();
    fillMeters();
    follow();
}

void FrameLogPanel::build()
{
    m_meter->setObjectName(QStringLiteral("meterLogMeter"));
    m_direction->setObjectName(QStringLiteral("meterLogDirection"));
    for (const int one : {anyDirection, int(Direction::Sent), int(Direction::Received), int(Direction::Note)})
        m_direction->addItem(QString(), one);
    m_onlyErrors->setObjectName(QStringLiteral("meterLogOnlyErrors"));
    m_search->setMaximumWidth(m_theme.grid(24));
    m_followNewest->setObjectName(QStringLiteral("meterLogFollow"));
    m_followNewest->setChecked(true);
    auto *column = makeLayout<QVBoxLayout>(this, m_theme, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, m_theme, 1);
    for (QWidget *widget : QList<QWidget *>{m_title, m_meter, m_direction, m_onlyErrors, m_search, m_count})
        head->addWidget(widget);
    head->addStretch(1);
    for (QWidget *widget : QList<QWidget *>{m_followNewest, m_copy, m_export, m_clear})
        head->addWidget(widget);
    column->addLayout(head);
    m_table->setModel(&m_filter);
    m_table->setSortingEnabled(false);
    m_table->setColumnChars({13, 18, 62, 30}, FrameLogModel::TextColumn);
    const auto dense = [this] { m_table->verticalHeader()->setDefaultSectionSize(m_theme.grid(3)); };
    dense();
    connect(&m_theme, &Theme::changed, m_table, dense);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
}

void FrameLogPanel::addTexts()
{
    m_texts.add([this] {
        m_title->setText(tr("Frames"));
        m_table->setAccessibleName(tr("Frames"));
        m_meter->setAccessibleName(tr("Frames of which meter"));
        m_direction->setAccessibleName(tr("Frames of which direction"));
        m_direction->setItemText(0, tr("All directions"));
        m_direction->setItemText(1, tr("Sent"));
        m_direction->setItemText(2, tr("Received"));
        m_direction->setItemText(3, tr("Notes"));
        m_onlyErrors->setText(tr("Only errors"));
        m_onlyErrors->setAccessibleName(tr("Only errors"));
        m_onlyErrors->setToolTip(tr("Damaged frames, error answers, and requests that had to be repeated"));
        setWords(m_search, tr("Search the frames"), tr("Text or bytes"));
        m_followNewest->setText(tr("Follow"));
        m_followNewest->setAccessibleName(tr("Follow the newest frame"));
        setWords(m_copy, tr("Copy"));
        setWords(m_export, tr("Export frames…"));
        m_export->setToolTip(tr("All frames, whatever the filter shows"));
        setWords(m_clear, tr("Clear"));
    });
}

void FrameLogPanel::connectControls()
{
    connect(&m_model, &FrameLogModel::metersChanged, this, &FrameLogPanel::fillMeters);
    connect(m_meter, &QComboBox::currentIndexChanged, this, [this] {
        const int n = m_meter->currentData().toInt();
        m_filter.setMeter(n < 0 ? MeterAddress() : m_model.meters().value(n));
        follow();
    });
    connect(m_direction, &QComboBox::currentIndexChanged, this, [this] {
        const int one = m_direction->currentData().toInt();
        m_filter.setDirection(one == anyDirection ? std::nullopt : std::optional(Direction(one)));
        follow();
    });
    connect(m_onlyErrors, &QCheckBox::toggled, this, [this](bool on) {
        m_filter.setOnlyErrors(on);
        follow();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setText(text);
        follow();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (!m_table->selectionModel()->hasSelection())
            m_table->selectAll();
        m_table->copySelected();
    });
    connect(m_export, &QPushButton::clicked, this, &FrameLogPanel::ask);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_model.clear();
        follow();
    });
}

void FrameLogPanel::append(const FrameLogEntry &entry)
{
    m_model.append(entry);
    follow();
    if (m_followNewest->isChecked())
        m_table->scrollToBottom();
}

// The meter that was chosen stays chosen while others come.
void FrameLogPanel::fillMeters()
{
    const int chosen = m_meter->count() > 0 ? m_meter->currentData().toInt() : -1;
    {
        const QSignalBlocker quiet(m_meter);
        m_meter->clear();
        m_meter->addItem(tr("All meters"), -1);
        for (int n = 0; n < m_model.meters().size(); ++n) {
            const MeterAddress &meter = m_model.meters().at(n);
            m_meter->addItem(MeterWords::meter(meter), n);
            m_meter->setItemData(n + 1, MeterWords::protocol(meter.protocol), Qt::ToolTipRole);
        }
        m_meter->setCurrentIndex(qMax(0, m_meter->findData(chosen)));
    }
    const int n = m_meter->currentData().toInt();
    m_filter.setMeter(n < 0 ? MeterAddress() : m_model.meters().value(n));
}

Done FrameLogPanel::save(const QString &fileName) const
{
    const bool isText = fileName.endsWith(QLatin1String(".txt"), Qt::CaseInsensitive);
    return saveFile(fileName, isText ? m_model.plainText() : m_model.csv());
}

void FrameLogPanel::ask()
{
    askWhereToSave(this, tr("Export frames"), tr("frames", "name of a file"),
                   {tr("Table (*.csv)"), tr("Text (*.txt)")}, [this](const QString &fileName) {
                       if (const Done done = save(fileName); !done)
                           Q_EMIT failed(done.error());
                   });
}

void FrameLogPanel::follow()
{
    const bool filters = m_filter.isFiltering();
    m_count->setVisible(filters);
    m_count->setText(
        tr("%1 of %2", "frames shown, frames kept").arg(m_filter.rowCount()).arg(m_model.rowCount()));
    m_table->setEmptyText(filters && m_model.rowCount() > 0
                              ? tr("The filter hides all frames.")
                              : tr("No frames yet. Open a line and read a meter: every byte shows here."));
    setAllowed(m_export, m_model.rowCount() > 0, tr("There are no frames yet."));
}

void FrameLogPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_model.retranslate();
        fillMeters();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
