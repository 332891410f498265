"""An order held against the statements, as pages, commands and workbooks show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shopdesk.domain.ledger.explained import Explanation
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matching import NO_STATEMENT, STATE_NAMES, Hint, OrderState
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class MatchedOrder:
    """One order; amounts in fen.

    ``at`` is when it was paid, or the time of its first line where no report says so; by it the order stands under a
    day. ``buyer_paid`` and ``refund_by_report`` are ``None`` where no report states them; ``fees`` are costs, what was
    given back is negative. ``difference`` is what the state speaks of: money too much (positive) or lacking, a
    commission too high or too low, what is still to come (negative). ``stated``: the statements cover the time of its
    money, so that its state is known and not only lacking.
    """

    order_no: str
    at: datetime
    paid_at: datetime | None
    confirmed_at: datetime | None
    known: bool
    closed: bool
    buyer_paid: int | None
    refund_by_report: int | None
    refund_by_items: int | None
    received: int
    refunded: int
    fees: Mapping[LineKind, int]
    expected_commission: int | None
    state: OrderState
    difference: int
    hints: tuple[Hint, ...] = ()
    explanation: Explanation | None = None
    stated: bool = True

    @property
    def state_name(self) -> Text:
        """The state in a word or two, as far as it is known."""
        return STATE_NAMES[self.state] if self.stated else NO_STATEMENT

    @property
    def day(self) -> date:
        """The day under which it stands."""
        return self.at.date()

    @property
    def is_explained(self) -> bool:
        """Whether somebody explained it as it is now."""
        return self.explanation is not None and self.explanation.holds_for(self.state, self.difference)


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """What a list of many orders shows of each, as :class:`MatchedOrder` has it; ``None`` where nothing is known.

    A number that stands in no report and on no line has nothing but itself. ``stated`` as there.
    """

    order_no: str
    state: OrderState | None = None
    difference: int | None = None
    paid_at: datetime | None = None
    confirmed_at: datetime | None = None
    buyer_paid: int | None = None
    received: int | None = None
    refunded: int | None = None
    stated: bool = True

    @property
    def state_name(self) -> Text | None:
        """The state in a word or two, as far as it is known."""
        return NO_STATEMENT if not self.stated else None if self.state is None else STATE_NAMES[self.state]

    @property
    def id(self) -> str:
        """By what the cursor finds it again."""
        return self.order_no


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders to show.

    Attributes:
        first: the first day under which they stand; ``None`` for no bound.
        last: the last day.
        states: any of these states; empty for all.
        number: digits of the order number, or the whole number of a sub-order.
        open_only: only what somebody has to look at: not in order, not explained, and told of by the statements.
        stated: only orders whose money the statements can tell of, or only the others; ``None`` for both.
    """

    first: date | None = None
    last: date | None = None
    states: frozenset[OrderState] = frozenset()
    number: str = ""
    open_only: bool = False
    stated: bool | None = None


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many orders have a state, by how much they differ together, and how many of them are explained."""

    state: OrderState
    orders: int
    difference: int
    explained: int = 0
    explained_difference: int = 0


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """A page of orders with the counts by state of all orders of the span, in the order of the states.

    ``covered_to`` is the last day of the statements, from which it counts how long money is lacking; ``None`` where
    there is no statement. Orders that no statement can tell of are ``unstated``, by the state that they have in the
    data, and in none of the ``counts``. ``uncounted``: there are paid orders, but none was worked out yet.
    """

    orders: tuple[MatchedOrder, ...]
    counts: tuple[StateCount, ...]
    more: bool
    covered_from: date | None
    covered_to: date | None
    uncounted: bool = False
    unstated: tuple[StateCount, ...] = ()
