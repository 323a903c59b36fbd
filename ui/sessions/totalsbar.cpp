// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/totalsbar.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>

namespace pd::ui {

TotalsBar::TotalsBar(const QTableView &table, const OrderProxy &proxy, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_table(table)
    , m_proxy(proxy)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("orderTotals"));
    setFixedHeight(theme.grid(4));
    m_gather.setSingleShot(true);
    m_gather.setInterval(50);
    connect(&m_gather, &QTimer::timeout, this, &TotalsBar::reckon);
    const auto later = [this] { m_gather.start(); };
    connect(&proxy, &QAbstractItemModel::dataChanged, this, later);
    connect(&proxy, &QAbstractItemModel::rowsInserted, this, later);
    connect(&proxy, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&proxy, &QAbstractItemModel::modelReset, this, later);
    const QHeaderView *header = table.horizontalHeader();
    connect(header, &QHeaderView::sectionResized, this, qOverload<>(&QWidget::update));
    connect(header, &QHeaderView::sectionMoved, this, qOverload<>(&QWidget::update));
    connect(table.horizontalScrollBar(), &QScrollBar::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    reckon();
}

void TotalsBar::setLead(const QString &text)
{
    m_lead = text;
    update();
}

void TotalsBar::reckon()
{
    m_totals.clear();
    QStringList spoken;
    for (int column = 0; column < OrderTableModel::ColumnCount; ++column) {
        m_totals << m_proxy.total(column);
        if (!m_totals.last().isEmpty())
            spoken << m_proxy.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
                    + QLatin1Char(' ') + m_totals.last();
    }
    setAccessibleName(tr("Totals"));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void TotalsBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::SurfaceSunken));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(ColorRole::Hairline));
    const int pad = m_theme.grid(1);
    painter.setPen(m_theme.color(ColorRole::TextMuted));
    painter.drawText(rect().adjusted(pad, 0, -pad, 0), Qt::AlignLeft | Qt::AlignVCenter, m_lead);
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_theme.color(ColorRole::Text));
    for (int column = 0; column < m_totals.size(); ++column) {
        if (m_table.isColumnHidden(column) || m_totals.at(column).isEmpty())
            continue;
        const QRect cell(m_table.columnViewportPosition(column), 0, m_table.columnWidth(column), height());
        painter.drawText(cell.adjusted(0, 0, -pad, 0), Qt::AlignRight | Qt::AlignVCenter,
                         m_totals.at(column));
    }
}

} // namespace pd::ui
