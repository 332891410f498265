"""The menu of a day: by key, in the list, and only what may be hidden or has a year before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from shopdesk.domain.campaigns.records import OwnDay
from shopdesk.gui.pages.promotions.page import PromotionsPage

Settle = Callable[[], None]


def words(menu: QMenu) -> list[str]:
    return [one.text() for one in menu.actions() if one.text()]


def test_the_menu_key_asks_for_the_day_in_view(page: PromotionsPage, settle: Settle) -> None:
    page.go_to_day(date(2026, 2, 14))  # Valentine's Day, and a make-up workday
    settle()
    at = QPoint(3, 3)
    QApplication.sendEvent(page.grid, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, page.mapToGlobal(at)))
    (menu,) = [one for one in page.findChildren(QMenu, "promotions.hideMenu") if one.isVisible()]
    assert words(menu) == [
        "Hide “Valentine's Day”",
        "Compare “Valentine's Day” with last year's…",
        "Hidden festivals and days…",
    ]
    menu.close()


def test_a_day_that_stands_once_has_no_year_before(page: PromotionsPage, settle: Settle) -> None:
    services, store_id, day = page.context.services, page.context.store_id, date(2026, 3, 18)
    services.calendar.save_own_day(OwnDay(store_id=store_id, name="Launch", day=day, yearly=False))
    page.go_to_day(day)
    page.refresh()
    settle()
    assert "Launch" in page.day_panel.body.text() and not page.day_panel.compare.isVisible()
    assert words(page.menus.menu_of(day, page)) == ["Hide “Launch”", "Hidden festivals and days…"]
    page.go_to_day(date(2026, 3, 8))
    settle()
    assert page.day_panel.compare.isVisible()


def test_the_list_hides_its_row(page: PromotionsPage, settle: Settle) -> None:
    page.show_view("list")
    settle()
    table = page.list.table
    rows = table.records_model.records
    place = next(number for number, row in enumerate(rows) if row.name == "White Day")
    table.setCurrentIndex(table.records_model.index(place, 0))
    menu = table.make_menu()
    next(one for one in menu.actions() if one.text() == "Hide “White Day”").trigger()
    menu.close()
    settle()
    assert "White Day" not in [row.name for row in page.list.model.everything]
    assert "is hidden" in page.context.messages.text
    off = next(number for number, row in enumerate(table.records_model.records) if row.kind == "Make-up workday")
    table.setCurrentIndex(table.records_model.index(off, 0))
    assert not [text for text in words(table.make_menu()) if text.startswith("Hide")]
