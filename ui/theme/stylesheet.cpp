// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include <QHash>

namespace pd::ui {

namespace {

// @role@ stands for a colour, %n% for n eighths of a grid step.
const char surfaces[] = R"(
QMainWindow, QDialog, QStackedWidget, *[look="page"] { background: @surface@; }
QFrame[look="raised"], QWidget[look="raised"] { background: @raised@; }
QFrame[look="sunken"], QWidget[look="sunken"] { background: @sunken@; }
QFrame[look="card"] { background: @raised@; border: 1px solid @hairline@; border-radius: 6px; }
QFrame[look="notice"] { background: @sunken@; border: 1px solid @hairline@; border-left: 3px solid @accent@; border-radius: 3px; }
QFrame[look="caution"] { background: @sunken@; border: 1px solid @hairline@; border-left: 3px solid @high@; border-radius: 3px; }
QFrame[look="hairline"] { background: @hairline@; border: none; }
QLabel { background: transparent; }
QLabel[look="muted"] { color: @muted@; }
QLabel[look="section"] { color: @muted@; font-weight: 600; }
QLabel[look="error"] { color: @critical@; }
QLabel[look="watermark"] { color: @watermark@; font-weight: 600; }
QLabel[look="badge"] { background: @accentsoft@; color: @accent@; border-radius: %10%; font-weight: 600; }
QLabel[look="accent"] { color: @accent@; font-weight: 600; }
QToolTip { background: @raised@; color: @text@; border: 1px solid @hairline@; padding: 4px 6px; }
QMenu { background: @raised@; border: 1px solid @hairline@; padding: 4px 0; }
QMenu::item { padding: 6px 24px 6px 12px; }
QMenu::item:selected { background: @accentsoft@; color: @text@; }
QMenu::item:disabled { color: @disabled@; }
QMenu::separator { height: 1px; background: @hairline@; margin: 4px 0; }
)";

const char controls[] = R"(
QPushButton, QToolButton[look="button"] { background: @sunken@; border: 1px solid @edge@; border-radius: 4px; padding: %6% %14%; min-height: %20%; }
QPushButton:hover { border-color: @muted@; }
QPushButton:pressed { background: @accentsoft@; }
QPushButton:focus { border: 1px solid @accent@; outline: none; }
QPushButton:disabled { color: @disabled@; border: 1px dashed @edge@; background: transparent; }
QPushButton[look="primary"] { background: @accent@; color: @onaccent@; border: 1px solid @accent@; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accenthover@; }
QPushButton[look="primary"]:focus { border: 2px solid @text@; padding: %5% %13%; }
QPushButton[look="primary"]:disabled { background: transparent; color: @disabled@; border: 1px dashed @edge@; }
QPushButton[look="danger"] { color: @critical@; border: 1px solid @critical@; background: transparent; font-weight: 600; }
QPushButton[look="danger"]:focus { border: 2px solid @critical@; padding: %5% %13%; }
QPushButton[look="danger"]:disabled { color: @disabled@; border: 1px dashed @edge@; }
QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent; color: @accent@; padding: %4% %8%; }
QPushButton[look="quiet"]:hover { background: @accentsoft@; }
QPushButton[look="quiet"]:focus { border: 1px solid @accent@; }
QPushButton[look="quiet"]:checked { background: @accentsoft@; border: 1px solid @accent@; }
QPushButton[look="quiet"]:disabled { color: @disabled@; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; }
QPushButton[look="strip"] { background: transparent; border: 1px solid transparent; color: @text@; padding: 0 %4%; min-height: 0; }
QPushButton[look="strip"]:hover { background: @accentsoft@; }
QPushButton[look="strip"]:focus { border: 1px solid @accent@; }
QPushButton[look="entry"] { background: transparent; border: 1px solid transparent; text-align: left; padding: %4% %6%; }
QPushButton[look="entry"]:hover { background: @accentsoft@; }
QPushButton[look="entry"]:focus { border: 1px solid @accent@; }
QPushButton[look="segment"] { background: @surface@; border: 1px solid @edge@; text-align: left; padding: %6% %12%; }
QPushButton[look="segment"]:checked { background: @accentsoft@; border: 1px solid @accent@; color: @accent@; font-weight: 600; }
QPushButton[look="segment"]:focus { border: 2px solid @accent@; padding: %5% %11%; }
QPushButton[look="segment"]:checked:disabled { background: @accentsoft@; border: 1px solid @edge@; color: @text@; }
QPushButton[look="segment"]:!checked:disabled { color: @disabled@; border: 1px dashed @edge@; background: transparent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: %4%; }
QToolButton:hover { background: @accentsoft@; }
QToolButton:focus { border: 1px solid @accent@; }
QToolButton[look="rail"] { color: @muted@; border: none; border-left: 3px solid transparent; border-radius: 0; padding: %8% 0 %6% 0; margin: 0; }
QToolButton[look="rail"]:hover { background: @sunken@; color: @text@; }
QToolButton[look="rail"]:checked { background: @accentsoft@; color: @accent@; border-left: 3px solid @accent@; font-weight: 600; }
QToolButton[look="rail"]:focus { border-left: 3px solid @accent@; color: @text@; }
QToolButton[look="bar"] { color: @text@; padding: %4% %8%; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit, QAbstractSpinBox { background: @surface@; border: 1px solid @edge@; border-radius: 4px; padding: %5% %8%; min-height: %20%; selection-background-color: @accent@; selection-color: @onaccent@; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus { border: 1px solid @accent@; }
QLineEdit[invalid="true"] { border: 1px solid @critical@; }
QLineEdit:disabled { color: @disabled@; border: 1px dashed @edge@; background: transparent; }
QLineEdit[look="plain"] { background: transparent; border: 1px solid transparent; }
QRadioButton { spacing: %8%; padding: %4% %6%; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @muted@; border-radius: 7px; background: @surface@; }
QRadioButton::indicator:checked { border: 4px solid @accent@; width: 6px; height: 6px; }
QRadioButton:focus { color: @accent@; }
QFrame#userPanel QCheckBox { padding: %4% %6%; }
QCheckBox { spacing: %8%; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted@; border-radius: 3px; background: @surface@; }
QCheckBox::indicator:checked { background: @accent@; border: 1px solid @accent@; image: url(:/icons/tick-@scheme@.svg); }
QCheckBox::indicator:focus { border: 2px solid @accent@; }
QCheckBox::indicator:disabled { border: 1px dashed @edge@; background: transparent; }
QCheckBox::indicator:checked:disabled { background: @muted@; border: 1px solid @muted@; }
QCheckBox:disabled { color: @disabled@; }
QComboBox { background: @surface@; border: 1px solid @edge@; border-radius: 4px; padding: %5% %8%; min-height: %20%; }
QComboBox:focus { border: 1px solid @accent@; }
QComboBox:disabled { color: @disabled@; border: 1px dashed @edge@; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QComboBox QLineEdit:disabled { background: transparent; border: none; padding: 0; min-height: 0; }
QComboBox::drop-down { border: none; width: %24%; }
QComboBox::down-arrow { image: url(:/icons/chevron-@scheme@.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @raised@; border: 1px solid @hairline@; selection-background-color: @accentsoft@; selection-color: @text@; outline: none; }
)";

const char views[] = R"(
QAbstractItemView { background: @surface@; border: none; outline: none; selection-background-color: @accentsoft@; selection-color: @text@; alternate-background-color: @surface@; }
QListView[look="list"] { border: 1px solid @edge@; border-radius: 4px; }
QListView[look="list"]:focus { border: 1px solid @accent@; }
QHeaderView { background: @sunken@; border: none; }
QHeaderView::section { background: @sunken@; color: @muted@; border: none; border-bottom: 1px solid @hairline@; padding: %7% %8%; font-weight: 600; }
QTableCornerButton::section { background: @sunken@; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[look="scrolled"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @edge@; border-radius: 3px; min-height: 28px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @edge@; border-radius: 3px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @hairline@; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: @sunken@; border: 1px solid @hairline@; border-radius: 3px; height: %8%; text-align: right; }
QProgressBar::chunk { background: @accent@; border-radius: 2px; }
)";

QHash<QByteArray, ColorRole> names()
{
    return {{"surface", ColorRole::Surface},
            {"raised", ColorRole::SurfaceRaised},
            {"sunken", ColorRole::SurfaceSunken},
            {"hairline", ColorRole::Hairline},
            {"text", ColorRole::Text},
            {"muted", ColorRole::TextMuted},
            {"disabled", ColorRole::TextDisabled},
            {"accent", ColorRole::Accent},
            {"accentsoft", ColorRole::AccentSoft},
            {"onaccent", ColorRole::OnAccent},
            {"critical", ColorRole::PriorityCritical},
            {"high", ColorRole::PriorityHigh},
            {"watermark", ColorRole::Watermark}};
}

// The edge of a control is darker than a separator, so that a field is seen as one.
QColor edge(const Theme &theme)
{
    const QColor hairline = theme.color(ColorRole::Hairline);
    return theme.scheme() == Theme::Scheme::Light ? hairline.darker(115) : hairline.lighter(140);
}

} // namespace

QString styleSheetOf(const Theme &theme)
{
    QByteArray sheet = QByteArray(surfaces) + controls + views;
    const auto roles = names();
    for (auto it = roles.begin(); it != roles.end(); ++it)
        sheet.replace('@' + it.key() + '@', theme.color(it.value()).name().toLatin1());
    sheet.replace("@edge@", edge(theme).name().toLatin1());
    sheet.replace("@accenthover@", theme.color(ColorRole::Accent).darker(112).name().toLatin1());
    sheet.replace("@scheme@", theme.scheme() == Theme::Scheme::Light ? "light" : "dark");
    for (int eighths = 1; eighths <= 30; ++eighths) {
        const QByteArray pixels = QByteArray::number(theme.grid(eighths / 8.0)) + "px";
        sheet.replace('%' + QByteArray::number(eighths) + '%', pixels);
    }
    return QString::fromLatin1(sheet);
}

} // namespace pd::ui
