"""What a page or a command asks about one store reads that store's rows, where the tables are parted by the store.

The sample store is on a server whose tables of a store are parted by its hash, as on many servers; the server says of
each statement which parts it would read. A statement that reads more than one is named with the reason why it is about
several stores, or is a fault.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from benchmarks import parted
from shopdesk import bootstrap
from shopdesk.bootstrap import App, open_app
from shopdesk.cli.main import run
from shopdesk.domain.competitors import Competitor
from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.people import LeaveReason
from shopdesk.domain.stores import Store
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.task_runner import Task
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.paths import AppPaths
from shopdesk.storage import places
from tests import engines
from tests.gui.dialog_walk import DialogWalk
from tests.gui.sample_store import NOW, kept_sample
from tests.gui.shell.support import close, settle
from tests.gui.walk import views
from tests.import_files import SHORT, short_row, write_csv
from tests.storage.test_one_read import COMMANDS, READS

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

ALL_STORES = "export all"
"""The one command that is about everything in the data."""
SWITCHER = {
    r"FROM stores \nWHERE \(stores.id NOT IN \(SELECT store_settings": "the store switcher: every store that is made",
    r"FROM stores \nWHERE stores.id IN \(SELECT store_settings": "the start looks for stores that were left half made",
    r"FROM file_contents ORDER BY file_contents.id$": "a backup holds the photos and files of every store",
}
"""What reads several parts, as a pattern of the statement, and which question about several stores it answers."""
COMMANDS_SEVERAL = SWITCHER | {
    r'FROM campaigns \nWHERE campaigns.start <= \S+ AND campaigns."end" >= \S+ ORDER': "a calendar of all stores",
    r"FROM own_days ORDER BY own_days.id$": "a calendar of all stores",
    r"FROM imports ORDER BY imports.id DESC \n LIMIT": "the list of what was imported into any store",
    r"FROM campaigns \nWHERE campaigns.id = \S+ ORDER": "print campaign: a number is typed, and no store with it",
}

WRITES_SEVERAL = SWITCHER | {
    r"FROM worksheets \nWHERE worksheets.day = ": "after an import the forms begun today follow, of every store",
    r"FROM stores JOIN statement_spans ON": "a statement of another store's account is noticed",
    r"max\(orders.id\)": "whether the file brought half of all orders, or more: then they are read and not looked up",
    r"^INSERT INTO order_hours .*\(orders.store_id \+ ": "one store holds half of all orders, or more",
}
DIALOGS_SEVERAL = SWITCHER | {
    r"FROM imports ORDER BY imports.id DESC \n LIMIT": "the list of what was imported into any store",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A database with the sample store in parted tables."""
    server = engines.server()
    name = server.make(engines._sample("en", kept_sample("en")))
    parted.part(server.address(name))
    yield server.address(name)
    server.drop(name)


@pytest.fixture
def folder(address: str, tmp_path: Path) -> Path:
    """A data folder whose records are there."""
    made = tmp_path / "data"
    made.mkdir()
    places.keep_address(AppPaths(made).server, address)
    return made


def beyond_one(looked: parted.Looked, several: dict[str, str]) -> list[str]:
    """The statements that look into parts of other stores without a reason."""
    return [one for one in looked.beyond if not any(re.search(pattern, one) for pattern in several)]


def test_reports_and_commands_about_one_store_read_its_part(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QApplication
) -> None:
    with parted.explained(Engine) as looked:
        app = open_app(folder, "en", clock=FixedClock(NOW))
        store = app.services.stores.all()[0].id or 0
        person = app.services.people.everyone(store)[0].name
        for work in READS.values():
            work(app, store, tmp_path)
        app.close()
        for words in COMMANDS:
            if words.startswith(ALL_STORES):
                continue
            told = words.format(out=tmp_path, person=person).split()
            assert run(["--data-dir", str(folder), "--lang", "en", *told]) == 0, capsys.readouterr().err
    assert beyond_one(looked, COMMANDS_SEVERAL) == []
    assert len(looked.statements) > 250


