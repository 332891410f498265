"""How long a newcomer takes to the first figure, the first printed form and the first weekly report.

    python benchmarks/bench_newcomer.py [--orders 30000] [--language zh_CN]

The real window is used by mouse from an empty data folder, with the buttons that it offers itself. The machine's
seconds are measured, those of the processor, which other programs disturb less; the clock's stand behind them. The
person's are not: nobody sat here. They are added up by the keystroke-level model (Card, Moran, Newell: "The
keystroke-level model for user performance time with interactive systems", Communications of the ACM 23 (7), 1980, pages
396 to 410): 1.35 s to make up one's mind before each act, 1.1 s to point, 0.2 s for a click. The model is of people who
know the program, so a newcomer also reads: every word of each dialog and hint that comes, at 238 words a minute, in
Chinese 260 words of one and a half characters (Brysbaert: "How many words do we read per minute?", Journal of Memory
and Language 109, 2019). Aims: 60 s and 5 acts, 90 s and 5, 90 s and 5.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
MIND, POINT, CLICK = 1.35, 1.1, 0.2
WORDS_A_MINUTE = {"en": 238, "zh_CN": 260}
CHARACTERS_A_WORD = 1.5
NOW = datetime(2026, 3, 16, 9, 0)
AIMS = {"first figure": (60, 5), "first printed form": (90, 5), "first weekly report": (90, 5)}


@dataclass
class Task:
    """What one of the three took."""

    acts: int = 0
    hands: float = 0.0
    reading: float = 0.0
    waited: float = 0.0
    machine: float = 0.0
    steps: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """All of it, on a machine that does nothing else meanwhile."""
        return self.hands + self.reading + self.machine


def processor() -> float:
    """Seconds of all threads, and of the programs started and ended meanwhile."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


class Newcomer:
    """Does it in the window."""

    def __init__(self, desktop, language: str) -> None:
        """``language`` is the one that is read."""
        self._desktop, self._language = desktop, language
        self.task = Task()

    @property
    def front(self):
        """The dialog in front, else the window."""
        from PySide6.QtWidgets import QApplication

        return QApplication.activeModalWidget() or self._desktop.window

    def words(self, place) -> float:
        """How many words of a dialog or hint are in sight."""
        from PySide6.QtWidgets import QAbstractButton, QLabel

        said = [
            one.text()
            for kind in (QLabel, QAbstractButton)
            for one in (*place.findChildren(kind), *([place] if isinstance(place, kind) else ()))
            if one.isVisible()
        ]
        text = re.sub("<[^<>]*>", " ", " ".join(said))
        chinese = len(re.findall("[\u4e00-\u9fff]", text))
        return chinese / CHARACTERS_A_WORD + len(re.findall(r"[A-Za-z0-9][\w.,:/-]*", text))

    def read(self, place) -> None:
        """All that a dialog or hint says."""
        self.task.reading += self.words(place) / WORDS_A_MINUTE[self._language] * 60

    def click(self, name: str) -> None:
        """One button that is in sight."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QAbstractButton

        button = self.front.findChild(QAbstractButton, name)
        assert button is not None, f"there is no {name}"
        assert button.isVisible(), f"{name} is not in sight"
        self._act(name, MIND + POINT + CLICK, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton))

    def menu(self, name: str) -> None:
        """An entry of the menu bar: two clicks, and the entries are read."""
        from PySide6.QtGui import QAction

        action = self._desktop.window.findChild(QAction, name)
        assert action is not None, f"there is no {name}"
        self._act(f"menu, {name}", MIND + 2 * (POINT + CLICK), action.trigger)
        self.task.acts += 1

    def system_asks(self) -> None:
        """The system's dialog for a file: one is chosen by a double click, or the offered name taken by Enter."""
        self.task.acts += 1
        self.task.hands += MIND + POINT + 2 * CLICK
        self.task.steps.append("the system's file dialog")

    def _act(self, what: str, hands: float, do) -> None:
        wall, cpu = time.perf_counter(), processor()
        do()
        self.rest()
        task = self.task
        task.waited += time.perf_counter() - wall
        task.machine += processor() - cpu
        task.acts, task.hands = task.acts + 1, task.hands + hands
        task.steps.append(what)

    def rest(self) -> None:
        """Until everything is answered and painted."""
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtTest import QTest

        quiet = 0
        while quiet < 4:
            QTest.qWait(0)
            ready = self._desktop.tasks.idle()
            quiet = quiet + 1 if ready else 0
            if not ready:
                loop = QEventLoop()
                QTimer.singleShot(2, loop.quit)
                loop.exec()


