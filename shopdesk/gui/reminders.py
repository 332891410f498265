"""Reminders of what is due or late: a bell in the window, and beside it the system's own notifications.

Nothing opens by itself over the user's work. Without a tray only the bell counts. Everything is said once, not in the
quiet hours, not while paused, and not at all when the setting is off; the bell goes on counting quietly.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QSystemTrayIcon

from shopdesk.domain.daily.reminders import (
    Reminder,
    ReminderKind,
    grouped,
    may_speak,
    named,
    not_said_yet,
    said_after,
)
from shopdesk.gui.icons import icon
from shopdesk.gui.reminder_menu import fill_menu
from shopdesk.gui.widgets.reminder_bell import ReminderBell
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import QUIET_FROM, QUIET_UNTIL, REMINDERS, REMINDERS_PAUSED_UNTIL, REMINDERS_SAID

if TYPE_CHECKING:
    from shopdesk.gui.events import Events
    from shopdesk.gui.page_context import PageContext

_log = logging.getLogger(__name__)
_FIRST_MS = 10_000
_SOON_MS = 1_000
_EVERY_MS = 60_000
_SHOWN_AT_ONCE = 4
_STAYS_MS = 8_000
_MARKUP = str.maketrans("<>&", "＜＞＆")
_PAGES = {
    ReminderKind.ITEM: "daily",
    ReminderKind.BLOCK: "daily",
    ReminderKind.PROBLEM: "daily",
    ReminderKind.MILESTONE: "promotions",
    ReminderKind.STEP: "setup",
    ReminderKind.DOCUMENT: "setup",
    ReminderKind.CLOCK: "setup",
    ReminderKind.TRIAL: "people",
    ReminderKind.TRAINING: "people",
    ReminderKind.WAGES: "people",
    ReminderKind.MONEY: "kpi",
    ReminderKind.COMPETITOR: "kpi",
    ReminderKind.STANDING: "daily",
    ReminderKind.ROUND: "daily",
}
_LISTED = {ReminderKind.STANDING: "standing", ReminderKind.ROUND: "rounds"}
"""The part of the daily page that lists what is reminded of."""


class Window(Protocol):
    """What the reminders need of the main window."""

    context: PageContext | None
    pages: Any
    tools: QBoxLayout

    def come_forward(self) -> None:
        """Bring the window to the front."""

    def open_page(self, name: str) -> None:
        """Show a page."""

    def switch_store(self, store: Any) -> None:
        """Bring another store into view."""


class Reminders(QObject):
    """Looks every minute, on the database thread, what is due; lives as long as the program."""

    def __init__(self, host: Any, tray: Callable[[], QSystemTrayIcon] | None = None) -> None:
        """Work for ``host``, the desktop: its ``app``, ``tasks`` and present ``window``."""
        super().__init__(host if isinstance(host, QObject) else None)
        self._host = host
        self._make_tray = tray or (QSystemTrayIcon if QSystemTrayIcon.isSystemTrayAvailable() else None)
        self.tray: QSystemTrayIcon | None = None
        self.standing: list[Reminder] = []
        self._spoken: list[Reminder] = []
        self.bell: ReminderBell | None = None
        self._busy = self._asked_meanwhile = False
        self._latest = datetime.min
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_MS)
        self._first.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)
        self._events: Events | None = None

    # --- coming and going ------------------------------------------------------------------------------------------

    def attach(self, window: Window) -> None:
        """Hang the bell into a window that has its stores; called anew for each window."""
        self.bell = ReminderBell(self._host.window.theme)
        self.bell.wanted.connect(lambda menu: fill_menu(menu, self))
        # It comes when the page stands; a head that grew by a pixel for it would move everything below.
        self.bell.setMaximumHeight(window.switcher.height())
        window.tools.addWidget(self.bell)
        if window.context is not None and window.context.events is not self._events:
            self._events = window.context.events
            self._events.changed.connect(self._on_changed)
        self._show_count()
        if not self._timer.isActive():
            self._timer.start()
            self._first.start()
            self._show_tray()

    def _on_changed(self, tables: frozenset[str]) -> None:
        # What an import brings may be late or settle something: nobody should wait a minute to hear of it.
        if "imports" in tables:
            self._soon.start()

    def stop(self) -> None:
        """Say nothing more."""
        self._timer.stop()
        self._first.stop()
        self._soon.stop()
        if self.tray is not None:
            self.tray.hide()

    def _show_tray(self) -> None:
        if self._make_tray is None or self.tray is not None:
            return
        self.tray = self._make_tray()
        self.tray.setIcon(icon("shopdesk"))
        self.tray.setToolTip("ShopDesk")
        self.tray.activated.connect(self._on_activated)
        self.tray.messageClicked.connect(self._on_message_clicked)
        self._tray_menu = ReminderBell.new_menu(lambda menu: fill_menu(menu, self, tray=True))
        self._fill_tray_menu()
        self.tray.setContextMenu(self._tray_menu)
        self.tray.show()

    def _fill_tray_menu(self) -> None:
        # Some panels ask for the entries before they announce the menu, and show none for an empty one.
        if not self._tray_menu.isVisible():
            fill_menu(self._tray_menu, self, tray=True)

    # --- looking ---------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """See what is due now, and say what is new."""
        if self._busy:
            self._asked_meanwhile = True  # what is being read may be from before the change
            return
        if not self._host.app.is_open or self._host.window.context is None:
            return
        from shopdesk.services.daily.reminders import collect

        app = self._host.app
        self._busy = True

        def read() -> list[Reminder]:
            return collect(app.services, app.clock.today())

        self._host.tasks.database(read, done=self._on_collected, failed=self._on_failed, owner=self)

    def _end_look(self) -> None:
        self._busy = False
        if self._asked_meanwhile:
            self._asked_meanwhile = False
            self._soon.start()

    def _on_collected(self, reminders: list[Reminder]) -> None:
        self._end_look()
        self.standing = reminders
        self._show_count()
        said = frozenset(filter(None, self._settings.get(REMINDERS_SAID).split("\n")))
        fresh = not_said_yet(reminders, said) if self.speaking else []
        if fresh:
            self._say(fresh)
        # While the clock is behind what it once was, what was said would fall due and be said again.
        now = self._now
        behind = now < self._latest
        self._latest = max(now, self._latest)
        kept = said | said_after(reminders, said, fresh) if behind else said_after(reminders, said, fresh)
        if kept != said:
            self._settings.set(REMINDERS_SAID, "\n".join(sorted(kept)))

    def _on_failed(self, error: Exception) -> None:
        # A reminder is no reason to interrupt: the page that has the trouble will say it.
        self._end_look()
        _log.warning("could not look for what is due: %s", error)

    def _say(self, fresh: list[Reminder]) -> None:
        if self.tray is None:
            return
        self._spoken = fresh = self._together(fresh)
        lines = [_unmarked(tr(one.sentence)) for one in named(fresh, _SHOWN_AT_ONCE)]
        if len(fresh) > _SHOWN_AT_ONCE:
            lines.append(tr("and {count} more", count=len(fresh) - _SHOWN_AT_ONCE))
        late = any(one.late for one in fresh)
        kind = QSystemTrayIcon.MessageIcon.Warning if late else QSystemTrayIcon.MessageIcon.Information
        self.tray.showMessage(tr("ShopDesk: due now"), "\n".join(lines), kind, _STAYS_MS)

    def _together(self, reminders: list[Reminder]) -> list[Reminder]:
        switcher = self._host.window.switcher
        return grouped(reminders, {store.id or 0: store.name for store in switcher.stores})

    @property
    def shown(self) -> list[Reminder]:
        """What stands, many of one kind as one."""
        return self._together(self.standing)

    def _show_count(self) -> None:
        shown = self.shown
        late = sum(one.late for one in shown)
        # A change of language or colours takes the bell with its window; the next window gets its own a little later.
        if self.bell is not None and shiboken6.isValid(self.bell):
            self.bell.show_count(len(shown), late, on=self.on, paused=self.paused_until is not None)
        if self.tray is not None:
            tip = tr("{count} due, {late} late", count=len(shown), late=late)
            self.tray.setToolTip(f"ShopDesk – {tip}")
            self._fill_tray_menu()

    # --- switching -------------------------------------------------------------------------------------------------

    @property
    def _settings(self) -> Any:
        return self._host.app.settings

    @property
    def _now(self) -> datetime:
        now: datetime = self._host.app.clock.now()
        return now

    @property
    def on(self) -> bool:
        """Whether reminders are wanted at all."""
        return bool(self._settings.get(REMINDERS))

    @property
    def paused_until(self) -> datetime | None:
        """Until when they are paused; ``None`` where they are not."""
        text = self._settings.get(REMINDERS_PAUSED_UNTIL)
        until = datetime.fromisoformat(text) if text else None
        return until if until is not None and until > self._now else None

    @property
    def speaking(self) -> bool:
        """Whether something may be said now."""
        return may_speak(
            self._now,
            on=self.on,
            quiet_from=_time(self._settings.get(QUIET_FROM)),
            quiet_until=_time(self._settings.get(QUIET_UNTIL)),
            paused_until=self.paused_until,
        )

    def switch(self, on: bool) -> None:
        """Want reminders, or none."""
        self._settings.set(REMINDERS, on)
        self._settings.set(REMINDERS_PAUSED_UNTIL, "")
        self._show_count()

    def snooze(self) -> None:
        """Say nothing for an hour; what is then still due is said again."""
        self._settings.set(REMINDERS_SAID, "")
        self._pause(self._now + timedelta(hours=1))

    def rest_today(self) -> None:
        """Say nothing more today."""
        tomorrow = self._now.date() + timedelta(days=1)
        self._pause(datetime.combine(tomorrow, time()))

    def _pause(self, until: datetime) -> None:
        self._settings.set(REMINDERS_PAUSED_UNTIL, until.isoformat(timespec="seconds"))
        self._show_count()

    # --- opening ---------------------------------------------------------------------------------------------------

    def open(self, reminder: Reminder | None = None) -> None:
        """Bring the window forward, at the place of a reminder."""
        window = self._host.window
        window.come_forward()
        context = window.context
        if reminder is None or context is None:
            return
        if reminder.store_id != context.store_id:
            store = next((one for one in window.switcher.stores if one.id == reminder.store_id), None)
            if store is not None:
                window.switch_store(store)
        window.open_page(_PAGES[reminder.kind])
        page = window.pages.current
        if reminder.kind is ReminderKind.ITEM:
            page.show_item(context.clock.today(), reminder.item_code, reminder.record_id)
        elif reminder.kind is ReminderKind.PROBLEM:
            page.show_problem(reminder.record_id)
        elif reminder.kind in _LISTED:
            page.point_at(_LISTED[reminder.kind], reminder.record_id)
        elif reminder.kind in (ReminderKind.TRIAL, ReminderKind.TRAINING):
            page.show_training()
        elif reminder.kind is ReminderKind.WAGES:
            page.show_corrections()
        elif reminder.kind is ReminderKind.COMPETITOR:
            page.tabs.open("market").tabs.open("competitors")

    def quit(self) -> None:
        """End the program as the window's menu does; a question about unsaved work has to be seen."""
        window = self._host.window
        if window.unsaved():
            window.come_forward()
        window.close()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open()

    def _on_message_clicked(self) -> None:
        self.open(self._spoken[0] if self._spoken else None)


def _unmarked(words: str) -> str:
    """Words that a desktop which reads notifications as markup shows as they are, with wide signs for its own."""
    return words.translate(_MARKUP) if sys.platform.startswith("linux") else words


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return time()
