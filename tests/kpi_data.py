"""Orders and daily figures written straight into the tables, for tests of what reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from shopdesk.services.context import ServiceContext
from shopdesk.storage.tables.figures import channel_days, keyword_days, product_days, service_days, store_days
from shopdesk.storage.tables.orders import orders

# The definitions of the worked example, in SQL of their own: nothing here is shared with the program's rollup.
_ROLLUP = """
INSERT INTO order_days (store_id, basis, day, orders, paid_orders, unpaid_orders, refunded_orders, effective_orders,
                        gross_fen, paid_fen, refund_fen, net_fen, buyers)
SELECT store_id, :basis, {day}, COUNT(*), COUNT(paid_day), COUNT(*) - COUNT(paid_day),
       SUM(CASE WHEN refund_fen > 0 THEN 1 WHEN refund_fen <= 0 THEN 0 END),
       SUM(CASE WHEN paid_day IS NOT NULL AND received_fen > 0 THEN 1
                WHEN paid_day IS NULL OR received_fen <= 0 THEN 0 END),
       SUM(gross_fen), SUM(CASE WHEN paid_day IS NOT NULL THEN COALESCE(received_fen + refund_fen, gross_fen) END),
       SUM(refund_fen), SUM(received_fen),
       NULLIF(COUNT(DISTINCT CASE WHEN paid_day IS NOT NULL THEN buyer_key END), 0)
FROM orders WHERE {day} IS NOT NULL AND store_id = :store GROUP BY store_id, {day}
"""

# Likewise, by the hour in which orders were paid.
_HOURS = """
INSERT INTO order_hours (store_id, day, hour, paid_orders, paid_fen)
SELECT store_id, substr(paid_at, 1, 10), CAST(substr(paid_at, 12, 2) AS INTEGER), COUNT(*),
       SUM(COALESCE(received_fen + refund_fen, gross_fen))
FROM orders WHERE paid_at IS NOT NULL AND store_id = :store GROUP BY 1, 2, 3
"""


def add_orders(ctx: ServiceContext, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Write orders and refresh their daily sums."""
    with ctx.open_uow("test data") as uow:
        uow.connection.execute(insert(orders), [{"store_id": store_id, **row} for row in rows])
        _sum_orders(uow.connection, store_id)
        uow.touch("orders", "order_days", "order_hours")
        uow.commit()


def sum_orders(ctx: ServiceContext, store_id: int) -> None:
    """Refresh the daily sums of orders that were changed behind the program's back."""
    with ctx.open_uow("test data") as uow:
        _sum_orders(uow.connection, store_id)
        uow.touch("order_days", "order_hours")
        uow.commit()


def _sum_orders(connection: Connection, store_id: int) -> None:
    connection.execute(text("DELETE FROM order_days WHERE store_id = :store"), {"store": store_id})
    for basis, day in (("created", "created_day"), ("paid", "paid_day")):
        connection.execute(text(_ROLLUP.format(day=day)), {"basis": basis, "store": store_id})
    connection.execute(text("DELETE FROM order_hours WHERE store_id = :store"), {"store": store_id})
    connection.execute(text(_HOURS), {"store": store_id})


def order(
    key: str, day: date, fen: int | None = 10000, *, paid: date | None = None, refund: int = 0, buyer: str | None = None
) -> dict[str, Any]:
    """One order, paid unless ``paid`` is left out."""
    return {
        "order_key": key,
        "created_at": datetime.combine(day, datetime.min.time()),
        "created_day": day,
        "paid_at": datetime.combine(paid, datetime.min.time()) if paid else None,
        "paid_day": paid,
        "gross_fen": fen,
        "received_fen": (fen or 0) - refund if paid else 0,
        "refund_fen": refund,
        "buyer_key": buyer,
    }


def load_tmall(ctx: ServiceContext, store_id: int, folder: Path) -> None:
    """The real Tmall order report."""
    rows = []
    with (folder / "real" / "tmall_order_report.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            created = datetime.strptime(line["订单创建时间"].strip(), "%Y/%m/%d %H:%M")
            when = line["订单付款时间"].strip()
            paid = datetime.strptime(when, "%Y/%m/%d %H:%M") if when else None
            rows.append(
                {
                    "order_key": line["订单编号"].strip(),
                    "created_at": created,
                    "created_day": created.date(),
                    "paid_at": paid,
                    "paid_day": paid.date() if paid else None,
                    "gross_fen": int(Decimal(line["总金额"]) * 100),
                    "received_fen": int(Decimal(line["买家实际支付金额"]) * 100),
                    "refund_fen": int(Decimal(line["退款金额"]) * 100),
                    "province": line["收货地址"].strip(),
                    "buyer_key": None,
                }
            )
    add_orders(ctx, store_id, rows)


def _add(ctx: ServiceContext, table: Any, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    with ctx.open_uow("test data") as uow:
        for row in rows:
            uow.connection.execute(insert(table), {"store_id": store_id, **row})
        uow.touch(table.name)
        uow.commit()


def add_store_days(ctx: ServiceContext, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Write the platform's daily store figures."""
    _add(ctx, store_days, store_id, rows)


def add_channel_days(ctx: ServiceContext, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Write daily channel figures."""
    _add(ctx, channel_days, store_id, rows)


def add_product_days(ctx: ServiceContext, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Write daily product figures."""
    _add(ctx, product_days, store_id, rows)


def add_keyword_days(ctx: ServiceContext, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Keep figures of keywords; every row has the word and the day."""
    _add(ctx, keyword_days, store_id, rows)


def add_service_days(ctx: ServiceContext, store_id: int, rows: Iterable[dict[str, Any]]) -> None:
    """Write daily figures of customer service."""
    _add(ctx, service_days, store_id, rows)


def lively_store(ctx: ServiceContext, store_id: int, last: date, days: int = 60) -> None:
    """A store with sales, visitors, ads and products on every day but two, ending on ``last``."""
    start = last - timedelta(days=days - 1)
    made, store, ads, products = [], [], [], []
    for offset in range(days):
        day = start + timedelta(days=offset)
        if offset in (20, 21):
            continue
        count = 10 + (offset * 7) % 6 + (5 if day.weekday() >= 5 else 0)
        made += [
            order(
                f"{day}-{number}",
                day,
                8000 + 350 * (number % 9),
                paid=None if number % 8 == 7 else day,
                refund=3000 if number % 11 == 10 else 0,
                buyer=f"b{(offset * 5 + number) % 90}",
            )
            for number in range(count)
        ]
        store.append({"day": day, "visitors": 300 + 9 * (offset % 13), "page_views": 1400 + 31 * (offset % 7)})
        ads.append(
            {
                "day": day, "channel": "search_ads", "subject": "", "impressions": 9000 + 40 * offset, "clicks": 180,
                "spend_fen": 12000, "sales_fen": 30000 + 100 * offset,
            }
        )  # fmt: skip
        for name, sales in (("A", 40000 + 500 * offset), ("B", 60000 - 700 * offset)):
            products.append(
                {"day": day, "product_id": name, "title": f"Dress {name}", "paid_pieces": 3, "paid_fen": sales}
            )
    add_orders(ctx, store_id, made)
    add_store_days(ctx, store_id, store)
    add_channel_days(ctx, store_id, ads)
    add_product_days(ctx, store_id, products)
