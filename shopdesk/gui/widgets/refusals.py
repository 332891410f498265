"""Sentences about what is wrong: they lie over a form or page, so nothing moves when one comes or goes."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QLineEdit, QWidget

from shopdesk.gui.widgets.controls import problem_label

_GAP = 2
_TALL = 4  # times as high as the sentence: it then lies within what it is about
_MOVED = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide}


class LyingLabel(QLabel):
    """One sentence about what is wrong at a widget; it is hidden while it has no words or the widget is out of sight.

    It lies below the widget, or above it where it would cover the cursor's field or find no room; within its lower or
    upper edge where the widget is a list. User text in it is plain text, and a click goes through it. It never leaves
    what it lies over: a sentence that has no room there at all is shortened, and read aloud whole.
    """

    def __init__(self, name: str, by: QWidget) -> None:
        """Without words, beside ``by``."""
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        for key, value in (("tone", "bad"), ("role", "refusal")):
            self.setProperty(key, value)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._by: QWidget | None = None
        self._said = ""
        self._wanted = False
        self._asked: tuple[str, QSize, QRect] | None = None
        super().setVisible(False)
        self.lie_by(by)

    def whole_height(self, width: int) -> int:
        """Pixels that all that was said needs at a width."""
        shown = self.text()
        super().setText(self._said)
        height = self.heightForWidth(width)
        super().setText(shown)
        return height

    def lie_by(self, by: QWidget) -> None:
        """What is said from now on is about another widget."""
        if by is self._by:
            return
        if self._by is not None and shiboken6.isValid(self._by):
            self._by.removeEventFilter(self)
            self._by.destroyed.disconnect(self._on_gone)
            self._by.setAccessibleDescription("")
        self._by = by
        by.installEventFilter(self)
        by.destroyed.connect(self._on_gone)
        super().setVisible(False)
        self.setParent(by)
        self._put()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes it away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))

    def setText(self, sentence: str) -> None:
        """What :meth:`setVisible` is to show."""
        self._said = sentence
        super().setText(sentence)

    @property
    def shortened(self) -> bool:
        """Whether there was no room for all that was said."""
        return self.text() != self._said

    def setVisible(self, on: bool) -> None:
        """Show what was said, as soon as what it is about is in sight."""
        self._wanted = on and bool(self._said)
        self._put()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget."""
        if watched is self._by and self._wanted and event.type() in _MOVED:
            self._put()
        return False

    def _put(self) -> None:
        by = self._by
        if by is None:
            return
        by.setAccessibleDescription(self._said if self._wanted else "")
        if not (self._wanted and by.isVisible()):
            super().setVisible(False)
            return
        ground = _ground(by)
        if self.parentWidget() is not ground:
            super().setVisible(False)
            self.setParent(ground)
        self.ensurePolished()
        # Words that are measured or shortened ask for a layout, which would ask for this place again and again.
        asked = (self._said, ground.size(), _rect_on(by, ground))
        if asked == self._asked and not self.isHidden():
            return
        self._asked = asked
        super().setText(self._said)
        place = _place(by, self, ground)
        self._shorten(place.size())
        self.setGeometry(place)
        super().setVisible(True)
        self.raise_()

    def _shorten(self, room: QSize) -> None:
        """Leave out the end where even the largest room is too small, as for pasted text that a sentence quotes."""
        if self.heightForWidth(room.width()) <= room.height():
            return
        fits, too_much = 0, len(self._said)
        while too_much - fits > 1:
            middle = (fits + too_much) // 2
            super().setText(f"{self._said[:middle]}…")
            if self.heightForWidth(room.width()) <= room.height():
                fits = middle
            else:
                too_much = middle
        super().setText(f"{self._said[:fits]}…")

    def _on_gone(self) -> None:
        if shiboken6.isValid(self):
            self._by = None
            self.deleteLater()


