"""The rows that an alert opens are those that its sentence counts, reckoned again in plain Python."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from shopdesk.bootstrap import App
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.kpi.slice_figures import figure_of
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.figure_rows import AllRows
from tests.kpi_data import add_orders, add_product_days, order


def alert_of(app: App, store: Store, code: str) -> Alert:
    return next(one for one in app.services.alerts.now(store.id or 0, Basis.CREATED) if one.code == code)


def rows_of(app: App, store: Store, alert: Alert) -> AllRows:
    behind = alert.rows
    assert behind is not None
    basis = behind.basis or Basis.CREATED
    return app.services.figure_rows.totals(
        store.id or 0, figure_of(behind.code), behind.period, basis, only=behind.only
    )


def test_the_orders_of_the_alert_about_shipping_are_those_that_it_counts(
    app: App, store: Store, clock: FixedClock
) -> None:
    random, now = Random(5), clock.now()
    rows: list[dict[str, Any]] = []
    for number in range(60):
        paid = None if number % 9 == 0 else now - timedelta(hours=random.choice((1, 23, 25, 60, 24 * 40)))
        day = (paid or now).date()
        rows.append(
            {
                **order(f"n{number}", day, paid=day if paid else None),
                "paid_at": paid,
                "status": random.choice(("买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功")),
                "shipped_at": random.choice((None, None, now)) if paid else None,
            }
        )
    add_orders(app.services.ctx, store.id or 0, rows)
    late = [
        one["order_key"]
        for one in rows
        if one["paid_at"] and one["paid_at"] < now - timedelta(hours=24)
        and one["shipped_at"] is None and "等待卖家发货" in one["status"]
    ]  # fmt: skip
    alert = alert_of(app, store, "unshipped")
    assert alert.text.params["count"] == len(late) > 3
    found = rows_of(app, store, alert)
    assert (found.wished.count, found.figure) == (len(late), len(late))


def test_the_alert_about_a_stock_opens_the_days_of_that_product(app: App, store: Store, clock: FixedClock) -> None:
    last = datetime.combine(clock.today() - timedelta(days=1), datetime.min.time()).date()
    add_orders(app.services.ctx, store.id or 0, [order("1", last, paid=last)])
    days = [
        {"product_id": product, "day": last - timedelta(days=back), "title": product, "paid_pieces": 10,
         "stock_pieces": 30 + back if product == "low" else 9_000}
        for product in ("low", "plenty") for back in range(20)
    ]  # fmt: skip
    add_product_days(app.services.ctx, store.id or 0, days)
    alert = alert_of(app, store, "stock_low")
    found = rows_of(app, store, alert)
    assert (found.wished.count, found.figure) == (14, 30), "the newest stock, of two weeks"
    assert alert.rows is not None and alert.rows.about == "low"
