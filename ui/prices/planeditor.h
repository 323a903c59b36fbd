// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rating/priceplan.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace pd::ui {

class SlotPainter;

// One price plan: painter with its brushes, prices per band, and the rules. Read only, or being edited.
class PlanEditor : public QWidget
{
    Q_OBJECT

public:
    explicit PlanEditor(const Theme &theme, QWidget *parent = nullptr);
    // The first one came with the station: no start means from ever.
    void setPlan(const PricePlan &plan, bool editable, bool isFirst = false);
    bool isEditable() const { return m_editable; }
    // What the fields say; of the start, empty is as soon as approved. Invalid with the reasons
    // price_invalid, band_unpriced, minutes_invalid, start_invalid where a field says nothing that can be
    // meant.
    Result<PricePlan> plan() const;

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildBrushes(const Theme &theme);
    QWidget *buildLegend(const Theme &theme);
    QWidget *buildPrices(const Theme &theme);
    QWidget *buildRules(const Theme &theme);
    QLineEdit *addField(const QString &name);
    void addRule(QGridLayout *grid, const QString &field, const std::function<QString()> &words);
    Result<QDateTime> start() const;
    void refreshHints();
    void refreshSums();
    QString text(const QString &field) const;
    void fill(const QString &field, const QString &text);

    const Theme &m_theme;
    Texts m_texts;
    PricePlan m_plan;
    bool m_editable = false;
    bool m_isFirst = false;
    SlotPainter *m_painter;
    QButtonGroup *m_brushes;
    QWidget *m_brushRow = nullptr; // to paint with
    QWidget *m_legend = nullptr; // of a plan that is only read
    QHash<QString, QLineEdit *> m_fields;
    std::array<QLabel *, bandCount> m_sums{};
};

} // namespace pd::ui
