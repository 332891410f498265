"""What a word in a table's filter row means for a column: part of the text, a comparison, a range, or nothing there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from shopdesk.domain.conditions import Condition
from shopdesk.domain.fields import NUMBERS, Field, FieldError, Kind, Reader
from shopdesk.domain.searching import folded
from shopdesk.domain.typed import narrow, parse

Accepts = Callable[[Any, Callable[[], str]], bool]
"""Whether a value passes; what its cell shows is worked out only where it is asked for."""

_COMPARISON = re.compile(r"(<=|>=|≤|≥|<|>|=)\s*(.+)")
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|~|…)\s*(.+)")
_NOTHING = frozenset({"-", "—", "空"})
_NAMES = {"≤": "<=", "≥": ">="}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": lambda value, limit: bool(value <= limit),
    ">=": lambda value, limit: bool(value >= limit),
    "<": lambda value, limit: bool(value < limit),
    ">": lambda value, limit: bool(value > limit),
    "=": lambda value, limit: bool(value == limit),
}


def condition(text: str, field: Field | None, reader: Reader) -> Condition | None:
    """The same words as of :func:`accepts`; ``None`` where nothing is filtered."""
    words = narrow(text)
    if not words:
        return None
    if words in _NOTHING:
        return Condition()
    limits = _limits(words, field, reader)
    return Condition(limits) if limits else Condition(part=words)


def accepts(text: str, field: Field | None, reader: Reader) -> Accepts | None:
    """Say which values a filter word takes; ``None`` where nothing is filtered.

    ``-`` finds what is empty. In columns of figures, days and times ``>300``, ``<=2026-3-1``, ``=5`` compare and
    ``100..200`` is a range with both ends; amounts may be written as anywhere else (``>1.2万``). Anything else finds
    cells that show the word, whatever its case and width.
    """
    found = condition(text, field, reader)
    if found is None:
        return None
    if found.empty:
        return lambda value, _shown: value is None
    if found.part:
        needle = folded(found.part)
        return lambda _value, shown: needle in folded(shown())
    limits = [(_COMPARE[sign], limit) for sign, limit in found.limits]
    return lambda value, _shown: value is not None and all(compare(value, limit) for compare, limit in limits)


def _limits(words: str, field: Field | None, reader: Reader) -> tuple[tuple[str, Any], ...]:
    if field is None or field.kind not in NUMBERS | {Kind.DAY, Kind.MONTH, Kind.TIME}:
        return ()
    comparison, between = _COMPARISON.fullmatch(words), _RANGE.fullmatch(words)
    if comparison is not None:
        limit = _read(field, comparison[2], reader)
        return () if limit is None else ((_NAMES.get(comparison[1], comparison[1]), limit),)
    if between is not None:
        low, high = _read(field, between[1], reader), _read(field, between[2], reader)
        if low is not None and high is not None:
            return ((">=", low), ("<=", high))
    return ()


def _read(field: Field, text: str, reader: Reader) -> Any:
    try:
        return parse(field, text, reader)
    except FieldError:
        return None
