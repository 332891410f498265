"""The bridge of a month: from the orders that were paid to the change of the balance; each step opens to its orders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.bridge import FROM_STATEMENT, KINDS_OF_STEP, STEP_NAMES, SUMS, Bridge, Step
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matched import OrderFigures
from shopdesk.domain.periods import Period, month_of
from shopdesk.gui.look import Look
from shopdesk.gui.pages.kpi.money.counting import count_orders
from shopdesk.gui.pages.kpi.money.elsewhere import Elsewhere
from shopdesk.gui.pages.kpi.money.texts import money, signed
from shopdesk.gui.pages.kpi.money.waterfall import Waterfall, WaterStep
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.month_choice import MonthChoice
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import FOR_AMOUNTS, SplitView
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.matching import BridgeView
    from shopdesk.services.registry import Services

_NAME = "kpi.money.bridge"


class BridgePart(Part):
    """``order_wanted`` asks for an order by its number, ``lines_wanted`` for a month's lines of some kinds."""

    order_wanted = Signal(str)
    lines_wanted = Signal(object, object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the month is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.bridge: Bridge | None = None
        self.month = MonthChoice(_NAME, tr("Month of the bridge"), context.clock.today())
        self.month.changed.connect(lambda _month: self.refresh())
        self.said = words(name=f"{_NAME}.said")
        self.behind = button(
            f"{_NAME}.lines",
            tr("Lines of the step"),
            self.open_lines,
            tip=tr("Shows the lines of the statement that make up the chosen step"),
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.month)
        head.addWidget(self.behind)
        head.addWidget(self.said, 1)
        self.way = Waterfall(
            context.theme, f"{_NAME}.way", tr("From paid orders to the change of the balance"), width=150
        )
        self.way.remember(context.settings)
        self.way.chosen.connect(lambda _step: self._on_step())
        self.way.opened.connect(lambda _step: self._open_step())
        self.heading = words(name=f"{_NAME}.heading", role="heading")
        self.orders = RecordTable(RecordTableModel(_order_columns()), f"{_NAME}.orders", tr("Orders of the step"))
        self.orders.opened.connect(lambda row: self.order_wanted.emit(row.order_no))
        self.panel = RecordPanel(context, self.orders, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(tr("Orders of the step"))
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        beside.addWidget(self.heading)
        beside.addWidget(self.panel, 1)
        self.empty = EmptyState(
            tr("Nothing is known of this month"),
            tr(
                "Drop the platform's order report and the statement of the Alipay account of the month on the window, "
                "or choose another month."
            ),
            tr("Import…"),
            lambda: self.context.events.way_wanted.emit("import"),
        )
        self.elsewhere = Elsewhere(
            self,
            self.empty,
            lambda: month_of(self.month.month) if self.stack.currentWidget() is self.empty else None,
            self._show_month,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(SplitView(self.way, side, (3, 2), least=FOR_AMOUNTS))
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self._orders_look = Look(
            self, context, self._orders_question, _load_orders, self.orders.set_records, after=self.main_look
        )
        self._on_step()

    # Loading and showing

    def question(self) -> tuple[int, date]:
        """The store and the month."""
        return self.context.store_id, self.month.month

    def load(self, services: Services, question: Any) -> BridgeView:
        """The bridge."""
        return services.matching.bridge(*question)

    def populate(self, view: BridgeView) -> None:
        """Show it; the step that was looked at stays chosen."""
        count_orders(self, self.context, uncounted=view.uncounted)
        bridge = self.bridge = view.bridge
        known = any(step.amount or step.orders for step in bridge.steps)
        self.stack.setCurrentIndex(0 if known else 1)
        self.elsewhere.ask()
        self.way.set_steps(_steps(bridge, stated=view.stated))
        if self.way.current() is None:
            self.way.selectRow(0)
        self.said.setText(_sentence(bridge, stated=view.stated) if known else "")
        self._on_step()

    def _orders_question(self) -> tuple[int, tuple[str, ...]] | None:
        step = self.way.current()
        return None if step is None or not step.what.orders else (self.context.store_id, step.what.orders)

    def _on_step(self) -> None:
        step = self.way.current()
        self.behind.setEnabled(bool(self._kinds()))
        if step is None:
            self.heading.clear()
            self.orders.records_model.await_records()
            return
        count = len(step.what.orders)
        self.heading.setText(
            tr("{step}: {count} orders", step=step.name, count=f"{count:,}")
            if count
            else f"{step.name}: {money(step.fen)}"
        )
        if not count:
            self.orders.set_records([])
        self._orders_look.ask()

    def _kinds(self) -> tuple[LineKind, ...]:
        step = self.way.current()
        if step is None:
            return ()
        one: Step = step.what.step
        if one is Step.RECEIVED:
            return (LineKind.SALE,)
        return tuple(LineKind) if one in SUMS else KINDS_OF_STEP.get(one, ())

    # What the user does

    def _show_month(self, days: Period) -> None:
        self.month.reach_back(days.start)
        self.month.choose(days.start)

    def _open_step(self) -> None:
        step = self.way.current()
        if step is not None and step.what.orders:
            self.orders.setFocus()
            if self.orders.current() is None:
                self.orders.selectRow(0)
        else:
            self.open_lines()

    def open_lines(self) -> None:
        """Show the lines behind the chosen step."""
        if self._kinds() and self.bridge is not None:
            self.lines_wanted.emit(self.bridge.month, self._kinds())


def _load_orders(services: Services, question: Any) -> list[OrderFigures]:
    """The orders of a step with their figures; runs on the database thread."""
    return list(services.matching.figures(*question))


def _steps(bridge: Bridge, *, stated: bool) -> list[WaterStep]:
    stands, found = 0, []
    for place, one in enumerate(bridge.steps):
        stands = one.amount if one.step in SUMS else stands + one.amount
        known = stated or one.step not in FROM_STATEMENT
        found.append(
            WaterStep(
                place,
                tr(STEP_NAMES[one.step]),
                one.amount if known else None,
                stands if known else None,
                is_sum=one.step in SUMS or place == 0,
                what=one if known else replace(one, amount=0, orders=()),
            )
        )
    return found


def _sentence(bridge: Bridge, *, stated: bool) -> str:
    if not stated:
        return tr("No statement covers this month, so nobody can say what came in of it. Import the statement.")
    said = []
    if bridge.opening is not None and bridge.closing is not None:
        said.append(
            tr(
                "The balance went from {opening} to {closing}.",
                opening=money(bridge.opening),
                closing=money(bridge.closing),
            )
        )
    said.append(
        tr("Nothing explains {amount}: lines of no known kind and missing stretches.", amount=money(bridge.unexplained))
        if bridge.unexplained
        else tr("Every fen is explained.")
    )
    return sentences(said)


def _order_columns() -> list[Column[OrderFigures]]:
    def amount(name: str, header: str, text: Callable[[int | None], str] = money) -> Column[OrderFigures]:
        return Column(header, lambda row: getattr(row, name), text=text, numeric=True, name=name)

    def day(name: str, header: str) -> Column[OrderFigures]:
        return Column(header, lambda row: getattr(row, name), text=lambda at: f"{at:%Y-%m-%d}", name=name)

    return [
        Column(tr("Order number"), lambda row: row.order_no, name="number"),
        Column(tr("State"), lambda row: tr(row.state_name) if row.state_name is not None else None, name="state"),
        Column(
            tr("Difference"),
            lambda row: (row.difference or None) if row.stated else None,
            text=signed,
            numeric=True,
            name="difference",
        ),
        day("paid_at", tr("Paid on")),
        day("confirmed_at", tr("Confirmed on")),
        amount("buyer_paid", tr("Buyer paid")),
        amount("received", tr("Received")),
        amount("refunded", tr("Refunded")),
    ]
