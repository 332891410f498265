"""What is bought together: counts against counting by hand, and what a bundle comes to in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.bundle_price import Bundle, answer, bundle_words
from shopdesk.domain.campaigns.bundles import Pair, combined, pairs, sizes
from shopdesk.domain.money import round_half_up

ORDERS = st.lists(
    st.tuples(st.lists(st.sampled_from("abcde"), min_size=1, max_size=5), st.none() | st.integers(0, 99_999)),
    max_size=40,
)
FEN = st.none() | st.integers(0, 100_000)
PAIR = Pair("a", "b", 12, Decimal("0.25"), Decimal("0.5"), Decimal("2.5"), 30_000, 20_000, None)


def mean(amounts: Sequence[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return round_half_up(Decimal(sum(known)) / len(known)) if known else None


def near(rate: Decimal | None, exact: Fraction) -> bool:
    return rate is not None and abs(Fraction(rate) - exact) <= Fraction(1, 2_000_000)


@given(ORDERS)
def test_pairs_are_those_that_counting_by_hand_finds(orders: list[tuple[list[str], int | None]]) -> None:
    rows = [(products, 1, int(paid is not None), paid or 0) for products, paid in orders]
    combos = combined(rows)
    found = pairs(combos)
    held = [(set(products), paid) for products, paid in orders]
    wanted = {two for products, _paid in held for two in combinations(sorted(products), 2)}
    assert {tuple(sorted((one.first, one.second))) for one in found} == wanted
    assert len(found) == len(wanted)
    assert [one.orders for one in found] == sorted((one.orders for one in found), reverse=True)
    several = sum(len(products) > 1 for products, _paid in held)
    assert (sizes(combos)[True], sizes(combos).total()) == (several, len(orders))
    for one in found:
        with_a = [row for row in held if one.first in row[0]]
        with_b = [row for row in held if one.second in row[0]]
        both = [paid for products, paid in with_a if one.second in products]
        assert one.orders == len(both)
        assert len(with_a) >= len(with_b), "A is the product that more orders hold"
        assert near(one.first_share, Fraction(len(both), len(with_a)))
        assert near(one.second_share, Fraction(len(both), len(with_b)))
        assert near(one.lift, Fraction(len(both), len(orders)) / Fraction(len(with_a) * len(with_b), len(orders) ** 2))
        assert one.both_fen == mean(both)
        assert one.first_fen == mean([paid for products, paid in with_a if one.second not in products])
        assert one.second_fen == mean([paid for products, paid in with_b if one.first not in products])


def test_what_is_not_known_is_not_zero() -> None:
    (one,) = pairs(combined([(["a", "b"], 2, 0, 0), (["a"], 1, 1, 0)]))
    assert (one.both_fen, one.first_fen, one.second_fen) == (None, 0, None)
    assert (one.first_adds_fen, one.second_adds_fen) == (None, None)
    assert pairs(combined([(["a", "a"], 5, 5, 100)])) == [], "twice the same product is no pair"
    assert pairs([]) == []


@given(st.builds(Bundle, first_fen=FEN, second_fen=FEN, first_cost_fen=FEN, second_cost_fen=FEN, price_fen=FEN))
def test_a_bundle_adds_up_and_says_below_cost_exactly_there(bundle: Bundle) -> None:
    found = answer(bundle)
    if None not in (bundle.first_fen, bundle.second_fen, bundle.price_fen):
        assert bundle.price_fen + found.discount_fen == bundle.first_fen + bundle.second_fen
    costs = (bundle.first_cost_fen, bundle.second_cost_fen)
    if None not in (*costs, bundle.price_fen):
        assert bundle.price_fen - found.margin_fen == sum(costs)
    heads = [str(passage.heading) for passage in bundle_words(bundle, PAIR)]
    loses = None not in (*costs, bundle.price_fen) and bundle.price_fen < sum(costs)
    assert (heads[0] == "Below cost") is loses
    if heads[0] == "The bundle brings more than A alone":
        assert None not in (*costs, bundle.first_fen, bundle.second_fen, bundle.price_fen)
        assert found.adds_margin_fen >= 0 and found.discount_fen > 0


def said(bundle: Bundle) -> str:
    return "\n".join(
        str(words) for passage in bundle_words(bundle, PAIR) for words in (passage.heading, *passage.lines)
    )


def test_the_words_of_a_bundle() -> None:
    bundle = Bundle(first_fen=20_000, second_fen=10_000, first_cost_fen=9_000, second_cost_fen=4_000, price_fen=25_000)
    assert said(bundle).splitlines() == [
        "The bundle brings more than A alone",
        "What buyers save",
        "50.00 yuan of 300.00: 16.7% off.",
        "What is left",
        "120.00 yuan after the goods, 48.0% of the price.",
        "One by one 56.7% of the prices are left.",
        "Shipping, commission and ads are not taken off.",
        "What it adds to an order with A alone",
        "+50.00 yuan to the amount of the order.",
        "+10.00 yuan to what is left of it after the goods.",
        "How both were bought so far",
        "12 orders with both: 25.0% of A's orders, 50.0% of B's.",
        "2.50 times as often as by chance.",
        "An order with both was paid with 300.00 yuan on average, one with A without B with 200.00.",
    ]
    assert "It leaves 10.00 yuan less than A alone does." in said(replace(bundle, price_fen=23_000))
    assert "every bundle loses 1.00 yuan" in said(replace(bundle, price_fen=12_900))
    assert "Buyers save nothing" in said(replace(bundle, price_fen=30_000))
    assert "12.00 yuan more than one by one" in said(replace(bundle, price_fen=31_200))
    assert "Without the cost of each" in said(replace(bundle, second_cost_fen=None))
    assert "Without the price of each alone" in said(replace(bundle, second_fen=None))
    assert "Say the price of both." in said(replace(bundle, price_fen=None))
    assert "0.00 yuan after the goods." in said(replace(bundle, price_fen=0, first_cost_fen=0, second_cost_fen=0))
