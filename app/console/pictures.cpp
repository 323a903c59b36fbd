// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/pictures.h"

#include <QDir>
#include <QEvent>
#include <QPixmap>
#include <QWindow>

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

PageTour::PageTour(ui::MainWindow &window, const QString &folder, Scene scene, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(folder)
    , m_scene(std::move(scene))
{
    m_look.setSingleShot(true);
    m_look.setInterval(0);
    m_ceiling.setSingleShot(true);
    m_ceiling.setInterval(ceiling);
    connect(&m_look, &QTimer::timeout, this, &PageTour::goOn);
    connect(&m_ceiling, &QTimer::timeout, this, &PageTour::giveUp);
    m_ceiling.start();
}

void PageTour::start()
{
    m_page = -1;
    for (ui::Page *one : m_window.pages())
        connect(one, &ui::Page::settled, this, &PageTour::look, Qt::UniqueConnection);
    if (QWindow *window = m_window.windowHandle())
        window->installEventFilter(this);
    showNext();
}

bool PageTour::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Expose)
        look();
    return QObject::eventFilter(watched, event);
}

ui::Page *PageTour::page() const
{
    return m_page < 0 ? nullptr : m_window.pages().value(m_page);
}

void PageTour::showNext()
{
    ++m_page;
    m_revealed = false;
    if (!page()) {
        m_ceiling.stop();
        Q_EMIT finished();
        return;
    }
    m_ceiling.start();
    m_window.showPage(page()->key());
    look();
}

void PageTour::look()
{
    if (page())
        m_look.start();
}

bool PageTour::isSettled() const
{
    const QWindow *window = m_window.windowHandle();
    return window && window->isExposed() && page()->isSettled()
        && (!m_scene.isReady || m_scene.isReady(page()->key()));
}

void PageTour::goOn()
{
    if (!page() || !isSettled())
        return; // look() comes with the next change
    if (m_revealed)
        return save();
    m_revealed = true;
    const QString key = page()->key();
    m_window.goTo(key, m_scene.choice ? m_scene.choice(key) : QString());
    look();
}

void PageTour::save()
{
    const Result<QString> path = savePicture(m_window, m_folder, page()->key());
    if (!path) {
        m_ceiling.stop();
        m_page = -1;
        Q_EMIT failed(path.error());
        return;
    }
    Q_EMIT saved(*path);
    showNext();
}

void PageTour::giveUp()
{
    const auto waited = std::chrono::duration_cast<std::chrono::seconds>(m_ceiling.intervalAsDuration());
    const QString what = page() ? QStringLiteral("the page \"%1\" is not settled").arg(page()->key())
                                : QStringLiteral("the cloud has not told its piles");
    m_page = -1;
    Q_EMIT failed({Error::Kind::Timeout, what + QStringLiteral(" after %1 s").arg(waited.count()), {}});
}

} // namespace pd::console
