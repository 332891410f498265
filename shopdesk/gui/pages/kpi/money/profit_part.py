"""Profit: split by time, product or campaign; the way from sales to profit, and where each part comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.parts import ORIGIN_NAMES, PART_NAMES, Origin, ProfitRow
from shopdesk.domain.ledger.parts import Part as ProfitPiece
from shopdesk.domain.ledger.profit_table import ProfitTable, Split, StructureLine, structure, waterfall
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.texts import NO_DATA, listed, money, rate
from shopdesk.gui.pages.kpi.money.waterfall import Waterfall, WaterStep
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.profit"
SPLIT_NAMES: dict[Split, Text] = {
    Split.DAY: Text("by day"),
    Split.WEEK: Text("by week"),
    Split.MONTH: Text("by month"),
    Split.PRODUCT: Text("by product"),
    Split.CAMPAIGN: Text("by campaign"),
}
LINES_OF: dict[ProfitPiece, tuple[LineKind, ...]] = {
    ProfitPiece.PLATFORM_FEES: (LineKind.COMMISSION, LineKind.SOFTWARE_FEE, LineKind.POINTS),
    ProfitPiece.PAYMENT_FEES: (LineKind.PAYMENT_SERVICE,),
    ProfitPiece.AFFILIATE: (LineKind.AFFILIATE,),
    ProfitPiece.INSURANCE: (LineKind.INSURANCE, LineKind.INSURANCE_PAID_OUT),
    ProfitPiece.COMPENSATION: (LineKind.COMPENSATION,),
}
"""Which lines of the statement stand behind a part that a statement states."""
_SHOWN = ("title", "sales", "refunds", "cost_of_goods", "ads", "contribution", "margin", "break_even", "profit")


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: the total has no place among the others."""

    row: ProfitRow
    title: str

    @property
    def id(self) -> str:
        """By what the cursor finds it again."""
        return self.row.key


