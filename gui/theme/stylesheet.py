"""The one style sheet of the program, generated from a theme. Lengths are device-independent pixels."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from gui.theme.colours import Theme

# Rules name objects by class and by the properties of gui.theme.properties; never by objectName.
_BASE = Template("""
QMainWindow, QDialog, QMessageBox, QDockWidget { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $control_border; padding: 5px 7px; }
QLabel { background: transparent; }
QLabel[role="display"] { font-size: ${display_size}pt; font-weight: 600; color: $accent; }
QLabel[role="display-doubtful"] { font-size: ${display_size}pt; font-weight: 600; color: $text_muted; }
QLabel[role="title"] { font-size: ${title_size}pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="muted"] { color: $text_muted; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }
QLabel[role="hint"] { color: $hint; }
QFrame[role="card"] { background: $raised; border: 1px solid $border; border-radius: 8px; }
QFrame[role="panel"] { background: $surface; border: none; }
QFrame[role="bar"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[role="line"] { background: $border; border: none; min-height: 1px; max-height: 1px; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; margin: 0 3px; }
QSplitter::handle:vertical { height: 1px; margin: 3px 0; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }
QGroupBox { border: 1px solid $border; border-radius: 8px; margin-top: 1.3em; padding: 8px 6px 6px 6px;
    background: $surface; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; left: 4px; padding: 0 4px;
    color: $text_muted; font-weight: 600; }
QGroupBox::indicator { width: 16px; height: 16px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $text_muted; }
QStatusBar::item { border: none; }
QToolBar { background: $surface; border: none; border-bottom: 1px solid $border; padding: 4px 6px; spacing: 4px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 4px; }
QDockWidget { titlebar-close-icon: url("$icons/close.svg"); }
QDockWidget::title { background: $surface; padding: 6px 8px; border-bottom: 1px solid $border; }
""")

_BUTTONS = Template("""
QPushButton { background: $raised; color: $text; border: 1px solid $control_border; border-radius: 6px;
    padding: 5px 14px; min-height: 1.35em; }
QPushButton:hover { background: $accent_soft; border-color: $accent; }
QPushButton:pressed, QPushButton:checked { background: $selection; border-color: $accent; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 13px; }
QPushButton:disabled { color: $text_disabled; background: $surface; border-color: $border; }
QPushButton::menu-indicator { image: url("$icons/down.svg"); width: 14px; height: 14px;
    subcontrol-position: right center; right: 7px; }
QPushButton[variant="primary"] { background: $accent; color: $accent_text; border-color: $accent; font-weight: 600; }
QPushButton[variant="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[variant="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[variant="primary"]:focus { border: 2px solid $text; }
QPushButton[variant="primary"]:disabled { background: $bar_track; color: $text_disabled; border-color: $border; }
QPushButton[variant="danger"] { color: $error; border-color: $error; }
QPushButton[variant="danger"]:hover, QPushButton[variant="danger"]:pressed { background: $error_soft; }
QPushButton[variant="danger"]:disabled { color: $text_disabled; border-color: $border; }
QPushButton[variant="quiet"] { background: transparent; border-color: transparent; color: $accent; padding: 5px 8px; }
QPushButton[variant="quiet"]:hover { background: $accent_soft; }
QPushButton[variant="quiet"]:focus { border: 2px solid $focus; padding: 4px 7px; }
QPushButton[variant="quiet"]:disabled { color: $text_disabled; background: transparent; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 6px; }
QToolButton#fixButton { padding: 0px 5px; }
QToolButton#fixAllButton { padding: 0px 8px; }
QToolButton:hover { background: $accent_soft; }
QToolButton:pressed, QToolButton:checked { background: $selection; border-color: $accent; }
QToolButton:focus { border: 1px solid $focus; }
QToolButton:disabled { color: $text_disabled; }
QToolButton[popupMode="1"] { padding-right: 18px; }
QToolButton::menu-button { border: none; width: 16px; }
QToolButton::menu-arrow, QToolButton::menu-indicator { image: url("$icons/down.svg"); width: 12px; height: 12px; }
QToolButton::right-arrow { image: url("$icons/right.svg"); width: 14px; height: 14px; }
QToolButton::left-arrow { image: url("$icons/left.svg"); width: 14px; height: 14px; }
QToolButton::down-arrow { image: url("$icons/down.svg"); width: 14px; height: 14px; }
QToolButton::up-arrow { image: url("$icons/up.svg"); width: 14px; height: 14px; }
QCheckBox, QRadioButton { spacing: 7px; background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 2px; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_disabled; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator, QGroupBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid $control_border; background: $raised; }
QCheckBox::indicator, QGroupBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; background: $accent_soft; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QGroupBox::indicator:checked,
QAbstractItemView::indicator:checked, QCheckBox::indicator:indeterminate {
    background: $accent; border-color: $accent; }
QCheckBox::indicator:checked, QGroupBox::indicator:checked, QAbstractItemView::indicator:checked {
    image: url("$icons/check-on.svg"); }
QCheckBox::indicator:indeterminate { image: url("$icons/dash-on.svg"); }
QRadioButton::indicator:checked { image: url("$icons/dot-on.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $surface; border-color: $border; }
QCheckBox::indicator:checked:disabled { image: url("$icons/check-disabled.svg"); }
QRadioButton::indicator:checked:disabled { image: url("$icons/dot-disabled.svg"); }
""")

_FIELDS = Template("""
QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
    background: $raised; color: $text; border: 1px solid $control_border; border-radius: 6px;
    selection-background-color: $selection; selection-color: $text; }
QLineEdit, QAbstractSpinBox, QComboBox { padding: 4px 7px; min-height: 1.35em; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] { border-color: $border; background: $surface; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: $accent; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $focus; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { padding: 3px 6px; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $text_disabled; background: $surface; border-color: $border; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] {
    border: 2px solid $error; padding: 3px 6px; background: $error_soft; }
QLineEdit[variant="quiet"] { background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 0px 3px; min-height: 1.25em; }
QLineEdit[variant="quiet"]:hover { border-color: $control_border; }
QLineEdit[variant="quiet"]:focus { border-color: $focus; background: $raised; padding: 0px 3px; }
QLineEdit[variant="quiet"][invalid="true"] { border-color: $error; background: $error_soft; padding: 0px 3px; }
QAbstractSpinBox { padding-right: 22px; }
QAbstractSpinBox:focus, QAbstractSpinBox[invalid="true"] { padding-right: 21px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 21px; border: none; border-left: 1px solid $border; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; border-top-right-radius: 4px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0;
    border-bottom-right-radius: 4px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $accent_soft; }
QAbstractSpinBox::up-button:pressed, QAbstractSpinBox::down-button:pressed { background: $selection; }
QAbstractSpinBox::up-arrow { image: url("$icons/up.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$icons/down.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::up-arrow:hover { image: url("$icons/up-hover.svg"); }
QAbstractSpinBox::down-arrow:hover { image: url("$icons/down-hover.svg"); }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off { image: url("$icons/up-disabled.svg"); }
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off { image: url("$icons/down-disabled.svg"); }
QComboBox { padding-right: 24px; }
QComboBox:focus, QComboBox[invalid="true"] { padding-right: 23px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 24px; border: none; }
QComboBox::down-arrow { image: url("$icons/down.svg"); width: 14px; height: 14px; }
QComboBox::down-arrow:hover, QComboBox::down-arrow:on { image: url("$icons/down-hover.svg"); }
QComboBox::down-arrow:disabled { image: url("$icons/down-disabled.svg"); }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $control_border; padding: 3px; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { padding: 4px 6px; min-height: 1.4em; border-radius: 4px; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {
    background: $selection; color: $text; }
QSlider { min-height: 22px; background: transparent; }
QSlider:vertical { min-height: 60px; min-width: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $control_border; }
QSlider::groove:vertical { width: 4px; border-radius: 2px; background: $control_border; }
QSlider::sub-page:horizontal, QSlider::add-page:vertical { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal, QSlider::handle:vertical { background: $accent; border: 2px solid $raised;
    width: 14px; height: 14px; border-radius: 9px; }
QSlider::handle:horizontal { margin: -7px 0; }
QSlider::handle:vertical { margin: 0 -7px; }
QSlider::handle:hover { background: $accent_hover; }
QSlider::handle:focus { border: 2px solid $text; }
QSlider::handle:disabled { background: $text_disabled; }
QSlider::sub-page:disabled { background: $text_disabled; }
QProgressBar { background: $bar_track; border: 1px solid $border; border-radius: 6px; text-align: center; color: $text;
    min-height: 1.2em; }
QProgressBar::chunk { border-radius: 5px; background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1,
    stop: 0 $selection, stop: 0.83 $selection, stop: 0.84 $accent, stop: 1 $accent); }
QProgressBar[role="thin"] { min-height: 6px; max-height: 6px; border-radius: 4px; }
QProgressBar[role="thin"]::chunk { border-radius: 3px; background: $accent; }
""")

_VIEWS = Template("""
QAbstractItemView { background: $raised; alternate-background-color: $surface; color: $text;
    border: 1px solid $border; border-radius: 6px; selection-background-color: $selection; selection-color: $text;
    gridline-color: $border; outline: none; }
QAbstractItemView:focus { border: 1px solid $focus; }
QListView::item, QTreeView::item { padding: 2px 6px; min-height: 1.35em; border-radius: 4px; }
QTableView::item { padding: 3px 6px; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $accent_soft; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QTreeView::branch:has-children:closed { image: url("$icons/right.svg"); }
QTreeView::branch:has-children:open { image: url("$icons/down.svg"); }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $text_muted; border: none; border-bottom: 1px solid $border;
    padding: 5px 8px; font-weight: 600; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url("$icons/up.svg"); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url("$icons/down.svg"); width: 12px; height: 12px; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $border; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_muted; padding: 7px 12px 5px 12px; margin: 0 2px;
    border: none; border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: $text; border-bottom-color: $border; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $text_disabled; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $control_border; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_muted; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QMenuBar { background: $surface; border-bottom: 1px solid $border; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $raised; border: 1px solid $control_border; padding: 4px; }
QMenu::item { padding: 5px 22px 5px 26px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $text_disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }
QMenu::icon { padding-left: 6px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url("$icons/check-hover.svg"); }
QMenu::indicator:exclusive:checked { image: url("$icons/dot-hover.svg"); }
QMenu::right-arrow { image: url("$icons/right.svg"); width: 12px; height: 12px; right: 6px; }
""")


def stylesheet(theme: Theme, icons: Path, points: float) -> str:
    """The style sheet of a theme.

    ``icons`` is the folder with its arrows and ticks (:mod:`gui.theme.glyphs`), ``points`` the size of ordinary text.
    """
    values = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    values["icons"] = icons.as_posix()
    values["title_size"], values["display_size"] = f"{points * 1.4:.1f}", f"{points * 3.2:.1f}"
    return "".join(part.substitute(values) for part in (_BASE, _BUTTONS, _FIELDS, _VIEWS))
