"""In large letters on a small screen the page of the KPIs scrolls, and its sections have room of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.scaled import scaled
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store


@pytest.mark.parametrize("percent", [100, 200])
def test_what_scrolls_in_a_section_shows_many_lines_of_it(
    qtbot: QtBot, qapp: QApplication, page_context: PageContext, settle: Callable[[], None], percent: int
) -> None:
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * percent / 100)
    qapp.setFont(large)
    try:
        lively_store(page_context.services.ctx, page_context.store_id, date(2026, 3, 15))
        page = open_kpi_page(qtbot, page_context, settle)
        page.resize(836, 560)
        for name in ("why", "targets"):
            part = page.tabs.open(name)
            settle()
            # The page grows to what it needs at least, as the window lets it, and is scrolled.
            page.resize(836, max(560, page.minimumSizeHint().height()))
            settle()
            (area,) = (one for one in part.findChildren(QScrollArea) if one.isVisible())
            assert area.height() >= scaled(area, 250), name
            assert area.height() > 450 or percent == 100, "the letters are large"
    finally:
        qapp.setFont(usual)
