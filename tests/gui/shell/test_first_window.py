"""The window stands before its frame is made: in its colours, with what was kept of it, and it never stays empty."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.first_picture.cover import lay_cover
from shopdesk.gui.main_window import MainWindow
from shopdesk.gui.theme import theme_for, theme_of
from shopdesk.infra.clock import SystemClock
from tests.architecture.sources import ROOT
from tests.gui.shell.support import with_store
from tests.gui.shell.test_first_picture import Shop

_IN_THE_FIRST_MENU = QPoint(30, 11)

# The program as a double click starts it; what is given is done with the window before anything is painted.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shopdesk.gui import app
begin = QApplication.exec
def run(*_):
    window = sys._getframe(1).f_locals["start"].window
{what}
    return begin()
QApplication.exec = run
sys.exit(app.run_window(Path(sys.argv[1]), "en"))
"""


def started(folder: Path, *what: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(what="\n".join(f"    {line}" for line in what)), str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_store(tmp_path / "data", SystemClock())


def test_the_window_is_painted_before_its_frame_is_imported(folder: Path) -> None:
    """Else a user waits for what nobody can read yet."""
    done = started(
        folder,
        "genuine = type(window).paintEvent",
        "def paint(self, event):",
        "    genuine(self, event)",
        "    type(self).paintEvent = genuine",
        "    print(*sorted(name for name in sys.modules if name.startswith('shopdesk.gui')))",
        "    QTimer.singleShot(0, self, self.close)",
        "type(window).paintEvent = paint",
    )
    assert done.returncode == 0, done.stderr
    imported = done.stdout.split()
    assert "shopdesk.gui.main_window" in imported
    later = ("desktop", "commands", "navigation", "page_stack", "task_runner", "jobs")
    assert [name for name in later if f"shopdesk.gui.{name}" in imported] == []


def test_a_window_that_is_closed_before_it_is_filled_leaves_the_data_free(folder: Path) -> None:
    for _ in range(2):
        done = started(folder, "QTimer.singleShot(0, window, window.close)")
        assert (done.returncode, done.stderr) == (0, "")


def test_a_window_that_cannot_be_filled_does_not_stand_there_empty(folder: Path) -> None:
    done = started(
        folder,
        "from shopdesk.gui import desktop",
        "def broken(*_args):",
        "    raise RuntimeError('the frame')",
        "desktop.Desktop.__init__ = broken",
    )
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("RuntimeError: the frame")


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_empty_window_wears_its_colours_from_the_first(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, choice: str
) -> None:
    """White at night would be seen."""
    app = bootstrap.prepare(tmp_path / "data", "en")
    theme = theme_for(choice, rise_is_red=True)
    window = MainWindow(app, theme)
    qtbot.addWidget(window)
    seen = window.grab().toImage()
    middle, corner = seen.pixelColor(seen.rect().center()), seen.pixelColor(3, 3)
    assert middle == corner == theme.window
    app.close()


def test_a_menu_that_is_clicked_on_the_picture_opens(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    """The picture shows all of the window, so all of it can be clicked, also before there is a menu."""
    shop = Shop(qtbot, qapp, tmp_path / "data")
    shop.look()
    app = bootstrap.prepare(shop.folder, clock=shop.clock)
    window = MainWindow(app, theme_of(app.settings))
    cover = lay_cover(app, window)
    window.show()
    assert cover is not None and cover.fits and cover.size() == window.size()
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, pos=cover.rect().topLeft() + _IN_THE_FIRST_MENU)
    desktop = Desktop(qapp, app, window)
    cover.follow(desktop)
    shop.open(desktop)
    opened = QApplication.activePopupWidget()
    assert opened is not None and opened.actions()[0] in desktop.commands.actions
    opened.close()
    shop.close(desktop)
