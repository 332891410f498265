"""Orders against money: pages of orders, the bridge of a month, and what people say of orders that differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.errors import NotFound
from shopdesk.domain.imports import STATEMENT_KINDS, ImportKind
from shopdesk.domain.joining import Was
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.near import nearest_day
from shopdesk.domain.ledger.alerts import LOOKED_AT, ChangedMonth, OpenOrders, Unclassified, money_alerts
from shopdesk.domain.ledger.bridge import Bridge
from shopdesk.domain.ledger.explained import EXPLANATION, Explanation
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matched import MatchedOrder, OrderFigures, OrderFilter, OrdersPage, StateCount
from shopdesk.domain.ledger.matching import Hint, OrderState, earlier, is_stated
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.setup.fees import RATE_TABLES
from shopdesk.domain.text import Text
from shopdesk.services.ledger.keeping import Cause, follow_rows, follow_statement
from shopdesk.services.ledger.months import MonthClosing, MonthView, known_bridge
from shopdesk.services.reading import one_read
from shopdesk.storage.queries import order_money, statement_months
from shopdesk.storage.queries import order_money_pages as queries
from shopdesk.storage.repositories.matching import Explanations

if TYPE_CHECKING:
    from shopdesk.domain.changes import ChangeSet
    from shopdesk.domain.imports import ImportRun
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.unit_of_work import UnitOfWork


_Told = TypeVar("_Told", MatchedOrder, OrderFigures)

_NUMBERS = ("order_no", "number", "item_key")
"""Columns of orders, sub-orders and lines that name an order, or a sub-order that was taken for one."""


@dataclass(frozen=True, slots=True)
class BridgeView:
    """The bridge of a month with the sums of its lines by kind.

    ``uncounted``: there are paid orders, but none was worked out yet; :meth:`MatchingService.ensure` does. ``stated``:
    a statement has lines of the month or covers days of it; without one nobody knows what came in.
    """

    bridge: Bridge
    sums: Mapping[LineKind, int]
    uncounted: bool
    stated: bool = True


class MatchingService:
    """Answers what came of holding orders against the statements.

    Attributes:
        months: closing months and what changed in them since.
    """

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self.months = MonthClosing(ctx)

    @one_read
    def orders(self, store_id: int, wanted: OrderFilter, *, limit: int = 200, offset: int = 0) -> OrdersPage:
        """A page of orders, the newest first, with the counts by state of every order of the filter's days.

        Args:
            store_id: whose orders.
            wanted: which; its days and no other part of it bound the counts.
            limit: how many at most.
            offset: how many to leave out.
        """
        with self._ctx.read() as uow:
            covered = statement_months.covered_span(uow.connection, store_id)
            first, last = wanted.first or date.min, wanted.last or date.max
            self._ctx.ask_ahead(
                lambda: queries.page(uow.connection, store_id, wanted, covered, limit, offset),
                lambda: queries.unstated_counts(uow.connection, store_id, first, last, covered),
                lambda: queries.counts(uow.connection, store_id, first, last, _last(covered)),
                lambda: queries.explained_counts(uow.connection, store_id, first, last, covered),
                lambda: order_money.never_counted(uow.connection, store_id),
            )
            found, more = queries.page(uow.connection, store_id, wanted, covered, limit, offset)
            unstated = queries.unstated_counts(uow.connection, store_id, first, last, covered)
            counts = _counted(
                _without(queries.counts(uow.connection, store_id, first, last, _last(covered)), unstated),
                queries.explained_counts(uow.connection, store_id, first, last, covered),
            )
            orders = self._told(uow, store_id, found, covered)
            uncounted = order_money.never_counted(uow.connection, store_id)
        begun, ended = covered or (None, None)
        return OrdersPage(orders, counts, more, begun, ended, uncounted, _counted(unstated, []))

    @one_read
    def nearest_month(self, store_id: int, days: Period) -> date | None:
        """The first day of the month nearest to ``days``, outside of them, in which orders were paid."""
        with self._ctx.read() as uow:
            beside = queries.paid_beside(uow.connection, store_id, days.start, days.end)
        nearest = nearest_day(days, *beside)
        return None if nearest is None else nearest.replace(day=1)

    @one_read
    def every_order(
        self, store_id: int, first: date, last: date, state: OrderState | None = None
    ) -> list[MatchedOrder]:
        """Every order of these days, by the day it was paid, the oldest first; of one state where that is said."""
        with self._ctx.read() as uow:
            covered = statement_months.covered_span(uow.connection, store_id)
            return [
                _with_coverage(order, covered)
                for order in queries.every(uow.connection, store_id, first, last, state, covered)
            ]

    @one_read
    def order(self, store_id: int, order_no: str) -> MatchedOrder:
        """One order.

        Raises:
            NotFound: it was neither paid nor stands in a statement.
        """
        with self._ctx.read() as uow:
            covered = statement_months.covered_span(uow.connection, store_id)
            found = queries.one(uow.connection, store_id, order_no, _last(covered))
            if found is None:
                raise NotFound(Text("There is no paid order {number} and no money of it.", number=order_no))
            return self._told(uow, store_id, [found], covered)[0]

    @one_read
    def figures(self, store_id: int, numbers: Sequence[str]) -> list[OrderFigures]:
        """The figures of each of these orders, in their order; a number that nothing is known of stands alone."""
        with self._ctx.read() as uow:
            covered = statement_months.covered_span(uow.connection, store_id)
            found = queries.figures(uow.connection, store_id, numbers, _last(covered))
        return [_with_coverage(one, covered) for one in found]

    @one_read
    def bridge(self, store_id: int, month: date) -> BridgeView:
        """The bridge of the month with ``month`` in it."""
        days = month_of(month)
        bridge, sums = known_bridge(self._ctx, store_id, days.start)
        with self._ctx.read() as uow:
            uncounted = order_money.never_counted(uow.connection, store_id)
            stated = bridge.opening is not None or bool(
                statement_months.covered_days(uow.connection, store_id, days.start, days.end)
            )
        return BridgeView(bridge, sums, uncounted, stated)

    @one_read
    def changed(self, store_id: int, until: date | None = None) -> list[ChangedMonth]:
        """The closed months in which something changed since, the newest first; ``until`` a day, where one is said."""
        found = []
        for view in self.months.changed(store_id):
            changes = tuple(one for one in view.changes if until is None or one.change.at.date() <= until)
            if changes:
                found.append(_changed(replace(view, changes=changes)))
        return found

    @one_read
    def alerts(self, store_id: int) -> list[Alert]:
        """What to look at in the money: closed months that changed, and orders and lines of the last three months."""
        changed = self.changed(store_id)
        with self._ctx.read() as uow:
            covered = statement_months.covered_span(uow.connection, store_id)
            if covered is None:
                return []
            span = Period(earlier(covered[1], LOOKED_AT), covered[1])
            said = {
                state: (count, amount)
                for state, count, amount in queries.explained_counts(
                    uow.connection, store_id, span.start, span.end, covered
                )
            }
            found = _without(
                queries.counts(uow.connection, store_id, span.start, span.end, span.end),
                queries.unstated_counts(uow.connection, store_id, span.start, span.end, covered),
            )
            lines, amount = statement_months.unclassified(uow.connection, store_id, span.start, span.end)
        orders = []
        for state, count, difference in found:
            settled, explained = said.get(state, (0, 0))
            orders.append(OpenOrders(state, count - settled, difference - explained))
        return money_alerts(span, changed, orders, Unclassified(lines, amount))

    def explain(self, store_id: int, order_no: str, word: str, who: str = "", was: Was | None = None) -> Explanation:
        """Say why an order differs; it holds while the order differs by the same. ``was`` is the word shown before.

        Raises:
            NotFound: there is no such order.
            FieldError: no word, or too long a one.
            StandsThere: somebody else said another word since.
        """
        self.ensure(store_id)
        found = self.order(store_id, order_no)
        with self._ctx.open_uow(Text("Order {number} explained", number=order_no)) as uow:
            said = EXPLANATION.tidy(
                Explanation(
                    store_id=store_id,
                    order_no=order_no,
                    word=word,
                    who=who or uow.actor,
                    at=uow.now,
                    state=found.state,
                    difference_fen=found.difference,
                )
            )
            known = uow.repository(Explanations)
            old = found.explanation
            if was is not None:
                was.check(None if old is None else old.word, said.word, str)
            kept = known.add(said) if old is None else known.update(replace(said, id=old.id, version=old.version))
            uow.commit()
        return kept

    def unexplain(self, explanation: Explanation) -> None:
        """Take an explanation away."""
        with self._ctx.open_uow(Text("Explanation of order {number} removed", number=explanation.order_no)) as uow:
            uow.repository(Explanations).remove(explanation)
            uow.commit()

    def ensure(self, store_id: int) -> None:
        """Work the orders of a store out that were imported before anybody asked; once they are, nothing is done."""
        with self._ctx.read() as uow:
            missing = order_money.never_counted(uow.connection, store_id)
        if missing:
            self.recount(store_id, Text("Orders held against the statements"))

    def follow_import(
        self, uow: UnitOfWork, run: ImportRun, noted: Mapping[str, Collection[str | None]], words: Text
    ) -> None:
        """Work out anew what hangs on the rows that an import or its taking back touched, in its unit of work.

        Args:
            uow: the unit of work of the import.
            run: the import.
            noted: the values of the noted columns in the touched rows, before and after.
            words: what was done, for those who closed a month that it changes.
        """
        if run.kind not in STATEMENT_KINDS and not order_money.is_kept(uow.connection, run.store_id):
            return
        numbers = {number for name in _NUMBERS for number in noted.get(name, ()) if number}
        cause = Cause(words, run.id)
        if run.kind is ImportKind.PRODUCT_DAYS:
            products = {product for product in noted.get("product_id", ()) if product}
            import_id = None if run.undone_at else run.id
            numbers = order_money.of_products(uow.connection, run.store_id, products, import_id)
            if numbers:
                follow_rows(uow, run.store_id, numbers, (), cause)
        elif run.kind in STATEMENT_KINDS:
            follow_statement(uow, run, numbers, noted.get("day", ()), cause)
        elif numbers:
            follow_rows(uow, run.store_id, numbers, (), cause)

    def follow_kinds(self, uow: UnitOfWork, store_id: int, lines: Collection[int]) -> None:
        """Work out anew what hangs on lines whose kind became another one, in the unit of work that did it."""
        numbers, days = statement_months.of_lines(uow.connection, store_id, lines)
        follow_rows(uow, store_id, numbers, days, Cause(uow.reason))

    def follow(self, change_set: ChangeSet) -> None:
        """Work the orders out anew after a change of what commission they were to be charged, or its undoing."""
        changes = [change for change in change_set.changes if change.noun in RATE_TABLES]
        stores = {int((change.after or change.before or {})["store_id"]) for change in changes}
        for store_id in stores:
            with self._ctx.read() as uow:
                nothing_charged = statement_months.covered_span(uow.connection, store_id) is None
            if not nothing_charged:
                self.recount(store_id, Text("Commission rates changed"))

    def recount(self, store_id: int, why: Text) -> None:
        """Work out every order of a store anew."""
        with self._ctx.open_uow(why) as uow:
            uow.kind = ChangeKind.AUTO
            follow_rows(uow, store_id, None, (), Cause(why))
            uow.commit()

    def _told(
        self, uow: UnitOfWork, store_id: int, orders: list[MatchedOrder], covered: tuple[date, date] | None
    ) -> tuple[MatchedOrder, ...]:
        said = uow.repository(Explanations).among(store_id, [order.order_no for order in orders])
        return tuple(
            replace(
                _with_coverage(order, covered),
                explanation=said.get(order.order_no),
                hints=_with_beginning(order, covered),
            )
            for order in orders
        )


def _last(covered: tuple[date, date] | None) -> date | None:
    return None if covered is None else covered[1]


def _without(
    counts: list[tuple[OrderState, int, int]], unstated: list[tuple[OrderState, int, int]]
) -> list[tuple[OrderState, int, int]]:
    """The counts of those that the statements can tell of; a state without an order is left out."""
    taken = {state: (orders, difference) for state, orders, difference in unstated}
    left = []
    for state, orders, difference in counts:
        gone, amount = taken.get(state, (0, 0))
        if orders > gone:
            left.append((state, orders - gone, difference - amount))
    return left


def _counted(
    counts: list[tuple[OrderState, int, int]], explained: list[tuple[OrderState, int, int]]
) -> tuple[StateCount, ...]:
    """The counts by state in the order of the states; a state without an order is left out."""
    said = {state: (orders, difference) for state, orders, difference in explained}
    found = {}
    for state, orders, difference in counts:
        found[state] = StateCount(state, orders, difference, *said.get(state, (0, 0)))
    return tuple(found[state] for state in OrderState if state in found)


def _changed(view: MonthView) -> ChangedMonth:
    """A closed month that changed, by the figure that changed most."""
    most = max((one.change for one in view.changes), key=lambda change: abs(change.difference))
    codes = {one.change.code for one in view.changes}
    return ChangedMonth(view.month, len(codes), most.name, most.difference, most.cause)


def _with_coverage(order: _Told, covered: tuple[date, date] | None) -> _Told:
    """What is known of an order, with whether the statements can tell of its money."""
    paid_on = None if order.paid_at is None else order.paid_at.date()
    confirmed_on = None if order.confirmed_at is None else order.confirmed_at.date()
    if order.state is None or is_stated(order.state, paid_on, confirmed_on, covered):
        return order
    return replace(order, stated=False)


def _with_beginning(order: MatchedOrder, covered: tuple[date, date] | None) -> tuple[Hint, ...]:
    """The hints of an order, with that its money may have come before the statements begin."""
    if order.state is not OrderState.NO_MONEY or order.confirmed_at is None or covered is None:
        return order.hints
    return (*order.hints, Hint.BEFORE_STATEMENTS) if order.confirmed_at.date() < covered[0] else order.hints
