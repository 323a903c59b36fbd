// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "models/pile/pilestore.h"
#include "ui/prices/plantables.h"
#include "ui/prices/planwords.h"
#include "ui/shell/page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pd::ui {

class ConfirmStrip;
class DataTable;
class Notice;
class PlanEditor;

// Price plans of one station: its versions, what the piles confirmed, and the chosen version with its
// difference to the plan in force. One person drafts and submits, another approves or refuses.
class PricesPage : public Page
{
    Q_OBJECT

public:
    PricesPage(const PileStore &piles, const CloudLink &link, PricesGateway &gateway, const Theme &theme,
               Ticker &ticker, QWidget *parent = nullptr);
    QString key() const override { return QStringLiteral("prices"); }
    QString title() const override { return tr("Prices"); }
    QString iconName() const override { return QStringLiteral("price"); }
    void reveal(const QString &id) override; // a version

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build(const Theme &theme);
    QLayout *buildHead(const Theme &theme);
    QWidget *buildLists(const Theme &theme);
    QWidget *buildVersion(const Theme &theme);
    QLayout *buildActs(const Theme &theme);
    void connectAll();
    void fillStations();
    void fetch();
    void takeVersions(const QList<PlanVersion> &versions);
    void choose(const QString &version);
    void show(const PlanVersion &version);
    const PlanVersion *chosen() const;
    const PlanVersion *inForce() const;
    void draft(const QString &rollsBackTo);
    void save();
    void act(PlanDeed deed);
    void ask(PlanDeed deed);
    void take(const Result<PlanVersion> &done);
    void refresh();
    void refreshActs();
    void refreshDifference();
    void refreshHistory();
    PlanRules rules() const;

    const PileStore &m_piles;
    const CloudLink &m_link;
    PricesGateway &m_gateway;
    Ticker &m_ticker;
    Texts m_texts;
    RowModel<PlanVersion> m_versions;
    RowModel<PlanConfirmation> m_confirmations;
    RowModel<PlanChange> m_changes;
    QComboBox *m_station;
    QPushButton *m_new;
    QPushButton *m_back;
    Notice *m_notice;
    DataTable *m_versionTable;
    DataTable *m_pileTable;
    DataTable *m_changeTable;
    QLabel *m_title;
    QLabel *m_history;
    QLabel *m_changeTitle;
    PlanEditor *m_editor;
    QLineEdit *m_reason;
    QLabel *m_why; // nothing can be done with the version
    ConfirmStrip *m_confirm;
    QHash<PlanDeed, QPushButton *> m_acts; // Change stands for saving
    QString m_chosen;
    bool m_dirty = false; // the fields say more than the cloud knows
};

} // namespace pd::ui
