"""An error in a method that Qt calls is an error, and no end of the program.

Qt for Python carries an error out of such a method to whoever called Qt, and writes the method's name before its words.
Up to Python 3.11 an error of the interpreter itself (a division by zero, a number that is none, a call of what is no
function) is not yet an exception while nobody has caught it, only its words; Qt for Python takes the words for the
exception, and the process ends in a segmentation fault. So every such method of ours catches and raises again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any

_GUARDED = "_raises_exceptions"


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def call(*args: Any, **named: Any) -> Any:
        try:
            return method(*args, **named)
        except BaseException:
            raise

    call.__dict__[_GUARDED] = True
    return call


@functools.cache
def _names(of_qt: type) -> frozenset[str]:
    """What a class of Qt calls its methods; asking it for them is slow."""
    return frozenset(name for name in vars(of_qt) if name[:2] != "__")


def _guard(made: type, root: type) -> None:
    """Guard the methods of a class, and of those it is mixed from, that stand for methods of Qt."""
    bases = [one for one in made.__mro__ if issubclass(one, root)]
    names = [_names(one) for one in bases if one.__module__[:8] == "PySide6."]
    for one in made.__mro__:
        if one is not made and one in bases:
            continue  # Qt's own, or guarded when it was made
        ours = [(name, found) for name, found in vars(one).items() if isinstance(found, FunctionType)]
        for name, found in ours:
            if _GUARDED not in vars(found) and any(name in known for known in names):
                setattr(one, name, _guarded(found))


def guard_virtuals() -> None:
    """Guard all classes that are made on Qt from now on; once is enough."""
    from PySide6.QtCore import QObject

    root: Any = QObject.__mro__[-2]  # above it is only Python's own
    if "__init_subclass__" in vars(root):
        return

    def init_subclass(made: type, **named: Any) -> None:
        super(root, made).__init_subclass__(**named)
        _guard(made, root)

    root.__init_subclass__ = classmethod(init_subclass)
