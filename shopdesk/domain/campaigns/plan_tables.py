"""Cells copied from a sheet into a plan: lines with tabs, whose headings say what the figures are.

Both ways round: figures in columns and parts in rows, or figures in rows and months in columns.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from shopdesk.domain.campaigns.plan_figures import Figure, Listed, can_be
from shopdesk.domain.campaigns.plan_numbers import Unit, Written
from shopdesk.domain.campaigns.plan_words import EARLIER, KEYWORD, PART, RATES, TOTAL, What

_SCALED = re.compile(r"[(/ ](?P<scale>万|千)元?[)]?")
_SCALES = {"万": 10**4, "千": 10**3}


@dataclass(frozen=True, slots=True)
class _Head:
    """What a heading says: a figure, or a part with the kind of its parts."""

    what: What | None
    words: str
    total: bool
    earlier: str
    scale: int


def table_blocks(text: str) -> list[tuple[int, int]]:
    """Start and end of every run of lines with tabs whose first line or first cells are headings."""
    blocks: list[tuple[int, int]] = []
    start = place = rows = 0
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            start = place if not rows else start
            rows += 1
        else:
            if rows > 1:
                blocks.append((start, place))
            rows = 0
        place += len(line) + 1
    return [(start, min(end, len(text))) for start, end in blocks if text.find("\t", start, end) >= 0]


def table_figures(
    text: str, words: str, start: int, end: int, found: list[Written], seen: Counter[str]
) -> list[Figure]:
    """The figures of one such run, of numbers in the order of the text.

    Of a list of names and values each name is its heading.
    """
    rows = _cells(text, start, end)
    heads = [_head(words[begin:stop]) for begin, stop in rows[0]]
    across = any(head.what is not None for head in heads[1:])
    kind, starts = f"table{start}", [one.start for one in found]
    made: list[Figure] = []
    named = [head for head in heads[1:] if head.words]
    whole = any(head.total for head in named) or any(_head(words[slice(*row[0])]).total for row in rows[1:])
    for row in rows[1:] if across or _names_parts(heads) else rows:
        first = _head(words[slice(*row[0])])
        for column, (begin, stop) in enumerate(row[1:], start=1):
            within = found[bisect_left(starts, begin) : bisect_left(starts, stop)]
            number = next((one for one in within if one.end <= stop), None)
            head = heads[column] if column < len(heads) else _Head(None, "", False, "", 1)
            said, part = (head, first) if across else (first, head if _names_parts(heads) else None)
            if number is None or said.what is None:
                continue
            number = _scaled(number, said.scale)
            if not can_be(number, said.what) and not (said.what in RATES and number.unit is Unit.NONE):
                continue
            shown = text[number.start : number.end]
            seen[shown] += 1
            total = part is None or part.total or not part.words
            listed = Listed.NO if total else Listed.WHOLE if whole else Listed.AMONG
            made.append(
                Figure(
                    number, said.what, shown, (shown, seen[shown]), "" if part is None or total else part.words,
                    "" if total else kind, earlier=said.earlier, total=total and part is not None, listed=listed,
                    of=_of(heads, said.what) if said.what in (What.SHARE, What.GROWTH) else None,
                )
            )  # fmt: skip
    return made


def _cells(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    rows, place = [], start
    for line in text[start:end].rstrip("\n").split("\n"):
        row = []
        for cell in line.split("\t"):
            row.append((place, place + len(cell)))
            place += len(cell) + 1
        rows.append(row)
    return rows


def _names_parts(heads: list[_Head]) -> bool:
    return len(heads) > 1 and all(head.what is None and head.words for head in heads[1:])


def _head(cell: str) -> _Head:
    words = cell.strip()
    found = KEYWORD.search(words)
    part = PART.search(words)
    what = What(found.lastgroup or "") if found is not None else None
    if found is not None and part is not None and part.start() <= found.start() < part.end():
        what = None  # 自然流量 is a channel
    share = [one for one in KEYWORD.finditer(words) if What(one.lastgroup or "") in (What.SHARE, What.GROWTH)]
    if share:
        what = What(share[-1].lastgroup or "")
    earlier = EARLIER.search(words)
    scale = _SCALED.search(words)
    name = "" if re.fullmatch(r"[\s\d.,%¥万亿元-]*", words) else words
    if name == "" and part is not None:
        name = words
    return _Head(
        what,
        name,
        bool(TOTAL.search(words)) and what is None,
        (earlier.lastgroup or "") if earlier else "",
        _SCALES[scale["scale"]] if scale and what is not None else 1,
    )


def _scaled(number: Written, scale: int) -> Written:
    if scale == 1 or number.style.scale != 1:
        return number
    style = replace(number.style, scale=number.style.scale * scale)
    return replace(number, low=number.low * scale, high=number.high * scale, step=number.step * scale, style=style)


def _of(heads: list[_Head], what: What) -> What | None:
    """What a column of growth is of: the figure that stands there for two years; of shares the first amount."""
    amounts = [head for head in heads if head.what is not None and head.what not in RATES]
    if what is What.GROWTH:
        amounts = [head for head in amounts if head.earlier] or amounts
    return amounts[0].what if amounts else None
