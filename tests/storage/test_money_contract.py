"""The documents of the money commands have the names that scripts rely on, all of them, in their order."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.cli.main import run
from tests import money_files

SPAN = ("--from", "2026-01-01", "--to", "2026-04-30")
KINDS = [
    "sale",
    "refund",
    "commission",
    "software_fee",
    "points",
    "affiliate",
    "payment_service",
    "insurance",
    "insurance_paid_out",
    "compensation",
    "coupons",
    "donation",
    "ads_topup",
    "deposit",
    "transfer",
    "loan",
    "loan_cost",
    "interest",
    "not_classified",
]
PERIOD = ["opening_balance", *KINDS, "closing_balance", "gaps"]
ORDER = [
    "order_no",
    "paid_at",
    "confirmed_at",
    "buyer_paid",
    "refund_by_report",
    "received",
    "refunded",
    "fees",
    "expected_commission",
    "state",
]
STATES = {"settled", "waiting", "short", "over", "refund_differs", "fee_differs", "unknown_order", "no_money"}
FEES = set(KINDS) - {"sale", "refund"}
STEPS = [
    "paid_orders",
    "not_yet_confirmed",
    "confirmed_from_earlier_months",
    "closed_before_receipt",
    "refunds_before_receipt",
    "confirmed_not_received_in_month",
    "received_not_confirmed_in_month",
    "amount_differs",
    "unknown_orders",
    "received_on_statement",
    "refunds_on_statement",
    "fees",
    "interest",
    "loan_cost",
    "not_classified",
    "change_before_transfers",
    "transfer",
    "ads_topup",
    "deposit",
    "loan",
    "missing_stretch",
    "change_of_balance",
]
PARTS = [
    "sales",
    "refunds",
    "cost_of_goods",
    "platform_fees",
    "payment_fees",
    "affiliate",
    "ads",
    "freight",
    "insurance",
    "compensation",
    "contribution",
    "people",
    "rent_and_other",
    "profit",
    "sales_with_unknown_cost",
]
SUMS = {"contribution", "profit", "sales_with_unknown_cost"}
ORIGINS = {"statement", "rule", "typed", "missing"}

Document = Callable[..., Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Reports and overlapping statements of an invented shop, a stretch of them missing."""
    return money_files.write_all(money_files.Maker(11, 60).shop, tmp_path_factory.mktemp("files"))


@pytest.fixture(scope="module")
def folder(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all of them."""
    made = tmp_path_factory.mktemp("contract") / "data"
    app = open_app(made, "en")
    app.services.stores.create("店")
    app.close()
    assert run(["--data-dir", str(made), "fees", "set", "commission", "5%"]) == 0
    assert run(["--data-dir", str(made), "import", *map(str, files)]) == 0
    return made


@pytest.fixture
def document(folder: Path, capsys: pytest.CaptureFixture[str]) -> Document:
    """Runs a command and reads its document."""

    def read(*words: str) -> Any:
        capsys.readouterr()
        assert run(["--data-dir", str(folder), "--lang", "en", *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return read


def is_amount(told: object) -> bool:
    """Yuan as text with two decimals."""
    whole, dot, cents = str(told).removeprefix("-").partition(".")
    return isinstance(told, str) and dot == "." and whole.isdigit() and len(cents) == 2 and cents.isdigit()


@pytest.mark.parametrize("by", ["day", "week", "month"])
def test_the_account(document: Document, by: str) -> None:
    told = document("money", "show", *SPAN, "--by", by)
    assert list(told) == ["store", "from", "to", "by", "periods", "totals"]
    assert (told["store"], told["from"], told["to"], told["by"]) == ("店", "2026-01-01", "2026-04-30", by)
    assert list(told["totals"]) == PERIOD
    for one in told["periods"]:
        assert list(one) == ["period", *PERIOD]
        assert all(is_amount(one[kind]) for kind in KINDS)
    gaps = [gap for one in told["periods"] for gap in one["gaps"]]
    assert gaps and all(list(gap) == ["after", "before", "missing", "days"] for gap in gaps)


def test_the_orders(document: Document) -> None:
    told = document("money", "orders", *SPAN)
    assert list(told) == ["orders", "counts"]
    assert set(told["counts"]) <= STATES and all(told["counts"].values())
    assert sum(told["counts"].values()) == len(told["orders"])
    for one in told["orders"]:
        assert list(one) == ORDER
        assert one["state"] in STATES
        assert set(one["fees"]) <= FEES and "0.00" not in one["fees"].values()
    for state, count in told["counts"].items():
        some = document("money", "orders", *SPAN, "--state", state)
        assert some["counts"] == {state: count}
        assert some["orders"] == [one for one in told["orders"] if one["state"] == state]


@pytest.mark.parametrize("month", ["2026-01", "2026-03"])
def test_the_bridge(document: Document, month: str) -> None:
    told = document("money", "bridge", "--month", month)
    assert list(told) == ["store", "month", "opening_balance", "steps", "closing_balance"]
    assert told["month"] == month
    assert [one["step"] for one in told["steps"]] == STEPS
    for one in told["steps"]:
        assert list(one) == ["step", "amount", "orders"] and is_amount(one["amount"])
    fen = {one["step"]: round(float(one["amount"]) * 100) for one in told["steps"]}
    moved = [round(float(told[name]) * 100) for name in ("closing_balance", "opening_balance")]
    assert fen["change_of_balance"] == moved[0] - moved[1]


@pytest.mark.parametrize(
    ("by", "rows", "name"),
    [
        ("day", "periods", "period"),
        ("week", "periods", "period"),
        ("month", "periods", "period"),
        ("product", "products", "product"),
        ("campaign", "campaigns", "campaign"),
    ],
)
def test_the_profit(
    document: Document, folder: Path, capsys: pytest.CaptureFixture[str], by: str, rows: str, name: str
) -> None:
    told = document("profit", *SPAN, "--by", by)
    for one in [*told[rows], told["totals"]]:
        assert [key for key in one if key in PARTS] == PARTS
        assert set(one["from"]) == set(PARTS) - SUMS
        for part, origin in one["from"].items():
            assert origin in ORIGINS and (one[part] is None) == (origin == "missing"), (part, origin)
    assert all(name in one for one in told[rows])
    assert run(["--data-dir", str(folder), "profit", *SPAN, "--by", by, "--csv"]) == 0
    heading = capsys.readouterr().out.splitlines()[0]
    assert heading.startswith(name) and heading.endswith(",".join(PARTS))


def test_the_kinds_of_files_and_their_checks(document: Document, files: list[Path]) -> None:
    """An import again says the same of a file and keeps nothing twice."""
    told = document("import", *map(str, files))
    kinds = [one["kind"] for one in told["files"]]
    assert set(kinds) == {"orders", "order_items", "alipay_statement"}
    for one in told["files"]:
        assert (one["new"], one["updated"]) == (0, 0), one["file"]
        assert one["kind"] != "alipay_statement" or "checks" in one


def test_closing_and_opening_a_month_and_the_workbook_of_a_quarter(folder: Path, tmp_path: Path) -> None:
    for action in ("close", "reopen"):
        assert run(["--data-dir", str(folder), "money", action, "--month", "2026-02"]) == 0
    workbook = tmp_path / "q.xlsx"
    assert run(["--data-dir", str(folder), "tax-bridge", "--quarter", "2026-Q1", "-o", str(workbook)]) == 0
    assert workbook.read_bytes()[:2] == b"PK"
