// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <QApplication>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace pd::ui;

Q_DECLARE_METATYPE(pd::ui::ColorRole)
Q_DECLARE_METATYPE(pd::ui::Theme::Scheme)

namespace {

const QList<ColorRole> surfaces{ColorRole::Surface, ColorRole::SurfaceRaised, ColorRole::SurfaceSunken,
                                ColorRole::AccentSoft};
const QList<ColorRole> texts{ColorRole::Text,          ColorRole::TextMuted,
                             ColorRole::TextDisabled,  ColorRole::Accent,
                             ColorRole::StateCharging, ColorRole::StateAvailable,
                             ColorRole::StateOccupied, ColorRole::StateUnknown,
                             ColorRole::StateFault,    ColorRole::PriorityCritical,
                             ColorRole::PriorityHigh,  ColorRole::PriorityMedium,
                             ColorRole::PriorityLow,   ColorRole::Watermark};
const QList<ColorRole> bands{ColorRole::BandSharp, ColorRole::BandPeak, ColorRole::BandFlat,
                             ColorRole::BandValley, ColorRole::BandDeepValley};

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 100), 2100);
        QCOMPARE(qRound(contrast(Qt::white, Qt::white) * 100), 100);
        // WebAIM's published pair: #767676 on white is 4.54.
        QCOMPARE(qRound(contrast(QColor(0x76, 0x76, 0x76), Qt::white) * 100), 454);
    }

    void everyTextIsReadable_data()
    {
        QTest::addColumn<Theme::Scheme>("scheme");
        QTest::newRow("light") << Theme::Scheme::Light;
        QTest::newRow("dark") << Theme::Scheme::Dark;
    }

    void everyTextIsReadable()
    {
        QFETCH(Theme::Scheme, scheme);
        const auto check = [&](ColorRole text, ColorRole surface) {
            const double ratio = contrast(colorOf(text, scheme), colorOf(surface, scheme));
            QVERIFY2(ratio >= 4.5,
                     qPrintable(
                         QStringLiteral("role %1 on %2: %3:1").arg(int(text)).arg(int(surface)).arg(ratio)));
        };
        for (ColorRole surface : surfaces) {
            for (ColorRole text : texts)
                check(text, surface);
        }
        check(ColorRole::OnAccent, ColorRole::Accent);
        for (ColorRole band : bands)
            QVERIFY(contrast(Qt::white, colorOf(band, scheme)) >= 4.5);
    }

    void charginIsQuiet()
    {
        // Saturated colour only for what is abnormal.
        for (auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
            for (ColorRole role : {ColorRole::StateCharging, ColorRole::StateAvailable,
                                   ColorRole::StateOccupied, ColorRole::StateUnknown})
                QVERIFY(colorOf(role, scheme).hslSaturation() < 60);
            QVERIFY(colorOf(ColorRole::StateFault, scheme).hslSaturation() > 150);
        }
    }

    void everyIconIsDrawn()
    {
        Theme theme(*qApp);
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 30);
        for (const QString &file : files) {
            const QImage image = theme.icon(file.chopped(4)).pixmap(32, 32).toImage();
            QVERIFY2(!image.isNull(), qPrintable(file));
            bool drawn = false;
            for (int y = 0; y < 32 && !drawn; ++y) {
                for (int x = 0; x < 32 && !drawn; ++x)
                    drawn = qAlpha(image.pixel(x, y)) > 100;
            }
            QVERIFY2(drawn, qPrintable(file));
        }
        QVERIFY(theme.icon(QStringLiteral("no-such-icon")).isNull());
    }

    void iconsFollowTheScheme()
    {
        Theme theme(*qApp);
        const QIcon icon = theme.icon(QStringLiteral("stop"));
        const auto hasColor = [&](const QColor &wanted) {
            const QImage image = icon.pixmap(48, 48).toImage();
            for (int y = 0; y < 48; ++y) {
                for (int x = 0; x < 48; ++x) {
                    if (image.pixelColor(x, y).alpha() == 255 && image.pixelColor(x, y).rgb() == wanted.rgb())
                        return true;
                }
            }
            return false;
        };
        QVERIFY(hasColor(colorOf(ColorRole::Text, Theme::Scheme::Light)));
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setScheme(Theme::Scheme::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(hasColor(colorOf(ColorRole::Text, Theme::Scheme::Dark)));
        QCOMPARE(qApp->palette().color(QPalette::Base), colorOf(ColorRole::Surface, Theme::Scheme::Dark));
    }

    void chineseHasItsFallback()
    {
        Theme theme(*qApp);
        QCOMPARE(qApp->font().families().value(1), QStringLiteral("Noto Sans CJK SC"));
        const QFontMetrics metrics(theme.tabularFont());
        for (QChar digit : QStringLiteral("0123456789"))
            QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance(QLatin1Char('0')));
    }

    void theSheetHasNoHolesLeft()
    {
        Theme theme(*qApp);
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('@')));
        QVERIFY(!qApp->styleSheet().contains(QLatin1Char('%')));
        QCOMPARE(theme.grid(2), 2 * theme.grid());
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
