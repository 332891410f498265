"""Two texts side by side: which lines belong together, and which words of them differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"[0-9][0-9,.\-]*%?|[A-Za-z]+|\s+|.")
_ALIKE = 0.5


class Pairing(StrEnum):
    """What became of a line."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; ``differs`` where the other line does not have it."""

    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A line before and after; an empty side where the line is new or gone."""

    kind: Pairing
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()


def side_by_side(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """The lines of two texts in pairs, in order; each line of both stands in exactly one pair."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            pairs += [Pair(Pairing.SAME, _whole(line), _whole(line)) for line in before[a0:a1]]
        else:
            pairs += _changed(before[a0:a1], after[b0:b1])
    return tuple(pairs)


def _whole(line: str, *, differs: bool = False) -> tuple[Piece, ...]:
    return (Piece(line, differs),)


def _changed(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Lines that say nearly the same are one changed line; the others are gone or new."""
    pairs: list[Pair] = []
    place = 0
    for old in before:
        found = next((number for number in range(place, len(after)) if _likeness(old, after[number]) >= _ALIKE), None)
        if found is None:
            pairs.append(Pair(Pairing.GONE, before=_whole(old, differs=True)))
            continue
        pairs += [Pair(Pairing.NEW, after=_whole(line, differs=True)) for line in after[place:found]]
        pairs.append(Pair(Pairing.CHANGED, *_pieces(old, after[found])))
        place = found + 1
    return pairs + [Pair(Pairing.NEW, after=_whole(line, differs=True)) for line in after[place:]]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _WORDS.findall(one), _WORDS.findall(other), autojunk=False).ratio()


def _pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        differs = kind != "equal"
        if a1 > a0:
            left.append(Piece("".join(old[a0:a1]), differs))
        if b1 > b0:
            right.append(Piece("".join(new[b0:b1]), differs))
    return tuple(left), tuple(right)
