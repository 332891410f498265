"""Today's form in the smallest window: nothing lies over something else, and the items stay readable."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.today.sheet_model import Column
from shopdesk.gui.pages.daily.today.view import TodayView
from shopdesk.infra import i18n

NARROW, WIDE = 848, 1104


@pytest.fixture(params=["zh_CN", "en"])
def today(
    request: pytest.FixtureRequest, qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> TodayView:
    i18n.set_language(request.param)
    view = TodayView(page_context)
    qtbot.addWidget(view)
    view.resize(NARROW, 560)
    view.show()
    view.refresh()
    settle()
    return view


def test_the_controls_of_the_day_stand_side_by_side(today: TodayView) -> None:
    shown = [child for child in today.bar.children() if isinstance(child, QWidget) and child.isVisible()]
    in_order = sorted(shown, key=lambda child: child.x())
    for left, right in pairwise(in_order):
        assert left.geometry().right() < right.geometry().left(), (left.objectName(), right.objectName())
    assert in_order[-1].geometry().right() < today.bar.width()


def test_the_form_names_itself_in_full(today: TodayView) -> None:
    form = today.bar.form
    assert form.fontMetrics().horizontalAdvance(form.currentText()) < form.width() - 20


def test_the_items_keep_their_room_and_say_the_rest_when_pointed_at(qtbot: QtBot, today: TodayView) -> None:
    table = today.table
    assert table.columnWidth(Column.ITEM) > 200
    assert table.isColumnHidden(Column.FOUND)
    line = table.current_line()
    assert line is not None
    assert line.item.text(i18n.current_language()) in table.sheet_model.data(table.currentIndex(), 3)
    today.resize(WIDE, 560)
    qtbot.waitUntil(lambda: not table.isColumnHidden(Column.FOUND))
    assert today.bar.bar.isVisible()
