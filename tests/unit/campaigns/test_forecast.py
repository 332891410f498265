"""What a campaign may bring: parts that multiply, scenarios in order, and an honest record."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.forecast import (
    LEAST_SPREAD,
    UNKNOWN_SPREAD,
    Assumed,
    Grounds,
    Learned,
    Scenario,
    Unseen,
    daily_parts,
    errors,
    forecast,
    learned_from,
    lifts,
    spread,
    unseen_from,
    usual_factors,
)
from shopdesk.domain.campaigns.forecast_fields import FORECAST, begun
from shopdesk.domain.campaigns.forecast_hours import busy_hours
from shopdesk.domain.campaigns.forecast_replay import replay
from shopdesk.domain.campaigns.forecast_stock import stock_rows
from shopdesk.domain.campaigns.forecast_words import (
    basis_words,
    outcome_words,
    scenario_lines,
    stock_words,
    unseen_words,
)
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import Takings
from shopdesk.domain.campaigns.stock_dates import stock_dates
from shopdesk.domain.fields import FieldError, check

D = Decimal
SALE = Campaign(id=1, store_id=1, name="sale", start=date(2026, 6, 1), end=date(2026, 6, 4), budget_fen=5_000_00)
TODAY = date(2026, 5, 1)
KNOWN = Assumed(visitors=1_000, rate=D("0.03"), value_fen=100_00)


def shares(most: int = 3) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda whole: D(whole) / 100)


@st.composite
def assumed(draw: st.DrawFn) -> Assumed:
    return Assumed(
        visitors=draw(st.integers(0, 100_000)),
        rate=draw(shares(1)),
        value_fen=draw(st.integers(0, 1_000_00)),
        visitors_factor=draw(shares()),
        rate_factor=draw(shares()),
        value_factor=draw(shares()),
        spread=draw(shares(1)),
        ads_fen=draw(st.none() | st.integers(0, 100_000_00)),
        paid_visitors_fen=draw(st.none() | st.integers(0, 500)),
        pieces=draw(st.none() | shares(3)),
        reserve=draw(shares(1)),
        on_hand=draw(st.none() | st.integers(0, 10_000)),
        piece_fen=draw(st.none() | st.integers(0, 500_00)),
        margin=draw(st.none() | shares(1)),
        chats=draw(st.none() | shares(1)),
        chats_per_person=draw(st.none() | st.integers(1, 300)),
        parcels_per_person=draw(st.none() | st.integers(1, 300)),
        boxes=draw(st.none() | shares(2)),
    )


@given(said=assumed(), days=st.integers(1, 30))
def test_the_three_are_in_order_and_never_below_nothing(said: Assumed, days: int) -> None:
    found = forecast(said, days)
    assert found is not None
    for field in fields(Scenario):
        low, middle, high = (getattr(one, field.name) for one in (found.careful, found.expected, found.bold))
        if low is None:
            assert middle is None and high is None, "what is not said is known of none of them"
            continue
        assert low <= middle <= high, field.name
        if field.name != "profit_fen":
            assert low >= 0, field.name
    for one in (found.stock, found.order):
        assert one is None or one >= 0


@given(said=assumed(), days=st.integers(1, 30))
def test_each_part_is_the_product_of_those_before_it(said: Assumed, days: int) -> None:
    found = forecast(said, days)
    assert found is not None
    one = found.expected
    plain = D(said.visitors or 0) * said.visitors_factor * days
    bought = D(said.ads_fen or 0) / said.paid_visitors_fen if said.paid_visitors_fen else D(0)
    assert abs(one.visitors - (plain + bought)) <= D("0.5")
    assert abs(one.orders - one.visitors * (said.rate or 0) * said.rate_factor) <= D("0.5")
    assert abs(one.sales_fen - one.orders * (said.value_fen or 0) * said.value_factor) <= D("0.5")
    if said.pieces is not None and one.pieces is not None and found.stock is not None:
        assert one.pieces == int((one.orders * said.pieces).to_integral_value(ROUND_CEILING))
        assert found.stock >= one.pieces
        if said.on_hand is not None:
            assert found.order == max(found.stock - said.on_hand, 0)
    if said.margin is not None and one.profit_fen is not None:
        assert abs(one.profit_fen + (said.ads_fen or 0) - one.sales_fen * said.margin) <= D("0.5")
    if said.parcels_per_person and one.shippers is not None:
        assert one.shippers * said.parcels_per_person * days >= one.orders
        assert (one.shippers - 1) * said.parcels_per_person * days < max(one.orders, 1)


def test_one_by_hand() -> None:
    said = replace(
        KNOWN, visitors_factor=D(2), rate_factor=D("1.5"), value_factor=D("0.9"), spread=D("0.2"), ads_fen=1_000_00,
        paid_visitors_fen=1_00, pieces=D("1.5"), reserve=D("0.1"), on_hand=100, margin=D("0.3"), chats=D("0.1"),
        chats_per_person=100, parcels_per_person=50,
    )  # fmt: skip
    found = forecast(said, 4)
    assert found is not None
    one = found.expected  # 1,000 x 2 x 4 + 1,000 by ads; x 4.5 %; x 90 yuan
    assert (one.visitors, one.orders, one.sales_fen) == (9_000, 405, 36_450_00)
    assert (one.pieces, one.chats, one.service_people, one.shippers) == (608, 900, 3, 3)
    assert one.profit_fen == 9_935_00
    assert (found.careful.orders, found.bold.orders) == (324, 486)
    assert (found.stock, found.order) == (669, 569)
    rows = stock_rows(found, replace(said, piece_fen=20_00))
    assert [one.pieces for one in rows] == [486, 608, 669, 729]
    careful, expected, bold = rows[2].outcomes
    assert (careful.left, careful.tied_fen, expected.left, bold.short) == (183, 3_660_00, 61, 60)
    # 729 pieces would sell, 60 are not there: 43,740 yuan x 60 / 729 x 30 %.
    assert (bold.missed_fen, bold.tied_fen, careful.missed_fen) == (1_080_00, 0, 0)
    told = [" ".join(map(str, outcome_words(one))) for one in rows[2].outcomes]
    assert told == ["183 left 3,660.00 tied up", "61 left 1,220.00 tied up", "60 short 1,080.00 missed"]
    words = [str(one) for one in stock_words(found, None, TODAY)]
    assert words[0].startswith("Have 669 pieces") and "Order 569 more." in words
    assert scenario_lines(found)[0][1:] == ("7,200", "9,000", "10,800")


def test_nothing_is_reckoned_from_what_nobody_said() -> None:
    for name in ("visitors", "rate", "value_fen"):
        assert forecast(replace(KNOWN, **{name: None}), 3) is None
    found = forecast(KNOWN, 3)
    assert found is not None and found.stock is None and not stock_words(found, None, TODAY)
    assert [str(name) for name, *_figures in scenario_lines(found)] == ["Visits", "Orders and parcels", "Sales"]


def past(*factors: tuple[str, str, str]) -> list[Learned]:
    found = []
    for place, (visitors, rate, value) in enumerate(factors):
        made = D(visitors) * D(rate) * D(value) * 1000
        found.append(
            Learned(
                name=f"c{place}", start=date(2025, 1, 1) + timedelta(days=30 * place), days=3,
                factors=(D(visitors), D(rate), D(value)), usual_per_day=D(1000), sales_per_day=made,
            )
        )  # fmt: skip
    return found


def test_factors_are_the_middle_of_the_past() -> None:
    assert usual_factors([]) == (1, 1, 1)
    assert usual_factors(past(("2", "1", "0.9"), ("4", "2", "0.8"), ("3", "9", "0.1"))) == (3, 2, D("0.8"))


FACTORS = st.tuples(*[st.sampled_from(["0.5", "1", "1.5", "2", "3"])] * 3)


@given(st.lists(FACTORS, max_size=6))
def test_the_record_uses_only_what_was_known_before(factors: list[tuple[str, str, str]]) -> None:
    known = past(*factors)
    off = errors(known)
    assert len(off) == max(len(known) - 1, 0)
    for place, found in enumerate(off, start=1):
        expected = 1.0
        for part in range(3):
            expected *= median(float(one.factors[part]) for one in known[:place])
        actual = float(known[place].sales_per_day) / 1000
        assert abs(float(found) - abs(expected - actual) / actual) < 1e-9
    # A later campaign changes nothing of what was said of the earlier ones.
    assert errors([*known, *past(("9", "9", "9"))])[: len(off)] == off
    assert spread(known) >= LEAST_SPREAD if off else spread(known) == UNKNOWN_SPREAD


def test_what_is_not_known_teaches_nothing() -> None:
    usual = Takings(days=28, orders=280, sales_fen=28_000_00, visitors_per_day=D(100))
    held = Takings(days=4, orders=120, sales_fen=10_800_00, visitors_per_day=D(200))
    learned = learned_from(SALE, held, usual)
    assert learned is not None
    assert learned.factors == (D("2.0000"), D("1.5000"), D("0.9000"))
    assert daily_parts(usual) == (100, D("0.1"), 100_00)
    for poor in (Takings(days=0), replace(usual, orders=None), replace(usual, visitors_per_day=None)):
        assert learned_from(SALE, poor, usual) is None and learned_from(SALE, held, poor) is None


def test_what_it_begins_with() -> None:
    usual = Takings(days=28, orders=280, sales_fen=28_000_00, visitors_per_day=D("99.6"), pieces=350)
    start = begun(SALE, usual, past(("2", "1", "1")))
    assert (start.visitors, start.value_fen, start.pieces, start.ads_fen) == (100, 100_00, D("1.25"), 5_000_00)
    assert (start.visitors_factor, start.spread) == (2, UNKNOWN_SPREAD)
    empty = begun(SALE, Takings(days=0), [])
    assert (empty.visitors, empty.rate, empty.value_fen, empty.pieces) == (None, None, None, None)


def test_the_basis_is_told() -> None:
    assert "assumption" in str(basis_words([])[0])
    assert "cannot be tried" in str(basis_words(past(("2", "1", "1")))[0])
    told = [str(one) for one in basis_words(past(("2", "1", "1"), ("4", "1", "1")))]
    assert "off by 50% in the middle and by 50% at most" in told[0]
    assert "c1" in told[1] and "visitors × 4.00" in told[1] and "c0" in told[2]


HOURS = st.lists(st.integers(0, 500), min_size=24, max_size=24)


@given(said=assumed(), days=st.integers(1, 30), hours=HOURS, each=st.none() | st.integers(1, 100))
def test_the_hours_add_up_and_nobody_is_missing_in_any(
    said: Assumed, days: int, hours: list[int], each: int | None
) -> None:
    found = forecast(said, days)
    assert found is not None
    busy = busy_hours(found.expected, days, hours, each)
    if not any(hours):
        assert busy == ()
        return
    assert [one.hour for one in busy] == list(range(24))
    assert sum(one.orders for one in busy) == found.expected.orders
    total = sum(hours)
    for one in busy:
        assert abs(one.orders - D(found.expected.orders) * hours[one.hour] / total) < 1
        if found.expected.chats is None or each is None:
            assert one.people is None
            continue
        assert one.chats is not None and one.people is not None
        assert one.people * each * days >= one.chats > (one.people - 1) * each * days or one.chats == one.people == 0
    if found.expected.chats is not None:
        assert sum(one.chats or 0 for one in busy) == found.expected.chats


def test_the_hours_are_those_of_past_campaigns_where_they_are_known() -> None:
    usual, first, second = (tuple(place if hour == place else 0 for hour in range(24)) for place in (9, 10, 20))
    one, other = past(("2", "1", "1"), ("4", "1", "1"))
    known = Grounds(usual=Takings(days=0), usual_hours=usual, past=(replace(one, hours=first), other))
    assert known.hours() == first and known.hours(known.past[0]) == first
    assert known.hours(other) == usual, "that campaign's orders do not say when they were paid"
    both = replace(known, past=(replace(one, hours=first), replace(other, hours=second)))
    assert both.hours()[10] == 10 and both.hours()[20] == 20 and both.hours()[9] == 0
    assert busy_hours(forecast(KNOWN, 1).expected, 1, (), 5) == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("lead", "cancel", "order_by", "cancel_by"),
    [
        (20, 5, date(2026, 5, 11), date(2026, 5, 26)),
        (20, None, date(2026, 5, 11), None),
        (2, 1, date(2026, 5, 25), date(2026, 5, 26)),  # decided a week before, however near the supplier is
        (2, 3, date(2026, 5, 25), None),
        (0, 0, date(2026, 5, 25), date(2026, 5, 25)),
    ],
)
def test_the_last_days_to_order_and_to_take_back(
    lead: int, cancel: int | None, order_by: date, cancel_by: date | None
) -> None:
    dates = stock_dates(SALE.start, lead, cancel)
    assert dates is not None and (dates.order_by, dates.cancel_by) == (order_by, cancel_by)
    assert dates.arrival(order_by) < SALE.start
    found = forecast(replace(KNOWN, pieces=D(1), on_hand=0), 4)
    assert found is not None
    said = " ".join(map(str, stock_words(found, dates, order_by)))
    assert f"Order on {order_by} at the latest." in said
    assert (f"taken back until {cancel_by}" in said) is (cancel_by is not None)
    late = " ".join(map(str, stock_words(found, dates, order_by + timedelta(days=1))))
    assert f"it comes on {order_by + timedelta(days=1 + lead)}" in late and "at the latest" not in late
    enough = forecast(replace(KNOWN, pieces=D(1), on_hand=10_000), 4)
    assert enough is not None
    assert "latest" not in " ".join(map(str, stock_words(enough, dates, order_by)))
    assert stock_dates(SALE.start, None, cancel) is None


def test_what_was_learned_is_read_before_the_next_one() -> None:
    one, other = past(("2", "1", "1"), ("4", "1", "1"))
    told = [str(line) for line in basis_words((replace(one, lessons="提前一周定包材"), other))]
    assert told[-1] == "Learned from “c0”: 提前一周定包材"


@given(said=assumed(), days=st.integers(1, 30))
def test_too_much_and_too_little_are_never_both_and_cost_what_they_are(said: Assumed, days: int) -> None:
    found = forecast(said, days)
    assert found is not None
    rows = stock_rows(found, said)
    assert bool(rows) is (said.pieces is not None)
    assert [one.pieces for one in rows] == sorted({one.pieces for one in rows})
    assert not rows or found.stock in [one.pieces for one in rows]
    for row in rows:
        for one, scenario in zip(row.outcomes, (found.careful, found.expected, found.bold), strict=True):
            assert one.left - one.short == row.pieces - (scenario.pieces or 0) and not (one.left and one.short)
            assert one.tied_fen == (None if said.piece_fen is None else one.left * said.piece_fen)
            assert (one.missed_fen is None) is (said.margin is None)
            assert one.missed_fen is None or 0 <= one.missed_fen <= scenario.sales_fen


@given(
    shape=st.lists(st.integers(0, 10**9), min_size=1, max_size=12),
    start=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 20),
    weekdays=st.just([]) | st.lists(st.integers(0, 10**6), min_size=7, max_size=7),
    each=st.none() | st.integers(1, 200),
)
def test_a_past_campaign_is_played_again_day_by_day(
    shape: list[int], start: date, days: int, weekdays: list[int], each: int | None
) -> None:
    (one,) = past(("2", "1", "1"))
    learned = replace(one, by_day=tuple(shape), days=len(shape))
    found = forecast(KNOWN, days)
    assert found is not None
    played = replay(learned, start, days, found.expected, weekdays, each)
    if not any(shape):
        assert played == ()
        return
    assert [one.day for one in played] == [start + timedelta(days=number) for number in range(days)]
    assert sum(one.visitors for one in played) == found.expected.visitors
    assert sum(one.orders for one in played) == found.expected.orders
    assert sum(one.sales_fen for one in played) == found.expected.sales_fen
    assert all(one.then_fen == shape[(one.then - learned.start).days] for one in played)
    assert [one.then for one in played] == sorted(one.then for one in played)
    if days >= len(shape):
        assert {one.then for one in played} == {learned.start + timedelta(days=place) for place in range(len(shape))}
    for one in played:
        assert (one.packers is None) is (each is None)
        assert one.packers is None or one.packers * (each or 0) >= one.orders


def test_double_eleven_of_a_tuesday_is_played_on_a_saturday_that_sells_twice_as_much() -> None:
    (one,) = past(("2", "1", "1"))
    learned = replace(one, start=date(2025, 11, 10), by_day=(100_00, 300_00))  # Monday and Tuesday
    found = forecast(replace(KNOWN, visitors=700, rate=D("0.1")), 2)
    assert found is not None and found.expected.sales_fen == 14_000_00
    even, saturday = [50] * 7, [50, 50, 50, 50, 50, 100, 50]
    plain = replay(learned, date(2026, 11, 13), 2, found.expected, even, 20)
    assert [day.sales_fen for day in plain] == [3_500_00, 10_500_00]
    busy = replay(learned, date(2026, 11, 13), 2, found.expected, saturday, 20)
    # 100 : 300 x 2
    assert [(day.day, day.then, day.sales_fen) for day in busy] == [
        (date(2026, 11, 13), date(2025, 11, 10), 2_000_00), (date(2026, 11, 14), date(2025, 11, 11), 12_000_00),
    ]  # fmt: skip
    assert [day.packers for day in busy] == [1, 6]


def test_campaigns_without_visitors_teach_by_their_sales_alone() -> None:
    usual = Takings(days=28, orders=280, sales_fen=28_000_00)
    held = Takings(days=4, orders=120, sales_fen=10_800_00)
    one = unseen_from(SALE, held, usual)
    assert one is not None and one.sales_per_day == 2_700_00
    assert unseen_from(SALE, replace(held, sales_fen=None), usual) is None
    assert unseen_from(SALE, replace(held, visitors_per_day=D(9)), replace(usual, visitors_per_day=D(9))) is None
    second = Unseen(name="b", start=date(2026, 7, 1), usual_per_day=D(100_00), sales_per_day=D(180_00))
    times, off = lifts([one, second])
    assert times == D("2.25") and off == [D("0.5")]
    told = [str(line) for line in unseen_words(Grounds(usual=usual, unseen=(one, second)), 4)]
    assert told[0].startswith("Of 2 past campaigns the sales are known and the visitors are not")
    assert "2.25 times" in told[1] and "9,000.00 yuan" in told[1]
    assert "off by 50% in the middle and by 50% at most" in told[2]
    assert "cannot be tried" in str(unseen_words(Grounds(usual=usual, unseen=(one,)), 4)[-1])
    assert unseen_words(Grounds(usual=usual), 4) == []


def test_the_pieces_of_an_order_may_be_a_part_of_one_and_never_less_than_nothing() -> None:
    pieces = FORECAST.field("pieces")
    assert [check(pieces, Decimal(one)) for one in ("0", "0.5", "1000")] == [0, Decimal("0.5"), 1000]
    for wrong in ("-0.01", "1000.01"):
        with pytest.raises(FieldError):
            check(pieces, Decimal(wrong))
