"""Whatever stands in the data file, every page opens: it shows the value, or says in words which one it cannot read."""

from __future__ import annotations

import importlib
import io
import os
import random
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.bootstrap import App
from shopdesk.cli.main import build_parser
from shopdesk.domain.errors import UserError
from shopdesk.gui.events import Events
from shopdesk.gui.look import Look
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.task_runner import TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3
from tests.gui import hands
from tests.gui.sample_store import NOW, make_sample
from tests.gui.test_reads import look_through

TRIED = 20
"""Columns tried in a usual run; SHOPDESK_EXTREMES=all tries every one."""

BIG = 2**63 - 1
WHOLE = [0, -1, BIG, -BIG - 1]
TEXTS = ["", "x" * 10_000, "<img src='/etc/passwd'><b>x</b>", "\u202egnp.exe", "2026-13-45", "NaN", "1e400", "[]", "{}"]
DAYS = ["0001-01-01", "1027-03-01", "1900-01-01", "9999-12-31", "yesterday"]
# Keys lead from row to row; what they hold is the program's own, and a foreign key refuses the rest.
_OWN = ("id", "store_id", "version")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store, to be spoilt."""
    return make_sample(tmp_path_factory.mktemp("extremes"), "en")


@pytest.fixture
def opened(sample: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[tuple[App, PageContext]]:
    """The sample store open, with the surroundings of pages."""
    app = bootstrap.prepare(sample, "en", clock=FixedClock(NOW))
    services = app.open()
    theme = Theme(dark=False)
    qapp.setFont(base_font())
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    tasks = TaskRunner()
    context = PageContext(
        app=app,
        tasks=tasks,
        messages=MessageBar(window),
        theme=theme,
        events=Events(),
        window=window,
        store=services.stores.all()[0],
    )
    yield app, context
    tasks.stop()
    app.close()


def columns(database: Path) -> list[tuple[str, str, list[Any]]]:
    """Every column that the pages may read, with what it can be made to hold."""
    found = []
    with closing(sqlite3.connect(database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(tables):
            if table.startswith(("sqlite_", "alembic", "change", "import")):
                continue
            foreign = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
            for _number, name, kind, *_more in connection.execute(f"PRAGMA table_info({table})"):
                if name in _OWN or name in foreign:
                    continue
                values: list[Any] = WHOLE if "INT" in kind.upper() else [*TEXTS, *DAYS]
                found.append((table, name, values))
    return found


def spoil(database: Path, table: str, column: str, value: Any) -> str:
    """Write a value into every row, or into one where rows must differ; the answer says why it could not be."""
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for where in ("", f" WHERE rowid = (SELECT min(rowid) FROM {table})"):
            try:
                connection.execute(f"UPDATE {table} SET {column} = ?{where}", (value,))
                connection.commit()
                return ""
            except sqlite3.IntegrityError as error:
                connection.rollback()
                refused = str(error)
    return refused


def restore(database: Path, sound: Path, table: str, column: str) -> None:
    """Bring the sound values back into a column of the open file; copying all of the file takes ten times as long."""
    was = f"SELECT {column} FROM sound.{table} AS kept WHERE kept.rowid = {table}.rowid"
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        connection.execute("ATTACH ? AS sound", (str(sound),))
        connection.execute(f"UPDATE main.{table} SET {column} = ({was})")
        connection.commit()


def pages(context: PageContext, qtbot: QtBot, seen: Callable[[QWidget], object] = lambda _page: None) -> list[Look]:
    """Every page with every part looked at once, and told to ``seen``; their looks."""
    looks: list[Look] = []

    def settle() -> None:
        hands.settle(qtbot, context.tasks)

    for entry in PAGES:
        page = getattr(importlib.import_module(entry.module), entry.kind)(context)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.show()
        settle()
        for tabs in page.findChildren(PartTabs):
            look_through(tabs, settle)
        seen(page)
        looks += page.findChildren(Look)
    return looks


def tables_of(look: Look, context: PageContext) -> frozenset[str]:
    """The tables that a look reads, so that it need not be asked about what stands in others."""
    question = look._question()
    if question is None:
        return frozenset()
    context.services.ctx.reader.forget()
    with context.services.reading() as reading:
        look._load(context.services, question)
    return frozenset(reading.tables)


def trouble(look: Look, context: PageContext) -> str:
    """What goes wrong when a look asks and shows; empty where nothing does, or where it is said in words."""
    question = look._question()
    if question is None:
        return ""
    try:
        with context.services.reading():
            answer = look._load(context.services, question)
        look._show(answer)
    except UserError:
        return ""
    except Exception as error:
        return place(error)
    return ""


def command_trouble(words: list[str], app: App) -> str:
    """What goes wrong in a command; empty where it does its work or says in words why not."""
    args = build_parser().parse_args(words)
    try:
        with redirect_stdout(io.StringIO()):
            args.run(args, app)
    except UserError:
        return ""
    except Exception as error:
        return f"shopdesk {' '.join(words[:2])}: {place(error)}"
    return ""


def place(error: Exception) -> str:
    """Where in the program it happened, and what."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/shopdesk/" in frame.filename]
    where = ours[-1]
    return f"{where.filename.rpartition('/shopdesk/')[2]}:{where.lineno} {error!r:.90}"


