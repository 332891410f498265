"""A festival or own day beside the one of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR, _APART = 365, 45


@dataclass(frozen=True, slots=True)
class Pair:
    """The first day of a festival, and of the same one the year before."""

    now: date
    then: date


def pair_of(day: date, begins: Iterable[date]) -> Pair | None:
    """The last of its first days up to ``day`` with the one nearest to a year before; ``None`` where one is missing.

    A lunar day moves by up to a month from year to year, so nearest means within 45 days of the same date.
    """
    known = sorted(set(begins))
    now = max((one for one in known if one <= day), default=None)
    if now is None:
        return None
    meant = now - timedelta(days=_YEAR)
    then = min(known, key=lambda one: abs((one - meant).days))
    return Pair(now, then) if abs((then - meant).days) <= _APART and then < now else None
