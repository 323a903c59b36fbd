// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/chargeform.h"

#include "ui/charge/placepicker.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QEvent>
#include <QSignalBlocker>
#include <QStyle>

namespace pd::ui {

using Step = ChargeFlow::Step;

ChargeForm::ChargeForm(ChargeFlow &flow, const PileStore &piles, const Theme &theme, Ticker &ticker,
                       QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_place(new PlacePicker(piles, theme, ticker))
    , m_byEnergy(makeButton(QStringLiteral("chargeByEnergy"), "segment"))
    , m_byTime(makeButton(QStringLiteral("chargeByTime"), "segment"))
    , m_untilFull(makeButton(QStringLiteral("chargeUntilFull"), "segment"))
    , m_phone(new QLineEdit)
    , m_check(makeButton(QStringLiteral("chargeCheck")))
    , m_account(makeLabel(QStringLiteral("chargeAccount")))
    , m_amount(new QLineEdit)
    , m_platform(makeButton(QStringLiteral("chargePlatform"), "segment"))
    , m_card(makeButton(QStringLiteral("chargeCard"), "segment"))
    , m_request(makeButton(QStringLiteral("chargeRequest"), "primary"))
{
    setObjectName(QStringLiteral("chargeForm"));
    m_phone->setObjectName(QStringLiteral("chargePhone"));
    m_amount->setObjectName(QStringLiteral("chargeAmount"));
    build(theme);
    connectFields();
    connect(&flow, &ChargeFlow::changed, this, &ChargeForm::refresh);
    refresh();
}

void ChargeForm::build(const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(this, theme, 1.5, 2, 1.5);
    const auto notice = [&](Step step, const char *name) {
        auto *made = new Notice(QLatin1String(name), theme);
        m_notices.insert(step, made);
        return made;
    };
    auto *place = addStep(column, 1, QT_TR_NOOP("Place"), notice(Step::Place, "placeNotice"), theme);
    place->insertWidget(1, m_place, 1);
    column->setStretchFactor(place, 1);
    addMode(addStep(column, 2, QT_TR_NOOP("Mode"), notice(Step::Mode, "modeNotice"), theme), theme);
    addAccount(addStep(column, 3, QT_TR_NOOP("Account"), notice(Step::Account, "accountNotice"), theme),
               theme);
    addAmount(addStep(column, 4, QT_TR_NOOP("Amount"), notice(Step::Amount, "amountNotice"), theme), theme);
    addMethod(addStep(column, 5, QT_TR_NOOP("Payment"), notice(Step::Payment, "paymentNotice"), theme),
              theme);
    column->addWidget(m_request);
}

QVBoxLayout *ChargeForm::addStep(QVBoxLayout *column, int number, const char *title, Notice *notice,
                                 const Theme &theme)
{
    auto *step = makeLayout<QVBoxLayout>(nullptr, theme, 0.75);
    auto *head = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    auto *badge = makeLabel(QStringLiteral("step%1").arg(number), "badge");
    badge->setText(QString::number(number));
    badge->setAlignment(Qt::AlignCenter);
    badge->setFixedSize(theme.grid(2.5), theme.grid(2.5));
    auto *name = makeLabel(QStringLiteral("step%1Title").arg(number), "section");
    m_texts.add([name, title] { name->setText(tr(title)); });
    head->addWidget(badge);
    head->addWidget(name, 1);
    step->addLayout(head);
    step->addWidget(notice);
    column->addLayout(step);
    return step;
}

void ChargeForm::addMode(QVBoxLayout *step, const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    auto *group = new QButtonGroup(this);
    for (QPushButton *button : {m_byEnergy, m_byTime, m_untilFull}) {
        button->setCheckable(true);
        group->addButton(button);
        row->addWidget(button, 1);
    }
    m_byEnergy->setChecked(true);
    step->insertLayout(1, row);
    m_texts.add([this] {
        setWords(m_byEnergy, tr("By energy"));
        setWords(m_byTime, tr("By time"));
        setWords(m_untilFull, tr("Until full"));
    });
}

void ChargeForm::addAccount(QVBoxLayout *step, const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    row->addWidget(m_phone, 1);
    row->addWidget(m_check);
    step->insertLayout(1, row);
    step->insertWidget(2, m_account);
    m_account->setWordWrap(true);
    m_phone->setInputMethodHints(Qt::ImhDialableCharactersOnly);
    m_texts.add([this] {
        setWords(m_phone, tr("Phone number"), tr("Phone number of the driver"));
        setWords(m_check, tr("Check account"));
    });
}

void ChargeForm::addAmount(QVBoxLayout *step, const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_amount->setAlignment(Qt::AlignRight);
    auto *unit = makeLabel(QStringLiteral("chargeAmountUnit"), "muted");
    row->addWidget(m_amount, 1);
    row->addWidget(unit);
    for (const char *text : {"10", "20", "50", "100"}) {
        auto *quick = makeButton(QStringLiteral("chargeQuick") + QLatin1String(text), "quiet");
        quick->setText(QLatin1String(text));
        quick->setFocusPolicy(Qt::ClickFocus); // typing the figure is quicker than tabbing to it
        connect(quick, &QPushButton::clicked, this, [this, quick] { m_amount->setText(quick->text()); });
        m_texts.add([quick] { quick->setAccessibleName(tr("%1 yuan").arg(quick->text())); });
        row->addWidget(quick);
        m_quick.append(quick);
    }
    step->insertLayout(1, row);
    m_texts.add([this, unit] {
        setWords(m_amount, tr("Amount in yuan"), QStringLiteral("20.00"));
        unit->setText(tr("yuan"));
    });
}

void ChargeForm::addMethod(QVBoxLayout *step, const Theme &theme)
{
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    auto *group = new QButtonGroup(this);
    m_platform->setIcon(theme.icon(QStringLiteral("qr")));
    m_card->setIcon(theme.icon(QStringLiteral("card")));
    for (QPushButton *button : {m_platform, m_card}) {
        button->setCheckable(true);
        group->addButton(button);
        row->addWidget(button, 1);
    }
    m_platform->setChecked(true);
    step->insertLayout(1, row);
    m_texts.add([this] {
        setWords(m_platform, tr("Network platform"));
        setWords(m_card, tr("Bank card"));
    });
}

void ChargeForm::connectFields()
{
    connect(m_place, &PlacePicker::picked, &m_flow, &ChargeFlow::setPort);
    connect(m_place, &PlacePicker::done, this, &ChargeForm::focusPhone);
    // toggled, not clicked: a screen reader toggles.
    for (const auto &[button, mode] :
         {std::pair(m_byEnergy, ChargeMode::ByEnergy), std::pair(m_byTime, ChargeMode::ByTime),
          std::pair(m_untilFull, ChargeMode::AutoFull)}) {
        connect(button, &QPushButton::toggled, this, [this, chosen = mode](bool on) {
            if (on && m_flow.mode() != chosen)
                m_flow.setMode(chosen);
        });
    }
    connect(m_phone, &QLineEdit::textChanged, &m_flow, &ChargeFlow::setPhone);
    connect(m_phone, &QLineEdit::returnPressed, &m_flow, &ChargeFlow::checkAccount);
    connect(m_check, &QPushButton::clicked, &m_flow, &ChargeFlow::checkAccount);
    connect(m_amount, &QLineEdit::textChanged, &m_flow, &ChargeFlow::setAmount);
    connect(m_amount, &QLineEdit::returnPressed, this,
            [this] { (m_card->isChecked() ? m_card : m_platform)->setFocus(Qt::TabFocusReason); });
    connect(m_platform, &QPushButton::toggled, this, [this](bool on) {
        m_flow.setMethod(on ? PaymentMethod::NetworkPlatform : PaymentMethod::BankCard);
    });
    connect(m_request, &QPushButton::clicked, &m_flow, &ChargeFlow::requestPayment);
    connect(&m_flow, &ChargeFlow::accountChecked, this, [this] {
        // The person has just pressed Enter or the button: on to the amount.
        if (m_phone->hasFocus() || m_check->hasFocus())
            m_amount->setFocus(Qt::TabFocusReason);
        const QSignalBlocker quiet(m_phone); // what was typed is no longer needed and is masked
        m_phone->setText(m_flow.account()->phoneMasked);
    });
}

void ChargeForm::pick(const PortId &port)
{
    m_place->pick(port);
    m_flow.setPort(port);
}

void ChargeForm::clear()
{
    const QSignalBlocker quietPhone(m_phone);
    const QSignalBlocker quietAmount(m_amount);
    m_phone->clear();
    m_amount->clear();
    refresh();
}

void ChargeForm::focusFirst()
{
    m_place->focusSearch();
}

void ChargeForm::focusPhone()
{
    m_phone->setFocus(Qt::OtherFocusReason);
    m_phone->selectAll();
}

void ChargeForm::refresh()
{
    const bool open = m_flow.stage() == ChargeFlow::Stage::Choosing;
    const QString placed = tr("The order has been placed.");
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_place, m_phone, m_amount, m_byEnergy, m_byTime, m_untilFull})
        setAllowed(field, open, placed);
    const bool paysAfter = m_flow.account() && m_flow.account()->settleAfter;
    for (QWidget *method : {m_platform, m_card})
        setAllowed(method, open && !paysAfter, open ? tr("This account pays after the charge.") : placed);
    setWords(m_request, paysAfter ? tr("Place order") : tr("Request payment"));
    for (QPushButton *quick : std::as_const(m_quick))
        setAllowed(quick, open, placed);
    (m_flow.mode() == ChargeMode::ByTime         ? m_byTime
         : m_flow.mode() == ChargeMode::AutoFull ? m_untilFull
                                                 : m_byEnergy)
        ->setChecked(true);
    (m_flow.method() == PaymentMethod::BankCard ? m_card : m_platform)->setChecked(true);
    const auto check = m_flow.mayCheck();
    setAllowed(m_check, check.allowed, check.reason);
    const auto request = m_flow.mayRequest();
    setAllowed(m_request, request.allowed, request.reason);
    refreshAccount();
    refreshNotices();
}

