"""What was read of the program's source stays until the run ends, and is no garbage that anybody need look through."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from tests.architecture import sources


@pytest.fixture(autouse=True, scope="module")
def _what_was_read_is_no_garbage() -> Iterator[None]:
    """The trees of all sources are two million objects: a second in each later collection that walks through them."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _what_was_read_goes_with_the_run() -> Iterator[None]:
    """At its end pytest collects ten times."""
    yield
    sources.forget()
