"""Today's form in the smallest window: nothing lies over something else, and the items stay readable."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.checklist import AnswerKind
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.today.sheet_model import Column, second_line
from shopdesk.gui.pages.daily.today.view import TodayPart
from shopdesk.infra import i18n

NARROW, WIDE = 848, 1104


@pytest.fixture(params=["zh_CN", "en"])
def today(
    request: pytest.FixtureRequest, qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> TodayPart:
    i18n.set_language(request.param)
    view = TodayPart(page_context)
    qtbot.addWidget(view)
    view.resize(NARROW, 560)
    view.show()
    view.refresh()
    settle()
    return view


def test_the_controls_of_the_day_stand_side_by_side(today: TodayPart) -> None:
    shown = [child for child in today.bar.children() if isinstance(child, QWidget) and child.isVisible()]
    in_order = sorted(shown, key=lambda child: child.x())
    for left, right in pairwise(in_order):
        assert left.geometry().right() < right.geometry().left(), (left.objectName(), right.objectName())
    assert in_order[-1].geometry().right() < today.bar.width()


def test_the_form_names_itself_in_full(today: TodayPart) -> None:
    form = today.bar.form
    assert form.fontMetrics().horizontalAdvance(form.currentText()) < form.width() - 20


def test_the_items_keep_their_room_and_say_the_rest_when_pointed_at(qtbot: QtBot, today: TodayPart) -> None:
    table = today.table
    assert table.columnWidth(Column.ITEM) > 200
    assert table.isColumnHidden(Column.FOUND)
    line = table.current_line()
    assert line is not None
    assert line.item.text(i18n.current_language()) in table.sheet_model.data(table.currentIndex(), 3)
    today.resize(WIDE, 560)
    qtbot.waitUntil(lambda: not table.isColumnHidden(Column.FOUND))
    assert today.bar.bar.isVisible()


@pytest.mark.parametrize("overrules", [False, True])
def test_a_fail_is_written_without_pushing_the_form_out_of_the_window(
    qtbot: QtBot, today: TodayPart, overrules: bool
) -> None:
    table, panel = today.table, today.panel
    code = next(line.item.code for line in today.sheet.lines[15:] if line.item.kind is AnswerKind.NUMBER)
    table.go_to(code)
    panel.ask(table.current_line(), Result.FAIL, overrules=overrules)
    qtbot.waitUntil(lambda: panel.severity.width() > 0 and panel.geometry().top() > table.geometry().bottom())
    assert today.minimumSizeHint().width() <= NARROW
    assert panel.geometry().right() < today.width()
    assert panel.due.fontMetrics().horizontalAdvance(panel.due.text()) < panel.due.width() - 30
    assert panel.title.width() > (100 if overrules else 200)
    row = table.visualRect(table.currentIndex())
    assert table.viewport().rect().contains(row), "the item in question stays in view"
    in_order = [panel.value, panel.reason, panel.title, panel.owner, panel.due, panel.severity]
    asked = [field for field in in_order if field.isVisible()]
    assert len(asked) == (6 if overrules else 5)
    places = [
        (field.mapTo(panel, field.rect().center()).y() // 20, field.mapTo(panel, field.rect().center()).x())
        for field in asked
    ]
    assert places == sorted(places), "they stand in the order of Tab"
    chain, at = [], asked[0]
    while len(chain) < len(asked):
        if at in in_order and at.isVisible():
            chain.append(at)
        at = at.nextInFocusChain()
    assert chain == asked, "Tab goes as one reads"


def test_texts_and_the_meeting_are_whole_in_a_usual_window(
    today: TodayPart, settle: Callable[[], None], page_context: PageContext
) -> None:
    today.resize(WIDE, 700)
    settle()
    table, language = today.table, i18n.current_language()
    for number, row in enumerate(table.sheet_model.rows):
        if row.line is None:
            continue
        above, below = table._delegate._texts(row, table.columnWidth(Column.ITEM))
        assert squeezed("".join(above)) == squeezed(row.line.item.text(language))
        assert squeezed("".join(below)) == squeezed(second_line(row.line, table.sheet_model.sheet))
        assert table.rowHeight(number) >= (len(above) + len(below)) * 13
    side = today.side
    content = side.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= side.viewport().width(), "nothing of the meeting is cut off"


def squeezed(text: str) -> str:
    return "".join(text.split())
