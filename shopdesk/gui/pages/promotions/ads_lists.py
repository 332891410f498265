"""The budgets of ads as a list, and the plans of affiliates with what they cost and brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.ads.affiliates import AffiliateLine
from shopdesk.domain.ads.records import ADS_BUDGET, AFFILIATE_PLAN, AdsBudget, AffiliatePlan
from shopdesk.domain.fields import Kind
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.money import percent_text
from shopdesk.domain.periods import year_of
from shopdesk.gui.figure_rows import open_behind, open_lines
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.ads_rows import affiliate_rows, figure, money
from shopdesk.gui.pages.promotions.year_edit import YearEdit
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.product_box import product_widgets
from shopdesk.gui.widgets.record_model import Column
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.ads import AffiliateBoard
from shopdesk.services.registry import Services

_NOTHING = AffiliateLine(None)


class BudgetList(RecordListPart):
    """Every budget by month, programme and product: typed, pasted, taken from a file, exported."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without budgets."""
        listed = Listed(
            ADS_BUDGET,
            "promotions.ads.budgets",
            tr("Ads budgets"),
            tr("New budget"),
            tr("No budget is set yet"),
            tr(
                "Type what may be spent in a month, paste rows from a spreadsheet, or take budgets to begin with from "
                "published plans."
            ),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.column.setContentsMargins(0, 8, 0, 0)

    def load(self, services: Services, question: Any) -> list[AdsBudget]:
        """The budgets of the store."""
        return services.ads.budgets(question)

    def populate(self, budgets: list[AdsBudget]) -> None:
        """Show them."""
        self.show_records(budgets)

    def widgets(self) -> Mapping[str, QWidget]:
        """The product is found by its name, too."""
        return product_widgets(self.context, self.listed.noun)

    def start(self) -> Mapping[str, Any]:
        """The month that is."""
        return {"month": self.context.clock.today().replace(day=1)}

    def keep(self, record: AdsBudget) -> AdsBudget:
        """Keep a budget."""
        return self.context.services.ads.keep_budget(record)

    def discard(self, record: AdsBudget) -> None:
        """Take a budget away."""
        self.context.services.ads.remove_budget(record)


class AffiliateList(RecordListPart):
    """Plans, and of the year in view what the reports say that they cost and brought."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without plans."""
        self._lines: dict[int | None, AffiliateLine] = {}
        self._board: AffiliateBoard | None = None
        self.year = named(YearEdit(context.clock.today().year), "promotions.ads.affiliates.year", tr("Year"))
        listed = Listed(
            AFFILIATE_PLAN,
            "promotions.ads.affiliates",
            tr("Affiliate plans"),
            tr("New plan"),
            tr("No affiliate plan is entered yet"),
            tr("Usual are one general plan at the lowest rate and one or more targeted ones at 5 to 15%, with whom."),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.column.setContentsMargins(0, 8, 0, 0)
        self.warnings = words(name="promotions.ads.affiliates.warnings", tone="bad")
        self.said = words(name="promotions.ads.affiliates.said")
        self.column.insertWidget(1, self.warnings)
        self.column.addWidget(self.said)
        self.year.valueChanged.connect(lambda _year: self.refresh())

    def question(self) -> tuple[int, int]:
        """Which year of which store."""
        return self.context.store_id, self.year.value()

    def load(self, services: Services, question: Any) -> AffiliateBoard:
        """The plans with their figures."""
        return services.ads.affiliates(*question)

    def populate(self, board: AffiliateBoard) -> None:
        """Show them, and below them what no plan is named for."""
        self._board = board
        self._lines.clear()
        self._lines.update({one.plan.id: one for one in board.lines if one.plan is not None})
        self.show_records([one.plan for one in board.lines if one.plan is not None])
        self.warnings.setText(sentences([tr(text) for text in board.warnings]))
        self.warnings.setVisible(bool(board.warnings))
        self.said.setText(sentences(affiliates_told(board)))
        self.lines.setEnabled(board.stated_fen is not None)

    def more_buttons(self) -> Sequence[QWidget]:
        """The year of the figures, their rows, and the lines that the statements took off."""
        self.rows = button("promotions.ads.affiliates.rows", tr("Show rows"), self.show_rows)
        self.lines = button("promotions.ads.affiliates.lines", tr("Lines of the statements"), self.show_lines)
        return self.year, self.rows, self.lines

    def more_columns(self) -> Sequence[Column[AffiliatePlan]]:
        """What each plan cost and brought."""
        return [
            figure("sales", tr("Sales"), partial(self._of, "sales_fen")),
            figure("orders", tr("Orders"), partial(self._of, "orders"), Kind.COUNT),
            figure("cost", tr("Commission paid"), partial(self._of, "cost_fen")),
            figure("share", tr("Paid ÷ sales"), partial(self._of, "cost_share"), Kind.RATE, adds_up=False),
        ]

    def _of(self, name: str, plan: AffiliatePlan) -> Any:
        return getattr(self._lines.get(plan.id, _NOTHING), name)

    def show_rows(self) -> None:
        """Open the rows of the chosen plan, of all affiliates where none is chosen or the reports name none."""
        line = self._lines.get(self.chosen.id, _NOTHING) if self.chosen is not None else _NOTHING
        index = self.table.currentIndex()
        name = self.table.records_model.columns[index.column()].name if index.isValid() else ""
        code = {"sales": "channel_sales_fen", "orders": "channel_orders"}.get(name, "channel_spend_fen")
        open_behind(self.context, affiliate_rows(year_of(date(self.year.value(), 1, 1)), line, code), self)

    def show_lines(self) -> None:
        """Open the lines of commission of the year in view."""
        year = year_of(date(self.year.value(), 1, 1))
        open_lines(self.context, tr(LINE_KIND_NAMES[LineKind.AFFILIATE]), year, (LineKind.AFFILIATE,), self)

    def start(self) -> Mapping[str, Any]:
        """From today."""
        return {"start": self.context.clock.today()}

    def keep(self, record: AffiliatePlan) -> AffiliatePlan:
        """Keep a plan."""
        return self.context.services.ads.keep_plan(record)

    def discard(self, record: AffiliatePlan) -> None:
        """Take a plan away."""
        self.context.services.ads.remove_plan(record)


def affiliates_told(board: AffiliateBoard) -> list[str]:
    """What the reports say of all affiliates and of no plan, and what the statements say."""
    total, told = board.total, []
    rest = next((one for one in board.lines if one.plan is None), None)
    named = any(one.plan is not None and one.subjects for one in board.lines)
    if total.sales_fen is None and total.cost_fen is None:
        told.append(tr("The ads reports of {year} say nothing of affiliates.", year=board.of))
    else:
        told.append(
            tr(
                "All affiliates in {year} by the reports: sales {sales}, cost {cost}, {share} of sales.",
                year=board.of, sales=money(total.sales_fen), cost=money(total.cost_fen),
                share=percent_text(total.cost_share, 1),
            )
        )  # fmt: skip
        if not named:
            told.append(tr("The reports name no plan, so the figures are only known for all together."))
        elif rest is not None:
            told.append(
                tr("Of this no plan is named for sales {sales}, cost {cost}.",
                   sales=money(rest.sales_fen), cost=money(rest.cost_fen))
            )  # fmt: skip
    if board.stated_fen is not None:
        told.append(
            tr(
                "The statements took off {amount} on the {days} days that they cover; they name no plan.",
                amount=money(board.stated_fen), days=board.stated_days,
            )
        )  # fmt: skip
    if board.told_fen is not None:
        told.append(
            tr(
                "On {days} days without a statement it is {amount} by the platform's tables.",
                days=board.told_days, amount=money(board.told_fen),
            )
        )  # fmt: skip
    if board.stated_fen is not None and total.cost_fen is not None:
        told.append(tr("Reports and statements tell of the same cost on other days; they are never added."))
    return told
