"""The KPI and target services over a real data file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, text

from shopdesk.__main__ import main
from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.domain.kpi import KPIS, Basis, kpi
from shopdesk.domain.kpi.alerts import AlertLimits
from shopdesk.domain.periods import By, Period
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.brief import daily_brief
from shopdesk.storage.queries import order_days
from tests.kpi_data import (
    add_channel_days,
    add_orders,
    add_product_days,
    add_service_days,
    add_store_days,
    lively_store,
    order,
)

SUNDAY = date(2026, 3, 15)
MONDAY = date(2026, 3, 9)


@pytest.fixture
def store_id(store: Store) -> int:
    """The store's id."""
    assert store.id is not None
    return store.id


def test_no_data_no_rows_and_no_figures(app: App, store_id: int) -> None:
    table = app.services.kpi.periods(store_id, MONDAY, SUNDAY)
    assert table.rows == ()
    assert all(table.totals[item.code] is None for item in KPIS)
    assert app.services.kpi.data_range(store_id) is None
    assert app.services.alerts.now(store_id) == []
    brief = daily_brief(app.services.kpi, app.services.targets, store_id, SUNDAY)
    assert brief.yesterday.now.empty and brief.month.now.empty


def test_spans_from_one_reading_are_those_read_alone(app: App, store_id: int) -> None:
    """Near ones are read together, far ones apart, whichever way they overlap and in whatever order they are asked."""
    lively_store(app.services.ctx, store_id, SUNDAY, days=75)
    kpis, chance = app.services.kpi, Random(5)
    for basis in Basis:
        for _ in range(6):
            starts = [date(2025, 12, 20) + timedelta(days=chance.randrange(80)) for _ in range(4)]
            spans = [Period(start, start + timedelta(days=chance.choice((0, 0, 6, 30)))) for start in starts]
            for span, figures in zip(spans, kpis.spans(store_id, spans, basis), strict=True):
                (alone,) = kpis.spans(store_id, [span], basis)
                assert figures.period == span
                assert [figures[item.code] for item in KPIS] == [alone[item.code] for item in KPIS]


def test_a_morning_reads_its_figures_once(app: App, store_id: int) -> None:
    lively_store(app.services.ctx, store_id, SUNDAY, days=75)
    app.services.targets.set_month(store_id, date(2026, 3, 1), 9_000_000)
    read: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        read.append(statement)

    event.listen(app.services.ctx.engine, "before_cursor_execute", note)
    daily_brief(app.services.kpi, app.services.targets, store_id, SUNDAY)
    event.remove(app.services.ctx.engine, "before_cursor_execute", note)
    tables = ("product_days", "service_days", "target_days")
    assert {table: sum(f"FROM {table}" in one for one in read) for table in tables} == dict.fromkeys(tables, 1)


def test_what_two_parts_of_a_page_ask_alike_is_read_once_and_anew_by_the_next_page(app: App, store_id: int) -> None:
    add_orders(app.services.ctx, store_id, [order("a", MONDAY, 10_000, paid=MONDAY)])
    read: list[str] = []

    def paid() -> object:
        return app.services.kpi.totals(store_id, MONDAY, SUNDAY).get("paid_amount")

    event.listen(
        app.services.ctx.engine, "before_cursor_execute", lambda _one, _two, statement, *_more: read.append(statement)
    )
    with app.services.reading():
        first, once = paid(), len(read)
        assert paid() == first == 10_000 and len(read) == once > 0
    add_orders(app.services.ctx, store_id, [order("b", MONDAY, 5_000, paid=MONDAY)])
    assert paid() == 15_000


