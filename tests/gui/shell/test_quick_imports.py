"""The check that is switched off at the start is still where we look for it, and Qt keeps its own names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
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


def test_qt_keeps_its_names_without_the_check() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "as before", done.stderr
