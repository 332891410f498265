"""Reminders through the whole window: said once, led to with one click, silent when silence is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignState
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.setup.records import DocumentState
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.reminders import Reminders
from shopdesk.gui.widgets.time_edit import TimeEdit
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import QUIET_FROM, QUIET_UNTIL, REMINDERS
from tests.gui.hands import opened_menu
from tests.gui.shell.support import dialog, settle, with_store
from tests.gui.shell.test_window import Start, trigger

TODAY = date(2026, 3, 16)
# Offscreen there is nothing to come in front of.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)


class TrayOnTheDesk(QObject):
    """A tray that notes what it was asked to show."""

    MessageIcon = QSystemTrayIcon.MessageIcon
    ActivationReason = QSystemTrayIcon.ActivationReason
    activated = Signal(object)
    messageClicked = Signal()  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.shown = False
        self.menu = QMenu()

    @staticmethod
    def isSystemTrayAvailable() -> bool:
        return True

    def showMessage(self, _title: str, words: str, _kind: Any, _stays: int) -> None:
        self.said.append(words)

    def setIcon(self, _icon: Any) -> None: ...

    def setToolTip(self, words: str) -> None:
        self.tip = words

    def setContextMenu(self, menu: QMenu) -> None:
        assert menu.actions(), "some panels show no menu for one that is empty when it is announced"
        self.menu = menu

    def show(self) -> None:
        self.shown = True

    def hide(self) -> None:
        self.shown = False


class Day:
    """The program with a tray, on a day whose clock is moved."""

    def __init__(self, qtbot: QtBot, desktop: Desktop, clock: FixedClock) -> None:
        self._qtbot, self.desktop, self._clock = qtbot, desktop, clock
        qtbot.waitUntil(lambda: desktop.reminders is not None, timeout=10_000)
        assert desktop.reminders is not None
        self.reminders: Reminders = desktop.reminders
        self.tray: Any = self.reminders.tray

    def at(self, words: str, days: int = 0) -> None:
        """The clock shows this, and the minute's look has been taken."""
        self._clock.set(datetime.fromisoformat(f"{TODAY + timedelta(days=days)} {words}"))
        self.reminders._timer.timeout.emit()
        settle(self._qtbot, self.desktop)

    def menu(self) -> dict[str, Any]:
        """The bell's menu as it opens."""
        assert self.reminders.bell is not None
        found = self.reminders.bell.menu()
        assert found is not None
        return {action.objectName(): action for action in opened_menu(found).actions() if not action.isSeparator()}

    def entry(self, start: str) -> Any:
        """The first entry of the bell's menu whose text begins so, without its sign."""
        return next(one for one in self.menu().values() if one.text()[2:].startswith(start))

    def choose(self, start: str) -> None:
        self.entry(start).trigger()
        settle(self._qtbot, self.desktop)

    @property
    def page(self) -> Any:
        assert self.desktop.window.pages is not None
        return self.desktop.window.pages.current

    @property
    def store_id(self) -> int:
        assert self.desktop.window.context is not None
        return self.desktop.window.context.store_id

    @property
    def count(self) -> str:
        assert self.reminders.bell is not None
        return self.reminders.bell.text().strip()

    def do(self, act: Callable[[], Any]) -> None:
        self.desktop.tasks.database(act)
        settle(self._qtbot, self.desktop)


