"""Today's form narrowed to the items of one role."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.today.view import TodayPart
from tests.gui.hands import choose, choose_data


def test_a_role_sees_its_own_items_and_everybody_all(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    view = TodayPart(page_context)
    qtbot.addWidget(view)
    view.show()
    view.refresh()
    settle()
    model = view.table.sheet_model
    assert sum(row.line is not None for row in model.rows) == 33
    choose_data(view.role, "service_lead")
    shown = [row.line.item.code for row in model.rows if row.line is not None]
    assert shown == ["service.online", "service.handover", "service.floor"]
    assert [row.heading for row in model.rows if row.line is None] == ["Customer service  0/3"]
    view.refresh()
    settle()
    assert [row.line.item.code for row in model.rows if row.line is not None] == shown
    choose(view.role, 0)
    assert sum(row.line is not None for row in model.rows) == 33
