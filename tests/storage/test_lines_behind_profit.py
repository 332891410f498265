"""The lines that a step of profit opens are those that it was made of: to the fen by time, complete by product."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import Behind
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import By, Period, period_of
from shopdesk.domain.stores import Store
from tests import money_files
from tests.storage.profit_stores import FIRST, LAST, PRODUCTS, world, write

SPAN = Period(date(2026, 1, 20), date(2026, 3, 17))
KINDS = {
    Part.PAYMENT_FEES: (LineKind.PAYMENT_SERVICE,),
    Part.AFFILIATE: (LineKind.AFFILIATE,),
    Part.INSURANCE: (LineKind.INSURANCE, LineKind.INSURANCE_PAID_OUT),
    Part.COMPENSATION: (LineKind.COMPENSATION,),
}
"""The parts of which nothing is ever estimated, so that the lines are the whole of them."""


@pytest.fixture
def mine(app: App, store: Store, tmp_path: Path) -> int:
    """A store with orders, sub-orders and statements."""
    app.services.imports.run(money_files.write_all(money_files.Maker(3, 120).shop, tmp_path), store)
    return store.id or 0


def test_lines_of_a_day_week_month_and_of_all_add_up_to_the_part(app: App, mine: int) -> None:
    met = 0
    for by in (Split.DAY, Split.WEEK, Split.MONTH):
        table = app.services.profit.table(mine, SPAN.start, SPAN.end, by)
        assert table.period is not None
        rows = [(row, _days(row.key, by, table.period)) for row in table.rows] + [(table.total, table.period)]
        for row, days in rows[-9:]:
            for part, kinds in KINDS.items():
                page = app.services.ledger.lines(mine, kinds=kinds, behind=Behind(days), limit=5_000)
                assert -page.amount == (row[part] or 0), (row.key, part)
                assert sum(line.amount for line in page.lines) == page.amount and len(page.lines) == page.count
                met += page.count
    assert met > 50


def test_lines_of_a_product_are_those_of_its_orders(app: App, store: Store) -> None:
    mine, made = store.id or 0, world(3, PRODUCTS)
    write(app, store, made)
    carts = {order["no"]: {item["product"] for item in order["items"]} for order in made["orders"]}
    every = app.services.ledger.lines(mine, kinds=tuple(LineKind), behind=Behind(Period(FIRST, LAST)), limit=9_000)
    for product in PRODUCTS:
        found = app.services.ledger.lines(
            mine, kinds=tuple(LineKind), behind=Behind(Period(FIRST, LAST), product), limit=9_000
        )
        wanted = [one for one in every.lines if product in carts.get(one.order_no or "", set())]
        assert wanted and list(found.lines) == wanted, product
    # What no order was paid for stands behind the whole alone.
    assert any(one.order_no is None for one in every.lines)


def _days(key: str, by: Split, within: Period) -> Period:
    if by is Split.DAY:
        day: Any = date.fromisoformat(key)
    elif by is Split.WEEK:
        day = date.fromisocalendar(int(key[:4]), int(key[-2:]), 1)
    else:
        day = date.fromisoformat(f"{key}-01")
    whole = period_of(day, By(by.value))
    return Period(max(whole.start, within.start), min(whole.end, within.end))
