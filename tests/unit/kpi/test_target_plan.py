"""Targets as rows: a month with all its figures, and the weeks of a month's days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.target_plan import TARGET_DRIVERS, MonthPlan, TypedDrivers, plans_of, week_plans
from shopdesk.domain.targets import Target, over_days

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def target(metric: str, value: int, month: date = MARCH, group: str = "") -> Target:
    return Target(store_id=4, month=month, metric=metric, value=value, product_group=group)


def test_the_targets_of_a_month_are_one_row_in_the_units_of_their_figures() -> None:
    found = plans_of(
        [target("paid_amount", 500), target("aov", 90, APRIL), target("conversion", 31_000),
         target("paid_amount", 7, group="lamps"), target("visitors", 9)]
    )  # fmt: skip
    assert found == [
        MonthPlan(id=202603, store_id=4, month=MARCH, paid_amount=500, conversion=Decimal("0.031")),
        MonthPlan(id=202604, store_id=4, month=APRIL, aov=90),
        MonthPlan(id=found[-1].id, store_id=4, month=MARCH, product_group="lamps", paid_amount=7),
    ]
    assert len({one.id for one in found}) == 3, "a group has a row of its own"
    assert [found[0].kept(code) for code in ("paid_amount", "conversion", "aov")] == [500, 31_000, None]


def test_the_weeks_at_the_ends_of_a_month_hold_its_days_only() -> None:
    days = dict.fromkeys(month_of(MARCH).days(), 10)
    sunday, second = date(2026, 3, 1), date(2026, 3, 2)
    typed = {sunday, *(second + timedelta(days=more) for more in range(6))}
    found = week_plans(dict(reversed(days.items())), typed)
    assert [(one.days.length, one.value) for one in found] == [(1, 10), (7, 70), (7, 70), (7, 70), (7, 70), (2, 20)]
    assert [one.typed for one in found] == [True, False, False, False, False, False], "one day of the second is free"
    assert found[1].days == Period(second, date(2026, 3, 8))
    assert (found[0].week, found[1].week) == ("2026-W09", "2026-W10")


@pytest.mark.parametrize("name", ["weight_visitors_per_day", "weight_conversion", "weight_aov"])
@pytest.mark.parametrize(("weight", "fine"), [("-0.01", False), ("0", True), ("20", True), ("20.01", False)])
def test_a_weight_lies_between_nothing_and_twenty(name: str, weight: str, fine: bool) -> None:
    typed = TypedDrivers(**{name: Decimal(weight)})  # type: ignore[arg-type]
    if fine:
        assert TARGET_DRIVERS.tidy(typed) == typed
        return
    with pytest.raises(UserError):
        TARGET_DRIVERS.tidy(typed)


def test_drivers_share_a_change_evenly_unless_somebody_says_otherwise() -> None:
    plain = TypedDrivers()
    assert plain.weight_visitors_per_day == plain.weight_conversion == plain.weight_aov > 0


@pytest.mark.parametrize(
    ("metric", "value"),
    [("paid_amount", 31 * 2 + 4 * 5), ("visitors_per_day", 2), ("aov", None), ("refund_rate", None)],
)
def test_the_target_of_a_span_over_two_months(metric: str, value: int | None) -> None:
    def by_day(month: date, _metric: str) -> dict[date, int]:
        return dict.fromkeys(month_of(month).days(), 2 if month == MARCH else 5)

    span = Period(MARCH, date(2026, 4, 4))
    assert over_days(metric, span, by_day) == value, "34 days, of which 4 have 5 instead of 2: a mean of 2.3"
    assert over_days(metric, Period(MARCH, MARCH), by_day) == 2
    assert over_days(metric, Period(APRIL, date(2026, 4, 4)), by_day) == (20 if metric == "paid_amount" else 5)
    assert over_days(metric, span, lambda month, _: by_day(month, "") if month == MARCH else {}) is None
