"""Watches the imports of all tests: whatever stands on Qt is imported on the window's thread.

PySide6 makes its classes when a module of it is imported, and registers ours when theirs is. Done on another thread
while the window works, either has ended the whole program.
"""

from __future__ import annotations

import builtins
import threading
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

from shopdesk.gui.ahead_modules import is_windows

astray: list[str] = []
"""What was imported elsewhere, each with who asked for it."""


def watch() -> None:
    """Note every import from now on, of modules that are there already, too: the next process has not got them."""
    genuine = builtins.__import__

    def look(name: str, *more: Any, **named: Any) -> ModuleType:
        elsewhere = threading.current_thread() is not threading.main_thread()
        # Our own packages have nothing in them but a sentence.
        if elsewhere and is_windows(name) and not (name.startswith("shopdesk.") and Path(*name.split(".")).is_dir()):
            asked = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_stack()]
            astray.append(f"{name} by {[place for place in asked if 'shopdesk' in place][-2:]}")
        return genuine(name, *more, **named)

    builtins.__import__ = look
