"""Take the pictures of README and guides: each tab in light and dark, Chinese and English, on the sample store.

The real window is opened without a screen, on a fixed day, so that the same program gives the same pictures.
Run by ``make screenshots``, others with ``ARGS="--size 1920x1080 --pages kpi --languages en --themes dark"``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import THEME

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("setup", "people", "promotions", "daily", "kpi")
DAY = datetime(2026, 3, 16, 9, 30)
LIMIT_MS = 30_000


def main() -> int:
    """One data folder with the sample store for each language, one window for each theme."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--languages", default="zh_CN,en")
    parser.add_argument("--themes", default="light,dark")
    args = parser.parse_args()
    width, height = (int(part) for part in args.size.split("x"))
    args.to.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setFont(base_font())
    for language in args.languages.split(","):
        with sample_store(language) as app:
            for theme in args.themes.split(","):
                app.settings.set(THEME, theme)
                desktop = Desktop(application, app)
                desktop.window.resize(width, height)
                desktop.window.show()
                desktop.open_data()
                settle(desktop)
                for page in args.pages.split(","):
                    desktop.window.open_page(page)
                    settle(desktop)
                    target = args.to / f"{page}-{language.split('_')[0]}-{theme}.png"
                    desktop.window.grab().save(str(target))
                    print(target)
                desktop.window.hide()
                desktop.tasks.stop()
                app.close_data()
    return 0


@contextmanager
def sample_store(language: str) -> Iterator[bootstrap.App]:
    """A data folder of its own with the sample store, its data closed."""
    with tempfile.TemporaryDirectory(prefix="shopdesk-pictures-", ignore_cleanup_errors=True) as folder:
        app = bootstrap.prepare(Path(folder), language, clock=FixedClock(DAY))
        app.open().demo.create(seed=1)
        app.close_data()
        yield app
        app.close()


def settle(desktop: Desktop) -> None:
    """Run the event loop until every task has been answered and the page has been laid out twice.

    Raises:
        TimeoutError: tasks are still running after half a minute.
    """
    loop = QEventLoop()
    watch = QTimer(interval=50)
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if desktop.tasks.idle() else 0
        # Charts draw their first frame a little after their data came.
        if quiet > 8:
            loop.quit()

    watch.timeout.connect(look)
    watch.start()
    guard = QTimer(singleShot=True, interval=LIMIT_MS)
    guard.timeout.connect(lambda: loop.exit(1))
    guard.start()
    if loop.exec():
        raise TimeoutError("the page still waits for its data")


if __name__ == "__main__":
    sys.exit(main())
