"""The exact report of a bug, without anything personal in it."""

from __future__ import annotations

import platform
import sys
import traceback
from pathlib import Path

from shopdesk import __version__


def report(error: BaseException) -> str:
    """Versions and the call stack; the home folder's name, which is often a person's, is left out."""
    frames = traceback.TracebackException.from_exception(error, capture_locals=False)
    return report_of("\n".join(line.rstrip() for line in frames.format()))


def report_of(stacks: str) -> str:
    """Versions and the stacks that a process left behind; the home folder's name is left out."""
    lines = [
        f"ShopDesk {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})",
        f"frozen: {bool(getattr(sys, 'frozen', False))}",
        "",
        stacks,
    ]
    return "\n".join(lines).replace(str(Path.home()), "~")
