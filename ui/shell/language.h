// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QTranslator>

#include <memory>
#include <vector>

namespace pd::ui {

// The language of the window, changed at run time: widgets follow at QEvent::LanguageChange. GUI thread;
// owner: the composition root.
class Language : public QObject
{
    Q_OBJECT

public:
    // folder: where piledeck_<code>.qm lie; Qt's own texts come from Qt's folder.
    explicit Language(QCoreApplication &app, QString folder = QStringLiteral(":/i18n"),
                      QObject *parent = nullptr);
    ~Language() override;

    static QStringList codes() { return {QStringLiteral("en"), QStringLiteral("zh_CN")}; }
    static QString nativeName(const QString &code); // "English", "简体中文": never translated
    QString code() const { return m_code; }
    void set(const QString &code); // an unknown code gives English

Q_SIGNALS:
    void changed();

private:
    void install(const QString &file, const QString &folder);

    QCoreApplication &m_app;
    QString m_folder;
    QString m_code = QStringLiteral("en");
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace pd::ui
