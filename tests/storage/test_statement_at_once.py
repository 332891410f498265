"""Several windows and commands on one data folder take the same statement in at once, or take it back meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.ledger import statement_days, statement_lines, statement_spans
from shopdesk.storage.tables.matching import order_money
from tests.statement_files import Line, balanced, write_statement


def statement(path: Path, first: int, lines: int) -> Path:
    """Lines of orders of their own, a few minutes apart."""
    at = datetime(2026, 3, 1)
    made = [
        Line(
            f"7{n:09d}",
            at + timedelta(minutes=n),
            100 + n,
            "交易付款",
            merchant=f"T200P{2_300_000_000_000_000_000 + n}",
        )
        for n in range(first, first + lines)
    ]
    return write_statement(path, balanced([replace(one, business_type="交易付款") for one in made]))


def together(*jobs: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(jobs)) as pool:
        return [one.result() for one in [pool.submit(job) for job in jobs]]


def stored(app: App) -> dict[str, int]:
    with app.services.ctx.read() as uow:
        ask = uow.connection.execute
        found = {
            table.name: ask(select(func.count()).select_from(table)).scalar_one()
            for table in (statement_lines, statement_spans, order_money)
        }
        return found | {"counted by day": ask(select(func.coalesce(func.sum(statement_days.c.lines), 0))).scalar_one()}


def test_the_same_statement_in_two_windows_and_a_command_counts_once(app: App, store: Store, tmp_path: Path) -> None:
    file = statement(tmp_path / "s.csv", 0, 600)
    other = open_app(app.paths.data, "en", clock=app.clock)
    words = ["--data-dir", str(app.paths.data), "import", str(file), "--json"]

    def command() -> tuple[int, int]:
        done = subprocess.run(
            [sys.executable, "-m", "shopdesk", *words], check=True, capture_output=True, timeout=100,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        entry = json.loads(done.stdout)["files"][0]
        return entry["new"], entry["unchanged"]

    def window(one: App) -> tuple[int, int]:
        tally = one.services.imports.run_file(file, store).tally
        return tally.new, tally.unchanged

    found = together(command, lambda: window(app), lambda: window(other))
    assert sorted(found) == [(0, 600), (0, 600), (600, 0)]
    assert stored(app) == {"statement_lines": 600, "statement_spans": 1, "order_money": 600, "counted by day": 600}
    assert len(app.services.imports.list(store.id)) == 1
    other.close()


def test_a_statement_is_taken_back_while_another_comes_in(app: App, store: Store, tmp_path: Path) -> None:
    imports = app.services.imports
    first = imports.run_file(statement(tmp_path / "s.csv", 0, 300), store)
    file = statement(tmp_path / "t.csv", 300, 300)
    other = open_app(app.paths.data, "en", clock=app.clock)
    together(
        lambda: imports.undo(first.run.id or 0),
        lambda: other.services.imports.run_file(file, store),
    )
    kept = {"statement_lines": 300, "statement_spans": 1, "order_money": 300, "counted by day": 300}
    assert stored(app) == kept
    # Taken back twice at once: one of the two is told that it was done already.
    second = imports.list(store.id)[0].id or 0

    def back(one: App) -> bool:
        try:
            one.services.imports.undo(second)
        except UserError:
            return False
        return True

    assert sorted(together(lambda: back(app), lambda: back(other))) == [False, True]
    assert set(stored(app).values()) == {0}
    other.close()
