"""When Python looks for circles that nobody holds: seldom within a command, and as before afterwards."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from shopdesk.infra.garbage import searched_seldom

USUAL = (700, 10, 10)


class Circle:
    """Holds itself, so that only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_python_starts() -> Iterator[None]:
    before, on = gc.get_threshold(), gc.isenabled()
    gc.set_threshold(*USUAL)
    gc.enable()
    gc.collect()
    yield
    gc.set_threshold(*before)
    if not on:
        gc.disable()


def test_a_command_is_not_stopped_for_what_it_has_just_made() -> None:
    with searched_seldom():
        lost = weakref.ref(Circle())
        kept = [[number] for number in range(20_000)]
        assert lost() is not None
    assert gc.get_threshold() == USUAL
    kept += [[number] for number in range(1_000)]
    assert lost() is None


def test_what_fails_within_leaves_python_as_it_was() -> None:
    with pytest.raises(LookupError), searched_seldom():
        raise LookupError
    assert gc.get_threshold() == USUAL