class ProfitPart(Part):
    """``lines_wanted`` asks for the lines of these kinds, ``costs_wanted`` for the part where costs are entered."""

    lines_wanted = Signal(object)
    costs_wanted = Signal()

    def __init__(self, context: PageContext, days: Callable[[], Period], parent: QWidget | None = None) -> None:
        """Build the widgets; ``days`` says which days are in view."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self._days = days
        self.table: ProfitTable | None = None
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
        self.said = words(name=f"{_NAME}.said")
        self.lacking = words(name=f"{_NAME}.lacking", role="muted")
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for widget in (self.split, self.costs, self.behind):
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
        self.stack = QStackedWidget()
        self.stack.addWidget(full)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _build_views(self) -> SplitView:
        theme = self.context.theme
        self.rows = RecordTable(RecordTableModel(_columns(theme.bad)), f"{_NAME}.rows", tr("Profit"))
        self.rows.chosen.connect(lambda _line: self._show_way())
        self.panel = RecordPanel(self.context, self.rows, lambda: Reader(today=self.context.clock.today(), say=tr))
        self.panel.offer_export(tr("Profit"))
        more = [("share", tr("Of net sales")), ("from", tr("Where from"))]
        self.way = Waterfall(theme, f"{_NAME}.way", tr("From sales to profit"), more, width=170)
        self.way.remember(self.context.settings)
        self.way.opened.connect(lambda _step: self._open_step())
        self.way.chosen.connect(lambda _step: self._enable())
        self.published = RecordTable(
            RecordTableModel(_structure_columns()), f"{_NAME}.published", tr("The published structure beside it")
        )
        self.views = QTabWidget()
        self.views.setObjectName(f"{_NAME}.views")
        self.views.setAccessibleName(tr("What the chosen line is made of"))
        self.views.setDocumentMode(True)
        self.views.tabBar().setDrawBase(False)
        self.views.addTab(self.way, tr("From sales to profit"))
        self.views.addTab(self.published, tr("Published structure"))
        return SplitView(self.panel, self.views, (1, 1))

    # Loading and showing

    @property
    def by(self) -> Split:
        """How it is split."""
        return Split(self.split.currentData())

    def question(self) -> tuple[int, Period, Split]:
        """The store, the days and the split."""
        return self.context.store_id, self._days(), self.by

    def load(self, services: Services, question: Any) -> ProfitTable:
        """The table."""
        store_id, days, by = question
        return services.profit.table(store_id, days.start, days.end, by)

    def populate(self, table: ProfitTable) -> None:
        """Show it, the total first."""
        self.table = table
        self.stack.setCurrentIndex(1 if table.empty else 0)
        if table.empty:
            return
        none = {
            Split.PRODUCT: tr("belongs to no product"),
            Split.CAMPAIGN: tr("in no campaign"),
        }.get(table.by, "")
        lines = [_Line(table.total, tr("All together"))]
        lines += [_Line(row, row.title or row.key or none) for row in table.rows]
        self.rows.set_records(lines)
        if self.rows.current() is None:
            self.rows.selectRow(0)
        self._say(table)
        self._show_way()

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
        said = [
            tr("Cost unknown: {amount}, {share} of sales.", amount=money(total.unknown_sales),
               share=rate(total.unknown_share)) if total.unknown_sales else "",
            tr("Missing: {parts}.", parts=listed([tr(PART_NAMES[part]) for part in total.missing]))
            if total.missing else "",
            tr("Statements cover {days}.", days=days_text(table.covered)) if table.covered is not None
            else tr("No statement covers these days: platform fees are estimated by the rules of the Fees page."),
            tr("{count} lines of no known kind, {amount}, are not in it.", count=lines, amount=money(fen))
            if lines else "",
        ]  # fmt: skip
        self.lacking.setText(" ".join(filter(None, said)))

    def _show_way(self) -> None:
        line = self.rows.current()
        row: ProfitRow | None = line.row if line is not None else None
        steps = []
        for place, fall in enumerate(waterfall(row) if row is not None else ()):
            origin = None if fall.part is None or row is None else row.origins[fall.part]
            share = None if row is None else row.share(fall.part) if fall.part is not None else row.margin
            if row is not None and fall.part is None and place == len(PART_NAMES) + 1:
                share = None if not row.net_sales or row.profit is None else _share(row.profit, row.net_sales)
            steps.append(
                WaterStep(
                    place,
                    tr(fall.name),
                    fall.fen,
                    fall.after,
                    is_sum=fall.part in (None, ProfitPiece.SALES),
                    more=(rate(share), _origin_words(fall.fen, origin)),
                    what=fall.part,
                )
            )
        self.way.set_steps(steps)
        if self.way.current() is None and steps:
            self.way.selectRow(0)
        self.published.set_records(list(structure(row)) if row is not None else [])
        self._enable()

    def _kinds(self) -> tuple[LineKind, ...]:
        step, line = self.way.current(), self.rows.current()
        if step is None or line is None or line.row.origins.get(step.what) is not Origin.STATEMENT:
            return ()
        return LINES_OF.get(step.what, ())

    def _enable(self) -> None:
        self.behind.setEnabled(bool(self._kinds()))

    def _open_step(self) -> None:
        step = self.way.current()
        if self._kinds():
            self.lines_wanted.emit(self._kinds())
        elif step is not None and step.fen is None:
            self.costs_wanted.emit()


def _share(fen: int, of: int) -> Any:
    from shopdesk.domain.money import ratio

    return ratio(fen, of)


def _origin_words(fen: int | None, origin: Origin | None) -> str:
    if origin is None:
        return ""
    return tr(ORIGIN_NAMES[Origin.MISSING if fen is None else origin])


def _columns(bad: QColor) -> list[Column[_Line]]:
    def ink(figure: Callable[[ProfitRow], int | None], line: _Line) -> QColor | None:
        found = figure(line.row)
        return bad if found is not None and found < 0 else None

    def part_column(part: ProfitPiece) -> Column[_Line]:
        return Column(
            tr(PART_NAMES[part]),
            lambda line: line.row[part],
            text=money,
            numeric=True,
            name=part.value,
            tip=lambda line: _origin_words(line.row[part], line.row.origins[part]),
            hidden=part.value not in _SHOWN,
        )

    def sum_column(name: str, header: str, figure: Callable[[ProfitRow], int | None]) -> Column[_Line]:
        return Column(
            header, lambda line: figure(line.row), text=money, numeric=True, name=name, ink=partial(ink, figure)
        )

    return [
        Column(tr("What"), lambda line: line.title, name="title", tip=lambda line: line.row.key, width=170),
        *(part_column(part) for part in tuple(ProfitPiece)[:10]),
        sum_column("contribution", tr("Contribution"), lambda row: row.contribution),
        Column(
            tr("Margin"),
            lambda line: line.row.margin,
            text=rate,
            numeric=True,
            name="margin",
            header_tip=tr("Contribution by sales less refunds: what is left after ads and refunds"),
        ),
        Column(
            tr("Break-even returns"),
            lambda line: line.row.break_even_refunds,
            text=rate,
            numeric=True,
            name="break_even",
            header_tip=tr("The share of sales given back at which nothing is left"),
        ),
        Column(
            tr("Cost unknown"),
            lambda line: line.row.unknown_share if line.row.unknown_sales else None,
            text=rate,
            numeric=True,
            name="unknown",
            header_tip=tr("The share of sales whose goods have no unit cost"),
        ),
        *(part_column(part) for part in tuple(ProfitPiece)[10:]),
        sum_column("profit", tr("Profit"), lambda row: row.profit),
    ]


def _structure_columns() -> list[Column[StructureLine]]:
    return [
        Column(tr("Share of net sales"), lambda line: tr(line.name), name="name"),
        Column(tr("Published"), lambda line: line.published, text=rate, numeric=True, name="published"),
        Column(tr("Own"), lambda line: line.own, text=rate, numeric=True, name="own"),
        Column(
            tr("Apart"),
            lambda line: None if line.own is None else line.own - line.published,
            text=lambda share: NO_DATA if share is None else f"{'+' if share > 0 else ''}{rate(share)}",
            numeric=True,
            name="apart",
        ),
    ]
