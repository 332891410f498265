"""A data folder whose records move to a server and back; backups of the server; the command that moves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.errors import EnvironmentFault, FileState, NotFound, UserError
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.storage import places
from tests import engines


@pytest.fixture
def folder(tmp_path: Path, file_of_one_store: Path) -> Path:
    """A data folder with a data file that holds one store."""
    home = tmp_path / "data"
    home.mkdir()
    shutil.copy(file_of_one_store, home / "shopdesk.db")
    return home


@pytest.fixture
def file_of_one_store(tmp_path: Path, clock: FixedClock) -> Iterator[Path]:
    with engines.in_files():
        made = open_app(tmp_path / "made", "en", clock=clock)
        made.services.stores.create(engines.STORE)
        made.close()
        yield made.paths.database


@pytest.fixture
def empty() -> Iterator[str]:
    """The address of a database without a table."""
    name = engines.server().make()
    yield engines.server().address(name)
    engines.server().drop(name)


def names(folder: Path, clock: FixedClock) -> list[str]:
    app = open_app(folder, "en", clock=clock)
    found = [store.name for store in app.services.stores.all()]
    app.close()
    return found


def test_a_folder_goes_to_a_server_works_there_and_comes_back(folder: Path, empty: str, clock: FixedClock) -> None:
    app = open_app(folder, "en", clock=clock)
    moved = {one.table: one.rows for one in app.services.moving.to_server(empty)}
    app.close()
    assert moved["stores"] == 1
    assert not (folder / "shopdesk.db").exists() and len(list(folder.glob("moved-*.db"))) == 1

    app = open_app(folder, "en", clock=clock)
    app.services.stores.create("二店")
    app.services.history.undo()
    app.services.history.redo()
    with pytest.raises(UserError, match="shared already"):
        app.services.moving.to_server(empty)
    app.services.moving.to_file()
    app.close()

    assert not (folder / "server.json").exists()
    assert sorted(names(folder, clock)) == sorted([engines.STORE, "二店"])
    assert [one.why for one in places.file_place(folder / "a").backups(folder / "backups")] == ["before_move"]


def test_the_command_moves_and_says_what_arrived(
    folder: Path, empty: str, capsys: pytest.CaptureFixture[str], clock: FixedClock
) -> None:
    assert run(["--data-dir", str(folder), "--lang", "en", "store", "move", "--to", empty, "--json"]) == 0
    told = {one["table"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["stores"]["rows"] == 1
    assert run(["--data-dir", str(folder), "--lang", "en", "store", "move", "--to", "file"]) == 0
    assert "Everything arrived: " in capsys.readouterr().out
    assert names(folder, clock) == [engines.STORE]


@pytest.mark.parametrize(
    ("address", "said"),
    [("mysql://a@b/c", "is no address"), ("postgresql://a@b", "is no address"),
     ("postgresql://a:secret@b/c", "Leave the password out"), ("postgresql://a@/c?host=/nowhere", "does not answer")],
)  # fmt: skip
def test_an_address_that_is_none_is_said_and_nothing_moved(
    folder: Path, address: str, said: str, capsys: pytest.CaptureFixture[str], clock: FixedClock
) -> None:
    assert run(["--data-dir", str(folder), "--lang", "en", "store", "move", "--to", address]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert "secret" not in told.err + told.out
    assert names(folder, clock) == [engines.STORE]


def test_a_password_is_never_kept(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not kept"):
        places.keep_address(tmp_path / "server.json", "postgresql://a:secret@b/c")
    assert not (tmp_path / "server.json").exists()


@pytest.mark.parametrize("content", ["", "{}", '{"address": 1}', '{"address": "postgresql://a:b@c/d"}', '"x"'])
def test_a_file_that_names_no_server_is_said_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "server.json").write_text(content, encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="does not say where") as told:
        places.address_of(tmp_path / "server.json")
    assert told.value.state is FileState.UNREACHABLE


def test_a_backup_of_the_server_is_checked_listed_and_restored(app: App, store: Store) -> None:
    made = app.services.backups.create()
    assert app.services.backups.list() == [made]
    assert app.place.held_by(made.file).stores == (engines.STORE,)
    assert app.services.backups.verify(made.name) == app.place.revision()
    app.services.stores.create("二店")
    before = app.services.backups.restore(made.name)
    assert before.why == "before_restore"
    assert app.services.stores.all() == [store]
    assert app.last_good_backup() is not None
    with psycopg.connect(engines.server().address("postgres")) as connection:
        scratch = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'shopdesk_check%'").fetchall()
    assert scratch == []


def test_a_damaged_backup_is_refused_and_the_data_stay(app: App, store: Store) -> None:
    made = app.services.backups.create()
    whole = made.file.read_bytes()
    made.file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EnvironmentFault, match="damaged and was not used"):
        app.services.backups.restore(made.name)
    with pytest.raises(NotFound):
        app.services.backups.verify("x.dump")
    assert app.services.stores.all() == [store]
