"""What stands around a figure in a written plan: its clause, its brackets, and of what time it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopdesk.domain.campaigns.plan_words import DAILY, EARLIER, MONTHLY, THIS

_CLAUSE = re.compile(r"[，、。；;？！!?\n]|,(?![0-9])|(?<!i\.e)(?<!e\.g)\.(?=\s|$)")
_LONGEST_CLAUSE = 400
_A_FIGURE = re.compile(
    r"[0-9] ?[万亿千百元%kw单笔件人]{0,3}(?: ?\b(?:thousand|million))?"
    r"(?: ?\b(?:yuan|rmb|cny|orders?|pieces?|visitors?))? ?$"
)
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


CONTINUES = re.compile(r"^[ (:=,]{0,6}(?:即|也就是|也即|就是|或者?|约合|合|相当于|that is|i\.?e\.?|or |so )")
"""Words by which a text says the figure before it once more."""
_BARE = re.compile(r"[ (:=]{0,6}")
_NEXT_TIME = re.compile(r"(?:每个?[天日月]|[日月]均|\b(?:daily|monthly))[^0-9]{0,6}$")
_OWN_TIME = re.compile(r"[ a-z\u4e00-\u9fff]{0,9}(?:/ ?(?:[天日月]|day\b|month\b)|\b(?:a|per|each) (?:day|month)\b)")


def own_words(lead: str, tail: str, *, followed: bool) -> tuple[str, str]:
    """What of the words before and behind a number is its own, and not of its neighbours.

    ``2万/天`` says of what time the number before it is, ``每天2万`` of what time the next one; what stands in brackets
    with another number says nothing of the one before them.
    """
    lead = lead[len(found[0]) :] if (found := _OWN_TIME.match(lead)) else lead
    if followed:
        opened = tail.find("(")
        if opened >= 0 and ")" not in tail[opened:]:
            tail = tail[:opened]
        tail = _NEXT_TIME.sub("", tail)
    return lead, tail


def says_again(lead: str, tail: str, *, same: bool) -> bool:
    """Whether a number without a word of its own, in brackets or not, is the figure before it once more.

    ``same`` says that it has its value.
    """
    return same and bool(CONTINUES.match(lead) or _BARE.fullmatch(lead)) and not tail.lstrip().startswith("×")


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
    return bool(_A_FIGURE.search(inside[:opened]))
