"""Parts of a target add up, what was typed stays, and the drivers of sales follow what was changed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.fields import HIGHEST_COUNT, HIGHEST_FEN
from shopdesk.domain.kpi.pace_alert import pace_alert
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.target_aims import AIMS, METRICS
from shopdesk.domain.target_cells import spread, week_days
from shopdesk.domain.target_drivers import DRIVERS, SALES, balance, made_by
from shopdesk.domain.target_drivers import standing as drivers_stand
from shopdesk.domain.target_range import hit_rate, months_before, tried_months
from shopdesk.domain.targets import split_month

MARCH = month_of(date(2026, 3, 1))
FEW = settings(max_examples=60, deadline=None)
MONTHS = st.dictionaries(st.integers(1, 12), st.integers(0, 10**9), max_size=12)
WEIGHTS = st.lists(st.integers(0, 50), min_size=12, max_size=12)


@FEW
@given(st.integers(0, 10**10), WEIGHTS, MONTHS)
def test_what_was_typed_stays_and_the_rest_adds_up_to_the_fen(
    total: int, weights: list[int], typed: dict[int, int]
) -> None:
    by_month = dict(enumerate(weights, 1))
    found = spread(total, by_month, typed)
    assert list(found.values) == list(range(1, 13))
    assert all(found.values[month] == value for month, value in typed.items())
    assert sum(found.values.values()) + found.left == total
    # Only where nothing can follow is anything left, and it is told.
    if len(typed) < 12 and sum(typed.values()) <= total:
        assert found.left == 0
    backwards = dict(reversed(typed.items()))
    assert spread(total, dict(reversed(by_month.items())), backwards) == found
    assert spread(total, by_month, found.values).values == found.values


def test_what_does_not_fit_is_told() -> None:
    weights = {1: 1, 2: 1}
    assert spread(100, weights, {1: 30}).values == {1: 30, 2: 70}
    assert spread(100, weights, {1: 30, 2: 30}).left == 40
    too_much = spread(100, weights, {1: 130})
    assert (too_much.values, too_much.left) == ({1: 130, 2: 0}, -30)


WEEK = [date(2026, 3, 9) + timedelta(days=number) for number in range(7)]


@FEW
@given(
    st.integers(0, 10**10),
    st.lists(st.integers(0, 10**8), min_size=7, max_size=7),
    st.lists(st.integers(0, 9), min_size=7, max_size=7),
    st.sets(st.sampled_from(WEEK)),
)
def test_a_typed_week_is_its_days_to_the_fen(value: int, now: list[int], weights: list[int], typed: set[date]) -> None:
    days = dict(zip(WEEK, now, strict=True))
    found = week_days(value, days, dict(zip(WEEK, weights, strict=True)), typed)
    assert sorted(found) == WEEK
    assert sum(found.values()) == value
    assert all(one >= 0 for one in found.values())
    # Typed days stay where they leave room and another day can follow.
    if len(typed) < 7 and sum(days[day] for day in typed) <= value:
        assert all(found[day] == days[day] for day in typed) or not any(
            weights[WEEK.index(day)] for day in WEEK if day not in typed
        )


def test_the_published_plan_of_the_third_month() -> None:
    """2,500 to 3,000 visitors × 3 % × 120 are 270,000 to 324,000 in thirty days."""
    low = {"visitors_per_day": 2500, "conversion": 30_000, "aov": 120_00}
    assert made_by(30, low) == 270_000_00
    assert made_by(30, {**low, "visitors_per_day": 3000}) == 324_000_00


def test_an_edit_shows_what_the_others_have_to_be() -> None:
    begun = {SALES: 270_000_00, "visitors_per_day": 2500, "conversion": 30_000, "aov": 120_00}
    more = {**begun, "visitors_per_day": 3000}
    follows = balance(30, more, "visitors_per_day")
    assert (follows.values[SALES], follows.missing, follows.fits) == (324_000_00, 0, True)
    stays = balance(30, more, "visitors_per_day", {SALES, "aov"})
    assert (stays.values["conversion"], stays.fits) == (25_000, True)
    fixed = balance(30, more, "visitors_per_day", {SALES, "aov", "conversion"})
    assert (fixed.values, fixed.missing, fixed.fits) == (more, -54_000_00, False)
    weighed = balance(30, {**begun, SALES: 540_000_00}, SALES, (), {"visitors_per_day": Decimal(1)})
    assert weighed.values["visitors_per_day"] == 5000
    shared = balance(30, {**begun, SALES: 270_000_00 * 8}, SALES)
    assert [shared.values[name] for name in DRIVERS] == [5000, 60_000, 240_00]


def test_a_single_unknown_driver_is_worked_out_and_two_are_not() -> None:
    known = {SALES: 270_000_00, "visitors_per_day": None, "conversion": 30_000, "aov": 120_00}
    assert balance(30, known, "aov").values["visitors_per_day"] == 2500
    two = balance(30, {**known, "aov": None}, "conversion")
    assert (two.values["visitors_per_day"], two.values["aov"], two.missing) == (None, None, None)
    nobody = balance(30, {**known, "visitors_per_day": 0}, "visitors_per_day")
    assert nobody.values[SALES] == 0
    stuck = balance(30, {**known, "visitors_per_day": 0}, "visitors_per_day", {SALES})
    assert (stuck.missing, stuck.fits) == (270_000_00, False)


@FEW
@given(
    st.fixed_dictionaries(
        {
            SALES: st.integers(1, 10**11),
            "visitors_per_day": st.integers(1, 10**6),
            "conversion": st.integers(1, 10**6),
            "aov": st.integers(1, 10**7),
        }
    ),
    st.sampled_from((SALES, *DRIVERS)),
    st.sets(st.sampled_from((SALES, *DRIVERS))),
    st.lists(st.integers(0, 5), min_size=3, max_size=3),
)
def test_locks_are_kept_and_the_same_edit_again_changes_nothing(
    values: dict[str, int | None], changed: str, stay: set[str], weights: list[int]
) -> None:
    by_driver = {name: Decimal(weight) for name, weight in zip(DRIVERS, weights, strict=True)}
    found = balance(30, values, changed, stay, by_driver)
    assert all(found.values[name] == values[name] for name in {changed, *stay})
    assert found.missing == (found.values[SALES] or 0) - (made_by(30, found.values) or 0)
    assert balance(30, found.values, changed, sorted(stay), dict(reversed(by_driver.items()))) == found
    free = [name for name in DRIVERS if name not in stay and name != changed and by_driver[name]]
    room = all(1 < (found.values[name] or 0) < AIMS[name].highest for name in free)
    if SALES not in {changed, *stay} or (free and room):
        assert found.fits or (found.values[SALES] == AIMS[SALES].highest)


def test_a_rate_is_kept_in_millionths_and_lower_refunds_are_better() -> None:
    refunds = AIMS["refund_rate"]
    assert (refunds.kept(Decimal("0.0325")), refunds.value(32_500)) == (32_500, Decimal("0.0325"))
    assert (refunds.met(Decimal("0.03"), 32_500), refunds.met(Decimal("0.04"), 32_500)) == (True, False)
    assert refunds.met(None, 32_500) is None
    assert refunds.met(Decimal("0.0325"), 32_500) is AIMS["paid_amount"].met(500, 500) is True, "just made is made"
    assert (AIMS["paid_amount"].met(499, 500), AIMS["paid_amount"].met(501, 500)) == (False, True)
    assert AIMS["paid_amount"].reached(250, 500) == Decimal("0.5")
    assert AIMS["paid_amount"].reached(250, None) is None
    assert METRICS == ("paid_amount", "net_amount", "paid_orders", "ad_spend")


def test_a_target_is_at_most_what_its_figure_may_be() -> None:
    assert AIMS["paid_amount"].highest == HIGHEST_FEN
    assert AIMS["visitors_per_day"].highest == HIGHEST_COUNT
    assert AIMS["conversion"].value(AIMS["conversion"].highest) == 1


@pytest.mark.parametrize(("sales", "missing", "fits"), [(1, 1, False), (0, 0, True)])
def test_drivers_fit_where_they_are_off_by_half_a_fen_at_most(sales: int, missing: int, fits: bool) -> None:
    """One visitor a day, of whom one in a million buys for a fen, makes a part of a fen in a month."""
    found = drivers_stand(31, {SALES: sales, **dict.fromkeys(DRIVERS, 1)})
    assert (found.missing, found.fits) == (missing, fits)


def _daily(months: int, value: int = 100_00, *, swing: int = 0) -> dict[date, int]:
    """Days of the months before March 2026, each with a ``swing`` that turns every day."""
    start = months_before(MARCH)[months - 1].start
    days = [start + timedelta(days=number) for number in range((MARCH.start - start).days)]
    return {day: value + (swing if number % 2 else -swing) for number, day in enumerate(days)}


def test_the_range_is_tried_on_past_months_at_the_same_day() -> None:
    until = date(2026, 3, 15)
    steady = hit_rate(SALES, MARCH, until, _daily(6, swing=10_00), split_month_even)
    assert (steady.hits, steady.months, steady.enough) == (6, 6, True)
    # Each month jumps to the tenfold after the day on which it was judged.
    jumping = {day: value * (10 if day.day > 15 else 1) for day, value in _daily(6, swing=10_00).items()}
    assert hit_rate(SALES, MARCH, until, jumping, split_month_even).hits == 0


def split_month_even(month: Period, value: int) -> dict[date, int]:
    """A month over its days without weights."""
    return split_month(value, month)


@pytest.mark.parametrize(("months", "enough"), [(2, False), (3, True)])
def test_too_few_months_say_nothing(months: int, enough: bool) -> None:
    found = hit_rate(SALES, MARCH, date(2026, 3, 15), _daily(months, swing=10_00), split_month_even)
    assert (found.months, found.enough) == (months, enough)


def test_a_month_with_a_gap_or_a_range_that_could_not_be_given_is_not_tried() -> None:
    daily = _daily(4, swing=10_00)
    del daily[date(2026, 1, 20)]
    assert hit_rate(SALES, MARCH, date(2026, 3, 15), daily, split_month_even).months == 3
    # On the second day nobody could have said a range; after the last one there is nothing to foresee.
    assert hit_rate(SALES, MARCH, date(2026, 3, 2), daily, split_month_even).months == 0
    assert hit_rate(SALES, MARCH, date(2026, 3, 31), daily, split_month_even).months == 0
    assert hit_rate(SALES, MARCH, date(2026, 2, 27), daily, split_month_even).months == 0


def test_the_alert_of_the_pace_enters_below_the_range_and_leaves_at_the_target() -> None:
    target = 31 * 100_00
    days = split_month(target, MARCH)
    slow = {day: 80_00 + (day.day % 2) * 5_00 for day in MARCH.days()}

    def at(day: int, actual: dict[date, int]) -> str | None:
        found = pace_alert(target, days, actual, date(2026, 3, day))
        return None if found is None else f"{found.since} {found.text}"

    assert at(4, slow) is None, "no range yet"
    entered = at(6, slow)
    assert entered is not None and entered.startswith("2026-03-05 The month is likely to end between 2,")
    assert at(31, slow) is None, "the month is over"
    # Better days bring the range to the target, but only a projected end that reaches it takes the alert away.
    better = {**slow, **{date(2026, 3, day): 110_00 for day in range(7, 32)}}
    states = [at(day, better) is not None for day in range(5, 31)]
    assert states == sorted(states, reverse=True) and states[0] and not states[-1]
    gone = 5 + states.index(False)
    assert sum(better[date(2026, 3, day)] for day in range(1, gone + 1)) >= 100_00 * gone
    assert sum(better[date(2026, 3, day)] for day in range(1, gone)) < 100_00 * (gone - 1)
    assert pace_alert(None, {}, slow, date(2026, 3, 10)) is None
    assert pace_alert(0, dict.fromkeys(days, 0), slow, date(2026, 3, 10)) is None


@FEW
@given(st.dates(date(2026, 2, 20), date(2026, 4, 10)), st.sets(st.integers(0, 11), max_size=4))
def test_a_month_is_tried_where_all_of_it_is_known_and_some_of_it_was_ahead(until: date, unknown: set[int]) -> None:
    months = months_before(MARCH)
    known = {day for place, past in enumerate(months) if place not in unknown for day in past.days()}
    passed = (min(until, MARCH.end) - MARCH.start).days
    assert list(tried_months(MARCH, until, known)) == [
        (past, past.start + timedelta(days=passed))
        for place, past in enumerate(months)
        if place not in unknown and passed >= 0 and past.start + timedelta(days=passed) < past.end
    ]
