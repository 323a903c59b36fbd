// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/house.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace pd::ui;
using namespace pd::ui::test;

namespace {

void save(QWidget &window, const QString &folder, const QString &name)
{
    QTest::qWait(150); // layouts and gathered changes settle
    window.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const QString folder = arguments.value(1, QStringLiteral("."));
    QDir().mkpath(folder);
    House house(app);
    house.language.set(arguments.value(2, QStringLiteral("en")));
    if (arguments.value(3) == QLatin1String("dark"))
        house.theme.setScheme(Theme::Scheme::Dark);
    house.window().resize(1366, 768);
    house.window().show();
    save(house.window(), folder, QStringLiteral("signin"));
    house.fill();
    house.window().goTo(QStringLiteral("piles"), QStringLiteral("33010800100003-1"));
    save(house.window(), folder, QStringLiteral("piles"));
    house.window().goTo(QStringLiteral("sessions"), QStringLiteral("O-1"));
    save(house.window(), folder, QStringLiteral("sessions"));
    return 0;
}
