"""A month's target typed in two programs: what is being typed stays, and nothing is written over unseen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.gui.page_context import PageContext
from tests.kpi_data import lively_store
from tests.stories.test_targets_story import open_targets

MARCH = date(2026, 3, 1)


def test_a_target_that_another_program_set_is_said_and_not_written_over(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, targets = page_context.store_id, page_context.services.targets
    lively_store(page_context.services.ctx, store, date(2026, 3, 15))
    tab = open_targets(qtbot, page_context, settle)
    edit = tab._rows[2][1]
    edit.setFocus()
    qtbot.keyClicks(edit, "30000")
    other = open_app(page_context.app.paths.data, "en", clock=page_context.clock)
    other.services.targets.set_month(store, MARCH, 20_000_00)
    # The page hears of it while the amount is still being typed.
    page_context.events.changed.emit(page_context.services.history.news())
    settle()
    assert edit.text() == "30000", "what is being typed stays"
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settle()
    assert targets.month(store, MARCH) == 20_000_00
    assert "20,000.00 stands there now" in tab.problem.text()
    assert edit.fen == 20_000_00, "what is kept stands in the field"
    edit.selectAll()
    qtbot.keyClicks(edit, "30000")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settle()
    assert targets.month(store, MARCH) == 30_000_00, "seen and typed again, it is meant"
    other.close()
