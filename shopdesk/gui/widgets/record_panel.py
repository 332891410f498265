"""A record table with what stands around it: the figures of the selection below, pasting and the workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Noun, Reader
from shopdesk.domain.money import round_half_up
from shopdesk.domain.pasting import Pasted, read_file, read_rows
from shopdesk.gui.saving import FileKind, Place, save_file
from shopdesk.gui.widgets.record_table import Column, RecordTable
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.widgets.paste_dialog import PasteDialog

_MOST_SUMMED = 3
_PAUSE_MS = 60


@dataclass(frozen=True)
class PasteTarget:
    """Where pasted rows go.

    ``start`` gives what a new record begins with (its store), ``keep(record, old)`` is called on the database lane for
    each row; ``locked`` fields of existing records are not changed this way.
    """

    noun: Noun
    start: Callable[[], Mapping[str, Any]]
    keep: Callable[[Any, Any], Any]
    locked: Sequence[str] = ()


class RecordPanel(QWidget):
    """Puts a footer below a table and gives it, where wanted, pasting and the export to Excel."""

    def __init__(
        self, place: Place, table: RecordTable, reader: Callable[[], Reader], *, most_summed: int = _MOST_SUMMED
    ) -> None:
        """Surround ``table``; ``reader`` names codes and says which day it is, ``most_summed`` columns are added up."""
        super().__init__()
        self.table = table
        self.dialog: PasteDialog | None = None
        self._place = place
        self._reader = reader
        self._most_summed = most_summed
        self._target: PasteTarget | None = None
        self._title = ""
        table.reader = reader
        table.remember(place.settings)
        self.footer = QLabel()
        self.footer.setObjectName(f"{table.objectName()}.summary")
        self.footer.setProperty("role", "muted")
        self.footer.setAccessibleName(tr("Figures of the selection"))
        # It says what there is room for, so it never makes the table wider.
        self.footer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(table, 1)
        layout.addWidget(self.footer)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._show_summary)
        self._column = layout
        table.selectionModel().selectionChanged.connect(lambda *_: self._soon.start())
        model = table.records_model
        model.modelReset.connect(self._soon.start)
        model.layoutChanged.connect(self._soon.start)
        table.paste_asked.connect(self.paste)
        table.export_asked.connect(self.export)

    def put_below(self, widget: QWidget) -> None:
        """Put something of the chosen row between the table and the figures."""
        self._column.insertWidget(1, widget)

    # --- the selection ---------------------------------------------------------------------------------------------

    def summary(self, *, means: bool = True) -> str:
        """How many rows are chosen, with sum and mean of what may be added; of all rows where one or none is chosen.

        Nothing is said while nobody knows yet which rows there are, nor where the table itself says why it is empty.
        """
        model = self.table.records_model
        if not model.answered or self.table.says_why_empty:
            return ""
        chosen = self.table.selected()
        records = chosen if len(chosen) > 1 else model.records
        count = (
            tr("{count} rows chosen", count=len(records)) if len(chosen) > 1 else tr("{count} rows", count=len(records))
        )
        shown = [model.columns[number] for number in self.table.shown_columns()]
        parts = [self._added(column, records, means) for column in shown if column.adds_up][: self._most_summed]
        return " · ".join([count, *filter(None, parts)])

    def _added(self, column: Column[Any], records: Sequence[Any], means: bool) -> str:
        values = [value for value in map(column.value, records) if value is not None]
        if not values:
            return ""
        show = column.text or str
        if not means:
            return tr("{column}: sum {sum}", column=column.header, sum=show(sum(values)))
        mean = Decimal(sum(values)) / len(values)
        whole = column.field is not None and column.field.kind in (Kind.MONEY, Kind.COUNT)
        words = tr(
            "{column}: sum {sum}, mean {mean}",
            column=column.header,
            sum=show(sum(values)),
            mean=show(round_half_up(mean) if whole else mean),
        )
        missing = len(records) - len(values)
        return words if not missing else tr("{words} ({count} without)", words=words, count=missing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for now."""
        super().resizeEvent(event)
        self._show_summary()

    def _show_summary(self) -> None:
        whole = self.summary()
        room, metrics = self.width(), self.footer.fontMetrics()
        short = self.summary(means=False)
        parts = short.split(" · ")
        shorter = [" · ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
        fitting = (text for text in (whole, short, *shorter) if metrics.horizontalAdvance(text) <= room)
        said = next(fitting, parts[0])
        # A label without text is a pixel lower than one with it, and the table would move.
        self.footer.setText(said or "\N{NO-BREAK SPACE}")
        self.footer.setToolTip(whole if said != whole else "")

    # --- pasting ---------------------------------------------------------------------------------------------------

    def offer_paste(self, target: PasteTarget) -> None:
        """Let Ctrl+V and the menu paste rows, after a look at what they would change."""
        self._target = target
        self.table.can_paste = True

    def paste(self) -> None:
        """Read the clipboard and show what it would change; nothing is kept before that is confirmed."""
        self._take(QGuiApplication.clipboard().text())

    def reading(self) -> Callable[[Sequence[Sequence[Any]]], Pasted]:
        """What makes of the rows of a file what they would change; for any thread, 50,000 of them take their time."""
        target, reader = self._target, self._reader()
        assert target is not None, "pasting is offered"
        existing, start = list(self.table.records_model.everything), dict(target.start())
        return lambda cells: read_file(cells, target.noun, reader, existing, start=start, locked=target.locked)

    def _shown_fields(self, noun: Noun) -> list[Field | None]:
        """The field of each column from the left; a column that is reckoned keeps its place and takes nothing."""
        model, known = self.table.records_model, {one.name: one for one in noun.fields}
        shown = [model.columns[number].field for number in self.table.shown_columns()]
        return [None if field is None else known.get(field.name) for field in shown]

    def _take(self, text: str) -> None:
        target = self._target
        if target is None:
            return
        reader = self._reader()
        try:
            pasted = read_rows(
                text,
                target.noun,
                self._shown_fields(target.noun),
                reader,
                self.table.records_model.everything,
                start=target.start(),
                locked=target.locked,
            )
        except UserError as error:
            self._place.messages.warning(tr(error.text))
            return
        self.show_pasted(pasted)

    def show_pasted(self, pasted: Pasted) -> None:
        """Show what rows would change; nothing is kept before that is confirmed."""
        from shopdesk.gui.widgets.paste_dialog import PasteDialog

        assert self._target is not None, "pasting is offered"
        name = self.table.objectName()
        self.dialog = PasteDialog(self._place.tasks, name, self._target, pasted, self._reader(), self)
        self.dialog.open()

    # --- the workbook ----------------------------------------------------------------------------------------------

    def offer_export(self, title: str) -> None:
        """Let Ctrl+Shift+E and the menu write what is shown to a workbook called ``title``."""
        self._title = title
        self.table.can_export = True

    def export(self) -> None:
        """Write the rows and columns shown, in the order shown, to a workbook."""
        model = self.table.records_model
        columns = [model.columns[number] for number in self.table.shown_columns()]
        rows = [[_cell(column, record) for column in columns] for record in model.records]
        kinds = [column.field.kind if column.field is not None else None for column in columns]
        headings, title = [column.header for column in columns], self._title

        def write(target: Path) -> None:
            from shopdesk.reporting.record_sheet import write_records

            write_records(target, title, headings, kinds, rows)

        save_file(
            self._place,
            self,
            title=tr("Export to Excel"),
            suggested=title,
            kind=FileKind.WORKBOOK,
            write=write,
            working=tr("Writing the workbook"),
        )


_AS_VALUE = frozenset({Kind.MONEY, Kind.COUNT, Kind.DECIMAL, Kind.RATE, Kind.DAY, Kind.MONTH, Kind.TIME, Kind.MOMENT})


def _cell(column: Column[Any], record: Any) -> Any:
    """Figures and days as themselves, so that a spreadsheet reckons with them; all else as it is shown."""
    value = column.value(record)
    if value is None or (column.field is not None and column.field.kind in _AS_VALUE):
        return value
    return column.shown(record)
