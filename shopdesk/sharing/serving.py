"""The program without a window that lets other PCs in while the window is closed; a window takes over from it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from shopdesk.infra import atomic

WORDS = ("share", "serve")
_WAIT = 10.0


def start(data: Path) -> None:
    """Start it for a data folder, on its own: it goes on when this program ends.

    Raises:
        OSError: it cannot be started.
    """
    ours = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "shopdesk"]
    subprocess.Popen(
        [*ours, "--data-dir", str(data), *WORDS],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=True,
        **_apart(),
    )


@contextmanager
def noted(file: Path) -> Iterator[None]:
    """Say in a file that this process lets others in, for as long as that lasts."""
    atomic.write_text(file, str(os.getpid()), private=True)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if file.read_text("ascii") == str(os.getpid()):
                file.unlink()


def take_over(file: Path) -> None:
    """End the one that lets others in; the server stays, and they come back by themselves in a moment."""
    try:
        process = psutil.Process(int(file.read_text("ascii")))
        if process.pid != os.getpid() and process.cmdline()[-len(WORDS) :] == list(WORDS):
            process.terminate()
            process.wait(_WAIT)
    except (OSError, ValueError, psutil.Error):
        pass  # there is none, or it has just ended
    with contextlib.suppress(OSError):
        file.unlink()


def _apart() -> dict[str, Any]:
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}  # type: ignore[attr-defined]
    return {"start_new_session": True}
