"""When the program itself is at fault: said once, without anybody's name, and the window stays usable."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.dialogs.crash import CrashDialog
from shopdesk.infra import atomic, i18n
from tests.gui.hands import choose_data
from tests.gui.shell.support import settle

Start = Callable[..., Desktop]


def open_reports(desktop: Desktop) -> list[CrashDialog]:
    return [found for found in desktop.window.findChildren(CrashDialog) if found.isVisible()]


def divide() -> float:
    return 1 / 0


def look_up() -> object:
    return {}["missing"]


def begin(qtbot: QtBot, start: Start) -> Desktop:
    desktop = start()
    desktop.window.findChild(QPushButton, "firstStart.start").window().hide()
    settle(qtbot, desktop)
    return desktop


def run(qtbot: QtBot, desktop: Desktop, *works: Callable[[], object]) -> None:
    for work in works:
        desktop.tasks.database(work)
    settle(qtbot, desktop)


def test_a_fault_that_keeps_coming_opens_one_dialog_and_then_the_bar(qtbot: QtBot, start: Start) -> None:
    desktop = begin(qtbot, start)
    run(qtbot, desktop, *[divide] * 5)
    (shown,) = open_reports(desktop)
    assert shown.text.toPlainText().count("ZeroDivisionError") == 1
    qtbot.mouseClick(shown.findChild(QPushButton, "crash.close"), Qt.MouseButton.LeftButton)
    run(qtbot, desktop, divide, divide)
    assert open_reports(desktop) == []
    assert desktop.window.messages.text == "The same fault of the program happened again."
    button = desktop.window.messages.findChild(QPushButton, "messageBar.action")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError" in open_reports(desktop)[0].text.toPlainText()


def test_another_fault_is_reported_below_the_first(qtbot: QtBot, start: Start) -> None:
    desktop = begin(qtbot, start)
    run(qtbot, desktop, divide, look_up)
    (shown,) = open_reports(desktop)
    report = shown.text.toPlainText()
    assert report.index("ZeroDivisionError") < report.index("KeyError: 'missing'")


def test_a_failed_statement_names_nobody_in_the_report(qtbot: QtBot, start: Start) -> None:
    desktop = begin(qtbot, start)

    def ask() -> None:
        with desktop.app.services.ctx.read() as uow:
            uow.connection.execute(text("SELECT * FROM nowhere WHERE phone = :phone"), {"phone": "1380013" + "8000"})

    run(qtbot, desktop, ask)
    report = open_reports(desktop)[0].findChild(QPlainTextEdit, "crash.report").toPlainText()
    assert "no such table: nowhere" in report
    assert "13800138000" not in report


def test_a_window_closes_on_a_full_disk(qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = begin(qtbot, start)
    desktop.window.resize(1111, 707)

    def full(*_args: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shopdesk.infra.atomic.os.fsync", full)
    closed: list[bool] = []
    desktop.window.closing.disconnect()
    desktop.window.closing.connect(lambda: closed.append(True))
    assert desktop.window.close()
    assert closed == [True]
    assert not desktop.window.isVisible()
    assert open_reports(desktop) == []
    desktop.window.closing.connect(closed.clear)


def refuse_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the settings file cannot be written; the data can."""

    def full(target: Path, *_args: object, **_more: object) -> None:
        raise atomic.explain_os_error(OSError(errno.ENOSPC, "No space left on device"), target)

    monkeypatch.setattr("shopdesk.infra.settings.atomic.write_text", full)


def test_a_first_store_is_shown_although_its_language_cannot_be_kept(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    refuse_settings(monkeypatch)
    with qtbot.captureExceptions() as said:
        qtbot.mouseClick(desktop.window.findChild(QPushButton, "firstStart.start"), Qt.MouseButton.LeftButton)
        settle(qtbot, desktop)
    # The program brings it to the bar of the window.
    assert [kind for kind, *_rest in said] == [EnvironmentFault]
    assert desktop.window.windowTitle() == "My store – ShopDesk"
    assert not desktop.window.findChild(QPushButton, "firstStart.start").isVisible()


def test_a_language_chosen_first_speaks_although_it_cannot_be_kept(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = start()
    refuse_settings(monkeypatch)
    choose_data(desktop.window.findChild(QComboBox, "firstStart.language"), "zh_CN")
    settle(qtbot, desktop)
    assert i18n.current_language() == "zh_CN"


def test_a_sudden_end_is_told_at_the_next_start_with_its_trace(qtbot: QtBot, start: Start) -> None:
    desktop = begin(qtbot, start)
    desktop.jobs.show_sudden_end("Fatal Python error: Segmentation fault\n  line 3 in b")
    assert desktop.window.messages.text == "ShopDesk ended all at once the last time. What you had saved is safe."
    assert open_reports(desktop) == []
    button = desktop.window.messages.findChild(QPushButton, "messageBar.action")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    report = open_reports(desktop)[0].text.toPlainText()
    assert report.startswith("ShopDesk ") and "Segmentation fault" in report and "line 3 in b" in report
