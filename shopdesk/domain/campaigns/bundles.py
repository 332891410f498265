"""What is bought together: which two products stand in the same paid orders, and what such orders come to.

Everything is counted in orders, never in buyers. A mean is made of the orders whose amount is known; where none is,
nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Combo:
    """Paid orders that hold the same products.

    ``orders`` counts them, ``priced`` those whose amount is known, and ``paid_fen`` is what these were paid with,
    refunds not taken off.
    """

    products: frozenset[str]
    orders: int
    priced: int
    paid_fen: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Orders with their known amounts, added up."""

    orders: int = 0
    priced: int = 0
    paid_fen: int = 0

    def plus(self, combo: Combo) -> Tally:
        """With the orders of a combination."""
        return Tally(self.orders + combo.orders, self.priced + combo.priced, self.paid_fen + combo.paid_fen)

    def without(self, other: Tally) -> Tally:
        """Without orders that are among these."""
        return Tally(self.orders - other.orders, self.priced - other.priced, self.paid_fen - other.paid_fen)

    @property
    def mean_fen(self) -> int | None:
        """What an order was paid with on average; ``None`` where no amount is known."""
        return divide_fen(self.paid_fen, self.priced)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two products bought together; ``first`` is in as many orders as ``second`` or in more.

    Attributes:
        first: the product that more orders hold.
        second: the other one.
        orders: how many orders hold both.
        first_share: which share of the orders with the first hold the second, too.
        second_share: which share of the orders with the second hold the first, too.
        lift: how many times as often as if both were bought without regard to each other.
        both_fen: what an order with both was paid with on average.
        first_fen: the same of orders with the first and without the second; ``None`` where there is none.
        second_fen: the same of orders with the second and without the first.
        first_title: what the first is called.
        second_title: what the second is called.
    """

    first: str
    second: str
    orders: int
    first_share: Decimal | None
    second_share: Decimal | None
    lift: Decimal | None
    both_fen: int | None
    first_fen: int | None
    second_fen: int | None
    first_title: str = ""
    second_title: str = ""

    @property
    def first_adds_fen(self) -> int | None:
        """How much more an order with both brings than one with the first and without the second."""
        return None if self.both_fen is None or self.first_fen is None else self.both_fen - self.first_fen

    @property
    def second_adds_fen(self) -> int | None:
        """How much more an order with both brings than one with the second and without the first."""
        return None if self.both_fen is None or self.second_fen is None else self.both_fen - self.second_fen


def combined(rows: Iterable[tuple[Iterable[str], int, int, int]]) -> list[Combo]:
    """Combinations from rows of products, orders, orders with an amount, and fen; equal ones are added up.

    A product that stands twice in an order counts once.
    """
    found: dict[frozenset[str], Combo] = {}
    for products, orders, priced, paid_fen in rows:
        key = frozenset(products)
        old = found.get(key, Combo(key, 0, 0, 0))
        found[key] = Combo(key, old.orders + orders, old.priced + priced, old.paid_fen + paid_fen)
    return list(found.values())


def pairs(combos: Iterable[Combo]) -> list[Pair]:
    """Every two products that some order holds, those with the most orders first, then by lift."""
    alone: dict[str, Tally] = {}
    both: dict[tuple[str, str], Tally] = {}
    every = 0
    for combo in combos:
        every += combo.orders
        for product in combo.products:
            alone[product] = alone.get(product, Tally()).plus(combo)
        for two in combinations(sorted(combo.products), 2):
            both[two] = both.get(two, Tally()).plus(combo)
    found = list(_pairs(alone, both, every))
    return sorted(found, key=lambda one: (-one.orders, -(one.lift or 0), one.first, one.second))


def _pairs(alone: Mapping[str, Tally], both: Mapping[tuple[str, str], Tally], every: int) -> Iterator[Pair]:
    for two, tally in both.items():
        first, second = sorted(two, key=lambda one: (-alone[one].orders, one))
        with_first, with_second = alone[first], alone[second]
        yield Pair(
            first=first,
            second=second,
            orders=tally.orders,
            first_share=ratio(tally.orders, with_first.orders),
            second_share=ratio(tally.orders, with_second.orders),
            lift=ratio(tally.orders * every, with_first.orders * with_second.orders),
            both_fen=tally.mean_fen,
            first_fen=with_first.without(tally).mean_fen,
            second_fen=with_second.without(tally).mean_fen,
        )


def sizes(combos: Iterable[Combo]) -> Counter[bool]:
    """How many orders hold one product (``False``) and how many hold several (``True``)."""
    found: Counter[bool] = Counter()
    for combo in combos:
        found[len(combo.products) > 1] += combo.orders
    return found


def _money(name: str, label: Text, explained: Text) -> Field:
    return Field(name, Kind.MONEY, label, additive=False, help=explained)


PAIR = Noun(
    "pairs",
    Pair,
    Text("Bought together"),
    (
        Field("first_title", Kind.LINE, Text("Product A")),
        Field("second_title", Kind.LINE, Text("Product B")),
        # An order with three products stands in three pairs.
        Field("orders", Kind.COUNT, Text("With both"), additive=False, help=Text("How many orders hold both")),
        Field("first_share", Kind.RATE, Text("of A's orders"), help=Text("Which share of A's orders hold B, too")),
        Field("second_share", Kind.RATE, Text("of B's orders"), help=Text("Which share of B's orders hold A, too")),
        Field(
            "lift",
            Kind.DECIMAL,
            Text("times chance"),
            help=Text("How many times as often as if each were bought without regard to the other; above 1: together"),
        ),
        _money("both_fen", Text("Paid with both"), Text("What an order with both was paid with on average")),
        _money("first_fen", Text("A without B"), Text("The same of orders with A and without B")),
        _money("second_fen", Text("B without A"), Text("The same of orders with B and without A")),
        _money(
            "first_adds_fen", Text("B adds"), Text("How much more an order with both brings than one with A without B")
        ),
        _money(
            "second_adds_fen", Text("A adds"), Text("How much more an order with both brings than one with B without A")
        ),
        Field("first", Kind.LINE, Text("Number of A"), column=False),
        Field("second", Kind.LINE, Text("Number of B"), column=False),
    ),
)
"""Counted for one look and kept nowhere."""
