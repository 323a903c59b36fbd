// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/station/piles/virtualpile.h"
#include "fakecloud.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace pd::station {

using pd::test::FakeCloud;

inline const QString pileName = QStringLiteral("33010800100003");

inline SitePile sitePile()
{
    SitePile pile;
    pile.id = PileId(pileName);
    pile.vendor = QStringLiteral("PileDeck");
    pile.model = QStringLiteral("AC7");
    pile.registerStart = *Energy::fromKwhText(QStringLiteral("8123.45"));
    pile.latitude = QStringLiteral("30.208490");
    pile.longitude = QStringLiteral("120.211900");
    return pile;
}

inline QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

// One pile against the fake cloud, with a clock that stands until it is moved.
struct Bench
{
    explicit Bench(const SitePile &site = sitePile())
        : state(folder.filePath(QStringLiteral("state.json")))
    {
        const bool listening = cloud.listen();
        Q_ASSERT(listening);
        Q_UNUSED(listening);
        state.load();
        makePile(site);
    }

    void makePile(const SitePile &site = sitePile())
    {
        pile = std::make_unique<VirtualPile>(site, clock, state, cloud.url());
        restored = bool(pile->restore());
        pile->start();
    }

    QString status() const
    {
        const auto all = cloud.of(pileName, QStringLiteral("StatusNotification"));
        return all.isEmpty() ? QString() : all.last().payload.value(QLatin1String("status")).toString();
    }

    QString answer(const QString &id, const char *member = "status") const
    {
        return cloud.answers.value(id).at(2).toObject().value(QLatin1String(member)).toString();
    }

    QTemporaryDir folder;
    ManualClock clock{QDateTime::fromString(QStringLiteral("2026-03-16T10:40:00Z"), Qt::ISODate)};
    FakeCloud cloud;
    StateFile state;
    std::unique_ptr<VirtualPile> pile;
    bool restored = false;
};

} // namespace pd::station
