"""People cost: each passed day costs its part of the month, and unknown pay is never nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.people import EventKind, Person, StaffEvent
from shopdesk.domain.periods import Period
from shopdesk.domain.report.people_cost import PeopleCost, base_pay
from shopdesk.domain.tiers.band import BandPosition

FIRST, END = date(2026, 3, 1), date(2026, 3, 31)


def person(base: int | None, hired: date = date(2025, 1, 1), left: date | None = None) -> Person:
    return Person(
        id=1, store_id=1, name="李娜", department_code="service", role_code="agent", hired_on=hired, left_on=left,
        base_fen=base,
    )  # fmt: skip


def cost(fen: int, paid: int | None) -> PeopleCost:
    return PeopleCost(
        span=Period(FIRST, END), people=1, without_base=0, cost_fen=fen, paid_fen=paid, band_low=Decimal("0.05"),
        band_high=Decimal("0.10"),
    )  # fmt: skip


def test_a_whole_month_costs_the_base_and_ten_days_their_part() -> None:
    assert base_pay([(person(310000), [])], END) == (310000, 1, 0)
    assert base_pay([(person(310000), [])], date(2026, 3, 10)) == (100000, 1, 0)
    assert base_pay([(person(100), [])], FIRST) == (3, 1, 0), "3.23 fen"
    assert base_pay([(person(31 * 15 + 16), [])], FIRST) == (16, 1, 0), "15.52 fen"
    assert base_pay([(person(31 * 15 + 15), [])], FIRST) == (15, 1, 0), "15.48 fen"


def test_who_comes_or_goes_within_the_month_costs_the_days_between() -> None:
    assert base_pay([(person(310000, hired=date(2026, 3, 22)), [])], END) == (100000, 1, 0)
    assert base_pay([(person(310000, left=date(2026, 3, 10)), [])], END) == (100000, 0, 0), "gone at the end"


def test_unknown_pay_is_counted_apart_and_only_of_those_still_there() -> None:
    team = [(person(None), []), (person(310000), []), (person(None, left=date(2026, 3, 2)), [])]
    assert base_pay(team, END) == (310000, 2, 1)


def test_a_raise_counts_from_its_day() -> None:
    def event(day: date, kind: EventKind, base: int) -> StaffEvent:
        return StaffEvent(
            store_id=1, person_id=1, day=day, kind=kind, department_code="service", role_code="agent", base_fen=base
        )

    events = [event(date(2025, 1, 1), EventKind.HIRED, 310000), event(date(2026, 3, 22), EventKind.CHANGED, 620000)]
    assert base_pay([(person(620000), events)], END) == (21 * 10000 + 10 * 20000, 1, 0)


@settings(max_examples=30)
@given(st.integers(0, 10**9), st.integers(0, 30))
def test_no_day_is_free_and_none_costs_twice(base: int, days: int) -> None:
    until = FIRST + timedelta(days=days)
    total, _people, _unknown = base_pay([(person(base), [])], until)
    assert abs(Decimal(total) - Decimal(base) * (days + 1) / 31) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("fen", "paid", "where"),
    [
        (4999, 100000, BandPosition.BELOW),
        (5000, 100000, BandPosition.INSIDE),
        (10000, 100000, BandPosition.INSIDE),
        (10001, 100000, BandPosition.ABOVE),
        (0, 100000, None),
        (5000, None, None),
        (5000, 0, None),
    ],
)
def test_the_ends_of_the_band_belong_to_it(fen: int, paid: int | None, where: BandPosition | None) -> None:
    assert cost(fen, paid).position is where


def test_the_band_in_money() -> None:
    assert cost(1, 100010).band == (5001, 10001), "half a fen goes up"
    assert cost(1, None).band is None
