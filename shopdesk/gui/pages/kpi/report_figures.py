"""The figures of a weekly or monthly report, each of which opens to its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi.breakdown import CHANNEL_NAMES
from shopdesk.domain.kpi.chart_answer import one_of
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import By, Period, label
from shopdesk.domain.report.stated import PROFIT, TARGETS, Stated, stated
from shopdesk.domain.report.words import words_of
from shopdesk.gui.charts.readout import period_name
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.lines_view import LinesDialog, LinesQuestion
from shopdesk.gui.pages.kpi.rows_dialog import open_rows
from shopdesk.gui.pages.kpi.rows_of import RowsOf
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class ReportFiguresDialog(QDialog):
    """One list of all figures, by sheet; Enter, a double click or the button opens the rows of the chosen one.

    ``place_wanted`` carries a figure that is made at a place of the program; the dialog is closed then.
    """

    place_wanted = Signal(object)

    def __init__(self, context: PageContext, period: Period, by: By, parent: QWidget | None = None) -> None:
        """Ask for the report once it is shown."""
        super().__init__(parent)
        self.context = context
        self._period, self._by = period, by
        self._all: list[Stated] = []
        self.setObjectName("reports.figures")
        self.setWindowTitle(
            tr("{report}: {span}", report=words_of(by).report, span=period_name(period, by, label(period.start, by)))
        )
        self.setModal(True)
        roomy(self, 900, 620)
        self.sheet = named(QComboBox(), "reports.figures.sheet", tr("Sheet"))
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet.activated.connect(lambda _index: self._show())
        self.search = SearchField(tr("Figure, day or product"))
        self.search.setObjectName("reports.figures.search")
        self.model: RecordTableModel[Stated] = RecordTableModel(_columns())
        self.search.searched.connect(self.model.set_search)
        self.table = RecordTable(self.model, "reports.figures.table", tr("Figures of the report"))
        self.table.opened.connect(lambda _one: self.show_rows())
        self.table.first_in_menu = ("rows", tr("Show rows"), self.show_rows)
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.said = words(name="reports.figures.said", role="muted")
        self.to_rows = button("reports.figures.rows", tr("Show rows"), self.show_rows, role="primary")
        self.to_rows.setEnabled(False)
        self.table.chosen.connect(self._on_chosen)
        self.shut = button("reports.figures.close", tr("Close"), self.reject)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.sheet)
        head.addWidget(self.search, 1)
        foot.addWidget(self.to_rows)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.said)
        layout.addLayout(foot)
        self.look = Look(self, context, self.question, _load, self.show_figures, covered=lambda: self.panel)

    def question(self) -> Any:
        """Which report."""
        return (self.context.store_id, self._period, self._by)

    def show_figures(self, figures: list[Stated]) -> None:
        """Show every figure; the sheet that was chosen stays chosen."""
        self._all = figures
        sheets = list(dict.fromkeys(tr(one.sheet) for one in figures))
        chosen = self.sheet.currentText()
        self.sheet.clear()
        self.sheet.addItems([tr("All sheets"), *sheets])
        self.sheet.setCurrentIndex(max(self.sheet.findText(chosen), 0))
        self._show()
        self.table.fit_columns()
        self.table.setFocus()
        self.said.setText(
            tr("What is made of these figures (changes, targets reached, daily means) is not in the list.")
            if figures
            else tr(words_of(self._by).no_figures)
        )

    def _show(self) -> None:
        sheet = self.sheet.currentText() if self.sheet.currentIndex() > 0 else ""
        self.table.set_records([one for one in self._all if not sheet or tr(one.sheet) == sheet])
        if self.table.current() is None and self.model.rowCount():
            self.table.selectRow(0)

    def show_rows(self) -> None:
        """Open the rows of the chosen figure."""
        one: Stated | None = self.table.current()
        if one is None:
            return
        if one.place:
            self.accept()
            self.place_wanted.emit(one)
        elif one.kinds:
            question = LinesQuestion(self.context.store_id, one.period, one.kinds)
            LinesDialog(self.context, tr(one.name), question, self).open()
        elif one.item is not None:
            open_rows(self.context, _rows_of(one, one.item.code), self)

    def _on_chosen(self, one: Stated | None) -> None:
        self.to_rows.setEnabled(one is not None)
        self.to_rows.setText(tr("Go there") if one is not None and one.place else tr("Show rows"))


def _rows_of(one: Stated, code: str) -> RowsOf:
    if one.agent:
        return RowsOf(code, one.period, one.basis, (("agent", one_of(one.agent)),), one.agent)
    found = RowsOf.of(code, one.period, one.basis, channel=one.channel, product=one.product)
    return replace(found, about=one.about) if one.about else found


def _load(services: Services, question: Any) -> list[Stated]:
    store_id, period, by = question
    make = services.reports.weekly if by is By.WEEK else services.reports.monthly
    return stated(make(store_id, period))


def _columns() -> list[Column[Stated]]:
    return [
        Column(tr("Sheet"), lambda one: tr(one.sheet), name="sheet"),
        Column(tr("Figure"), lambda one: tr(one.name), name="figure"),
        Column(tr("Days"), lambda one: days_text(one.period), name="days"),
        Column(tr("Of"), _whose, name="of", tip=_whose),
        Column(tr("Value"), lambda one: one.value, said=lambda one: one.shown, numeric=True, name="value"),
    ]


def _whose(one: Stated) -> str | None:
    if one.channel is not None:
        return tr(CHANNEL_NAMES[one.channel])
    return one.product[1] if one.product is not None else one.agent or one.about or None


def open_figures(
    context: PageContext, period: Period, by: By, parent: QWidget, go: Callable[[Stated], None] | None = None
) -> ReportFiguresDialog:
    """Open the figures of a report over the choice of its span; ``go`` leads to where a figure is made."""
    dialog = ReportFiguresDialog(context, period, by, parent)
    if go is not None:
        dialog.place_wanted.connect(go)
    return open_once(dialog)


def go_to(open_page: Callable[[str], Any], figure: Stated) -> None:
    """Bring the part into view in which a figure is made, on its days."""
    page = open_page(figure.place[0])
    if page is None:
        return
    if figure.place == PROFIT:
        page.range.choose(Range.CUSTOM, figure.period)
    shown = page
    for name in figure.place[1:]:
        shown = shown.tabs.open(name)
    if figure.place == TARGETS and figure.item is not None:
        shown.show_target(figure.period.start, figure.item.code)
