"""Modules of Python's own that a library imports for what we never do, loaded when somebody asks for what they hold.

SQLAlchemy imports ``asyncio`` for engines that we do not have, and the modules of packages' metadata for dialects of
others. With all that these import, they are a sixth of the time that importing SQLAlchemy takes.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from threading import RLock
from types import ModuleType
from typing import Any

_loading = RLock()


class _Late(ModuleType):
    """Stands for a module; whatever is asked of it that is not there yet loads it."""

    def __getattr__(self, name: str) -> Any:
        with _loading:
            if isinstance(self, _Late):
                module: ModuleType = self
                module.__class__ = ModuleType
                assert module.__spec__ is not None
                assert module.__spec__.loader is not None
                module.__spec__.loader.exec_module(module)
        return getattr(self, name)


def load_late(name: str, *functions: str) -> None:
    """Have a module loaded when something of it is asked for; ``functions`` only when they are called.

    Nothing where it is loaded already.
    """
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    assert spec is not None, f"Python has no {name}"
    module = importlib.util.module_from_spec(spec)
    module.__class__ = _Late
    for function in functions:
        setattr(module, function, _when_called(module, function))
    sys.modules[name] = module
    package, _, last = name.rpartition(".")
    if package:
        setattr(sys.modules[package], last, module)


def _when_called(module: ModuleType, name: str) -> Callable[..., Any]:
    def stand_in(*args: Any, **named: Any) -> Any:
        if vars(module).get(name) is stand_in:
            delattr(module, name)
        return getattr(module, name)(*args, **named)

    return stand_in