void ChargeForm::refreshAccount()
{
    const auto &account = m_flow.account();
    if (m_flow.order()) {
        m_account->setText(m_phone->text().isEmpty() ? m_flow.order()->accountMasked : QString());
    } else if (m_flow.asked() == ChargeFlow::Asked::Account) {
        m_account->setText(tr("Asking the cloud…"));
    } else if (account) {
        const QString ports = tr("%1 of %2 ports in use").arg(account->portsInUse).arg(account->portLimit);
        m_account->setText(account->plateMasked.isEmpty()
                               ? tr("%1 · %2", "phone, ports").arg(account->phoneMasked, ports)
                               : tr("%1 · %2 · %3", "phone, plate, ports")
                                     .arg(account->phoneMasked, account->plateMasked, ports));
    } else {
        m_account->clear();
    }
    m_account->setVisible(!m_account->text().isEmpty());
    m_account->setAccessibleName(m_account->text());
}

void ChargeForm::refreshNotices()
{
    for (auto it = m_notices.begin(); it != m_notices.end(); ++it) {
        if (const auto error = m_flow.errorAt(it.key()))
            it.value()->tell(*error);
        else
            it.value()->clear();
    }
    for (QLineEdit *field : {m_phone, m_amount}) {
        const bool wrong = m_flow.errorAt(field == m_phone ? Step::Account : Step::Amount).has_value();
        if (field->property("invalid").toBool() == wrong)
            continue;
        field->setProperty("invalid", wrong);
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
}

void ChargeForm::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_texts.apply();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace pd::ui
