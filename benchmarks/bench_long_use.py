"""The slowest clicks of long use: every page, part and dialog of the sample store with years of data, several times.

    python benchmarks/bench_long_use.py [--months 39] [--rounds 3] [--only kpi] [--data FOLDER]

Clicked are the pages, all tabs, and each button with an ellipsis that leads to a dialog, which is closed again. Of each
click is told, in milliseconds of the processor, what all threads did until everything was answered and painted, and how
much of it the window's own thread, which stands still meanwhile. The first round is apart: it builds what later ones
have. Aim: no click of the window's thread over 300 ms, nor of the whole over 1,000 ms.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
NOW = datetime(2026, 3, 16, 9, 0)
AIM_MS, WHOLE_AIM_MS = 300, 1_000
# What leaves the window, asks the system for a file, or changes which data are looked at.
_LEFT = ("file.", "help.", "edit.", "stores.", "messageBar.", "daily.carried.", "imports.")


@dataclass(frozen=True, slots=True)
class Click:
    """What a click took of the processor, in milliseconds."""

    round: int
    what: str
    window: float
    whole: float


class LongUse:
    """Goes through everything and keeps the time."""

    def __init__(self, desktop, application, only: str) -> None:
        """``only`` is a page where the others are to be left out."""
        self._desktop, self._application, self._only = desktop, application, only
        self.clicks: list[Click] = []
        self._round = 0

    def rest(self) -> None:
        """Until everything is answered and painted."""
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtTest import QTest

        quiet = 0
        while quiet < 4:
            QTest.qWait(0)
            ready = self._desktop.tasks.idle() and self._desktop.window.pages is not None
            quiet = quiet + 1 if ready else 0
            if not ready:
                loop = QEventLoop()
                QTimer.singleShot(2, loop.quit)
                loop.exec()

    def click(self, what: str, act) -> None:
        """Do something and keep what it took."""
        self.rest()
        window, whole = time.thread_time(), time.process_time()
        act()
        self.rest()
        self.clicks.append(
            Click(self._round, what, (time.thread_time() - window) * 1000, (time.process_time() - whole) * 1000)
        )

    def round(self) -> None:
        """Everything once."""
        from PySide6.QtWidgets import QAbstractButton, QTabBar

        window = self._desktop.window
        self._round += 1
        for page in ("setup", "people", "promotions", "daily", "kpi"):
            if self._only not in ("", page):
                continue
            self.click(page, window.findChild(QAbstractButton, f"navigation.{page}").click)
            shown = window.pages.current
            outer = [bar for bar in shown.findChildren(QTabBar) if bar.isVisible()]
            if not outer:
                for way in ("year", "timeline", "list", "month"):
                    self.click(f"{page} / {way}", shown.findChild(QAbstractButton, f"promotions.view.{way}").click)
                    self._dialogs(f"{page} / {way}")
            for bar in outer:
                for place in range(bar.count()):
                    name = f"{page} / {bar.tabText(place)}"
                    self.click(name, lambda bar=bar, place=place: bar.setCurrentIndex(place))
                    self._dialogs(name)
                    for inner in [one for one in shown.findChildren(QTabBar) if one.isVisible() and one not in outer]:
                        for part in range(inner.count()):
                            deep = f"{name} / {inner.tabText(part)}"
                            self.click(deep, lambda inner=inner, part=part: inner.setCurrentIndex(part))
                            self._dialogs(deep)

    def _dialogs(self, where: str) -> None:
        from PySide6.QtWidgets import QAbstractButton, QDialog

        shown = self._desktop.window.pages.current
        asking = [
            one
            for one in shown.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and "…" in one.text() and one.objectName()
        ]
        for one in {one.objectName(): one for one in asking if not one.objectName().startswith(_LEFT)}.values():
            self.click(f"{where}: {one.text()} ({one.objectName()})", one.click)
            for dialog in self._application.topLevelWidgets():
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    dialog.hide()
                    dialog.deleteLater()


def main() -> None:
    """Make the store, walk, and print the slowest."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--months", type=int, default=39)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--data", type=Path, help="a data folder to copy instead of making a sample store")
    parser.add_argument("--show", type=int, default=12)
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QFileDialog

    import shopdesk.services.demo.service as demo
    from benchmarks.caught import Caught
    from shopdesk import bootstrap
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.theme import base_font
    from shopdesk.infra.clock import FixedClock

    demo.MONTHS = args.months
    for name, answer in (("getSaveFileName", ("", "")), ("getOpenFileName", ("", "")), ("getOpenFileNames", ([], ""))):
        setattr(QFileDialog, name, staticmethod(lambda *_args, answer=answer, **_more: answer))
    caught = Caught()
    with tempfile.TemporaryDirectory() as folder:
        application = QApplication([])
        application.setFont(base_font())
        if args.data:
            shutil.copytree(args.data, folder, dirs_exist_ok=True)
        app = bootstrap.prepare(Path(folder), "zh_CN", clock=FixedClock(NOW))
        begun = time.process_time()
        if not app.open().stores.all():
            app.services.demo.create(seed=1)
            print(f"{args.months} months made in {time.process_time() - begun:.0f} s of processor", flush=True)
        desktop = Desktop(application, app)
        desktop.window.resize(1280, 800)
        desktop.window.show()
        desktop.open_data()
        use = LongUse(desktop, application, args.only)
        for _round in range(args.rounds):
            use.round()
        desktop.window.hide()
        desktop.close()
    for name, clicks in (
        ("first round", [one for one in use.clicks if one.round == 1]),
        ("later rounds", [one for one in use.clicks if one.round > 1]),
    ):
        ordered = sorted(clicks, key=lambda one: -one.window)
        over = sum(one.window > AIM_MS for one in clicks)
        print(f"{name}: {len(clicks)} clicks, {over} over {AIM_MS} ms of the window's thread")
        for one in ordered[: args.show]:
            print(f"  {one.window:6.0f} ms of the window's thread, {one.whole:6.0f} of all  {one.what}")
        for one in sorted(clicks, key=lambda one: -one.whole)[:4]:
            print(
                f"  most of all threads: {one.whole:6.0f} ms (aim {WHOLE_AIM_MS}), window {one.window:.0f}  {one.what}"
            )
    caught.end()


if __name__ == "__main__":
    main()
