// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/refusal.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace pd::ui {

// Refused piles, one a row, the latest first, in the user's words.
class RefusedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LastColumn, CountColumn, PileColumn, AddressColumn, ReasonColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    // Nothing is told where nothing differs.
    void setRefusals(const QList<PileRefusal> &refusals, const QTimeZone &zone);
    const QList<PileRefusal> &refusals() const { return m_refusals; }
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString display(const PileRefusal &refusal, int column) const;

    QList<PileRefusal> m_refusals;
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace pd::ui
