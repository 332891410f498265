"""The timeline: bars are chosen, moved and stretched by the mouse, days by key, and Ctrl+Z takes a move back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.calendar.lunar import FIRST_YEAR
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.year_timeline import YearTimeline
from tests.gui.hands import click

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def timeline(page: PromotionsPage, settle: Settle, campaign: Campaign) -> YearTimeline:
    """2026 with one campaign from 20 to 24 March."""
    page.resize(1200, 760)
    click(page, "promotions.view.timeline")
    page.grid.select(None)
    settle()
    return page.timeline


def middle(timeline: YearTimeline, day: date, campaign_id: int) -> QPoint:
    """A point on a campaign's bar, at a day."""
    piece = next(one for one in timeline._pieces if one.stretch.campaign.id == campaign_id and one.month == day.month)
    return QPoint(timeline.day_rect(day).center().x(), timeline.bar_rect(piece).center().y())


def across(timeline: YearTimeline, day: date, height: int) -> QPoint:
    """The middle of a day's column at a height."""
    return QPoint(timeline.day_rect(day).center().x(), height)


def drag(qtbot: QtBot, timeline: YearTimeline, begin: QPoint, end: QPoint) -> None:
    qtbot.mousePress(timeline, LEFT, pos=begin)
    qtbot.mouseMove(timeline, pos=(begin + end) / 2)
    qtbot.mouseMove(timeline, pos=end)
    qtbot.mouseRelease(timeline, LEFT, pos=end)


def test_a_bar_is_chosen_and_moved_and_what_is_to_be_done_goes_along(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign, timeline: YearTimeline
) -> None:
    number, campaigns = campaign.id or 0, page.context.services.campaigns
    qtbot.mouseClick(timeline, LEFT, pos=middle(timeline, campaign.start, number))
    settle()
    assert page.grid.selected_id == number and page.side.currentWidget() is page.panel
    before = {one.id: one.due for one in campaigns.view(number).milestones}
    begin = middle(timeline, date(2026, 3, 22), number)
    drag(qtbot, timeline, begin, timeline.day_rect(date(2026, 4, 3)).center())
    settle()
    moved = campaigns.get(number)
    assert (moved.start, moved.end) == (date(2026, 4, 1), date(2026, 4, 5))
    after = {one.id: one.due for one in campaigns.view(number).milestones}
    assert {after[one] - before[one] for one in before} == {timedelta(days=12)}
    assert {one.month for one in timeline._pieces} == {4}, "with its days after, all of it in April"
    page.context.services.history.undo()
    settle()
    assert campaigns.get(number).start == date(2026, 3, 20)


def test_its_ends_are_stretched(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign, timeline: YearTimeline
) -> None:
    number, campaigns = campaign.id or 0, page.context.services.campaigns
    height = middle(timeline, campaign.start, number).y()
    last = timeline.day_rect(campaign.end)
    drag(
        qtbot, timeline, QPoint(last.right(), height), QPoint(timeline.day_rect(date(2026, 3, 27)).center().x(), height)
    )
    settle()
    assert (campaigns.get(number).start, campaigns.get(number).end) == (date(2026, 3, 20), date(2026, 3, 27))
    first = timeline.day_rect(campaign.start)
    drag(
        qtbot,
        timeline,
        QPoint(first.left() + 1, height),
        QPoint(timeline.day_rect(date(2026, 3, 18)).center().x(), height),
    )
    settle()
    assert (campaigns.get(number).start, campaigns.get(number).end) == (date(2026, 3, 18), date(2026, 3, 27))


def test_a_click_that_trembles_moves_nothing(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign, timeline: YearTimeline
) -> None:
    point = middle(timeline, campaign.start, campaign.id or 0)
    drag(qtbot, timeline, point, point + QPoint(3, 2))
    settle()
    assert page.context.services.campaigns.get(campaign.id or 0).start == campaign.start


def test_days_follow_the_keys_and_open_their_month(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, timeline: YearTimeline
) -> None:
    qtbot.mouseClick(timeline, LEFT, pos=timeline.day_rect(date(2026, 6, 17)).topLeft() + QPoint(6, 6))
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline.cursor_day == date(2026, 6, 18)
    assert any("618" in line for line in timeline.reader_points())
    qtbot.keyClick(timeline, Qt.Key.Key_Return)
    settle()
    assert page.views.currentWidget() is page.grid and page.grid.cursor_day == date(2026, 6, 18)


def test_another_year_has_its_own(qtbot: QtBot, page: PromotionsPage, settle: Settle, timeline: YearTimeline) -> None:
    click(page, "promotions.next")
    settle()
    assert timeline.cursor_day.year == 2027 and timeline._pieces == []
    assert timeline.day_at(timeline.day_rect(date(2027, 2, 28)).center()) == date(2027, 2, 28)


def test_beyond_the_calendar_nothing_can_be_dragged(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, timeline: YearTimeline
) -> None:
    """A campaign of the first days of the first year, pulled to before it: it stays, and no fault is raised."""
    campaigns = page.context.services.campaigns
    made = campaigns.create(
        Campaign(store_id=page.context.store_id, name="x", start=date(FIRST_YEAR, 1, 6), end=date(FIRST_YEAR, 1, 20))
    )
    page.go_to_month(FIRST_YEAR, 1)
    settle()
    begin = middle(timeline, date(FIRST_YEAR, 1, 18), made.id or 0)
    drag(qtbot, timeline, begin, across(timeline, date(FIRST_YEAR, 1, 1), begin.y()))
    settle()
    assert campaigns.get(made.id or 0).start == date(FIRST_YEAR, 1, 6)
