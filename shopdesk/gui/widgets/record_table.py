"""A table of records: sorted, filtered and copied in the list itself, never through a proxy.

A proxy that compares in Python takes seconds over a hundred thousand rows; sorting the list takes hundredths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from shopdesk.gui.widgets.cell_text import cell_text
from shopdesk.gui.widgets.scaled import scaled

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

NO_DATA = "—"
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
RECORD_ROLE = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = RECORD_ROLE + 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SAMPLE = 60
_WIDEST = 360


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    ``value`` takes the figure out of a record (it is what sorting compares; ``None`` always goes last), ``text`` turns
    it into what is shown, ``numeric`` aligns right, ``tip`` explains a cell, ``ink`` colours it.
    """

    header: str
    value: Callable[[R], Any]
    text: Callable[[Any], str] | None = None
    numeric: bool = False
    tip: Callable[[R], str] | None = None
    ink: Callable[[R], QColor | None] | None = None
    header_tip: str = ""
    width: int = 0

    def shown(self, record: R) -> str:
        """What the cell of a record says."""
        value = self.value(record)
        if value is None:
            return NO_DATA
        return self.text(value) if self.text is not None else str(value)


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Shows a list of records; what is filtered out stays in the list."""

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        """An empty table with these columns."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._all: list[R] = []
        self._rows: list[R] = []
        self._accepts: Callable[[R], bool] | None = None
        self._needle = ""
        self._sorted_by = -1
        self._order = Qt.SortOrder.AscendingOrder

    @property
    def records(self) -> list[R]:
        """The records shown, in the order shown."""
        return list(self._rows)

    def set_records(self, records: Sequence[R]) -> None:
        """Show other records, filtered and sorted as before."""
        self.beginResetModel()
        self._all = list(records)
        self._arrange()
        self.endResetModel()

    def set_filter(self, accepts: Callable[[R], bool] | None) -> None:
        """Show only the records that ``accepts`` takes."""
        self._accepts = accepts
        self._rearrange()

    def set_search(self, text: str) -> None:
        """Show only records with ``text`` in one of their cells, whatever its case."""
        self._needle = text.casefold()
        self._rearrange()

    def record(self, row: int) -> R:
        """The record in a row."""
        return self._rows[row]

    def row_of(self, matches: Callable[[R], bool]) -> int:
        """The first row whose record matches; -1 where none does."""
        return next((row for row, record in enumerate(self._rows) if matches(record)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many records are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """What a cell says and how."""
        # Qt asks for many roles that we do not have; plain integers and early answers keep scrolling smooth.
        if role not in _ANSWERED or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _ALIGN:
            return _RIGHT if column.numeric else _LEFT
        record = self._rows[index.row()]
        if role in (_DISPLAY, _ACCESSIBLE):
            return column.shown(record)
        if role == RECORD_ROLE:
            return record
        if role == SORT_ROLE:
            return column.value(record)
        if role == _TIP:
            return column.tip(record) if column.tip is not None else None
        ink = column.ink(record) if column.ink is not None else None
        return QBrush(ink) if ink is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].header
        if role == _TIP:
            return self.columns[section].header_tip or None
        if role == _ALIGN:
            return _RIGHT if self.columns[section].numeric else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; records without the figure stay last either way."""
        self._sorted_by, self._order = column, order
        self._rearrange()

    def as_text(self, rows: Sequence[int] | None = None) -> str:
        """The rows as lines of tab-separated cells under the columns' names, as spreadsheets take them."""
        chosen = range(len(self._rows)) if rows is None else rows
        lines = ["\t".join(column.header for column in self.columns)]
        lines += ["\t".join(cell_text(column.shown(self._rows[row])) for column in self.columns) for row in chosen]
        return "\n".join(lines)

    def _rearrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._rows[index.row()] for index in old]
        self._arrange()
        places = {id(record): row for row, record in enumerate(self._rows)}
        fresh = [
            self.index(places[id(record)], index.column()) if id(record) in places else QModelIndex()
            for record, index in zip(kept, old, strict=True)
        ]
        self.changePersistentIndexList(old, fresh)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        rows = [record for record in self._all if self._takes(record)]
        if 0 <= self._sorted_by < len(self.columns):
            value = self.columns[self._sorted_by].value
            known = [record for record in rows if value(record) is not None]
            unknown = [record for record in rows if value(record) is None]
            known.sort(key=value, reverse=self._order == Qt.SortOrder.DescendingOrder)
            rows = known + unknown
        self._rows = rows

    def _takes(self, record: R) -> bool:
        if self._accepts is not None and not self._accepts(record):
            return False
        return not self._needle or any(self._needle in column.shown(record).casefold() for column in self.columns)


_ANSWERED = frozenset({_DISPLAY, _ALIGN, _INK, _TIP, _ACCESSIBLE, RECORD_ROLE, SORT_ROLE})


class RecordTable(QTableView):
    """The view on a :class:`RecordTableModel`: whole rows, click to sort, Ctrl+C copies what is chosen.

    ``opened`` carries the record that was double-clicked or confirmed with Enter, ``chosen`` the one the cursor is on.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: RecordTableModel[Any], name: str, accessible: str, parent: QWidget | None = None) -> None:
        """A view named ``name``, described to assistive programs by ``accessible``."""
        super().__init__(parent)
        self.records_model = model
        self.setModel(model)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(scaled(self, 30))
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.record(index.row())))
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def set_records(self, records: Sequence[Any]) -> None:
        """Show records; the cursor stays on the record of the same id and widths fit the first rows."""
        kept = getattr(self.current(), "id", None)
        first_time = self.records_model.rowCount() == 0
        self.records_model.set_records(records)
        if first_time and records:
            self.fit_columns()
        if kept is not None:
            self.select(lambda record: getattr(record, "id", None) == kept)

    def current(self) -> Any:
        """The record the cursor is on; ``None`` where there is none."""
        index = self.currentIndex()
        return self.records_model.record(index.row()) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The chosen records, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.records_model.record(row) for row in rows]

    def select(self, matches: Callable[[Any], bool]) -> bool:
        """Put the cursor on the first record that matches."""
        row = self.records_model.row_of(matches)
        if row < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag
        index = self.records_model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def fit_columns(self) -> None:
        """Make each column as wide as its name and the first rows need."""
        plain = QFontMetrics(self.font())
        for number, column in enumerate(self.records_model.columns):
            width = scaled(self, column.width) or min(_WIDEST, self._needed(number, plain))
            self.setColumnWidth(number, width)

    def copy(self) -> None:
        """Copy the chosen rows, or all where none is chosen, for a spreadsheet."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        QGuiApplication.clipboard().setText(self.records_model.as_text(rows or None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Enter opens."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _needed(self, number: int, metrics: QFontMetrics) -> int:
        model = self.records_model
        texts = [model.columns[number].header]
        texts += [model.columns[number].shown(model.record(row)) for row in range(min(_SAMPLE, model.rowCount()))]
        return max(metrics.horizontalAdvance(text) for text in texts) + 34

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.records_model.record(current.row()) if current.isValid() else None)
