"""The whole window, opened with an account: each page and part shows what its account sees, or says who sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.domain.rights import Group, Subject, seen_by
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.task_runner import Task
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from shopdesk.sharing.accounts import Grant
from tests.gui.sample_store import NOW
from tests.gui.shell.support import close, settle
from tests.gui.walk import views
from tests.sharing.shared_sample import SharedSample

pytestmark = pytest.mark.timeout(900)  # the sample store is made where no other test made it

PEOPLE = {"小林": Grant(Group.MANAGER, (1,), person_id=1), "阿敏": Grant(Group.STAFF, (1,), person_id=2)}
MONEY = {
    "kpi / Money", "kpi / Money / Orders against money", "kpi / Money / Bridge", "kpi / Money / Months",
    "kpi / Money / Rules", "kpi / Money / Costs", "kpi / Money / Profit", "kpi / Money / Tax bridge",
}  # fmt: skip
PAY = {"people / Pay schemes", "people / Pay data", "people / What if", "people / Tier planner"}
OPEN = {
    "小林": {"setup / Steps", "people / Team", "people / Roster", "people / Pay", "promotions / Month", "daily / Today",
             "daily / Problems", "daily / Look back", "kpi / Trend and table", "kpi / Alerts", "kpi / Data calendar",
             "kpi / Market / Keywords", "kpi / Charts / Ads"},
    "阿敏": {"people / Team", "people / Org chart", "people / Roster", "people / Pay", "promotions / Month",
             "daily / Today", "daily / Problems", "daily / Meetings", "daily / Look back", "daily / Handbook",
             "daily / Standing tasks", "daily / Inspection rounds"},
}  # fmt: skip
CLOSED = {"小林": MONEY | PAY | {"setup / Budget"}, "阿敏": MONEY | PAY | {"setup / Steps", "kpi / Trend and table"}}


@pytest.fixture(scope="module")
def shared() -> Iterator[SharedSample]:
    """The sample store, shared with a manager and one of the staff."""
    made = SharedSample()
    for person, grant in PEOPLE.items():
        made.let_in(person, grant)
    yield made
    made.drop()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_view_shows_what_is_seen_and_says_who_sees_the_rest(
    qtbot: QtBot, qapp: QApplication, shared: SharedSample, tmp_path: Path, person: str
) -> None:
    app = bootstrap.prepare(shared.folder(person, tmp_path / "data"), "en", clock=FixedClock(NOW))
    qapp.setFont(base_font())
    desktop = Desktop(qapp, app)
    failed: list[Task] = []
    desktop.tasks.failed.connect(failed.append)
    said: dict[str, list[str]] = {}
    try:
        desktop.window.show()
        desktop.open_data()
        settle(qtbot, desktop)
        for view in views(desktop, lambda: settle(qtbot, desktop)):
            page = desktop.window.centralWidget()
            said[view] = [why.text() for why in page.findChildren(QLabel, "veil.why") if why.isVisible()]
    finally:
        close(desktop)
    assert [task.report for task in failed] == []
    words = {str(seen_by(subject)) for subject in Subject}
    assert {why for found in said.values() for why in found} <= words
    assert len(said) > 50
    assert {view for view in OPEN[person] if said[view]} == set()
    assert {view for view in CLOSED[person] if not said[view]} == set()
