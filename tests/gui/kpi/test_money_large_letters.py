"""The page "Money" in letters of twice the size: amounts are in view, and what is opened from elsewhere is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from shopdesk.domain.periods import By, Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.money.months_part import MonthsPart
from shopdesk.gui.pages.kpi.money.part import MoneyPart
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from tests.gui.hands import click
from tests.stories.money_shop import FINE, orders_file, statement_file

FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
ROOM = (930, 560)
"""What a window of 1024x640 leaves for a page."""


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[Callable[[int], None]]:
    """Makes the letters so many times as large."""
    usual = QFont(qapp.font())

    def make(times: int) -> None:
        font = QFont(usual)
        font.setPointSizeF(usual.pointSizeF() * times)
        qapp.setFont(font)

    yield make
    qapp.setFont(usual)


def test_two_lists_stand_one_above_the_other_so_that_amounts_are_seen(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, letters: Callable[[int], None]
) -> None:
    page_context.services.imports.run_file(statement_file(tmp_path), page_context.store)
    for times, beside in ((1, True), (2, False)):
        letters(times)
        part = MonthsPart(page_context)
        qtbot.addWidget(part)
        part.resize(ROOM[0], 1200)
        part.show()
        qtbot.waitUntil(lambda shown=part: shown.figures.records_model.rowCount() > 3 and page_context.tasks.idle())
        split = part.findChild(SplitView)
        assert split is not None
        assert (split.orientation() is Qt.Orientation.Horizontal) is beside
        table = part.figures
        place = next(number for number, one in enumerate(table.records_model.columns) if one.name == "now")
        right = table.columnViewportPosition(place) + table.columnWidth(place)
        assert right <= table.viewport().width(), "what a month comes to is in view"
        part.close()


def test_what_a_tile_or_a_link_opens_comes_into_view(
    qtbot: QtBot, page_context: PageContext, tmp_path: Path, letters: Callable[[int], None]
) -> None:
    page_context.services.imports.run([orders_file(tmp_path), statement_file(tmp_path)], page_context.store)
    letters(2)
    money = MoneyPart(page_context, lambda: FEBRUARY, lambda: By.DAY)
    page = VerticalScroll(money)
    qtbot.addWidget(page)
    page.resize(*ROOM)
    page.show()
    qtbot.waitUntil(lambda: money.tiles.tiles["unknown"].figure.text() == "-24.00" and page_context.tasks.idle())
    tile = money.tiles.tiles["unknown"]
    assert not tile.more.isVisible() and tile.toolTip() == "2 lines · Lines that no rule knows"

    def at_top(area: QScrollArea) -> bool:
        bar = area.verticalScrollBar()
        return money.tabs.mapTo(area.viewport(), QPoint()).y() <= 0 or bar.value() == bar.maximum() > 0

    click(money, "kpi.money.tile.unknown")
    qtbot.waitUntil(lambda: money.tabs.current == "rules" and page_context.tasks.idle() and at_top(page))
    page.verticalScrollBar().setValue(0)
    money.show_order(FINE)
    qtbot.waitUntil(lambda: money.tabs.current == "orders" and page_context.tasks.idle() and at_top(page))
