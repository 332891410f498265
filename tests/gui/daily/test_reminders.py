"""Reminders: the bell counts, the tray speaks once, quiet hours and one click bring silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.reminders import Reminder
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.reminders import Reminders
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import REMINDERS, REMINDERS_SAID
from shopdesk.services.daily.reminders import collect
from shopdesk.services.registry import Services
from tests.gui.hands import opened_menu

Settle = Callable[[], None]
Make = Callable[..., Problem]
TODAY = date(2026, 3, 16)


class Tray(QObject):
    """A tray that notes what it was asked to say."""

    activated = Signal(object)
    messageClicked = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, Any]] = []
        self.shown = False
        self.menu: QMenu | None = None

    def showMessage(self, _title: str, words: str, kind: Any, _stays: int) -> None:
        self.said.append((words, kind))

    def setIcon(self, _icon: Any) -> None: ...

    def setToolTip(self, words: str) -> None:
        self.tip = words

    def setContextMenu(self, menu: QMenu) -> None:
        self.menu = menu

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False


class Window(QWidget):
    """The header and the pages as far as reminders need them."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.theme = context.theme
        self.tools = QHBoxLayout(self)
        self.opened: list[Any] = []
        self.pages = SimpleNamespace(current=self)
        self.switcher = SimpleNamespace(stores=[context.store], height=lambda: 30)

    def come_forward(self) -> None:
        self.opened.append("window")

    def open_page(self, name: str) -> None:
        self.opened.append(name)

    def show_item(self, day: date, item_code: str, checklist_id: int) -> None:
        self.opened += [day, item_code]

    def show_problem(self, number: int) -> None:
        self.opened.append(number)


@pytest.fixture
def window(qtbot: QtBot, page_context: PageContext) -> Window:
    found = Window(page_context)
    qtbot.addWidget(found)
    return found


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def reminders(page_context: PageContext, window: Window, tray: Tray) -> Reminders:
    host = SimpleNamespace(app=page_context.app, tasks=page_context.tasks, window=window)
    found = Reminders(host, lambda: tray)  # type: ignore[arg-type,return-value]
    found.attach(window)  # type: ignore[arg-type]
    return found


def at(clock: FixedClock, words: str, day: date = TODAY) -> None:
    clock.set(datetime.combine(day, time.fromisoformat(words)))


def entries(menu: QMenu) -> dict[str, Any]:
    return {action.objectName(): action for action in opened_menu(menu).actions() if not action.isSeparator()}


def test_what_is_due_is_said_once_and_late_once_more(
    reminders: Reminders, tray: Tray, settle: Settle, make_problem: Make, clock: FixedClock
) -> None:
    make_problem("Banner broken", due=TODAY + timedelta(days=1))
    at(clock, "08:00", TODAY + timedelta(days=1))
    reminders.look()
    settle()
    assert len(tray.said) == 1
    assert "Problem due today: Banner broken" in tray.said[0][0]
    reminders.look()
    settle()
    assert len(tray.said) == 1, "the same is not said twice"
    at(clock, "08:00", TODAY + timedelta(days=2))
    reminders.look()
    settle()
    assert "Problem overdue: Banner broken" in tray.said[1][0]
    assert tray.said[1][1] == QSystemTrayIcon.MessageIcon.Warning


def test_said_things_are_remembered_over_a_restart(
    reminders: Reminders, tray: Tray, settle: Settle, make_problem: Make, page_context: PageContext, window: Window
) -> None:
    make_problem("Banner broken", due=TODAY)
    reminders.look()
    settle()
    said = len(tray.said)
    again = Reminders(SimpleNamespace(app=page_context.app, tasks=page_context.tasks, window=window), lambda: tray)  # type: ignore[arg-type,return-value]
    again.attach(window)  # type: ignore[arg-type]
    again.look()
    settle()
    assert len(tray.said) == said


def test_many_are_one_message(reminders: Reminders, tray: Tray, settle: Settle, clock: FixedClock) -> None:
    at(clock, "12:30")
    reminders.look()
    settle()
    assert len(tray.said) == 1
    assert tray.said[0][0].splitlines() == [
        "24 checks of “云裳旗舰店” late",
        "Now: The assistants' progress (until 13:00)",
        "Now: Rivals' affiliates (until 13:00)",
    ]
    assert reminders.bell is not None
    assert reminders.bell.text().strip() == "3"


