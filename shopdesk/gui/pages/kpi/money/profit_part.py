"""Profit: split by time, product or campaign; the way from sales to profit, and where each part comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import Behind
from shopdesk.domain.ledger.parts import PART_NAMES, ProfitRow
from shopdesk.domain.ledger.parts import Part as ProfitPiece
from shopdesk.domain.ledger.profit_shares import Figure
from shopdesk.domain.ledger.profit_table import ProfitTable, Split, structure, waterfall
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import By, Period, label, split
from shopdesk.domain.text import Text
from shopdesk.gui.missing_months import MissingMonths
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.elsewhere import Elsewhere
from shopdesk.gui.pages.kpi.money.profit_columns import ProfitLine, origin_words, profit_columns, structure_columns
from shopdesk.gui.pages.kpi.money.texts import money, rate
from shopdesk.gui.pages.kpi.money.waterfall import Waterfall, WaterStep
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import FOR_AMOUNTS, SplitView
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.profit"
_MONTHS_NAMED = 3
SPLIT_NAMES: dict[Split, Text] = {
    Split.DAY: Text("by day"),
    Split.WEEK: Text("by week"),
    Split.MONTH: Text("by month"),
    Split.PRODUCT: Text("by product"),
    Split.CAMPAIGN: Text("by campaign"),
}
LINES_OF: dict[ProfitPiece, tuple[LineKind, ...]] = {
    ProfitPiece.PLATFORM_FEES: (LineKind.COMMISSION, LineKind.SOFTWARE_FEE, LineKind.POINTS, LineKind.COUPONS),
    ProfitPiece.PAYMENT_FEES: (LineKind.PAYMENT_SERVICE,),
    ProfitPiece.AFFILIATE: (LineKind.AFFILIATE,),
    ProfitPiece.INSURANCE: (LineKind.INSURANCE, LineKind.INSURANCE_PAID_OUT),
    ProfitPiece.COMPENSATION: (LineKind.COMPENSATION,),
}
"""Which lines of the statement stand behind a part that a statement states."""


class ProfitPart(Part):
    """``lines_wanted`` asks for the lines behind a figure, ``rows_wanted`` for all that makes it up with a title, and
    ``costs_wanted`` for the part where costs are entered; ``days_wanted`` asks for other days.
    """  # noqa: D205

    lines_wanted = Signal(object, object)
    rows_wanted = Signal(str, object)
    costs_wanted = Signal()
    days_wanted = Signal(object)

    def __init__(self, context: PageContext, days: Callable[[], Period], parent: QWidget | None = None) -> None:
        """Build the widgets; ``days`` says which days are in view."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self._days = days
        self.table: ProfitTable | None = None
        self._months = MissingMonths(context, self, lambda: self.main_look)
        self._to_worst = False
        self.split = named(QComboBox(), f"{_NAME}.split", tr("Split the profit"))
        for one, name in SPLIT_NAMES.items():
            self.split.addItem(tr(name), one.value)
        self.split.setCurrentIndex(self.split.findData(Split.PRODUCT.value))
        self.split.currentIndexChanged.connect(lambda _place: self.refresh())
        self.costs = button(f"{_NAME}.costs", tr("Enter costs…"), self.costs_wanted.emit)
        self.behind = button(
            f"{_NAME}.lines",
            tr("Lines behind the step"),
            self._open_step,
            tip=tr("Shows the lines of the statement that make up the chosen step (Enter in the table)"),
        )
        self.makeup = button(
            f"{_NAME}.rows",
            tr("What makes it up"),
            self._open_rows,
            tip=tr("Shows each order and charge that the chosen step is made of; they add up to it"),
        )
        self.said = words(name=f"{_NAME}.said")
        self.lacking = words(name=f"{_NAME}.lacking", role="muted")
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for widget in (self.split, self.costs, self.behind, self.makeup):
            row.addWidget(widget)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(bar)
        column.addWidget(self.said)
        column.addWidget(self.lacking)
        column.addWidget(self._build_views(), 1)
        self.empty = EmptyState(
            tr("No sales on these days"),
            tr(
                "Profit is reckoned from order reports, statements, ads reports and the costs that you enter. Choose "
                "other days above, or drop the platform's order report on the window."
            ),
            tr("Import…"),
            lambda: self.context.events.way_wanted.emit("import"),
        )
        self.elsewhere = Elsewhere(
            self,
            self.empty,
            lambda: self._days() if self.stack.currentWidget() is self.empty else None,
            self.days_wanted.emit,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _build_views(self) -> SplitView:
        theme = self.context.theme
        self.rows = RecordTable(RecordTableModel(profit_columns(theme.bad)), f"{_NAME}.rows", tr("Profit"))
        self.rows.chosen.connect(lambda _line: self._show_way())
        self.panel = RecordPanel(self.context, self.rows, lambda: Reader(today=self.context.clock.today(), say=tr))
        self.panel.offer_export(tr("Profit"))
        more = [("from", tr("Where from")), ("share", tr("Of net sales"))]
        self.way = Waterfall(theme, f"{_NAME}.way", tr("From sales to profit"), more, width=170)
        self.way.remember(self.context.settings)
        self.way.opened.connect(lambda _step: self._open_step())
        self.way.chosen.connect(lambda _step: self._enable())
        self.published = RecordTable(
            RecordTableModel(structure_columns()), f"{_NAME}.published", tr("The published structure beside it")
        )
        self.views = QTabWidget()
        self.views.setObjectName(f"{_NAME}.views")
        self.views.setAccessibleName(tr("What the chosen line is made of"))
        self.views.setDocumentMode(True)
        self.views.tabBar().setDrawBase(False)
        self.views.addTab(self.way, tr("From sales to profit"))
        self.views.addTab(self.published, tr("Published structure"))
        return SplitView(self.panel, self.views, (3, 4), least=FOR_AMOUNTS)

    def point_at(self, split: str) -> None:
        """Split it, and put the cursor on what brought least."""
        self._to_worst = True
        self.split.setCurrentIndex(self.split.findData(split))
        self.refresh()

    # Loading and showing

    @property
    def by(self) -> Split:
        """How it is split."""
        return Split(self.split.currentData())

    def question(self) -> tuple[int, Period, Split, bool]:
        """The store, the days, the split, and whether it may take long."""
        return self.context.store_id, self._days(), self.by, self._months.patient

    def load(self, services: Services, question: Any) -> ProfitTable:
        """The table."""
        store_id, days, by, patient = question
        return services.profit.table(store_id, days.start, days.end, by, patient=patient)

    def populate(self, table: ProfitTable) -> None:
        """Show it, the total first."""
        self.table = table
        if table.waiting:
            self._months.reckon(table.store_id, table.asked)
        self.stack.setCurrentIndex(1 if table.empty else 0)
        self.elsewhere.ask()
        if table.empty:
            return
        none = {
            Split.PRODUCT: tr("belongs to no product"),
            Split.CAMPAIGN: tr("in no campaign"),
        }.get(table.by, "")
        lines = [ProfitLine(table.total, tr("All together so far") if table.waiting else tr("All together"))]
        lines += [ProfitLine(row, row.title or row.key or none) for row in table.rows]
        self.rows.set_records(lines)
        if self.rows.current() is None:
            self.rows.selectRow(0)
        known = [row for row in table.rows if row.contribution is not None and row.key]
        if self._to_worst and known and not table.waiting:
            worst = min(known, key=lambda row: row.contribution or 0)
            self.rows.select(lambda line: line.row is worst)
            self._to_worst = False
        self._say(table)
        self._show_way()

    def refresh(self) -> None:
        """Load and show anew; what could not be kept before may be kept by now."""
        self._months.patient = False
        super().refresh()

    def _say(self, table: ProfitTable) -> None:
        total = table.total
        assert table.period is not None
        self.said.setText(
            tr(
                "{days}: contribution {contribution}, profit {profit}.",
                days=days_text(table.period),
                contribution=money(total.contribution),
                profit=money(total.profit),
            )
        )
        lines, fen = table.left_out
        if table.waiting:
            months = in_a_row([f"{one.start:%Y-%m}" for one in table.waiting[-_MONTHS_NAMED:]])
            more = len(table.waiting) > _MONTHS_NAMED
            waits = tr("Still being reckoned and not in it: {count} months, {months}{more}.",
                       count=len(table.waiting), months=months, more="…" if more else "")  # fmt: skip
            self.said.setText(sentences((waits, self.said.text())))
        said = [
            tr("Cost unknown: {amount}, {share} of sales.", amount=money(total.unknown_sales),
               share=rate(total.unknown_share)) if total.unknown_sales else "",
            tr("Missing: {parts}.", parts=in_a_row([tr(PART_NAMES[part]) for part in total.missing]))
            if total.missing else "",
            tr("Statements cover {days}.", days=days_text(table.covered)) if table.covered is not None
            else tr("No statement covers these days: platform fees are estimated by the rules of the Fees page."),
            tr("{count} lines of no known kind, {amount}, are not in it.", count=lines, amount=money(fen))
            if lines else "",
        ]  # fmt: skip
        self.lacking.setText(sentences(said))

    def _show_way(self) -> None:
        line = self.rows.current()
        row: ProfitRow | None = line.row if line is not None else None
        steps = []
        for place, fall in enumerate(waterfall(row) if row is not None else ()):
            origin = None if fall.part is None or row is None else row.origins[fall.part]
            share = None if row is None else row.share(fall.part) if fall.part is not None else row.margin
            if row is not None and fall.part is None and place == len(PART_NAMES) + 1:
                share = ratio(row.profit, row.net_sales)
            steps.append(
                WaterStep(
                    place,
                    tr(fall.name),
                    fall.fen,
                    fall.after,
                    is_sum=fall.part in (None, ProfitPiece.SALES),
                    more=(origin_words(fall.fen, origin), rate(share)),
                    what=fall.part,
                )
            )
        self.way.set_steps(steps)
        if self.way.current() is None and steps:
            self.way.selectRow(0)
        self.published.set_records(list(structure(row)) if row is not None else [])
        self._enable()

    def _kinds(self) -> tuple[LineKind, ...]:
        """The kinds of lines behind the chosen step; what is partly estimated has lines for the rest of it."""
        step, table = self.way.current(), self.table
        if step is None or not step.fen or table is None or table.covered is None or self._shown_behind() is None:
            return ()
        return LINES_OF.get(step.what, ())

    def _shown_behind(self) -> Behind | None:
        """What the chosen row stands for; ``None`` where its lines cannot be told from others."""
        line, table = self.rows.current(), self.table
        if line is None or table is None or table.period is None:
            return None
        if line.row is table.total:
            return Behind(table.period)
        if table.by is Split.PRODUCT:
            return Behind(table.period, line.row.key) if line.row.key else None
        if table.by is Split.CAMPAIGN:
            return None
        step = By(table.by.value)
        within = table.period
        found = [
            Period(max(one.start, within.start), min(one.end, within.end))
            for one in split(within, step)
            if label(one.start, step) == line.row.key
        ]
        return Behind(found[0]) if found else None

    def _enable(self) -> None:
        self.behind.setEnabled(bool(self._kinds()))
        step = self.way.current()
        self.makeup.setEnabled(self._figure() is not None and step is not None and step.fen != 0)

    def _figure(self) -> Figure | None:
        """The figure of the chosen row and step; ``None`` for a sum of other steps."""
        step, line, table = self.way.current(), self.rows.current(), self.table
        if step is None or step.what is None or line is None or table is None or table.period is None:
            return None
        if line.row is not table.total and table.by in (Split.PRODUCT, Split.CAMPAIGN):
            return Figure(table.period, step.what, **{table.by.value: line.row.key})
        behind = self._shown_behind()
        return None if behind is None else Figure(behind.paid, step.what)

    def _open_rows(self) -> None:
        figure, line = self._figure(), self.rows.current()
        if figure is not None and line is not None:
            self.rows_wanted.emit(f"{tr(PART_NAMES[figure.part])} · {line.title}", figure)

    def _open_step(self) -> None:
        step = self.way.current()
        if self._kinds():
            self.lines_wanted.emit(self._shown_behind(), self._kinds())
        elif step is not None and step.fen is None:
            self.costs_wanted.emit()
        elif self.makeup.isEnabled():
            self._open_rows()
