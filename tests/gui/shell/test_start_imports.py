"""What a start on a page brings along: nothing that its first picture does not need, and Qt and libraries lightly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shopdesk.bootstrap import open_app
from shopdesk.infra.clock import SystemClock
from shopdesk.infra.settings import CURRENT_PAGE, ONBOARDED, Settings
from tests.gui.shell.support import with_store
from tests.storage.profit_stores import PRODUCTS, world, write
from tests.storage.test_profit_months import keep_all

START = """
import sys
from pathlib import Path
from shopdesk.gui.quick_imports import import_qt
import_qt()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shopdesk.gui.app import run_window
begin = QApplication.exec
def run(*_):
    from shopdesk.gui.desktop import Desktop
    start = sys._getframe(1).f_locals["start"]
    window = start.window
    for later in ("_check_data", "_back_up_today", "_attach_reminders", "_work_ahead"):
        setattr(Desktop, later, lambda *_args, **_named: None)
    quiet = [0]
    def look():
        ready = window.pages is not None and window.pages.current is not None and window.tasks.idle()
        quiet[0] = quiet[0] + 1 if ready else 0
        if quiet[0] == 40:
            print("\\n".join(sorted(sys.modules)))
            start.desktop.keeps_picture = False
            window.close()
    timer = QTimer(window)
    timer.timeout.connect(look)
    timer.start(5)
    QTimer.singleShot(80_000, QApplication.quit)
    return begin()
QApplication.exec = run
run_window(Path(sys.argv[1]), "en")
"""

STAND_IN = "openpyxl.compat.numbers"
"""Made by ourselves for openpyxl to find; it says nothing of whether that was imported."""

NEVER = ("asyncio.base_events", "ssl", "email", "alembic", "openpyxl")
NOT_YET = {
    "kpi": (
        "shopdesk.domain.daily.checklist",
        "shopdesk.domain.daily.worksheet",
        "shopdesk.domain.growth",
        "shopdesk.domain.kpi.rows",
        "shopdesk.domain.kpi.sales_tree",
        "shopdesk.domain.setup",
        "shopdesk.services.campaigns.catalogue",
        "shopdesk.services.campaigns.gates",
        "shopdesk.services.daily",
        "shopdesk.storage.tables.daily",
        "shopdesk.storage.tables.growth",
        "shopdesk.storage.tables.people",
        "shopdesk.storage.tables.setup",
    ),
    "daily": (
        "numpy",
        "pyqtgraph",
        "shopdesk.domain.kpi.rows",
        "shopdesk.domain.kpi.sales_tree",
        "shopdesk.domain.ledger",
        "shopdesk.services.campaigns.gates",
        "shopdesk.services.ledger",
        "shopdesk.services.payroll",
    ),
}


@pytest.mark.parametrize("page", sorted(NOT_YET))
def test_a_start_brings_only_what_its_first_picture_needs(tmp_path: Path, page: str) -> None:
    folder = with_store(tmp_path / "data", SystemClock())
    app = open_app(folder, "en")
    store = app.services.stores.all()[0]
    write(app, store, world(4, PRODUCTS))
    app.services.alerts.now(store.id or 0)
    keep_all(app)
    app.close()
    settings = Settings(folder / "settings.json")
    settings.set(CURRENT_PAGE, page)
    settings.set(ONBOARDED, True)
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    imported = done.stdout.split()
    assert f"shopdesk.gui.pages.{page}.page" in imported, done.stderr
    if "openpyxl" not in imported and STAND_IN in imported:
        imported.remove(STAND_IN)  # put in place beforehand by ourselves; nothing of the library was read
    unasked = NEVER + NOT_YET[page]
    assert [one for one in imported if any(f"{one}.".startswith(f"{name}.") for name in unasked)] == []
