"""The KPI page as tests open it."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage


def open_kpi_page(qtbot: QtBot, context: PageContext, settle: Callable[[], None]) -> KpiPage:
    """The page with its figures, as large as in a window of 1280x800."""
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    settle()
    return page
