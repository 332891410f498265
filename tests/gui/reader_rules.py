"""What a screen reader must find at every place of the window. Standard library only: it is also run from outside.

A node is a plain mapping: ``kind`` (a word of ``KINDS``, anything else has no rule of its own), ``name``, ``actions``,
``focusable`` (a stop of the keyboard), ``reached`` (so, or by what it
belongs to), ``place`` (the names of what it lies in) and ``value``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PRESSED = {"button", "radio", "tick", "choice", "tab", "chart"}
ROWS = {"cell", "row"}
# These are read or typed in or gone through by keys, and have what is done in them inside.
ENTERED = {"field", "list", "table", "tree", "slider", "counter", "tabs", "text", "scroll"}
KINDS = PRESSED | ROWS | ENTERED
_NO_ACTS = {"SetFocus", "ScrollUp", "ScrollDown", "ScrollLeft", "ScrollRight"}


def faults(nodes: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The places that are nameless, that offer nothing to do, and that neither key nor action reaches."""
    found: dict[str, list[str]] = {"nameless": [], "actionless": [], "unreachable": []}
    for node in nodes:
        kind, where = node["kind"], f"{node['kind']} {node['place']} “{node['name'][:40]}”"
        acts = set(node["actions"]) - _NO_ACTS
        matters = kind in PRESSED | ROWS | {"field", "list", "table", "tree", "slider", "counter"}
        if (matters or node["focusable"]) and not node["name"].strip():
            found["nameless"].append(where)
        if not node["enabled"]:
            continue
        if (kind in PRESSED | ROWS and node["selectable"] is not False and not acts) or (
            kind not in KINDS and node["focusable"] and not acts
        ):
            found["actionless"].append(where)
        if kind in PRESSED | {"field", "slider", "counter"} and not node["reached"] and not acts:
            found["unreachable"].append(where)
    return found


def unlike_its_label(node: Mapping[str, Any]) -> bool:
    """Whether a choice is called by what is chosen in it."""
    return node["kind"] == "choice" and bool(node["name"]) and node["name"] == node["value"]
