"""Every KPI of the dictionary opens to its rows, and what these come to is the figure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.conditions import Condition
from shopdesk.domain.kpi import KPIS, Basis, Kpi, kpi
from shopdesk.domain.kpi.bases import base, bases_of
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.kpi.rows import GIVEN, FigureRow, Place, Wish, columns_of, fields_of, label_of
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from tests.kpi_data import (
    add_channel_days,
    add_orders,
    add_product_days,
    add_service_days,
    add_store_days,
    order,
)

FIRST = date(2026, 3, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(20)]
SPANS = (
    Period(DAYS[0], DAYS[-1]),
    Period(DAYS[3], DAYS[3]),
    Period(DAYS[11], DAYS[11]),
    Period(date(2026, 2, 1), DAYS[8]),
)

ALONE = ("search_ads", "")


def some(random: Random, columns: list[str]) -> dict[str, Any]:
    """Figures of a row, of which one in eight is missing."""
    found: dict[str, Any] = {}
    for name in columns:
        if name.startswith(("dsr", "experience")):
            found[name] = Decimal(random.randint(400, 500)) / 100
        elif name == "bounce_rate":
            found[name] = Decimal(random.randint(1, 9999)) / 10000
        else:
            found[name] = random.randint(0, 9) * 37
    return {name: None if random.random() < 0.125 else value for name, value in found.items()}


def columns(source: Source) -> list[str]:
    return sorted({one.column for one in bases_of(source)} | {one.given for one in bases_of(source) if one.given})


@pytest.fixture(params=[True, False], ids=["buyers named", "some without a buyer"])
def store_id(request: pytest.FixtureRequest, app: App, store: Store) -> int:
    """A store with gaps in every source, on different days."""
    random, number, ctx = Random(7), store.id or 0, app.services.ctx
    orders = []
    for place, day in enumerate(DAYS):
        if place in (10, 11, 17):
            continue
        for count in range(5):
            paid = None if count == 4 else day + timedelta(days=count % 3)
            named = request.param or (place != 5 and count != 2)
            buyer = f"b{random.randint(1, 9)}" if named else None
            made = order(f"{place}-{count}", day, random.randint(1, 90_000), paid=paid, buyer=buyer)
            refund = random.choice((0, 0, 700)) if paid else 0
            orders.append({**made, "refund_fen": refund, "received_fen": made["gross_fen"] - refund if paid else None})
    add_orders(ctx, number, orders)
    known = [day for day in DAYS if random.random() < 0.85]
    add_store_days(ctx, number, [{"day": day, **some(random, columns(Source.STORE_DAYS))} for day in known])
    add_channel_days(
        ctx,
        number,
        [
            {"day": day, "channel": channel, "subject": subject, **some(random, columns(Source.CHANNELS)), **alone}
            for day in DAYS
            for channel in ("search_ads", "display_ads", "affiliates", "organic")
            for subject in ("", "plan A", "plan B")
            # On one day people are known of one campaign only, so that they are a figure.
            for alone in ({} if day != DAYS[11] else {"new_buyers": 3 if (channel, subject) == ALONE else None},)
            if random.random() < 0.6 or (day == DAYS[11] and (channel, subject) == ALONE)
        ],
    )
    add_product_days(
        ctx,
        number,
        [
            {"day": day, "product_id": str(product), **some(random, columns(Source.PRODUCTS))}
            for day in DAYS
            for product in range(4)
            if random.random() < 0.8
        ],
    )
    add_service_days(
        ctx,
        number,
        [
            {"day": day, "agent": agent, **some(random, columns(Source.SERVICE))}
            for day in DAYS
            for agent in ("", "小满", "阿青")
            if random.random() < 0.6
        ],
    )
    return number


def pages(
    app: App, store_id: int, item: Kpi, span: Period, basis: Basis, part: int, wish: Wish, size: int = 7
) -> list[FigureRow]:
    """All rows of a part, a page at a time."""
    found: list[FigureRow] = []
    after = None
    while True:
        page = app.services.figure_rows.page(store_id, item, span, basis, part, wish, limit=size, after=after)
        found += page.rows
        after = page.after
        if after is None:
            return found


def test_what_the_rows_come_to_is_the_figure_of_every_kpi(app: App, store_id: int) -> None:
    opened = set()
    for span in SPANS:
        for basis in Basis:
            figures = app.services.kpi.totals(store_id, span.start, span.end, basis)
            for item in KPIS:
                all_rows = app.services.figure_rows.totals(store_id, item, span, basis)
                where = (item.code, span, basis)
                assert all_rows.figure == figures[item.code], where
                if figures[item.code] is not None:
                    assert all_rows.parts, where
                    opened.add(item.code)
    assert opened == {item.code for item in KPIS}


def test_the_pages_hold_each_row_once_and_their_values_add_up_to_the_sum_below(app: App, store_id: int) -> None:
    for item in KPIS:
        for basis in Basis:
            said = app.services.figure_rows.totals(store_id, item, SPANS[0], basis)
            for number, (part, total) in enumerate(zip(said.parts, said.totals, strict=True)):
                rows = pages(app, store_id, item, SPANS[0], basis, number, Wish())
                assert len({row.id for row in rows}) == len(rows) == total.count
                assert [row.day for row in rows] == sorted((row.day for row in rows), reverse=True)
                assert all(len(row.cells) == len(fields_of(part.source)) for row in rows)
                assert columns_of(part) and label_of(part.base)
                if not part.base.people and not part.weight:
                    assert sum(row.given or 0 for row in rows) == (total.amount or 0), item.code


def test_where_the_days_make_no_figure_the_rows_say_it_by_day_and_are_not_added(app: App, store_id: int) -> None:
    item = kpi("visitors")
    said = app.services.figure_rows.totals(store_id, item, SPANS[0], Basis.CREATED)
    assert said.figure is None and said.parts[0].no_sum and item.why_no_total is not None
    rows = pages(app, store_id, item, SPANS[0], Basis.CREATED, 0, Wish())
    table = app.services.kpi.periods(store_id, SPANS[0].start, SPANS[0].end)
    assert {row.day: row.given for row in rows} == {
        line.period.start: line["visitors"] for line in table.rows if line["visitors"] is not None
    }


def test_days_without_orders_open_to_the_platforms_daily_table(app: App, store_id: int) -> None:
    said = app.services.figure_rows.totals(store_id, kpi("paid_amount"), SPANS[0], Basis.CREATED)
    assert [part.base.name for part in said.parts] == ["paid_fen", "store_paid_fen"]
    rows = pages(app, store_id, kpi("paid_amount"), SPANS[0], Basis.CREATED, 1, Wish())
    assert {row.day for row in rows} <= {DAYS[10], DAYS[11], DAYS[17]}


def test_rows_are_sorted_by_any_figure_those_without_it_last_and_the_pages_go_on(app: App, store_id: int) -> None:
    item = kpi("ad_sales")
    for down in (True, False):
        for name in (GIVEN, "clicks", "day"):
            wish = Wish(sort=name, down=down)
            rows = pages(app, store_id, item, SPANS[0], Basis.CREATED, 0, wish, size=4)
            plain = pages(app, store_id, item, SPANS[0], Basis.CREATED, 0, Wish())
            assert sorted(row.id for row in rows) == sorted(row.id for row in plain)
            place = [field.name for field in fields_of(Source.CHANNELS)].index(name) if name != GIVEN else None
            values = [row.given if place is None else row.cells[place] for row in rows]
            known = [value for value in values if value is not None]
            assert known == sorted(known, reverse=down)
            assert values[len(known) :] == [None] * (len(values) - len(known))


def test_what_is_filtered_is_counted_and_added_by_the_same_filter(app: App, store_id: int) -> None:
    item = kpi("gross_amount")
    wish = Wish(conditions=(("gross_fen", Condition(((">=", 40_000),))), ("paid_at", Condition())))
    rows = pages(app, store_id, item, SPANS[0], Basis.CREATED, 0, wish)
    said = app.services.figure_rows.totals(store_id, item, SPANS[0], Basis.CREATED, 0, wish)
    assert rows and all((row.given or 0) >= 40_000 for row in rows)
    assert (said.wished.count, said.wished.amount) == (len(rows), sum(int(row.given or 0) for row in rows))
    assert said.figure == app.services.kpi.totals(store_id, SPANS[0].start, SPANS[0].end)["gross_amount"]
    found = pages(app, store_id, kpi("clicks"), SPANS[0], Basis.CREATED, 0, Wish(words="plan A"))
    subject = [field.name for field in fields_of(Source.CHANNELS)].index("subject")
    assert found and {row.cells[subject] for row in found} == {"plan A"}
    assert app.services.figure_rows.every(store_id, item, SPANS[0], Basis.CREATED, 0, wish, list) == rows


def test_every_figure_of_every_kpi_is_declared_with_its_rows() -> None:
    for item in KPIS:
        for name in filter(None, (item.figure, item.per)):
            assert base(name).name == name
            if base(name).stand_in:
                assert base(base(name).stand_in).source is Source.STORE_DAYS
    assert {place.value for place in Place} == {"whole", "above", "below"}
