"""Alerts of figures that are kept are those that would be found on that day, at that time, after whatever changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignState, OwnDay
from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi.alert_marks import MarkKind, Record
from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.chart_answer import Behind, one_of
from shopdesk.domain.kpi.kept_alerts import FigureAlerts, plain_figure_alerts, read_figure_alerts
from shopdesk.domain.orders import WAITING_STATUS, Basis
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Names, Text
from shopdesk.infra.clock import FixedClock
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import FIGURE_ALERTS, LATE_DAYS, KeptKind
from shopdesk.storage.queries import alert_records
from tests.kpi_data import add_channel_days, add_orders, add_product_days, add_store_days, order
from tests.storage.test_kept_answers import fresh, keep_all, sure

SUNDAY = date(2026, 3, 15)
_HISTORY = 120


def fill(app: App, store_id: int) -> None:
    """Visitors and search that fell, ads that bring little, a rating that is low, stock that ends, a missed target."""
    ctx, days = app.services.ctx, [(age, SUNDAY - timedelta(days=age)) for age in range(_HISTORY)]
    add_store_days(ctx, store_id, [
        {"day": day, "visitors": (600 if age < 7 else 1000) * (2 if day.weekday() == 6 else 1),
         "dsr_service": Decimal("4.5") if age < 3 else Decimal("4.8")}
        for age, day in days
    ])  # fmt: skip
    add_channel_days(ctx, store_id, [
        {"day": day, "channel": "search_ads", "subject": "", "spend_fen": 9_000,
         "sales_fen": 5_000 if age < 9 else 50_000}
        for age, day in days[:60]
    ])  # fmt: skip
    add_product_days(ctx, store_id, [
        {"day": day, "product_id": number, "title": f"壶 {number}", "visitors": 900, "paid_pieces": 10,
         "paid_fen": 9_000, "search_visitors": 150 if age < 7 and number == "7" else 400,
         "stock_pieces": 20 if age < 4 else 900}
        for age, day in days for number in ("7", "8")
    ])  # fmt: skip
    add_orders(ctx, store_id, [
        {**order(f"{day}-{number}", day, 9_000, paid=day, refund=4_000 if age < 7 and number else 0),
         "status": WAITING_STATUS if age < 3 else "交易成功",
         "shipped_at": None if age < 3 else datetime(day.year, day.month, day.day, 20)}
        for age, day in days[:90] for number in range(3)
    ])  # fmt: skip
    app.services.targets.set_month(store_id, SUNDAY, 9_000_000)


class Watcher:
    """Does, one thing after the other, whatever alerts of figures depend on, the passing of time among it."""

    def __init__(self, app: App, store: Store, clock: FixedClock, chance: Random) -> None:
        self.app, self.store_id, self.clock, self.chance = app, store.id or 0, clock, chance
        self.newer = 0
        self.steps: list[Callable[[], Any]] = [
            self.later, self.later, self.next_day, self.next_day, self.mark, self.mark, self.bars, self.target,
            self.campaign, self.own_day, self.another_day, self.undo,
        ]  # fmt: skip

    def later(self) -> None:
        self.clock.set(self.clock.now() + timedelta(hours=self.chance.randint(1, 9)))

    def next_day(self) -> None:
        self.clock.set(datetime.combine(self.clock.today() + timedelta(days=1), datetime.min.time().replace(hour=9)))

    def mark(self) -> None:
        found = self.app.services.alerts.now(self.store_id)
        if found:
            self.app.services.alerts.mark(self.store_id, self.chance.choice(found), self.chance.choice(list(MarkKind)))

    def bars(self) -> None:
        alerts = self.app.services.alerts
        rate = Decimal(self.chance.randint(1, 60)) / 100
        alerts.set_limits(self.store_id, replace(alerts.limits(self.store_id), visitors_drop=rate, search_drop=rate,
                                                 stock_days=self.chance.randint(1, 30)))  # fmt: skip

    def target(self) -> None:
        self.app.services.targets.set_month(self.store_id, SUNDAY, self.chance.choice((None, 1_000, 9_000_000)))

    def campaign(self) -> None:
        first = SUNDAY - timedelta(days=self.chance.randint(0, 40))
        self.app.services.campaigns.create(
            Campaign(store_id=self.store_id, name="活动", start=first, end=first + timedelta(days=3),
                     state=CampaignState.ENDED)
        )  # fmt: skip

    def own_day(self) -> None:
        day = SUNDAY - timedelta(days=self.chance.randint(0, 40))
        self.app.services.calendar.save_own_day(OwnDay(store_id=self.store_id, name="店庆", day=day))

    def another_day(self) -> None:
        self.newer += 1
        row = {"day": SUNDAY + timedelta(days=self.newer), "visitors": self.chance.randint(300, 2_000)}
        add_store_days(self.app.services.ctx, self.store_id, [row])

    def undo(self) -> None:
        try:
            self.app.services.history.undo()
        except UserError:
            self.later()


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_kept_is_what_would_be_found(app: App, store: Store, clock: FixedClock, seed: int) -> None:
    fill(app, store.id or 0)
    watcher = Watcher(app, store, clock, Random(seed))
    said: set[str] = set()

    def ask() -> list[list[Alert]]:
        return [app.services.alerts.now(watcher.store_id, basis) for basis in Basis]

    steps = [lambda: None, *watcher.chance.choices(watcher.steps, k=9)]
    for step in steps:
        step()
        ask()
        keep_all(app)
        app.services.ctx.reader.forget()
        assert FIGURE_ALERTS.name in sure(app)
        found = ask()
        assert found == fresh(app, ask)
        said |= {alert.code for alerts in found for alert in alerts}
    assert {"unshipped", "visitors_low", "dsr_service_low", "stock_low", "search_low", "roi_low"} <= said, said
    assert said & {"target_missed", "target_pace"}, said


def test_a_day_on_which_nothing_came_asks_for_nothing_again(
    app: App, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next morning's first alerts are there, with what the clock adds to them."""
    fill(app, store.id or 0)
    before = [one.code for one in app.services.alerts.now(store.id or 0)]
    keep_all(app)
    app.services.ctx.reader.forget()
    monkeypatch.setattr(type(app.services.alerts), "_reckoned", None)
    clock.set(datetime(2026, 3, 19, 9))
    assert set(app.services.alerts.now(store.id or 0)) and "stale" not in before
    assert {one.code for one in app.services.alerts.now(store.id or 0)} == {*before, "stale"}


