"""How the real program ends: also with work that never does, and told of at the next start where it ended at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shopdesk.infra.clock import SystemClock
from tests.architecture.sources import ROOT
from tests.gui.shell.support import with_store

# The program as a double click starts it; what is given is done once its data are open.
PROGRAM = """
import faulthandler, os, signal, sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from shopdesk.gui import app, task_runner
from shopdesk.gui.desktop import Desktop

opened = Desktop._on_opened

def do(desktop):
{what}

def on_opened(desktop, stores):
    opened(desktop, stores)
    QTimer.singleShot(0, desktop, lambda: do(desktop))

Desktop._on_opened = on_opened
sys.exit(app.run_window(Path(sys.argv[1]), "en"))
"""


def started(folder: Path, *what: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(what="\n".join(f"    {line}" for line in what))
    return subprocess.run(
        [sys.executable, "-c", program, str(folder)],
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


def test_work_that_does_not_end_does_not_keep_the_program(folder: Path) -> None:
    never = "desktop.tasks.background(lambda _progress, _cancelled: threading.Event().wait(), title='never')"
    # The patience is a default, so it is asked for with less here.
    less = "stop, desktop.tasks.stop = desktop.tasks.stop, lambda: stop(0.2)"
    ended = started(folder, less, never, "desktop.window.close()")
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    log = "".join(file.read_text(encoding="utf-8") for file in (folder / "logs").glob("*.log"))
    assert "work that does not end is given up" in log
    assert started(folder, "desktop.window.close()").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_program_that_ended_at_once_is_asked_about_at_the_next_start_only(folder: Path) -> None:
    say = "print(desktop.window.messages.text)"
    quietly = started(folder, say, "desktop.window.close()")
    assert (quietly.returncode, quietly.stdout.strip()) == (0, "")
    killed = started(folder, "os.kill(os.getpid(), signal.SIGSEGV)")
    assert killed.returncode == -signal.SIGSEGV
    trace = (folder / "logs" / "fault.txt").read_text(encoding="utf-8")
    assert "Segmentation fault" in trace and "app.py" in trace
    asked = started(folder, say, "desktop.window.close()")
    assert asked.returncode == 0, asked.stderr
    assert "ShopDesk ended all at once the last time." in asked.stdout
    assert started(folder, say, "desktop.window.close()").stdout.strip() == ""
