"""Rows imported in bulk become the same on a server as in a data file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert

from shopdesk.domain.imports import ImportKind
from shopdesk.storage import migrate, port
from shopdesk.storage.bulk import FILE_ROW, Written
from shopdesk.storage.queries.imports import TARGETS
from shopdesk.storage.sqlite.engine import make_engine as file_engine
from shopdesk.storage.tables.imports import import_rows, imports
from shopdesk.storage.tables.stores import stores
from tests import engines

FIGURES = ("product_id", "day", "title", "visitors", "paid_fen", FILE_ROW)
LINES = ("source", "account", "line_key", "at", "day", "kind", "amount_fen", "order_no", "counted", FILE_ROW)


def figures(*changed: tuple[int, Any]) -> list[tuple[Any, ...]]:
    rows: list[list[Any]] = [
        [f"p{place % 7}", f"2026-03-{1 + place // 7:02}", "衣\t裳\\", place, place * 100, place] for place in range(60)
    ]
    for place, value in changed:
        rows[place][3] = value
    return [tuple(row) for row in rows]


def lines(*changed: tuple[int, Any]) -> list[tuple[Any, ...]]:
    rows: list[list[Any]] = [
        [
            "alipay",
            "a",
            f"k{place}",
            f"2026-03-01 10:{place:02}:00",
            "2026-03-01",
            "sale",
            place,
            f"n{place}",
            True,
            place,
        ]
        for place in range(50)
    ]
    for place, value in changed:
        rows[place][6] = value
    return [tuple(row) for row in rows]


CASES = {
    "figures": (
        ImportKind.PRODUCT_DAYS,
        FIGURES,
        [
            figures(),
            figures((3, 99), (5, None), (59, 0)),
            [*figures((3, 99)), ("new", "2026-04-01", None, None, 1, 60)],
        ],
    ),
    "lines": (ImportKind.ALIPAY_STATEMENT, LINES, [lines(), lines((3, 99), (5, -1)), lines()[10:]]),
}


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    from shopdesk.storage.postgres.engine import make_engine

    in_file = file_engine(tmp_path / "a.db")
    migrate.migrate(in_file)
    on_server = make_engine(engines.server().give(tmp_path, "blank"))
    yield in_file, on_server
    in_file.dispose()
    on_server.dispose()


def brought(engine: Engine, case: str) -> tuple[list[Written], list[Any]]:
    """What became of the files of a case, each compared first, and what is stored then."""
    kind, columns, files = CASES[case]
    target, told = TARGETS[kind], []
    speaks = port.of(engine)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(insert(stores).values(id=1, **_store()))
        for number in range(1, len(files) + 1):
            connection.execute(insert(imports).values(id=number, **_import(kind)))
    for number, rows in enumerate(files, start=1):
        for writing, import_id in ((False, None), (True, number)):
            with engine.connect().execution_options(writing=writing) as connection, connection.begin():
                writer = speaks.writer(connection, target, 1, columns, import_id=import_id)
                for start in range(0, len(rows), 20):
                    writer.take(rows[start : start + 20])
                told.append(writer.finish())
    with engine.connect() as connection, connection.begin():
        stored = [
            sorted(row[1:] for row in speaks.copy_out(connection, table, [one.name for one in table.columns]))
            for table in (import_rows,)
        ]
        names = ["store_id", *columns, target.first_column, target.last_column]
        stored.append(sorted(map(repr, speaks.copy_out(connection, target.table, names))))
    return told, stored


def _store() -> dict[str, Any]:
    return {"name": "店", "platform": "tmall", "store_type": "flagship", "buyer_salt": "x", "position": 0}


def _import(kind: ImportKind) -> dict[str, Any]:
    counts = dict.fromkeys(("header_row", "rows", "new", "updated", "unchanged", "skipped", "repeats"), 0)
    texts = dict.fromkeys(("file_name", "file_hash", "template"), "a")
    return {"store_id": 1, "kind": kind, "started_at": engines.MONDAY, "finished_at": engines.MONDAY, **counts, **texts}


@pytest.mark.parametrize("case", CASES)
def test_both_engines_write_the_same(both: tuple[Engine, Engine], case: str) -> None:
    in_file, on_server = (brought(engine, case) for engine in both)
    assert in_file == on_server
    told = in_file[0]
    assert told[1].new == len(CASES[case][2][0])
    assert told[3].updated and told[3].unchanged
