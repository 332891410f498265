"""Which engine the tests run on. ``SHOPDESK_ENGINE=postgres`` gives every data folder a database of a server.

The program is the same: only the question where a data folder's records are is answered otherwise.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.bootstrap import App, open_app
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.paths import AppPaths
from shopdesk.storage import places

if TYPE_CHECKING:
    from tests.postgres_server import Server

ON_POSTGRES = os.environ.get("SHOPDESK_ENGINE") == "postgres"
MONDAY = datetime(2026, 3, 16, 9, 0, 0)
STORE = "云裳旗舰店"
BLANK, ONE_STORE = Path("blank"), Path("one_store")
"""What stands for a data file on a server: the state of a database."""

NUL = "" if ON_POSTGRES else "\0"
"""A character that a data file keeps; a server refuses it in words."""
OF_SQLITE = Path(__file__).with_name("of_sqlite.txt")

_place_of = places.place_of
_files: list[bool] = []


def of_sqlite() -> dict[str, str]:
    """The tests that are about a data file, by file or by file and name, with the reason of each."""
    lines = OF_SQLITE.read_text(encoding="utf-8").splitlines()
    told = (re.fullmatch(r"(\S+?): (.+)", line) for line in lines if line and not line.startswith("#"))
    return {one[1]: one[2] for one in told if one is not None}


def names_of(nodeid: str) -> set[str]:
    """The names that a test may be left out by."""
    file, _, name = nodeid.partition("::")
    return {file, f"{file}::{name.partition('[')[0]}"}


@cache
def server() -> Server:
    """The server of this process, with a database to copy in which the states ``blank`` and ``one_store`` are noted."""
    from shopdesk.storage import migrate
    from shopdesk.storage.postgres.engine import make_engine
    from tests import postgres_server

    found = postgres_server.the_server()
    found.make(name="prepared")
    engine = make_engine(found.address("prepared"))
    migrate.migrate(engine)
    engine.dispose()
    home = found.home / "making"
    for state, moment in (("blank", MONDAY), ("one_store", MONDAY - timedelta(days=1))):
        places.keep_address(_own(home / state).server, found.address("prepared"))
        made = open_app(home / state, "en", clock=FixedClock(moment))
        if state == "one_store":
            made.services.stores.create(STORE, opened_on=date(2025, 1, 1))
        made.close()
        if state == "blank":
            postgres_server.prepare(found)
        else:
            found.run("SELECT kept.note('one_store')", "prepared")
    found.run("SELECT kept.clear('blank')", "prepared")
    shutil.rmtree(home)
    return found


def _own(folder: Path) -> AppPaths:
    folder.mkdir(parents=True, exist_ok=True)
    return AppPaths(folder)


def give(folder: Path, state: str = "blank") -> None:
    """Let the records of a data folder be in a database that holds what ``state`` says."""
    places.keep_address(_own(folder).server, server().give(folder, state))


@contextmanager
def in_files() -> Iterator[None]:
    """Data folders that are made within have data files."""
    _files.append(True)
    try:
        yield
    finally:
        _files.pop()


def moved(kept: Path, address: str) -> None:
    """Bring what lies in the data folder ``kept`` into the empty database at ``address``."""
    from shopdesk.services import contents
    from shopdesk.storage import migrate, moving
    from shopdesk.storage.postgres.engine import make_engine
    from shopdesk.storage.sqlite.place import FilePlace

    source, _ = FilePlace(kept / "shopdesk.db").open()
    target = make_engine(address)
    migrate.migrate(target)
    moving.move(source, target, besides=lambda _old, new, step: contents.moved_in(new, kept / "attachments", step))
    source.dispose()
    target.dispose()


@cache
def _sample(language: str, kept: Path) -> str:
    """A database with the sample store of ``kept``, to be copied."""
    name = server().make("prepared", f"sample_{language.lower()}")
    moved(kept, server().address(name))
    return name


def give_sample(folder: Path, language: str, kept: Path) -> None:
    """Let the records of a data folder be a copy of the sample store on the server."""
    name = server().make(_sample(language, kept))
    for file in kept.iterdir():
        if file.is_file() and not file.name.startswith("shopdesk.db"):
            shutil.copy(file, _own(folder).data)
    places.keep_address(AppPaths(folder).server, server().address(name))


def place_of(paths: AppPaths) -> places.Place:
    """Where a data folder's records are: in a database, unless a data file lies there."""
    if not _files and not paths.server.exists() and not paths.database.exists():
        give(paths.data)
    return _place_of(paths)


def opened(folder: Path, first_file: Path, clock: FixedClock) -> App:
    """An open data folder: a copy of ``first_file``, or a database in the state of that name."""
    if ON_POSTGRES:
        give(folder, first_file.name)
    else:
        file = AppPaths(folder).database
        file.parent.mkdir(parents=True, mode=0o700)
        shutil.copy(first_file, file)
    return open_app(folder, "en", clock=clock)
