"""On the day of a campaign the owner puts it on the wall: what came in by the hour, to do, problems, the clock."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.pages.promotions.war_room import WarRoomWindow
from tests.gui.hands import click
from tests.stories.shop import MONDAY, Shop

HEADINGS = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\n"
MORNING = (
    "1,178.8,178.8,上海,2026/3/16 8:50,2026/3/16 9:05,0\n"
    "2,121.2,121.2,广东省,2026/3/16 9:30,2026/3/16 9:31,0\n"
    "3,99,0,北京,2026/3/16 9:40,,0\n"
)
LATER = "5,30,30,四川省,2026/3/16 10:20,2026/3/16 10:21,0\n"


def bring(shop: Shop, folder: Path, name: str, rows: str) -> None:
    """An export of orders, as the platform hands it out."""
    file = folder / name
    file.write_text(HEADINGS + rows, encoding="gb18030")
    (store,) = shop.services.stores.all()
    shop.services.imports.run([file], store)
    shop.wait()


def test_the_day_on_the_wall(shop: Shop, tmp_path: Path) -> None:
    services, store_id = shop.services, shop.store_id
    made = services.campaigns.create(
        Campaign(store_id=store_id, name="春季焕新", kind=CampaignKind.PLATFORM, state=CampaignState.PLANNED,
                 start=MONDAY, end=date(2026, 3, 17), plan_sales_fen=4_800_00)
    )  # fmt: skip
    services.problems.create(Problem(store_id=store_id, title="首页横幅打不开", opened_on=MONDAY))
    shop.at("10:00")
    page: Any = shop.desktop.window.open_page("promotions")
    shop.wait()
    page.grid.select(made.id)
    shop.wait()
    click(page, "promotions.warRoom.open")
    room = page.dialog
    assert isinstance(room, WarRoomWindow)
    shop.wait()
    assert room.name.text() == "春季焕新" and room.paid.text() == "—", "nothing of today is known, which is no 0"
    assert "首页横幅打不开" in room.lists["problems"].text()

    # Two orders were paid this morning; one is not paid.
    bring(shop, tmp_path, "morning.csv", MORNING)
    assert room.paid.text() == "300.00"
    # 2,400 yuan a day are 100 an hour where no day before tells more; the newest payment is of 9:31.
    assert (room.due.text(), room.ahead.text()) == ("951.66", "-651.66")
    assert "09:00: 300.00, target 100.00" in room.hours.reader_points()
    shop.clock.set(datetime(2026, 3, 16, 10, 30))
    bring(shop, tmp_path, "later.csv", MORNING + LATER)
    assert room.paid.text() == "330.00", "what was there before is not counted again"
    assert "10:00: 30.00, target 100.00" in room.hours.reader_points()

    # Across the room: the whole screen, and the letters grow with it.
    plain = room.clock.font().pixelSize()
    shop.qtbot.keyClick(room, Qt.Key.Key_F11)
    assert room.isFullScreen()
    shop.wait()
    assert room.clock.font().pixelSize() >= plain
    shop.qtbot.keyClick(room, Qt.Key.Key_Escape)
    shop.qtbot.keyClick(room, Qt.Key.Key_Escape)
    assert not room.isVisible()
