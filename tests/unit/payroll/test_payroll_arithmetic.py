"""The arithmetic of the calculation tree, and numbers as words."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.trace import (
    OPERATIONS,
    Bands,
    Node,
    Unit,
    apply,
    counted,
    half_away,
    in_band,
    in_slices,
    nothing,
    plain,
    rounded,
    total,
)
from shopdesk.domain.payroll.words import money, number, percent
from shopdesk.domain.text import Text

quick = settings(max_examples=30, deadline=None)
amounts = st.decimals(-(10**9), 10**9, places=4)
LABEL = Text("figure")
RISING: Bands = (
    (Fraction(100), Fraction(1, 10)),
    (Fraction(300), Fraction(2, 10)),
    (None, Fraction(3, 10)),
)


def leaf(value: Decimal | int | Fraction, unit: Unit = Unit.FEN) -> Node:
    return counted(value, unit, LABEL)


@quick
@given(amounts)
def test_rounding_is_half_away_from_zero(amount: Decimal) -> None:
    assert half_away(Fraction(amount)) == int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    for operation, exponent, rounding in (
        ("round", Decimal(1), ROUND_HALF_UP),
        ("round_down", Decimal(1), ROUND_FLOOR),
        ("round_yuan", Decimal(100), ROUND_HALF_UP),
    ):
        wanted = (amount / exponent).quantize(Decimal(1), rounding=rounding) * exponent
        assert apply(operation, LABEL, leaf(amount)).value == Fraction(wanted)


@pytest.mark.parametrize(("exact", "whole"), [("0", 0), ("0.49", 0), ("0.5", 1), ("-0.49", 0), ("-0.5", -1), ("1", 1)])
def test_what_lies_near_nothing_is_rounded_as_anything_else(exact: str, whole: int) -> None:
    assert half_away(Fraction(exact)) == whole


@quick
@given(st.lists(amounts, min_size=2, max_size=4))
def test_operations_reckon_as_on_paper(values: list[Decimal]) -> None:
    first, *others = exact = [Fraction(value) for value in values]
    product = Fraction(1)
    for value in exact:
        product *= value
    wanted = {
        "sum": sum(exact),
        "minus": first - sum(others),
        "times": product,
        "least": min(exact),
        "most": max(exact),
    }
    for operation, value in wanted.items():
        assert apply(operation, LABEL, *map(leaf, values)).value == value, operation
    assert others[0] == 0 or apply("over", LABEL, *map(leaf, values)).value * others[0] == first
    assert set(wanted) | {"over", "round", "round_down", "round_yuan", "whole_steps", "band", "slices", "share"} == set(
        OPERATIONS
    )


@pytest.mark.parametrize(
    ("change", "steps"), [("0", 0), ("0.09", 0), ("0.1", 1), ("0.19", 1), ("-0.1", -1), ("-0.19", -1), ("0.31", 3)]
)
def test_only_full_steps_of_the_rating_count(change: str, steps: int) -> None:
    assert apply("whole_steps", LABEL, leaf(Decimal(change)), leaf(Decimal("0.1"))).value == steps


@pytest.mark.parametrize(
    ("value", "rate", "in_parts"),
    [(-50, 1, -5), (0, 1, 0), (100, 1, 10), (101, 2, "10.2"), (300, 2, 50), (301, 3, "50.3"), (1300, 3, 350)],
)
def test_a_band_reaches_to_its_upper_bound(value: int, rate: int, in_parts: int | str) -> None:
    assert in_band(Fraction(value), RISING) == Fraction(rate, 10)
    assert in_slices(Fraction(value), RISING) == Fraction(in_parts)


def test_a_table_that_ends_knows_nothing_of_what_lies_above() -> None:
    assert in_band(Fraction(300), RISING[:2]) == Fraction(2, 10)
    with pytest.raises(ValueError, match="no band"):
        in_band(Fraction(301), RISING[:2])


@pytest.mark.parametrize(("place", "share"), [(0, 334), (1, 333), (2, 333)])
def test_a_share_is_the_one_of_its_place(place: int, share: int) -> None:
    pool, head = leaf(1000), leaf(1)
    assert apply("share", LABEL, pool, head, head, head, place=place).value == share


def test_nothing_is_zero_and_says_what_of() -> None:
    assert (nothing().value, str(nothing().label)) == (0, "nothing")
    assert str(nothing(Text("no basis")).label) == "no basis"
    assert apply("sum", LABEL).place == 0


def test_a_value_that_was_not_rounded_is_no_amount() -> None:
    with pytest.raises(ValueError, match="not rounded"):
        _ = leaf(Fraction(1, 2)).fen
    with pytest.raises(ValueError, match="not rounded"):
        _ = leaf(Fraction(1, 3)).fen
    assert rounded(LABEL, leaf(Fraction(1, 2))).fen == 1


def test_a_walk_meets_every_step_once_and_parts_before_the_whole() -> None:
    shared = leaf(3)
    tree = total(LABEL, total(LABEL, shared, shared), shared)
    assert [node.value for node in tree.walk()] == [3, 6, 9]


@quick
@given(amounts | st.fractions(max_denominator=10**4))
def test_a_value_as_text_is_the_same_value_without_needless_zeros(value: Decimal | Fraction) -> None:
    exact = Fraction(value)
    text = plain(exact)
    assert Fraction(text) == exact
    assert ("/" in text) == bool(set(primes(exact.denominator)) - {2, 5})
    assert not ("." in text and text.endswith("0"))
    assert "/" in text or text.split(".")[0] == f"{'-' if exact < 0 else ''}{abs(exact).__floor__()}"


def primes(value: int) -> list[int]:
    found, prime = [], 2
    while value > 1:
        while value % prime == 0:
            found.append(prime)
            value //= prime
        prime += 1
    return found


def test_a_figure_is_said_in_its_own_unit() -> None:
    assert number(leaf(1234_50)) == money(1234_50) == format_yuan(1234_50) == "1,234.50"
    assert money(Fraction(1, 2)) == "0.01"
    assert number(leaf(Decimal("0.08"), Unit.RATE)) == percent(Decimal("0.08")) == "8%"
    assert percent(Fraction(2, 1000)) == "0.2%"
    assert number(leaf(Decimal("2.5"), Unit.DAYS)) == "2.5"
