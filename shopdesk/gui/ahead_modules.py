"""What a page is made of, told apart: what any thread may import, and what belongs to the window's thread.

A class that stands on one of Qt's is registered with Qt for Python while its module is imported. Done on another thread
while the window works, that has ended the whole program, about once in twenty-five starts. So the database thread
imports whatever has nothing to do with Qt, which takes most of the time, and the window's own modules come one by one
on its thread, a millisecond each.
"""

from __future__ import annotations

import dis
import sys
from importlib import import_module
from importlib.util import find_spec
from types import CodeType

WINDOWS = ("shopdesk.gui", "PySide6", "shiboken6", "pyqtgraph")
"""What is imported on the window's thread only, with all that lies in it."""


def is_windows(module: str) -> bool:
    """Whether a module belongs to the window's thread."""
    return any(module == name or module.startswith(f"{name}.") for name in WINDOWS)


def bring(module: str) -> list[str]:
    """Import what ``module`` needs and has nothing to do with Qt; for the database thread.

    Returns:
        The window's modules that are still wanted, ``module`` last, each after those that it imports itself, so that
        importing one takes no others along.
    """
    order: list[str] = []
    _visit(module, set(), order)
    return order


def _visit(module: str, seen: set[str], order: list[str]) -> None:
    if module in seen or module in sys.modules:
        return
    seen.add(module)
    if not is_windows(module):
        import_module(module)
    elif module.startswith("shopdesk."):
        code = _code(module)
        for needed in _imported(code) if code is not None else ():
            _visit(needed, seen, order)
        order.append(module)


def _code(module: str) -> CodeType | None:
    """The compiled body of one of our modules; nothing of it is done."""
    spec = find_spec(module)
    loader = spec.loader if spec is not None else None
    found: CodeType | None = getattr(loader, "get_code", lambda _name: None)(module)
    return found


def _imported(code: CodeType) -> list[str]:
    """The modules that a body imports where it is not only for the checker of types."""
    found: list[str] = []
    names: object = None
    until = -1  # where the part for the checker ends
    checks = False
    for step in dis.get_instructions(code):
        if step.offset < until:
            continue
        if step.opname == "LOAD_NAME" and step.argval == "TYPE_CHECKING":
            checks = True
        elif checks and "JUMP" in step.opname:
            until, checks = step.argval, False
        elif step.opname == "LOAD_CONST":
            names = step.argval
        elif step.opname == "IMPORT_NAME":
            found += _named(step.argval, names)
    return found


def _named(module: str, names: object) -> list[str]:
    """A module, and those of the names taken from it that are modules themselves."""
    inner = []
    if isinstance(names, tuple) and module.startswith("shopdesk.") and _is_package(module):
        inner = [f"{module}.{name}" for name in names if find_spec(f"{module}.{name}") is not None]
    return [module, *inner]


def _is_package(module: str) -> bool:
    spec = find_spec(module)
    return spec is not None and spec.submodule_search_locations is not None
