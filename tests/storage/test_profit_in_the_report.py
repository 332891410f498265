"""The weekly report has sheets about money where there is something to say, and alerts name what loses money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import parse_week
from shopdesk.domain.stores import Store
from shopdesk.reporting.period_workbook import build
from tests.office import needs_office, saved_by_office
from tests.storage.profit_stores import LAST, PRODUCTS, world, write

WEEK = parse_week("2026-W06")


def _weekly(app: App, store: Store, target: Path) -> openpyxl.Workbook:
    app.services.reports.write_weekly(store.id or 0, WEEK, target)
    return openpyxl.load_workbook(target)


def test_the_sheets_say_what_the_service_says(app: App, store: Store, tmp_path: Path) -> None:
    write(app, store, world(3, PRODUCTS[:3]))
    book = _weekly(app, store, tmp_path / "week.xlsx")
    table = app.services.profit.table(store.id or 0, WEEK.start, WEEK.end, Split.DAY)
    values = {row[0].value: row for row in book["Profit"].iter_rows(min_row=5, max_row=20)}
    assert Decimal(str(values["Sales"][1].value)) == Decimal(table.total[Part.SALES] or 0) / 100
    assert values["Platform fees"][3].value in ("from the platform's files", "estimated by a rule")
    assert str(values["Profit"][1].value).startswith("=")
    account = app.services.profit.account(store.id or 0, WEEK)
    shown = [row[1].value for row in book["Account"].iter_rows(min_row=6) if row[1].value is not None]
    assert (
        sum(Decimal(str(value)) for value in shown if not isinstance(value, str))
        == Decimal(sum(account.values())) / 100
    )


def test_an_unknown_cost_is_said_and_gives_no_profit(app: App, store: Store, tmp_path: Path) -> None:
    write(app, store, world(7, PRODUCTS))
    text = _texts(_weekly(app, store, tmp_path / "week.xlsx")["Profit"])
    assert "There is no profit because these are missing: Cost of goods" in text
    assert "Cost unknown: " in text


def test_without_statement_and_costs_there_are_no_sheets(app: App, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(
        "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间,退款金额\n"
        "2300000000000000001,100,100,2026-02-03 10:00,2026-02-03 10:01,0\n",
        encoding="utf-8",
    )
    app.services.imports.run([file], store)
    assert {"Profit", "Account"}.isdisjoint(_weekly(app, store, tmp_path / "week.xlsx").sheetnames)
    # With a cost but no statement there is a word about profit, and none about an account.
    app.services.costs.keep(UnitCost(store_id=store.id or 0, product_id="600001", cost_fen=1))
    names = _weekly(app, store, tmp_path / "week.xlsx").sheetnames
    assert "Profit" in names
    assert "Account" not in names


def test_what_loses_money_is_an_alert(app: App, store: Store) -> None:
    write(app, store, world(3, PRODUCTS[:3]))
    losing = app.services.profit.losing(store.id or 0, LAST)
    assert losing
    assert all(row.contribution is not None and row.contribution < 0 for row in losing)
    (alert,) = [alert for alert in app.services.alerts.now(store.id or 0) if alert.code == "loss_makers"]
    assert f"{len(losing)} products lost" in str(alert.text)
    assert losing[0].title in str(alert.text)


def test_without_costs_nothing_is_said_to_lose(app: App, store: Store) -> None:
    assert app.services.profit.losing(store.id or 0) == ()
    assert app.services.profit.loss_alert(store.id or 0, date(2026, 3, 1)) is None


@needs_office
def test_another_program_reckons_the_same(app: App, store: Store, tmp_path: Path) -> None:
    write(app, store, world(3, PRODUCTS[:3]))
    book = build(app.services.reports.weekly(store.id or 0, WEEK))
    book.write(tmp_path / "week.xlsx")
    (values,) = saved_by_office(tmp_path / "out", tmp_path / "week.xlsx")
    checked = 0
    for (sheet, place), expected in book.expected.items():
        if sheet in ("Profit", "Account"):
            assert abs(Decimal(str(values[sheet][place].value)) - expected) < Decimal("0.000001"), (sheet, place)
            checked += 1
    assert checked > 15


def _texts(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
