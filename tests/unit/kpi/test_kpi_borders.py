"""Spans, changes, figures as text and lines of a cut, each at its border."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi.breakdown import ChannelLine, ProductLine, falling
from shopdesk.domain.kpi.compare import Change, Direction, change, compared_with, year_before
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.decompose import OTHER, REST, effects, round_to_sum, split_by_name
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.output import change_shown, plain, shown, shown_short
from shopdesk.domain.kpi.ranges import Range, newest, range_period
from shopdesk.domain.periods import Period

D = Decimal
TODAY = date(2026, 3, 18)  # a Wednesday
PAID, RATE, SCORE, COUNT = kpi("paid_amount"), kpi("conversion"), kpi("dsr_service"), kpi("paid_orders")
REFUND, ROI = kpi("refund_rate"), kpi("roi")


def days(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


# --- spans ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "span"),
    [
        (Range.THIS_WEEK, days("2026-03-16", "2026-03-18")),
        (Range.LAST_WEEK, days("2026-03-09", "2026-03-15")),
        (Range.THIS_MONTH, days("2026-03-01", "2026-03-18")),
        (Range.LAST_MONTH, days("2026-02-01", "2026-02-28")),
        (Range.LAST_30, days("2026-02-16", "2026-03-17")),
        (Range.LAST_90, days("2025-12-18", "2026-03-17")),
        (Range.THIS_YEAR, days("2026-01-01", "2026-03-18")),
        (Range.LAST_365, days("2025-03-18", "2026-03-17")),
    ],
)
def test_a_named_span_seen_from_a_wednesday(choice: Range, span: Period) -> None:
    assert range_period(choice, TODAY) == span


def test_other_days_have_no_days_of_their_own_and_the_newest_end_where_figures_end() -> None:
    with pytest.raises(ValueError, match="no days of their own"):
        range_period(Range.CUSTOM, TODAY)
    known = days("2026-01-01", "2026-01-31")
    assert newest(days("2026-03-01", "2026-03-07"), known) == days("2026-01-25", "2026-01-31")
    assert newest(days("2026-03-01", "2026-03-31"), known) == known
    assert newest(days("2026-01-01", "2026-02-01"), known) == known


@pytest.mark.parametrize(
    ("span", "other"),
    [
        (("2026-03-01", "2026-03-18"), ("2026-02-01", "2026-02-18")),  # a month to date
        (("2026-03-01", "2026-03-30"), ("2026-02-01", "2026-02-28")),
        (("2026-03-01", "2026-03-02"), ("2026-02-01", "2026-02-02")),
        (("2026-03-01", "2026-03-01"), ("2026-02-28", "2026-02-28")),  # one day against the day before
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),  # a whole month
        (("2026-01-01", "2026-01-18"), ("2025-12-01", "2025-12-18")),
        (("2026-01-01", "2026-02-01"), ("2025-01-01", "2025-02-01")),  # a year to date
        (("2024-01-01", "2024-02-29"), ("2023-01-01", "2023-02-28")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
        (("2026-03-16", "2026-03-17"), ("2026-03-09", "2026-03-10")),  # a week to date
        (("2026-03-16", "2026-03-21"), ("2026-03-09", "2026-03-14")),
        (("2026-03-16", "2026-03-22"), ("2026-03-09", "2026-03-15")),
        (("2026-03-16", "2026-03-16"), ("2026-03-15", "2026-03-15")),
        (("2026-03-16", "2026-03-23"), ("2026-03-08", "2026-03-15")),
        (("2026-03-17", "2026-03-18"), ("2026-03-15", "2026-03-16")),  # any other days
        (("2026-02-15", "2026-03-18"), ("2026-01-14", "2026-02-14")),
        (("2026-01-02", "2026-03-18"), ("2025-10-18", "2026-01-01")),
    ],
)
def test_a_span_is_held_against_its_like(span: tuple[str, str], other: tuple[str, str]) -> None:
    assert compared_with(days(*span)) == days(*other)


def test_the_beginning_of_the_calendar_stands_for_days_that_never_were() -> None:
    first = date.min
    assert compared_with(Period(first, first)) == Period(first, first)
    assert compared_with(Period(first + timedelta(days=1), first + timedelta(days=9))) == Period(first, first)
    assert year_before(days("2024-02-29", "2024-12-31")) == days("2023-02-28", "2023-12-31")
    assert year_before(days("2026-01-31", "2026-03-31")) == days("2025-01-31", "2025-03-31")


# --- changes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "amount", "relative", "direction"),
    [
        (110, 100, 10, D("0.1"), Direction.UP),
        (90, 100, -10, D("-0.1"), Direction.DOWN),
        (100, 100, 0, D(0), Direction.SAME),
        (10, -100, 110, D("1.1"), Direction.UP),
        (10, 0, 10, None, Direction.UP),
        (None, 10, None, None, None),
        (10, None, None, None, None),
    ],
)
def test_a_figure_moves_by_an_amount_and_by_a_share_of_what_it_was(
    now: Value, before: Value, amount: Value, relative: Decimal | None, direction: Direction | None
) -> None:
    found = change(PAID, now, before)
    assert (found.amount, found.relative, found.direction) == (amount, relative, direction)
    assert change(RATE, now, before).relative is None
    assert change(SCORE, now, before).relative is None


@pytest.mark.parametrize(
    ("code", "up", "down"), [("paid_amount", True, False), ("refund_rate", False, True), ("ad_spend", None, None)]
)
def test_more_is_good_bad_or_neither(code: str, up: bool | None, down: bool | None) -> None:
    assert (change(kpi(code), 2, 1).good, change(kpi(code), 1, 2).good) == (up, down)
    assert (change(kpi(code), 1, 1).good, change(kpi(code), None, 1).good) == (None, None)


def moved(code: str, now: Value, before: Value) -> str:
    return change_shown(change(kpi(code), now, before), points="points")


def test_a_change_is_told_in_percent_in_points_or_as_it_is() -> None:
    assert moved("paid_amount", 10325, 10000) == "+3.3%"
    assert moved("paid_amount", 9675, 10000) == "-3.3%"
    assert moved("paid_amount", 2_000_000, 10_000) == "+19,900.0%"
    assert moved("paid_amount", 5, 0) == "—"
    assert moved("paid_amount", 5, 5) == "0"
    assert moved("paid_amount", None, 5) == "—"
    assert moved("conversion", D("0.0235"), D("0.02")) == "+0.35 points"
    assert moved("dsr_service", D("4.785"), D("4.70")) == "+0.09"
    silent = Change(kpi=PAID, now=1, before=1, amount=None, relative=None, direction=Direction.UP)
    assert change_shown(silent, points="") == "—"


@pytest.mark.parametrize(
    ("code", "value", "for_scripts", "for_people"),
    [
        ("paid_amount", 123_450, "1234.50", "1,234.50"),
        ("paid_orders", 11_269, 11_269, "11,269"),
        ("conversion", D("0.78154"), "0.781540", "78.15%"),
        ("dsr_service", D("4.785"), "4.785000", "4.79"),
        ("roi", D("1234.565"), "1234.565000", "1,234.57"),
        ("stay_seconds", D("57.85"), "57.850000", "57.9"),
        ("paid_amount", None, None, "—"),
    ],
)
def test_a_figure_for_scripts_and_for_people(
    code: str, value: Value, for_scripts: str | int | None, for_people: str
) -> None:
    assert (plain(kpi(code), value), shown(kpi(code), value)) == (for_scripts, for_people)


@pytest.mark.parametrize(
    ("code", "value", "chinese", "english"),
    [
        ("paid_orders", 999, "999", "999"),
        ("paid_orders", 1000, "1000", "1k"),
        ("paid_orders", 9999, "9999", "10k"),
        ("paid_orders", 10_000, "1万", "10k"),
        ("paid_orders", 999_999, "100万", "1000k"),
        ("paid_orders", 1_000_000, "100万", "1M"),
        ("paid_orders", 99_999_999, "10000万", "100M"),
        ("paid_orders", 100_000_000, "1亿", "100M"),
        ("paid_orders", -12_345, "-1.23万", "-12.35k"),
        ("paid_amount", 1_234_567, "1.23万", "12.35k"),
        ("paid_amount", 100, "1", "1"),
        ("paid_amount", 150, "1.5", "1.5"),
        ("conversion", D("0.0312"), "3.12%", "3.12%"),
        ("conversion", D("0.1"), "10%", "10%"),
        ("roi", None, "—", "—"),
    ],
)
def test_figures_of_an_axis_are_short(code: str, value: Value, chinese: str, english: str) -> None:
    assert (shown_short(kpi(code), value, chinese=True), shown_short(kpi(code), value, chinese=False)) == (
        chinese, english,
    )  # fmt: skip


# --- causes -----------------------------------------------------------------------------------------------------------

levels = st.lists(st.tuples(st.fractions(-9, 99, max_denominator=9), st.fractions(-9, 99, max_denominator=9)),
                  min_size=1, max_size=4)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(levels)
def test_a_cause_is_the_mean_of_its_moves_in_every_order(pairs: list[tuple[Fraction, Fraction]]) -> None:
    def product(new: set[int]) -> Fraction:
        return prod((pair[index in new] for index, pair in enumerate(pairs)), start=Fraction(1))

    orders = list(permutations(range(len(pairs))))
    exact = [
        sum(
            product(set(order[: order.index(index) + 1])) - product(set(order[: order.index(index)]))
            for order in orders
        )
        / Fraction(len(orders))
        for index in range(len(pairs))
    ]
    found = effects(pairs)
    assert all(abs(one - wanted) <= 1 for one, wanted in zip(found, exact, strict=True))
    assert abs(sum(found) - sum(exact)) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("exact", "whole"),
    [
        (["0.5"], [1]),
        (["0.49"], [0]),
        (["-0.5"], [0]),
        (["-0.51"], [-1]),
        (["0.4", "0.4", "0.4"], [1, 0, 0]),
        (["0.3", "0.4", "0.3"], [0, 1, 0]),
        (["1.5", "-0.5"], [2, -1]),
        ([], []),
    ],
)
def test_parts_are_rounded_so_that_they_add_up(exact: list[str], whole: list[int]) -> None:
    assert round_to_sum([Fraction(one) for one in exact]) == whole


def test_the_largest_moves_stand_alone_the_others_together() -> None:
    before, after = {"a": 10, "b": 10, "c": 10, "gone": 4}, {"a": 25, "b": 9, "c": 10, "new": 5}
    assert [(part.factor, part.effect) for part in split_by_name(before, after)] == [
        ("a", 15), ("new", 5), ("gone", -4), ("b", -1),
    ]  # fmt: skip
    assert [(part.factor, part.effect) for part in split_by_name(before, after, 2, change=20)] == [
        ("a", 15), ("new", 5), (REST, -5), (OTHER, 5),
    ]  # fmt: skip
    assert [part.factor for part in split_by_name(before, after, change=15)] == ["a", "new", "gone", "b"]
    (first, *_rest) = split_by_name(before, after)
    assert (first.before, first.after) == (10, 25)
    nine = {str(number): number for number in range(1, 11)}
    assert [part.effect for part in split_by_name({}, nine)] == [10, 9, 8, 7, 6, 5, 4, 3, 2 + 1]


# --- lines of a cut ---------------------------------------------------------------------------------------------------


def test_a_channel_divides_what_is_known() -> None:
    line = ChannelLine(channel=Channel.SEARCH_ADS, impressions=999, clicks=999, spend_fen=999, sales_fen=999,
                       clicks_by_impressions=(5, 200), spend_by_clicks=(100, 4), sales_by_spend=(250, 100))  # fmt: skip
    assert (line.click_rate, line.cost_per_click, line.roi) == (D("0.025"), 25, D("2.5"))
    free = ChannelLine(channel=Channel.AFFILIATES, spend_fen=100, sales_by_spend=(250, 100))
    assert (free.click_rate, free.cost_per_click, free.roi) == (None, None, None)


def product(number: int, now: int | None, before: int | None, **more: int | None) -> ProductLine:
    return ProductLine(product_id=str(number), title="x", sales_fen=now, sales_before_fen=before, **more)  # type: ignore[arg-type]


def test_a_product_falls_by_what_is_known_of_both_spans() -> None:
    lines = [product(1, 90, 100), product(2, 50, 100), product(3, 100, 100), product(4, None, 100), product(5, 1, None),
             product(6, 110, 100)]  # fmt: skip
    assert [line.change_fen for line in lines] == [-10, -50, 0, None, None, 10]
    assert [line.product_id for line in falling(lines)] == ["2", "1"]
    assert [line.product_id for line in falling(lines, 1)] == ["2"]
    assert len(falling([product(number, 1, 2) for number in range(25)])) == 20
    assert (lines[0].change_rate, product(1, 5, 0).change_rate) == (D("-0.1"), None)


@pytest.mark.parametrize(
    ("stock", "pieces", "on", "last"),
    [(30, 20, 10, D(15)), (0, 20, 10, D(0)), (None, 20, 10, None), (30, 0, 10, None), (30, None, 0, None)],
)
def test_a_stock_lasts_as_long_as_it_sells(
    stock: int | None, pieces: int | None, on: int, last: Decimal | None
) -> None:
    assert product(1, 1, 1, stock_pieces=stock, recent_pieces=pieces, recent_days=on).stock_days == last
