// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/listenpanel.h"

#include "models/basics/whenfinished.h"
#include "ui/meters/readingsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/parts.h"

#include <QEvent>

namespace pd::ui {

ListenPanel::ListenPanel(MeterLines &lines, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_start(makeButton(QStringLiteral("listenStart"), "primary"))
    , m_status(makeLabel(QStringLiteral("listenStatus"), "muted"))
    , m_masters(makeLabel(QStringLiteral("listenMasters")))
    , m_table(new DataTable(QStringLiteral("overheardMeters"), theme))
{
    setObjectName(QStringLiteral("listenPanel"));
    build(theme);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (m_isListening)
            stop();
        else
            start();
    });
    connect(&m_lines, &MeterLines::overheard, this,
            [this](const QString &path, const OverheardTraffic &traffic) {
                if (!m_isListening || path != m_path)
                    return;
                m_traffic = traffic;
                m_model.setMeters(traffic.meters);
                follow();
            });
    follow();
}

void ListenPanel::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 0.5, 0, 0.5);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    head->addWidget(m_start);
    head->addWidget(m_status, 1);
    column->addLayout(head);
    m_masters->setWordWrap(true);
    column->addWidget(m_masters);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    m_table->setColumnChars({15, 16, 10, 10, 14, 12, 20}, OverheardModel::ProtocolColumn);
    column->addWidget(m_table, 1);
    m_texts.add([this] {
        m_table->setAccessibleName(tr("Meters that others ask"));
        m_table->setEmptyText(
            tr("Listening sends nothing. It shows who asks on this line, whom, and what is answered."));
    });
}

void ListenPanel::setLine(const QString &path)
{
    if (path != m_path)
        stop();
    m_path = path;
    follow();
}

void ListenPanel::setHindrance(const QString &why)
{
    m_hindrance = why;
    follow();
}

void ListenPanel::start()
{
    m_traffic.reset();
    m_model.setMeters({});
    m_isListening = true;
    const int number = ++m_number;
    m_listening = m_lines.listen(m_path);
    whenFinished(m_listening, this, [this, number](const Done &done) {
        if (number == m_number && m_isListening)
            ended(done);
    });
    follow();
    Q_EMIT listeningChanged();
}

void ListenPanel::stop()
{
    if (!m_isListening)
        return;
    m_listening.cancel();
    ended({});
}

void ListenPanel::ended(const Done &done)
{
    m_isListening = false;
    follow();
    if (!done)
        Q_EMIT failed(done.error());
    Q_EMIT listeningChanged();
}

QString ListenPanel::statusText() const
{
    if (!m_traffic)
        return m_isListening ? tr("Nothing was heard yet") : QString();
    return tr("%1 frames whole, %2 pieces damaged, %3 bytes in %4")
        .arg(m_traffic->frames)
        .arg(m_traffic->damaged)
        .arg(m_traffic->bytes)
        .arg(Figures::duration(m_traffic->elapsedMs / 1000));
}

QString ListenPanel::masterText(const OverheardMaster &master)
{
    const QString protocol = MeterWords::protocol(master.protocol);
    QString text = tr("A master asks in %1: %2 requests", "protocol").arg(protocol).arg(master.requests);
    if (master.toAll > 0)
        text = tr("%1, %2 of them to all meters").arg(text).arg(master.toAll);
    return master.changing > 0 ? tr("%1, %2 of them change something").arg(text).arg(master.changing) : text;
}

QString ListenPanel::mastersText() const
{
    if (!m_traffic || m_traffic->bytes == 0)
        return {};
    if (m_traffic->frames == 0)
        return tr("Bytes come, but no whole frame: their rate or parity is probably another one than %1.")
            .arg(m_traffic->settings.text());
    if (m_traffic->masters.isEmpty())
        return tr("Only answers are heard: the wire of whoever asks does not reach this adapter.");
    QStringList lines;
    for (const OverheardMaster &master : m_traffic->masters)
        lines.append(masterText(master) + tr(".", "ends a sentence"));
    return lines.join(QLatin1Char('\n'));
}

void ListenPanel::follow()
{
    setWords(m_start, m_isListening ? tr("Stop listening") : tr("Listen"));
    setLook(m_start, m_isListening ? "" : "primary");
    setAllowed(m_start, m_isListening || (!m_path.isEmpty() && m_hindrance.isEmpty()),
               m_path.isEmpty() ? tr("Open the line first.") : m_hindrance);
    m_status->setText(statusText());
    const QString masters = mastersText();
    m_masters->setText(masters);
    m_masters->setVisible(!masters.isEmpty());
}

void ListenPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_model.retranslate();
        follow();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
