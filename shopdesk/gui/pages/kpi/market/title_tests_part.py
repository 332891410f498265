"""Tests of titles: the list, and for the chosen one the figures before and after with the days behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFrame, QVBoxLayout, QWidget

from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.chart_answer import one_of
from shopdesk.domain.kpi.day_lines import TITLE_FIGURES
from shopdesk.domain.money import decimal_text, format_yuan, percent_text, round_half_up
from shopdesk.domain.periods import Period
from shopdesk.domain.title_tests import TITLE_TEST, Comparison, ProductDay, Side, TitleTest
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.product_box import product_widgets
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.title_tests import TitleTestView

_NAME = "kpi.market.titles"
_OF_DAY = {
    "visitors": "item_visitors", "page_views": "item_page_views", "buyers": "item_buyers", "pieces": "item_paid_pieces",
    "paid": "item_paid_fen",
}  # fmt: skip
"""The figure of each column of days, whose row opens."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A figure of both sides, as it is shown; ``code`` names it among the figures that open to rows."""

    label: str
    code: str
    before: Any
    after: Any
    text: Callable[[Any], str]
    points: bool = False

    @property
    def change(self) -> str | None:
        """What it moved by; a share moves by points."""
        if self.before is None or self.after is None:
            return None
        moved = self.after - self.before
        sign = "▲" if moved > 0 else "▼" if moved < 0 else "="
        size = abs(moved)
        if self.points:
            return f"{sign} {tr('{points} points', context='share', points=decimal_text(size * 100))}"
        return f"{sign} {self.text(size)}"


class TitleTestsPart(RecordListPart):
    """Keeps tests, ends them, compares before and after."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the tests are loaded when the part is first seen."""
        self._found: Comparison | None = None
        self.lines: QDialog | None = None
        listed = Listed(
            TITLE_TEST,
            _NAME,
            tr("Title tests"),
            tr("New test"),
            tr("No title was tested yet"),
            tr(
                "When you change a product's title, enter the old and the new one with the first whole day of the new. "
                "The figures before and after come from the product reports that you import."
            ),
        )
        super().__init__(context, listed, parent)
        self.title = words(name=f"{_NAME}.title", role="heading")
        self.doubts = words(name=f"{_NAME}.doubts", tone="warning")
        self.noted = words(
            tr(
                "Means per day of whole days, as many before as after. The figures do not say that the title is the "
                "cause: season, ads and rivals move them, too."
            ),
            name=f"{_NAME}.noted",
            role="muted",
        )
        self.compared = RecordTable(RecordTableModel(_columns()), f"{_NAME}.compared", tr("Before and after"))
        self.compared.fit_columns()
        self.days = RecordTable(RecordTableModel(self._day_columns()), f"{_NAME}.days", tr("Days behind it"))
        self.days.fit_columns()
        panels = [RecordPanel(context, table, lambda: self.reader) for table in (self.compared, self.days)]
        for panel, title in zip(panels, (tr("Before and after"), tr("Days behind it")), strict=True):
            panel.offer_export(title)
        for table, show in ((self.compared, self.show_side), (self.days, self.show_day)):
            table.opened.connect(lambda _line, show=show: show())
            table.first_in_menu = ("rows", tr("Show rows"), show)
        self.detail = QFrame()
        self.detail.setProperty("role", "card")
        inside = QVBoxLayout(self.detail)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.setSpacing(6)
        for widget in (self.title, self.doubts, panels[0], self.noted, panels[1]):
            inside.addWidget(widget, {panels[0]: 2, panels[1]: 1}.get(widget, 0))
        self.column.addWidget(SplitView(self.stack, self.detail, (2, 3)), 1)
        self.detail.hide()
        self.beside = Look(
            self,
            context,
            lambda: (self.chosen.id, self.chosen.store_id) if self.chosen is not None else None,
            lambda services, chosen: services.title_tests.view(*chosen),
            self._show,
            covered=lambda: self.detail,
        )
        self.table.chosen.connect(lambda _record: self.beside.ask())

    def more_buttons(self) -> Sequence[QWidget]:
        """The end of a test, which the owner says."""
        self.end = button(f"{_NAME}.end", tr("End the test"), self.end_chosen)
        self.drawn = button(f"{_NAME}.lines", tr("Chart…"), self.show_lines,
                            tip=tr("Draws the days before and after the change"))  # fmt: skip
        return self.end, self.drawn

    def more_columns(self) -> Sequence[Column[TitleTest]]:
        """Whether it runs."""
        return (Column(tr("State"), lambda one: tr("runs") if self._runs(one) else tr("ended"), name="state"),)

    def _runs(self, test: TitleTest) -> bool:
        return test.until is None or test.until >= self.context.clock.today()

    def _day_columns(self) -> list[Column[ProductDay]]:
        def side(one: ProductDay) -> str:
            return tr("before") if self._found is not None and one.day < self._found.test.start else tr("after")

        return [
            Column(tr("Day"), lambda one: one.day, name="day"),
            Column(tr("Side", context="title test"), side, name="side"),
            Column(tr("Visitors"), lambda one: one.visitors, text=_count, numeric=True, name="visitors"),
            Column(tr("Page views"), lambda one: one.page_views, text=_count, numeric=True, name="page_views"),
            Column(tr("Buyers"), lambda one: one.buyers, text=_count, numeric=True, name="buyers"),
            Column(tr("Pieces paid"), lambda one: one.paid_pieces, text=_count, numeric=True, name="pieces"),
            Column(tr("Paid amount"), lambda one: one.paid_fen, text=format_yuan, numeric=True, name="paid"),
        ]

    def load(self, services: Services, question: Any) -> tuple[TitleTest, ...]:
        """Every test."""
        return services.title_tests.of_store(question)

    def populate(self, tests: tuple[TitleTest, ...]) -> None:
        """Show them."""
        self.show_records(tests)
        self.detail.setVisible(bool(tests))

    def enable(self) -> None:
        """Only what runs can be ended."""
        super().enable()
        self.end.setEnabled(self.chosen is not None and self._runs(self.chosen))
        self.drawn.setEnabled(self.chosen is not None)

    def widgets(self) -> Mapping[str, QWidget]:
        """The product is found by its name, too."""
        return product_widgets(self.context, self.listed.noun)

    def start(self) -> Mapping[str, Any]:
        """From tomorrow on: today already had the old title for a part."""
        return {"start": self.context.clock.today() + timedelta(days=1)}

    def keep(self, record: TitleTest) -> TitleTest:
        """Keep a test."""
        return self.context.services.title_tests.keep(record)

    def discard(self, record: TitleTest) -> None:
        """Take a test away."""
        self.context.services.title_tests.remove(record)

    def end_chosen(self) -> None:
        """Yesterday was its last whole day; a test of today ends today."""
        test = self.chosen
        if test is not None:
            until = max(test.start, self.context.clock.today() - timedelta(days=1))
            ended = replace(test, until=until)
            self.context.tasks.database(lambda: self.keep(ended), owner=self)

    def show_lines(self) -> None:
        """Draw the days of the chosen test; the change stands between two days."""
        from shopdesk.gui.charts.data import Mark
        from shopdesk.gui.pages.kpi.market.lines_dialog import DayLinesDialog

        test = self.chosen
        if test is None:
            return
        self.lines = DayLinesDialog(
            self.context, f"{_NAME}.overTime", tr("Before and after"), TITLE_FIGURES,
            lambda services, figure: services.title_tests.over_time(test.id, figure, test.store_id), self,
            marks=[Mark(test.start, tr("New title"), major=True, parts=True)],
        )  # fmt: skip
        open_once(self.lines)

    def show_side(self) -> None:
        """Open the rows behind a figure of one side: before where the cursor is there, otherwise after."""
        line, found = self.compared.current(), self._found
        if line is None or found is None:
            return
        side = found.before if _column(self.compared) == "before" or found.after is None else found.after
        if side is not None:
            self._open_rows(line.code, side.period)

    def show_day(self) -> None:
        """Open the row behind a day."""
        day = self.days.current()
        if day is not None:
            self._open_rows(_OF_DAY.get(_column(self.days), "item_days"), Period(day.day, day.day))

    def _open_rows(self, code: str, period: Period) -> None:
        from shopdesk.gui.pages.kpi.rows_dialog import open_rows
        from shopdesk.gui.pages.kpi.rows_of import RowsOf

        assert self._found is not None
        number = self._found.test.product_id
        open_rows(self.context, RowsOf(code, period, Basis.PAID, (("product_id", one_of(number)),), number), self)

    def _show(self, view: TitleTestView) -> None:
        found = self._found = view.comparison
        self.title.setText(
            breakable(tr("Product {id}: “{title}”", id=found.test.product_id, title=found.test.new_title))
        )
        self.doubts.setText(sentences(map(tr, found.doubts)))
        self.doubts.setVisible(bool(found.doubts))
        self.compared.set_records(_lines(found))
        self.days.set_records(view.days)


