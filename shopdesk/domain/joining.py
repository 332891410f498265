"""Two edits of one record side by side: what each changed, and where they cannot both stand."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, TypeVar

R = TypeVar("R")
_NOT_CONTENT = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True)
class TwoEdits:
    """The fields that two people changed in one record, starting from the same one.

    Attributes:
        mine: those that only I changed.
        theirs: those that only they changed.
        both: those that both changed, to different values; one of the two has to give way.
    """

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def compare(base: Any, mine: Any, now: Any) -> TwoEdits:
    """Set two edits side by side, field by field; a change that both made alike is nobody's any more.

    Args:
        base: the record that both began with.
        mine: what I made of it.
        now: what they made of it, which is kept by now.

    Raises:
        TypeError: the three are not records of one type.
    """
    if not type(base) is type(mine) is type(now):
        raise TypeError("two edits of one record have one type")
    found: dict[str, list[str]] = {"mine": [], "theirs": [], "both": []}
    for field in dataclasses.fields(base):
        name = field.name
        if name in _NOT_CONTENT:
            continue
        before, left, right = (getattr(one, name) for one in (base, mine, now))
        if left == right:
            continue
        found["mine" if right == before else "theirs" if left == before else "both"].append(name)
    return TwoEdits(**{name: tuple(fields) for name, fields in found.items()})


def onto(base: R, mine: R, now: R) -> R:
    """What I made of ``base`` upon what is kept by now; ``mine`` as it is where both changed the same field.

    That one is still of the version that I began with, so keeping it is refused.

    Raises:
        TypeError: the three are not records of one type.
    """
    edits = compare(base, mine, now)
    if edits.both:
        return mine
    record: Any = now
    joined: R = dataclasses.replace(record, **{name: getattr(mine, name) for name in edits.mine})
    return joined
