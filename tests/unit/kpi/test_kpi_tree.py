"""The metric tree: every level adds up to the one above, each part is the mean over all orders, missing is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations, product
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.kpi import Facts, Figures
from shopdesk.domain.kpi.sales_tree import SALES_TREE
from shopdesk.domain.kpi.tree import Join, Node, grow
from shopdesk.domain.periods import Period

DAY = date(2026, 3, 2)
NAMES = (
    "visitors", "cart_buyers", "orders", "made_and_paid", "paid_orders", "day_buyers", "paid_pieces", "paid_fen",
    "refunded_orders", "refund_fen",
)  # fmt: skip


def span(*days: dict[str, int | None]) -> Figures:
    """The figures of days that follow each other; what is kept is what was paid less the refunds."""
    columns: dict[str, list[int | None]] = {name: [day.get(name) for day in days] for name in NAMES}
    columns["net_fen"] = [
        None if paid is None or back is None else paid - back
        for paid, back in zip(columns["paid_fen"], columns["refund_fen"], strict=True)
    ]
    dates = [DAY + timedelta(days=number) for number in range(len(days))]
    return Figures(Facts(dates, columns), Period(dates[0], dates[-1]))


def whole_day(low: int = 1) -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries({name: st.integers(low, 10**6) for name in NAMES})


def any_day() -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries({name: st.none() | st.integers(0, 10**5) for name in NAMES})


def named(tree: Node, *codes: str) -> Node:
    for code in codes:
        tree = next(one for one in tree.children if code in (one.driver.code, str(one.driver.name)))
    return tree


def orders_of(node: Node) -> Iterator[tuple[Node, ...]]:
    """All orders of the last drivers below a node in which those of one group follow each other."""
    if not node.children:
        yield (node,)
        return
    for order in permutations(node.children):
        for below in product(*(list(orders_of(child)) for child in order)):
            yield tuple(leaf for part in below for leaf in part)


def value(node: Node, moved: set[int]) -> Fraction:
    """What a node comes to when these last drivers have moved."""
    if not node.children:
        found = node.after if id(node) in moved else node.before
        assert found is not None
        return found
    parts = [value(child, moved) for child in node.children]
    if node.driver.groups[0].join is Join.TIMES:
        return prod(parts, start=Fraction(1))
    return sum((-one if child.driver.minus else one for one, child in zip(parts, node.children, strict=True)),
               Fraction(0))  # fmt: skip


def check_sums(node: Node) -> None:
    """The effects of the children are that of the node, where they are known."""
    effects = [child.effect for child in node.children]
    known = [one for one in effects if one is not None]
    if node.effect is not None and effects and len(known) == len(effects):
        assert sum(known) == node.effect, str(node.driver.name)
    for child in node.children:
        check_sums(child)


@settings(max_examples=4, deadline=None)
@given(whole_day(), whole_day())
def test_each_part_is_its_mean_effect_over_all_orders(old: dict[str, int | None], new: dict[str, int | None]) -> None:
    """Held against every order tried out one by one."""
    tree = grow(SALES_TREE, span(old), span(new))
    for top, sign in ((named(tree, "paid_amount"), 1), (named(tree, "refund_amount"), -1)):
        sums: dict[int, Fraction] = {}
        count = 0
        for order in orders_of(top):
            count += 1
            moved: set[int] = set()
            last = value(top, moved)
            for leaf in order:
                moved.add(id(leaf))
                now = value(top, moved)
                sums[id(leaf)] = sums.get(id(leaf), Fraction(0)) + now - last
                last = now
        for node in top.walk():
            leaves = [leaf for leaf in node.walk() if not leaf.children]
            exact = sign * sum(sums[id(leaf)] for leaf in leaves) / count
            assert node.effect is not None and abs(node.effect - exact) <= 1
        assert any(not child.rest for child in top.children) and not any(one.rest for one in top.walk())


def test_what_is_kept_is_what_was_paid_less_the_refunds_and_nothing_is_left_over() -> None:
    old: dict[str, int | None] = dict.fromkeys(NAMES, 100)
    new = old | {"paid_fen": 170, "refund_fen": 120}
    found = grow(SALES_TREE, span(old), span(new)).children
    assert [(one.driver.code, one.effect, one.rest) for one in found] == [
        ("paid_amount", 70, False), ("refund_amount", -20, False),
    ]  # fmt: skip


@settings(max_examples=40)
@given(st.lists(any_day(), min_size=1, max_size=4), st.lists(any_day(), min_size=1, max_size=4))
def test_every_level_adds_up_whatever_is_missing(
    old: list[dict[str, int | None]], new: list[dict[str, int | None]]
) -> None:
    before, after = span(*old), span(*new)
    tree = grow(SALES_TREE, before, after)
    check_sums(tree)
    paid = named(tree, "paid_amount")
    sums = before.base_sum("paid_fen"), after.base_sum("paid_fen")
    assert paid.effect == (None if sums[0] is None or sums[1] is None else sums[1] - sums[0])
    for node in tree.walk():
        # Nothing is made up: a level that is not known is none, and says what is missing.
        assert (node.before is None or node.after is None) == (node.effect is None)
        if node.effect is None and not node.rest:
            assert node.lacking or node.driver.figure == ""
        assert all(str(one.sentence) for one in node.lacking)


def test_the_tree_of_a_whole_day() -> None:
    """1,000 visitors × 3 % × 100 yuan become 1,100 × 2 % × 150 yuan; refunds rise by 50 yuan."""
    old = {"visitors": 1000, "cart_buyers": 100, "orders": 40, "made_and_paid": 30, "paid_orders": 30, "day_buyers": 30,
           "paid_pieces": 60, "paid_fen": 300_000, "refunded_orders": 1, "refund_fen": 10_000}  # fmt: skip
    new = {"visitors": 1100, "cart_buyers": 99, "orders": 33, "made_and_paid": 22, "paid_orders": 22, "day_buyers": 22,
           "paid_pieces": 33, "paid_fen": 330_000, "refunded_orders": 2, "refund_fen": 15_000}  # fmt: skip
    tree = grow(SALES_TREE, span(old), span(new))
    assert tree.effect == 25_000
    assert named(tree, "paid_amount").effect == 30_000
    assert named(tree, "refund_amount").effect == -5_000
    assert [one.driver.code for one in named(tree, "paid_amount").children] == ["visitors_per_day", "conversion", "aov"]
    conversion = named(tree, "paid_amount", "conversion")
    assert (conversion.before, conversion.after) == (Fraction(3, 100), Fraction(2, 100))
    assert [(one.before, one.after) for one in conversion.children] == [
        (Fraction(1, 10), Fraction(9, 100)),
        (Fraction(4, 10), Fraction(1, 3)),
        (Fraction(3, 4), Fraction(2, 3)),
        (Fraction(1), Fraction(1)),
    ]
    value_of = named(tree, "paid_amount", "aov")
    assert [(one.before, one.after) for one in value_of.children] == [
        (Fraction(1), Fraction(1)), (Fraction(2), Fraction(3, 2)), (Fraction(5_000), Fraction(10_000)),
    ]  # fmt: skip


def test_a_group_whose_figures_are_missing_gives_way_to_the_next_and_says_why() -> None:
    day = dict.fromkeys(NAMES, 10)
    less = {**day, "cart_buyers": None, "paid_pieces": None, "visitors": 100}
    tree = grow(SALES_TREE, span(less, less), span(day))
    conversion = named(tree, "paid_amount", "conversion")
    assert str(conversion.children[0].driver.name) == "Orders per visitor"
    assert [(one.figure, one.before, one.known, one.days) for one in conversion.lacking] == [
        ("cart_buyers", True, 0, 2)
    ]
    value_of = named(tree, "paid_amount", "aov")
    # Without pieces the order's amount stays whole, and says which figure would open it.
    assert [one.driver.code for one in value_of.children] == ["paid_orders", "amount_per_order"]
    assert all(
        one.effect is None and one.lacking for one in value_of.children[1].children if one.driver.code != "paid_amount"
    )


def test_of_days_without_a_visitor_no_conversion_is_made_and_that_is_said() -> None:
    day: dict[str, int | None] = dict.fromkeys(NAMES, 10)
    paid = named(grow(SALES_TREE, span(day), span({**day, "visitors": 0})), "paid_amount")
    assert [(one.figure, one.before, one.known, one.days) for one in paid.lacking] == [("visitors", False, 0, 1)]
    assert [one.driver.code for one in paid.children] == ["paid_orders", "amount_per_order"]


def test_without_visitors_orders_drive_sales_and_without_refunds_nothing_is_said_to_be_kept() -> None:
    day = dict.fromkeys(NAMES, 10)
    none = {**day, "visitors": None, "refund_fen": None, "refunded_orders": None}
    tree = grow(SALES_TREE, span(none), span({**none, "paid_fen": 30}))
    assert tree.effect is None and tree.lacking
    assert named(tree, "refund_amount").effect is None
    assert all(one.effect is None for one in named(tree, "refund_amount").children)
    paid = named(tree, "paid_amount")
    assert paid.effect == 20 and paid.lacking[0].figure == "visitors"
    assert [one.driver.code for one in paid.children] == ["paid_orders", "amount_per_order"]
