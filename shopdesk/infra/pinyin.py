"""Finding Chinese by the letters that it is typed with: 退款率 by tuikuanlv, by tkl, and by anything between."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

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


def place_of(typed: str, text: str) -> int | None:
    """Where ``text`` begins to be what was typed; ``None`` where it nowhere is.

    Each Chinese character may be typed by itself, by its syllable or by the beginning of it; anything else only by
    itself. Capital letters count as small ones, and v stands for ü.
    """
    wanted, letters = typed.casefold(), text.casefold()
    found = letters.find(wanted)
    if found >= 0:
        return found
    if not wanted.isascii() or not any(letter in _readings() for letter in letters):
        return None
    return next((start for start in range(len(letters)) if _goes_on(wanted, letters, start)), None)


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
