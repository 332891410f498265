"""Named controls: every button, tick and action gets its names, its tip with the key, and its letter in one place."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.gui.icons import icon
from shopdesk.gui.widgets.wrapping_label import WrappingLabel

W = TypeVar("W", bound=QWidget)
_LETTER_BEHIND = re.compile(r"\(&\w\)")


def plain(label: str) -> str:
    """A label as it is read aloud: without its letter's sign, brackets for it, and the dots of "opens a window"."""
    return _LETTER_BEHIND.sub("", label).replace("&", "").strip().removesuffix("…").rstrip()


def lettered(label: str, letter: str) -> str:
    """A label whose ``letter`` leads to it with Alt: marked in a Latin label that has it, behind any other."""
    if not letter:
        return label
    place = label.casefold().find(letter.casefold())
    return f"{label[:place]}&{label[place:]}" if place >= 0 else f"{label}(&{letter.upper()})"


def named(widget: W, name: str, label: str, *, tip: str = "", shortcut: str = "") -> W:
    """Give a widget its object name, the name that is read aloud, and a tip that ends with the key."""
    widget.setObjectName(name)
    widget.setAccessibleName(plain(label))
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
    words = tip or (plain(label) if keys else "")
    if words:
        widget.setToolTip(f"{words} ({keys})" if keys else words)
    return widget


def button(
    name: str,
    label: str,
    act: Callable[[], Any] | None = None,
    *,
    role: str = "",
    tip: str = "",
    shortcut: str = "",
    parent: QWidget | None = None,
    picture: str = "",
    checkable: bool = False,
    spoken: str = "",
) -> QPushButton:
    """A push button that Enter in a form does not press by itself; ``role`` is "primary", "danger" or "flat".

    ``shortcut`` is only said in the tip: whoever owns the key (the page or the window) binds it. Where the label is a
    sign or only a picture, ``tip`` is what is read aloud; ``spoken`` where that says more than the label.
    """
    made = named(QPushButton(label, parent), name, spoken or label or tip, tip=tip, shortcut=shortcut)
    made.setAutoDefault(False)
    made.setCheckable(checkable)
    if picture:
        made.setIcon(icon(picture))
    return _ready(made, act, role)


def tool(
    name: str,
    label: str,
    picture: str,
    act: Callable[[], Any] | None = None,
    *,
    tip: str = "",
    shortcut: str = "",
    parent: QWidget | None = None,
) -> QToolButton:
    """A flat button with a picture only; its label is its tip."""
    made = named(QToolButton(parent), name, label, tip=tip or plain(label), shortcut=shortcut)
    made.setIcon(icon(picture))
    made.setAutoRaise(True)
    return _ready(made, act, "")


def push(
    name: str, label: str, act: Callable[[], Any] | None = None, *, spoken: str = "", tip: str = "", stays: bool = True
) -> QToolButton:
    """A small button with a word, which stays pressed; ``spoken`` is read aloud where the word is too short."""
    made = named(QToolButton(), name, spoken or label, tip=tip)
    made.setText(label)
    made.setCheckable(stays)
    return _ready(made, act, "")


def among(group: QButtonGroup, made: QAbstractButton, number: int = -1) -> None:
    """Put a button among those of which one is pressed; ``number`` as in Qt's ``addButton``.

    Who reads the window has asked for the button when it was named, and keeps what it was then: that is dropped.
    """
    group.addButton(made, number)
    if QAccessible.isActive():
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(QAccessible.queryAccessibleInterface(made)))


def menu_button(name: str, label: str, *, spoken: str = "", tip: str = "") -> QToolButton:
    """A button that opens the menu that it is given."""
    made = push(name, label, spoken=spoken, tip=tip, stays=False)
    made.setProperty("role", "button")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setMenu(QMenu(made))
    return made


_LONG_WORD = re.compile(r"[!-~\u00c0-\u024f]{13,}")
_BREAK_AFTER = 12


def breakable(text: str) -> str:
    """A text whose words that are longer than any real one may be broken."""
    return _LONG_WORD.sub(_broken, text)


def words(text: str = "", *, name: str = "", role: str = "", tone: str = "", wrap: bool = True) -> QLabel:
    """A label that shows typed text as it was typed, "<b>" too; ``role`` and ``tone`` are for its look.

    One that wraps does so within words, too, that are longer than any real one.
    """
    made = WrappingLabel(breakable(text) if wrap else text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setObjectName(name)
    for key, value in (("role", role), ("tone", tone)):
        if value:
            made.setProperty(key, value)
    return made


def captioned(label: str, field: QWidget) -> tuple[QWidget, QLabel]:
    """A field below its name, in one place that can move as a whole; and the name, which may change."""
    caption = words(label, role="muted", wrap=False)
    caption.setBuddy(field)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(caption)
    column.addWidget(field)
    return holder, caption


def _broken(word: re.Match[str]) -> str:
    letters = word[0]
    if 2 * sum(map(str.isdigit, letters)) >= len(letters):
        return letters  # the number of an order is looked for, and copied, as it stands
    return "\u200b".join(letters[place : place + _BREAK_AFTER] for place in range(0, len(letters), _BREAK_AFTER))


def problem_label(name: str = "") -> QLabel:
    """A hidden label for a sentence about what is wrong; user text in it is plain text."""
    made = words(name=name, tone="bad")
    made.hide()
    return made


def tick(
    name: str, label: str, act: Callable[[bool], Any] | None = None, *, on: bool = False, tip: str = ""
) -> QCheckBox:
    """A box to tick; ``act`` hears each change, also one that the program makes."""
    made = named(QCheckBox(label), name, label, tip=tip)
    made.setChecked(on)
    if act is not None:
        made.toggled.connect(act)
    return made


def action(name: str, label: str, act: Callable[[], Any], owner: QObject, *, shortcut: str = "") -> QAction:
    """An action for a menu, with its key."""
    made = QAction(label, owner)
    made.setObjectName(name)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    made.triggered.connect(lambda _checked=False: act())
    return made


B = TypeVar("B", bound=QAbstractButton)


def _ready(made: B, act: Callable[[], Any] | None, role: str) -> B:
    if role:
        made.setProperty("role", role)
    if act is not None:
        made.clicked.connect(lambda _checked=False: act())
    return made
