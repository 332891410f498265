"""Walks through every page and part of the real window, and finds what a person could not read or name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)

from shopdesk.gui.desktop import Desktop
from shopdesk.gui.navigation import PAGES

_FIELDS = (QLineEdit, QComboBox, QAbstractSpinBox, QTextEdit, QPlainTextEdit)
CONTROLS = (QAbstractButton, *_FIELDS, QAbstractItemView, QTabBar)
# Sizes of text are rounded in several places; a pixel or two hides no part of a letter.
SLACK = 2
_ARROW = 28


def views(desktop: Desktop, settle: Callable[[], None], only: str = "") -> Iterator[str]:
    """Open each page (or one), and in it each part behind a tab or a switch; give its name once it stands."""
    for entry in PAGES:
        if only and entry.name != only:
            continue
        page = desktop.window.open_page(entry.name)
        assert page is not None
        settle()
        bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisible()]
        if not bars:
            yield from _switched(page, entry.name, settle)
            continue
        for bar in bars:
            for number in range(bar.count()):
                bar.setCurrentIndex(number)
                settle()
                yield f"{entry.name} / {bar.tabText(number)}"
                yield from _inner(page, bars, f"{entry.name} / {bar.tabText(number)}", settle)
            bar.setCurrentIndex(0)
            settle()


def _inner(page: QWidget, known: list[QTabBar], name: str, settle: Callable[[], None]) -> Iterator[str]:
    for bar in [bar for bar in page.findChildren(QTabBar) if bar.isVisible() and bar not in known]:
        for number in range(1, bar.count()):
            bar.setCurrentIndex(number)
            settle()
            yield f"{name} / {bar.tabText(number)}"
        bar.setCurrentIndex(0)


def _switched(page: QWidget, name: str, settle: Callable[[], None]) -> Iterator[str]:
    switches = [
        button for button in page.findChildren(QAbstractButton) if button.objectName().startswith("promotions.view.")
    ]
    if not switches:
        yield name
    for button in switches:
        button.click()
        settle()
        yield f"{name} / {button.text()}"


def controls(window: QWidget) -> list[QWidget]:
    """What a person can press, type in or choose from, as far as it is shown."""
    return [widget for widget in window.findChildren(QWidget) if _is_control(widget)]


def _is_control(widget: QWidget) -> bool:
    if not widget.isVisible() or widget.visibleRegion().isEmpty():
        return False
    if not isinstance(widget, CONTROLS) or isinstance(widget, QHeaderView):
        return False
    # Parts of Qt's own widgets: the line of a combo box, the corner of a table, the arrows of a row of tabs.
    parent = widget.parentWidget()
    inner = (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QAbstractItemView)
    return not (isinstance(parent, inner) and not isinstance(widget, QAbstractItemView))


def unnamed(window: QWidget) -> list[str]:
    """Controls without an object name, or without a name for assistive programs."""
    found = []
    for widget in controls(window):
        # A row of tabs goes by the name of what it belongs to.
        owner = widget.parentWidget() if isinstance(widget, QTabBar) else None
        name = owner.objectName() if isinstance(owner, QTabWidget) else widget.objectName()
        if not name or name.startswith("qt_"):
            found.append(f"{_describe(widget)} has no object name")
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{_describe(widget)} has no accessible name")
    return found


def cut_texts(window: QWidget) -> list[str]:
    """Labels, buttons and tabs whose text does not fit into them, or that stand partly outside of what holds them."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parentWidget(), QLineEdit):
            continue
        # These shorten their text with an ellipsis by design and say all of it in their tooltip.
        if type(widget).__name__.startswith("Elided") and widget.toolTip():
            continue
        lacking = _lacking(widget)
        if lacking:
            found.append(f"{_describe(widget)} {lacking}")
        elif isinstance(widget, QLabel | QAbstractButton) and _says_something(widget):
            outside = _outside(widget)
            if outside:
                found.append(f"{_describe(widget)} {outside}")
    return found


