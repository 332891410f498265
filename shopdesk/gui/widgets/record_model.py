"""The model of a table of records: sorted and filtered in its own list, never through a proxy.

A proxy that compares in Python takes seconds over a hundred thousand rows; sorting the list takes hundredths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QWidget

from shopdesk.domain.field_filters import Accepts
from shopdesk.domain.fields import NUMBERS, Field, Kind, Noun, Reader
from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.searching import folded
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.widgets.cell_text import cell_text
from shopdesk.infra.i18n import tr

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_INK = int(Qt.ItemDataRole.ForegroundRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_TICKS = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
RECORD_ROLE = int(Qt.ItemDataRole.UserRole)
SORT_ROLE = RECORD_ROLE + 1
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_PLACES = "¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column.

    ``value`` takes the figure out of a record (``None`` always sorts last), ``text`` turns it into what is shown,
    ``order`` into what is compared where that is not the value itself. ``name`` is what the user's choice of columns is
    kept by; ``field`` is its declaration where it is a field of the record; ``hidden`` columns wait to be chosen;
    ``edited`` gives the field by which the cell of a record is edited in place, ``None`` where it cannot be;
    ``said`` is what is shown where the value alone does not tell (a share or a count); ``ticked`` gives a cell a tick.
    """

    header: str
    value: Callable[[R], Any]
    text: Callable[[Any], str] | None = None
    numeric: bool = False
    tip: Callable[[R], str] | None = None
    ink: Callable[[R], QColor | None] | None = None
    header_tip: str = ""
    width: int = 0
    name: str = ""
    field: Field | None = None
    order: Callable[[Any], Any] | None = None
    hidden: bool = False
    edited: Callable[[R], Field | None] | None = None
    said: Callable[[R], str | None] | None = None
    ticked: Callable[[R], bool] | None = None

    def shown(self, record: R) -> str:
        """What the cell of a record says, with its turning signs written out: texts of files are kept as they came."""
        if self.said is not None:
            return visible(self.said(record) or NO_DATA)
        value = self.value(record)
        if value is None:
            return NO_DATA
        return visible(self.text(value) if self.text is not None else str(value))

    @property
    def adds_up(self) -> bool:
        """Whether its figures may be added; only what a declaration allows is."""
        return self.field is not None and self.field.adds_up


class FieldColumns(Generic[R]):
    """The columns that a noun's fields make. Set ``reader`` before the first record is shown: it names codes."""

    def __init__(self, noun: Noun, reader: Reader, ink: Callable[[R], QColor | None] | None = None) -> None:
        """Columns of ``noun``; ``ink`` colours whole rows."""
        self.noun = noun
        self.reader = reader
        self._ink = ink

    def columns(self, *, only: Sequence[str] = (), optional: bool = True) -> list[Column[R]]:
        """A column for each field that tables show, in the declared order or those of ``only`` in theirs."""
        fields = self.noun.chosen(only, optional=optional) if only else self.noun.columns
        return [self.column(field) for field in fields]

    def column(self, field: Field) -> Column[R]:
        """The column of one field."""
        take = attrgetter(field.name)

        def value(record: R) -> Any:
            found = take(record)
            return None if found == "" else found

        return Column(
            tr(field.label) if field.label is not None else field.name,
            value,
            text=lambda found: self.reader.shown(field, found),
            numeric=field.kind in NUMBERS,
            ink=self._ink,
            header_tip=tr(field.help) if field.help is not None else "",
            name=field.name,
            field=field,
            order=self._order(field),
            hidden=not field.column,
        )

    def _order(self, field: Field) -> Callable[[Any], Any] | None:
        """Codes and choices are in the order in which they are offered; one that nobody knows comes last."""
        if field.kind not in (Kind.CHOICE, Kind.REFERENCE):
            return None

        kept: dict[int, dict[Any, int]] = {}

        def order(value: Any) -> tuple[int, str]:
            # Asked once for each record, so the places are worked out once for each reader.
            places = kept.get(id(self.reader))
            if places is None:
                kept.clear()
                places = {code: place for place, code in enumerate(self.reader.choices(field))}
                kept[id(self.reader)] = places
            return (places.get(value, len(places)), str(value))

        return order


