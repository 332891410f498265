"""What imports are spared is where we look for it, and Qt, its charts and Python stay what they are without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = """
import PySide6.QtWidgets
from shopdesk.gui.quick_imports import spare_imports
assert spare_imports()
import colorsys, sqlalchemy
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("text")
assert label.objectName() == "" and not hasattr(label, "object_name")
print("as before")
"""

STUBS = """
import builtins, sys
genuine = builtins.compile
from shopdesk.gui.quick_imports import import_qt
import_qt()
assert builtins.compile is genuine
assert not hasattr(sys.modules["shibokensupport.signature.lib.pyi_generator"], "generate_pyi")
from PySide6.QtCore import QDate
try:
    QDate("x", 1)
except TypeError as error:
    assert "QDate.__init__(y: int, m: int, d: int, /)" in str(error), error
print("as before")
"""

CHARTS = """
import sys
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
from PySide6.QtWidgets import QApplication
modules = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
listed = [dir(module) for module in modules]
application = QApplication([])
from shopdesk.gui.charts.library import pg
assert [dir(module) for module in modules] == listed
assert pg.QtCore.QTimer is PySide6.QtCore.QTimer and pg.QtGui.QAction is PySide6.QtGui.QAction
assert not hasattr(pg.QtWidgets, "QNothing")
plot = pg.PlotWidget()
plot.plot([1, 2, 3])
mirrors = [sys.modules[f"pyqtgraph.Qt.{name}"] for name in ("QtCore", "QtGui", "QtWidgets")]
assert sum(len(vars(mirror)) for mirror in mirrors) < sum(map(len, listed)) / 3
assert not [name for name in sys.modules if name.startswith(("pyqtgraph.parametertree", "multiprocessing.conn"))]
spared = ("SpinBox", "ImageView", "RemoteGraphicsView", "ScaleBar", "ColorBarItem")
assert not [name for name in spared if issubclass(getattr(pg, name, object), pg.QtCore.QObject)]
assert "PySide6.QtTest" not in sys.modules
from PySide6.QtTest import QTest
assert QTest.qWait
print("as before")
"""

LATE = """
import sys
import shopdesk.storage.sqlite.engine
assert not [name for name in ("asyncio.base_events", "ssl", "email") if name in sys.modules]
from sqlalchemy.util import concurrency
assert not concurrency.iscoroutine(1)
import asyncio, importlib, importlib.metadata
async def three():
    ready = asyncio.Event()
    asyncio.get_running_loop().call_soon(ready.set)
    await ready.wait()
    return 3
assert asyncio.run(three()) == 3 and asyncio.iscoroutine(three) is False
assert importlib.metadata.version("sqlalchemy").startswith("2.")
print("as before")
"""


@pytest.mark.parametrize("script", [NAMES, STUBS, CHARTS, LATE], ids=["names", "stubs", "charts", "late"])
def test_all_is_as_without_it(script: str) -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "as before", done.stderr
