"""Today of a store that has not opened: no form, what begins when, and one click for a store that is open already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage

Settle = Callable[[], None]


def test_a_store_that_has_not_opened_has_no_form_until_it_is_said_to_be_open(
    qtbot: QtBot, page_context: PageContext, settle: Settle
) -> None:
    stores, setup = page_context.services.stores, page_context.services.setup
    store = stores.get(page_context.store_id)
    setup.start(store)
    setup.set_opening(page_context.store_id, date(2026, 5, 1))
    stores.update(replace(store, opened_on=None))
    page = DailyPage(page_context)
    qtbot.addWidget(page)
    page.resize(1024, 640)
    page.show()
    settle()
    today = page.view("today")
    assert not today.table.isVisible()
    assert today.not_open.title.text() == "“云裳旗舰店” has not opened yet"
    assert "wants it on 2026-05-01" in today.not_open.hint.text()
    qtbot.mouseClick(today.not_open.findChild(QPushButton, "emptyState.action"), Qt.MouseButton.LeftButton)
    settle()
    assert stores.get(page_context.store_id).opened_on == date(2026, 3, 16)
    assert today.table.isVisible()
    assert not today.not_open.isVisible()
