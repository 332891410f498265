"""The small tables of the import window: columns with their fields, rows left out, imports that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from shopdesk.domain.imports import FIELDS, KIND_NAMES, ColumnMatch, ImportKind, ImportRun, RowProblem
from shopdesk.infra.i18n import tr

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROOT = QModelIndex()


class PlainTable(QAbstractTableModel):
    """Rows of ready texts under headings; ``numeric`` columns stand at the right edge."""

    def __init__(self, headings: Sequence[str], numeric: Sequence[int] = ()) -> None:
        """An empty table."""
        super().__init__()
        self._headings = list(headings)
        self._numeric = frozenset(numeric)
        self._rows: list[tuple[str, ...]] = []

    def populate(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A cell's text and side."""
        if role in (_DISPLAY, _TOOL_TIP):
            return self._rows[index.row()][index.column()]
        if role == _ALIGN and index.column() in self._numeric:
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings, over numbers at the right too."""
        if orientation is Qt.Orientation.Horizontal:
            if role == _DISPLAY:
                return self._headings[section]
            if role == _ALIGN:
                return _RIGHT if section in self._numeric else _LEFT
        return None


def problem_rows(problems: Sequence[RowProblem]) -> list[tuple[str, ...]]:
    """Rows left out because something in them is wrong, as the table shows them."""
    return [
        (
            f"{problem.sheet} · {problem.row}" if problem.sheet else str(problem.row),
            problem.column or "—",
            tr(problem.message),
        )
        for problem in problems
    ]


def run_rows(runs: Sequence[ImportRun], store_names: dict[int, str]) -> list[tuple[str, ...]]:
    """Imports as the list of imports shows them."""
    return [
        (
            f"{run.finished_at:%Y-%m-%d %H:%M}",
            run.file_name,
            tr(KIND_NAMES[run.kind]),
            store_names.get(run.store_id, "—"),
            f"{run.first_day} – {run.last_day}" if run.first_day else "—",
            f"{run.new:,}",
            f"{run.updated:,}",
            f"{run.skipped:,}",
            tr("Taken back") if run.undone_at else tr("Stands"),
        )
        for run in runs
    ]


class MappingTable(QAbstractTableModel):
    """The columns of a file, each with some of its values and the field it fills; the field can be chosen."""

    FIELD = 2

    def __init__(self, on_changed: Callable[[], None]) -> None:
        """An empty table; ``on_changed`` is called when the user chose a field."""
        super().__init__()
        self._columns: list[ColumnMatch] = []
        self._kind: ImportKind | None = None
        self._chosen: dict[int, str] = {}
        self._editable = False
        self._on_changed = on_changed

    def populate(self, columns: Sequence[ColumnMatch], kind: ImportKind | None, *, editable: bool) -> None:
        """Show columns with the fields they fill now."""
        self.beginResetModel()
        self._columns = [column for column in columns if column.heading]
        self._kind = kind
        self._editable = editable
        self._chosen = {column.index: column.fields[0] for column in self._columns if column.fields}
        self.endResetModel()

    def set_kind(self, kind: ImportKind) -> None:
        """Take another kind; fields that it lacks are dropped."""
        known = {field.name for field in FIELDS[kind].fields}
        self.beginResetModel()
        self._kind = kind
        self._chosen = {index: name for index, name in self._chosen.items() if name in known}
        self.endResetModel()

    def mapping(self) -> dict[str, str]:
        """Heading to field, for the columns that fill one."""
        return {
            column.heading: self._chosen[column.index] for column in self._columns if self._chosen.get(column.index)
        }

    def fields(self) -> list[tuple[str, str]]:
        """What a column can be: name and label, the first being nothing."""
        if self._kind is None:
            return [("", tr("Not used"))]
        required = tr("{field} (needed)", field="{field}")
        named = [
            (field.name, required.format(field=tr(field.label)) if field.required else tr(field.label))
            for field in FIELDS[self._kind].fields
        ]
        return [("", tr("Not used")), *named]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row for each column with a heading."""
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Heading, values, field."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A cell's text; the field's name for the editor."""
        column = self._columns[index.row()]
        if role == _EDIT and index.column() == self.FIELD:
            return self._chosen.get(column.index, "")
        if role not in (_DISPLAY, _TOOL_TIP):
            return None
        if index.column() == 0:
            return column.heading
        if index.column() == 1:
            return "  ·  ".join(column.samples) or "—"
        return self._shown_field(column)

    def _shown_field(self, column: ColumnMatch) -> str:
        if self._kind is None:
            return tr("Not used")
        chosen = self._chosen.get(column.index)
        names = column.fields if not self._editable else (chosen,) if chosen else ()
        labels = {field.name: tr(field.label) for field in FIELDS[self._kind].fields}
        shown = " + ".join(labels[name] for name in names if name in labels) or tr("Not used")
        # The sign says that a click opens a list.
        return f"{shown}  ▾" if self._editable else shown

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Choose a field; a column that had it before gives it up."""
        if role != _EDIT or index.column() != self.FIELD:
            return False
        place = self._columns[index.row()].index
        if value:
            self._chosen = {other: name for other, name in self._chosen.items() if name != value}
            self._chosen[place] = value
        else:
            self._chosen.pop(place, None)
        self.dataChanged.emit(self.index(0, self.FIELD), self.index(len(self._columns) - 1, self.FIELD))
        self._on_changed()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The field can be edited where a mapping is due."""
        flags = super().flags(index)
        if self._editable and index.column() == self.FIELD:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return (tr("Column in the file"), tr("Values"), tr("Means"))[section]
        return _LEFT if role == _ALIGN else None
