"""A field that only declaration, column and translation name is in form, table, history, search, paste and Excel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.dialogs.history import describe
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.page import PeoplePage
from shopdesk.infra.i18n import set_language

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]) -> PeoplePage:
    people, store_id = page_context.services.people, page_context.store_id
    people.hire(store_id, "Li Na", "service", date(2025, 3, 1))
    people.set_optional_fields(store_id, True)
    page = PeoplePage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 740)
    page.show()
    settle()
    return page


def test_an_address_is_typed_shown_searched_told_and_written(
    qtbot: QtBot,
    page: PeoplePage,
    page_context: PageContext,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.team.ask("edit")
    dialog = page.team.dialog
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "people.edit.email")
    assert line is not None and line.accessibleName() == "E-mail"
    qtbot.keyClicks(line, "lina@example.com")
    qtbot.mouseClick(dialog.findChild(QPushButton, "form.ok"), LEFT)
    settle()
    (kept,) = page_context.services.people.everyone(page_context.store_id)
    assert kept.email == "lina@example.com"

    set_language("zh_CN")
    (change,) = page_context.services.history.latest(1)[0].changes
    assert "  电子邮箱: — → lina@example.com" in describe(change)
    set_language("en")

    page.team.search.setText("example.com")
    qtbot.waitUntil(lambda: page.team.people_model.rowCount() == 1)
    page.team.search.setText("example.org")
    qtbot.waitUntil(lambda: page.team.people_model.rowCount() == 0)
    page.team.search.clear()

    table = page.team.table
    number = [column.name for column in page.team.people_model.columns].index("email")
    table.show_column(number, True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "people.xlsx"), ""))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    head, row = openpyxl.load_workbook(tmp_path / "people.xlsx").active.values
    assert row[head.index("E-mail")] == "lina@example.com"


def test_addresses_are_pasted(
    qtbot: QtBot, page: PeoplePage, page_context: PageContext, settle: Callable[[], None]
) -> None:
    rows = [
        "Name\tRole\tDepartment\tFirst day\tE-mail",
        "Li Na\t\t\t\tlina@example.com",
        "Wu\tPre-sale service\tCustomer service\t2026-3-2\twu@example.com",
        f"Sun\tPre-sale service\tCustomer service\t2026-3-2\t{'x' * 255}",
    ]
    QGuiApplication.clipboard().setText("\n".join(rows))
    page.team.table.setFocus()
    qtbot.keyClick(page.team.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = page.team.list.dialog
    assert dialog is not None and dialog.head.text() == "1 new, 1 changed, 0 as they are, 1 refused."
    qtbot.mouseClick(dialog.findChild(QPushButton, "form.ok"), LEFT)
    settle()
    everyone = page_context.services.people.everyone(page_context.store_id)
    assert {one.name: one.email for one in everyone} == {"Li Na": "lina@example.com", "Wu": "wu@example.com"}