def test_a_day_whose_orders_nobody_paid_brought_nothing_and_is_not_missing(app: App, store_id: int) -> None:
    """Left out, it would take its visitors with it and let the month look further ahead than it is."""
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    made = [
        order("1", MONDAY, 10_000, paid=MONDAY, buyer="ann"),
        order("2", tuesday, 5_000, buyer="bob"),
        order("3", wednesday, None, buyer="bob"),
    ]
    add_orders(app.services.ctx, store_id, made)
    with app.services.ctx.open_uow("sums as an import makes them") as uow:
        order_days.rebuild(uow.connection, store_id)
        uow.touch("order_days", "order_hours")
        uow.commit()
    week = Period(MONDAY, SUNDAY)
    # A report that states no amounts knows of none.
    assert app.services.kpi.daily_values(store_id, week, "paid_amount") == {MONDAY: 10_000, tuesday: 0}
    unpaid = app.services.kpi.totals(store_id, tuesday, tuesday)
    assert (unpaid["paid_orders"], unpaid["amount_per_order"], unpaid["aov"]) == (0, None, None)
    assert app.services.kpi.daily_values(store_id, week, "paid_amount", Basis.PAID) == {MONDAY: 10_000}

    days = [{"day": MONDAY, "visitors": 100}, {"day": tuesday, "visitors": 300}]
    add_store_days(app.services.ctx, store_id, days)
    why = app.services.kpi.split(store_id, Period(MONDAY, tuesday), against=Period(MONDAY, MONDAY)).split
    assert why is not None and sum(part.effect for part in why.parts) == why.change == 0
    assert [part.after for part in why.parts if part.factor == "conversion"] == [Fraction(1, 400)]


def test_reports_that_never_say_when_an_order_was_paid_do_not_say_that_nobody_paid(app: App, store_id: int) -> None:
    add_orders(app.services.ctx, store_id, [order("1", MONDAY, 10_000), order("2", SUNDAY, 5_000)])
    add_store_days(app.services.ctx, store_id, [{"day": MONDAY, "visitors": 100, "paid_fen": 10_000}])
    week = Period(MONDAY, SUNDAY)
    assert app.services.kpi.daily_values(store_id, week, "paid_amount") == {MONDAY: 10_000}


def test_a_buyer_of_two_days_is_one_buyer_of_the_week(app: App, store_id: int) -> None:
    add_orders(
        app.services.ctx,
        store_id,
        [
            order("1", MONDAY, 10000, paid=MONDAY, buyer="ann"),
            order("2", MONDAY, 20000, paid=MONDAY, buyer="bob"),
            order("3", SUNDAY, 30000, paid=SUNDAY, buyer="ann"),
            order("4", SUNDAY, 99900, buyer="cat"),
        ],
    )
    days = app.services.kpi.periods(store_id, MONDAY, SUNDAY)
    assert [row["buyers"] for row in days.rows] == [2, 1]
    assert days.totals["buyers"] == 2
    assert days.totals["aov"] == 30000
    week = app.services.kpi.periods(store_id, MONDAY, SUNDAY, By.WEEK)
    assert week.rows[0]["buyers"] == 2


def test_buyers_are_counted_where_the_report_has_no_amounts_and_a_day_has_no_payment(app: App, store_id: int) -> None:
    unknown = {"gross_fen": None, "received_fen": 5000, "refund_fen": None}
    rows = [
        {**order("1", MONDAY, paid=MONDAY, buyer="ann"), **unknown},
        {**order("2", SUNDAY, paid=SUNDAY, buyer="ann"), **unknown},
        {**order("3", MONDAY + timedelta(days=2), buyer="bob"), **unknown},
    ]
    add_orders(app.services.ctx, store_id, rows)
    totals = app.services.kpi.totals(store_id, MONDAY, SUNDAY)
    assert totals["paid_amount"] is None
    assert totals["buyers"] == 1
    assert totals["aov"] is None


def test_orders_without_a_buyer_give_no_buyers_of_the_span(app: App, store_id: int) -> None:
    add_orders(
        app.services.ctx,
        store_id,
        [order("1", MONDAY, paid=MONDAY, buyer="ann"), order("2", SUNDAY, paid=SUNDAY)],
    )
    assert app.services.kpi.totals(store_id, MONDAY, SUNDAY)["buyers"] is None


def test_the_platforms_table_fills_days_without_orders_and_says_so(app: App, store_id: int) -> None:
    add_orders(app.services.ctx, store_id, [order("1", MONDAY, 10000, paid=MONDAY)])
    add_store_days(
        app.services.ctx,
        store_id,
        [
            {"day": MONDAY, "paid_fen": 77, "buyers": 9, "visitors": 100},
            {"day": SUNDAY, "paid_fen": 5000, "buyers": 2, "visitors": 50},
        ],
    )
    table = app.services.kpi.periods(store_id, MONDAY, SUNDAY)
    assert [row["paid_amount"] for row in table.rows] == [10000, 5000]
    assert table.filled["paid_fen"] == 1
    assert table.totals["conversion"] == Decimal("0.073333")
    assert table.totals["visitors"] is None


