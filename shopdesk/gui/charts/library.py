"""The charts' library, imported in half the time: ``from shopdesk.gui.charts.library import pg``.

pyqtgraph keeps modules of its own that mirror Qt's and fills them by copying every name. Qt for Python makes a class
when it is first asked for by name, so copying makes all of its classes, of which the charts use an eighth. Mirrors that
hand each name on when it is asked for are put where pyqtgraph looks for its own, and while it copies Qt's modules list
no names.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets

_QT = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)


class _Mirror(ModuleType):
    """Has what a module of Qt has, from when it is asked for; what pyqtgraph adds stays here."""

    def __init__(self, name: str, of: ModuleType) -> None:
        super().__init__(name, of.__doc__)
        self._of = of

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._of, name)
        setattr(self, name, found)
        return found


def _imported() -> ModuleType:
    told = {module: vars(module).get("__dir__") for module in _QT}
    if "pyqtgraph" not in sys.modules:
        for module in _QT:
            name = f"pyqtgraph.Qt.{module.__name__.rpartition('.')[2]}"
            sys.modules[name] = _Mirror(name, module)
            vars(module)["__dir__"] = list
    try:
        import pyqtgraph
    finally:
        for module, names in told.items():
            vars(module).pop("__dir__", None)
            if names is not None:
                vars(module)["__dir__"] = names
    return pyqtgraph


pg = _imported()