def writes(app: App, store: Store, folder: Path) -> dict[str, Callable[[], Any]]:
    """A person's changes, by what they are: new, changed, removed, many at once, and by file."""
    services, store_id = app.services, store.id or 0
    today = app.clock.today()
    person = services.people.everyone(store_id)[0]
    campaign = services.campaigns.of_store(store_id)[0]
    problem = services.problems.create(Problem(store_id=store_id, title="a", opened_on=today))
    rows = [SHORT, *(short_row(f"p-{row}", gross="100.00", received="100.00") for row in range(3))]
    file = write_csv(folder / "orders.csv", rows)
    sheet = services.daily.sheet(store_id, today)
    item = next(line.item for line in sheet.lines if line.item.kind is AnswerKind.YES_NO)
    competitor = services.competitors.keep(Competitor(store_id=store_id, name="another"))
    entry = services.handbook.entries(store_id)[0]
    return {
        "a new record": lambda: services.problems.create(Problem(store_id=store_id, title="b", opened_on=today)),
        "a changed one": lambda: services.people.edit(replace(person, note="a note")),
        "a step by its number": lambda: services.problems.step(problem.id or 0, ProblemState.CLOSED, note="done"),
        "many by their numbers": lambda: services.problems.hand_over([problem.id or 0], person.name),
        "an answer of the day": lambda: services.daily.answer(sheet, item.code, Result.PASS),
        "another day": lambda: services.campaigns.move(campaign.id or 0, campaign.start + timedelta(days=1)),
        "one with all that hangs on it": lambda: services.campaigns.delete(campaign.id or 0),
        "one with its looks": lambda: services.competitors.remove(competitor),
        "who learned it": lambda: services.handbook.learn(entry, [person.id or 0]),
        "a cell of the roster": lambda: services.roster.set(store_id, [(person.id or 0, today)], "off"),
        "a target": lambda: services.targets.set_month(store_id, today.replace(day=1), 100_00),
        "who leaves": lambda: services.people.leave(person.id or 0, today, LeaveReason.OTHER),
        "a file": lambda: services.imports.undo(services.imports.run_file(file, store).run.id or 0),
        "what is kept": lambda: services.kept.keep_some(0),
    }


def test_what_is_written_and_undone_asks_the_part_of_its_store(folder: Path, tmp_path: Path) -> None:
    with parted.explained(Engine) as looked:
        app = open_app(folder, "en", clock=FixedClock(NOW))
        changes = writes(app, app.services.stores.all()[0], tmp_path)
        history = app.services.history
        for write in changes.values():
            history.forget()
            write()
            while history.can_undo:
                history.undo()
            while history.can_redo:
                history.redo()
            while history.can_undo:
                history.undo()
        app.close()
    assert beyond_one(looked, WRITES_SEVERAL) == []
    written = [one for one in looked.statements if one.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(written) > 40


def test_every_view_of_the_window_reads_the_part_of_its_store(qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
    qapp.setFont(base_font())
    with parted.explained(Engine) as looked:
        desktop = Desktop(qapp, bootstrap.prepare(folder, "en", clock=FixedClock(NOW)))
        failed: list[Task] = []
        desktop.tasks.failed.connect(failed.append)
        try:
            desktop.window.show()
            desktop.open_data()
            settle(qtbot, desktop)
            seen = list(views(desktop, lambda: settle(qtbot, desktop)))
        finally:
            close(desktop)
    assert [task.report for task in failed] == []
    assert beyond_one(looked, SWITCHER) == []
    assert len(seen) > 50
    assert len(looked.statements) > 250


def test_what_dialogs_read_is_in_the_part_of_their_store(
    qtbot: QtBot, qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A usual run opens those of one page and of the menus; ``SHOPDESK_EXTREMES=all`` those of every page."""
    for name, answer in (("getSaveFileName", ("", "")), ("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args, answer=answer, **_more: answer))
    qapp.setFont(base_font())
    with parted.explained(Engine) as looked:
        desktop = Desktop(qapp, bootstrap.prepare(folder, "en", clock=FixedClock(NOW)))
        walk = DialogWalk(desktop, lambda: settle(qtbot, desktop), lambda _how, _dialog: None)
        try:
            desktop.window.show()
            desktop.open_data()
            settle(qtbot, desktop)
            walk.everywhere(only="" if os.environ.get("SHOPDESK_EXTREMES") == "all" else "daily")
        finally:
            close(desktop)
    assert beyond_one(looked, DIALOGS_SEVERAL) == []
    assert len(walk.met) > 10, sorted(walk.met)