def test_weeks_and_months_hold_the_asked_days_only(app: App, store_id: int) -> None:
    add_orders(app.services.ctx, store_id, [order(str(n), MONDAY + timedelta(days=n), paid=MONDAY) for n in range(7)])
    table = app.services.kpi.periods(store_id, MONDAY + timedelta(days=2), SUNDAY, By.WEEK)
    assert [table.label(row) for row in table.rows] == ["2026-W11"]
    assert table.rows[0]["orders"] == 5


def test_a_channels_whole_is_not_added_to_its_parts(app: App, store_id: int) -> None:
    rows = [
        {"day": MONDAY, "channel": "search_ads", "subject": subject, "spend_fen": spend, "sales_fen": 3 * spend}
        for subject, spend in (("", 1000), ("plan a", 600), ("plan b", 400))
    ]
    rows += [{"day": MONDAY, "channel": "display_ads", "subject": "x", "spend_fen": 50, "sales_fen": None}]
    rows += [{"day": MONDAY, "channel": "organic", "subject": "", "spend_fen": None, "sales_fen": 99999}]
    add_channel_days(app.services.ctx, store_id, rows)
    totals = app.services.kpi.totals(store_id, MONDAY, MONDAY)
    assert totals["ad_spend"] == 1050
    assert totals["ad_sales"] == 3000
    assert totals["roi"] == Decimal("2.857143")
    lines = app.services.kpi.channels(store_id, Period(MONDAY, MONDAY))
    assert [(line.channel.value, line.spend_fen, line.roi) for line in lines] == [
        ("organic", None, None),
        ("search_ads", 1000, Decimal("3.000000")),
        ("display_ads", 50, None),
    ]


def test_ads_without_a_cost_do_not_flatter_the_roi(app: App, store_id: int) -> None:
    rows = [
        {"day": MONDAY, "channel": "search_ads", "subject": "", "clicks": 10, "spend_fen": 1000, "sales_fen": 2000},
        {"day": MONDAY, "channel": "site_ads", "subject": "", "clicks": 90, "spend_fen": None, "sales_fen": 50000},
        {"day": MONDAY, "channel": "affiliates", "subject": "", "clicks": None, "spend_fen": 300, "sales_fen": 9000},
    ]
    add_channel_days(app.services.ctx, store_id, rows)
    totals = app.services.kpi.totals(store_id, MONDAY, MONDAY)
    assert (totals["ad_spend"], totals["ad_sales"]) == (1000, 52000)
    assert totals["roi"] == Decimal("2.000000")
    assert totals["cost_per_click"] == 100


def test_service_people_are_added_unless_the_team_is_stated(app: App, store_id: int) -> None:
    add_service_days(
        app.services.ctx,
        store_id,
        [
            {
                "day": MONDAY,
                "agent": agent,
                "inquiries": asked,
                "paid_inquiries": paid,
                "received": asked,
                "first_reply_seconds": seconds,
            }
            for agent, asked, paid, seconds in (("li", 10, 4, 20), ("wu", 30, 6, 40))
        ],
    )
    totals = app.services.kpi.totals(store_id, MONDAY, MONDAY)
    assert totals["inquiry_conversion"] == Decimal("0.250000")
    assert totals["first_reply_seconds"] == Decimal("35.000000")


def test_best_and_falling_products(app: App, store_id: int) -> None:
    def day(name: str, when: date, fen: int, stock: int | None = None) -> dict[str, object]:
        return {
            "day": when, "product_id": name, "title": name, "paid_pieces": 2, "paid_fen": fen, "stock_pieces": stock,
        }  # fmt: skip

    before = MONDAY - timedelta(days=7)
    add_product_days(
        app.services.ctx,
        store_id,
        [day("a", before, 9000), day("b", before, 100), day("a", MONDAY, 4000, 10), day("b", MONDAY, 8000)],
    )
    lines = app.services.kpi.products(store_id, Period(MONDAY, SUNDAY))
    assert [line.product_id for line in lines] == ["b", "a"]
    assert lines[1].change_fen == -5000
    assert lines[1].stock_days == Decimal("5.000000")


