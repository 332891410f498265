"""What the chosen figure of the month is made of, down to the single rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.gui.pages.people.pay.row_opener import Opened, RowOpener, tree_row
from shopdesk.gui.pages.people.pay.texts import source_kind
from shopdesk.gui.widgets.controls import named
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class RowsPanel(QTreeView):
    """A tree of the sources of a figure; each opens to its rows."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        named(self, "people.pay.figures.rows", tr("What the figure is made of"))
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.steps = QStandardItemModel(0, 2, self)
        self.setModel(self.steps)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.steps.setHorizontalHeaderLabels([tr("Made of"), tr("Value")])
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._opener = RowOpener(context, self, self.steps)

    def show_figure(self, question: tuple[int, date], figure: MonthFigure | None) -> None:
        """Show the sources of a figure; what the program knows stays open below what was typed."""
        self.steps.removeRows(0, self.steps.rowCount())
        if figure is None:
            return
        if figure.typed:
            said = tr("Typed: {reason}", reason=figure.reason or "—")
            self.steps.appendRow(tree_row(said, self._reader.shown(figure.field, figure.value)))
        store_id, month = question
        for source in figure.sources:
            words = " · ".join(part for part in (source_kind(source.kind), source.id) if part)
            amount = "" if source.amount is None else self._reader.shown(figure.field, source.amount)
            made = tree_row(words, amount)
            self.steps.appendRow(made)
            stated = None if source.amount is None else Fraction(source.amount)
            self._opener.offer(made[0], Opened(store_id, month, figure.person_id, source.kind, source.id, stated))
        if not self.steps.rowCount():
            self.steps.appendRow(tree_row(tr("Nothing is behind this figure."), ""))
        if len(figure.sources) == 1:
            self.expand(self.steps.index(self.steps.rowCount() - 1, 0))
