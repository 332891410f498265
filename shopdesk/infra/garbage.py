"""When Python looks for circles of objects that nobody holds any more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_search() -> Iterator[None]:
    """Keep Python from searching for circles of objects: tens of thousands that form none are made within a second, and
    each search goes through all that the program holds.
    """  # noqa: D205
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_SELDOM = 200_000
"""So many objects more than before are searched at once, instead of 700: a report makes half of them and is done."""


@contextmanager
def searched_seldom() -> Iterator[None]:
    """Let Python search for circles only where many objects have come to stay: for a command, which is soon over."""
    usual = gc.get_threshold()
    gc.set_threshold(_SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
