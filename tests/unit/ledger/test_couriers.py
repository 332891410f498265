"""Which courier's price a parcel has, who is cheapest, and prices that never fall with the weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.costs import CostBook, CostKind, DatedCost, Rhythm
from shopdesk.domain.ledger.couriers import (
    ALWAYS,
    CourierBook,
    CourierChoice,
    CourierRate,
    checked_rate,
    price_by,
    read_steps,
    read_weight,
    weight_text,
)

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
PLACES = ("", "浙江", "浙江省", "内蒙古", "内蒙古自治区", "新疆", "西藏")


def rate(courier: str, province: str = "", first: int | None = 300, **more: object) -> CourierRate:
    """A line of a courier; without a price it does not go there."""
    more = {"next_fen": 100, "unserved": first is None, **more}
    return CourierRate(store_id=1, courier=courier, province=province, first_fen=first, **more)  # type: ignore[arg-type]


def choice(courier: str, province: str = "", since: date = ALWAYS) -> CourierChoice:
    """A choice of the owner's."""
    return CourierChoice(store_id=1, courier=courier, province=province, valid_from=since)


def test_a_parcel_costs_what_its_step_says_and_beyond_the_last_one_every_begun_weight_more() -> None:
    """By hand: 3.20 up to 1 kg, 3.80 up to 2, 5.00 up to 3, then 0.90 for each begun 500 g."""
    line = rate("甲", first=320, steps="2kg 3.80; 3kg 5.00", next_grams=500, next_fen=90)
    weights = (None, 1, 1000, 1001, 2000, 2001, 3000, 3001, 3500, 3501, 5000)
    assert [price_by(line, grams) for grams in weights] == [320, 320, 320, 380, 380, 500, 500, 590, 590, 680, 860]
    ends = replace(line, next_fen=None)
    assert [price_by(ends, grams) for grams in (3000, 3001)] == [500, None], "the list ends there: nothing is known"
    assert price_by(replace(line, next_fen=0), 90_000) == 500
    assert price_by(rate("甲", first=None), 1) is None


def test_the_courier_chosen_for_the_province_on_the_day_counts() -> None:
    """By hand: A for all, B to 浙江 since April; C goes nowhere but 新疆, which A does not serve."""
    book = CourierBook(
        [
            rate("A"), rate("A", "新疆", None), rate("A", first=350, valid_from=APRIL),
            rate("B", "浙江", 280), rate("B", first=500), rate("C", "新疆", 1500),
        ],
        [choice("A"), choice("B", "浙江省", APRIL), choice("C", "西藏")],
    )  # fmt: skip
    assert [book.freight("浙江", 1, day) for day in (MARCH, APRIL)] == [300, 280]
    assert [book.freight("广东省", 1, day) for day in (MARCH, APRIL)] == [300, 350]
    assert book.freight(None, 1, MARCH) == 300, "a parcel whose province nobody knows is one to all others"
    assert book.freight("新疆维吾尔自治区", 1, MARCH) is None, "not served is no price, and never 0"
    assert book.freight("西藏", 1, MARCH) is None, "the chosen one has no line for it and none for all others"
    assert book.chosen("西藏", MARCH) == "C"


def test_a_store_with_one_courier_need_not_choose_and_one_with_several_has_no_freight_before_it_does() -> None:
    one = CourierBook([rate("A"), rate("A", "新疆", 900)])
    assert [one.freight(place, 1, MARCH) for place in ("广东", "新疆")] == [300, 900]
    several = [rate("A"), rate("B", first=100)]
    assert CourierBook(several).freight("广东", 1, MARCH) is None
    assert CourierBook(several, [choice("gone")]).freight("广东", 1, MARCH) is None
    assert CourierBook(several, [choice("B")]).freight("广东", 1, MARCH) == 100
    # One that begins later says nothing about the day.
    assert CourierBook(several, [choice("A"), choice("B", since=APRIL)]).freight("", 1, MARCH) == 300


