"""The small tables of the import window: columns with their fields, rows left out, imports that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import KIND_NAMES, ColumnMatch, ImportKind, ImportRun, RowProblem
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.reading import propose

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROOT = QModelIndex()
AS_ABOVE = "above"


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
    """The columns of a file, each with some of its values and what it means; the meanings can be chosen."""

    FIELD, ALSO, ABOVE = 2, 3, 4

    def __init__(self, on_changed: Callable[[], None]) -> None:
        """An empty table; ``on_changed`` is called when the user chose something."""
        super().__init__()
        self._columns: list[ColumnMatch] = []
        self._kind: ImportKind | None = None
        self._chosen: dict[int, tuple[str, ...]] = {}
        self._above: set[int] = set()
        self._editable = False
        self._on_changed = on_changed

    def populate(
        self,
        columns: Sequence[ColumnMatch],
        kind: ImportKind | None,
        *,
        editable: bool,
        as_above: Sequence[str] = (),
    ) -> None:
        """Show columns with the fields they fill now."""
        self.beginResetModel()
        self._columns = [column for column in columns if column.heading]
        self._kind = kind
        self._editable = editable
        self._chosen = {column.index: column.fields for column in self._columns if column.fields}
        self._above = {column.index for column in self._columns if column.heading in as_above}
        self.endResetModel()

    def set_kind(self, kind: ImportKind) -> None:
        """Take another kind, with what its known names propose."""
        proposed = propose([column.heading for column in self._columns], kind)
        self.beginResetModel()
        self._kind = kind
        self._chosen = {
            column.index: proposed[column.heading] for column in self._columns if column.heading in proposed
        }
        self.endResetModel()

    def mapping(self) -> dict[str, tuple[str, ...]]:
        """Heading to fields, for the columns that fill any."""
        return {
            column.heading: self._chosen[column.index] for column in self._columns if self._chosen.get(column.index)
        }

    def as_above(self) -> tuple[str, ...]:
        """The headings whose blank cells repeat the cell above."""
        return tuple(column.heading for column in self._columns if column.index in self._above)

    def options(self, place: int) -> list[tuple[str, str]]:
        """What can be chosen in a column of this table: name and label, the first being nothing."""
        if place == self.ABOVE:
            return [("", tr("Stays blank")), (AS_ABOVE, tr("As above"))]
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
        """Heading, values, meaning, second meaning, blank cells."""
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """A cell's text, or for the editor what is chosen in it."""
        column = self._columns[index.row()]
        place = index.column()
        if role == _EDIT and place in (self.FIELD, self.ALSO):
            return self._part(column, place)
        if role == _EDIT and place == self.ABOVE:
            return AS_ABOVE if column.index in self._above else ""
        if role not in (_DISPLAY, _TOOL_TIP):
            return None
        if place == 0:
            return column.heading
        if place == 1:
            return "  ·  ".join(column.samples) or "—"
        return self._shown_field(column, place)

    def _part(self, column: ColumnMatch, place: int) -> str:
        chosen = self._chosen.get(column.index, ())
        number = place - self.FIELD
        return chosen[number] if number < len(chosen) else ""

    def _shown_field(self, column: ColumnMatch, place: int) -> str:
        if place == self.ABOVE:
            shown = tr("As above") if column.index in self._above else "—"
            return f"{shown}  ▾"
        chosen = self._chosen.get(column.index, ())
        # The second column stands for all further meanings; few columns have any.
        names = chosen[:1] if place == self.FIELD else chosen[1:]
        labels = {field.name: tr(field.label) for field in FIELDS[self._kind].fields} if self._kind else {}
        shown = " + ".join(labels[name] for name in names if name in labels)
        if place == self.ALSO and not chosen:
            return ""
        shown = shown or (tr("Not used") if place == self.FIELD else "—")
        # The sign says that a click opens a list.
        return f"{shown}  ▾" if self._editable else shown

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Choose a meaning; a column that had it before gives it up unless several may fill it."""
        if self._kind is None or not self._editable:
            return False
        column = self._columns[index.row()]
        if role != _EDIT or index.column() < self.FIELD:
            return False
        if index.column() == self.ABOVE:
            self._above = self._above | {column.index} if value == AS_ABOVE else self._above - {column.index}
        else:
            self._choose(column, index.column(), str(value or ""))
        self.dataChanged.emit(self.index(0, self.FIELD), self.index(len(self._columns) - 1, self.ABOVE))
        self._on_changed()
        return True

    def _choose(self, column: ColumnMatch, place: int, name: str) -> None:
        assert self._kind is not None
        if name and not FIELDS[self._kind].field(name).several:
            self._chosen = {
                other: tuple(known for known in names if known != name) for other, names in self._chosen.items()
            }
        had = self._chosen.get(column.index, ())
        kept = (name, *had[1:]) if place == self.FIELD else (*had[:1], name)
        self._chosen[column.index] = tuple(dict.fromkeys(filter(None, kept)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Meanings can be edited where the file may still be read anew; a second one where there is a first."""
        flags = super().flags(index)
        if not self._editable:
            return flags
        if index.column() in (self.FIELD, self.ABOVE) or (
            index.column() == self.ALSO and self._chosen.get(self._columns[index.row()].index)
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return (tr("Column in the file"), tr("Values"), tr("Means"), tr("Also means"), tr("Blank cells"))[section]
        if role == _TOOL_TIP and section == self.ABOVE:
            return tr("A blank cell repeats the cell above, as in lists that name the day only once")
        return _LEFT if role == _ALIGN else None
