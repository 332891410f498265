"""What the chosen figure of the month is made of, down to the single rows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.people.pay.row_opener import Opened, RowOpener, opening, value_line
from shopdesk.gui.pages.people.pay.texts import source_kind
from shopdesk.gui.widgets.controls import named
from shopdesk.gui.widgets.line_tree import Line, LineModel, LineTree, fill_first_column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class RowsPanel(LineTree):
    """A tree of the sources of a figure; each opens to its rows."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(LineModel((tr("Made of"), tr("Value"))), parent)
        named(self, "people.pay.figures.rows", tr("What the figure is made of"))
        fill_first_column(self)
        self._reader = Reader(today=context.clock.today(), say=tr)
        self._opener = RowOpener(context, self)

    def show_figure(self, question: tuple[int, date], figure: MonthFigure | None) -> None:
        """Show the sources of a figure; what the program knows stays open below what was typed."""
        lines = [] if figure is None else self._lines(question, figure)
        self.lines.show_lines(lines)
        if figure is not None and len(figure.sources) == 1:
            self.expand(self.lines.index(len(lines) - 1, 0))

    def _lines(self, question: tuple[int, date], figure: MonthFigure) -> list[Line]:
        lines = []
        if figure.typed:
            said = tr("Typed: {reason}", reason=figure.reason or NO_DATA)
            lines.append(value_line(said, self._reader.shown(figure.field, figure.value)))
        for source in figure.sources:
            words = " · ".join(part for part in (source_kind(source.kind), source.id) if part)
            amount = "" if source.amount is None else self._reader.shown(figure.field, source.amount)
            stated = None if source.amount is None else Fraction(source.amount)
            opened = Opened(*question, figure.person_id, source.kind, source.id, stated)
            lines.append(opening(value_line(words, amount), opened))
        return lines or [value_line(tr("Nothing is behind this figure."))]
