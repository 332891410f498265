"""Finding an entry of the handbook while somebody types: by words and by pinyin."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.handbook.records import HandbookEntry
from shopdesk.domain.searching import folded
from shopdesk.infra.pinyin import place_of

_IN_THE_TEXT = 1_000
"""Counts as so many places further away than the name: what is only said somewhere in the answer comes last."""


def rank(entry: HandbookEntry, typed: Sequence[str]) -> int | None:
    """How well an entry fits what was typed, less being better; ``None`` where a word is nowhere in it.

    Name, topic and other words are found by pinyin, too; the text only as it is written.
    """
    total = 0
    for word in typed:
        named = [
            place for name in (entry.title, entry.words, entry.topic) if (place := place_of(word, name)) is not None
        ]
        if named:
            total += min(named)
            continue
        place = folded(entry.text).find(folded(word))
        if place < 0:
            return None
        total += _IN_THE_TEXT + place
    return total