def test_what_no_courier_serves_falls_back_to_a_typed_price_of_a_parcel() -> None:
    typed = DatedCost(store_id=1, kind=CostKind.FREIGHT, rhythm=Rhythm.PER_PARCEL, amount_fen=777, first_day=MARCH)
    packing = replace(typed, kind=CostKind.PACKING, amount_fen=50)
    rates = [rate("A"), rate("A", "新疆", None)]
    assert CostBook((), rates, [packing]).parcel("新疆", 1, MARCH) is None
    assert CostBook((), rates, [packing, typed]).parcel("新疆", 1, MARCH) == 827
    assert CostBook((), rates, [packing, typed]).parcel("浙江", 1, MARCH) == 350


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (rate("A", first=None, unserved=False), "Say what the first weight costs"),
        (rate("A", first=300, unserved=True), "Leave one of the two out"),
        (rate("A", steps="2kg"), "no weight with its price"),
        (rate("A", steps="2kg -1"), "no weight with its price"),
        (rate("A", steps="1kg 4"), "is there twice"),
        (rate("A", steps="2kg 4; 2kg 5"), "is there twice"),
        (rate("A", steps="2kg 2.99"), "less than the"),
        (rate("A", steps="2kg 5; 3kg 4.99"), "less than the"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused_in_words(line: CourierRate, said: str) -> None:
    with pytest.raises(UserError, match=said):
        checked_rate(line)


def test_steps_are_kept_in_one_way_of_writing() -> None:
    kept = checked_rate(rate("A", steps="3公斤=5；1500g 4.5"))
    assert kept.steps == "1.5kg 4.50; 3kg 5.00" and checked_rate(kept) == kept
    assert read_steps(kept.steps) == ((1500, 450), (3000, 500))
    assert [read_weight(one) for one in ("1kg", "0.5 公斤", "２斤", "500g", "1", "0kg", "0.0001kg", "20000kg")] == [
        1000, 500, 1000, 500, None, None, None, None,
    ]  # fmt: skip
    assert [weight_text(one) for one in (500, 1000, 1500, 10_000)] == ["500 g", "1 kg", "1.5 kg", "10 kg"]
    # What came from outside the program and cannot be read counts as no step at all.
    assert price_by(rate("A", steps="nonsense"), 1500) == 400


@st.composite
def lines(draw: st.DrawFn, couriers: Sequence[str] = ("A", "B", "C")) -> CourierRate:
    """A line that may be kept."""
    first = draw(st.integers(100, 3000))
    if draw(st.integers(0, 5)) == 0:
        return rate(draw(st.sampled_from(couriers)), draw(st.sampled_from(PLACES)), None)
    grams, fen, steps = first, draw(st.integers(1, 2000)), []
    begun = fen
    for _step in range(draw(st.integers(0, 3))):
        grams += draw(st.integers(1, 2000))
        fen += draw(st.integers(0, 900))
        steps.append(f"{grams}g {fen // 100}.{fen % 100:02d}")
    return checked_rate(
        rate(
            draw(st.sampled_from(couriers)), draw(st.sampled_from(PLACES)), begun, first_grams=first,
            steps="; ".join(steps), next_grams=draw(st.integers(1, 1500)),
            next_fen=draw(st.none() | st.integers(0, 900)), valid_from=draw(st.sampled_from((ALWAYS, MARCH, APRIL))),
        )
    )  # fmt: skip


@given(lines(), st.lists(st.integers(0, 20_000), min_size=2, max_size=2))
def test_a_heavier_parcel_never_costs_less(line: CourierRate, weights: list[int]) -> None:
    light, heavy = (price_by(line, grams) for grams in sorted(weights))
    assert heavy is None or (light is not None and light <= heavy)


@given(st.lists(lines(), max_size=12), st.sampled_from(PLACES), st.integers(1, 12_000), st.sampled_from((MARCH, APRIL)))
def test_the_cheapest_is_the_least_of_all_that_anybody_takes(
    rates: list[CourierRate], place: str, grams: int, day: date
) -> None:
    book = CourierBook(rates)
    prices: dict[str, int] = {}
    for courier in {one.courier for one in rates}:
        own = [one for one in rates if one.courier == courier and one.valid_from <= day]
        for where in (place[:2], ""):
            here = [one for one in own if one.province[:2] == where]
            if here:
                newest = max(one.valid_from for one in here)
                line = next(one for one in here if one.valid_from == newest)
                price = price_by(line, grams)
                if price is not None:
                    prices[courier] = price
                break
    found = book.cheapest(place, grams, day)
    if not prices:
        assert found is None
    else:
        assert found is not None and found.fen == min(prices.values())
        assert set(found.couriers) == {name for name, fen in prices.items() if fen == found.fen}


def as_before(rates: Sequence[CourierRate], province: str, grams: int, day: date) -> int | None:
    """The rule of a table without couriers: the newest line of the province, else that of all others."""
    for place in (province[:2], ""):
        held = [one for one in rates if one.province[:2] == place and one.valid_from <= day]
        if held:
            line = next(one for one in held if one.valid_from == max(other.valid_from for other in held))
            assert line.first_fen is not None and line.next_fen is not None
            return line.first_fen + -(-max(0, grams - line.first_grams) // line.next_grams) * line.next_fen
    return None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("", "甲", "乙")), st.sampled_from(PLACES), st.integers(1, 2000), st.integers(0, 900),
            st.integers(1, 2000), st.integers(0, 40),
        ),
        max_size=10,
        unique_by=lambda one: (one[1], one[5]),
    ),
    st.sampled_from(PLACES),
    st.integers(0, 9000),
    st.integers(0, 50),
)  # fmt: skip
def test_tables_of_before_cost_what_they_did(
    written: list[tuple[str, str, int, int, int, int]], place: str, grams: int, at: int
) -> None:
    """With one courier as it stands, and with several by the choices that the revision makes of the lines."""
    rates = [
        rate(courier, province, first, next_fen=further, next_grams=step, valid_from=MARCH + timedelta(days))
        for courier, province, first, further, step, days in written
    ]
    day = MARCH + timedelta(at)
    expected = as_before(rates, place, grams, day)
    one = [replace(line, courier="甲") for line in rates]
    assert CourierBook(one).freight(place, grams, day) == expected
    choices = [choice(line.courier, line.province, line.valid_from) for line in rates]
    several = choices if len({line.courier for line in rates}) > 1 else []
    assert CourierBook(rates, several).freight(place, grams, day) == expected
