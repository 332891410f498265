"""The menu of a day in the calendar's views: hide what is on it, or hold it against last year's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from shopdesk.domain.calendar.festivals import CalendarDay, HideChoice, comparable, hideable
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.promotions.year_list import Row
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.pages.promotions.page import PromotionsPage

Change = Callable[[Callable[[], object], Callable[[object], None]], None]


class DayMenus(QObject):
    """Answers the right button and the menu key in month, year, timeline and list of a page."""

    def __init__(
        self, page: PromotionsPage, change: Change, undo: Callable[[], None], on: Callable[[date], list[CalendarDay]]
    ) -> None:
        """Watch the page's views.

        Args:
            page: whose views these are.
            change: keeps something and then says so.
            undo: takes the last change back.
            on: what is on a day.
        """
        super().__init__(page)
        self._page, self._change, self._undo, self._on = page, change, undo, on
        self._views = (page.grid, page.year, page.timeline)
        for view in self._views:
            view.installEventFilter(self)
        page.list.table.menu_made.connect(self._add_to_list)
        page.day_panel.compare_asked.connect(self._on_compare)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A menu for the day under the mouse, or for the day in view where the menu key asks."""
        view = next((one for one in self._views if one is watched), None)
        if isinstance(event, QContextMenuEvent) and view is not None:
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            day = view.cursor_day if by_key else view.day_at(event.pos())
            if day is not None:
                at = view.mapToGlobal(view.day_rect(day).bottomLeft()) if by_key else event.globalPos()
                self.menu_of(day, view).popup(at)
            return True
        return super().eventFilter(watched, event)

    def menu_of(self, day: date, parent: QWidget) -> QMenu:
        """What can be done with what is on a day."""
        menu = QMenu(parent)
        menu.setObjectName("promotions.hideMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, self._entries(day))
        return menu

    def _entries(self, day: date) -> list[CalendarDay]:
        return list({one.code: one for one in self._on(day) if hideable(one)}.values())

    def _add(self, menu: QMenu, entries: list[CalendarDay]) -> None:
        for one in entries:
            name = one.name(current_language())
            menu.addAction(tr("Hide “{name}”", name=name)).triggered.connect(partial(self._hide, one))
            if comparable(one):
                label = tr("Compare “{name}” with last year's…", name=name)
                menu.addAction(label).triggered.connect(partial(self._compare, one))
        menu.addAction(tr("Hidden festivals and days…")).triggered.connect(lambda _on: show_hidden(self._page))

    def _add_to_list(self, menu: QMenu) -> None:
        row = self._page.list.table.current()
        if isinstance(row, Row):
            menu.addSeparator()
            self._add(menu, [] if row.entry is None else self._told_as(row.entry))

    def _told_as(self, entry: CalendarDay) -> list[CalendarDay]:
        """What a line of the list stands for: itself, or the festival that is told as this holiday."""
        if hideable(entry):
            return [entry]
        return [one for one in self._entries(entry.date) if one.name_zh == entry.name_zh]

    def _hide(self, entry: CalendarDay, _checked: bool = False) -> None:
        page = self._page
        calendar, store_id, name = page.context.services.calendar, page.context.store_id, entry.name(current_language())
        self._change(
            lambda: calendar.hide_also(store_id, entry),
            lambda _none: page.context.messages.success(
                tr("“{name}” is hidden. It comes back under “More”.", name=name), tr("Undo"), self._undo
            ),
        )

    def _compare(self, entry: CalendarDay, _checked: bool = False) -> None:
        from shopdesk.gui.pages.promotions.festival_dialog import FestivalDialog

        open_once(FestivalDialog(self._page.context, entry, self._page))

    def _on_compare(self, day: date) -> None:
        """Of several on a day the one that is meant is chosen from a menu."""
        found = [one for one in self._entries(day) if comparable(one)]
        if len(found) == 1:
            self._compare(found[0])
            return
        menu = QMenu(self._page.day_panel)
        menu.setObjectName("promotions.compareMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in found:
            menu.addAction(one.name(current_language())).triggered.connect(partial(self._compare, one))
        asked = self._page.day_panel.compare
        menu.popup(asked.mapToGlobal(asked.rect().bottomLeft()))


def show_hidden(page: PromotionsPage) -> None:
    """Load what may be hidden and show it with boxes to tick."""
    from shopdesk.gui.pages.promotions.hidden_days import HiddenDaysDialog

    calendar, store_id, year = page.context.services.calendar, page.context.store_id, page.toolbar.place[0]

    def show(choices: list[HideChoice]) -> None:
        open_once(HiddenDaysDialog(page.context, choices, page))

    page.context.tasks.database(lambda: calendar.hide_choices(year, store_id), done=show, owner=page)
