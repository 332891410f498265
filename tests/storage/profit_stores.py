"""Generated stores with orders, items, a statement and ads, as dictionaries and written into a data file."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from sqlalchemy import insert

from shopdesk.bootstrap import App
from shopdesk.domain.figures import Channel
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.ledger.costs import CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import channel_days
from shopdesk.storage.tables.imports import imports
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans
from shopdesk.storage.tables.orders import order_items, orders

FIRST, LAST = date(2026, 1, 20), date(2026, 2, 18)
DAYS = [FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
PRODUCTS = ["600001", "600002", "600003", "600004"]
COST = {"600001": 31_37, "600002": 5_05, "600003": 140_00}
DEARER_FROM, DEARER = date(2026, 2, 3), 33_33
SELLABLE = {"600001": Fraction(1), "600002": Fraction(0), "600003": Fraction(1, 2)}
FREIGHT, PACKING, RENT, YEARLY = 4_35, 65, 3_000_07, 30_000_00
COMMISSION, SOFTWARE = Fraction(5, 100), Fraction(6, 1000)


def world(seed: int, products: list[str]) -> dict[str, Any]:
    """Orders with items, lines of a statement that covers every day, and ads."""
    rnd = Random(seed)
    found: dict[str, Any] = {"orders": [], "lines": [], "ads": {}}
    for number in range(rnd.randint(30, 70)):
        order = _an_order(rnd, number, products)
        found["orders"].append(order)
        found["lines"] += _its_lines(rnd, order)
    for kind in ("insurance_paid_out", "donation", "interest", "loan_cost", "insurance", "transfer", "ads_topup"):
        for _ in range(rnd.randint(0, 3)):
            sign = 1 if kind in ("insurance_paid_out", "interest") else -1
            found["lines"].append((rnd.choice(DAYS), kind, sign * rnd.randint(1, 500_00), None))
    found["yearly"] = (date(2026, 1, 22), -YEARLY)
    for day in DAYS:
        found["ads"][day, ""] = rnd.randint(0, 300_00)
        if rnd.random() < 0.5:
            found["ads"][day, "600002"] = rnd.randint(0, 50_00)
    return found


def _an_order(rnd: Random, number: int, products: list[str]) -> dict[str, Any]:
    items: list[dict[str, Any]] = [
        {
            "product": rnd.choice(products),
            "pieces": rnd.randint(1, 3),
            "payable": rnd.choice((0, rnd.randint(1, 400_00))),
        }
        for _ in range(rnd.randint(1, 3))
    ]
    paid = sum(item["payable"] for item in items) - rnd.choice((0, 0, min(3, items[0]["payable"])))
    for item in items:
        item["refund"] = rnd.choice((0, item["payable"]))
    return {
        "no": str(2_300_000_000_000_000_000 + number), "day": rnd.choice(DAYS), "paid": paid,
        "refund": rnd.choice((0, 0, 0, paid, rnd.randint(0, paid))), "items": items, "sent": rnd.random() < 0.85,
        "received": 0, "charges": defaultdict(int),
    }  # fmt: skip


def _its_lines(rnd: Random, order: dict[str, Any]) -> list[tuple[date, str, int, str]]:
    lines = []
    number, day = order["no"], order["day"]
    if rnd.random() < 0.7 and order["paid"] > order["refund"]:
        when = day + timedelta(days=rnd.randint(1, 9))
        lines.append((when, "sale", order["paid"], number))
        order["received"] = order["paid"]
        for kind in ("commission", "software_fee", "points", "coupons", "payment_service", "affiliate"):
            if rnd.random() < 0.6:
                lines.append((when, kind, -rnd.randint(1, 30_00), number))
        if rnd.random() < 0.2:
            lines.append((when, "commission", rnd.randint(1, 3_00), number))
    if rnd.random() < 0.4:
        lines.append((day, "insurance", -rnd.randint(10, 90), number))
    if rnd.random() < 0.1:
        lines.append((day, "compensation", -rnd.randint(1_00, 9_00), number))
    return lines


def write(app: App, store: Store, made: dict[str, Any]) -> None:
    """Put the world into the data file."""
    store_id = store.id or 0
    services = app.services
    for product, fen in COST.items():
        sellable = SELLABLE[product]
        services.costs.keep(
            UnitCost(
                store_id=store_id, product_id=product, cost_fen=fen,
                sellable=None if sellable == 1 else _decimal(sellable),
            )
        )  # fmt: skip
    services.costs.keep(UnitCost(store_id=store_id, product_id="600001", cost_fen=DEARER, valid_from=DEARER_FROM))
    for kind, rhythm, fen in (
        (CostKind.FREIGHT, Rhythm.PER_PARCEL, FREIGHT),
        (CostKind.PACKING, Rhythm.PER_PARCEL, PACKING),
        (CostKind.RENT, Rhythm.MONTHLY, RENT),
    ):
        services.costs.keep(
            DatedCost(store_id=store_id, kind=kind, rhythm=rhythm, amount_fen=fen, first_day=date(2025, 1, 1))
        )
    services.setup.start(store)
    services.setup.fees.add_own(store_id, FeeItem.COMMISSION, rate=_decimal(COMMISSION), source="合同")
    services.setup.fees.add_own(store_id, FeeItem.SERVICE_FEE, rate=_decimal(SOFTWARE), source="合同")
    services.people.hire(store_id, "小满", "service", date(2025, 6, 1), base_fen=4_000_01)
    rows, items, lines = [], [], []
    for order in made["orders"]:
        paid_at = datetime.combine(order["day"], datetime.min.time()) + timedelta(hours=10)
        rows.append(
            {
                "store_id": store_id, "order_key": order["no"], "order_no": order["no"], "created_at": paid_at,
                "created_day": order["day"], "paid_at": paid_at, "paid_day": order["day"], "gross_fen": order["paid"],
                "received_fen": order["paid"] - order["refund"], "refund_fen": order["refund"],
                "shipped_at": paid_at + timedelta(hours=5) if order["sent"] else None,
            }
        )  # fmt: skip
        for place, item in enumerate(order["items"]):
            items.append(
                {
                    "store_id": store_id, "item_key": f"{order['no']}{place}", "order_no": order["no"],
                    "title": f"商品{item['product']}", "product_id": item["product"], "pieces": item["pieces"],
                    "payable_fen": item["payable"], "refund_fen": item["refund"],
                }
            )  # fmt: skip
    stated = [(day, kind, fen, number, "") for day, kind, fen, number in made["lines"]]
    stated.append((made["yearly"][0], "software_fee", made["yearly"][1], None, "天猫技术服务费年费"))
    sums: dict[tuple[date, str], list[int]] = {}
    for place, (day, kind, fen, number, remark) in enumerate(stated):
        lines.append(
            {
                "store_id": store_id, "source": StatementSource.ALIPAY, "account": "a", "line_key": str(place),
                "at": datetime.combine(day, datetime.min.time()), "day": day, "position": place, "amount_fen": fen,
                "remark": remark, "order_no": number, "kind": LineKind(kind), "rule": "", "counted": True,
            }
        )  # fmt: skip
        sums.setdefault((day, kind), []).append(fen)
    days = [
        {
            "store_id": store_id, "source": StatementSource.ALIPAY, "account": "a", "day": day,
            "kind": LineKind(kind), "lines": len(fens), "amount_fen": sum(fens),
        }
        for (day, kind), fens in sums.items()
    ]  # fmt: skip
    ads = [
        {"store_id": store_id, "channel": Channel.SEARCH_ADS, "subject": subject, "day": day, "spend_fen": fen}
        for (day, subject), fen in made["ads"].items()
    ]
    run = {
        "store_id": store_id, "file_name": "o.csv", "file_hash": "x", "kind": ImportKind.ORDERS, "template": "t",
        "header_row": 1, "rows": 1, "new": 1, "updated": 0, "unchanged": 0, "skipped": 0, "repeats": 0,
        "started_at": datetime(2026, 3, 1), "finished_at": datetime(2026, 3, 1), "first_day": FIRST, "last_day": LAST,
    }  # fmt: skip
    span = {
        "store_id": store_id, "source": StatementSource.ALIPAY, "account": "a", "first_day": FIRST,
        "last_day": LAST + timedelta(days=9), "import_id": 1, "checks": (),
    }  # fmt: skip
    with app.services.ctx.open_uow("world") as uow:
        for table, found in (
            (orders, rows), (order_items, items), (statement_lines, lines), (statement_days, days),
            (statement_spans, [span]), (channel_days, ads), (imports, [run]),
        ):  # fmt: skip
            uow.connection.execute(insert(table), found)
            uow.touch(table.name)
        uow.commit()


def _decimal(value: Fraction) -> Any:
    return Decimal(value.numerator) / value.denominator
