"""The style sheet, written with the theme's tokens.

Widgets choose a look with the dynamic property ``role``: ``title``, ``subtitle``, ``heading``, ``muted`` and ``badge``
for labels, ``card`` for frames, ``primary``, ``flat`` and ``danger`` for buttons.
"""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics, QGuiApplication

from shopdesk.infra import paths

if TYPE_CHECKING:
    from shopdesk.gui.theme import Tokens

_TICK, _LEAST_LETTERS, _USUAL_DPI = 14, 18, 96

# What a user typed is shown as typed: a tip, and a label that does not say that it is rich text, takes "<b>" for three
# signs.
_SHEET = Template(
    """
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: 1px solid $edge; padding: 4px 8px;
    qproperty-textFormat: PlainText; }
QLabel[textFormat="AutoText"] { qproperty-textFormat: PlainText; }
QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="subtitle"] { font-size: 11pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: bold; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="badge"] { background: $raised; color: $muted; border-radius: 8px; padding: 1px 8px; }
QLabel[role="wall"] { font-size: 24pt; font-weight: 600; }
QLabel[role="figure"] { font-size: 17pt; font-weight: 600; }
QLabel[tone="good"] { color: $good; } QLabel[tone="bad"] { color: $bad; } QLabel[tone="warning"] { color: $warning; }
QLabel[role="refusal"] { background: $surface; border: 1px solid $bad; border-radius: 4px; padding: 2px 6px; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QPushButton, QToolButton[role="button"] { background: $surface; border: 1px solid $line; border-radius: 6px;
    padding: 5px 12px; min-height: ${letters}px; }
QPushButton:hover, QToolButton[role="button"]:hover { background: $raised; }
QPushButton:pressed { background: $line; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:disabled { color: $muted; background: $window; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton[role="primary"] { background: $accent; color: $accent_text; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[role="flat"] { background: transparent; border-color: transparent; color: $accent; padding: 4px 8px; }
QPushButton[role="flat"]:hover { background: $accent_soft; }
QPushButton[role="flat"]:focus { border: 1px solid $accent; }
QPushButton[role="danger"] { color: $bad; }
QToolButton[role="button"]::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right;
    right: 6px; }
QToolButton[role="button"][popupMode="2"] { padding-right: 22px; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $accent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: $raised; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit {
    background: $surface; border: 1px solid $edge; border-radius: 6px; padding: 4px 8px;
    placeholder-text-color: $muted; selection-background-color: $accent; selection-color: $accent_text; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {
    border: 1px solid $accent; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QDateEdit[invalid="true"] { border: 1px solid $bad;
    background: $bad_soft; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$controls/arrow-down.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 18px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url("$controls/arrow-up.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$controls/arrow-down.svg"); width: 10px; height: 10px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { background: $surface;
    border: 1px solid $muted; border-radius: 3px; width: ${tick}px; height: ${tick}px; }
QRadioButton::indicator { border-radius: ${round}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QAbstractItemView::indicator:hover { border-color: $accent; }
QCheckBox:focus::indicator, QRadioButton:focus::indicator { border-color: $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { image: url("$controls/check.svg"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { image: url("$controls/some.svg"); }
QRadioButton::indicator:checked { background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.5 $accent, stop: 0.6 $surface, stop: 1 $surface); }
QAbstractItemView { background: $surface; border: 1px solid $line; border-radius: 6px; outline: 0;
    selection-background-color: $accent_soft; selection-color: $text; alternate-background-color: $window;
    gridline-color: $line; }
QTableView::item, QTreeView::item, QListView::item { padding: 4px 8px; }
QTableView::item:focus, QTreeView::item:focus { border: 1px solid $accent; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 6px 8px; font-weight: 600; }
QTableCornerButton::section { background: $surface; border: none; }
QTabWidget::pane { border: none; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 14px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QMenuBar { background: $window; } QMenuBar::item { padding: 4px 10px; } QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; } QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; } QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QStatusBar { background: $window; color: $muted; } QStatusBar::item { border: none; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $text; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QProgressBar { background: $raised; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 10px; padding: 10px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; color: $muted; }
QFrame#messageBar, QFrame#progressStrip { border: 1px solid $edge; border-radius: 6px; }
QFrame#progressStrip { background: $raised; }
QFrame#messageBar[kind="info"] { background: $accent_soft; }
QFrame#messageBar[kind="success"] { background: $good_soft; }
QFrame#messageBar[kind="warning"] { background: $warning_soft; }
QFrame#messageBar[kind="error"] { background: $bad_soft; }
QFrame#navigation { background: $surface; border-right: 1px solid $line; }
QFrame#navigation QToolButton { padding: 9px 12px; text-align: left; border-radius: 8px; }
QFrame#navigation QToolButton:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QFrame#navigation QToolButton:focus { border: 1px solid $accent; }
"""
)


def style_sheet(tokens: Tokens) -> str:
    """The sheet in the colours of ``tokens``, buttons and boxes to tick grow with the letters of the screen."""
    screen = QGuiApplication.primaryScreen()
    letters = (
        max(_LEAST_LETTERS, QFontMetrics(QGuiApplication.font()).height()) if screen is not None else _LEAST_LETTERS
    )
    tick = round(_TICK * screen.logicalDotsPerInchX() / _USUAL_DPI) if screen is not None else _TICK
    controls = paths.resource("icons/controls").as_posix()
    return _SHEET.substitute(asdict(tokens), controls=controls, tick=tick, round=tick // 2 + 1, letters=letters)
