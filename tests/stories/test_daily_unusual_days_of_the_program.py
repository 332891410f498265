"""Unusual days of the program itself: killed in the middle of a morning, started twice on one data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import open_app
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.single_instance import SingleInstance
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.views import NewProblem
from tests.gui.shell.support import with_store
from tests.stories.shop import MONDAY, Key, Shop

CHILD = """
import sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock

application = QApplication([])
application.setFont(base_font())
app = bootstrap.prepare(Path(sys.argv[1]), "en", clock=FixedClock(datetime(2026, 3, 16, 9)))
desktop = Desktop(application, app)
desktop.window.show()
desktop.open_data()

def settle():
    quiet = 0
    while quiet < 3:
        QTest.qWait(1)
        quiet = quiet + 1 if desktop.tasks.idle() else 0

settle()
desktop.window.open_page("daily")
settle()
today = desktop.window.pages.current.view("today")
today.bar.who.setCurrentText("LiNa")
today.table.setFocus()
for place in range(6):
    code = today.table.current_line().item.code
    QTest.keyClick(today.table, Qt.Key.Key_1)
    settle()
    print(code, flush=True)
QTest.keyClick(today.table, Qt.Key.Key_2)
QTest.keyClicks(today.panel.title, "half typ")
print("half typed", flush=True)
application.exec()
"""


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a further process of the program; whatever still runs at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen(
            [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=20)


def test_the_program_is_killed_in_the_middle_of_a_morning(
    open_shop: Callable[[], Shop], child: Callable[..., subprocess.Popen[str]], tmp_path: Path, clock: FixedClock
) -> None:
    folder = with_store(tmp_path / "data", clock)
    process = child("-c", CHILD, str(folder))
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(line.strip())
        if told[-1] == "half typed":
            break
    process.kill()
    process.wait(timeout=20)
    assert told[-1] == "half typed", told
    assert len(told) == 7

    clock.set(datetime(2026, 3, 16, 9, 20))
    shop = open_shop()
    answers = shop.given()
    assert set(answers) == set(told[:-1]), "every answer that was seen on the screen is there, and no other"
    assert {one.who for one in answers.values()} == {"LiNa"}
    assert shop.services.problems.open(shop.store_id) == []
    assert shop.today.sheet.answered - len(answers) == sum(
        line.answer is not None and line.answer.auto for line in shop.today.sheet.lines
    )
    line = shop.today.table.current_line()
    assert line.item.code not in told, "the morning goes on at the first open item"
    shop.is_checker("LiNa")
    shop.today.table.setFocus()
    shop.press(Key.Key_1)
    assert len(shop.given()) == 7
    shop.nothing_doubled()


def test_two_programs_on_one_data_folder(
    open_shop: Callable[[], Shop],
    child: Callable[..., subprocess.Popen[str]],
    tmp_path: Path,
    qtbot: QtBot,
    clock: FixedClock,
) -> None:
    folder = tmp_path / "data"
    shop = open_shop()
    claim = SingleInstance(folder)
    assert claim.claim()
    claim.listen()
    shop.is_checker("LiNa")
    shop.answer("meeting.review")
    # A second double click opens no second window: it brings the first forward and ends.
    with qtbot.waitSignal(claim.raised, timeout=30_000):
        second = child("-m", "shopdesk", "--data-dir", str(folder))
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.returncode == 0
    # A scheduled task prints meanwhile, and another program answers an item that this window shows as open.
    printing = child("-m", "shopdesk", "--data-dir", str(folder), "print", "daily", "--date", "2026-03-16", "-o",
                     str(tmp_path / "form.pdf"))  # fmt: skip
    qtbot.waitUntil(lambda: printing.poll() is not None, timeout=30_000)
    assert printing.returncode == 0
    other = open_app(folder, "en", clock=clock)
    sheet = other.services.daily.sheet(shop.store_id, MONDAY)
    other.services.daily.answer(sheet, "meeting.target", Result.PASS, who="Wang")
    wrong = NewProblem(title="Dead link")
    other.services.daily.answer(sheet, "pages.navigation", Result.FAIL, who="Wang", problem=wrong)
    assert shop.today.sheet.line("meeting.target").answer is None, "not known to the window yet"
    shop.answer("meeting.target", Key.Key_3)
    assert "Wang answered" in shop.desktop.window.messages.text, "what nobody here saw is not written over"
    assert shop.given()["meeting.target"].who == "Wang"
    shop.press(Key.Key_3)
    shop.answer("meeting.campaigns")
    shop.today.tick()
    shop.wait()
    assert shop.today.sheet.line("pages.navigation").problem.title == "Dead link", "a minute later it is shown"
    other.close()
    answers = shop.given()
    assert {code: (one.who, one.result) for code, one in answers.items()} == {
        "meeting.review": ("LiNa", Result.PASS),
        "meeting.target": ("LiNa", Result.NOT_APPLICABLE),
        "meeting.campaigns": ("LiNa", Result.PASS),
        "pages.navigation": ("Wang", Result.FAIL),
    }
    changes = shop.rows("SELECT COUNT(*) FROM worksheets")
    assert changes == [(1,)]
    shop.nothing_doubled()
    claim.release()
