"""What stands around a figure in a written plan: its clause, its brackets, and of what time it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopdesk.domain.campaigns.plan_words import DAILY, EARLIER, MONTHLY, THIS

_CLAUSE = re.compile(r"[，、。；;？！!?\n]|,(?![0-9])|\.(?=\s|$)")
_LONGEST_CLAUSE = 400
ROSE_TO = re.compile(r" ?(?:提升|提高|增长|上升|增加|下降|降低|降|升|涨)(?:到|至) ?")


def clauses(words: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each clause, with the sign that ends it."""
    start = 0
    for found in _CLAUSE.finditer(words):
        while found.start() - start > _LONGEST_CLAUSE:
            yield start, start + _LONGEST_CLAUSE, "，"
            start += _LONGEST_CLAUSE
        yield start, found.start(), found[0]
        start = found.end()
    for begin in range(start, len(words) + 1, _LONGEST_CLAUSE):
        yield begin, min(begin + _LONGEST_CLAUSE, len(words)), "\n"


def earlier_time(lead: str, tail: str) -> str:
    """Of which earlier time a figure is; what rises to another figure is how it was."""
    if ROSE_TO.match(tail):
        return "usual"
    found = EARLIER.search(lead) or EARLIER.match(tail.lstrip(" ("))
    return (found.lastgroup or "") if found is not None and not THIS.search(lead, found.end()) else ""


def as_written(text: str, words: str, part: str) -> str:
    """The name of a part with its capital letters."""
    place = words.find(part)
    return text[place : place + len(part)] if part and place >= 0 else part


def time_of(lead: str, tail: str) -> str:
    """Whether a figure is of a day or of a month; empty for the whole time."""
    for pattern, name in ((DAILY, "day"), (MONTHLY, "month")):
        if pattern.search(lead[-20:]) or pattern.search(tail[:14]):
            return name
    return ""


def is_aside(words: str, place: int) -> bool:
    """Whether a place is in brackets that were opened right behind a figure, in the same line."""
    line = words.rfind("\n", max(0, place - 200), place)
    inside = words[max(line, place - 200, 0) : place]
    opened = inside.rfind("(")
    if opened < 0 or inside.rfind(")") > opened:
        return False
    return bool(re.search(r"[0-9] ?[万亿千百元%kw]{0,2} ?$", inside[:opened]))
