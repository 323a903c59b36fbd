// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/setmeterpanel.h"

#include "models/basics/whenfinished.h"
#include "ui/meters/writewords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

namespace pd::ui {

namespace {

// As wide as its form, so that nothing is scrolled sideways; as high as there is room.
class FormScroll : public QScrollArea
{
public:
    QSize sizeHint() const override { return {formWidth(), QScrollArea::sizeHint().height()}; }
    QSize minimumSizeHint() const override { return {formWidth(), QScrollArea::minimumSizeHint().height()}; }

private:
    int formWidth() const
    {
        return widget() ? widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width() : 0;
    }
};

} // namespace

using Act = WriteOrder::Act;

SetMeterPanel::SetMeterPanel(MeterLines &lines, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_lines(lines)
    , m_form(new SetMeterForm(theme))
    , m_scroll(new FormScroll)
    , m_confirm(new ConfirmStrip(QStringLiteral("setConfirm"), theme))
    , m_notice(new Notice(QStringLiteral("setNotice"), theme))
    , m_result(makeLabel(QStringLiteral("setResult")))
    , m_table(new DataTable(QStringLiteral("setRecords"), theme))
{
    setObjectName(QStringLiteral("setMeterPanel"));
    build(theme);
    connect(m_form, &SetMeterForm::wanted, this, &SetMeterPanel::ask);
    connect(m_form, &SetMeterForm::releaseWanted, this, &SetMeterPanel::release);
    follow();
}

void SetMeterPanel::build(const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(this, theme, 2, 0, 0.5);
    m_scroll->setObjectName(QStringLiteral("setScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_form);
    row->addWidget(m_scroll);
    auto *column = makeLayout<QVBoxLayout>(nullptr, theme, 0.5);
    m_result->setWordWrap(true);
    m_result->setVisible(false);
    for (QWidget *widget : QList<QWidget *>{m_confirm, m_notice, m_result})
        column->addWidget(widget);
    m_table->setModel(&m_records);
    m_table->setSortingEnabled(false);
    m_table->setColumnChars({11, 14, 20, 15, 7}, WriteRecordModel::ChangeColumn);
    column->addWidget(m_table, 1);
    row->addLayout(column, 1);
    m_texts.add([this] {
        m_table->setAccessibleName(tr("What was written to this meter"));
        m_table->setEmptyText(tr("Nothing was written to this meter from here."));
    });
}

void SetMeterPanel::setMeter(const QString &path, const MeterAddress &meter)
{
    if (path == m_path && meter == m_meter)
        return;
    const bool isOther = !(meter == m_meter);
    m_path = path;
    m_meter = meter;
    m_confirm->cancel();
    if (isOther) {
        m_form->clear();
        m_notice->clear();
        m_said = nullptr;
        m_lockout = {};
        m_records.setRecords({});
        readHistory();
    } else if (path.isEmpty()) {
        m_form->forgetPassword();
    }
    follow();
}

void SetMeterPanel::setHindrance(const QString &why)
{
    if (!why.isEmpty())
        m_confirm->cancel();
    m_hindrance = why;
    follow();
}

void SetMeterPanel::readHistory()
{
    const int number = ++m_historyNumber;
    if (m_meter.address.isEmpty())
        return;
    whenFinished(m_lines.writeHistory(m_meter), this, [this, number](const Result<WriteHistory> &history) {
        if (number != m_historyNumber)
            return; // of another meter, or older than the newest
        if (!history) {
            m_notice->tell(WriteWords::error({}, history.error()));
            return;
        }
        m_records.setRecords(history->records);
        m_lockout = history->lockout;
        follow();
    });
}

ConfirmStrip::Question SetMeterPanel::relayQuestion(const WriteOrder &order)
{
    const QString &address = order.meter.address;
    switch (order.relay) {
    case WriteOrder::Relay::Open: break;
    case WriteOrder::Relay::PermitClosing:
        return {tr("Permit the relay of meter %1 to close?").arg(address),
                tr("Whoever presses the button on the meter then closes it: what it feeds has power again."),
                tr("Permit closing")};
    case WriteOrder::Relay::Close:
        return {tr("Close the relay of meter %1?").arg(address),
                tr("What it feeds has power at once. Be sure that nobody is working on it."),
                tr("Close relay")};
    }
    return {tr("Open the relay of meter %1?").arg(address),
            tr("What it feeds loses its power at once; a running charge is cut off."), tr("Open relay")};
}

ConfirmStrip::Question SetMeterPanel::settingQuestion(const WriteOrder &order)
{
    const QString &address = order.meter.address;
    switch (order.act) {
    case Act::Baud:
        return {tr("Let meter %1 go over to %2 bit/s?").arg(address).arg(order.baud),
                tr("The line follows. Other meters on it keep their rate and are not heard until they are "
                   "changed, "
                   "too; nor does the pile read this one until it is told."),
                tr("Change rate")};
    case Act::Freeze:
        return {tr("Let meter %1 freeze its registers %2?").arg(address, WriteWords::moment(order.freeze)),
                tr("It keeps a copy of its registers; the oldest copy goes."), tr("Freeze")};
    case Act::Output:
        return {
            tr("Let the terminal of meter %1 give \"%2\"?").arg(address, WriteWords::output(order.output)),
            tr("Whatever is wired to it sees another signal at once."), tr("Set terminal")};
    default: break;
    }
    return {tr("Give meter %1 another password for level %2?").arg(address).arg(order.newPassword.level),
            tr("The present password is sent once. The new one cannot be read back: write it down. Whoever "
               "writes with the old one is refused from then on."),
            tr("Change password")};
}

ConfirmStrip::Question SetMeterPanel::question(const WriteOrder &order)
{
    const QString &address = order.meter.address;
    switch (order.act) {
    case Act::Relay: return relayQuestion(order);
    case Act::BroadcastTime:
        return {tr("Broadcast the time to all meters on this line?"),
                tr("Each meter takes it if its clock is at most five minutes wrong, once a day. Meter %1 is "
                   "read before and afterwards.")
                    .arg(address),
                tr("Broadcast time")};
    case Act::Address:
        return {tr("Give meter %1 the address %2?").arg(address, order.newAddress),
                tr("It then answers to the new address only; whoever reads it by the old one finds nothing."),
                tr("Give address")};
    case Act::Baud:
    case Act::Freeze:
    case Act::Output:
    case Act::Password: return settingQuestion(order);
    case Act::Item:
    case Act::CheckClock:
    case Act::SetClock: break;
    }
    return {tr("Set the clock of meter %1 to the time of this computer?").arg(address),
            tr("The password is sent once. Energy by time of day is counted by the new time."),
            tr("Set clock")};
}

void SetMeterPanel::ask(const WriteOrder &order)
{
    m_notice->clear();
    m_said = nullptr;
    follow();
    if (order.act == Act::CheckClock) {
        write(order);
        return;
    }
    m_confirm->ask([order] { return question(order); }, [this, order] { write(order); });
}

void SetMeterPanel::write(const WriteOrder &order)
{
    m_busy = true;
    m_form->forgetConfirmation();
    follow();
    whenFinished(m_lines.write(m_path, order), this,
                 [this, order](const Result<WriteOutcome> &outcome) { take(order, outcome); });
}

void SetMeterPanel::take(const WriteOrder &order, const Result<WriteOutcome> &outcome)
{
    m_busy = false;
    if (!(order.meter == m_meter)) {
        follow(); // another one is at hand by now; the audit file has it
        return;
    }
    if (!outcome) {
        if (outcome.error().reason == QLatin1String("unauthorised")
            || outcome.error().reason == QLatin1String("password_refused_before"))
            m_form->forgetPassword();
        if (outcome.error().kind != Error::Kind::Cancelled)
            m_notice->tell(WriteWords::error(order, outcome.error()));
    } else if (outcome->verdict == WriteVerdict::Differs) {
        m_notice->tell({Error::Kind::Conflict,
                        {},
                        order.act == Act::Baud ? QStringLiteral("write_rate_kept")
                                               : QStringLiteral("write_read_back_differs")});
    } else {
        if (order.act == Act::Address)
            Q_EMIT addressGiven(outcome->shown);
        else if (order.act == Act::Baud && outcome->wasSent)
            Q_EMIT rateChanged(order.baud);
        else if (order.act == Act::Password)
            m_form->forgetPassword();
        m_said = [order, outcome = *outcome] { return WriteWords::outcome(order, outcome); };
    }
    readHistory();
    follow();
}

void SetMeterPanel::release(const QString &reason)
{
    m_notice->clear();
    whenFinished(m_lines.forgetRefusals(m_meter, reason), this, [this](const Done &done) {
        if (!done)
            m_notice->tell(WriteWords::error({}, done.error()));
        else
            m_form->clear();
        readHistory();
    });
}

void SetMeterPanel::follow()
{
    m_form->setSituation({!m_path.isEmpty(), m_busy, m_meter, m_lockout, m_hindrance});
    m_result->setText(m_said ? m_said() : QString());
    m_result->setVisible(bool(m_said));
}

void SetMeterPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        m_records.retranslate();
        follow();
        m_scroll->updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