def test_the_stock_of_a_product_lasts_as_long_in_every_span(app: App, store_id: int) -> None:
    rows = [
        {
            "day": SUNDAY - timedelta(days=offset), "product_id": "a", "title": "a", "paid_fen": 100,
            "paid_pieces": 10 if offset < 14 else 2, "stock_pieces": 50,
        }
        for offset in range(90)
    ]  # fmt: skip
    add_product_days(app.services.ctx, store_id, rows)
    spans = [7, 14, 30, 90]
    found = [
        app.services.kpi.products(store_id, Period(SUNDAY - timedelta(days=days - 1), SUNDAY))[0].stock_days
        for days in spans
    ]
    assert found == [Decimal(5)] * 4
    alerts = [str(alert.text) for alert in app.services.alerts.now(store_id) if alert.code == "stock_low"]
    assert alerts == ["The stock of “a” lasts 5 days at the present sales; reordering takes 15."]


def test_centuries_are_answered_at_once_and_the_calendars_ends_do_not_crash(app: App, store_id: int) -> None:
    add_store_days(app.services.ctx, store_id, [{"day": MONDAY, "paid_fen": 10000, "visitors": 100}])
    for by in By:
        table = app.services.kpi.periods(store_id, date.min, date.max, by)
        assert [row["paid_amount"] for row in table.rows] == [10000]
    for span in (Period(date.min, date.min), Period(date.min, SUNDAY), Period(date.min, date.max)):
        assert app.services.kpi.split(store_id, span).split is None
        assert app.services.kpi.compare(store_id, span).change(kpi("paid_amount")).direction is None


def test_the_morning_brief(app: App, store_id: int) -> None:
    lively_store(app.services.ctx, store_id, SUNDAY)
    app.services.targets.set_month(store_id, date(2026, 3, 1), 3_100_000_00)
    brief = daily_brief(app.services.kpi, app.services.targets, store_id, date(2026, 3, 16))
    assert brief.yesterday.now["paid_amount"] == app.services.kpi.totals(store_id, SUNDAY, SUNDAY)["paid_amount"]
    assert brief.month.now.period == Period(date(2026, 3, 1), SUNDAY)
    assert brief.month.before.period == Period(date(2026, 2, 1), date(2026, 2, 15))
    assert brief.target_month == 3_100_000_00
    assert brief.target_today is not None
    assert brief.pace is not None
    assert brief.pace.ahead < 0


def test_alerts_say_what_is_wrong(app: App, store_id: int, clock: FixedClock) -> None:
    days = [SUNDAY - timedelta(days=offset) for offset in range(35)]
    add_store_days(
        app.services.ctx,
        store_id,
        [
            {
                "day": day, "visitors": 700 if day >= MONDAY else 1000, "buyers": 14 if day >= MONDAY else 40,
                "paid_fen": 140000 if day >= MONDAY else 400000, "orders": 14, "dsr_service": "4.55",
            }
            for day in days
        ],
    )  # fmt: skip
    add_channel_days(
        app.services.ctx,
        store_id,
        [{"day": day, "channel": "search_ads", "subject": "", "spend_fen": 10000, "sales_fen": 4000} for day in days],
    )
    app.services.targets.set_month(store_id, date(2026, 3, 1), 31 * 300000)
    waiting = {**order("w", MONDAY, paid=MONDAY), "status": "买家已付款,等待卖家发货"}
    add_orders(app.services.ctx, store_id, [waiting])
    clock.set(datetime(2026, 3, 20, 9, 0))
    found = {alert.code: str(alert.text) for alert in app.services.alerts.now(store_id)}
    assert set(found) == {
        "unshipped", "conversion_low", "visitors_low", "target_missed", "target_pace", "dsr_service_low", "roi_low",
        "stale",
    }  # fmt: skip
    assert found["conversion_low"].startswith("Conversion of the last 7 days is 2.0")
    assert found["unshipped"] == "1 orders were paid more than 24 hours ago and are not shipped."
    assert "4 days are missing" in found["stale"]
    assert found["target_pace"].endswith("below its target of 93,000.00.")


