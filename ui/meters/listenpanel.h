// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/meterline.h"
#include "ui/meters/overheardmodel.h"
#include "ui/widgets/texts.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace pd::ui {

class DataTable;
class Theme;

// Listens to the talk of others on the open line without sending a byte: who asks, whom, and how it is
// answered. The frames themselves are in the log beneath.
class ListenPanel : public QWidget
{
    Q_OBJECT

public:
    ListenPanel(MeterLines &lines, const Theme &theme, QWidget *parent = nullptr);
    void setLine(const QString &path); // of the open line; empty: none
    void setHindrance(const QString &why); // why the line cannot be listened to now; empty: it can
    bool isListening() const { return m_isListening; }
    void stop();

Q_SIGNALS:
    void listeningChanged();
    void failed(const pd::Error &error);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build(const Theme &theme);
    void start();
    void ended(const Done &done);
    void follow();
    QString statusText() const;
    QString mastersText() const;
    static QString masterText(const OverheardMaster &master);

    MeterLines &m_lines;
    Texts m_texts;
    OverheardModel m_model;
    QString m_path;
    QString m_hindrance;
    bool m_isListening = false;
    int m_number = 0; // of the newest listening
    QFuture<Done> m_listening;
    std::optional<OverheardTraffic> m_traffic;
    QPushButton *m_start;
    QLabel *m_status;
    QLabel *m_masters;
    DataTable *m_table;
};

} // namespace pd::ui
