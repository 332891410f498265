"""What the tests of the setup page share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.page import SetupPage


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]) -> SetupPage:
    """The page in its window, loaded, with the keyboard on the first step."""
    page = SetupPage(page_context)
    qtbot.addWidget(page)
    page.resize(1080, 720)
    page.show()
    settle()
    page.steps.go_to("plan.market")
    settle()
    return page
