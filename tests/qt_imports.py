"""Watches the imports of all tests: what is Qt's own, and what is built on it, is imported on the window's thread.

PySide6 makes its classes when a module of it is imported. Done on another thread while the window works, that has ended
the whole program. Our own modules may be imported anywhere; what they import of Qt then has to be there already.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

QT = (
    "PySide6",
    "shiboken6",
    "pyqtgraph",
    "shopdesk.gui.charts.trend_chart",
    "shopdesk.gui.charts.library",
    "shopdesk.gui.charts.axes",
)
astray: list[str] = []
"""What was imported elsewhere, each with who asked for it."""


class _Look(MetaPathFinder):
    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> None:
        elsewhere = threading.current_thread() is not threading.main_thread()
        if elsewhere and any(fullname == name or fullname.startswith(f"{name}.") for name in QT):
            asked = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_stack()]
            astray.append(f"{fullname} by {[place for place in asked if 'shopdesk' in place][-2:]}")


def watch() -> None:
    """Note every import from now on."""
    sys.meta_path.insert(0, _Look())
