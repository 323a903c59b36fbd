// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/signinpage.h"

#include "models/basics/whenfinished.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/parts.h"

#include <QEvent>

namespace pd::ui {

namespace {

bool isCloudUrl(const QUrl &url)
{
    const QString scheme = url.scheme();
    return url.isValid() && !url.host().isEmpty()
        && (scheme == QLatin1String("http") || scheme == QLatin1String("https"));
}

// Before the first word of a cloud the cause is most likely its address, and nothing is tried again by
// itself.
QString reasonBeforeSignIn(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Offline: return QStringLiteral("sign_in_unreachable");
    case Error::Kind::Timeout: return QStringLiteral("sign_in_silent");
    case Error::Kind::Protocol:
    case Error::Kind::NotFound:
    case Error::Kind::Unsupported: return QStringLiteral("sign_in_no_cloud");
    default: return {};
    }
}

} // namespace

SignInPage::SignInPage(CloudLink &link, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_link(link)
    , m_cloud(new QLineEdit)
    , m_user(new QLineEdit)
    , m_password(new QLineEdit)
    , m_signIn(makeButton(QStringLiteral("signInButton"), "primary"))
    , m_progress(makeLabel(QStringLiteral("signInProgress"), "muted"))
    , m_notice(new Notice(QStringLiteral("signInNotice"), theme))
{
    setObjectName(QStringLiteral("signInPage"));
    auto *card = new QFrame;
    setLook(card, "card");
    card->setFixedWidth(theme.grid(52));
    buildCard(card, theme);
    auto *outer = makeLayout<QVBoxLayout>(this, theme, 0);
    outer->addStretch(2);
    outer->addWidget(card, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    setCloud(link.url());
    connect(m_signIn, &QPushButton::clicked, this, &SignInPage::submit);
    for (QLineEdit *field : {m_cloud, m_user, m_password})
        connect(field, &QLineEdit::returnPressed, this, &SignInPage::submit);
}

void SignInPage::buildCard(QWidget *card, const Theme &theme)
{
    auto *column = makeLayout<QVBoxLayout>(card, theme, 1, 4, 3.5);
    auto *title = makeTitle(QStringLiteral("signInTitle"), theme);
    auto *hint = makeLabel(QStringLiteral("signInHint"), "muted");
    hint->setWordWrap(true);
    m_texts.add([=] {
        title->setText(tr("Sign in to a cloud"));
        hint->setText(tr("Meters on a serial line can be read without it."));
    });
    column->addWidget(title);
    column->addWidget(hint);
    column->addSpacing(theme.grid(1));
    const auto addField = [&](QLineEdit *field, const QString &name, const char *text) {
        field->setObjectName(name);
        auto *label = makeLabel(name + QStringLiteral("Label"), "muted");
        label->setBuddy(field);
        m_texts.add([=] {
            label->setText(tr(text));
            setWords(field, tr(text));
        });
        column->addWidget(label);
        column->addWidget(field);
    };
    addField(m_cloud, QStringLiteral("signInCloud"), QT_TR_NOOP("Cloud address"));
    addField(m_user, QStringLiteral("signInUser"), QT_TR_NOOP("User name"));
    addField(m_password, QStringLiteral("signInPassword"), QT_TR_NOOP("Password"));
    m_cloud->setPlaceholderText(QStringLiteral("https://"));
    m_password->setEchoMode(QLineEdit::Password);
    column->addSpacing(theme.grid(1));
    column->addWidget(m_notice);
    auto *row = makeLayout<QHBoxLayout>(nullptr, theme, 1);
    row->addWidget(m_progress, 1);
    row->addWidget(m_signIn);
    column->addLayout(row);
    m_texts.add([this] {
        setWords(m_signIn, tr("Sign in"));
        m_progress->setText(m_busy ? tr("Asking the cloud…") : QString());
    });
}

void SignInPage::setCloud(const QUrl &cloud)
{
    if (!cloud.isEmpty())
        m_cloud->setText(cloud.toString());
}

void SignInPage::setUser(const QString &user)
{
    m_user->setText(user);
}

void SignInPage::tell(const Error &error)
{
    Error told = error;
    if (told.reason.isEmpty() || !ErrorText::knownReasons().contains(told.reason))
        told.reason = reasonBeforeSignIn(error);
    m_notice->tell(told);
}

void SignInPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        m_texts.apply();
    QWidget::changeEvent(event);
}

void SignInPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    QLineEdit *first = m_cloud->text().isEmpty() ? m_cloud : m_user->text().isEmpty() ? m_user : m_password;
    first->setFocus(Qt::OtherFocusReason);
}

void SignInPage::submit()
{
    if (m_busy)
        return;
    const QUrl cloud = QUrl(m_cloud->text().trimmed(), QUrl::StrictMode);
    if (!isCloudUrl(cloud) || m_user->text().trimmed().isEmpty() || m_password->text().isEmpty()) {
        m_notice->tell({Error::Kind::Invalid, {}, QStringLiteral("sign_in_incomplete")});
        return;
    }
    m_notice->clear();
    setBusy(true);
    const QString password = m_password->text();
    m_password->clear();
    whenFinished(m_link.signIn(cloud, m_user->text().trimmed(), password), this,
                 [this](const Result<SignIn> &result) { finish(result); });
}

void SignInPage::finish(const Result<SignIn> &result)
{
    setBusy(false);
    if (!result) {
        tell(result.error());
        m_password->setFocus(Qt::OtherFocusReason);
        return;
    }
    Q_EMIT signedIn();
}

void SignInPage::setBusy(bool busy)
{
    m_busy = busy;
    setAllowed(m_signIn, !busy, tr("The cloud is being asked"));
    m_texts.apply();
}

} // namespace pd::ui
