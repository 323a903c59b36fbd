// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charge/chargeform.h"

#include "ui/charge/placepicker.h"
#include "ui/charge/preview.h"
#include "ui/widgets/figures.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QEvent>
#include <QSignalBlocker>
#include <QStyle>

namespace pd::ui {

using Step = ChargeFlow::Step;

namespace {

using Kind = ChargeLimit::Kind;

constexpr int roomForBold = 4; // pixels: advances are rounded

QStringList quickFigures(Kind kind)
{
    const QString figures = kind == Kind::Time ? QStringLiteral("30 60 120 240")
        : kind == Kind::Energy                 ? QStringLiteral("5 10 20 40")
                                               : QStringLiteral("10 20 50 100");
    return figures.split(QLatin1Char(' '));
}

QBoxLayout *headOf(QVBoxLayout *step)
{
    return static_cast<QBoxLayout *>(step->itemAt(0)->layout());
}

// Choices of which one is made, in the head of their step.
void fillChoice(QVBoxLayout *step, QObject *owner, std::initializer_list<QPushButton *> buttons)
{
    auto *group = new QButtonGroup(owner);
    for (QPushButton *button : buttons) {
        button->setCheckable(true);
        group->addButton(button);
        headOf(step)->addWidget(button);
    }
    (*buttons.begin())->setChecked(true);
}

// What is chosen is bold: there is room for it from the start.
void setChoice(QPushButton *button, const QString &text)
{
    setWords(button, text);
    QFont bold = button->font();
    bold.setWeight(QFont::DemiBold);
    const int more
        = QFontMetrics(bold).horizontalAdvance(text) - QFontMetrics(button->font()).horizontalAdvance(text);
    button->setMinimumWidth(0);
    button->setMinimumWidth(button->sizeHint().width() + qMax(0, more) + roomForBold);
}

} // namespace

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
    , m_inYuan(makeButton(QStringLiteral("chargeInYuan"), "segment"))
    , m_inKwh(makeButton(QStringLiteral("chargeInKwh"), "segment"))
    , m_inMinutes(makeButton(QStringLiteral("chargeInMinutes"), "segment"))
    , m_amount(new QLineEdit)
    , m_unit(makeLabel(QStringLiteral("chargeAmountUnit"), "muted"))
    , m_whenTold(makeButton(QStringLiteral("chargeWhenTold"), "segment"))
    , m_atTime(makeButton(QStringLiteral("chargeAtTime"), "segment"))
    , m_startTime(new QLineEdit)
    , m_startHint(makeLabel(QStringLiteral("chargeStartHint"), "muted"))
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
    addMode(addStep(column, 2, QT_TR_NOOP("Mode"), notice(Step::Mode, "modeNotice"), theme));
    addAccount(addStep(column, 3, QT_TR_NOOP("Account"), notice(Step::Account, "accountNotice"), theme));
    addLimit(addStep(column, 4, QT_TR_NOOP("Limit"), notice(Step::Amount, "amountNotice"), theme), theme);
    addStart(addStep(column, 5, QT_TR_NOOP("Start"), notice(Step::Start, "startNotice"), theme), theme);
    addMethod(addStep(column, 6, QT_TR_NOOP("Payment"), notice(Step::Payment, "paymentNotice"), theme),
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

void ChargeForm::addMode(QVBoxLayout *step)
{
    fillChoice(step, this, {m_byEnergy, m_byTime, m_untilFull});
    m_texts.add([this] {
        setChoice(m_byEnergy, tr("By energy"));
        setChoice(m_byTime, tr("By time"));
        setChoice(m_untilFull, tr("Until full"));
    });
}

void ChargeForm::addAccount(QVBoxLayout *step)
{
    headOf(step)->addWidget(m_phone, 4);
    headOf(step)->addWidget(m_check);
    step->insertWidget(1, m_account);
    m_account->setWordWrap(true);
    m_phone->setInputMethodHints(Qt::ImhDialableCharactersOnly);
    m_texts.add([this] {
        setWords(m_phone, tr("Phone number"), tr("Phone number of the driver"));
        setWords(m_check, tr("Check account"));
    });
}

void ChargeForm::addLimit(QVBoxLayout *step, const Theme &theme)
{
    fillChoice(step, this, {m_inYuan, m_inKwh, m_inMinutes});
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    m_amount->setAlignment(Qt::AlignRight);
    row->addWidget(m_amount, 1);
    row->addWidget(m_unit);
    for (int at = 0; at < quickFigures(Kind::Amount).size(); ++at) {
        auto *quick = makeButton(QStringLiteral("chargeQuick%1").arg(at + 1), "quiet");
        quick->setFocusPolicy(Qt::ClickFocus); // typing the figure is quicker than tabbing to it
        connect(quick, &QPushButton::clicked, this, [this, quick] { m_amount->setText(quick->text()); });
        row->addWidget(quick);
        m_quick.append(quick);
    }
    step->insertLayout(1, row);
    m_texts.add([this] {
        setChoice(m_inYuan, tr("Amount", "what limits a charge"));
        setChoice(m_inKwh, tr("Energy", "what limits a charge"));
        setChoice(m_inMinutes, tr("Time", "what limits a charge"));
    });
}

void ChargeForm::addStart(QVBoxLayout *step, const Theme &theme)
{
    fillChoice(step, this, {m_whenTold, m_atTime});
    headOf(step)->addWidget(m_startTime);
    m_startTime->setObjectName(QStringLiteral("chargeStartTime"));
    m_startTime->setFixedWidth(theme.grid(9));
    m_startTime->setAlignment(Qt::AlignRight);
    m_startHint->setWordWrap(true);
    step->insertWidget(1, m_startHint);
    m_texts.add([this] {
        setChoice(m_whenTold, tr("When told"));
        setChoice(m_atTime, tr("At a time"));
        setWords(m_startTime, tr("Time of the start"), QStringLiteral("00:30"));
    });
}

void ChargeForm::addMethod(QVBoxLayout *step, const Theme &theme)
{
    m_platform->setIcon(theme.icon(QStringLiteral("qr")));
    m_card->setIcon(theme.icon(QStringLiteral("card")));
    fillChoice(step, this, {m_platform, m_card});
    m_texts.add([this] {
        setChoice(m_platform, tr("Network platform"));
        setChoice(m_card, tr("Bank card"));
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
    connectLimit();
    connectStart();
    connect(m_platform, &QPushButton::toggled, this, [this](bool on) {
        m_flow.setMethod(on ? PaymentMethod::NetworkPlatform : PaymentMethod::BankCard);
    });
    connect(m_request, &QPushButton::clicked, &m_flow, &ChargeFlow::requestPayment);
    connect(&m_flow, &ChargeFlow::accountChecked, this, [this] {
        // The person has just pressed Enter or the button: on to the amount.
        if (m_phone->hasFocus() || m_check->hasFocus())
            m_amount->setFocus(Qt::TabFocusReason);
    });
}

void ChargeForm::connectLimit()
{
    for (const auto &[button, kind] : {std::pair(m_inYuan, Kind::Amount), std::pair(m_inKwh, Kind::Energy),
                                       std::pair(m_inMinutes, Kind::Time)}) {
        connect(button, &QPushButton::toggled, this, [this, chosen = kind](bool on) {
            if (on && m_flow.limitKind() != chosen)
                m_flow.setLimitKind(chosen);
        });
    }
    connect(m_amount, &QLineEdit::textChanged, &m_flow, &ChargeFlow::setFigure);
    connect(m_amount, &QLineEdit::returnPressed, this,
            [this] { (m_card->isChecked() ? m_card : m_platform)->setFocus(Qt::TabFocusReason); });
}

void ChargeForm::connectStart()
{
    connect(m_atTime, &QPushButton::toggled, this, [this](bool on) {
        if (on == m_flow.isScheduled())
            return;
        m_flow.setScheduled(on);
        if (on && m_atTime->hasFocus())
            m_startTime->setFocus(Qt::TabFocusReason);
    });
    connect(m_startTime, &QLineEdit::textChanged, &m_flow, &ChargeFlow::setStartTime);
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
    const QSignalBlocker quietTime(m_startTime);
    for (QLineEdit *field : {m_phone, m_amount, m_startTime})
        field->clear();
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
    for (QWidget *field : std::initializer_list<QWidget *>{m_place, m_phone, m_amount, m_byEnergy, m_byTime,
                                                           m_untilFull, m_whenTold, m_atTime})
        setAllowed(field, open, placed);
    const bool paysAfter = m_flow.account() && m_flow.account()->settleAfter;
    for (QWidget *method : {m_platform, m_card})
        setAllowed(method, open && !paysAfter, open ? tr("This account pays after the charge.") : placed);
    setWords(m_request, paysAfter ? tr("Place order") : tr("Request payment"));
    refreshLimit(open);
    refreshStart(open);
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

void ChargeForm::refreshLimit(bool open)
{
    const Kind kind = m_flow.limitKind();
    const QString placed = tr("The order has been placed.");
    const QString never = m_flow.mode() == ChargeMode::AutoFull
        ? tr("A charge until full is limited by the amount that is held.")
        : m_flow.mode() == ChargeMode::ByTime ? tr("A charge by time is not limited by energy.")
                                              : tr("A charge by energy is not limited by time.");
    const QList<Kind> offered = limitsOf(m_flow.mode());
    for (const auto &[button, choice] : {std::pair(m_inYuan, Kind::Amount), std::pair(m_inKwh, Kind::Energy),
                                         std::pair(m_inMinutes, Kind::Time)}) {
        if (choice == kind)
            button->setChecked(true);
        setAllowed(button, open && offered.contains(choice), open ? never : placed);
    }
    for (QPushButton *quick : std::as_const(m_quick))
        setAllowed(quick, open, placed);
    nameLimit(kind);
    const auto &order = m_flow.order();
    const QSignalBlocker quiet(m_amount);
    if (order && order->limit.kind != Kind::None && m_amount->text() != textOf(order->limit))
        m_amount->setText(textOf(order->limit));
    // Another kind was chosen: the figure is void.
    if (!order && !m_flow.limit() && !m_flow.errorAt(Step::Amount) && !m_amount->text().isEmpty())
        m_amount->clear();
}

void ChargeForm::nameLimit(Kind kind)
{
    const bool inYuan = kind == Kind::Amount;
    const bool inKwh = kind == Kind::Energy;
    const QString name = inYuan ? tr("Amount in yuan") : inKwh ? tr("Energy in kWh") : tr("Time in minutes");
    if (m_amount->accessibleName() == name)
        return;
    const QStringList figures = quickFigures(kind);
    setWords(m_amount, name, inYuan || inKwh ? figures[1] + QStringLiteral(".00") : figures[1]);
    m_unit->setText(inYuan ? tr("yuan") : inKwh ? tr("kWh") : tr("min"));
    for (qsizetype at = 0; at < m_quick.size(); ++at) {
        m_quick[at]->setText(figures[at]);
        m_quick[at]->setAccessibleName((inYuan      ? tr("%1 yuan")
                                            : inKwh ? tr("%1 kWh")
                                                    : tr("%1 min"))
                                           .arg(figures[at]));
    }
}

void ChargeForm::refreshStart(bool open)
{
    const auto &order = m_flow.order();
    const bool scheduled = m_flow.isScheduled();
    (scheduled ? m_atTime : m_whenTold)->setChecked(true);
    setAllowed(m_startTime, open && scheduled,
               open ? tr("It starts when it is told to.") : tr("The order has been placed."));
    const auto moment = order ? std::optional(order->startAt) : m_flow.startAt();
    const bool known = moment && moment->isValid();
    if (known)
        m_startHint->setText(tr("Starts by itself at %1 if the car is there; the port is held until then.")
                                 .arg(Figures::dayTime(*moment, m_flow.zone())));
    m_startHint->setVisible(known && open);
}

void ChargeForm::refreshAccount()
{
    const auto &account = m_flow.account();
    if (m_flow.order()) {
        m_account->setText(m_phone->text().isEmpty() ? m_flow.order()->accountMasked : QString());
    } else if (m_flow.asked() == ChargeFlow::Asked::Account) {
        m_account->setText(tr("Asking the cloud…"));
    } else if (account) {
        maskPhone(account->phoneMasked);
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

// What was typed is no longer needed, whether the account may charge or not.
void ChargeForm::maskPhone(const QString &masked)
{
    if (masked.isEmpty() || m_phone->text() == masked)
        return;
    const QSignalBlocker quiet(m_phone);
    m_phone->setText(masked);
}

void ChargeForm::refreshNotices()
{
    for (auto it = m_notices.begin(); it != m_notices.end(); ++it) {
        if (const auto error = m_flow.errorAt(it.key()))
            it.value()->tell(*error);
        else
            it.value()->clear();
    }
    for (const auto &[field, step] : {std::pair(m_phone, Step::Account), std::pair(m_amount, Step::Amount),
                                      std::pair(m_startTime, Step::Start)}) {
        const bool wrong = m_flow.errorAt(step).has_value();
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