@pytest.fixture
def day(qtbot: QtBot, start: Start, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Day:
    monkeypatch.setattr("shopdesk.gui.reminders.QSystemTrayIcon", TrayOnTheDesk)
    monkeypatch.setattr("shopdesk.gui.desktop._BELL_AFTER_MS", 0)
    clock.set(datetime(2026, 3, 16, 7, 30))
    return Day(qtbot, start(with_store(tmp_path / "data", clock)), clock)


def problem(day: Day, title: str, **values: Any) -> Problem:
    start: dict[str, Any] = {"store_id": day.store_id, "opened_on": TODAY - timedelta(days=3), **values}
    made: list[Problem] = []
    day.do(lambda: made.append(day.desktop.app.services.problems.create(Problem(title=title, **start))))
    return made[0]


def visible_windows() -> set[str]:
    return {widget.objectName() for widget in QApplication.topLevelWidgets() if widget.isVisible()}


def test_a_morning_with_reminders(day: Day, qtbot: QtBot) -> None:
    """Quiet before eight, one message at eight, one more for what becomes late, none for what is done."""
    window = day.desktop.window
    broken = problem(day, "Banner <b>broken</b> & dead", due=TODAY)
    day.at("07:40")
    assert day.tray.shown
    assert day.tray.said == [], "quiet hours"
    assert day.count == "1"
    assert "1 due" in day.tray.tip

    # The owner works on the figures; nothing may open over that.
    window.open_page("kpi")
    settle(qtbot, day.desktop)
    before, focus = visible_windows(), QApplication.focusWidget()
    day.at("08:12")
    assert len(day.tray.said) == 1
    lines = day.tray.said[0].splitlines()
    assert lines == ["6 checks of “Lamp House” due", "Problem due today: Banner ＜b＞broken＜/b＞ ＆ dead"]
    assert visible_windows() == before
    assert QApplication.focusWidget() is focus
    assert day.page.name == "kpi"
    assert day.count == "2", "many checks are one line"
    day.at("08:13")
    assert len(day.tray.said) == 1, "said once"

    # A click on the message leads to the first thing that it named, and to its line of the form.
    window.showMinimized()
    day.tray.messageClicked.emit()
    settle(qtbot, day.desktop)
    assert not window.isMinimized()
    assert day.page.name == "daily"
    today = day.page.view("today")
    assert today.table.current_line().item.code == "meeting.figures"
    today.table.go_to("meeting.review")
    today.table.setFocus()
    QTest.keyClick(today.table, Qt.Key.Key_1)
    settle(qtbot, day.desktop)
    day.at("08:14")
    assert day.entry("5 checks of “Lamp House” due")
    assert len(day.tray.said) == 1
    line = day.desktop.app.services.daily.sheet(day.store_id, TODAY).line("meeting.review")
    assert line is not None and line.answer is not None and line.answer.result is Result.PASS

    # What becomes late is a new thing to say, what was answered is not.
    day.at("08:41")
    assert len(day.tray.said) == 2
    assert "5 checks of “Lamp House” late" in day.tray.said[1].splitlines(), "one of the six was answered"
    assert "Yesterday and month to date" not in "\n".join(day.tray.said[1:])
    assert "Yesterday and month to date" not in "\n".join(one.text() for one in day.menu().values())

    # The problem is led to as well, whatever signs its title holds.
    day.choose("Problem due today")
    assert day.page.tabs.currentIndex() == 1
    assert day.page.view("problems").detail.title.text() == broken.title


def test_signs_of_markup_are_shown_as_they_are(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop on Linux reads a notification as markup: a title must not turn bold or vanish."""
    monkeypatch.setattr("shopdesk.gui.reminders.sys.platform", "linux")
    problem(day, "Banner <b>broken</b> & dead", due=TODAY - timedelta(days=1))
    day.at("08:00")
    (said,) = day.tray.said
    assert "Problem overdue: Banner ＜b＞broken＜/b＞ ＆ dead" in said
    monkeypatch.setattr("shopdesk.gui.reminders.sys.platform", "win32")
    problem(day, "Sign <i>", due=TODAY - timedelta(days=1))
    day.at("08:01")
    assert "Problem overdue: Sign <i>" in day.tray.said[-1]


def test_milestones_documents_and_another_store_open_at_their_place(day: Day, qtbot: QtBot) -> None:
    services = day.desktop.app.services

    def prepare() -> None:
        campaign = Campaign(
            store_id=day.store_id,
            name="Spring",
            kind=CampaignKind.DISCOUNT,
            state=CampaignState.PLANNED,
            start=date(2026, 3, 10),
            end=date(2026, 3, 15),
        )
        services.campaigns.create(campaign)
        found = services.setup.board(day.store_id).document("doc.licence")
        assert found is not None
        document = found.document
        services.setup.documents.save(
            replace(document, expires_on=TODAY + timedelta(days=20), state=DocumentState.APPROVED)
        )
        services.stores.create("Second")

    day.do(prepare)
    day.at("07:50")
    second = services.stores.all()[1]
    assert second.id != day.store_id
    problem(day, "Second store's trouble", store_id=second.id, due=TODAY)
    day.at("07:51")
    texts = [one.text()[2:] for one in day.menu().values()]
    assert any(text.startswith("Milestone due today: Spring") for text in texts)
    assert any(text.startswith("Document runs out") and "2026-04-05" in text for text in texts)
    first = day.store_id
    day.choose("Milestone due today")
    assert (day.page.name, day.store_id) == ("promotions", first)
    day.choose("Document runs out")
    assert (day.page.name, day.store_id) == ("setup", first)
    day.choose("Problem due today: Second")
    assert (day.page.name, day.store_id) == ("daily", second.id)
    assert day.page.view("problems").detail.title.text() == "Second store's trouble"


def test_off_by_one_click_and_quiet_hours_by_the_settings(day: Day, qtbot: QtBot) -> None:
    settings = day.desktop.app.settings
    problem(day, "Banner broken", due=TODAY)
    day.menu()["reminders.switch"].trigger()
    assert settings.get(REMINDERS) is False
    day.at("08:00")
    assert day.tray.said == []
    assert day.reminders.bell is not None
    assert "reminders off" in day.reminders.bell.toolTip()
    trigger(day.desktop, "file.settings")
    settle(qtbot, day.desktop)
    window = dialog(day.desktop, "settings")
    box = window.findChild(QCheckBox, "settings.reminders")
    assert not box.isChecked(), "both switches are one"
    box.click()
    for name, hour in (("settings.quietFrom", 12), ("settings.quietUntil", 14)):
        line = window.findChild(TimeEdit, name)
        line.selectAll()
        qtbot.keyClicks(line, f"{hour}")
    qtbot.mouseClick(window.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, day.desktop)
    assert (settings.get(REMINDERS), settings.get(QUIET_FROM), settings.get(QUIET_UNTIL)) == (True, "12:00", "14:00")
    day.at("12:00")
    assert day.tray.said == []
    day.at("14:00")
    assert len(day.tray.said) == 1
    day.menu()["reminders.rest"].trigger()
    problem(day, "Another one", due=TODAY)
    day.at("23:00")
    assert len(day.tray.said) == 1, "no more today"
    day.at("09:00", days=1)
    assert len(day.tray.said) == 2
    assert "Problem overdue: " in day.tray.said[1], "checks do not hide what is overdue"
    assert day.entry("Problem overdue: Another one")


def test_a_clock_set_back_says_nothing_twice(day: Day) -> None:
    problem(day, "Banner broken", due=TODAY)
    day.at("12:10")
    assert len(day.tray.said) == 1
    for moment in ("10:05", "10:20", "10:50", "11:45", "12:10"):
        day.at(moment)
    spoken = [line for said in day.tray.said for line in said.splitlines() if not line.startswith("and ")]
    assert len(spoken) == len(set(spoken))
    late = [line for line in spoken if " late" in line]
    assert late, "what was late is said"
    day.at("23:00", days=-1)
    day.at("12:10")
    again = [line for said in day.tray.said for line in said.splitlines() if not line.startswith("and ")]
    assert [line for line in again if " late" in line] == late


def test_closing_ends_the_program_and_its_tray_and_quitting_asks_where_it_is_seen(day: Day, qtbot: QtBot) -> None:
    window = day.desktop.window
    today = day.page.view("today")
    today.table.setFocus()
    QTest.keyClick(today.table, Qt.Key.Key_2)
    QTest.keyClicks(today.panel.title, "Half a sen")
    window.showMinimized()
    tray_menu = opened_menu(day.tray.menu)
    quit_entry = next(one for one in tray_menu.actions() if one.objectName() == "reminders.quit")
    quit_entry.trigger()
    question = dialog(day.desktop, "unsaved")
    assert not window.isMinimized(), "a question that nobody sees holds the program for ever"
    qtbot.mouseClick(question.findChild(QPushButton, "unsaved.stay"), Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert today.panel.title.text() == "Half a sen"
    QTest.keyClick(today.panel.title, Qt.Key.Key_Escape)
    with qtbot.waitSignal(window.closing):
        quit_entry.trigger()
    assert not window.isVisible()
    day.desktop.close()
    assert not day.tray.shown