def _column(table: RecordTable) -> str:
    index = table.currentIndex()
    return table.records_model.columns[index.column()].name if index.isValid() else ""


def _lines(found: Comparison) -> list[_Line]:
    def both(
        label: str, code: str, take: Callable[[Side], Any], text: Callable[[Any], str], *, points: bool = False
    ) -> _Line:
        before, after = (None if side is None else take(side) for side in (found.before, found.after))
        return _Line(label, code, before, after, text, points)

    return [
        both(tr("Known days"), "item_days", lambda side: side.days, _count),
        both(tr("Visitors a day"), "item_visitors", lambda side: side.visitors, _mean),
        both(tr("Page views a day"), "item_page_views", lambda side: side.page_views, _mean),
        both(tr("Conversion"), "item_conversion", lambda side: side.conversion, percent_text, points=True),
        both(tr("Pieces a day"), "item_paid_pieces", lambda side: side.pieces, _mean),
        both(
            tr("Paid a day"), "item_paid_fen", lambda side: side.paid_fen, lambda fen: format_yuan(round_half_up(fen))
        ),
    ]


def _columns() -> list[Column[_Line]]:
    before, after = tr("Before", context="title test"), tr("After", context="title test")
    return [
        Column(tr("Figure"), lambda one: one.label, name="figure"),
        Column(before, lambda one: one.before, said=lambda one: _said(one, one.before), numeric=True, name="before"),
        Column(after, lambda one: one.after, said=lambda one: _said(one, one.after), numeric=True, name="after"),
        Column(tr("Change"), lambda one: one.change, numeric=True, name="change"),
    ]


def _said(line: _Line, value: Any) -> str | None:
    return None if value is None else line.text(value)


def _count(value: int) -> str:
    return f"{value:,}"


def _mean(value: Decimal) -> str:
    return decimal_text(value, 1)
