"""Targets over a real data file: a year by last year's shape, a month by weekdays and campaigns."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from shopdesk.bootstrap import App
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
    with pytest.raises(UserError, match="already"):
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
    targets.set_month(store_id, date(2026, 3, 1), None)
    assert targets.range_target(store_id, Period(date(2026, 2, 1), date(2026, 3, 31))) is None
    app.services.history.undo()
    assert targets.month(store_id, date(2026, 3, 1)) == months[date(2026, 3, 1)]


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