def test_many_of_a_kind_stand_together_and_open_their_page(
    reminders: Reminders, tray: Tray, settle: Settle, clock: FixedClock, window: Window
) -> None:
    at(clock, "12:30")
    reminders.look()
    settle()
    assert tray.menu is not None
    entries(tray.menu)["reminders.group:1:item:late"].trigger()
    assert window.opened[:3] == ["window", "daily", TODAY]


def test_in_quiet_hours_only_the_bell_counts(
    reminders: Reminders, tray: Tray, settle: Settle, make_problem: Make, clock: FixedClock
) -> None:
    make_problem("Banner broken", due=TODAY)
    at(clock, "06:00")
    reminders.look()
    settle()
    assert tray.said == []
    assert reminders.bell is not None
    assert reminders.bell.text().strip() == "1"
    at(clock, "08:00")
    reminders.look()
    settle()
    assert len(tray.said) == 1, "what the quiet hours held back is said afterwards"


def test_one_click_switches_off_and_a_pause_ends_by_itself(
    reminders: Reminders, tray: Tray, settle: Settle, make_problem: Make, clock: FixedClock, page_context: PageContext
) -> None:
    make_problem("Banner broken", due=TODAY)
    assert tray.menu is not None
    entries(tray.menu)["reminders.switch"].trigger()
    assert not page_context.settings.get(REMINDERS)
    reminders.look()
    settle()
    assert tray.said == []
    assert reminders.bell is not None
    assert "reminders off" in reminders.bell.toolTip()
    entries(tray.menu)["reminders.switch"].trigger()
    entries(tray.menu)["reminders.snooze"].trigger()
    assert entries(tray.menu)["reminders.paused"].text() == "Paused until 03-16 10:00"
    reminders.look()
    settle()
    assert tray.said == []
    at(clock, "10:00")
    reminders.look()
    settle()
    assert len(tray.said) == 1
    entries(tray.menu)["reminders.rest"].trigger()
    assert reminders.paused_until == datetime.combine(TODAY + timedelta(days=1), time())


def test_a_reminder_opens_what_it_is_about(
    reminders: Reminders, tray: Tray, settle: Settle, make_problem: Make, window: Window, clock: FixedClock
) -> None:
    problem = make_problem("Banner & sign", due=TODAY - timedelta(days=1), opened_on=TODAY - timedelta(days=2))
    at(clock, "08:00")
    reminders.look()
    settle()
    assert reminders.bell is not None
    menu = reminders.bell.menu()
    named = [action for name, action in entries(menu).items() if name.startswith("reminders.problem")]
    assert named[0].text() == "▲ Problem overdue: Banner && sign"
    named[0].trigger()
    assert window.opened == ["window", "daily", problem.id]
    tray.messageClicked.emit()
    assert window.opened[3:] == ["window", "daily", problem.id]


def test_without_a_tray_the_bell_still_counts(
    page_context: PageContext, window: Window, settle: Settle, make_problem: Make, clock: FixedClock
) -> None:
    make_problem("Banner broken", due=TODAY)
    at(clock, "08:00")
    found = Reminders(SimpleNamespace(app=page_context.app, tasks=page_context.tasks, window=window))
    found.attach(window)  # type: ignore[arg-type]
    found.look()
    settle()
    assert found.tray is None
    assert found.bell is not None
    assert found.bell.text().strip() == str(len(found.standing))
    assert any(one.record_id for one in found.standing)
    assert page_context.settings.get(REMINDERS_SAID) != ""
    found.stop()


def test_a_new_window_gets_the_bell_again(reminders: Reminders, page_context: PageContext, qtbot: QtBot) -> None:
    second = Window(page_context)
    qtbot.addWidget(second)
    before = reminders.bell
    reminders.attach(second)  # type: ignore[arg-type]
    assert reminders.bell is not before
    assert second.tools.count() == 1


def test_an_answer_may_come_after_the_bell_went_with_its_window(reminders: Reminders, settle: Settle) -> None:
    shiboken6.delete(reminders.bell)
    reminders.look()
    settle()
    assert not reminders._busy, "the answer was taken, and the next look can come"


def test_what_changes_while_it_looks_is_looked_at_after(
    qtbot: QtBot, reminders: Reminders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look that runs may have read before the change; waiting for the next minute would tell it late."""
    looks: list[date] = []

    def counted(services: Services, today: date) -> list[Reminder]:
        looks.append(today)
        return collect(services, today)

    monkeypatch.setattr("shopdesk.services.daily.reminders.collect", counted)
    reminders.look()
    reminders.look()
    reminders.look()
    qtbot.waitUntil(lambda: len(looks) > 1)
    assert looks == [TODAY] * 2, "once more, however often it was asked"
