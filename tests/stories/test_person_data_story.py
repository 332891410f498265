"""Story: somebody who left long ago asks what is kept; the owner hands it over, and erases it when that is allowed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.payroll.slip import RunState
from shopdesk.domain.people import LeaveReason
from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import choose, click
from tests.gui.shell.support import settle


def test_what_is_kept_is_handed_over_and_erased_after_the_keeping_period(
    qtbot: QtBot, sample_desktop: Desktop, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = sample_desktop
    page: Any = desktop.window.open_page("people")
    settle(qtbot, desktop)
    services, store_id = desktop.app.services, page.context.store_id
    person = next(one for one in services.people.everyone(store_id) if one.name == "谷雨")
    desktop.tasks.database(lambda: services.people.leave(person.id, date(2026, 3, 15), LeaveReason.RESIGNED))
    settle(qtbot, desktop)
    before = [services.payroll.run(store_id, run.month) for run in services.payroll.runs(store_id)]

    page.show_person(person.id)
    settle(qtbot, desktop)
    click(page.team, "people.person.data")
    settle(qtbot, desktop)
    dialog = page.team.dialog
    shown = [dialog.tables.itemText(place).split(" (")[0] for place in range(dialog.tables.count())]
    assert shown[0] == "人员" and {"人事变动", "工资条"} < set(shown)
    choose(dialog.tables, shown.index("工资条"))
    assert dialog.stack.currentIndex() == shown.index("工资条")
    # Within the keeping period there is nothing to tick, only the day and the source.
    assert not dialog.sure.isVisible() and not dialog.erase.isEnabled()
    assert "2028-03-15 起才可以删除" in dialog.when.text() and "《工资支付暂行规定》第六条" in dialog.when.text()
    assert "备份" in dialog.backups.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "guyu.xlsx"), ""))
    click(dialog, "people.data.save")
    settle(qtbot, desktop)
    assert len(load_workbook(tmp_path / "guyu.xlsx").sheetnames) == len(shown)
    click(dialog, "people.data.close")

    clock.set(datetime(2028, 4, 3, 9, 0))
    page.refresh()
    settle(qtbot, desktop)
    page.show_person(person.id)
    settle(qtbot, desktop)
    click(page.team, "people.person.data")
    settle(qtbot, desktop)
    dialog = page.team.dialog
    assert not dialog.erase.isEnabled()
    dialog.sure.click()
    click(dialog, "people.data.erase")
    settle(qtbot, desktop)
    assert [one.name for one in services.people.everyone(store_id) if one.id == person.id] == [
        f"已删除人员 {person.id}"
    ]

    after = [services.payroll.run(store_id, run.month) for run in services.payroll.runs(store_id)]
    assert [run.state for run in after].count(RunState.LOCKED) == 3
    assert [[slip.net_fen for slip in run.slips] for run in after] == [
        [slip.net_fen for slip in run.slips] for run in before
    ]
    assert "谷雨" not in desktop.app.paths.database.read_bytes().decode("utf-8", "replace")
