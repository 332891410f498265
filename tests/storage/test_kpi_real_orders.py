"""The real Tmall report: every day, week, month and total equals the worked example, by both bases."""

from __future__ import annotations

import argparse
import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.cli import kpi as command
from shopdesk.domain.stores import Store
from tests.kpi_data import load_tmall

# Our name for each figure of the example.
NAMES = {
    "orders": "orders",
    "paid_orders": "paid_orders",
    "unpaid_orders": "unpaid_orders",
    "effective_orders": "effective_orders",
    "refunded_orders": "refunded_orders",
    "gross_amount": "gross_amount",
    "paid_gross_amount": "paid_amount",
    "net_amount": "net_amount",
    "paid_net_amount": "net_amount",
    "refund_amount": "refund_amount",
    "paying_rate": "paying_rate",
    "aov_paid_gross": "amount_per_order",
    "aov_net_per_paid": "net_per_order",
    "aov_net_per_effective": "net_per_effective_order",
    "refund_rate_amount": "refund_rate",
    "refund_rate_orders": "refund_rate_orders",
}
LAST = date(2020, 3, 31)


@pytest.fixture
def tmall(app: App, store: Store, shared_data: Path) -> App:
    """The store with the report in it."""
    assert store.id is not None
    load_tmall(app.services.ctx, store.id, shared_data)
    return app


@pytest.fixture(scope="module")
def example(shared_data: Path) -> dict[str, Any]:
    """The worked example."""
    file = shared_data / "real" / "expected" / "tmall_order_report.csv.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["result"]
    return found


def ask(app: App, capsys: pytest.CaptureFixture[str], by: str, basis: str) -> dict[str, Any]:
    """What ``shopdesk kpi --json`` prints."""
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    words = ["kpi", "--from", "2020-01-01", "--to", LAST.isoformat(), "--by", by, "--basis", basis, "--json"]
    args = parser.parse_args(words)
    assert args.run(args, app) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def check(expected: dict[str, Any], got: dict[str, Any]) -> None:
    """Every figure of the example stands in our row, written as the contract says."""
    compared = 0
    for theirs, ours in NAMES.items():
        if theirs not in expected:
            continue
        value = expected[theirs]
        compared += 1
        if isinstance(value, int) and isinstance(got[ours], int):
            assert got[ours] == value, ours
            continue
        places = Decimal("0.01") if "rate" not in ours else Decimal("0.000001")
        assert got[ours] == str(Decimal(value).quantize(places, ROUND_HALF_UP)), ours
    assert compared >= 11


@pytest.mark.parametrize(
    ("by", "basis", "key"),
    [
        ("day", "created", "by_day_created"),
        ("week", "created", "by_iso_week_created"),
        ("day", "paid", "by_day_paid"),
        ("week", "paid", "by_iso_week_paid"),
        ("month", "paid", "by_month_paid"),
    ],
)
def test_every_period_equals_the_worked_example(
    tmall: App, example: dict[str, Any], capsys: pytest.CaptureFixture[str], by: str, basis: str, key: str
) -> None:
    document = ask(tmall, capsys, by, basis)
    assert [row["period"] for row in document["periods"]] == list(example[key])
    for row in document["periods"]:
        check(example[key][row["period"]], row)


def test_month_and_total_by_order_day(tmall: App, example: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    document = ask(tmall, capsys, "month", "created")
    assert [row["period"] for row in document["periods"]] == ["2020-02"]
    check(example["totals"], document["periods"][0])
    check(example["totals"], document["totals"])


def test_total_by_payment_day(tmall: App, example: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    totals = ask(tmall, capsys, "day", "paid")["totals"]
    check(example["totals"], totals)
    assert totals["buyers"] is None
    assert totals["aov"] is None
    assert totals["visitors"] is None


def test_orders_and_paying_rate_stay_with_the_order_day(tmall: App, capsys: pytest.CaptureFixture[str]) -> None:
    """A paid basis cannot say how many of the orders made were paid, so these two keep the day of the order."""
    made = {row["period"]: row for row in ask(tmall, capsys, "day", "created")["periods"]}
    paid = {row["period"]: row for row in ask(tmall, capsys, "day", "paid")["periods"]}
    for day, row in made.items():
        assert paid[day]["orders"] == row["orders"]
        assert paid[day]["paying_rate"] == row["paying_rate"]
    assert paid["2020-03-01"]["orders"] is None
    assert paid["2020-03-01"]["paid_orders"] == 6
