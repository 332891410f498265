"""Modules of the window may be imported on any thread once the classes of Qt that they name are there."""

from __future__ import annotations

import ast
import subprocess
import sys

from shopdesk.gui.qt_names import NAMES
from tests.architecture.sources import ROOT, modules, nodes

IMPORTED = """
import pkgutil
import sys
import PySide6.QtPrintSupport
from PySide6.QtWidgets import QApplication
import shopdesk.gui
from shopdesk.gui.charts.library import pg
from shopdesk.gui.qt_names import NAMES, make_classes
application = QApplication([])
list(make_classes())
made = {module: set(vars(sys.modules[module])) for module in NAMES}
for found in pkgutil.walk_packages(shopdesk.gui.__path__, "shopdesk.gui."):
    __import__(found.name)
print(sorted(f"{module}.{name}" for module in NAMES for name in set(vars(sys.modules[module])) - made[module]))
"""


def test_importing_our_modules_makes_no_class_of_qt() -> None:
    """Whatever module of the window is imported, Qt's own modules have no class more than before."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=False, cwd=ROOT, timeout=100
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_no_class_is_made_for_nobody() -> None:
    """Each name is still imported by a module."""
    imported = {
        (node.module, name.name)
        for path in modules("shopdesk")
        for node in nodes(path, ast.ImportFrom)
        for name in node.names
    }
    named = {(module, name) for module, names in NAMES.items() for name in names.split()}
    assert named - imported == set()
