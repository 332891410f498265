"""Tables on paper: rows that are never cut, a heading on every page, groups that share a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from shopdesk.gui.paper.words import PT, Words
from shopdesk.reporting.daily_sheet import Mark

PADDING = 3 * PT
HEAD_FILL = QColor("#e4e4e4")
_SMALLEST = 5.0
_LINE = QPen(QColor("#000000"), 0.5 * PT)
_THIN = QPen(QColor("#777777"), 0.4 * PT)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` in layout units."""

    title: str
    width: float
    points: float = 8
    centred: bool = False
    bold: bool = False
    grey: bool = False


@dataclass(slots=True)
class Row:
    """Cells set to their columns' widths. ``group`` is the text of the shared cell, ``group_column`` its place."""

    cells: Sequence[Words | Mark]
    height: float
    group: str = ""

    def split(self, height: float) -> tuple[Row, Row]:
        """The part that is ``height`` tall at most, and what goes on below it, for a row taller than a page."""
        room = height - 2 * PADDING
        head: list[Words | Mark] = []
        rest: list[Words | Mark] = []
        for cell in self.cells:
            first, second = cell.split(room) if isinstance(cell, Words) else (cell, Mark.NONE)
            head.append(first)
            rest.append(second)
        return Row(head, _tallest(head), self.group), Row(rest, _tallest(rest), self.group)


def _tallest(cells: Sequence[Words | Mark]) -> float:
    return max((cell.height for cell in cells if isinstance(cell, Words)), default=0) + 2 * PADDING


@dataclass(slots=True)
class Table:
    """Columns and rows; ``group_column`` is the column whose cells are shared by rows of one group, -1 for none.

    ``known`` are words that are set already: the forms of a week say the same, and setting it is what takes the time.
    """

    columns: Sequence[Column]
    rows: list[Row] = field(default_factory=list)
    group_column: int = -1
    minimum: float = 0
    known: dict[tuple[object, ...], Words] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """The width of all columns."""
        return sum(column.width for column in self.columns)

    def add(self, cells: Sequence[str | Mark], group: str = "", *, bold: Sequence[int] = ()) -> None:
        """Add a row; its height follows from its texts."""
        made: list[Words | Mark] = []
        for index, (column, cell) in enumerate(zip(self.columns, cells, strict=True)):
            made.append(cell if isinstance(cell, Mark) else self._words(column, cell, bold=index in bold))
        self.rows.append(Row(made, max(_tallest(made), self.minimum), group))

    def _words(self, column: Column, text: str, *, bold: bool = False) -> Words:
        key = (text, column.width, column.points, column.centred, column.bold or bold, column.grey)
        if key not in self.known:
            self.known[key] = Words(
                text,
                column.width - 2 * PADDING,
                points=column.points,
                centred=column.centred,
                bold=column.bold or bold,
                color="#333333" if column.grey else "#000000",
            )
        return self.known[key]

    def heading(self) -> tuple[list[Words], float]:
        """The heading row and its height."""
        cells = [
            Words(column.title, column.width - 2 * PADDING, points=8, bold=True, centred=True)
            for column in self.columns
        ]
        return cells, max(cell.height for cell in cells) + 2 * PADDING


Draw = Callable[[QPainter], None]


def draw_heading(table: Table, cells: Sequence[Words], x: float, y: float, height: float) -> Draw:
    """The heading row at a place."""

    def draw(painter: QPainter) -> None:
        left = x
        for column, cell in zip(table.columns, cells, strict=True):
            box = QRectF(left, y, column.width, height)
            painter.fillRect(box, HEAD_FILL)
            painter.setPen(_LINE)
            painter.drawRect(box)
            cell.draw(painter, left + PADDING, y + (height - cell.height) / 2)
            left += column.width

    return draw


def draw_rows(table: Table, rows: Sequence[Row], x: float, y: float) -> Draw:
    """Rows one under the other; neighbours of one group share their cell."""

    def draw(painter: QPainter) -> None:
        top = y
        for row in rows:
            _draw_row(painter, table, row, x, top)
            top += row.height
        if table.group_column >= 0:
            _draw_groups(painter, table, rows, x, y)
        painter.setPen(_LINE)
        painter.drawRect(QRectF(x, y, table.width, top - y))

    return draw


def _draw_row(painter: QPainter, table: Table, row: Row, x: float, top: float) -> None:
    left = x
    for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        box = QRectF(left, top, column.width, row.height)
        left += column.width
        if index == table.group_column:
            continue
        painter.setPen(_THIN)
        painter.drawRect(box)
        if isinstance(cell, Mark):
            draw_mark(painter, cell, box)
        else:
            cell.draw(painter, box.left() + PADDING, top + (row.height - cell.height) / 2)


def _draw_groups(painter: QPainter, table: Table, rows: Sequence[Row], x: float, y: float) -> None:
    column = table.columns[table.group_column]
    left = x + sum(other.width for other in table.columns[: table.group_column])
    top, start = y, 0
    while start < len(rows):
        end = start
        height = 0.0
        while end < len(rows) and rows[end].group == rows[start].group:
            height += rows[end].height
            end += 1
        painter.setPen(_LINE)
        painter.drawRect(QRectF(left, top, column.width, height))
        painter.drawLine(QPointF(x, top), QPointF(x + table.width, top))
        words = _group_words(rows[start].group, column, height - PADDING)
        words.draw(painter, left + PADDING, top + max(0.0, (height - words.height) / 2))
        top += height
        start = end


def _group_words(text: str, column: Column, room: float) -> Words:
    """The name of a group, in smaller letters where it shares a single short row."""
    points = column.points
    while True:
        words = Words(text, column.width - 2 * PADDING, points=points, centred=True, bold=True)
        if words.height <= room or points <= _SMALLEST:
            return words
        points -= 0.5


def draw_mark(painter: QPainter, mark: Mark, box: QRectF) -> None:
    """A box, tick, cross or dash in the middle of a cell, drawn with lines so that no font has to have it."""
    if mark is Mark.NONE:
        return
    size = 9 * PT
    area = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
    pen = QPen(QColor("#000000"), 0.7 * PT if mark is Mark.BOX else 1.3 * PT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if mark is Mark.BOX:
        painter.drawRect(area)
    elif mark is Mark.TICK:
        low = QPointF(area.left() + 0.38 * size, area.bottom() - 0.1 * size)
        painter.drawLine(QPointF(area.left() + 0.05 * size, area.center().y() + 0.05 * size), low)
        painter.drawLine(low, QPointF(area.right(), area.top() + 0.1 * size))
    elif mark is Mark.CROSS:
        inner = area.adjusted(0.08 * size, 0.08 * size, -0.08 * size, -0.08 * size)
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    else:
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
