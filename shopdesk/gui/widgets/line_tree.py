"""A tree of lines to read: what something is made of, opened level by level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

Index = QModelIndex | QPersistentModelIndex

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(slots=True, eq=False)
class Line:
    """One line: its cells from the left, and the lines below it.

    ``stands_for`` is what the line is about, for the page that made it. A line without figures has one cell, which is
    its tip too.
    """

    cells: tuple[str, ...]
    stands_for: object = None
    tip: str = ""
    below: list[Line] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """The line as it is read aloud."""
        return ". ".join(filter(None, self.cells))


@dataclass(slots=True, eq=False)
class _Place:
    line: Line
    above: int
    row: int
    below: list[int] = field(default_factory=list)


class LineModel(QAbstractItemModel):
    """Lines as Qt's views read them; new lines come as a whole, or all at once below one line.

    An index carries the number of a place and never a pointer, and no line is an object of Qt: filling a tree anew
    destroys nothing in C++ that Python knows, which is where Qt crashed beside a busy thread.
    """

    def __init__(self, headings: Sequence[str], parent: QWidget | None = None) -> None:
        """Without lines; all columns but the first are figures, and stand on the right."""
        super().__init__(parent)
        self._headings = tuple(headings)
        self._places = [_Place(Line(()), -1, 0)]

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these lines instead of those that were there."""
        self.beginResetModel()
        self._places = [_Place(Line(()), -1, 0)]
        self._places[0].below = list(self._placed(lines, 0))
        self.endResetModel()

    def show_below(self, index: Index, lines: Iterable[Line]) -> None:
        """Show these lines below the line of ``index`` instead of those that were there."""
        here = QModelIndex(index).siblingAtColumn(0)
        place = self._places[self._number(here)]
        if place.below:
            self.beginRemoveRows(here, 0, len(place.below) - 1)
            place.below = []
            self.endRemoveRows()
        place.line.below = list(lines)
        fresh = list(self._placed(place.line.below, self._number(here)))
        if fresh:
            self.beginInsertRows(here, 0, len(fresh) - 1)
            place.below = fresh
            self.endInsertRows()

    def line(self, index: Index) -> Line:
        """The line of an index of any column; an empty one where there is none."""
        return self._places[self._number(index)].line

    def walk(self, above: Index | None = None) -> Iterator[QModelIndex]:
        """The first cell of every line from the top down."""
        above = QModelIndex() if above is None else above
        for row in range(self.rowCount(above)):
            index = self.index(row, 0, above)
            yield index
            yield from self.walk(index)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The cell at a place."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._places[self._number(parent)].below[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # the other parent() is QObject's
        """The line above, at its first cell."""
        above = self._places[self._number(index)].above
        return QModelIndex() if above <= 0 else self.createIndex(self._places[above].row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines stand below a line."""
        return 0 if parent.column() > 0 else len(self._places[self._number(parent)].below)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as headings."""
        return len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | Qt.AlignmentFlag | None:
        """The heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return _RIGHT if section and role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows and how it is read aloud."""
        if not index.isValid():
            return None
        line, column = self.line(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[column] if column < len(line.cells) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if column == 0 else self.data(index)
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return line.tip or None
        return None

    def _number(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else 0

    def _placed(self, lines: Iterable[Line], above: int) -> Iterator[int]:
        for row, line in enumerate(lines):
            number = len(self._places)
            place = _Place(line, above, row)
            self._places.append(place)
            place.below = list(self._placed(line.below, number))
            yield number


class LineTree(QTreeView):
    """Shows lines; the cursor takes a whole line, and nothing is edited."""

    def __init__(self, model: LineModel, parent: QWidget | None = None) -> None:
        """Show ``model``, which becomes the tree's own."""
        super().__init__(parent)
        self.lines = model
        model.setParent(self)
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)

    def texts(self) -> list[str]:
        """Every line as it is read aloud, from the top down."""
        return [self.lines.line(index).spoken for index in self.lines.walk()]


def fill_first_column(tree: LineTree) -> None:
    """Give the first column the room that the second, as wide as its figures, leaves."""
    head = tree.header()
    head.setStretchLastSection(False)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
