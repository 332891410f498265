"""Up to when a day's form looks as it does now: no item and no block stands otherwise before that moment."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from shopdesk.bootstrap import App
from shopdesk.domain.daily.sheet import lines_of, next_turn
from shopdesk.domain.daily.timetable import turn_at
from shopdesk.domain.stores import Store
from tests.conftest import MONDAY


def test_nothing_turns_before_the_next_turn_and_something_does_then(app: App, store: Store):
    form = app.services.daily.sheet(store.id or 0, MONDAY.date()).form
    day = MONDAY.date()

    def look(now: datetime) -> object:
        standings = [line.standing for line in lines_of(form, day, now, [], {})]
        return standings, [turn_at(block, now.time()) for block in form.timetable]

    now, turns = datetime.combine(day, time()), 0
    ends = next_turn(form, day, now)
    shown = look(now)
    while now.date() == day:
        if ends is not None and now >= ends:
            turns += look(now) != shown
            ends, shown = next_turn(form, day, now), look(now)
        assert look(now) == shown, now
        now += timedelta(seconds=20)
    assert turns > 10
    assert next_turn(form, day, now) is None


def test_alerts_hold_until_the_next_order_is_late(app: App, store: Store):
    from shopdesk.domain.kpi import Basis
    from tests.kpi_data import add_orders, order

    paid = MONDAY - timedelta(hours=20)
    row = order("1", paid.date(), paid=paid.date())
    row |= {"paid_at": paid, "status": "买家已付款，等待卖家发货"}
    add_orders(app.services.ctx, store.id or 0, [row])
    with app.services.reading() as reading:
        app.services.alerts.now(store.id or 0, Basis.CREATED)
    assert reading.until == paid + timedelta(hours=24)
