"""The real Tmall report: every day, week, month and total equals the worked example, by both bases."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.cli.main import run

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


@pytest.fixture(scope="module")
def tmall(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """A data folder into which the program imported the report."""
    folder = tmp_path_factory.mktemp("tmall")
    app = open_app(folder, "en")
    store = app.services.stores.create("云裳旗舰店")
    result = app.services.imports.run_file(shared_data / "real" / "tmall_order_report.csv", store)
    assert result.tally.new == 28010
    app.close()
    return folder


@pytest.fixture(scope="module")
def example(shared_data: Path) -> dict[str, Any]:
    """The worked example."""
    file = shared_data / "real" / "expected" / "tmall_order_report.csv.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)["result"]
    return found


def ask(folder: Path, capsys: pytest.CaptureFixture[str], by: str, basis: str, form: str = "--json") -> str:
    """What ``shopdesk kpi`` prints."""
    words = ["--data-dir", str(folder), "--lang", "en", "kpi", "--from", "2020-01-01", "--to", LAST.isoformat()]
    assert run([*words, "--by", by, "--basis", basis, form]) == 0
    return capsys.readouterr().out


def document(folder: Path, capsys: pytest.CaptureFixture[str], by: str, basis: str) -> dict[str, Any]:
    """The JSON document."""
    found: dict[str, Any] = json.loads(ask(folder, capsys, by, basis))
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
    tmall: Path, example: dict[str, Any], capsys: pytest.CaptureFixture[str], by: str, basis: str, key: str
) -> None:
    found = document(tmall, capsys, by, basis)
    assert [row["period"] for row in found["periods"]] == list(example[key])
    for row in found["periods"]:
        check(example[key][row["period"]], row)


def test_month_and_total_by_order_day(tmall: Path, example: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found = document(tmall, capsys, "month", "created")
    assert [row["period"] for row in found["periods"]] == ["2020-02"]
    check(example["totals"], found["periods"][0])
    check(example["totals"], found["totals"])


def test_total_by_payment_day(tmall: Path, example: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    totals = document(tmall, capsys, "day", "paid")["totals"]
    check(example["totals"], totals)
    assert totals["buyers"] is None
    assert totals["aov"] is None
    assert totals["visitors"] is None


def test_orders_and_paying_rate_stay_with_the_order_day(tmall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A paid basis cannot say how many of the orders made were paid, so these two keep the day of the order."""
    made = {row["period"]: row for row in document(tmall, capsys, "day", "created")["periods"]}
    paid = {row["period"]: row for row in document(tmall, capsys, "day", "paid")["periods"]}
    for day, row in made.items():
        assert paid[day]["orders"] == row["orders"]
        assert paid[day]["paying_rate"] == row["paying_rate"]
    assert paid["2020-03-01"]["orders"] is None
    assert paid["2020-03-01"]["paid_orders"] == 6


def test_the_document_has_the_contracts_shape(tmall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(tmall, capsys, "month", "paid")
    assert list(found) == ["store", "basis", "by", "from", "to", "periods", "totals"]
    assert (found["store"], found["basis"], found["by"]) == ("云裳旗舰店", "paid", "month")
    assert (found["from"], found["to"]) == ("2020-01-01", "2020-03-31")
    row = found["periods"][0]
    assert list(row)[:4] == ["period", "orders", "paid_orders", "gross_amount"]
    assert (row["paid_amount"], row["refund_rate"], row["visitors"]) == ("2474347.07", "0.231236", None)


def test_csv_and_lines_say_the_same(tmall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(tmall, capsys, "week", "created", "--csv"))))
    assert [row["period"] for row in rows] == ["2020-W05", "2020-W06", "2020-W07", "2020-W08", "2020-W09", "total"]
    assert (rows[-1]["paid_amount"], rows[-1]["visitors"]) == ("2474823.07", "")
    words = ["--data-dir", str(tmall), "--lang", "en", "kpi", "--from", "2020-02-01", "--to", "2020-02-02"]
    assert run(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["2020-02-01", "2020-02-02", "Total"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--from", "2020-02-30", "--to", "2020-03-01"], "is not a day"),
        (["--from", "2020-03-01", "--to", "2020-02-01"], "lies before the start"),
        (["--from", "2020-02-01", "--to", "2020-02-02", "--store", "nobody"], "There is no store named"),
    ],
)
def test_a_wrong_question_gets_a_sentence(
    tmall: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert run(["--data-dir", str(tmall), "--lang", "en", "kpi", *words]) == 1
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.out == ""


def test_days_without_figures_print_a_sentence(tmall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--data-dir", str(tmall), "--lang", "en", "kpi", "--from", "2019-01-01", "--to", "2019-01-31"]
    assert run(words) == 0
    assert capsys.readouterr().out.strip() == "No figures in these days."
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["periods"] == []
