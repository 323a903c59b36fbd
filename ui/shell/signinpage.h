// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gateways/cloudgateways.h"
#include "ui/theme/theme.h"
#include "ui/widgets/texts.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace pd::ui {

class Notice;

// Signing in, inside the window: cloud, user, password. The password is forgotten as soon as it is sent.
class SignInPage : public QWidget
{
    Q_OBJECT

public:
    SignInPage(CloudLink &link, const Theme &theme, QWidget *parent = nullptr);
    void setCloud(const QUrl &cloud);
    void setUser(const QString &user);
    // Why a sign-in failed, in the words of this page.
    void tell(const Error &error);

Q_SIGNALS:
    void signedIn();

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildCard(QWidget *card, const Theme &theme);
    void submit();
    void finish(const Result<SignIn> &result);
    void setBusy(bool busy);

    CloudLink &m_link;
    Texts m_texts;
    QLineEdit *m_cloud;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QPushButton *m_signIn;
    QLabel *m_progress;
    Notice *m_notice;
    bool m_busy = false;
};

} // namespace pd::ui