def play(desktop, language: str, folder: Path, export: Path) -> dict[str, Task]:
    """The three tasks, one after the other."""
    from PySide6.QtWidgets import QFileDialog, QLabel

    who = Newcomer(desktop, language)
    done: dict[str, Task] = {}

    def saved(name: str) -> Path:
        def ask(*_args, **_more) -> tuple[str, str]:
            who.system_asks()
            return str(folder / name), ""

        QFileDialog.getSaveFileName = staticmethod(ask)
        return folder / name

    def chosen(*_args, **_more) -> tuple[list[str], str]:
        who.system_asks()
        return [str(export)], ""

    QFileDialog.getOpenFileNames = staticmethod(chosen)
    who.rest()
    who.read(who.front)  # language, own store or sample
    who.click("firstStart.start")
    window = desktop.window
    who.read(window.import_first)
    who.click("importFirst.import")
    who.read(who.front)
    who.click("imports.import")
    who.read(who.front)
    who.click("imports.figures")
    page = window.pages.current
    assert page.name == "kpi"
    shown = "".join(label.text() for label in page.tiles.findChildren(QLabel))
    assert any(sign.isdigit() for sign in shown)
    done["first figure"], who.task = who.task, Task()
    form = saved("form.pdf")
    who.click("navigation.daily")
    who.click("daily.print")
    who.read(who.front)
    who.click("dailyPrint.pdf")
    assert form.read_bytes().startswith(b"%PDF")
    done["first printed form"], who.task = who.task, Task()
    report = saved("report.xlsx")
    who.menu("file.weeklyReport")
    who.read(who.front)
    who.click(_primary(who.front))
    assert report.stat().st_size > 0
    done["first weekly report"] = who.task
    return done


def _primary(dialog) -> str:
    """The button that the dialog proposes."""
    from PySide6.QtWidgets import QPushButton

    found = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isDefault()]
    assert found, "nothing is proposed"
    return found[0].objectName()


def main() -> None:
    """Play it in one language, or in both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--orders", type=int, default=30_000)
    parser.add_argument("--language", choices=sorted(WORDS_A_MINUTE), default="zh_CN")
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from benchmarks.order_export import write_csv
    from shopdesk import bootstrap
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.theme import base_font
    from shopdesk.infra.clock import FixedClock

    application = QApplication([])
    application.setFont(base_font())
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        export = home / "ExportOrderList.csv"
        write_csv(export, args.orders)
        desktop = Desktop(application, bootstrap.prepare(home / "data", args.language, clock=FixedClock(NOW)))
        desktop.window.resize(1280, 800)
        desktop.window.show()
        desktop.open_data()
        done = play(desktop, args.language, home, export)
        desktop.window.hide()
        desktop.close()
    for name, task in done.items():
        seconds, acts = AIMS[name]
        print(
            f"{name}: {task.seconds:.0f} s, {task.acts} acts (aim {seconds} s, {acts}): hands and mind "
            f"{task.hands:.1f}, reading {task.reading:.1f}, processor {task.machine:.1f} (on the clock of this busy or "
            f"idle machine {task.waited:.1f})"
        )
        print(f"  {', '.join(task.steps)}")


if __name__ == "__main__":
    main()
