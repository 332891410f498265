"""The small tables of the import window: columns with their fields, rows left out, imports that happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import KIND_NAMES, ColumnMatch, ImportKind, ImportRun, RowProblem, SkipReason
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.reading import propose

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ROOT = QModelIndex()
AS_ABOVE = "above"


def _number(name: str, title: str, get: Callable[[Any], int], *, adds_up: bool = True) -> Column[Any]:
    field = Field(name, Kind.COUNT, additive=adds_up)
    return Column(title, get, text="{:,}".format, numeric=True, name=name, field=field)


def problem_columns() -> list[Column[RowProblem]]:
    """Rows left out because something in them is wrong."""
    return [
        Column(
            tr("Row"),
            lambda problem: problem,
            text=lambda problem: f"{problem.sheet} · {problem.row}" if problem.sheet else str(problem.row),
            order=lambda problem: (problem.sheet or "", problem.row),
            name="row",
        ),
        Column(tr("Column"), lambda problem: problem.column or None, name="column"),
        Column(tr("What is wrong"), lambda problem: tr(problem.message), tip=_wrong, name="wrong"),
    ]


def _wrong(problem: RowProblem) -> str:
    return tr(problem.message)


def reason_columns() -> list[Column[SkipReason]]:
    """Why rows are left out, with how many and the first of them."""
    return [
        Column(tr("Reason"), lambda reason: tr(reason.message), tip=lambda reason: tr(reason.message), name="reason"),
        _number("rows", tr("Rows"), lambda reason: reason.count),
        Column(
            tr("First rows"),
            lambda reason: (
                ", ".join(map(str, reason.first_rows)) + (" …" if reason.count > len(reason.first_rows) else "")
            ),
            name="first_rows",
        ),
    ]


def run_columns(store_name: Callable[[int], str | None]) -> list[Column[ImportRun]]:
    """Imports that happened, with what they brought."""
    return [
        Column(tr("When"), lambda run: run.finished_at, text="{:%Y-%m-%d %H:%M}".format, name="when"),
        Column(tr("File"), lambda run: run.file_name, name="file"),
        Column(tr("Kind"), lambda run: tr(KIND_NAMES[run.kind]), name="kind"),
        Column(tr("Store"), lambda run: store_name(run.store_id), name="store"),
        Column(tr("Days"), lambda run: f"{run.first_day} – {run.last_day}" if run.first_day else None, name="days"),
        _number("new", tr("New", context="rows"), lambda run: run.new),
        _number("updated", tr("Updated", context="rows"), lambda run: run.updated),
        _number("skipped", tr("Left out"), lambda run: run.skipped),
        Column(tr("State"), lambda run: tr("Taken back") if run.undone_at else tr("Stands"), name="state"),
    ]


def record_panel(context: PageContext, columns: Sequence[Column[Any]], name: str, title: str) -> RecordPanel:
    """A record table of the import windows, with export."""
    table = RecordTable(RecordTableModel(columns), name, title)
    panel = RecordPanel(context, table, lambda: Reader(today=context.clock.today(), say=tr))
    panel.offer_export(title)
    return panel


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
