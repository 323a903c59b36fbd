// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QLibraryInfo>
#include <QLocale>

namespace pd::ui {

Language::Language(QCoreApplication &app, QString folder, QObject *parent)
    : QObject(parent)
    , m_app(app)
    , m_folder(std::move(folder))
{
    set(m_code);
}

Language::~Language()
{
    for (const auto &translator : m_translators)
        m_app.removeTranslator(translator.get());
}

QString Language::nativeName(const QString &code)
{
    return code == QLatin1String("zh_CN") ? QStringLiteral("简体中文") : QStringLiteral("English");
}

void Language::set(const QString &code)
{
    m_code = codes().contains(code) ? code : QStringLiteral("en");
    QLocale::setDefault(QLocale(m_code == QLatin1String("en") ? QStringLiteral("en_GB") : m_code));
    for (const auto &translator : m_translators)
        m_app.removeTranslator(translator.get());
    m_translators.clear();
    install(QStringLiteral("qtbase_%1").arg(m_code), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has a file too: it holds the plural forms.
    install(QStringLiteral("piledeck_%1").arg(m_code), m_folder);
    Q_EMIT changed();
}

void Language::install(const QString &file, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file, folder))
        return;
    m_app.installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

} // namespace pd::ui
