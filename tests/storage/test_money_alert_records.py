"""Alerts of the money: products that lose money by the ends of the months, of the others why nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.kpi.alert_marks import MarkKind
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.learned import RECORD_DAYS
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, make_sample


@pytest.fixture
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    i18n.set_language("en")
    app = open_app(make_sample(tmp_path_factory.mktemp("money"), "en"), "en", clock=FixedClock(NOW))
    yield app
    app.close()


def alerts(app: App) -> dict[str, Alert]:
    return {one.key: one for one in app.services.alerts.now(app.services.stores.all()[0].id or 0)}


def lost(app: App, first: date, last: date) -> bool:
    """Whether a product lost money, asked of the table itself."""
    rows = app.services.profit.table(app.services.stores.all()[0].id or 0, first, last, Split.PRODUCT).rows
    return any(row.key and (row.contribution or 0) < 0 for row in rows)


def test_products_that_lose_money_are_judged_at_the_ends_of_months(sample: App) -> None:
    while sample.services.kept.keep_some(60):
        pass
    found = alerts(sample)["loss_makers"]
    last = found.period.end
    begun, day = last, last.replace(day=1) - timedelta(days=1)
    while (last - day).days < RECORD_DAYS and lost(sample, day.replace(day=1), day):
        begun, day = day, day.replace(day=1) - timedelta(days=1)
    assert (found.since, found.record and found.record.days) == (begun, RECORD_DAYS)
    assert found.record is not None and found.record.rang >= 1
    store = sample.services.stores.all()[0].id or 0
    sample.services.alerts.mark(store, found, MarkKind.CAMPAIGN)
    assert "loss_makers" not in alerts(sample)


def test_what_nobody_can_judge_says_why_and_is_silent_for_a_day_only(sample: App) -> None:
    before = alerts(sample)
    money = [one for one in before.values() if one.code.startswith(("orders_", "not_classified", "month_changed"))]
    assert len(money) >= 2
    store = sample.services.stores.all()[0].id or 0
    for one in money:
        assert (one.record, one.since, one.can_be_explained) == (None, None, False)
        assert one.unjudged is not None and str(one.unjudged)
        sample.services.alerts.mark(store, one, MarkKind.SEEN)
        assert one.key not in alerts(sample)
    assert isinstance(sample.clock, FixedClock)
    sample.clock.set(NOW + timedelta(days=1))
    assert {one.key for one in money} <= set(alerts(sample))
