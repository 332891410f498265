"""Watches the imports of all tests: whatever stands on Qt is imported on the window's thread.

PySide6 makes its classes when a module of it is imported, and registers ours when theirs is. Done on another thread
while the window works, either has ended the whole program.
"""

from __future__ import annotations

import builtins
import importlib
import threading
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from shopdesk.gui.ahead_modules import is_windows
from shopdesk.gui.virtuals import guard_virtuals

guard_virtuals()  # as the program does before it makes a class on Qt

astray: list[str] = []
"""What was imported elsewhere, each with who asked for it."""


def _look(name: str) -> None:
    elsewhere = threading.current_thread() is not threading.main_thread()
    # Our own packages have nothing in them but a sentence.
    if elsewhere and is_windows(name) and not (name.startswith("shopdesk.") and Path(*name.split(".")).is_dir()):
        asked = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_stack()]
        astray.append(f"{name} by {[place for place in asked if 'shopdesk' in place][-2:]}")


def watch() -> None:
    """Note every import from now on, of modules that are there already, too: the next process has not got them."""
    by_word, by_name = builtins.__import__, importlib.import_module

    def imported(name: str, *more: Any, **named: Any) -> ModuleType:
        _look(name)
        return by_word(name, *more, **named)

    def import_module(name: str, package: str | None = None) -> ModuleType:
        _look(name)
        return by_name(name, package)

    builtins.__import__ = imported
    importlib.import_module = import_module
