"""The change of sales is split so that the parts add up to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.kpi import Facts, Figures
from shopdesk.domain.kpi.decompose import effects, round_to_sum, split_by_name, split_change
from shopdesk.domain.periods import Period

DAY = date(2026, 3, 2)


def one_day(visitors: int | None, buyers: int | None, paid: int | None, orders: int | None = None) -> Figures:
    columns = {"visitors": [visitors], "day_buyers": [buyers], "paid_fen": [paid], "paid_orders": [orders]}
    return Figures(Facts([DAY], columns), Period(DAY, DAY))


@given(*[st.integers(0, 10**6)] * 2, *[st.integers(0, 5000)] * 2, *[st.integers(0, 10**9)] * 2)
def test_the_parts_always_add_up(v0: int, v1: int, b0: int, b1: int, p0: int, p1: int) -> None:
    split = split_change(one_day(v0, b0, p0, b0), one_day(v1, b1, p1, b1))
    if split is not None:
        assert sum(part.effect for part in split.parts) == split.change == p1 - p0


def test_only_visitors_moved() -> None:
    split = split_change(one_day(1000, 30, 300_000), one_day(2000, 60, 600_000))
    assert split is not None
    assert {part.factor: part.effect for part in split.parts} == {"visitors": 300_000, "conversion": 0, "aov": 0}


def test_every_factor_has_its_own_effect() -> None:
    # 1,000 × 3 % × 100 yuan = 3,000; 1,100 × 2 % × 150 yuan = 3,300
    split = split_change(one_day(1000, 30, 300_000), one_day(1100, 22, 330_000))
    assert split is not None
    by_factor = {part.factor: part.effect for part in split.parts}
    assert by_factor["visitors"] > 0 > by_factor["conversion"]
    assert by_factor["aov"] > 0
    assert sum(by_factor.values()) == 30_000


def test_without_visitors_orders_and_their_size_explain_it() -> None:
    split = split_change(one_day(None, None, 100_000, 10), one_day(None, None, 180_000, 12))
    assert split is not None
    assert [part.factor for part in split.parts] == ["paid_orders", "amount_per_order"]
    assert sum(part.effect for part in split.parts) == 80_000


def test_days_without_visitors_are_named_as_the_rest() -> None:
    days = [DAY, DAY + timedelta(days=1)]
    before = Facts(days, {"visitors": [100, None], "day_buyers": [5, 5], "paid_fen": [1000, 700]})
    after = Facts(days, {"visitors": [100, 100], "day_buyers": [5, 5], "paid_fen": [1000, 1000]})
    span = Period(days[0], days[1])
    split = split_change(Figures(before, span), Figures(after, span))
    assert split is not None
    assert sum(part.effect for part in split.parts) == split.change == 300


def test_no_sales_figure_no_split() -> None:
    assert split_change(one_day(1, 1, None), one_day(1, 1, 100)) is None


@given(st.lists(st.fractions(min_value=-1000, max_value=1000), min_size=1, max_size=6))
def test_rounding_keeps_the_sum(exact: list[Fraction]) -> None:
    parts = round_to_sum(exact)
    assert abs(sum(parts) - sum(exact)) <= Fraction(1, 2)
    assert all(abs(part - value) <= 1 for part, value in zip(parts, exact, strict=True))


def test_effects_of_two_factors_meet_in_the_middle() -> None:
    assert effects([(Fraction(2), Fraction(4)), (Fraction(10), Fraction(20))]) == [30, 30]


def test_by_name_the_rest_is_put_together() -> None:
    parts = split_by_name({"a": 100, "b": 50, "c": 5}, {"a": 90, "d": 70, "c": 6}, limit=2)
    assert [(part.factor, part.effect) for part in parts] == [("d", 70), ("b", -50), ("rest", -9)]


def test_where_one_span_had_no_visitors_orders_explain_the_change() -> None:
    """Nothing can be divided by no visitors, on either side."""
    none, some = one_day(0, 0, 100_000, 10), one_day(100, 12, 180_000, 12)
    for before, after in ((none, some), (some, none), (none, none)):
        split = split_change(before, after)
        assert split is not None
        assert {part.factor for part in split.parts} == {"paid_orders", "amount_per_order"}
