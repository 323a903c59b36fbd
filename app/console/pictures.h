// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/mainwindow.h"

#include <QTimer>

#include <functional>

namespace pd::console {

// Saves the window as PNG, named after its page: "map.png". Returns the path.
Result<QString> savePicture(QWidget &window, const QString &folder, const QString &name);

// Shows every page in turn and saves it. start() -> saved()* -> finished() or failed() once. GUI thread.
class PageTour : public QObject
{
    Q_OBJECT

public:
    // What is worth showing on a page ("map"): the id that the page shall reveal; empty: as it is.
    using Choice = std::function<QString(const QString &pageKey)>;

    PageTour(ui::MainWindow &window, const QString &folder, Choice choice, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void saved(const QString &path);
    void finished();
    void failed(const pd::Error &error);

private:
    void showNext();
    void save();

    ui::MainWindow &m_window;
    QString m_folder;
    Choice m_choice;
    QTimer m_settle; // layouts, images and plots come after the page is shown
    int m_page = -1;
};

} // namespace pd::console
