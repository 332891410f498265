"""Two windows at the same form of a day and at the same record: each says so quietly, and nothing moves for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.daily.standing_tasks import STANDING_TASK
from shopdesk.domain.fields import Reader
from shopdesk.domain.rights import Group
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.accounts import Grant
from tests.gui.sample_store import NOW
from tests.gui.shell.support import close, settle
from tests.sharing.shared_sample import SharedSample

pytestmark = pytest.mark.timeout(400)  # the sample store is made where no other test made it

PEOPLE = {"小林": Grant(Group.MANAGER, (1,), person_id=1), "阿敏": Grant(Group.STAFF, (1,), person_id=2)}
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    yield made
    made.drop()


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication, shared: SharedSample, tmp_path: Path) -> Iterator[dict[str, Desktop]]:
    """A window for each person; what was closed by a test is out of the dictionary."""
    qapp.setFont(base_font())
    made: dict[str, Desktop] = {}
    for person in PEOPLE:
        made[person] = Desktop(
            qapp, bootstrap.prepare(shared.folder(person, tmp_path / person), "en", clock=FixedClock(NOW))
        )
        made[person].window.resize(1280, 800)
        made[person].window.show()
        made[person].open_data()
        settle(qtbot, made[person])
    yield made
    for desktop in made.values():
        close(desktop)


class TaskForm(RecordForm):
    """A form of a standing task, as the pages make theirs."""

    def __init__(self, desktop: Desktop, record: Any) -> None:
        super().__init__(
            desktop.tasks, STANDING_TASK, name="task", title="Task", confirm="Keep", reader=Reader(NOW.date()),
            parent=desktop.window, record=record,
        )  # fmt: skip
        self.add_fields("title")

    def work(self) -> Callable[[], Any]:
        return lambda: None


def places(widget: QWidget) -> dict[int, Any]:
    return {id(one): one.geometry() for one in widget.findChildren(QWidget) if one.isVisible()}


def test_the_form_of_a_day_says_who_else_looks_at_it(qtbot: QtBot, windows: dict[str, Desktop]) -> None:
    manager, staff = windows["小林"], windows["阿敏"]
    others: Any = manager.window.others
    manager.window.open_page("daily").tabs.open("today")
    staff.window.open_page("people")
    for one in (manager, staff):
        settle(qtbot, one)
    qtbot.waitUntil(lambda: others.said == "", timeout=PATIENCE_MS)
    before = places(manager.window)
    staff.window.open_page("daily").tabs.open("today")
    settle(qtbot, staff)
    qtbot.waitUntil(lambda: others.said == "阿敏 is looking at this too", timeout=PATIENCE_MS)
    assert others.isVisible() and others.text() == others.said
    after = places(manager.window)
    assert {one: after[one] for one in before if one in after} == before
    beside = (manager.window.switcher, manager.window.messages)
    assert not any(one.isVisible() and one.geometry().intersects(others.geometry()) for one in beside)

    # Another day is another form, and another page is none.
    theirs: Any = staff.window.open_page("daily").tabs.open("today").bar
    theirs.go(NOW.date().replace(day=1))
    settle(qtbot, staff)
    qtbot.waitUntil(lambda: others.said == "", timeout=PATIENCE_MS)
    theirs.go(NOW.date())
    settle(qtbot, staff)
    qtbot.waitUntil(lambda: others.said != "", timeout=PATIENCE_MS)
    staff.window.open_page("people")
    settle(qtbot, staff)
    qtbot.waitUntil(lambda: not others.isVisible() and others.said == "", timeout=PATIENCE_MS)


def test_the_form_of_a_record_says_who_else_looks_at_it(qtbot: QtBot, windows: dict[str, Desktop]) -> None:
    manager, staff = windows["小林"], windows["阿敏"]
    task = next(iter(manager.app.services.standing.board(1).tasks))
    mine, theirs = TaskForm(manager, task), TaskForm(staff, task)
    mine.open()
    before = places(mine)
    theirs.open()
    qtbot.waitUntil(lambda: mine.others.said == "阿敏 is looking at this too", timeout=PATIENCE_MS)
    assert mine.others.isVisible()
    after = places(mine)
    assert {one: after[one] for one in before} == before
    assert mine.others.geometry().right() < min(one.x() for one in mine.buttons.buttons())
    qtbot.waitUntil(lambda: theirs.others.said == "小林 is looking at this too", timeout=PATIENCE_MS)
    # The window that closes, or whose program ends, looks at nothing.
    close(windows.pop("阿敏"))
    qtbot.waitUntil(lambda: mine.others.said == "", timeout=PATIENCE_MS)
    mine.reject()
