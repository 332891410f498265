"""What only one database engine knows is said in one folder, so that a second engine is a second folder."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from shopdesk.storage import port
from shopdesk.storage.sqlite.driver import driver, is_sound
from shopdesk.storage.sqlite.engine import make_engine
from tests import engines
from tests.architecture.sources import ROOT

STORAGE = ROOT / "shopdesk" / "storage"
HOME = STORAGE / "sqlite"
SERVER = STORAGE / "postgres"
SHARING = ROOT / "shopdesk" / "sharing"
"""What holds a server for others speaks to that server: it starts it, and says who may do what there."""
# What makes a table with numbers that are never used again on SQLite; other engines pass over it.
HARMLESS = re.compile(r"\bsqlite_autoincrement\b")
WORDS = {
    "a setting of SQLite": re.compile(r"\bPRAGMA\b", re.IGNORECASE),
    "SQLite's driver": re.compile(r"\bimport sqlite3\b|\bfrom sqlite3\b"),
    "SQLite's upsert": re.compile(r"\bINSERT OR\b|\bREPLACE INTO\b", re.IGNORECASE),
    "SQLAlchemy's words for SQLite": re.compile(r"dialects(\.| import )sqlite|\bsqlite_\w+"),
    "PostgreSQL's driver": re.compile(r"\b(import|from) psycopg\b|dialects(\.| import )postgresql|\bpostgresql_\w+"),
    "words of PostgreSQL": re.compile(r"\bpg_(?!install)\w+|\bLISTEN \w|\bCOPY \w+ (\(|FROM|TO)|::(bigint|text|int)\b"),
    "an order of text": re.compile(r"\bCOLLATE\b|\.collate\("),
    "a statement past SQLAlchemy": re.compile(r"\bexec_driver_sql\b|\bsqlite_master\b"),
}
SQL = re.compile(r"[\"'](SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|ALTER TABLE|DROP TABLE|ANALYZE) ")


def said(source: str) -> list[str]:
    """Which words of one engine a source says."""
    return [what for what, pattern in WORDS.items() if pattern.search(HARMLESS.sub("", source))]


def program() -> list[Path]:
    return [
        file
        for file in sorted((ROOT / "shopdesk").rglob("*.py"))
        if not file.is_relative_to(HOME) and not file.is_relative_to(SERVER)
    ]


OF_SERVER = {"PostgreSQL's driver", "words of PostgreSQL"}


def test_only_their_own_folders_know_the_engines() -> None:
    found = {}
    for file in program():
        told = set(said(file.read_text("utf-8"))) - (OF_SERVER if file.is_relative_to(SHARING) else set())
        if told:
            found[str(file.relative_to(ROOT))] = told
    assert found == {}


def test_the_folder_is_where_those_words_are() -> None:
    everything = "\n".join(file.read_text("utf-8") for file in HOME.glob("*.py"))
    assert {"a setting of SQLite", "SQLite's driver", "a statement past SQLAlchemy"} <= set(said(everything))


def test_each_folder_knows_its_own_engine_only() -> None:
    in_server = {what for file in SERVER.glob("*.py") for what in said(file.read_text("utf-8"))}
    assert in_server >= OF_SERVER
    assert in_server <= {*OF_SERVER, "a statement past SQLAlchemy"}
    assert not OF_SERVER & {what for file in HOME.glob("*.py") for what in said(file.read_text("utf-8"))}


PORTS = {"port.py", "places.py", "columns.py"}
"""Who may name a folder: the ports, and the columns for the one keyword that SQLAlchemy wants when a table is made."""


def test_everybody_else_speaks_to_the_ports() -> None:
    naming = re.compile(r"shopdesk\.storage\.(sqlite|postgres)\b")
    found = {file.relative_to(ROOT).as_posix() for file in program() if naming.search(file.read_text("utf-8"))}
    assert found == {f"shopdesk/storage/{name}" for name in PORTS}


def test_a_data_file_never_loads_the_driver_of_a_server(tmp_path: Path) -> None:
    """Opening, writing and reading a data file leave psycopg and its dialect where they are."""
    script = (
        "import sys; from pathlib import Path; from shopdesk.bootstrap import open_app;"
        f"app = open_app(Path({str(tmp_path)!r}), 'en'); app.services.stores.create('a'); app.services.stores.all();"
        "app.close();"
        "print([name for name in sys.modules if 'psycopg' in name or 'postgres' in name])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_both_engines_answer_the_whole_port() -> None:
    asked = {name for name in vars(port.Port) if not name.startswith("_")}
    for folder in (HOME, SERVER):
        answers = importlib.import_module(f"shopdesk.storage.{folder.name}.port").PORT
        assert {name for name in dir(answers) if not name.startswith("_")} == asked, folder.name


def test_the_linked_sqlite_cannot_damage_a_file_that_two_programs_write(tmp_path: Path) -> None:
    """Asked of the library itself, through the engine that the program opens its data with."""
    engine = make_engine(tmp_path / "a.db")
    with engine.connect() as connection:
        linked = connection.execute(text("SELECT sqlite_version()")).scalar_one()
    engine.dispose()
    assert is_sound(tuple(map(int, linked.split(".")))), linked


def test_no_data_is_bound_without_looking_for_how() -> None:
    """A driver without an adapter for ``None`` refuses to adapt it, having looked everywhere for one."""
    assert driver.adapt(None) is None
    connection = driver.connect(":memory:")
    assert connection.execute("SELECT typeof(?), typeof(?), typeof(?)", (None, "", 0)).fetchone() == (
        "null",
        "text",
        "integer",
    )
    connection.close()


@pytest.mark.parametrize(
    ("version", "sound"),
    [("3.40.1", False), ("3.44.5", False), ("3.44.6", True), ("3.45.0", False), ("3.50.6", False), ("3.50.7", True),
     ("3.51.2", False), ("3.51.3", True), ("3.53.4", True)],
)  # fmt: skip
def test_which_versions_are_sound(version: str, sound: bool) -> None:
    assert is_sound(tuple(map(int, version.split(".")))) is sound


@pytest.mark.parametrize("folder", ["shopdesk", "tests"])
def test_one_process_has_one_sqlite(folder: str) -> None:
    """Two libraries in a process do not see each other's locks: what opens a data file takes the program's driver."""
    importing = {
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / folder).rglob("*.py"))
        if WORDS["SQLite's driver"].search(re.sub(r"[\"'].*[\"']", "", file.read_text("utf-8")))
    }
    assert importing == ({"shopdesk/storage/sqlite/driver.py"} if folder == "shopdesk" else set())


def test_nobody_but_storage_writes_sql() -> None:
    """Sharing does too: its statements say who may do what on a server, and read no data of a store."""
    inside = [ROOT / "shopdesk" / name for name in ("storage", "sharing")]
    outside = [file for file in program() if not any(file.is_relative_to(folder) for folder in inside)]
    assert [file.name for file in outside if SQL.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    ['x("PRAGMA foreign_keys")', "import sqlite3", '"INSERT OR IGNORE"', "from sqlalchemy.dialects import sqlite",
     "Index(sqlite_where=1)", "c.collate('NOCASE')", "import psycopg", "Index(postgresql_where=1)",
     "SELECT pg_backend_pid()", "COPY orders FROM STDIN"],
)  # fmt: skip
def test_the_search_finds_what_it_looks_for(source: str) -> None:
    assert said(source)


def test_what_a_server_leaves_out_is_there_and_says_why() -> None:
    told = engines.of_sqlite()
    lines = [line for line in engines.OF_SQLITE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert list(told) == sorted({line.partition(": ")[0] for line in lines}) and len(told) == len(lines)
    for name in told:
        file, _, test = name.partition("::")
        assert not test or f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), name


def test_the_list_of_both_engines_names_what_is_there() -> None:
    lines = (ROOT / "tests" / "on_postgres.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition(" #")[0] for line in lines if not line.startswith("#")]
    assert [name for name in names if not (ROOT / name).exists() or name in engines.of_sqlite()] == []
    assert names == sorted(set(names))


@pytest.mark.parametrize("folder", ["storage", "stories"])
def test_every_file_about_data_is_run_on_a_server_or_says_why_not(folder: str) -> None:
    """A new file is to be seen on a server before it is listed; nobody can forget it."""
    listed = (ROOT / "tests" / "on_postgres.txt").read_text(encoding="utf-8").splitlines()
    on_both = {line.partition(" #")[0] for line in listed}
    of_files = {name for name in engines.of_sqlite() if "::" not in name}
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / folder).rglob("test_*.py")}
    assert len(files) > 50 and files - on_both - of_files == set(), (
        "run it there, then list it in tests/on_postgres.txt"
    )
    assert files & on_both & of_files == set()
