"""Arrows of the timeline: each leads from what is waited for to what waits, wherever both lie."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.timeline import arrows
from shopdesk.gui.pages.setup.timeline.view import TimelinePart
from tests.gui.setup.support import Settle

BARS = st.builds(QRect, st.integers(0, 900), st.integers(-400, 1200), st.integers(3, 400), st.just(16))


@given(BARS, BARS)
def test_an_arrow_goes_from_the_end_of_one_bar_to_the_beginning_of_the_other(before: QRect, after: QRect) -> None:
    corners = arrows.path(before, after)
    assert corners[0] == QPoint(before.right() + 1, before.center().y())
    assert corners[-1] == QPoint(after.left() - 1, after.center().y())
    for one, next_one in pairwise(corners):
        assert one.x() == next_one.x() or one.y() == next_one.y(), "straight across or straight down"
    assert corners[-2].x() < corners[-1].x(), "it comes in from the left, where a bar begins"


@pytest.fixture
def part(qtbot: QtBot, page_context: PageContext, settle: Settle) -> TimelinePart:
    setup, store_id = page_context.services.setup, page_context.store_id
    setup.set_opening(store_id, page_context.clock.today() + timedelta(days=90))
    setup.fill_due_dates(store_id)
    made = TimelinePart(page_context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    settle()
    return made


def pairs(part: TimelinePart) -> set[tuple[str, str]]:
    rows = part.table.records_model.records
    return {
        (rows[link.before].view.step.code, rows[link.after].view.step.code) for link, _ in part.table.shown_arrows()
    }


def waiting(part: TimelinePart, first: int, last: int) -> set[tuple[str, str]]:
    """Every pair with an end between two rows, one by one."""
    rows = part.table.records_model.records
    places = {row.view.step.code: place for place, row in enumerate(rows)}
    return {
        (code, row.view.step.code)
        for place, row in enumerate(rows)
        for code in row.view.step.waits_for
        if code in places
        and row.bar is not None
        and rows[places[code]].bar is not None
        and (first <= place <= last or first <= places[code] <= last)
    }


def test_every_arrow_of_the_rows_in_view_is_there_however_they_are_ordered(part: TimelinePart, settle: Settle) -> None:
    table = part.table
    for descending in (None, False, True):
        if descending is not None:
            table.sort_by([(0, descending)])
        for place in (0, table.records_model.rowCount() - 1):
            table.scrollTo(table.records_model.index(place, 0))
            settle()
            last = table.rowAt(table.viewport().height() - 1)
            last = table.records_model.rowCount() - 1 if last < 0 else last
            found = pairs(part)
            assert found == waiting(part, max(table.rowAt(0), 0), last) and found


def test_an_arrow_is_seen_and_that_of_the_chosen_step_stands_out(part: TimelinePart, settle: Settle) -> None:
    table = part.table
    link, corners = next(
        (link, corners)
        for link, corners in table.shown_arrows()
        if table.viewport().rect().contains(corners[0]) and table.viewport().rect().contains(corners[-1])
    )
    seen = (corners[-2] + corners[-1]) / 2
    other = next(place for place in range(table.records_model.rowCount()) if place not in (link.before, link.after))

    def ink(chosen: int) -> str:
        table.selectRow(chosen)
        settle()
        return table.viewport().grab().toImage().pixelColor(seen).name()

    quiet, loud = ink(other), ink(link.after)
    assert quiet == table.painter.theme.muted.name()
    assert loud == table.painter.theme.accent.name()
