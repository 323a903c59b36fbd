// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace pd::ui {

// The texts of a widget, each said once: what is added runs at once, and again with apply(), which the widget
// calls from changeEvent() at QEvent::LanguageChange.
class Texts
{
public:
    void add(std::function<void()> setter);
    void apply() const;

private:
    std::vector<std::function<void()>> m_setters;
};

} // namespace pd::ui
