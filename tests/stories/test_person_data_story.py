"""Story: somebody who left long ago asks what is kept; the owner hands it over, and erases it when that is allowed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.people import LeaveReason
from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import choose, click
from tests.gui.shell.support import settle


@pytest.fixture
def clock() -> FixedClock:
    """Two years after the sample store was made."""
    return FixedClock(datetime(2028, 4, 3, 9, 0))


def test_what_is_kept_is_handed_over_and_erased_after_the_keeping_period(
    qtbot: QtBot, sample_desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = sample_desktop
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    services, store_id = desktop.app.services, page.context.store_id
    people = {one.name: one.id for one in services.people.everyone(store_id)}
    long_ago, lately = people["谷雨"], people["白露"]
    for who, day in ((long_ago, date(2026, 3, 15)), (lately, date(2028, 3, 15))):
        desktop.tasks.database(lambda who=who, day=day: services.people.leave(who, day, LeaveReason.RESIGNED))
    settle(qtbot, desktop)
    before = [services.payroll.run(store_id, run.month) for run in services.payroll.runs(store_id)]

    def looks_at(person_id: int) -> Any:
        page.show_person(person_id)
        settle(qtbot, desktop)
        click(page.team, "people.person.data")
        settle(qtbot, desktop)
        return page.team.dialog

    # Within the keeping period there is nothing to tick, only the day and the source.
    dialog = looks_at(lately)
    assert not dialog.sure.isVisible() and not dialog.erase.isEnabled()
    assert "2030-03-15 起才可以删除" in dialog.when.text() and "《工资支付暂行规定》第六条" in dialog.when.text()
    assert "备份" in dialog.backups.text()
    click(dialog, "people.data.close")

    dialog = looks_at(long_ago)
    shown = [dialog.tables.itemText(place).split(" (")[0] for place in range(dialog.tables.count())]
    assert shown[0] == "人员" and {"人事变动", "工资条"} < set(shown)
    choose(dialog.tables, shown.index("工资条"))
    assert dialog.stack.currentIndex() == shown.index("工资条")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "guyu.xlsx"), ""))
    click(dialog, "people.data.save")
    settle(qtbot, desktop)
    assert len(load_workbook(tmp_path / "guyu.xlsx").sheetnames) == len(shown)
    assert not dialog.erase.isEnabled()
    dialog.sure.click()
    click(dialog, "people.data.erase")
    settle(qtbot, desktop)
    assert services.people.person(long_ago).name == f"已删除人员 {long_ago}"

    after = [services.payroll.run(store_id, run.month) for run in services.payroll.runs(store_id)]
    assert [run.state for run in after].count(RunState.LOCKED) == 3
    assert [[slip.net_fen for slip in run.slips] for run in after] == [
        [slip.net_fen for slip in run.slips] for run in before
    ]
    assert "谷雨" not in desktop.app.paths.database.read_bytes().decode("utf-8", "replace")
