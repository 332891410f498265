"""Two edits of one record side by side: what each changed, and where they cannot both stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import NO_DATA, Text

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
    names = [field.name for field in dataclasses.fields(base) if field.name not in _NOT_CONTENT]
    return _sorted_out((name, *(getattr(one, name) for one in (base, mine, now))) for name in names)


def compare_parts(base: Mapping[str, Any], mine: Mapping[str, Any], now: Mapping[str, Any]) -> TwoEdits:
    """The same of a field that is made of named parts: which parts each changed; one that is missing is ``None``."""
    names = dict.fromkeys((*base, *mine, *now))
    return _sorted_out((name, base.get(name), mine.get(name), now.get(name)) for name in names)


def _sorted_out(values: Iterable[tuple[str, Any, Any, Any]]) -> TwoEdits:
    found: dict[str, list[str]] = {"mine": [], "theirs": [], "both": []}
    for name, before, left, right in values:
        if left != right:
            found["mine" if right == before else "theirs" if left == before else "both"].append(name)
    return TwoEdits(**{name: tuple(fields) for name, fields in found.items()})


class StandsThere(UserError):
    """A value was typed over another one than stands there by ``now``; it was not kept."""

    def __init__(self, now: Any, shown: str) -> None:
        """Keep what stands there, and say it as it is ``shown``."""
        super().__init__(
            Text(
                "Somebody changed this meanwhile: {now} stands there now. Yours was not kept; look at it, and type "
                "yours again if it still holds.",
                now=shown,
            )
        )
        self.now = now


@dataclass(frozen=True, slots=True)
class Was:
    """What stood in a cell when another value was typed into it, ``None`` for nothing.

    A cell is no record that was read with a version: the value is kept only where this still stands there.
    """

    value: Any

    def check(self, now: Any, wanted: Any, shown: Callable[[Any], str]) -> None:
        """Refuse to write ``wanted`` over what somebody else wrote; ``shown`` words a value.

        Raises:
            StandsThere: something else stands there ``now``.
        """
        if now not in (self.value, wanted):
            raise StandsThere(now, NO_DATA if now is None else shown(now))


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
