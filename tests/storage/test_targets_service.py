"""Targets over a real data file: a year by last year's shape, a month by weekdays and campaigns."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.bootstrap import App
from shopdesk.cli.kpi import run
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.domain.target_weights import TargetWeights
from tests.kpi_data import (
    add_store_days,
)

SUNDAY = date(2026, 3, 15)
MONDAY = date(2026, 3, 9)


@pytest.fixture
def store_id(store: Store) -> int:
    """The store's id."""
    assert store.id is not None
    return store.id


def test_typed_months_stand_and_the_rest_follows_last_year(app: App, store_id: int) -> None:
    days = [date(2025, 9, 1) + timedelta(days=offset) for offset in range(122)]
    rows = [{"day": day, "paid_fen": 30000 if day.month == 11 else 10000} for day in days]
    add_store_days(app.services.ctx, store_id, rows)
    targets = app.services.targets
    assert targets.shape_months(store_id, 2026) == [9, 10, 11, 12]
    targets.set_month(store_id, date(2026, 11, 1), 1_000_00)
    months = targets.set_year(store_id, 2026, 12_000_00)
    assert (months[date(2026, 11, 1)], sum(months.values())) == (1_000_00, 12_000_00)
    assert months[date(2026, 10, 1)] < months[date(2026, 1, 1)]
    with pytest.raises(UserError, match="months that stay"):
        targets.set_year(store_id, 2026, 5)
    anew = targets.set_year(store_id, 2026, 12_000_00, keep=False)
    assert 2.6 < anew[date(2026, 11, 1)] / anew[date(2026, 10, 1)] < 3.1


def test_the_owners_weights_move_days_and_months(app: App, store_id: int) -> None:
    targets = app.services.targets
    targets.set_month(store_id, date(2026, 3, 1), 31_000_00)
    sale = Campaign(store_id=store_id, name="38", start=MONDAY, end=MONDAY, state=CampaignState.PLANNED)
    app.services.campaigns.create(sale)
    assert targets.days(store_id, MONDAY)[MONDAY] > targets.days(store_id, MONDAY)[SUNDAY]
    weights = TargetWeights(weekdays=(Decimal(1),) * 6 + (Decimal(8),), campaign=Decimal(4))
    targets.set_weights(store_id, weights)
    assert targets.weights(store_id) == weights
    days = targets.days(store_id, MONDAY)
    assert abs(days[SUNDAY] - 2 * days[MONDAY]) <= 2
    assert sum(days.values()) == 31_000_00
    assert targets.month_weights(store_id, 2026)[2] == 26 + 5 * 8 + 3


def test_targets_by_year_month_week_and_day_add_up(app: App, store_id: int) -> None:
    targets = app.services.targets
    assert targets.days(store_id, date(2026, 3, 1)) == {}
    targets.set_year(store_id, 2026, 1_000_000_01)
    months = targets.year(store_id, 2026)
    assert sum(months.values()) == 1_000_000_01
    march = targets.days(store_id, date(2026, 3, 1))
    assert sum(march.values()) == months[date(2026, 3, 1)]
    whole = targets.range_target(store_id, Period(date(2026, 2, 1), date(2026, 3, 31)))
    assert whole == months[date(2026, 2, 1)] + months[date(2026, 3, 1)]
    targets.clear_year(store_id, 2026)
    targets.set_month(store_id, date(2026, 3, 1), None)
    assert targets.range_target(store_id, Period(date(2026, 2, 1), date(2026, 3, 31))) is None
    app.services.history.undo()
    assert targets.month(store_id, date(2026, 3, 1)) == months[date(2026, 3, 1)]


def test_a_week_is_typed_and_its_month_still_adds_up(app: App, store_id: int) -> None:
    targets = app.services.targets
    targets.set_month(store_id, MONDAY, 310_000_00)
    targets.set_day(store_id, date(2026, 3, 10), 5_000_00)
    week = Period(MONDAY, SUNDAY)
    targets.set_week(store_id, week, 100_000_00)
    days = targets.days(store_id, MONDAY)
    assert days[date(2026, 3, 10)] == 5_000_00
    assert sum(days[day] for day in week.days()) == 100_000_00
    assert sum(days.values()) == 310_000_00
    assert set(targets.typed_days(store_id, MONDAY)) == set(week.days())
    app.services.history.undo()
    assert set(targets.typed_days(store_id, MONDAY)) == {date(2026, 3, 10)}
    targets.set_week(store_id, week, None)
    assert targets.typed_days(store_id, MONDAY) == {}
    with pytest.raises(UserError, match="no target by day"):
        targets.set_week(store_id, Period(date(2026, 4, 6), date(2026, 4, 12)), 1)
    with pytest.raises(UserError, match="below zero"):
        targets.set_week(store_id, week, -1)


def test_the_weights_of_the_drivers_are_kept_with_the_targets_in_one_step(app: App, store_id: int) -> None:
    targets = app.services.targets
    weights = {"visitors_per_day": Decimal(2), "conversion": Decimal("0.5"), "aov": Decimal(0)}
    targets.levels.set(store_id, MONDAY, {"aov": 120_00}, weights)
    assert targets.levels.weights(store_id) == weights
    app.services.history.undo()
    assert targets.levels.weights(store_id) == dict.fromkeys(weights, Decimal(1))
    assert targets.month(store_id, MONDAY, "aov") is None


def test_the_command_says_the_targets_of_each_span(
    app: App, store: Store, store_id: int, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = app.services.targets
    targets.set_month(store_id, MONDAY, 31_000_00)
    targets.set_months(store_id, MONDAY, {"conversion": 30_000, "visitors_per_day": 500})
    add_store_days(app.services.ctx, store_id, [{"day": MONDAY, "visitors": 100}, {"day": SUNDAY, "visitors": 100}])
    span = {"start": "2026-03-09", "end": "2026-04-15", "by": "month", "basis": "created"}
    assert run(Namespace(store=store.name, json=True, csv=False, **span), app) == 0
    found = json.loads(capsys.readouterr().out)
    march = found["periods"][0]
    share = targets.range_target(store_id, Period(MONDAY, date(2026, 3, 31)))
    assert share is not None
    assert march["targets"]["paid_amount"] == f"{share // 100}.{share % 100:02d}"
    assert (march["targets"]["conversion"], march["targets"]["visitors_per_day"]) == ("0.030000", "500.000000")
    assert march["targets"]["aov"] is None
    assert found["totals"]["targets"]["paid_amount"] is None, "April has none"


def test_campaign_days_do_not_bend_the_weekdays(app: App, store_id: int) -> None:
    """A campaign on one Monday has a weight of its own; Mondays are not busier for it."""
    days = [MONDAY - timedelta(days=offset) for offset in range(1, 85)]
    loud = days[6]
    rows = [{"day": day, "paid_fen": 500_000 if day == loud else 10_000} for day in days]
    add_store_days(app.services.ctx, store_id, rows)
    assert app.services.targets.weekdays(store_id, MONDAY)[loud.weekday()] > 1
    sale = Campaign(store_id=store_id, name="38", start=loud, end=loud, state=CampaignState.ENDED)
    app.services.campaigns.create(sale)
    assert app.services.targets.weekdays(store_id, MONDAY) == (Decimal(1),) * 7