class Refusals(QObject):
    """The refusals at the fields of a ``form``; every refused field is marked, and one sentence is shown.

    That is the sentence of the field that the cursor is in, else the one that came last. It stands below its field,
    or above it where it would cover what is being typed or find no room. It may reach beyond the form, over what
    scrolls with it. A click goes through it.
    """

    def __init__(self, form: QWidget) -> None:
        """Nothing is refused yet."""
        super().__init__(form)
        self._form = form
        self._fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._standing: list[str] = []
        form.installEventFilter(self)
        labels = self._labels
        form.destroyed.connect(lambda: [one.deleteLater() for one in labels.values() if shiboken6.isValid(one)])
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def add(self, name: str, field: QWidget) -> None:
        """Have a place for what is wrong at ``field``."""
        label = problem_label(f"{field.objectName()}.problem")
        label.setParent(self._form)
        label.setProperty("role", "refusal")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fields[name], self._labels[name] = field, label

    def say(self, name: str, sentence: str) -> None:
        """Refuse what stands in a field."""
        self._labels[name].setText(sentence)
        self._fields[name].setAccessibleDescription(sentence)
        if name in self._standing:
            self._standing.remove(name)
        self._standing.append(name)
        _mark(self._fields[name], refused=True)
        self.place()

    def take_back(self, name: str) -> None:
        """What stands in a field is right now."""
        if name not in self._standing:
            return
        self._standing.remove(name)
        self._fields[name].setAccessibleDescription("")
        _mark(self._fields[name], refused=False)
        self.place()

    def stands(self, name: str) -> bool:
        """Whether a field is refused."""
        return name in self._standing

    def said(self, seen: Callable[[QWidget], bool]) -> str:
        """The sentences about the fields that are ``seen``, one a line, in the order of the fields."""
        return "\n".join(
            label.text() for name, label in self._labels.items() if name in self._standing and seen(self._fields[name])
        )

    def place(self) -> None:
        """Show the one sentence where it belongs."""
        shown = self._shown()
        for name, label in self._labels.items():
            if name != shown:
                label.hide()
        if shown:
            label, ground = self._labels[shown], _ground(self._form)
            if label.parentWidget() is not ground:
                label.setParent(ground)
            label.ensurePolished()
            label.setGeometry(_place(self._fields[shown], label, ground))
            label.show()
            label.raise_()

    def _shown(self) -> str:
        seen = [name for name in self._standing if self._fields[name].isVisible()]
        cursor = QApplication.focusWidget()
        here = next((name for name in seen if cursor is not None and _within(cursor, self._fields[name])), "")
        return here or (seen[-1] if seen else "")

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self._standing:
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the form where it is laid out anew, shown or hidden."""
        if self._standing and event.type() in _MOVED:
            self.place()
        return False


def _ground(widget: QWidget) -> QWidget:
    """What scrolls with a widget, or its window."""
    up = widget
    while not up.isWindow():
        holder = up.parentWidget()
        if holder is None or isinstance(holder.parentWidget(), QAbstractScrollArea):
            break
        up = holder
    return up


def _place(field: QWidget, label: QLabel, ground: QWidget) -> QRect:
    spot = _rect_on(field, ground)
    width = min(max(spot.width(), label.sizeHint().width()), ground.width())
    cursor = QApplication.focusWidget()
    typed = QRect()
    if cursor is not None and cursor is not field and ground.isAncestorOf(cursor):
        typed = _rect_on(cursor, ground)
    for wide in (width, ground.width()):
        if places := _places(spot, label, ground, wide):
            # To be read comes before leaving the field free; what is over the edge would be cut.
            return next((one for one in places if not one.intersects(typed)), places[0])
    # Nowhere is room for all of it.
    above = QRect(0, 0, ground.width(), max(spot.top() - _GAP, 0))
    below = QRect(0, spot.bottom() + _GAP, ground.width(), max(ground.height() - spot.bottom() - _GAP, 0))
    largest = above if above.height() >= below.height() else below
    return largest if largest.height() >= label.fontMetrics().height() else ground.rect()


def _places(spot: QRect, label: QLabel, ground: QWidget, width: int) -> list[QRect]:
    """Where a sentence has room at a width, the usual place first."""
    left = max(min(spot.left(), ground.width() - width), 0)
    height = label.heightForWidth(width)
    below = QRect(left, spot.bottom() + _GAP, width, height)
    above = QRect(left, spot.top() - _GAP - height, width, height)
    if spot.height() >= _TALL * height:
        below.moveBottom(spot.bottom())
        above.moveTop(spot.top())
    return [one for one in (below, above) if ground.rect().contains(one)]


def _rect_on(widget: QWidget, ground: QWidget) -> QRect:
    return QRect(widget.mapTo(ground, QPoint(0, 0)), widget.size())


def _within(widget: QWidget, holder: QWidget) -> bool:
    return widget is holder or holder.isAncestorOf(widget)


def _mark(field: QWidget, *, refused: bool) -> None:
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    marked = field if line is None else line
    if bool(marked.property("invalid")) != refused:
        marked.setProperty("invalid", refused)
        marked.style().unpolish(marked)
        marked.style().polish(marked)
