"""The window as a screen reader finds it: every page by the rules, and a row chosen there is the row of the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.gui.desktop import Desktop
from shopdesk.infra.clock import FixedClock
from tests.gui.reader_rules import faults, unlike_its_label
from tests.gui.sample_store import NOW
from tests.gui.shell.support import on_sample, settle
from tests.gui.walk import views

_MOST_CHILDREN = 60  # lines below the sixtieth are no other than those above
_ROLES = QAccessible.Role
_KINDS = {
    _ROLES.Button: "button", _ROLES.ButtonMenu: "button", _ROLES.RadioButton: "radio", _ROLES.CheckBox: "tick",
    _ROLES.ComboBox: "choice", _ROLES.PageTab: "tab", _ROLES.Chart: "chart", _ROLES.Cell: "cell",
    _ROLES.ListItem: "row", _ROLES.TreeItem: "cell", _ROLES.EditableText: "field", _ROLES.List: "list",
    _ROLES.Table: "table", _ROLES.Tree: "tree", _ROLES.Slider: "slider", _ROLES.SpinBox: "counter",
    _ROLES.PageTabList: "tabs", _ROLES.StaticText: "text",
}  # fmt: skip


def found_in(interface: QAccessibleInterface, place: str = "") -> Iterator[dict[str, Any]]:
    """What is shown at and below a place, as plain nodes."""
    state = interface.state()
    if state.invisible:
        return
    thing = interface.object()
    name = thing.objectName() if thing is not None else ""
    where = name or place
    acts = interface.actionInterface()
    kind = _KINDS.get(interface.role(), "")
    if isinstance(thing, QWidget) and thing.inherits("QAbstractScrollArea") and not kind:
        kind = "scroll"
    stop = isinstance(thing, QWidget) and thing.focusProxy() is None and bool(
        thing.focusPolicy() & Qt.FocusPolicy.TabFocus
    )  # fmt: skip
    yield {
        "kind": kind,
        "name": interface.text(QAccessible.Text.Name),
        "value": interface.text(QAccessible.Text.Value),
        "actions": acts.actionNames() if acts is not None else [],
        "focusable": stop,
        "enabled": not state.disabled,
        "selectable": bool(state.selectable) if kind in ("cell", "row") else None,
        "place": where,
    }
    for number in range(min(interface.childCount(), _MOST_CHILDREN)):
        child = interface.child(number)
        if child is not None:
            yield from found_in(child, where)


@pytest.fixture
def desktop(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window on the sample store, in Chinese."""
    with on_sample(qtbot, qapp, tmp_path / "data", "zh_CN", FixedClock(NOW)) as opened:
        yield opened


def reader(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


@pytest.mark.timeout(300)
def test_nothing_is_nameless_without_an_action_or_out_of_reach(qtbot: QtBot, desktop: Desktop) -> None:
    wrong: dict[str, str] = {}
    seen = 0
    for view in views(desktop, lambda: settle(qtbot, desktop)):
        nodes = list(found_in(reader(desktop.window)))
        seen += len(nodes)
        for rule, places in faults(nodes).items():
            for place in places:
                wrong.setdefault(f"{rule}: {place}", view)
        for node in nodes:
            if unlike_its_label(node):
                wrong.setdefault(f"called by what is chosen: {node['place']}", view)
    assert seen > 3_000
    assert not wrong, "\n".join(f"{view}: {line}" for line, view in wrong.items())
