"""Orders against money: by state with counts and sums, each with its lines, and explained with a word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.matched import MatchedOrder, OrderFilter, OrdersPage, StateCount
from shopdesk.domain.ledger.matching import HINT_NAMES, IN_ORDER, NO_STATEMENT, STATE_NAMES, OrderState
from shopdesk.domain.periods import Period
from shopdesk.domain.searching import number_typed
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.chips import Chip, Chips
from shopdesk.gui.pages.kpi.money.counting import count_orders
from shopdesk.gui.pages.kpi.money.elsewhere import Elsewhere
from shopdesk.gui.pages.kpi.money.explain_dialog import ExplainDialog
from shopdesk.gui.pages.kpi.money.lines_view import LinesQuestion, LinesTable, load_lines
from shopdesk.gui.pages.kpi.money.texts import money, signed
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, tick, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.split_view import FOR_AMOUNTS, SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.money.orders"
_ALL = "all"
_UNSTATED = "no_statement"
_PAGE = 300

STATE_MEANINGS: dict[OrderState, Text] = {
    OrderState.SETTLED: Text("What came in less what went back is what the buyer paid less the refund of the report."),
    OrderState.WAITING: Text("Not confirmed by the buyer, or only just: the money is still to come."),
    OrderState.SHORT: Text("Less money came in than was to come."),
    OrderState.OVER: Text("More money came in than was to come."),
    OrderState.REFUND_DIFFERS: Text("What was paid came in, but the statement and the report say other refunds."),
    OrderState.FEE_DIFFERS: Text("The commission is not what the rate of that day comes to."),
    OrderState.UNKNOWN_ORDER: Text("Money of an order that no report knows. Import the order report of that time."),
    OrderState.NO_MONEY: Text("Confirmed more than three days before the statements end, and no money came."),
}

NOT_STATED = Text("No statement covers that time, so nobody can say whether the money came. Import the statement.")


@dataclass(frozen=True, slots=True)
class _Row:
    """An order in the table."""

    order: MatchedOrder

    @property
    def id(self) -> str:
        """By what the cursor finds it again."""
        return self.order.order_no


class OrdersPart(Part):
    """Chips, a search and the table; beside it the chosen order with all of its lines.

    ``days_wanted`` asks for other days.
    """

    days_wanted = Signal(object)

    def __init__(self, context: PageContext, days: Callable[[], Period], parent: QWidget | None = None) -> None:
        """Build the widgets; ``days`` says which days are in view."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self._days = days
        self._most = _PAGE
        self._number = ""
        self._everywhere = False
        self.dialog: ExplainDialog | None = None
        self.chips = Chips(f"{_NAME}.state", tr("Orders by state"))
        self.chips.chosen.connect(lambda _key: self._anew())
        self.search = SearchField(tr("Order number"))
        self.search.setObjectName(f"{_NAME}.search")
        self.search.setMinimumWidth(180)
        self.search.searched.connect(self._on_search)
        self.open_only = tick(f"{_NAME}.open", tr("Only what is open"), lambda _on: self._anew())
        self.open_only.setToolTip(tr("Leaves out what is in order and what somebody explained"))
        self.explain = button(f"{_NAME}.explain", tr("Explain…"), self.open_explain, role="primary")
        self.unexplain = button(f"{_NAME}.unexplain", tr("Take the explanation away"), self.take_back)
        self.copy = button(f"{_NAME}.copy", tr("Copy the number"), self.copy_number)
        self.more = button(f"{_NAME}.more", tr("Show more"), self._show_more)
        self.open_only.setMinimumHeight(self.explain.sizeHint().height())
        self.said = words(name=f"{_NAME}.said", role="muted")
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for widget in (self.search, self.open_only, self.explain, self.unexplain, self.copy, self.more):
            row.addWidget(widget)
        self.table = RecordTable(RecordTableModel(_columns(context)), f"{_NAME}.table", tr("Orders against money"))
        self.table.chosen.connect(lambda _row: self._on_chosen())
        self.table.opened.connect(lambda _row: self.open_explain())
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(tr("Orders against money"))
        self.about = words(name=f"{_NAME}.about")
        self.lines = LinesTable(context, f"{_NAME}.lines", tr("Lines of the order"))
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        # As much as most orders have to say; where the letters are large, or the explanation long, it scrolls.
        room = VerticalScroll(self.about, name=f"{_NAME}.aboutRoom", label=tr("About the order"))
        room.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 6)
        beside.addWidget(room)
        beside.addWidget(self.lines.panel, 1)
        self.views = SplitView(self.panel, side, (3, 2), least=FOR_AMOUNTS)
        self.empty = EmptyState(
            tr("No orders on these days"),
            "",
            tr("Import…"),
            lambda: self.context.events.way_wanted.emit("import"),
        )
        self.elsewhere = Elsewhere(self, self.empty, self._days_without, self.days_wanted.emit)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.views)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.chips)
        layout.addWidget(bar)
        layout.addWidget(self.said)
        layout.addWidget(self.stack, 1)
        self._lines_look = Look(
            self, context, self._lines_question, load_lines, self.lines.show_page, after=self.main_look
        )
        self._enable()

    # Loading and showing

    def question(self) -> tuple[int, OrderFilter, int]:
        """The store, which orders, and how many."""
        key = self.chips.key
        states = frozenset({OrderState(key)}) if key not in ("", _ALL, _UNSTATED) else frozenset()
        days = None if self._everywhere else self._days()
        wanted = OrderFilter(
            first=days.start if days is not None else None,
            last=days.end if days is not None else None,
            states=states,
            number=self._number,
            open_only=self.open_only.isChecked() and key != _UNSTATED,
            stated=None if key in ("", _ALL) else key != _UNSTATED,
        )
        return self.context.store_id, wanted, self._most

    def load(self, services: Services, question: Any) -> OrdersPage:
        """A page of orders with the counts of all of them."""
        store_id, wanted, most = question
        return services.matching.orders(store_id, wanted, limit=most)

    def populate(self, page: OrdersPage) -> None:
        """Show it."""
        count_orders(self, self.context, uncounted=page.uncounted)
        self.chips.set_chips(_chips(page))
        self.table.set_records([_Row(order) for order in page.orders])
        if self.table.current() is None and page.orders:
            self.table.selectRow(0)
        self.more.setEnabled(page.more)
        filtered = self._filtered
        self.stack.setCurrentIndex(0 if page.orders else 1)
        self.elsewhere.ask()
        self.empty.title.setText(tr("No such order") if filtered else tr("No orders on these days"))
        self.empty.hint.setText(
            tr("Press “All”, take the tick away or clear the search to see the others.")
            if filtered
            else tr(
                "Choose other days above, or drop the platform's order report and the statement of the Alipay account "
                "on the window. Then every order stands here beside its money."
            )
        )
        said = [tr("The newest {count} are shown.", count=len(page.orders)) if page.more else ""]
        if page.covered_from is None or page.covered_to is None:
            said.append(tr("No statement is imported yet, so nobody can say which orders' money came."))
        else:
            said.append(tr("Statements cover {days}.", days=days_text(Period(page.covered_from, page.covered_to))))
        if self._everywhere:
            said.append(tr("Searched on all days."))
        self.said.setText(sentences(said))
        self._on_chosen()

    @property
    def _filtered(self) -> bool:
        return bool(self._number or self.open_only.isChecked() or self.chips.key not in ("", _ALL))

    def _days_without(self) -> Period | None:
        """The days in view where they have no order."""
        return self._days() if self.stack.currentWidget() is self.empty and not self._filtered else None

    def _lines_question(self) -> LinesQuestion | None:
        order = self.order
        return None if order is None else LinesQuestion(self.context.store_id, order_no=order.order_no)

    @property
    def order(self) -> MatchedOrder | None:
        """The chosen order."""
        row = self.table.current()
        return row.order if row is not None else None

    def _on_chosen(self) -> None:
        order = self.order
        self.about.setText(_about(order) if order is not None else "")
        if order is None:
            self.lines.clear()
        else:
            self._lines_look.ask()
        self._enable()

    def _enable(self) -> None:
        order = self.order
        self.explain.setEnabled(order is not None)
        self.copy.setEnabled(order is not None)
        self.unexplain.setEnabled(order is not None and order.explanation is not None)

    # What the user does

    def point_at(self, state: str) -> None:
        """Show the orders of a state."""
        self.chips.choose(state)

    def show_order(self, number: str) -> None:
        """Show one order, whatever its day."""
        self.chips.choose(_ALL)
        self.open_only.setChecked(False)
        self.search.setText(number)
        self._on_search(number)

    def _on_search(self, typed: str) -> None:
        number = number_typed(typed)
        if number != self._number:
            self._number = number
            # A whole number is looked for on all days: whoever types it wants that order.
            self._everywhere = len(number) >= 15
            self._anew()

    def _anew(self) -> None:
        self._most = _PAGE
        self.refresh()

    def _show_more(self) -> None:
        self._most += _PAGE
        self.refresh()

    def open_explain(self) -> None:
        """Say why the chosen order differs."""
        if self.order is not None:
            self.dialog = ExplainDialog(self.context, self.order, self)
            open_once(self.dialog)

    def take_back(self) -> None:
        """Take the explanation of the chosen order away; undo brings it back."""
        order, matching = self.order, self.context.services.matching
        if order is not None and order.explanation is not None:
            said = order.explanation
            self.context.tasks.database(lambda: matching.unexplain(said), owner=self)

    def copy_number(self) -> None:
        """Copy the number of the chosen order."""
        if self.order is not None:
            QGuiApplication.clipboard().setText(self.order.order_no)
            self.context.messages.success(tr("Copied."))


