// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demonstration/threeviews.h"

#include "models/pile/porttablemodel.h"
#include "ui/map/mapview.h"
#include "ui/widgets/words.h"

#include <QAbstractItemView>
#include <QLabel>

#include <algorithm>

namespace pd::console {

namespace {

constexpr std::chrono::milliseconds betweenLooks{10};

ui::PortLook charging()
{
    return ui::PortLook::of(PortState::Charging, ConnectorStatus::Charging, true);
}

bool pinShows(const QWidget &window, const PileId &id)
{
    const auto *map = window.findChild<ui::MapView *>(QStringLiteral("mapView"));
    const ui::MapPile *pile = map ? map->pile(id) : nullptr;
    return pile && pile->glyph == charging().glyph && pile->role == charging().role;
}

bool rowShows(const QWidget &window, const PortId &port)
{
    const auto *table = window.findChild<QAbstractItemView *>(QStringLiteral("portTable"));
    const QAbstractItemModel *model = table ? table->model() : nullptr;
    for (int row = 0; model && row < model->rowCount(); ++row) {
        if (model->index(row, 0).data(PortTableModel::PortIdRole).toString() == port.text())
            return model->index(row, PortTableModel::StateColumn).data().toString() == charging().word;
    }
    return false;
}

// A panel that is not in sight shows nothing: it may still have the words of an earlier charge.
bool panelShows(const QWidget &window)
{
    const auto *state = window.findChild<QLabel *>(QStringLiteral("liveState"));
    return state && state->isVisible() && state->text() == ui::Words::orderState(OrderState::Charging);
}

QString seconds(qint64 ms)
{
    return ms < 0 ? QStringLiteral("never")
                  : QString::number(double(ms) / 1000, 'f', 2) + QStringLiteral(" s");
}

} // namespace

ThreeViews::ThreeViews(QWidget &window, const PortId &port, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_port(port)
{
    m_timer.setInterval(betweenLooks);
    connect(&m_timer, &QTimer::timeout, this, &ThreeViews::look);
}

Done ThreeViews::start()
{
    m_seenMs.fill(-1);
    for (int view = Pin; view < Views; ++view) {
        if (shows(View(view)))
            return failure(Error::Kind::Conflict, QStringLiteral("a view shows Charging before the start"));
    }
    m_since.start();
    m_timer.start();
    return {};
}

bool ThreeViews::isComplete() const
{
    return std::none_of(m_seenMs.begin(), m_seenMs.end(), [](qint64 ms) { return ms < 0; });
}

Done ThreeViews::judge() const
{
    if (!isComplete())
        return failure(Error::Kind::Timeout, QStringLiteral("not all views show Charging: ") + text());
    if (spreadMs() > greatestSpreadMs)
        return failure(Error::Kind::Conflict, QStringLiteral("the views are too far apart: ") + text());
    return {};
}

QString ThreeViews::text() const
{
    const QString instants
        = QStringLiteral("Charging shown by map %1, row %2, live panel %3 after Start")
              .arg(seconds(m_seenMs[Pin]), seconds(m_seenMs[Row]), seconds(m_seenMs[Panel]));
    return isComplete() ? instants + QStringLiteral(": %1 apart").arg(seconds(spreadMs())) : instants;
}

bool ThreeViews::shows(View view) const
{
    switch (view) {
    case Pin: return pinShows(m_window, pileOf(m_port));
    case Row: return rowShows(m_window, m_port);
    case Panel: return panelShows(m_window);
    case Views: break;
    }
    return false;
}

void ThreeViews::look()
{
    for (int view = Pin; view < Views; ++view) {
        if (m_seenMs[size_t(view)] < 0 && shows(View(view)))
            m_seenMs[size_t(view)] = m_since.elapsed();
    }
    if (isComplete())
        m_timer.stop();
}

qint64 ThreeViews::spreadMs() const
{
    const auto [first, last] = std::minmax_element(m_seenMs.begin(), m_seenMs.end());
    return *last - *first;
}

} // namespace pd::console
