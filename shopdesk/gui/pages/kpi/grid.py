"""A table of lines with sorting, filtering and copying, whose first line may hold the totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from shopdesk.gui.widgets.cell_text import cell_text
from shopdesk.gui.widgets.scaled import scaled

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_GROUND = int(Qt.ItemDataRole.BackgroundRole)
_READABLE = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ANSWERED = frozenset({_DISPLAY, _TIP, _ALIGN, _FONT, _INK, _GROUND, _READABLE})
_SAMPLE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """One column: its heading, the text of a line's cell, what it is sorted by, and what the cell explains."""

    title: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any]
    tip: str = ""
    number: bool = True
    cell_tip: Callable[[Any], str] | None = None
    ink: Callable[[Any], QColor | None] | None = None
    plain: Callable[[Any], str] | None = None


class GridModel(QAbstractTableModel):
    """Lines in an order; the totals line, where there is one, stays first whatever the order or filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No lines."""
        super().__init__(parent)
        self._columns: Sequence[GridColumn] = ()
        self._all: list[Any] = []
        self._shown: list[Any] = []
        self._totals: Any = None
        self._filter = ""
        self._order: tuple[int, bool] | None = None
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._ground = QGuiApplication.palette().alternateBase()

    def set_lines(self, columns: Sequence[GridColumn], lines: Sequence[Any], totals: Any = None) -> None:
        """Show other lines; order and filter are kept where the columns are the same."""
        self.beginResetModel()
        if [column.title for column in columns] != [column.title for column in self._columns]:
            self._order = None
        self._columns, self._all, self._totals = columns, list(lines), totals
        self._arrange()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Lines shown, and the totals."""
        if parent.isValid():
            return 0
        return len(self._shown) + (self._totals is not None)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Columns."""
        return 0 if parent.isValid() else len(self._columns)

    def line(self, row: int) -> Any:
        """The line in a row; the totals in the first one."""
        if self._totals is None:
            return self._shown[row]
        return self._shown[row - 1] if row else self._totals

    def is_totals(self, row: int) -> bool:
        """Whether the row holds the totals."""
        return row == 0 and self._totals is not None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """A cell."""
        # Qt asks for many roles that we do not have; plain integers and early answers keep scrolling smooth.
        if role not in _ANSWERED or not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (_DISPLAY, _READABLE):
            return column.text(self.line(index.row()))
        if role == _ALIGN:
            return _RIGHT if column.number else _LEFT
        if role == _FONT and self.is_totals(index.row()):
            return self._bold
        if role == _TIP and column.cell_tip is not None:
            return column.cell_tip(self.line(index.row())) or None
        if role == _GROUND and self.is_totals(index.row()):
            return self._ground
        if role == _INK and column.ink is not None:
            return column.ink(self.line(index.row()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Headings with their explanation."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return column.title
        if role == _TIP:
            return column.tip or None
        if role == _ALIGN:
            return _RIGHT if column.number else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the list itself; no data comes last either way."""
        if not 0 <= column < len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order is Qt.SortOrder.DescendingOrder)
        self._arrange()
        self.layoutChanged.emit()

    def set_filter(self, words: str) -> None:
        """Show the lines that contain every word in any cell."""
        self.beginResetModel()
        self._filter = words.casefold()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        lines = self._all
        if self._filter:
            words = self._filter.split()
            lines = [line for line in lines if self._matches(line, words)]
        if self._order is not None:
            key, backwards = self._columns[self._order[0]].key, self._order[1]
            known = [line for line in lines if key(line) is not None]
            none = [line for line in lines if key(line) is None]
            lines = sorted(known, key=key, reverse=backwards) + none
        self._shown = list(lines)

    def _matches(self, line: Any, words: Sequence[str]) -> bool:
        text = " ".join(column.text(line) for column in self._columns).casefold()
        return all(word in text for word in words)

    def as_text(self, rows: Sequence[int] | None = None, columns: Sequence[int] | None = None) -> str:
        """Cells as tab-separated text with headings, numbers without separators."""
        places = list(columns) if columns is not None else list(range(len(self._columns)))
        lines = ["\t".join(self._columns[place].title for place in places)]
        for row in rows if rows is not None else range(self.rowCount()):
            line = self.line(row)
            cells = (self._columns[place] for place in places)
            lines.append("\t".join(cell_text((cell.plain or cell.text)(line)) for cell in cells))
        return "\n".join(lines)


class GridView(QTableView):
    """Shows a :class:`GridModel`. Ctrl+C copies the marked cells (all of them when none is marked)."""

    copied = Signal(int)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """An empty table called ``name``; ``label`` is for screen readers."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.lines = GridModel(self)
        self.setModel(self.lines)
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(_SAMPLE)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scaled(self, 28))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def show_lines(self, columns: Sequence[GridColumn], lines: Sequence[Any], totals: Any = None) -> None:
        """Show other lines and size the columns by their first ones when the columns changed."""
        fresh = [column.title for column in columns] != [
            self.lines.headerData(place, Qt.Orientation.Horizontal) for place in range(self.lines.columnCount())
        ]
        self.lines.set_lines(columns, lines, totals)
        if fresh:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.resizeColumnsToContents()

    def widen_first(self) -> None:
        """Give the first column the room that is left; for tables with few columns."""
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def copy(self) -> None:
        """Copy the marked cells, or everything."""
        marked = self.selectionModel().selectedIndexes()
        if len(marked) > 1:
            rows = sorted({index.row() for index in marked})
            columns = sorted({index.column() for index in marked})
            text = self.lines.as_text(rows, columns)
        else:
            rows = list(range(self.lines.rowCount()))
            text = self.lines.as_text()
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(len(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by keyboard."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
