"""Tables of figures: the model whose first line holds the totals, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import tr

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_GROUND = int(Qt.ItemDataRole.BackgroundRole)


class TotalsModel(RecordTableModel[Any]):
    """Lines in an order; the totals, where there are any, stay first whatever the order or filter."""

    totals: Any = None

    @property
    def records(self) -> list[Any]:
        """The lines shown, without the totals."""
        return self._rows if self.totals is None else self._rows[1:]

    def show(self, lines: Sequence[Any], totals: Any) -> None:
        """Show other lines; order and filter are kept."""
        self.totals = totals
        self.set_records(lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """A cell; the totals stand out."""
        if role in (_FONT, _GROUND) and self.totals is not None and index.row() == 0:
            if role == _GROUND:
                return QGuiApplication.palette().alternateBase()
            bold = QFont()
            bold.setWeight(QFont.Weight.DemiBold)
            return bold
        return super().data(index, role)

    def _arrange(self, *, filtering: bool = True) -> None:
        super()._arrange(filtering=filtering)
        if self.totals is not None:
            self._rows.insert(0, self.totals)


class FiguresPanel(RecordPanel):
    """A record table of figures with totals, export and a message after copying."""

    def __init__(self, context: PageContext, name: str, label: str, columns: Sequence[Column[Any]]) -> None:
        """An empty table called ``name``; ``label`` is for screen readers and names the workbook."""
        self.lines = TotalsModel(columns)
        self._messages = context.messages
        table = RecordTable(self.lines, name, label)
        # Figures are read beside each other; the last of them at the far edge would be read alone.
        table.head.setStretchLastSection(False)
        super().__init__(context, table, lambda: Reader(today=context.clock.today(), say=tr))
        self.offer_export(label)

    def offer_rows(self, wanted: Callable[[str, Any], None]) -> None:
        """Let Enter, a double click and the menu open the rows of a cell: ``wanted`` gets its column and its line."""

        def open_current() -> None:
            index = self.table.currentIndex()
            if index.isValid():
                wanted(self.lines.columns[index.column()].name, self.lines.record(index.row()))

        self.table.opened.connect(lambda _line: open_current())
        self.table.first_in_menu = ("rows", tr("Show rows"), open_current)

    def show_lines(self, lines: Sequence[Any], totals: Any = None) -> None:
        """Show other lines, as wide as the first ones need where there were none before."""
        first = not self.lines.rowCount()
        self.lines.show(lines, totals)
        if first and lines:
            self.table.fit_columns()

    def copy(self) -> None:
        """Copy the chosen lines, or everything, and say so."""
        self.table.copy()
        lines = len(self.table.selected()) or self.lines.rowCount()
        self._messages.success(tr("Copied {count} lines. Paste them into a spreadsheet.", count=lines))
