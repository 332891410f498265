"""Every dialog and menu of the window, opened by a manager and by one of the staff: what is closed is said in words.

A usual run walks as one of the staff, to whom most is closed; ``SHOPDESK_EXTREMES=all`` as the manager, too, whose
pages and commands a usual run opens (test_window_as_an_account.py, test_commands_as_an_account.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.errors import UserError
from shopdesk.domain.rights import Group
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.task_runner import Task
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.accounts import Grant
from tests.gui.dialog_walk import DialogWalk
from tests.gui.sample_store import NOW
from tests.gui.shell.support import close, settle
from tests.sharing.shared_sample import SharedSample

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

PEOPLE = {"小林": Grant(Group.MANAGER, (1,), person_id=1), "阿敏": Grant(Group.STAFF, (1,), person_id=2)}
WALKING = [*PEOPLE] if os.environ.get("SHOPDESK_EXTREMES") == "all" else ["阿敏"]


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    yield made
    made.drop()


@pytest.mark.parametrize("person", WALKING)
def test_every_dialog_is_shown_or_refused_in_words(
    qtbot: QtBot, qapp: QApplication, shared: SharedSample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    for name, answer in (("getSaveFileName", ("", "")), ("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args, answer=answer, **_more: answer))
    app = bootstrap.prepare(shared.folder(person, tmp_path / "data"), "en", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    desktop = Desktop(qapp, app)
    failed: list[Task] = []
    desktop.tasks.failed.connect(failed.append)
    met: set[str] = set()

    def look(_how: str, dialog: QDialog) -> None:
        met.add(type(dialog).__name__)

    try:
        desktop.window.show()
        desktop.open_data()
        settle(qtbot, desktop)
        DialogWalk(desktop, lambda: settle(qtbot, desktop), look).everywhere()
    finally:
        close(desktop)
    # What is closed, or done on the PC that holds the data, is refused in words; anything else is a fault.
    assert [task.report for task in failed if not isinstance(task.error, UserError)] == []
    assert len(met) > 5, sorted(met)
