"""Finding Chinese by the letters that it is typed with: 退款率 by tuikuanlv, by tkl, and by anything between."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from shopdesk.domain.searching import folded
from shopdesk.infra import paths


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """The readings of each character, read when somebody first types letters."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in paths.resource("languages/pinyin.txt").read_text("utf-8").splitlines():
        syllable, characters = line.split(" ")
        for character in characters:
            found[character].append(syllable)
    return {character: tuple(syllables) for character, syllables in found.items()}


@cache
def _beginnings() -> dict[str, str]:
    """The letters that each character can begin with: most places of most names are passed over by one look."""
    return {character: "".join({one[0] for one in syllables}) for character, syllables in _readings().items()}


def place_of(typed: str, text: str) -> int | None:
    """Where ``text`` begins to be what was typed; ``None`` where it nowhere is.

    Each Chinese character may be typed by itself, by its syllable or by the beginning of it; anything else only by
    itself. Capital letters count as small ones, full width as half width, and v stands for ü.
    """
    wanted, letters = folded(typed), folded(text)
    found = letters.find(wanted)
    if found >= 0:
        return found
    if not wanted.isascii():
        return None
    first, beginnings = wanted[:1], _beginnings()
    places = (place for place, letter in enumerate(letters) if letter == first or first in beginnings.get(letter, "!"))
    return next((place for place in places if _goes_on(wanted, letters, place)), None)


def _goes_on(wanted: str, letters: str, start: int) -> bool:
    """Whether ``letters`` from ``start`` on can be typed as ``wanted``."""
    left = {wanted}
    for letter in letters[start:]:
        rest: set[str] = set()
        for one in left:
            if one.startswith(letter):
                rest.add(one[len(letter) :])
            for syllable in _readings().get(letter, ()):
                rest.update(one[size:] for size in range(1, len(syllable) + 1) if one.startswith(syllable[:size]))
        if "" in rest:
            return True
        if not rest:
            return False
        left = rest
    return False
