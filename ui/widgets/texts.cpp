// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/texts.h"

namespace pd::ui {

void Texts::add(std::function<void()> setter)
{
    setter();
    m_setters.push_back(std::move(setter));
}

void Texts::apply() const
{
    for (const auto &setter : m_setters)
        setter();
}

} // namespace pd::ui
