"""Short ways of an import, held against the long ones: a balance that only goes on, indexes made at the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.services.imports.statements import Intake
from shopdesk.services.imports.watching import ImportCancelled, Watch
from shopdesk.storage.queries import ledger_settle
from shopdesk.storage.tables.ledger import statement_gaps, statement_lines
from tests.statement_files import Form, Line, balanced, write_statement


def chained(chance: Random) -> list[Line]:
    """Lines of which several fall into one second, each balance leading to the next."""
    at = datetime(2026, 3, 1, 9)
    lines = []
    for number in range(60):
        at += timedelta(hours=chance.choice((0, 0, 1, 7)))
        fen = chance.choice((-1, 1)) * chance.randrange(1, 900)
        lines.append(Line(f"7{number:09d}", at, fen, "", "交易付款", "", f"T200P{2_300_000_000_000_000_000 + number}"))
    return balanced(lines)


def state(app: App) -> tuple[list[Any], list[Any]]:
    """Every line with its place, and every missing stretch."""
    c, g = statement_lines.c, statement_gaps.c
    with app.services.ctx.read() as uow:
        lines = uow.connection.execute(select(c.line_key, c.at, c.position)).all()
        gaps = uow.connection.execute(select(g.account, g.after, g.before, g.missing_fen)).all()
        return sorted(map(tuple, lines)), sorted(map(tuple, gaps))


@pytest.mark.parametrize("seed", range(6))
def test_a_statement_that_only_goes_on_is_kept_as_if_it_had_been_followed(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = Random(seed)
    lines = chained(chance)
    cuts = sorted(chance.sample(range(1, 60), 3))
    parts = [lines[start:end] for start, end in zip([0, *cuts], [*cuts, 60], strict=True)]
    if seed % 2:
        parts[1] = parts[1][:-1]  # a line is missing between two files
    files = [
        write_statement(tmp_path / f"{place}.csv", part[::-1] if seed % 3 == 0 else part, Form())
        for place, part in enumerate(parts)
    ]
    order = list(range(4)) if seed < 4 else chance.sample(range(4), 4)
    followed: list[bool] = []
    follow = ledger_settle._follow

    def noted(*args: Any) -> None:
        followed.append(True)
        follow(*args)

    monkeypatch.setattr(ledger_settle, "_follow", noted)
    imports = app.services.imports
    found = []
    for place in order:
        imports.run_file(files[place], store)
        found.append(state(app))
    assert len(followed) < 4, "no file was taken the short way"
    for run in imports.list(store.id):
        imports.undo(run.id or 0)
    monkeypatch.setattr(Intake, "is_in_order", lambda *_: False)
    for place, short in zip(order, found, strict=True):
        imports.run_file(files[place], store)
        assert state(app) == short


def made(app: App) -> list[Any]:
    """The tables and indexes of the data file, and whether it is sound."""
    with app.services.ctx.engine.connect() as connection:
        ask = connection.exec_driver_sql
        schema = ask("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name").all()
        return [*map(tuple, schema), ask("PRAGMA integrity_check").scalar()]


def orders_file(path: Path, rows: int) -> Path:
    heading = "订单编号,总金额,买家实际支付金额,订单创建时间,订单付款时间"
    lines = [f"{100000 + n},{n},{n},2026-01-{n % 28 + 1:02d} 08:00:00,2026-01-{n % 28 + 1:02d} 09:00:00" for n in
             range(rows)]  # fmt: skip
    path.write_text("\n".join([heading, *lines]), encoding="utf-8")
    return path


def test_indexes_of_a_first_large_import_are_those_that_were_there(app: App, store: Store, tmp_path: Path) -> None:
    imports, file = app.services.imports, orders_file(tmp_path / "a.csv", 6_000)
    before = made(app)
    seen: list[int] = []

    def beside(_done: int, _all: int, text: str) -> None:
        if text.endswith("compared and written"):
            seen.append(len(made(app)))

    with pytest.raises(ImportCancelled):
        imports.run_file(file, store, watch=Watch(beside, lambda: len(seen) > 2))
    assert made(app) == before
    done = imports.run_file(file, store)
    assert made(app) == before and before[-1] == "ok"
    with app.services.ctx.engine.connect() as connection:
        plan = "EXPLAIN QUERY PLAN SELECT id FROM orders WHERE store_id = 1 AND created_day = '2026-01-03'"
        assert "ix_orders_created" in str(connection.exec_driver_sql(plan).all())
    imports.undo(done.run.id or 0)
    assert made(app) == before