def test_the_owners_bars_count(app: App, store_id: int) -> None:
    assert app.services.alerts.limits(store_id) == AlertLimits()
    days = [SUNDAY - timedelta(days=offset) for offset in range(35)]
    add_store_days(app.services.ctx, store_id, [{"day": day, "visitors": 100, "dsr_service": "4.70"} for day in days])
    assert app.services.alerts.now(store_id) == []
    stricter = AlertLimits(dsr_bar=Decimal("4.8"), target_days=5)
    app.services.alerts.set_limits(store_id, stricter)
    assert app.services.alerts.limits(store_id) == stricter
    assert [alert.code for alert in app.services.alerts.now(store_id)] == ["dsr_service_low"]
    with pytest.raises(UserError, match="Visitors fall week on week by: At least 1%"):
        app.services.alerts.set_limits(store_id, AlertLimits(visitors_drop=Decimal(0)))


@pytest.mark.parametrize(
    ("column", "value"),
    [("experience", "NaN"), ("experience", "1e400"), ("dsr_service", "yesterday"), ("day", "tomorrow")],
)
def test_a_figure_that_cannot_be_read_is_named(app: App, store_id: int, column: str, value: str) -> None:
    add_store_days(app.services.ctx, store_id, [{"day": SUNDAY, "visitors": 1}])
    with app.services.ctx.open_uow("test data") as uow:
        uow.connection.execute(text(f"UPDATE store_days SET {column} = :value"), {"value": value})
        uow.touch("store_days")
        uow.commit()
    with pytest.raises(UserError, match=f"“{value}” as "):
        app.services.kpi.data_range(store_id)
        app.services.kpi.totals(store_id, MONDAY, SUNDAY)


def test_the_paid_basis_counts_people_by_payment_day(app: App, store_id: int) -> None:
    add_orders(app.services.ctx, store_id, [order("1", MONDAY, paid=SUNDAY, buyer="ann")])
    made = app.services.kpi.totals(store_id, MONDAY, MONDAY, Basis.CREATED)
    paid = app.services.kpi.totals(store_id, SUNDAY, SUNDAY, Basis.PAID)
    assert made["buyers"] == paid["buyers"] == 1
    assert paid["orders"] is None


def test_the_calm_after_a_campaign_is_no_alarm(app: App, store_id: int) -> None:
    busy = (MONDAY - timedelta(days=2), MONDAY - timedelta(days=1))
    days = [SUNDAY - timedelta(days=offset) for offset in range(35)]
    add_store_days(
        app.services.ctx,
        store_id,
        [{"day": day, "visitors": 9000 if day in busy else 1000, "buyers": 900 if day in busy else 30} for day in days],
    )
    assert {alert.code for alert in app.services.alerts.now(store_id)} == {"conversion_low", "visitors_low"}
    sale = Campaign(store_id=store_id, name="38", start=busy[0], end=busy[1], state=CampaignState.ENDED)
    app.services.campaigns.create(sale)
    assert app.services.alerts.now(store_id) == []


def test_a_real_fall_beside_a_campaign_is_told_without_its_days(app: App, store_id: int) -> None:
    busy = MONDAY - timedelta(days=1)
    days = [SUNDAY - timedelta(days=offset) for offset in range(35)]
    add_store_days(
        app.services.ctx,
        store_id,
        [
            {"day": day, "visitors": 9000 if day == busy else 500 if day >= MONDAY else 1000, "buyers": 15}
            for day in days
        ],
    )
    app.services.campaigns.create(
        Campaign(store_id=store_id, name="38", start=busy, end=busy, state=CampaignState.ENDED)
    )
    said = [str(alert.text) for alert in app.services.alerts.now(store_id)]
    assert said == ["Visitors fell 50% week on week, to 500 a day, campaign days left out."]


def test_the_command_line_takes_the_ends_of_the_calendar_and_refuses_reversed_days(
    app: App, store_id: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_store_days(app.services.ctx, store_id, [{"day": MONDAY, "paid_fen": 10000, "visitors": 100}])
    app.close()
    folder = ["--data-dir", str(tmp_path / "data"), "--lang", "en"]
    for step in By:
        assert main([*folder, "kpi", "--from", "0001-01-01", "--to", "9999-12-31", "--by", step]) == 0
        assert "100.00" in capsys.readouterr().out
    assert main([*folder, "kpi", "--from", "2026-03-08", "--to", "2026-03-02"]) == 1
    assert "lies before the start" in capsys.readouterr().err
