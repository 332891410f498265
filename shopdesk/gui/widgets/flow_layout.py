"""A row that goes on in the next line where it is too long."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget, QWidgetItem

_Line = list[tuple[QLayoutItem, QSize]]


class FlowLayout(QLayout):
    """Puts widgets side by side at their own size, in as many lines as the width asks for.

    As in Qt's rows, a stretch takes the room that is left in its line, and what is lower stands in the middle of it.
    A row that ``squeezes`` makes fields narrower, as far as they go, before it takes a second line. One that is
    ``even`` gives all the same width and has as few lines as it can, filled alike. The lines that it was laid out in
    are its least height, so that what holds it cannot cut them. Sizes are asked of the items once after each change, as
    Qt's own rows do it: a page that is laid out asks a row for its height many times.
    """

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, *, squeezes: bool = False, even: bool = False
    ) -> None:
        """Empty, with ``spacing`` pixels between widgets and between lines."""
        super().__init__(parent)
        self._squeezes, self._even = squeezes, even
        self._laid = 0
        self._items: list[QLayoutItem] = []
        self._growing: list[QWidget] = []
        self._hints: dict[QLayoutItem, QSize] = {}
        self._least: dict[QLayoutItem, QSize] = {}
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self.destroyed.connect(partial(_free, self._items))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end; what is shown already is laid out anew."""
        self._items.append(item)
        self.invalidate()

    def addWidget(self, widget: QWidget) -> None:
        """Take a widget in at the end, by an item that is freed with the layout."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def add(self, *widgets: QWidget, grows: bool = False) -> None:
        """Take widgets in at the end; one that ``grows`` takes the room that is left in its line."""
        for widget in widgets:
            self.addWidget(widget)
        if grows:
            self._growing += widgets

    def add_stretch(self) -> None:
        """What follows stands at the right end of its line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take the item at a place out."""
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Ask the items anew."""
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._hints.clear()
        self._least.clear()
        self._heights.clear()

    def _hint(self, item: QLayoutItem) -> QSize:
        if item not in self._hints:
            self._hints[item] = item.sizeHint()
        return self._hints[item]

    def _least_of(self, item: QLayoutItem) -> QSize:
        if item not in self._least:
            self._least[item] = item.minimumSize()
        return self._least[item]

    def expandingDirections(self) -> Qt.Orientation:
        """None: it takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        if width not in self._heights:
            edges = self.contentsMargins()
            inside = QRect(0, 0, width - edges.left() - edges.right(), 0)
            self._heights[width] = self._place(inside, move=False) + edges.top() + edges.bottom()
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        laid = self._place(rect.marginsRemoved(self.contentsMargins()), move=True)
        if laid != self._laid:
            self._laid = laid
            self.update()

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        shown = [self._hint(item) for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The widest item in a line of its own."""
        least = QSize()
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(self._least_of(item))
        return least.expandedTo(QSize(0, self._laid)).grownBy(self.contentsMargins())

    def least_of_one_line(self) -> int:
        """The width below which a second line is needed, however much is squeezed."""
        shown = [self._narrowest(item) for item in self._items if not item.isEmpty()]
        return sum(shown) + self.spacing() * max(0, len(shown) - 1)

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(max(rect.width(), 1)):
            height = max(size.height() for _item, size in line)
            if move:
                self._put(line, QRect(rect.x(), y, rect.width(), height))
            y += height + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    def _lines(self, width: int) -> list[_Line]:
        if self._even:
            return self._even_lines(width)
        lines: list[_Line] = []
        squeezed = self._squeezes and self.least_of_one_line() <= width
        gaps: _Line = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                # Spacers count as empty; hidden widgets are left out.
                gaps += [(item, QSize(0, 0))] if item.spacerItem() is not None else []
                continue
            size = self._size(item, width)
            if not lines or (not squeezed and used + self.spacing() + size.width() > width):
                lines.append([])
                used = -self.spacing()
            lines[-1] += [*gaps, (item, size)]
            gaps = []
            used += self.spacing() + size.width()
        return lines

    def _even_lines(self, width: int) -> list[_Line]:
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return []
        gap, widest = self.spacing(), max(self._hint(item).width() for item in shown)
        lines = -(-len(shown) // max(1, min((width + gap) // (widest + gap), len(shown))))
        columns = -(-len(shown) // lines)
        each = (width + gap) // columns - gap
        sizes = [(item, self._size(item, each).expandedTo(QSize(each, 0))) for item in shown]
        return [sizes[start : start + columns] for start in range(0, len(sizes), columns)]

    def _size(self, item: QLayoutItem, width: int) -> QSize:
        size = QSize(self._hint(item))
        if size.width() <= width:
            return size
        return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else size.height())

    def _put(self, line: _Line, room: QRect) -> None:
        shown = [(item, size) for item, size in line if not item.isEmpty()]
        left = room.width() - sum(size.width() for _item, size in shown) - self.spacing() * (len(shown) - 1)
        for item, size in reversed(shown):
            less = min(max(-left, 0), max(size.width() - self._narrowest(item), 0))
            size.setWidth(size.width() - less)
            left += less
        growing = [number for number, (item, _size) in enumerate(line) if self._grows(item)]
        x = room.x()
        for number, (item, size) in enumerate(line):
            more = left // len(growing) if number in growing else 0
            if item.isEmpty():
                x += more
                continue
            down = (room.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, room.y() + down), QSize(size.width() + more, size.height())))
            x += size.width() + more + self.spacing()

    def _grows(self, item: QLayoutItem) -> bool:
        return item.spacerItem() is not None or item.widget() in self._growing

    def _narrowest(self, item: QLayoutItem) -> int:
        """How far an item can be squeezed: what would take more lines of its own not at all."""
        return (self._hint(item) if item.hasHeightForWidth() else self._least_of(item)).width()


def _free(items: Sequence[QLayoutItem]) -> None:
    """Free the items of a layout that is gone: once it lay in another layout, they were taken from Python, and a layout
    of Qt's own would free them itself.
    """  # noqa: D205
    for item in items:
        if shiboken6.isValid(item):
            shiboken6.delete(item)
