"""Visitors from search come with the product report, top-ups with the statement; alerts are made of both."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from shopdesk.bootstrap import App
from shopdesk.domain.kpi.alerts import Alert
from shopdesk.domain.stores import Store
from tests.import_files import write_csv
from tests.kpi_data import add_channel_days, add_store_days
from tests.statement_files import Form, Line, balanced, write_statement

SUNDAY = date(2026, 3, 15)


def found(app: App, store: Store, code: str) -> Alert | None:
    """The alert of that code, if it stands."""
    return next((one for one in app.services.alerts.now(store.id or 0) if one.code == code), None)


def day_of(age: int) -> date:
    """So many days before the last one."""
    return SUNDAY - timedelta(days=age)


def test_a_product_report_tells_that_search_brings_fewer_people(app: App, store: Store, tmp_path: Path) -> None:
    heading = ["统计日期", "商品ID", "商品名称", "商品访客数", "搜索引导访客数"]
    rows = [
        [f"{day_of(age)}", product, title, "900", str(now if age < 7 else 400)]
        for age in range(70)
        for product, title, now in (("81", "Kettle", 150), ("82", "Cup", 390))
    ]
    app.services.imports.run_file(write_csv(tmp_path / "商品.csv", [heading, *rows]), store)
    add_store_days(app.services.ctx, store.id or 0, [{"day": SUNDAY, "visitors": 1000}])
    alert = found(app, store, "search_low")
    assert alert is not None
    assert str(alert.text).startswith("Search brought 150 people a day to “Kettle” in the last 7 days, 63% less")


def test_an_ads_account_that_runs_dry_is_told_by_statement_and_ads_report(
    app: App, store: Store, tmp_path: Path
) -> None:
    lines = balanced(
        [
            Line("1", datetime(2026, 3, 1, 9), 500_000, "", "交易付款", ""),
            Line("2", datetime(2026, 3, 1, 10), -100_000, "", "其它", "直通车自动充值"),
            Line("3", datetime(2026, 3, 16, 9), 100, "", "交易付款", ""),
        ]
    )
    app.services.imports.run_file(write_statement(tmp_path / "alipay.csv", lines, Form()), store)
    spent = [{"day": day_of(age), "channel": "search_ads", "spend_fen": 6_000} for age in range(14)]
    add_channel_days(app.services.ctx, store.id or 0, spent)
    alert = found(app, store, "ads_account_low")
    assert alert is not None
    assert "leave 160.00 in the ads account: 2 days" in str(alert.text)
