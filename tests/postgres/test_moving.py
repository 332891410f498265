"""A whole store from a data file to a server and back: nothing is lost, nothing is another number."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text, update

from shopdesk.domain.errors import UserError
from shopdesk.storage import migrate, moving, port
from shopdesk.storage.postgres.engine import make_engine as server_engine
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.engine import make_engine as file_engine
from shopdesk.storage.tables.everything import metadata
from shopdesk.storage.tables.orders import orders
from shopdesk.storage.tables.stores import stores
from tests import engines, examples

SAVED = sorted((Path(__file__).parents[1] / "migrations" / "saved").glob("*.sql"))
MOVED = SAVED if examples.ALL else sorted({*SAVED[::5], SAVED[-1]})
"""All are brought to the newest version before they are moved; a usual run moves every fifth, and the newest."""


def content(engine: Engine) -> dict[str, Any]:
    """Every row of every table as it is stored, and the numbers that come next."""
    with engine.connect() as connection, connection.begin():
        speaks = port.of(connection)
        tables: dict[str, Any] = {
            table.name: list(speaks.copy_out(connection, table, [column.name for column in table.columns]))
            for table in metadata.sorted_tables
        }
        given = speaks.last_numbers(connection)
        highest = {name: max([given.get(name, 0), *(row[0] for row in rows)]) for name, rows in tables.items()}
        return tables | {"numbers": highest}


def a_file(where: Path, saved: Path) -> Engine:
    with closing(sqlite3.connect(where)) as connection:
        connection.executescript(saved.read_text(encoding="utf-8"))
        connection.commit()
    engine = file_engine(where)
    migrate.migrate(engine)
    return engine


def a_server(folder: Path) -> Engine:
    return server_engine(engines.server().give(folder, "blank"))


@pytest.mark.parametrize("saved", MOVED, ids=lambda file: file.stem)
def test_every_saved_file_goes_to_a_server_and_back_unchanged(saved: Path, tmp_path: Path) -> None:
    source, server = a_file(tmp_path / "a.db", saved), a_server(tmp_path)
    before = content(source)
    assert before["orders"] and before["stores"]
    moved = {one.table: one for one in moving.move(source, server)}
    assert content(server) == before
    assert moved["orders"].rows == len(before["orders"])
    assert moved["orders"].fen > 0

    back = file_engine(tmp_path / "b.db")
    migrate.migrate(back)
    moving.move(server, back)
    assert content(back) == before
    for engine in (source, server, back):
        engine.dispose()


def test_new_rows_get_numbers_that_were_never_given(tmp_path: Path) -> None:
    source, server = a_file(tmp_path / "a.db", SAVED[-1]), a_server(tmp_path)
    with source.begin() as connection:
        port.of(connection).go_on_from(connection, "stores", 41)
    moving.move(source, server)
    with server.begin() as connection:
        row = dict(connection.execute(select(stores)).mappings().one())
        del row["id"]
        connection.execute(stores.insert().values(row | {"name": "二店"}))
        assert sorted(connection.execute(select(stores.c.id)).scalars()) == [1, 42]
    source.dispose()
    server.dispose()


def test_a_server_with_a_store_is_not_written_over(tmp_path: Path) -> None:
    source, server = a_file(tmp_path / "a.db", SAVED[-1]), a_server(tmp_path)
    moving.move(source, server)
    before = content(server)
    with pytest.raises(UserError, match="There are stores in the place"):
        moving.move(source, server)
    assert content(server) == before
    source.dispose()
    server.dispose()


@pytest.mark.parametrize("value", ["'many'", "x'00ff'", "1.5"])
def test_what_is_no_value_of_its_column_is_said_and_nothing_moved(tmp_path: Path, value: str) -> None:
    source, server = a_file(tmp_path / "a.db", SAVED[-1]), a_server(tmp_path)
    with source.begin() as connection:
        connection.execute(text(f"UPDATE orders SET received_fen = {value}"))
    before = content(server)
    with pytest.raises(UserError, match="orders holds a value that is not what its column holds"):
        moving.move(source, server)
    # The numbers of new rows may have gone up: sequences are not taken back, and no number has to come.
    assert content(server) | {"numbers": None} == before | {"numbers": None}
    source.dispose()
    server.dispose()


def test_large_amounts_and_odd_texts_arrive(tmp_path: Path) -> None:
    source, server = a_file(tmp_path / "a.db", SAVED[-1]), a_server(tmp_path)
    odd = "tab\t line\n back\\slash \\N \\. “引号” 😀 \x7f\x01 ' \" ; --"
    with source.begin() as connection:
        first = connection.execute(select(orders.c.id).limit(1)).scalar_one()
        connection.execute(update(orders).where(orders.c.id == first).values(received_fen=2**62, status=odd))
    before = content(source)
    moving.move(source, server)
    assert content(server) == before
    with server.connect() as connection:
        assert connection.execute(select(orders.c.status).where(orders.c.id == first)).scalar_one() == odd
    source.dispose()
    server.dispose()


@pytest.fixture(autouse=True)
def _files_go(tmp_path: Path) -> Any:
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_a_character_that_no_server_keeps_is_named_with_its_place(tmp_path: Path) -> None:
    source, server = a_file(tmp_path / "a.db", SAVED[-1]), a_server(tmp_path)
    with source.begin() as connection:
        (number,) = connection.execute(select(stores.c.id)).first()
        connection.execute(update(stores).values(name="Lamp\0House"))
    with pytest.raises(UserError) as refused:
        moving.move(source, server)
    assert f"“Lamp␀House” in stores (row {number}, name)" in str(refused.value)
    assert not moving.holds_stores(server)
    for engine in (source, server):
        engine.dispose()