def _says_something(widget: QLabel | QAbstractButton) -> bool:
    return bool(widget.text().strip())


def _lacking(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _lacking_of_label(widget)
    if isinstance(widget, QTabBar):
        return _lacking_of_tabs(widget)
    if isinstance(widget, QComboBox):
        return _lacking_of_choice(widget)
    if isinstance(widget, QAbstractButton) and _says_something(widget) and _shows_text(widget):
        needed = widget.sizeHint().width() - _padding(widget)
        if needed > widget.width():
            return f"needs a width of {needed}, has {widget.width()}"
        letters = widget.fontMetrics().height()
        if letters > widget.height():
            return f"needs a height of {letters}, has {widget.height()}"
    return ""


def _lacking_of_choice(box: QComboBox) -> str:
    # A box with a length of its own may shorten what is chosen, as names of stores and people can be long.
    own_length = box.sizeAdjustPolicy() is QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    if box.isEditable() or own_length or box.objectName() == "stores.current":
        return ""
    needed = box.fontMetrics().horizontalAdvance(box.currentText()) + _ARROW
    return f"needs a width of {needed} for “{box.currentText()}”, has {box.width()}" if needed > box.width() else ""


def _padding(button: QAbstractButton) -> int:
    """How much of a button's width can go before its text is cut."""
    if isinstance(button, QCheckBox | QRadioButton):
        return SLACK
    return 6 if isinstance(button, QToolButton) else 12


def _shows_text(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton):
        return button.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly or button.icon().isNull()
    return True


def _lacking_of_label(label: QLabel) -> str:
    if not _says_something(label) or type(label).paintEvent is not QLabel.paintEvent:
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SLACK:
            return f"needs a height of {needed}, has {label.height()}"
        longest = _longest_word(label)
        inside = label.contentsRect().width()
        return f"has a word of {longest} in a width of {inside}" if longest > inside + SLACK else ""
    wanted = label.sizeHint()
    if wanted.width() > label.width() + SLACK:
        return f"needs a width of {wanted.width()}, has {label.width()}"
    if wanted.height() > label.height() + SLACK:
        return f"needs a height of {wanted.height()}, has {label.height()}"
    return ""


def _longest_word(label: QLabel) -> int:
    text = label.text()
    if label.textFormat() is not Qt.TextFormat.PlainText:
        text = re.sub(r"<[^<>]*>", " ", text)
    metrics = label.fontMetrics()
    # Chinese breaks anywhere; only runs of other letters have to stay together.
    words = "".join(letter if ord(letter) < 0x2E80 else " " for letter in text).split()
    return max((metrics.horizontalAdvance(part) for word in words for part in re.split("[-\u200b]", word)), default=0)


def _lacking_of_tabs(bar: QTabBar) -> str:
    for number in range(bar.count()):
        text = bar.tabText(number)
        needed = bar.fontMetrics().horizontalAdvance(text)
        if bar.tabRect(number).width() < needed:
            return f"tab “{text}” needs a width of {needed}, has {bar.tabRect(number).width()}"
    last = bar.tabRect(bar.count() - 1)
    if last.right() > bar.width() + SLACK and not bar.usesScrollButtons():
        return f"ends at {bar.width()}, its last tab at {last.right()}"
    return ""


def _outside(widget: QWidget) -> str:
    """Where a widget leaves one of those that hold it, up to the next one that can be scrolled."""
    place = widget.rect()
    holder: QWidget | None = widget
    while holder is not None and not holder.isWindow():
        parent = holder.parentWidget()
        if parent is None:
            return ""
        place = QRect(holder.mapToParent(QPoint(place.left(), place.top())), place.size())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return ""
        if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
            return f"stands outside of {parent.objectName() or type(parent).__name__}"
        holder = parent
    return ""


def _describe(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) else ""
    place = widget.objectName() or next(
        (f"in {up.objectName()}" for up in _above(widget) if up.objectName()), "nowhere named"
    )
    return f"{type(widget).__name__} {place} “{str(said)[:40]}”"


def _above(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()
