"""An error in a method that Qt calls arrives where Qt was called, whoever raised it; the process goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BEGIN = """
from shopdesk.gui.quick_imports import import_qt
import_qt()
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
application = QApplication([])

def arrives(act, kind, words):
    try:
        act()
    except kind as error:
        assert words in str(error), error
    else:
        raise AssertionError("nobody heard of it")
"""

WAYS = {
    "an attribute in the place of a method": """
from shopdesk.gui.widgets.form_dialog import FormDialog
class Form(FormDialog):
    def __init__(self):
        super().__init__("title", print)
        self._fields = ("name", "amount")
arrives(Form().open, TypeError, "'tuple' object is not callable")
""",
    "a division": """
class Shown(QWidget):
    def showEvent(self, event):
        super().showEvent(event)
        1 / 0
arrives(Shown().show, ZeroDivisionError, "division by zero")
""",
    "a number that is none": """
class Resized(QWidget):
    def resizeEvent(self, event):
        int("twelve")
arrives(Resized().show, ValueError, "invalid literal")
""",
    "of a class mixed in": """
class Mixed:
    def showEvent(self, event):
        super().showEvent(event)
        [][3]
class Shown(Mixed, QDialog):
    pass
arrives(Shown().open, IndexError, "list index out of range")
""",
    "of a base of ours": """
class Base(QWidget):
    def showEvent(self, event):
        self.told(event)
class Shown(Base):
    def told(self, event):
        float(event)
arrives(Shown().show, TypeError, "float() argument")
""",
    "an endless recursion": """
class Shown(QWidget):
    def showEvent(self, event):
        self.showEvent(event)
arrives(Shown().show, RecursionError, "recursion")
""",
    "what gives a value": """
class Sized(QWidget):
    def sizeHint(self):
        return QSize(1 // 0, 0)
arrives(lambda: Sized().adjustSize(), ZeroDivisionError, "division")
""",
    "a model": """
class Rows(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()):
        return {"rows": 2}["rows"] // 0
arrives(lambda: Rows().hasIndex(0, 0), ZeroDivisionError, "division")
""",
}


def test_it_is_an_error_and_not_the_end() -> None:
    script = BEGIN + "".join(f"{way}print({name!r})\n" for name, way in WAYS.items())
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == list(WAYS), done.stderr
    assert done.returncode == 0, done.stderr
