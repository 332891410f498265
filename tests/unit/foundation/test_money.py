"""Money: exact to the fen, whatever is thrown at it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import (
    decimal_text,
    divide_fen,
    format_yuan,
    parse_yuan,
    percent_text,
    ratio,
    share_out,
    signed_yuan,
)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1,234.50", 123450),
        ("¥17,191.00", 1719100),
        ("0元", 0),
        ("-3.2", -320),
        ("12.3400", 1234),
        ("12.340000000000002", 1234),
        (21, 2100),
        (Decimal("178.8"), 17880),
    ],
)
def test_amounts_are_read_to_the_fen(written: str | int | Decimal, fen: int) -> None:
    assert parse_yuan(written) == fen


@pytest.mark.parametrize("written", ["", "abc", "1.2.3", "NaN", "Infinity", "—"])
def test_what_is_no_amount_is_refused_with_the_text_in_the_sentence(written: str) -> None:
    with pytest.raises(UserError, match="not an amount"):
        parse_yuan(written)


@pytest.mark.parametrize(("written", "near"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("1.004", "1.00")])
def test_what_is_finer_than_a_fen_is_refused_with_the_nearest_amount(written: str, near: str) -> None:
    with pytest.raises(UserError, match=f"enter {near}"):
        parse_yuan(written)


@given(st.integers(-(10**14), 10**14))
def test_an_amount_survives_writing_and_reading(fen: int) -> None:
    assert parse_yuan(format_yuan(fen)) == fen
    assert parse_yuan(format_yuan(fen, grouped=False)) == fen


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_shares_add_up_to_the_pool_and_are_off_by_less_than_a_fen(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    assert sum(parts) == total
    whole = sum(weights) or len(weights)
    for part, weight in zip(parts, weights if sum(weights) else [1] * len(weights), strict=True):
        assert abs(Decimal(part) - Decimal(total) * weight / whole) < 1


def test_equal_claims_on_an_odd_fen_go_to_the_first() -> None:
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]


def test_division_by_nothing_is_no_data() -> None:
    assert ratio(5, 0) is None
    assert ratio(None, 4) is None
    assert divide_fen(100, 0) is None
    assert percent_text(None) == "—"


def test_halves_round_away_from_zero() -> None:
    assert ratio(1, 3) == Decimal("0.333333")
    assert divide_fen(5, 2) == 3
    assert percent_text(Decimal("0.78145")) == "78.15%"


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 4], [2, 2, 6]),  # 1.67, 1.67, 6.67: of three that miss as much, the first two get the fen
        (7, [1, 5], [1, 6]),
        (5, [3, 1], [4, 1]),  # 3.75, 1.25: the fen goes where most is missing
        (5, [1, 3], [1, 4]),
        (-5, [1, 3], [-1, -4]),
        (100, [0, 0, 0], [34, 33, 33]),
        (0, [1, 2], [0, 0]),
        (5, [], []),
    ],
)
def test_a_fen_that_is_left_goes_where_most_is_missing(total: int, weights: list[int], parts: list[int]) -> None:
    assert share_out(total, weights) == parts


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        share_out(100, [2, -1])


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("0.125", 2, "0.13"), ("0.135", 2, "0.14"), ("2.25", 1, "2.3"), ("-2.25", 1, "-2.3"), ("-0.004", 2, "0.00"),
     ("1234567.05", 1, "1,234,567.1"), ("5", 1, "5.0"), ("2.5", 0, "3")],
)  # fmt: skip
def test_decimals_are_shown_half_up_and_nothing_has_no_sign(value: str, places: int, text: str) -> None:
    assert decimal_text(Decimal(value), places) == text
    plus = "+" if Decimal(text.replace(",", "")) > 0 else ""
    assert decimal_text(Decimal(value), places, signed=True) == plus + text


@given(st.integers(-(10**12), 10**12))
def test_an_amount_with_its_sign_is_the_amount_and_its_decimals(fen: int) -> None:
    assert signed_yuan(fen) == decimal_text(Decimal(fen) / 100, signed=True)
    assert signed_yuan(fen).lstrip("+") == format_yuan(fen)
