"""A screen reader of our own, in a process of its own: reads commands on its input, answers on its output, as JSON.

Run by the system's Python, which has pyatspi; it knows nothing of Qt or of the program.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found]
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]

_MOST_CHILDREN = 40
_KINDS = {
    "push button": "button", "button": "button", "push button menu": "button", "radio button": "radio",
    "check box": "tick", "toggle button": "tick", "combo box": "choice", "page tab": "tab", "chart": "chart",
    "table cell": "cell", "list item": "row", "tree item": "cell", "text": "field", "entry": "field", "list": "list",
    "table": "table", "tree": "tree", "tree table": "tree", "slider": "slider", "spin button": "counter",
    "page tab list": "tabs", "label": "text", "scroll pane": "scroll",
}  # fmt: skip


def actions(thing: Any) -> list[str]:
    try:
        offered = thing.queryAction()
    except NotImplementedError:
        return []
    return [offered.getName(number) for number in range(offered.nActions)]


def walk(thing: Any, place: str = "") -> Iterator[tuple[Any, dict[str, Any]]]:
    states = thing.getState()
    if not states.contains(pyatspi.STATE_VISIBLE):
        return
    kind = _KINDS.get(thing.getRoleName(), "")
    where = str(thing.get_accessible_id()).rsplit(".", 1)[-1] or place
    yield (
        thing,
        {
            "kind": kind,
            "role": thing.getRoleName(),
            "name": thing.name or "",
            "value": "",
            "actions": actions(thing),
            "focusable": bool(states.contains(pyatspi.STATE_FOCUSABLE)) and kind != "scroll",
            "reached": bool(states.contains(pyatspi.STATE_FOCUSABLE)),
            "enabled": bool(states.contains(pyatspi.STATE_ENABLED)),
            "selectable": bool(states.contains(pyatspi.STATE_SELECTABLE)) if kind in ("cell", "row") else None,
            "checked": bool(states.contains(pyatspi.STATE_CHECKED)),
            "selected": bool(states.contains(pyatspi.STATE_SELECTED)),
            "place": where,
        },
    )
    for number in range(min(thing.childCount, _MOST_CHILDREN)):
        child = thing.getChildAtIndex(number)
        if child is not None:
            yield from walk(child, where)


def whole(root: Any) -> list[tuple[Any, dict[str, Any]]]:
    """All that is there, read in one go; begun anew where something went while it was being read."""
    until = time.monotonic() + 30
    while True:
        try:
            return list(walk(root))
        except GLib.GError:
            if time.monotonic() >= until:
                raise


def program(name: str) -> Any:
    """The program of a name, once the registry knows it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        desktop = pyatspi.Registry.getDesktop(0)
        for number in range(desktop.childCount):
            found = desktop.getChildAtIndex(number)
            if found is not None and (found.name or "").casefold().startswith(name):
                return found
    raise SystemExit("the program is not there for screen readers")


def press(root: Any, kind: str, name: str, act: str) -> bool:
    """Do the action of the first thing of that kind whose name begins so."""
    for thing, node in whole(root):
        if node["kind"] == kind and node["name"].startswith(name) and node["enabled"] and act in node["actions"]:
            return bool(thing.queryAction().doAction(node["actions"].index(act)))
    return False


def wait_for(root: Any, kind: str, name: str, wanted: dict[str, Any]) -> dict[str, Any] | None:
    """The first thing of that kind and name, once it is so; ``says`` is what its name has to hold."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            found = next(
                (node for _thing, node in walk(root) if node["kind"] == kind and node["name"].startswith(name)), None
            )
        except GLib.GError:
            found = None  # what was being read has just gone
        if found is not None and all(
            value in found["name"] if key == "says" else found[key] == value for key, value in wanted.items()
        ):
            return found
    return None


def main() -> None:
    # A page that is opened for the first time on a busy machine may let a reader wait.
    Atspi.set_timeout(30_000, 30_000)
    root = program(sys.argv[1])
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "walk":
            answer: Any = [node for _thing, node in whole(root)]
        elif order["do"] == "wait":
            answer = wait_for(root, order["kind"], order["name"], json.loads(order["wanted"]))
        else:
            answer = press(root, order["kind"], order["name"], order["act"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
