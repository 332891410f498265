"""Whether the window grows: rounds of tabs, stores and languages, and the memory after every fifty.

``make bench ARGS=memory`` makes 1,200 rounds on the sample store and a second, empty one; another number is given by
SHOPDESK_ROUNDS. What the system holds back is given back before it is asked, so that the figure is what is in use.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from shopdesk.bootstrap import open_app, prepare
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.pictures import settle, window_on

ROUNDS = int(os.environ.get("SHOPDESK_ROUNDS", "1200"))
WARM, EVERY = 10, 50


def in_use() -> float:
    """The memory of this process in MB, after what is free was given back."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def one_round(desktop: Desktop, number: int) -> None:
    """Every tab, the other store, the other language."""
    for entry in PAGES:
        desktop.window.open_page(entry.name)
        settle(desktop)
    desktop.window.switch_store(desktop.stores[number % len(desktop.stores)])
    settle(desktop)
    desktop.set_language("zh_CN" if number % 2 else "en")
    settle(desktop, lambda: desktop.window.pages is not None)
    gc.collect()


def main() -> None:
    """Print the growth since the first ten rounds, by which time everything was made once."""
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        app = open_app(Path(folder), "en")
        app.services.demo.create()
        app.services.stores.open("第二家")
        app.close()
        # As in the program: collected on the window's thread only.
        gc.disable()
        application = QApplication([])
        with window_on(application, prepare(Path(folder), "en")) as desktop:
            # From 1, so that the last of them ends in the store and language of those that are compared with it.
            for number in range(1, WARM + 1):
                one_round(desktop, number)
            begun = in_use()
            print(f"after {WARM} rounds: {begun:.1f} MB, {len(application.allWidgets())} widgets", flush=True)
            for number in range(1, ROUNDS + 1):
                one_round(desktop, number)
                if number % EVERY == 0 or number == ROUNDS:
                    grown = in_use() - begun
                    widgets = len(application.allWidgets())
                    print(f"{number:>5} rounds more: {grown:+.2f} MB, {widgets} widgets", flush=True)


if __name__ == "__main__":
    main()
