"""Orders against money on generated files, held against a second reckoning that shares no code with the program."""

from __future__ import annotations

import json
import os
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.text import Text
from shopdesk.services.imports.reading import Choices
from shopdesk.storage.tables.matching import order_money
from tests import money_files, money_truth

# A few hundred orders in a usual run; `make test-all` asks for 50,000 lines.
ORDERS = int(os.environ.get("SHOPDESK_STATEMENT_ORDERS", "300"))
FIRST, LAST = date(2026, 1, 1), date(2026, 4, 30)
MONTHS = ["2026-01", "2026-02", "2026-03", "2026-04"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Reports and statements of an invented shop."""
    folder = tmp_path_factory.mktemp("statements")
    return money_files.write_all(money_files.Maker(7, ORDERS).shop, folder)


@pytest.fixture(scope="module")
def truth(files: list[Path]) -> money_truth.Truth:
    """What the files come to."""
    return money_truth.read(files)


@pytest.fixture(scope="module")
def folder(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all of them imported by command, the commission set to 5 %."""
    made = tmp_path_factory.mktemp("matched") / "data"
    app = open_app(made, "en")
    app.services.stores.create("店")
    app.close()
    assert run(["--data-dir", str(made), "fees", "set", "commission", "5%"]) == 0
    assert run(["--data-dir", str(made), "import", *map(str, files)]) == 0
    return made


@pytest.fixture
def document(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command of ``money`` and reads its document."""

    def read(*words: str) -> Any:
        capsys.readouterr()
        assert run(["--data-dir", str(folder), "--lang", "en", "money", *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return read


def fen(text: str | None) -> int | None:
    """Yuan of a document as fen."""
    return None if text is None else money_truth.fen_of(text)


def plain(order: dict[str, Any]) -> dict[str, Any]:
    """An order of the document as the second reckoning says it."""
    amounts = ("buyer_paid", "refund_by_report", "received", "refunded", "expected_commission")
    return {
        **{name: fen(order[name]) for name in amounts},
        "paid_at": order["paid_at"],
        "confirmed_at": order["confirmed_at"],
        "fees": {kind: fen(amount) for kind, amount in order["fees"].items()},
        "state": order["state"],
    }


def test_orders_are_those_of_the_second_reckoning(document: Any, truth: money_truth.Truth) -> None:
    """Every order, its sums, fees and state; and how many have which state."""
    found = document("orders", "--from", FIRST.isoformat(), "--to", LAST.isoformat())
    wanted = money_truth.orders(truth, (5, 100), FIRST, LAST)
    assert list(found) == ["orders", "counts"]
    assert list(found["orders"][0]) == [
        "order_no", "paid_at", "confirmed_at", "buyer_paid", "refund_by_report", "received", "refunded", "fees",
        "expected_commission", "state",
    ]  # fmt: skip
    assert {order["order_no"]: plain(order) for order in found["orders"]} == wanted
    states = [order["state"] for order in wanted.values()]
    assert found["counts"] == {state: states.count(state) for state in states}
    assert len(found["counts"]) == 8, "the invented shop has every state"


def test_a_part_of_the_days_and_one_state(document: Any, truth: money_truth.Truth) -> None:
    """The days are those of paying, and a state can be asked for alone."""
    first, last = date(2026, 2, 10), date(2026, 3, 9)
    wanted = money_truth.orders(truth, (5, 100), first, last)
    found = document("orders", "--from", first.isoformat(), "--to", last.isoformat())
    assert {order["order_no"] for order in found["orders"]} == set(wanted)
    for state in ("unknown_order", "no_money", "waiting", "fee_differs"):
        told = document("orders", "--from", first.isoformat(), "--to", last.isoformat(), "--state", state)
        numbers = {number for number, order in wanted.items() if order["state"] == state}
        assert {order["order_no"] for order in told["orders"]} == numbers
        assert told["counts"] == ({state: len(numbers)} if numbers else {})


@pytest.mark.parametrize("month", MONTHS)
def test_bridge_is_that_of_the_second_reckoning(document: Any, truth: money_truth.Truth, month: str) -> None:
    """Every step with its amount and its orders, in the contract's order."""
    found = document("bridge", "--month", month)
    assert list(found) == ["store", "month", "opening_balance", "steps", "closing_balance"]
    wanted = money_truth.bridge(truth, month)
    assert [(one["step"], fen(one["amount"])) for one in found["steps"]] == [one[:2] for one in wanted]
    for one, (step, _, orders) in zip(found["steps"], wanted, strict=True):
        assert set(one["orders"]) == orders, step
    change = {step: amount for step, amount, _ in wanted}["change_of_balance"]
    assert fen(found["opening_balance"]) + change == fen(found["closing_balance"])  # type: ignore[operator]


def test_kinds_are_those_of_the_second_reckoning(document: Any, truth: money_truth.Truth) -> None:
    """The sums of each month by kind of line."""
    found = document("show", "--from", FIRST.isoformat(), "--to", LAST.isoformat(), "--by", "month")
    wanted = money_truth.show(truth, MONTHS)
    told = {one["period"]: {kind: fen(one[kind]) for kind in money_truth.KINDS} for one in found["periods"]}
    assert told == wanted


def rows(app: App, store_id: int | None) -> dict[str, tuple[Any, ...]]:
    """What is kept of every order of a store, by number."""
    columns = [column for column in order_money.c if column.name not in ("id", "store_id")]
    with app.services.ctx.read() as uow:
        found = uow.connection.execute(select(*columns).where(order_money.c.store_id == store_id))
        return {row.order_no: tuple(row) for row in found}


@pytest.fixture
def small(tmp_path: Path) -> list[Path]:
    """The files of a smaller shop."""
    return money_files.write_all(money_files.Maker(11, 60).shop, tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_imports_makes_no_difference(app: App, small: list[Path], seed: int) -> None:
    """Whatever is imported first, the orders end the same, and working all out anew changes nothing."""
    store = app.services.stores.create("店")
    app.services.imports.run(small, store)
    other = app.services.stores.create("别店")
    shuffled = list(small)
    random.Random(seed).shuffle(shuffled)
    app.services.imports.run(shuffled, other, Choices(any_account=True))
    mixed = rows(app, other.id)
    assert mixed == rows(app, store.id)
    app.services.matching.recount(other.id or 0, Text("anew"))
    assert rows(app, other.id) == mixed


def test_taking_an_import_back_takes_its_matches_back(app: App, small: list[Path]) -> None:
    """After each step back the orders are as they were before it."""
    store = app.services.stores.create("店")
    seen, imports = [rows(app, store.id)], []
    for path in small:
        imports.append(app.services.imports.run_file(path, store).run.id)
        seen.append(rows(app, store.id))
    for number, before in zip(reversed(imports), reversed(seen[:-1]), strict=True):
        app.services.imports.undo(number or 0)
        assert rows(app, store.id) == before