def _chips(page: OrdersPage) -> list[Chip]:
    """Every state has its button, that of no order too: nothing moves when other days are chosen.

    Orders that no statement can tell of do not wait, and it is not known that their money is lacking: nobody can say.
    """
    unknown = sum(one.orders for one in page.unstated)
    found = [Chip(_ALL, tr("All {count}", count=f"{sum(one.orders for one in page.counts) + unknown:,}"))]
    counts = {one.state: one for one in page.counts}
    for state in OrderState:
        one = counts.get(state, StateCount(state, 0, 0))
        name, count = tr(STATE_NAMES[one.state]), f"{one.orders:,}"
        text = f"{name} {count} · {signed(one.difference)}" if one.difference else f"{name} {count}"
        tip = [tr(STATE_MEANINGS[one.state])]
        if one.explained:
            tip.append(tr("{count} of them are explained.", count=one.explained))
        found.append(Chip(one.state.value, text, sentences(tip)))
    found.append(Chip(_UNSTATED, f"{tr(NO_STATEMENT)} {unknown:,}", tr(NOT_STATED)))
    return found


def _about(order: MatchedOrder) -> str:
    meaning = STATE_MEANINGS[order.state] if order.stated else NOT_STATED
    said = [tr("{number} · {state}: {meaning}", number=order.order_no, state=tr(order.state_name), meaning=tr(meaning))]
    if order.difference and order.stated and order.state not in IN_ORDER:
        said.append(tr("Difference: {amount}.", amount=signed(order.difference)))
    if order.stated and not (order.received or order.refunded or order.fees):
        said.append(tr("No line of a statement names it."))
    said += [tr(HINT_NAMES[hint]) for hint in order.hints]
    if order.explanation is not None:
        one = order.explanation
        who = tr("{who} on {day}", who=one.who, day=f"{one.at:%Y-%m-%d}") if one.who else f"{one.at:%Y-%m-%d}"
        said.append(tr("Explained by {who}: {word}", who=who, word=one.word))
        if not order.is_explained:
            said.append(tr("It differs by something else now, so it is open again."))
    return sentences(said)


