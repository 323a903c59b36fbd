// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/mainwindow.h"

#include <QTimer>

#include <functional>

namespace pd::console {

// Saves the window as PNG, named after its page: "map.png". Returns the path.
Result<QString> savePicture(QWidget &window, const QString &folder, const QString &name);

// Shows every page in turn and saves it once it is settled: the window is on the screen, the page says so
// itself, and what is behind it says so too. A page that is not settled in time ends the tour: Timeout.
// start() -> saved()* -> finished() or failed() once. GUI thread.
class PageTour : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds ceiling{30}; // for one page, and for the start

    struct Scene
    {
        // What is worth showing on a page ("map"): the id that the page shall reveal; empty: as it is.
        std::function<QString(const QString &pageKey)> choice;
        // Whether all that the page shows has come. Where that changes, look() is to be called.
        std::function<bool(const QString &pageKey)> isReady;
    };

    // Waits for start() from now on.
    PageTour(ui::MainWindow &window, const QString &folder, Scene scene, QObject *parent = nullptr);
    void setCeiling(std::chrono::milliseconds longest) { m_ceiling.start(longest); } // for tests
    void start();

public Q_SLOTS:
    void look(); // something may have settled

Q_SIGNALS:
    void saved(const QString &path);
    void finished();
    void failed(const pd::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    ui::Page *page() const; // shown now; nullptr before the first and after the last
    void showNext();
    void goOn();
    bool isSettled() const;
    void save();
    void giveUp();

    ui::MainWindow &m_window;
    QString m_folder;
    Scene m_scene;
    QTimer m_look; // behind what is posted already: answers, layouts, gathered changes
    QTimer m_ceiling;
    int m_page = -1;
    bool m_revealed = false; // the choice is made only when the page knows what there is
};

} // namespace pd::console
