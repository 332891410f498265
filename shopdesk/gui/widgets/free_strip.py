"""Where something that comes unasked is least in the way of what somebody does in a dialog."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_STEP = 4  # pixels between two places that are tried
_AT_WORK = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
# How much a pixel matters of what is typed into or pressed, of the one with the keyboard, of words, of all else.
_CONTROL, _KEYBOARD, _WORDS = 4, 40, 1
_UNDER_THE_MOUSE = 1_000_000


def free_strip(ground: QWidget, size: QSize, besides: QWidget) -> QRect:
    """The place of this size in the middle of ``ground``'s width that covers least: nothing where there is room, never
    the field with the keyboard or what the mouse points at where that can be helped. The lowest of several.

    ``besides`` lies over the ground already and does not count, nor does what is in it.
    """  # noqa: D205
    keyboard = QApplication.focusWidget()
    weighed: list[tuple[QRect, int]] = []
    for one in ground.findChildren(QWidget):
        if not one.isVisibleTo(ground) or one.window() is not ground or besides.isAncestorOf(one) or one is besides:
            continue
        if isinstance(one, _AT_WORK):
            weight = _KEYBOARD if one is keyboard else _CONTROL
        elif isinstance(one, QLabel) and one.text():
            weight = _WORDS
        else:
            continue
        weighed.append((QRect(one.mapTo(ground, QPoint(0, 0)), one.size()) & ground.rect(), weight))
    mouse = ground.mapFromGlobal(QCursor.pos())
    left, most = (ground.width() - size.width()) // 2, max(ground.height() - size.height() - _STEP, 0)

    def cost(top: int) -> int:
        place = QRect(QPoint(left, top), size)
        covered = ((place & rect, weight) for rect, weight in weighed)
        total = sum(weight * rect.width() * rect.height() for rect, weight in covered if not rect.isEmpty())
        return total + (_UNDER_THE_MOUSE if place.contains(mouse) else 0)

    return QRect(QPoint(left, min(range(most, -1, -_STEP), key=cost)), size)
