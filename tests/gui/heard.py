"""What a screen reader finds in a window, read in its process; nothing of the program is needed for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_ROLES = QAccessible.Role
_KINDS = {
    _ROLES.Button: "button", _ROLES.ButtonMenu: "button", _ROLES.RadioButton: "radio", _ROLES.CheckBox: "tick",
    _ROLES.ComboBox: "choice", _ROLES.Chart: "chart", _ROLES.EditableText: "field", _ROLES.List: "list",
    _ROLES.Table: "table", _ROLES.Tree: "tree", _ROLES.Slider: "slider", _ROLES.SpinBox: "counter",
    _ROLES.PageTabList: "tabs", _ROLES.StaticText: "text",
}  # fmt: skip


def found_in(window: QWidget) -> Iterator[dict[str, Any]]:
    """The widgets that are shown as plain nodes.

    The lines of lists and the cells of tables are looked at from outside: going down to what is no widget from Python
    upsets its binding of Qt.
    """
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        interface = reader(widget)
        acts = interface.actionInterface()
        kind = _KINDS.get(interface.role(), "")
        if widget.inherits("QAbstractScrollArea") and not kind:
            kind = "scroll"
        stop = widget.focusProxy() is None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        yield {
            "kind": kind,
            "name": interface.text(QAccessible.Text.Name),
            "value": interface.text(QAccessible.Text.Value) if kind == "choice" else "",
            "actions": acts.actionNames() if acts is not None else [],
            "focusable": stop,
            "reached": stop or widget.focusProxy() is not None,
            "enabled": widget.isEnabled(),
            "selectable": None,
            "place": next((up.objectName() for up in upwards(widget) if up.objectName()), ""),
        }


def upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def reader(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found