def _told_of(order: MatchedOrder) -> bool:
    """Whether a statement says what came of an order: without one nothing is known, which is not nothing."""
    return order.stated or bool(order.received or order.refunded or order.fees)


def _columns(context: PageContext) -> list[Column[_Row]]:
    theme = context.theme

    def ink(row: _Row) -> QColor | None:
        if row.order.state in IN_ORDER:
            return None
        return theme.muted if row.order.is_explained else theme.bad

    def amount(name: str, header: str, take: Callable[[MatchedOrder], int | None], **more: Any) -> Column[_Row]:
        return Column(header, lambda row: take(row.order), text=money, numeric=True, name=name, **more)

    return [
        Column(tr("Order number"), lambda row: row.order.order_no, name="order_no"),
        Column(tr("State"), lambda row: tr(row.order.state_name), name="state", ink=ink),
        Column(
            tr("Difference"),
            lambda row: (row.order.difference or None) if row.order.stated else None,
            text=signed,
            numeric=True,
            name="difference",
            ink=ink,
        ),
        amount("buyer_paid", tr("Buyer paid"), lambda order: order.buyer_paid),
        amount("received", tr("Received"), lambda order: order.received if _told_of(order) else None),
        amount("refunded", tr("Refunded"), lambda order: order.refunded if _told_of(order) else None),
        amount("fees", tr("Fees"), lambda order: sum(order.fees.values()) if _told_of(order) else None),
        Column(tr("Paid on"), lambda row: row.order.at, text=lambda at: f"{at:%Y-%m-%d}", name="at"),
        Column(
            tr("Confirmed on"),
            lambda row: row.order.confirmed_at,
            text=lambda at: f"{at:%Y-%m-%d %H:%M}",
            name="confirmed_at",
            hidden=True,
        ),
        amount("refund_by_report", tr("Refund by the report"), lambda order: order.refund_by_report),
        amount("expected", tr("Commission by the rule"), lambda order: order.expected_commission),
        Column(
            tr("Explained"),
            lambda row: row.order.explanation.word if row.order.explanation is not None else None,
            name="word",
            tip=lambda row: row.order.explanation.word if row.order.explanation is not None else "",
        ),
        Column(
            tr("Explained by"),
            lambda row: row.order.explanation.who or None if row.order.explanation is not None else None,
            name="who",
        ),
    ]
