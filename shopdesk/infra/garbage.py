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
