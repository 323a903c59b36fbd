// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/pictures.h"

#include <QDir>
#include <QPixmap>

namespace pd::console {

Result<QString> savePicture(QWidget &window, const QString &folder, const QString &name)
{
    if (!QDir().mkpath(folder))
        return failure(Error::Kind::Storage, folder + QStringLiteral(": cannot be made"));
    const QString path = QDir(folder).absoluteFilePath(name + QStringLiteral(".png"));
    if (!window.grab().save(path))
        return failure(Error::Kind::Storage, path + QStringLiteral(": cannot be written"));
    return path;
}

PageTour::PageTour(ui::MainWindow &window, const QString &folder, Choice choice, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(folder)
    , m_choice(std::move(choice))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(std::chrono::milliseconds(1200));
    connect(&m_settle, &QTimer::timeout, this, &PageTour::save);
}

void PageTour::start()
{
    m_page = -1;
    showNext();
}

void PageTour::showNext()
{
    const QList<ui::Page *> pages = m_window.pages();
    if (++m_page >= pages.size()) {
        Q_EMIT finished();
        return;
    }
    const QString key = pages.at(m_page)->key();
    m_window.goTo(key, m_choice ? m_choice(key) : QString());
    m_settle.start();
}

void PageTour::save()
{
    const Result<QString> path = savePicture(m_window, m_folder, m_window.pages().at(m_page)->key());
    if (!path) {
        Q_EMIT failed(path.error());
        return;
    }
    Q_EMIT saved(*path);
    showNext();
}

} // namespace pd::console