def test_late_orders_are_looked_for_once_a_day(
    app: App, store: Store, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large store a year of orders takes a while, and each start would wait for it."""
    fill(app, store.id or 0)

    def unshipped() -> Alert:
        (found,) = [one for one in app.services.alerts.now(store.id or 0) if one.code == "unshipped"]
        return found

    before = unshipped()
    keep_all(app)
    app.services.ctx.reader.forget()
    monkeypatch.setattr(alert_records, "late_orders", None)
    clock.set(clock.now() + timedelta(hours=2))
    assert unshipped().record == before.record and before.record is not None
    monkeypatch.undo()
    add_orders(app.services.ctx, store.id or 0, [
        {**order("later", SUNDAY - timedelta(days=40), 9_000, paid=SUNDAY - timedelta(days=40)),
         "shipped_at": datetime(2026, 3, 9, 20)}
    ])  # fmt: skip
    record = unshipped().record
    assert record is not None and record.rang > before.record.rang


@pytest.mark.parametrize("kind", [FIGURE_ALERTS, LATE_DAYS])
def test_every_table_that_alerts_of_figures_read_ends_them(app: App, store: Store, kind: KeptKind) -> None:
    fill(app, store.id or 0)
    found: list[Alert] = []
    with app.services.ctx.reading() as reading:
        found = app.services.alerts.now(store.id or 0)
        known = app.services.ctx.reader._kept
        (read,) = [kept.tables for key, kept in known.items() if key[0] == kind.name]  # type: ignore[index]
        assert reading.tables >= read
    assert found
    assert read - {"kept_answers", "change_sets"} <= kind.sources
    for table in sorted(kind.sources):
        with app.services.ctx.open_uow("") as uow:
            kept_answers.keep(uow.connection, kind, store.id or 0, "some", [])
            uow.make_lasting()
        assert kind.name in sure(app)
        with app.services.ctx.open_uow("change") as uow:
            uow.touch(table)
            uow.commit()
        assert kind.name not in sure(app), table


def test_an_alert_comes_back_whole() -> None:
    span = Period(date(2026, 3, 1), date(2026, 3, 15))
    rows = Behind("item_stock", span, (("product_id", one_of("7")),), Text("of {name}", name="壶"), Basis.PAID)
    whole = Alert(
        code="stock_low", severity=Severity.SOON, text=Text("{names} and {count}", names=Names(["a", "b"]), count=3),
        kpi="item_stock", period=span, since=date(2026, 3, 2), record=Record(days=180, rang=3, right=1, explained=1),
        rows=rows, learned=True, subject="7", unjudged=Text("nobody knows"),
    )  # fmt: skip
    bare = Alert(code="roi_low", severity=Severity.NOW, text=Text("low"), kpi="roi", period=span)
    for found in (FigureAlerts(None), FigureAlerts(date(2026, 3, 15), (whole, bare), (bare,))):
        assert read_figure_alerts(json.loads(json.dumps(plain_figure_alerts(found)))) == found