def chosen(every: list[tuple[str, str, list[Any]]], count: int = TRIED) -> Iterator[tuple[str, str, Any]]:
    """The columns tried in this run, each with all that it can hold."""
    if os.environ.get("SHOPDESK_EXTREMES") != "all":
        every = random.Random(20260316 + count).sample(every, count)
    for table, column, values in every:
        for value in (
            values if os.environ.get("SHOPDESK_EXTREMES") == "all" else random.Random(column).sample(values, 2)
        ):
            yield table, column, value


@pytest.mark.timeout(7200 if os.environ.get("SHOPDESK_EXTREMES") == "all" else 240)
def test_every_page_opens_whatever_is_stored(
    opened: tuple[App, PageContext], qtbot: QtBot, tmp_path: Path, sample: Path
) -> None:
    app, context = opened
    looks = pages(context, qtbot)
    assert len(looks) > 10
    reads = [(look, tables_of(look, context)) for look in looks]
    database, sound = app.paths.database, tmp_path / "sound.db"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(sound)) as target:
        source.backup(target)
    found: list[str] = []
    tried = 0
    for table, column, value in chosen(columns(sound)):
        if spoil(database, table, column, value):
            continue
        tried += 1
        context.services.ctx.reader.forget()
        asked = [look for look, tables in reads if table in tables]
        found += [f"{table}.{column} = {value!r:.60}: {said}" for look in asked if (said := trouble(look, context))]
        restore(database, sound, table, column)
    assert tried >= TRIED
    assert not found, f"{len(found)} troubles\n" + "\n".join(found)


COMMANDS = (
    "kpi --from 2026-02-01 --to 2026-03-15 --by day --json",
    "kpi --from 2025-03-01 --to 2026-03-15 --by month --csv",
    "report weekly --week 2026-W11 -o {folder}/weekly.xlsx",
    "report monthly --month 2026-02 -o {folder}/monthly.xlsx",
    "print daily --date 2026-03-16 -o {folder}/daily.pdf",
    "print roster --week 2026-W12 -o {folder}/roster.pdf",
    "print campaign 1 -o {folder}/campaign.pdf",
    "print setup -o {folder}/setup.pdf",
    "calendar list --year 2026 --json",
    "calendar export --year 2026 -o {folder}/2026.ics",
    "imports list --json",
    "people export -o {folder}/people.xlsx",
    "payroll inputs --month 2026-02 -o {folder}/inputs.xlsx",
    "payroll list --json",
)


@pytest.mark.timeout(7200 if os.environ.get("SHOPDESK_EXTREMES") == "all" else 240)
def test_every_command_answers_whatever_is_stored(
    opened: tuple[App, PageContext], tmp_path: Path, sample: Path
) -> None:
    app, context = opened
    database, sound = app.paths.database, tmp_path / "sound.db"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(sound)) as target:
        source.backup(target)
    reads: list[tuple[list[str], frozenset[str]]] = []
    for command in COMMANDS:
        words = command.format(folder=tmp_path).split()
        context.services.ctx.reader.forget()
        with context.services.reading() as reading:
            assert not command_trouble(words, app)
        assert reading.tables, command
        reads.append((words, frozenset(reading.tables)))
    found: list[str] = []
    for table, column, value in chosen(columns(sound), TRIED // 2):
        if spoil(database, table, column, value):
            continue
        context.services.ctx.reader.forget()
        asked = [words for words, tables in reads if table in tables]
        found += [f"{table}.{column} = {value!r:.40}: {said}" for one in asked if (said := command_trouble(one, app))]
        restore(database, sound, table, column)
    assert not found, f"{len(found)} troubles\n" + "\n".join(found)
