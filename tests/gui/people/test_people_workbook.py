"""People from a workbook in the window: a preview, questions instead of guesses, nothing kept before a yes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.gui.pages.people.team_view import TeamPart
from tests.gui.hands import click
from tests.storage.test_payroll_cli import MONTH, people, workbook

Settle = Callable[[], None]
BUTTON, MODIFIER = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def team(qtbot: QtBot, page_context: PageContext, settle: Settle) -> TeamPart:
    page = PeoplePage(page_context)
    qtbot.addWidget(page)
    page.resize(1240, 740)
    page.show()
    settle()
    part: TeamPart = page.team
    return part


def drop(part: TeamPart, path: Path) -> bool:
    """Drag a file onto the team and let it go; says whether the team took it."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    entered = QDragEnterEvent(part.rect().center(), Qt.DropAction.CopyAction, files, BUTTON, MODIFIER)
    part.dragEnterEvent(entered)
    if entered.isAccepted():
        part.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, files, BUTTON, MODIFIER))
    return entered.isAccepted()


def entries(part: TeamPart) -> list[tuple[str, str, str]]:
    assert part.workbook.dialog is not None
    shown = part.workbook.dialog.table.records_model.records
    return [(entry.what, entry.where, entry.name) for entry in shown]


def test_a_dropped_workbook_is_looked_at_asked_about_and_taken(
    team: TeamPart, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    services, store_id = page_context.services, page_context.store_id
    wrong = workbook(tmp_path / "wrong.xlsx", {"人员": people(小满={"部门": "客户部"})})
    assert drop(team, wrong)
    settle()
    dialog = team.workbook.dialog
    assert dialog is not None and not dialog.ok.isEnabled()
    what, where, _name = entries(team)[0]
    assert what.startswith("Which department is “客户部”? Write one of: 管理、客服") and where.startswith("人员 row 2")
    dialog.reject()

    good = workbook(tmp_path / "good.xlsx", {"人员": people(), "当月": MONTH})
    assert drop(team, good)
    settle()
    assert [entry[2] for entry in entries(team) if entry[0] == "New person"] == ["小满", "谷雨", "白露", "霜降"]
    # The figures of a month are no business of the list of people.
    assert not any("当月" in entry[1] for entry in entries(team))
    assert services.people.everyone(store_id) == []
    assert team.workbook.dialog is not None
    click(team.workbook.dialog, "form.ok")
    settle()
    assert {one.name for one in services.people.everyone(store_id)} == {"小满", "谷雨", "白露", "霜降"}
    assert team.people_model.rowCount() == 4

    assert drop(team, good)
    settle()
    assert team.workbook.dialog is not None and not team.workbook.dialog.ok.isEnabled()
    assert "nothing to keep" in team.workbook.dialog.head.text()


def test_the_people_are_written_as_the_command_writes_them(
    team: TeamPart, page_context: PageContext, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(team, workbook(tmp_path / "good.xlsx", {"人员": people()}))
    settle()
    assert team.workbook.dialog is not None
    click(team.workbook.dialog, "form.ok")
    settle()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "out.xlsx"), ""))
    team.workbook.write()
    settle()
    rows = list(load_workbook(tmp_path / "out.xlsx")["人员"].values)
    assert rows[0][0] == "姓名" and {row[0] for row in rows[1:]} == {"小满", "谷雨", "白露", "霜降"}


def test_another_file_is_left_to_the_window(team: TeamPart, tmp_path: Path) -> None:
    assert not drop(team, tmp_path / "orders.csv")


def test_a_file_that_is_no_workbook_is_said(
    team: TeamPart, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook")
    assert drop(team, tmp_path / "broken.xlsx")
    settle()
    assert page_context.messages.text and team.workbook.dialog is None
