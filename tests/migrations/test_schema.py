"""The data file's schema: what upgrades to, what newer files say, what a failed or killed upgrade leaves behind."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint

from shopdesk.bootstrap import open_app
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.infra import paths
from shopdesk.infra.clock import FixedClock
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.sqlite.engine import make_engine
from shopdesk.storage.sqlite.revision import file_revision
from shopdesk.storage.tables.everything import metadata

NEWEST = migrate.known_revisions()[-1]


def test_the_upgraded_schema_equals_the_tables(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.db")
    migrate.migrate(engine, NEWEST)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def schema(file: Path) -> dict[str, object]:
    """Columns, keys, indexes and references of every table, as SQLite itself tells them, in no order."""
    with closing(sqlite3.connect(file)) as raw:

        def told(pragma: str, name: str) -> list[tuple[object, ...]]:
            return raw.execute(f"SELECT * FROM pragma_{pragma}(?)", (name,)).fetchall()

        def indexes(table: str) -> set[tuple[object, ...]]:
            return {
                (name if origin == "c" else origin, unique, tuple(column for _, _, column in told("index_info", name)))
                for _, name, unique, origin, _ in told("index_list", table)
            }

        tables = raw.execute("SELECT name, sql FROM sqlite_master WHERE type='table'").fetchall()
        return {
            name: (
                {
                    (column, kind, required, default, key)
                    for _, column, kind, required, default, key in told("table_info", name)
                },
                indexes(name),
                {row[2:] for row in told("foreign_key_list", name)},
                "AUTOINCREMENT" in sql,
            )
            for name, sql in tables
        }


def test_a_new_file_is_like_one_that_went_through_every_revision(tmp_path: Path) -> None:
    for name, target in (("new.db", "head"), ("old.db", NEWEST)):
        engine = make_engine(tmp_path / name)
        migrate.migrate(engine, target)
        engine.dispose()
    assert file_revision(tmp_path / "new.db") == NEWEST
    new, old = schema(tmp_path / "new.db"), schema(tmp_path / "old.db")
    assert new.keys() == old.keys()
    for table, found in new.items():
        assert found == old[table], table


def test_stores_come_first_in_every_key_of_their_tables() -> None:
    for table in metadata.tables.values():
        if "store_id" not in table.c:
            assert table.name in {"stores", "change_sets", "changes", "holiday_notices", "pay_guard"}
            continue
        keys = [constraint for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
        # An index of one column serves a reference, which is followed without its store.
        keys += [index for index in table.indexes if len(index.columns) > 1]
        for key in keys:
            if table.name != "import_mappings":  # what headings mean is the same for all stores
                assert next(iter(key.columns)).name == "store_id", key


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The file that a revision left, for the next one to go on from: none has to begin with the first again."""
    return {"folder": tmp_path_factory.mktemp("reached")}


@pytest.mark.parametrize("revision", migrate.known_revisions())
def test_each_revision_goes_up_and_down_again(tmp_path: Path, reached: dict[str, Path], revision: str) -> None:
    before = migrate.known_revisions()[: migrate.known_revisions().index(revision)]
    if before and before[-1] in reached:
        shutil.copy(reached[before[-1]], tmp_path / "a.db")
    engine = make_engine(tmp_path / "a.db")
    migrate.migrate(engine, revision)
    assert file_revision(tmp_path / "a.db") == revision
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        raw.execute("VACUUM INTO ?", (str(reached["folder"] / revision),))
    reached[revision] = reached["folder"] / revision
    migrate.migrate(engine, before[-1] if before else "base")
    assert file_revision(tmp_path / "a.db") == (before[-1] if before else None)
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        left = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    assert before or left <= {"alembic_version", "sqlite_sequence"}
    engine.dispose()


def test_migrations_do_not_depend_on_todays_code() -> None:
    for file in (paths.migrations() / "versions").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.startswith("shopdesk")], file.name


def test_a_newer_file_is_refused_in_words_and_not_touched(tmp_path: Path, clock: FixedClock) -> None:
    open_app(tmp_path, "en", clock=clock).close()
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num='9999'")
        raw.commit()
    before = file.read_bytes()
    with pytest.raises(UserError, match="newer ShopDesk"):
        open_app(tmp_path, "en", clock=clock)
    assert file.read_bytes() == before


def test_a_foreign_database_is_refused_and_not_touched(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "shopdesk.db"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE recipes (id)")
        raw.commit()
    before = file.read_bytes()
    with pytest.raises(UserError, match="not a ShopDesk data file"):
        open_app(tmp_path, "en", clock=clock)
    assert file.read_bytes() == before


def test_a_damaged_file_is_found_before_anything_is_written(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "shopdesk.db"
    file.write_bytes(b"SQLite format 3\x00" + b"\x00" * 9000)
    before = file.read_bytes()
    with pytest.raises(EnvironmentFault, match="damaged"):
        open_app(tmp_path, "en", clock=clock)
    assert file.read_bytes() == before


def everything(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a file holds: the statement that made each table, index and trigger, with the rows of tables."""
    with closing(sqlite3.connect(file)) as raw:
        made = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        return {
            name: [(sql,), *(raw.execute(f"SELECT * FROM {name}").fetchall() if kind == "table" else ())]
            for kind, name, sql in made
        }


def test_a_failed_upgrade_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    engine = make_engine(tmp_path / "a.db")
    migrate.migrate(engine, "0001")
    before = everything(tmp_path / "a.db")
    assert len(before) > 30
    genuine = command.upgrade

    def fail_at_the_end(config: object, target: str) -> None:
        genuine(config, target)
        raise OSError("cut off")

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(OSError, match="cut off"):
        migrate.migrate(engine)
    engine.dispose()
    assert everything(tmp_path / "a.db") == before


KILLED = """
import os, sys
from pathlib import Path
from alembic import command
from shopdesk.storage import migrate
from shopdesk.storage.sqlite.engine import make_engine
genuine = command.upgrade
def die(config, target):
    genuine(config, target)
    os._exit(9)
command.upgrade = die
migrate.migrate(make_engine(Path(sys.argv[1])))  # from the first revision on
"""


def test_a_process_killed_in_an_upgrade_leaves_a_file_that_opens_next_time(tmp_path: Path, clock: FixedClock) -> None:
    tmp_path.joinpath("backups").mkdir()
    engine = make_engine(tmp_path / "shopdesk.db")
    migrate.migrate(engine, "0001")
    engine.dispose()
    root = Path(__file__).resolve().parents[2]
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "shopdesk.db")],
        check=False,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=60,
    )
    assert died.returncode == 9
    app = open_app(tmp_path, "en", clock=clock)
    assert app.services.stores.all() == []
    app.close()


def test_an_install_folder_with_a_percent_sign_migrates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    copied = tmp_path / "100% mine" / "migrations"
    shutil.copytree(paths.migrations(), copied)
    monkeypatch.setattr(paths, "migrations", lambda: copied)
    engine = make_engine(tmp_path / "50% off.db")
    migrate.migrate(engine, NEWEST)
    engine.dispose()
    assert file_revision(tmp_path / "50% off.db") == migrate.known_revisions()[-1]
