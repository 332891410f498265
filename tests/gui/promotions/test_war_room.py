"""The war room: a window of its own that follows imports, ticks and the clock, and fills the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.war_room import WarRoomWindow
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.tables.orders import order_hours, order_items, orders
from tests.gui.hands import click

Settle = Callable[[], None]


def sell(page: PromotionsPage, at: datetime, fen: int, pieces: int) -> None:
    """An order of so many pieces, as an import brings it."""
    store_id, key = page.context.store_id, f"{at:%H%M}"
    with page.context.services.ctx.open_uow("sale") as uow:
        uow.connection.execute(
            insert(orders).values(store_id=store_id, order_key=key, order_no=key, created_at=at,
                                  created_day=at.date(), paid_at=at, paid_day=at.date())
        )  # fmt: skip
        uow.connection.execute(
            insert(order_items).values(store_id=store_id, item_key=key, order_no=key, product_id="6012", pieces=pieces)
        )
        uow.connection.execute(
            insert(order_hours).values(store_id=store_id, day=at.date(), hour=at.hour, paid_orders=1, paid_fen=fen)
        )
        uow.touch("orders", "order_items", "order_hours")
        uow.commit()


@pytest.fixture
def room(qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign, clock: FixedClock) -> WarRoomWindow:
    """On the first day of the campaign, at noon; 2,400 yuan are planned for its five days, 480 for this one."""
    clock.set(datetime(2026, 3, 20, 12, 0))
    campaigns = page.context.services.campaigns
    campaigns.update(Campaign(**{**vars_of(campaign), "plan_sales_fen": 2_400_00}))
    campaigns.products.save(
        campaign.id or 0, [CampaignProduct(store_id=0, campaign_id=0, product_id="6012", title="羽绒服", quantity=10)]
    )
    settle()
    page.refresh()
    settle()
    click(page, "promotions.warRoom.open")
    found = page.dialog
    assert isinstance(found, WarRoomWindow)
    settle()
    return found


def vars_of(campaign: Campaign) -> dict[str, object]:
    return {name: getattr(campaign, name) for name in campaign.__dataclass_fields__}


def test_it_follows_imports_and_the_clock(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, room: WarRoomWindow, clock: FixedClock
) -> None:
    assert not room.isModal(), "the main window goes on"
    assert room.clock.text() == "12:00:00"
    assert "No order of today is imported yet" in room.until.text() and room.paid.text() == "—"
    sell(page, datetime(2026, 3, 20, 9, 30), 300_00, 4)
    settle()
    # Every hour the same: nine and a half of twenty-four parts of 480 yuan.
    assert (room.paid.text(), room.due.text(), room.ahead.text()) == ("300.00", "190.00", "+110.00")
    line = room.stock.records_model.records[0]
    assert (line.sold, line.left, line.out_at) == (4, 6, datetime(2026, 3, 20, 14, 0))
    assert "09:00: 300.00, target 20.00" in room.hours.reader_points()
    assert "12:00: —, target 20.00" in room.hours.reader_points(), "of that hour nothing is known yet"
    sell(page, datetime(2026, 3, 20, 11, 0), 1_00, 7)
    settle()
    assert room.ahead.text() == "+81.00"
    line = room.stock.records_model.records[0]
    assert (line.left, line.out_at) == (0, datetime(2026, 3, 20, 11, 0))
    clock.set(datetime(2026, 3, 20, 12, 1, 5))
    qtbot.waitUntil(lambda: room.clock.text() == "12:01:05", timeout=3_000)
    room.close()


def test_asked_for_again_it_is_one_window(page: PromotionsPage, settle: Settle, room: WarRoomWindow) -> None:
    click(page, "promotions.warRoom.open")
    settle()
    assert [one.isVisible() for one in page.findChildren(WarRoomWindow) if one.isVisible()] == [True]
    page.dialog.close()


def test_ticked_milestones_leave_it(page: PromotionsPage, settle: Settle, room: WarRoomWindow) -> None:
    names = room.lists["milestones"].text().splitlines()
    assert len(names) == 7 and names[-1].endswith(" more"), "what is late as well"
    first = page.panel.milestones.model.record(0)
    page.context.services.campaigns.tick_milestone(first.id or 0, True)
    settle()
    assert names[0] == first.title_en != room.lists["milestones"].text().splitlines()[0]
    room.close()


def test_the_screen_is_filled_and_left_by_key(qtbot: QtBot, room: WarRoomWindow) -> None:
    qtbot.keyClick(room, Qt.Key.Key_F11)
    assert room.isFullScreen()
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert not room.isFullScreen() and room.isVisible()
    qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert not room.isVisible()


def test_before_and_after_it_says_so(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign, clock: FixedClock
) -> None:
    for day, said in ((date(2026, 3, 17), "It begins in 3 days."), (date(2026, 4, 1), "It is over since 2026-03-24.")):
        clock.set(datetime.combine(day, datetime.min.time()))
        room = WarRoomWindow(page.context, campaign.id or 0, page)
        room.show()
        settle()
        assert said in room.until.text() and room.due.text() == "—"
        room.close()
