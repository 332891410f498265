"""A store that trades already marks its opening as done with one click."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.page import SetupPage
from tests.gui.hands import click


def test_one_click_marks_the_opening_as_done_and_undo_takes_it_back(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, store_id = page_context.services, page_context.store_id
    services.stores.open_already(store_id)
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    settle()
    assert page.trading.isVisible()
    click(page, "setup.finishOpening")
    settle()
    progress = services.setup.progress(store_id)
    assert progress.done == progress.needed > 0
    assert not any(view.days_late is not None for view in services.setup.board(store_id).steps())
    assert page.trading.isHidden()
    services.history.undo()
    settle()
    assert services.setup.progress(store_id).done == 0
    assert page.trading.isVisible()
