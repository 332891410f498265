"""Sums over any span from sums that are kept of blocks of days: fifths of a month, months, years.

A span is put together from the largest blocks within it that are kept and sure; only the days between them are read
row by row. What changes a day makes three blocks unsure and leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection

from shopdesk.domain.errors import UserError
from shopdesk.domain.periods import Period, month_of, year_of
from shopdesk.storage import kept_answers
from shopdesk.storage.kept_answers import KeptKind
from shopdesk.storage.read_notes import guess_no_more

T = TypeVar("T")

_FIFTH = 5
_FIFTHS = 6
_ONE_DAY = timedelta(days=1)
_MOST_KEYS = 400
"""Of more blocks than this, one statement that ends them all is quicker."""


def fifth_of(day: date) -> Period:
    """The five days of a month with ``day`` in them; the last ones of a month are what is left of it."""
    place = _fifth(day.day)
    first = day.replace(day=place * _FIFTH + 1)
    return Period(first, month_of(day).end if place == _FIFTHS - 1 else first + (_FIFTH - 1) * _ONE_DAY)


def _fifth(of_month: int) -> int:
    return min((of_month - 1) // _FIFTH, _FIFTHS - 1)


def months_of(days: Iterable[str]) -> set[Period]:
    """The months with any of these days (ISO texts)."""
    return {month_of(date.fromisoformat(f"{month}01")) for month in {day[:8] for day in days}}


def blocks_of(day: date) -> tuple[Period, Period, Period]:
    """The blocks with ``day`` in them, the smallest first."""
    return fifth_of(day), month_of(day), year_of(day)


def key(block: Period, prefix: str = "") -> str:
    """Under what a block is kept."""
    return f"{prefix}{block.start}/{block.end}"


def block(name: str, prefix: str = "") -> Period | None:
    """The block of a key; ``None`` where it is none."""
    first, _, last = name.removeprefix(prefix).partition("/")
    try:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    except (ValueError, UserError):
        return None


def end(connection: Connection, kind: KeptKind, store_id: int, days: Collection[str], prefix: str = "") -> None:
    """The blocks with any of these days (ISO texts) in them are not sure any more."""
    keys = {key(one, prefix) for day in days for one in blocks_of(date.fromisoformat(day))}
    kept_answers.doubt_keys(connection, (kind,), store_id, keys if len(keys) <= _MOST_KEYS else None)


def parts(
    connection: Connection,
    kind: KeptKind,
    store_id: int,
    period: Period,
    kept: Callable[[Any], T],
    read: Callable[[Period], T],
    prefix: str = "",
) -> Iterator[T]:
    """What a span is put together from, in order of its days.

    Args:
        connection: where it is read.
        kind: what is kept of blocks.
        store_id: the store.
        period: the span.
        kept: makes a part of the plain value of a block.
        read: reads the part of days that no block covers.
        prefix: what stands before the blocks in their keys.
    """
    last = (period.end + _ONE_DAY).isoformat() if period.end < date.max else f"{date.max}/~"
    sure = kept_answers.sure_keys(connection, kind, store_id, f"{prefix}{period.start}", f"{prefix}{last}")
    guess_no_more(connection)
    blocks = [found for one in sure if (found := block(one, prefix)) is not None and found.end <= period.end]
    taken: list[Period] = []
    for one in sorted(blocks, key=lambda found: (found.start, -found.length)):
        if not taken or one.start > taken[-1].end:
            taken.append(one)
    known = kept_answers.of_keys(connection, kind, store_id, [key(one, prefix) for one in taken], kept)
    begin: date | None = period.start
    for one in taken:
        name = key(one, prefix)
        if name not in known or begin is None:
            continue
        if one.start > begin:
            yield read(Period(begin, one.start - _ONE_DAY))
        yield known[name]
        begin = None if one.end >= period.end else one.end + _ONE_DAY
    if begin is not None:
        yield read(Period(begin, period.end))


def left(days: Iterable[str], sure: Collection[str], prefix: str = "") -> list[Period]:
    """The blocks with days that have figures (ISO texts) that are not kept or not sure.

    The newest is the last one of its size, and the small ones, of which the others are made, come after them: so who
    takes from the end begins with the newest small ones.
    """
    found: tuple[set[Period], ...] = set(), set(), set()
    # Told apart as texts: this is asked of all days again and again, and making a date of each took most of the time.
    for day in {(text[:8], _fifth(int(text[8:]))): text for text in days}.values():
        for blocks, one in zip(found, blocks_of(date.fromisoformat(day)), strict=True):
            if key(one, prefix) not in sure:
                blocks.add(one)
    return [one for blocks in reversed(found) for one in sorted(blocks)]
