"""The org chart on the screen: boxes that the mouse and the arrows reach, and a sentence for each."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from shopdesk.domain.org_chart import OrgChart, escalation
from shopdesk.gui.pages.people.org.layout import Box, Laid, Measure, lay_out, neighbour
from shopdesk.gui.pages.people.org.painting import cut, paint
from shopdesk.gui.pages.people.org.texts import Names, branch_line, person_words, vacancy
from shopdesk.gui.screen_reader import say
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_AROUND = 4
"""Pixels around the chart, for the frame of the cursor."""


class OrgChartView(QWidget):
    """Draws a chart as wide as it is itself. ``opened`` carries a box that was clicked or confirmed.

    ``pointed`` carries the sentence of the box that the cursor is on, ``moved`` the box for whoever scrolls to it.
    """

    opened = Signal(object)
    pointed = Signal(str)
    moved = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """An empty chart."""
        super().__init__(parent)
        self._theme = theme
        self._chart: OrgChart | None = None
        self._names = Names("", {}, {})
        self.laid = Laid()
        self._least = 0
        self.cursor_place = 0
        self.setObjectName("people.org.chart")
        self.setAccessibleName(tr("Org chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: OrgChart, names: Names) -> None:
        """Show a chart; the cursor stays on the person it was on."""
        before = self.box
        self._chart, self._names = chart, names
        self._lay_out()
        kept = self.place_of(before.person.id or 0) if before is not None and before.person is not None else None
        first = next((place for place, box in enumerate(self.laid.boxes) if box.person is not None), 0)
        self.cursor_place = first if kept is None else kept
        self._say()

    @property
    def box(self) -> Box | None:
        """The box that the cursor is on; ``None`` in an empty chart."""
        boxes = self.laid.boxes
        return boxes[self.cursor_place] if self.cursor_place < len(boxes) else None

    def words(self, box: Box) -> str:
        """What a box says in a sentence."""
        if box.person is not None and self._chart is not None:
            return person_words(self._chart, box.person, self._names)
        if box.branch is None:
            return self._names.store
        if box.rank is not None:
            department = self._names.department(box.branch.code)
            return tr("{department}: {words}", department=department, words=vacancy(box.rank))
        return branch_line(box.branch, self._names)

    # --- geometry --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As large as the chart."""
        return QSize(int(self.laid.width) + 2 * _AROUND, int(self.laid.height) + 2 * _AROUND)

    def minimumSizeHint(self) -> QSize:
        """What cannot be narrower scrolls; bands may, and are then laid anew."""
        return QSize(self._least + 2 * _AROUND, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other bands."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need larger boxes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def _lay_out(self) -> None:
        if self._chart is None:
            return
        room = max(self.width() - 2 * _AROUND, 1)
        measure = Measure(self.fontMetrics().height())
        self.laid = lay_out(self._chart, measure, room)
        self._least = int(lay_out(self._chart, measure, 1).width)
        self.cursor_place = min(self.cursor_place, max(len(self.laid.boxes) - 1, 0))
        self.setMinimumSize(self.minimumSizeHint())
        self.update()

    def box_at(self, point: QPoint) -> int | None:
        """Which box is at a point."""
        where = QPointF(point.x() - _AROUND, point.y() - _AROUND)
        return next((place for place, box in enumerate(self.laid.boxes) if box.rect.contains(where)), None)

    def place_of(self, person_id: int) -> int | None:
        """Where a person's box is among the boxes."""
        known = [box.person.id if box.person is not None else None for box in self.laid.boxes]
        return known.index(person_id) if person_id in known else None

    # --- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_AROUND, _AROUND)
        box = self.box
        path: set[int] = set()
        if box is not None and box.person is not None and self._chart is not None:
            path = {one.id or 0 for step in escalation(self._chart, box.person) for one in step.people}
        paint(
            painter,
            self.laid,
            self._names,
            self._theme,
            self.font(),
            cursor=box,
            path=path,
            focused=self.hasFocus(),
            only=event.rect().toRectF().translated(-_AROUND, -_AROUND),
        )
        painter.end()

    # --- keys and mouse --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk from box to box, Home and End to the first and last, Enter opens."""
        key, last = Qt.Key(event.key()), len(self.laid.boxes) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self.go(neighbour(self.laid.boxes, self.cursor_place, *_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key is Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.box)
        else:
            super().keyPressEvent(event)

    def go(self, place: int) -> None:
        """Put the cursor on a box."""
        self.cursor_place = place
        self._say()
        self.update()
        self.moved.emit(self.laid.boxes[place])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the box."""
        place = self.box_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go(place)
            self.opened.emit(self.laid.boxes[place])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand shows where a click opens something; the sentence below is that of the box under the mouse."""
        place = self.box_at(event.position().toPoint())
        opens = place is not None and self.laid.boxes[place].rank is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        box = self.box if place is None else self.laid.boxes[place]
        if box is not None:
            self.pointed.emit(self.words(box))

    def event(self, event: QEvent) -> bool:
        """The tip gives what does not fit into a box, and who hands to whom."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.box_at(event.pos())
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tip(self.laid.boxes[place]), self)
            return True
        return super().event(event)

    def tip(self, box: Box) -> str:
        """The sentence of a box; where its words are cut, all of them before it. What a user typed stays plain text."""
        said = self.words(box)
        if box.rank is None and not cut(box, self._names, self.font()):
            return ""
        # As rich text it is broken into lines; escaped it stays what was typed.
        return f"<p>{escape(said)}</p>"

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame of the cursor gets its colour."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And loses it."""
        super().focusOutEvent(event)
        self.update()

    def reader_points(self) -> list[str]:
        """The sentence of every box."""
        return [self.words(box) for box in self.laid.boxes]

    def reader_actions(self) -> dict[str, Callable[[], Any]]:
        """What Enter does."""
        return {"Press": lambda: self.opened.emit(self.box) if self.box is not None else None}

    def _say(self) -> None:
        box = self.box
        words = "" if box is None else self.words(box)
        say(self, words)
        self.pointed.emit(words)
