"""Story: a bookkeeper who reads the window and one who reads the commands read the same figures, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopdesk.cli.main import run
from shopdesk.domain.ledger.costs import CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.matching import STATE_NAMES, OrderState
from shopdesk.domain.ledger.parts import ORIGIN_NAMES, Origin, Part
from shopdesk.domain.ledger.tax import TaxQuarter
from shopdesk.domain.periods import Period
from tests.gui.hands import choose_data, click
from tests.stories.shop import Shop
from tests.stories.test_money_account_story import FEBRUARY
from tests.stories.test_money_orders_story import with_february

Document = Callable[..., Any]


@pytest.fixture
def document(shop: Shop, capsys: pytest.CaptureFixture[str]) -> Document:
    """What a command prints of the folder that the window is open on."""
    folder = shop.desktop.app.paths.database.parent

    def read(*words: str) -> Any:
        capsys.readouterr()
        assert run(["--data-dir", str(folder), "--lang", "en", *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return read


def cells(table: Any) -> list[dict[str, str]]:
    """What a table shows, by the names of its columns, hidden ones too."""
    model = table.records_model
    return [{column.name: str(column.shown(record)) for column in model.columns} for record in model.records]


def plain(shown: str) -> str | None:
    """An amount as commands write it: no plus, no commas, nothing for a dash."""
    return None if shown == "—" else shown.replace(",", "").removeprefix("+")


def days(period: Period) -> tuple[str, ...]:
    return "--from", period.start.isoformat(), "--to", period.end.isoformat()


def test_the_account_and_the_orders(shop: Shop, document: Document, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    account = money.tabs.open("account")
    shop.wait()
    for step in ("day", "week", "month"):
        click(shop.page, f"kpi.by_{step}")
        shop.wait()
        told = document("money", "show", *days(FEBRUARY), "--by", step)
        shown = cells(account.table)
        assert [row["period"] for row in shown] == [one["period"] for one in told["periods"]]
        for row, one in zip(shown, told["periods"], strict=True):
            assert (plain(row["opening"]), plain(row["closing"])) == (one["opening_balance"], one["closing_balance"])
            for kind in LineKind:
                assert plain(row[kind.value]) == one[kind.value], (row["period"], kind)
            for gap in one["gaps"]:
                assert gap["missing"] in row["gaps"] and gap["after"][:16] in row["gaps"]

    orders = money.tabs.open("orders")
    shop.wait()
    told = document("money", "orders", *days(FEBRUARY))
    shown = {row["order_no"]: row for row in cells(orders.table)}
    assert shown.keys() == {one["order_no"] for one in told["orders"]}
    for one in told["orders"]:
        row = shown[one["order_no"]]
        assert row["state"] == str(STATE_NAMES[OrderState(one["state"])])
        for name in ("buyer_paid", "refund_by_report", "received", "refunded"):
            assert plain(row[name]) == one[name], name
        assert plain(row["expected"]) == one["expected_commission"]
        assert float(plain(row["fees"]) or 0) == pytest.approx(sum(map(float, one["fees"].values())))
    for state, count in told["counts"].items():
        assert f" {count}" in orders.chips.buttons[state].text()


def test_the_bridge_the_profit_and_the_quarter(shop: Shop, document: Document, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    services, store_id = shop.services, shop.store_id
    shop.desktop.tasks.database(
        lambda: [
            services.costs.keep(one)
            for one in (
                UnitCost(store_id=store_id, merchant_code="LAMP-1", cost_fen=4_250, valid_from=FEBRUARY.start),
                DatedCost(
                    store_id=store_id, kind=CostKind.RENT, rhythm=Rhythm.MONTHLY, amount_fen=280_001,
                    first_day=FEBRUARY.start,
                ),
                TaxQuarter(store_id=store_id, quarter=FEBRUARY.start.replace(month=1), income_fen=59_000,
                           returned_fen=3_000, declared_fen=50_000),
            )
        ]
    )  # fmt: skip
    bridge = money.tabs.open("bridge")
    shop.wait()
    told = document("money", "bridge", "--month", "2026-02")
    steps = bridge.way.records_model.records
    assert [(step.what.step.value, f"{step.fen / 100:.2f}") for step in steps] == [
        (one["step"], one["amount"]) for one in told["steps"]
    ]
    with_orders = [(step, one) for step, one in zip(steps, told["steps"], strict=True) if one["orders"]]
    assert len(with_orders) > 5
    for step, one in with_orders:
        assert bridge.way.select(lambda other, step=step: other is step)
        shop.wait()
        assert sorted(row["number"] for row in cells(bridge.orders)) == sorted(one["orders"]), one["step"]

    profit = money.tabs.open("profit")
    for split, name in (("day", "periods"), ("month", "periods"), ("product", "products"), ("campaign", "campaigns")):
        choose_data(profit.split, split)
        shop.wait()
        told = document("profit", *days(FEBRUARY), "--by", split)
        total, *rows = profit.rows.records_model.records
        shown, *others = cells(profit.rows)
        pairs = [(total, shown, told["totals"]), *zip(rows, others, told[name], strict=True)]
        for line, row, one in pairs:
            for part in Part:
                assert plain(row[part.value]) == one[part.value], (split, line.title, part)
                origin = one["from"][part.value]
                assert Origin(origin) is (Origin.MISSING if line.row[part] is None else line.row.origins[part])
            assert (plain(row["contribution"]), plain(row["profit"])) == (one["contribution"], one["profit"])
        # The way from sales to profit subtracts what the table and the command state as a cost, and says where from.
        assert profit.rows.select(lambda line, total=total: line is total)
        shop.wait()
        for step in profit.way.records_model.records:
            if step.what is not None and step.what is not Part.SALES:
                cost = told["totals"][step.what.value]
                assert (step.fen is None) is (cost is None) and step.fen in (None, -round(float(cost or 0) * 100))
                assert step.more[0] == str(ORIGIN_NAMES[Origin(told["totals"]["from"][step.what.value])])

    tax = money.tabs.open("tax")
    shop.wait()
    choose_data(tax.quarters, "2026-01-01")
    shop.wait()
    told = document("tax-bridge", "--quarter", "2026-Q1")
    views = ("platform", "orders_by_paid_day", "orders_by_confirmed_day", "received")
    columns, causes = cells(tax.columns), cells(tax.causes)
    for row, name in zip(columns, views, strict=False):
        assert {key: plain(row[key]) for key in ("total", "returned", "net")} == told[name]
    assert [plain(row["amount"]) for row in causes] == [one["amount"] for one in told["differences"]]
    assert [row["counted"] == "yes" for row in causes] == [one["counted"] for one in told["differences"]]
