"""A campaign is drawn on the calendar, dragged, stretched, taken back, and asked about once it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.page import PromotionsPage

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> Iterator[PromotionsPage]:
    shown = PromotionsPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1280, 800)
    shown.show()
    qtbot.waitExposed(shown)
    settle()
    yield shown
    settle()


def drag(qtbot: QtBot, widget: QWidget, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(widget, button, pos=start)
    for step in range(1, 9):
        qtbot.mouseMove(widget, start + (end - start) * step / 8)
    if drop:
        qtbot.mouseRelease(widget, button, pos=end)


def kept(page: PromotionsPage) -> list[tuple[str, date, date]]:
    found = page.context.services.campaigns.of_store(page.context.store_id)
    return [(campaign.name, campaign.start, campaign.end) for campaign in found]


def add(page: PromotionsPage, settle: Settle, state: CampaignState = CampaignState.PLANNED) -> Campaign:
    campaign = page.context.services.campaigns.create(
        Campaign(store_id=page.context.store_id, name="上新周", kind=CampaignKind.DISCOUNT, state=state,
                 start=date(2026, 3, 10), end=date(2026, 3, 12))
    )  # fmt: skip
    settle()
    page.refresh()
    settle()
    return campaign


def test_drawn_moved_stretched_and_undone(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    grid, history = page.grid, page.context.services.history
    drag(qtbot, grid, grid.rect_of(date(2026, 3, 10)).center(), grid.rect_of(date(2026, 3, 12)).center())
    form = page.findChild(CampaignForm)
    assert form is not None
    assert (form["start"].day, form["end"].day) == (date(2026, 3, 10), date(2026, 3, 12))
    qtbot.keyClicks(form["name"], "Spring launch")
    qtbot.keyClick(form["name"], Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(lambda: page.panel.name.text() == "Spring launch")
    assert kept(page) == [("Spring launch", date(2026, 3, 10), date(2026, 3, 12))]
    campaign_id = grid.selected_id
    assert campaign_id is not None
    assert page.side.currentWidget() is page.panel

    bar = grid.bar_rects(campaign_id)[0]
    grab = QPoint(bar.left() + bar.width() // 2, bar.center().y())
    day = grid.rect_of(date(2026, 3, 10))
    drag(qtbot, grid, grab, grab + QPoint(2 * day.width(), day.height()))  # two columns right, a week down
    settle()
    assert kept(page) == [("Spring launch", date(2026, 3, 19), date(2026, 3, 21))]
    qtbot.waitUntil(lambda: "2026-03-19" in page.panel.when.text())

    bar = grid.bar_rects(campaign_id)[0]
    drag(qtbot, grid, QPoint(bar.right() - 2, bar.center().y()), grid.rect_of(date(2026, 3, 22)).center())
    settle()
    assert kept(page) == [("Spring launch", date(2026, 3, 19), date(2026, 3, 22))]

    for expected in (
        (date(2026, 3, 19), date(2026, 3, 21)),
        (date(2026, 3, 10), date(2026, 3, 12)),
    ):
        history.undo()
        settle()
        assert kept(page) == [("Spring launch", *expected)]
    qtbot.waitUntil(lambda: "2026-03-10" in page.panel.when.text())
    history.undo()
    settle()
    assert kept(page) == []
    qtbot.waitUntil(lambda: page.side.currentWidget() is page.day_panel)
    history.redo()
    settle()
    assert kept(page) == [("Spring launch", date(2026, 3, 10), date(2026, 3, 12))]


def test_a_drag_that_is_let_go_with_esc_changes_nothing(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    campaign = add(page, settle)
    grid = page.grid
    bar = grid.bar_rects(campaign.id or 0)[0]
    target = grid.rect_of(date(2026, 3, 26)).center()
    drag(qtbot, grid, bar.center(), target, drop=False)
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=target)
    settle()
    assert kept(page) == [("上新周", date(2026, 3, 10), date(2026, 3, 12))]


def test_a_running_campaign_asks_inside_the_page(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    campaign = add(page, settle, CampaignState.RUNNING)
    grid = page.grid
    bar = grid.bar_rects(campaign.id or 0)[0]
    grab = QPoint(bar.left() + bar.width() // 2, bar.center().y())
    step = QPoint(grid.rect_of(date(2026, 3, 10)).width(), 0)
    drag(qtbot, grid, grab, grab + step)
    settle()
    assert page.question_strip.isVisible()
    assert "is running" in page.question_strip.text.text()
    assert kept(page)[0][1] == date(2026, 3, 10)
    qtbot.mouseClick(page.question_strip.no, Qt.MouseButton.LeftButton)
    assert not page.question_strip.isVisible()
    settle()
    bar = grid.bar_rects(campaign.id or 0)[0]
    grab = QPoint(bar.left() + bar.width() // 2, bar.center().y())
    drag(qtbot, grid, grab, grab + step)
    qtbot.mouseClick(page.question_strip.yes, Qt.MouseButton.LeftButton)
    settle()
    assert kept(page) == [("上新周", date(2026, 3, 11), date(2026, 3, 13))]


def test_the_whole_way_by_keyboard(qtbot: QtBot, page: PromotionsPage, settle: Settle) -> None:
    add(page, settle)
    grid, key, mod = page.grid, Qt.Key, Qt.KeyboardModifier
    grid.setFocus()
    for _ in range(6):  # from the 16th back to the 10th
        qtbot.keyClick(grid, key.Key_Left)
    qtbot.keyClick(grid, key.Key_Space)
    settle()
    assert page.panel.name.text() == "上新周"
    qtbot.keyClick(grid, key.Key_Right, mod.AltModifier)
    settle()
    qtbot.keyClick(grid, key.Key_Down, mod.AltModifier)
    settle()
    qtbot.keyClick(grid, key.Key_Right, mod.AltModifier | mod.ShiftModifier)
    settle()
    assert kept(page) == [("上新周", date(2026, 3, 18), date(2026, 3, 21))]
    qtbot.keyClick(grid, key.Key_Delete)
    settle()
    assert kept(page) == []
    page.context.services.history.undo()
    settle()
    assert kept(page) == [("上新周", date(2026, 3, 18), date(2026, 3, 21))]
