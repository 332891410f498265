"""Alerts learned from a store's weekdays, and what the owner says about them: kept, undoable, and counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.alert_marks import MarkKind
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from tests.kpi_data import add_store_days

SUNDAY = date(2026, 3, 15)


@pytest.fixture
def store_id(store: Store) -> int:
    """The store's id."""
    assert store.id is not None
    return store.id


def visits(app: App, store_id: int, count: Callable[[int], int], days: int = 120) -> None:
    """Visitors of the days up to Sunday, by how many days ago it was; Sundays are twice as busy."""
    rows = []
    for age in range(days):
        day = SUNDAY - timedelta(days=age)
        rows.append({"day": day, "visitors": count(age) * (2 if day.weekday() == 6 else 1)})
    add_store_days(app.services.ctx, store_id, rows)


def low(app: App, store_id: int) -> Alert | None:
    """The alert of visitors."""
    return next((one for one in app.services.alerts.now(store_id) if one.code == "visitors_low"), None)


def test_a_slow_fall_that_no_week_shows_is_told_against_usual_weekdays(app: App, store_id: int) -> None:
    visits(app, store_id, lambda age: 1000 if age > 34 else 1000 - (35 - age) * 12)
    alert = low(app, store_id)
    assert alert is not None and alert.since is not None and alert.record is not None
    assert "less than these weekdays usually bring" in str(alert.text)
    assert alert.record.rang == 1


def test_a_campaign_of_the_past_makes_no_alarm_of_the_weeks_after(app: App, store_id: int) -> None:
    """Two of the eight weeks were a campaign: neither the mean nor the median may follow it."""
    visits(app, store_id, lambda age: 3000 if 7 <= age < 21 else 1000)
    assert low(app, store_id) is None
    start = SUNDAY - timedelta(days=20)
    app.services.campaigns.create(
        Campaign(store_id=store_id, name="38", start=start, end=start + timedelta(days=13), state=CampaignState.ENDED)
    )
    assert low(app, store_id) is None


def test_seen_is_silent_and_undone_it_rings_again(app: App, store_id: int) -> None:
    visits(app, store_id, lambda age: 600 if age < 7 else 1000)
    alert = low(app, store_id)
    assert alert is not None
    app.services.alerts.mark(store_id, alert, MarkKind.SEEN)
    assert low(app, store_id) is None
    app.services.history.undo()
    assert low(app, store_id) == alert


def test_an_explained_week_leaves_what_is_usual(app: App, store_id: int) -> None:
    visits(app, store_id, lambda age: 600 if age < 7 else 1000)
    alert = low(app, store_id)
    assert alert is not None
    app.services.alerts.mark(store_id, alert, MarkKind.CAMPAIGN)
    assert low(app, store_id) is None
    (mark,) = app.services.alerts.marks(store_id)
    assert (mark.start, mark.day) == (SUNDAY - timedelta(days=6), SUNDAY)


def test_a_problem_is_made_of_an_alert_and_both_or_neither_are_kept(app: App, store_id: int) -> None:
    visits(app, store_id, lambda age: 600 if age < 7 else 1000)
    alert = low(app, store_id)
    assert alert is not None
    with pytest.raises(UserError):
        app.services.alerts.make_problem(store_id, alert, "", "")
    assert app.services.alerts.marks(store_id) == ()
    made = app.services.alerts.make_problem(store_id, alert, "Visitors fell", "See the KPIs")
    assert [one.title for one in app.services.problems.open(store_id)] == [made.title]
    assert low(app, store_id) is None
    app.services.history.undo()
    assert app.services.problems.open(store_id) == []
    assert low(app, store_id) is not None


def test_quiet_weeks_of_december_before_an_early_spring_festival_are_no_news(
    app: App, store_id: int, clock: FixedClock
) -> None:
    """The festival of 2023 was on January 22: its quiet weeks began in the year before."""
    last, festivals = date(2022, 12, 31), (date(2022, 2, 1), date(2023, 1, 22))
    clock.set(datetime(2023, 1, 1, 9))
    days = [last - timedelta(days=age) for age in range(700)]
    quiet = {day for day in days if any(-30 <= (day - festival).days <= 7 for festival in festivals)}
    rows = [{"day": day, "visitors": 700 if day in quiet else 1000} for day in days]
    add_store_days(app.services.ctx, store_id, rows)
    assert low(app, store_id) is None