class RecordTableModel(QAbstractTableModel, Generic[R]):
    """Shows a list of records; what is filtered out stays in the list.

    ``ticked`` carries a record whose tick is to be set or taken away; it shows once the records say so.
    """

    ticked = Signal(object, bool)

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        """An empty table with these columns."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.adding_sort = False
        self.answered = False
        """Whether anybody said yet which records there are; until then none is not the same as nothing found."""
        self._all: list[R] = []
        self._passing: list[R] = []
        self._rows: list[R] = []
        self._accepts: Callable[[R], bool] | None = None
        self._filters: dict[int, Accepts] = {}
        self._needle = ""
        self._sorting: list[tuple[int, bool]] = []

    @property
    def records(self) -> list[R]:
        """The records shown, in the order shown."""
        return list(self._rows)

    @property
    def everything(self) -> list[R]:
        """All records, also those that a filter hides."""
        return list(self._all)

    @property
    def is_empty(self) -> bool:
        """Whether there is no record, not even one that a filter hides; not while nobody knows yet."""
        return self.answered and not self._all

    @property
    def sorting(self) -> list[tuple[int, bool]]:
        """The columns that it is sorted by, the first counts most, each with whether it is descending."""
        return list(self._sorting)

    def set_records(self, records: Sequence[R]) -> None:
        """Show other records, filtered and sorted as before."""
        self._reset(records, answered=True)

    def await_records(self) -> None:
        """Show none, until others are said."""
        self._reset(())

    def _reset(self, records: Sequence[R], *, answered: bool = False) -> None:
        self.beginResetModel()
        self.answered = answered
        self._all = list(records)
        self._arrange()
        self.endResetModel()

    def set_filter(self, accepts: Callable[[R], bool] | None) -> None:
        """Show only the records that ``accepts`` takes."""
        self._accepts = accepts
        self._rearrange()

    def set_filters(self, filters: Mapping[int, Accepts]) -> None:
        """Show only records whose values pass the filters of their columns."""
        self._filters = dict(filters)
        self._rearrange()

    def set_search(self, text: str) -> None:
        """Show only records with ``text`` in one of their cells, whatever its case and width."""
        self._needle = folded(text)
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
        if role == _CHECK:
            return None if column.ticked is None else _TICKS[column.ticked(record)]
        if role == _DISPLAY:
            return column.shown(record) if column.ticked is None else ""
        if role == _ACCESSIBLE:
            return (column.shown(record) or tr("empty")) if column.ticked is None else column.header
        if role == RECORD_ROLE:
            return record
        if role == SORT_ROLE:
            return column.value(record)
        if role == _TIP:
            return visible(column.tip(record) or "") or None if column.tip is not None else None
        ink = column.ink(record) if column.ink is not None else None
        return QBrush(ink) if ink is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a cell."""
        found = super().flags(index)
        if not index.isValid():
            return found
        column = self.columns[index.column()]
        if column.edited is not None and column.edited(self._rows[index.row()]) is not None:
            found |= Qt.ItemFlag.ItemIsEditable
        return found | Qt.ItemFlag.ItemIsUserCheckable if column.ticked is not None else found

    def setData(self, index: Index, value: Any, role: int = _DISPLAY) -> bool:
        """A tick asks for the change."""
        if role != _CHECK or not index.isValid() or self.columns[index.column()].ticked is None:
            return False
        self.ticked.emit(self._rows[index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def turn_tick(self, row: int) -> bool:
        """Ask to turn a row's tick; whether it has one."""
        for column in self.columns:
            if column.ticked is not None:
                record = self._rows[row]
                self.ticked.emit(record, not column.ticked(record))
                return True
        return False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' names, with their place where several are sorted by."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == _DISPLAY:
            return self.columns[section].header + self._place(section)
        if role == _TIP:
            return self.columns[section].header_tip or None
        if role == _ALIGN:
            return _RIGHT if self.columns[section].numeric else _LEFT
        return None

    def _place(self, section: int) -> str:
        if len(self._sorting) < 2:
            return ""
        for place, (column, descending) in enumerate(self._sorting[: len(_PLACES)]):
            if column == section:
                return f" {'▼' if descending else '▲'}{_PLACES[place]}"
        return ""

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, or while ``adding_sort`` by it after the others; records without the figure stay last."""
        descending = order == Qt.SortOrder.DescendingOrder
        if self.adding_sort and column >= 0:
            self.add_sort(column)
        else:
            self.set_sorting([(column, descending)])

    def add_sort(self, column: int, descending: bool | None = None) -> None:
        """Sort by a column after those that it is sorted by; one of those turns round instead, unless told."""
        known = dict(self._sorting)
        turned = not known[column] if column in known else False
        known[column] = turned if descending is None else descending
        self.set_sorting(list(known.items()))

    def set_sorting(self, sorting: Sequence[tuple[int, bool]]) -> None:
        """Sort by these columns, the first counts most."""
        self._sorting = [(column, down) for column, down in sorting if 0 <= column < len(self.columns)]
        self._rearrange(filtering=False)
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def as_text(self, rows: Sequence[int] | None = None, columns: Sequence[int] | None = None) -> str:
        """The rows as lines of tab-separated cells under the columns' names, as spreadsheets take them."""
        chosen = range(len(self._rows)) if rows is None else rows
        shown = [self.columns[number] for number in (range(len(self.columns)) if columns is None else columns)]
        lines = ["\t".join(column.header for column in shown)]
        lines += ["\t".join(cell_text(column.shown(self._rows[row])) for column in shown) for row in chosen]
        return "\n".join(lines)

    def _rearrange(self, *, filtering: bool = True) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._rows[index.row()] for index in old]
        self._arrange(filtering=filtering)
        wanted = {id(record) for record in kept}
        places = {id(record): row for row, record in enumerate(self._rows) if id(record) in wanted}
        fresh = [
            self.index(places[id(record)], index.column()) if id(record) in places else QModelIndex()
            for record, index in zip(kept, old, strict=True)
        ]
        self.changePersistentIndexList(old, fresh)
        self.layoutChanged.emit()

    def _arrange(self, *, filtering: bool = True) -> None:
        if filtering:
            self._passing = [record for record in self._all if self._takes(record)]
        rows = self._passing
        # Sorting keeps the order of equals, so the column that counts most comes last.
        for number, descending in reversed(self._sorting):
            column = self.columns[number]
            value, order = column.value, column.order
            values = [value(record) for record in rows]
            known = [
                (found if order is None else order(found), place)
                for place, found in enumerate(values)
                if found is not None
            ]
            known.sort(key=itemgetter(0), reverse=descending)
            unknown = [rows[place] for place, found in enumerate(values) if found is None]
            rows = [rows[place] for _found, place in known] + unknown
        self._rows = list(rows)

    def _takes(self, record: R) -> bool:
        if self._accepts is not None and not self._accepts(record):
            return False
        for number, accepts in self._filters.items():
            column = self.columns[number]
            if not accepts(column.value(record), lambda column=column: column.shown(record)):
                return False
        return not self._needle or any(self._needle in folded(column.shown(record)) for column in self.columns)


_ANSWERED = frozenset({_DISPLAY, _CHECK, _ALIGN, _INK, _TIP, _ACCESSIBLE, RECORD_ROLE, SORT_ROLE})
