"""Which month of wages says what the people cost, and how much of it a part of the month is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from shopdesk.domain.payroll.people_cost import MonthCost, WagesKnown, wages_known
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.report.people_cost import part_of_month
from shopdesk.domain.tiers.planner import Head, plan
from shopdesk.domain.tiers.records import Ladder, Post, Step

LOCKED, DRAFT = RunState.LOCKED, RunState.DRAFT


def cost(number: int, state: RunState = LOCKED, fen: int | None = 1_000_00, year: int = 2026) -> MonthCost:
    return MonthCost(date(year, number, 1), state, fen, 10_000_00)


def test_the_newest_locked_month_speaks_and_a_draft_never_does() -> None:
    months = [cost(2, DRAFT), cost(1), cost(12, year=2025), cost(4)]
    found = wages_known(months, date(2026, 3, 16), back=3)
    assert found == WagesKnown(cost(1), cost(2, DRAFT))
    assert str(cost(1).share) == "0.100000"


def test_a_month_that_is_too_old_later_or_not_known_says_nothing() -> None:
    assert wages_known([cost(12, year=2025)], date(2026, 3, 16), back=3).locked is not None
    assert wages_known([cost(11, year=2025)], date(2026, 3, 16), back=3).locked is None
    assert wages_known([cost(4)], date(2026, 3, 16), back=3) == WagesKnown()
    assert wages_known([cost(1, fen=None)], date(2026, 3, 16), back=3) == WagesKnown(None, cost(1, fen=None))


@given(some.integers(0, 10**11), some.dates(date(2020, 1, 1), date(2030, 12, 31)))
@settings(max_examples=60)
def test_the_parts_of_a_month_add_up_to_it(fen: int, day: date) -> None:
    month = month_of(day)
    assert part_of_month(fen, month) == fen
    first = part_of_month(fen, Period(month.start, day))
    rest = 0 if day == month.end else part_of_month(fen, Period(day + timedelta(days=1), month.end))
    assert abs(first + rest - fen) <= 1


def test_the_planner_reckons_with_the_locked_month() -> None:
    step = Step(
        turnover_fen=10_000_000,
        budget_fen=1,
        total_fen=1,
        posts=(Post(department_code="service", leads=0, staff=1, cost_fen=1),),
    )
    ladder = Ladder(name="x", origin="x", departments=("service",), steps=(step,))
    team = [Head(department_code="service", leads=False, base_fen=200_000)]
    real = plan(ladder, 20_000_000, team, wages_known([cost(2, fen=450_000)], date(2026, 3, 1), back=3))
    assert (real.team_fen, str(real.team_ratio)) == (450_000, "0.022500")
    assert plan(ladder, 20_000_000, team, WagesKnown(None, cost(2, DRAFT))).team_fen == 200_000
