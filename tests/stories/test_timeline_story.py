"""The opening is planned on the timeline: what decides it, what gives way when a step is dragged, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.timeline.view import TimelinePart, timeline_words
from shopdesk.reporting.timeline_sheet import timeline_html
from shopdesk.services.setup.timeline import TimelineRow, timeline_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def part(qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]) -> TimelinePart:
    setup, store_id = page_context.services.setup, page_context.store_id
    setup.set_opening(store_id, page_context.clock.today() + timedelta(days=90))
    setup.fill_due_dates(store_id)
    made = TimelinePart(page_context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    with qtbot.waitExposed(made):
        made.show()
    wait()
    return made


def row_of(part: TimelinePart, code: str) -> TimelineRow:
    return next(row for row in part.shown.rows if row.view.step.code == code)


def bar_middle(part: TimelinePart, row: TimelineRow) -> QPoint:
    number = part.table.records_model.row_of(lambda one: one.id == row.id)
    index = part.table.records_model.index(number, part.table.bar_column)
    part.table.scrollTo(index)
    return part.table.painter.bar_rect(row.bar, part.table.visualRect(index)).center()


def drag(part: TimelinePart, begin: QPoint, end: QPoint) -> None:
    port = part.table.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    for share in (1, 2, 3, 4):
        QTest.mouseMove(port, begin + (end - begin) * share / 4)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_dragging_a_step_moves_what_waits_for_it_and_one_undo_takes_all_back(
    part: TimelinePart, page_context: PageContext, wait: Callable[[], None]
) -> None:
    before = {row.view.step.code: row.view.step.due_on for row in part.shown.rows}
    first = next(row for row in part.shown.rows if row.critical and row.view.holds_up > 3)
    code = first.view.step.code
    begin = bar_middle(part, first)
    scale = part.table.scale
    days = 20
    drag(
        part, begin, begin + QPoint(scale.left(first.bar.start + timedelta(days=days)) - scale.left(first.bar.start), 0)
    )
    wait()
    moved = row_of(part, code)
    assert abs((moved.bar.end - first.bar.end).days - days) <= 1
    followers = [row for row in part.shown.rows if code in row.view.step.waits_for and not row.view.step.settled]
    assert followers
    for row in followers:
        assert row.bar.start > moved.bar.end
        assert row.view.step.due_on > before[row.view.step.code]
    assert not any(row.clash for row in part.shown.rows)
    page_context.services.history.undo()
    wait()
    part.refresh()
    wait()
    assert {row.view.step.code: row.view.step.due_on for row in part.shown.rows} == before


def test_the_keyboard_moves_a_step_by_a_day_but_not_into_the_past(
    part: TimelinePart, page_context: PageContext, wait: Callable[[], None]
) -> None:
    open_row = next(row for row in part.shown.rows if row.bar is not None and row.view.step.typical_days == 1)
    part.table.select(lambda row: row.id == open_row.id)
    QTest.keyClick(part.table, Qt.Key.Key_Plus)
    wait()
    assert row_of(part, open_row.view.step.code).bar.end == open_row.bar.end + timedelta(days=1)
    assert part.table.current().id == open_row.id, "the cursor stays on the step"
    for _press in range((open_row.bar.end - page_context.clock.today()).days + 5):
        QTest.keyClick(part.table, Qt.Key.Key_Minus)
        wait()
    assert row_of(part, open_row.view.step.code).bar.end == page_context.clock.today()


def test_a_settled_step_keeps_its_day(part: TimelinePart, page_context: PageContext, wait: Callable[[], None]) -> None:
    from shopdesk.domain.errors import UserError
    from shopdesk.domain.setup.records import StepState

    row = part.shown.rows[0]
    page_context.services.setup.set_state([row.id], StepState.DONE)
    part.refresh()
    wait()
    part.table.select(lambda one: one.id == row.id)
    QTest.keyClick(part.table, Qt.Key.Key_Plus)
    wait()
    assert row_of(part, row.view.step.code).bar.end == page_context.clock.today()
    with pytest.raises(UserError, match="settled"):
        page_context.services.setup.timeline.move(row.id, page_context.clock.today())


def test_the_wanted_opening_is_dragged_on_the_ruler(
    part: TimelinePart, page_context: PageContext, wait: Callable[[], None]
) -> None:
    shown, ruler = part.shown, part.ruler
    place = ruler._left + part.table.scale.left(shown.opening)
    target = ruler._left + part.table.scale.left(shown.opening - timedelta(days=10)) + 1
    for act, x in ((QTest.mousePress, place), (QTest.mouseRelease, target)):
        if act is QTest.mouseRelease:
            QTest.mouseMove(ruler, QPoint(target, 30))
        act(ruler, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 30))
    wait()
    assert part.shown.opening == shown.opening - timedelta(days=10)


def test_every_step_stands_on_paper_with_its_last_day(part: TimelinePart) -> None:
    paper = timeline_html(part.shown, "Timeline", timeline_words(part.shown))
    for row in part.shown.rows:
        assert row.view.title.replace("&", "&amp;").replace("'", "&#x27;") in paper
        assert row.bar is None or str(row.bar.end).replace("-", "\u2011") in paper
    assert f"{part.shown.earliest}" in paper


def test_a_span_shows_other_days_and_the_arrows_go_through_them(part: TimelinePart) -> None:
    part.span.setCurrentIndex(part.span.findData(31))
    first, days = part._days()
    assert days == 31 and first <= part.shown.today <= first + timedelta(days=30)
    part.on.click()
    assert part._days()[0] > first
    part.today.click()
    assert part._days()[0] == first
    part.span.setCurrentIndex(part.span.findData(0))
    assert part._days() == (part.shown.first, (part.shown.last - part.shown.first).days + 1)
    assert not part.back.isEnabled() and not part.on.isEnabled()


def test_days_at_the_end_of_the_calendar_are_shown(part: TimelinePart, page_context: PageContext) -> None:
    setup, store_id = page_context.services.setup, page_context.store_id
    last = part.shown.rows[-1]
    setup.set_due([last.id], page_context.clock.today().replace(year=2099))
    shown = timeline_of(setup.board(store_id))
    assert shown.last.year == 2099
    assert len(timeline_html(shown, "Timeline", [])) < 500_000
