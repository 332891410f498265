"""The menu of the bell and of the tray icon: what is due, and how to have quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.reminders import Reminders

_LISTED = 12


def fill_menu(menu: QMenu, reminders: Reminders, *, tray: bool = False) -> None:
    """Fill a menu that is about to be shown."""
    menu.clear()
    if tray:
        _add(menu, "reminders.openWindow", tr("Open ShopDesk")).triggered.connect(lambda: reminders.open())
        menu.addSeparator()
    shown = reminders.shown
    for one in shown[:_LISTED]:
        sign = "▲ " if one.late else "● "
        action = _add(menu, f"reminders.{one.key}", sign + tr(one.sentence))
        action.triggered.connect(lambda _checked=False, one=one: reminders.open(one))
    if len(shown) > _LISTED:
        more = _add(menu, "reminders.more", tr("and {count} more", count=len(shown) - _LISTED))
        more.setEnabled(False)
    if not shown:
        _add(menu, "reminders.none", tr("Nothing is due")).setEnabled(False)
    menu.addSeparator()
    until = reminders.paused_until
    if until is not None:
        _add(menu, "reminders.paused", tr("Paused until {time}", time=f"{until:%m-%d %H:%M}")).setEnabled(False)
    snooze = _add(menu, "reminders.snooze", tr("Remind me again in an hour"))
    snooze.triggered.connect(lambda: reminders.snooze())
    snooze.setEnabled(reminders.on)
    rest = _add(menu, "reminders.rest", tr("No more today"))
    rest.triggered.connect(lambda: reminders.rest_today())
    rest.setEnabled(reminders.on)
    switch = _add(menu, "reminders.switch", tr("Reminders on"))
    switch.setCheckable(True)
    switch.setChecked(reminders.on)
    switch.triggered.connect(lambda checked: reminders.switch(checked))
    if tray:
        menu.addSeparator()
        _add(menu, "reminders.quit", tr("Quit")).triggered.connect(lambda: reminders.quit())


def _add(menu: QMenu, name: str, text: str) -> QAction:
    # A single ampersand would become a key mark.
    action = menu.addAction(text.replace("&", "&&"))
    action.setObjectName(name)
    return action
