"""The charts' library, imported in a third of the time: ``from shopdesk.gui.charts.library import pg``.

pyqtgraph keeps modules of its own that mirror Qt's and fills them by copying every name. Qt for Python makes a class
when it is first asked for by name, so copying makes all of its classes, of which the charts use an eighth. Mirrors that
hand each name on when it is asked for are put where pyqtgraph looks for its own, and while it copies Qt's modules list
no names.

It also imports all that it has: viewers of images, trees of parameters, a joystick, a plot in a process of its own,
and Qt's tests. A chart needs none of them, and a quarter of the time goes there.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets

_QT = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
_TESTS = "PySide6.QtTest"
_SPARED = (
    "graphicsItems.ColorBarItem",
    "graphicsItems.HistogramLUTItem",
    "graphicsItems.PColorMeshItem",
    "graphicsItems.ScaleBar",
    "imageview",
    "widgets.ColorMapWidget",
    "widgets.DataFilterWidget",
    "widgets.DiffTreeWidget",
    "widgets.FeedbackButton",
    "widgets.HistogramLUTWidget",
    "widgets.JoystickButton",
    "widgets.RemoteGraphicsView",
    "widgets.ScatterPlotWidget",
    "widgets.SpinBox",
)


class _Mirror(ModuleType):
    """Has what a module of Qt has, from when it is asked for; what pyqtgraph adds stays here."""

    def __init__(self, name: str, of: ModuleType) -> None:
        super().__init__(name, of.__doc__)
        self._of = of

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._of, name)
        setattr(self, name, found)
        return found


class _Spared(ModuleType):
    """Stands for a module that no chart needs: lists nothing, and a class asked of it by name has no instances."""

    __all__: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def _imported() -> ModuleType:
    told = {module: vars(module).get("__dir__") for module in _QT}
    if "pyqtgraph" not in sys.modules:
        for module in _QT:
            name = f"pyqtgraph.Qt.{module.__name__.rpartition('.')[2]}"
            sys.modules[name] = _Mirror(name, module)
            vars(module)["__dir__"] = list
        sys.modules.update({name: _Spared(name) for name in (f"pyqtgraph.{one}" for one in _SPARED)})
    hidden = _TESTS not in sys.modules
    if hidden:
        # This is how Python says that there is no such module; the library asks whether there is.
        sys.modules[_TESTS] = None  # type: ignore[assignment]
    try:
        import pyqtgraph
    finally:
        if hidden:
            del sys.modules[_TESTS]
        for module, names in told.items():
            vars(module).pop("__dir__", None)
            if names is not None:
                vars(module)["__dir__"] = names
    return pyqtgraph


pg = _imported()
