"""Reads a written plan: free text in Chinese or English, or cells copied from a sheet.

Reading is generous and judging is not: what cannot be told stays unclear and is held against nothing. All patterns are
bounded, so that any text is read in a moment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from shopdesk.domain.campaigns.plan_dates import Dates, find_dates
from shopdesk.domain.campaigns.plan_figures import (
    LONGEST,
    MOST_FIGURES,
    Equation,
    Figure,
    Listed,
    Plan,
    as_rate,
    can_be,
)
from shopdesk.domain.campaigns.plan_near import (
    CONTINUES,
    ROSE_TO,
    as_written,
    clauses,
    earlier_time,
    is_aside,
    own_words,
    says_again,
    time_of,
)
from shopdesk.domain.campaigns.plan_numbers import Unit, Written, numbers, plain
from shopdesk.domain.campaigns.plan_tables import table_blocks, table_figures
from shopdesk.domain.campaigns.plan_words import (
    AMONG,
    DAILY,
    EARLIER,
    FALLING,
    KEYWORD,
    MONTHLY,
    PART,
    RATES,
    SPLIT,
    THIS,
    TOTAL,
    What,
)

_SENTENCE_END = frozenset("。；;？！!?.\n")
_NO_FIGURE = re.compile(
    r"双 ?1[12]|(?<![0-9.,])(?:618|818|520|99|38|88)(?=大促|活动|节|年中|会员|女王|聚"
    r"|\s?(?:campaign|sale|festival))"
    r"|(?<![0-9.,])20[0-9]{2}(?= (?:plan|campaign|double|sale))"
    r"|(?<![0-9])(?:19|20)[0-9]{2} ?年|第 ?[0-9]{1,3}|(?<![0-9])1 ?: ?(?=[0-9])"
    r"|\bt ?[-+] ?[0-9]{1,3}\b|\bdouble 1[12]\b"
    r"|(?m:^ {0,8}[0-9]{1,2}[.、)](?![0-9]))|[0-9.]{1,4} ?折"
)
_FOLLOWS = re.compile(r"[ 个位名的]{0,4}(?:(?:of|in|yuan|for) ){0,2}(?:the )?")
_LIST_BEGINS = re.compile(r"[:=]|构成|拆分|结构|breakdown")
_OPERATOR = re.compile(r"[^0-9+×✕*=÷]{0,16}?(?P<sign>[+×✕*=÷]|(?<![a-z])x(?![a-z])|等于)[^0-9+×✕*=÷]{0,12}")
_SIGN = re.compile(r"[+×✕*=÷]|(?<![a-z])x(?![a-z])")
_SHARES_BEGIN = re.compile(r"(?:占比|构成|结构|拆分|分布|share|split|breakdown)[^:0-9]{0,8}:")
_LABEL = re.compile(r"[^\W\d_][\w /&-]{0,15}")
_LABEL_FROM = re.compile(r"[^\W\d_][\w /&-]{0,31}")
_LEADS_IN = re.compile(r"^(?:其中|包括|包含|分别[为是]?|分为|of which|including|and|和|及) ?")
_OF_BASE = re.compile(r" ?of (?:the )?(?:total )?")


@dataclass(slots=True)
class _State:
    """What a clause hands on to the next one."""

    part: tuple[str, str] = ("", "")
    heading: bool = False
    listed: Listed = Listed.NO
    lists: int = 0
    last: What | None = None
    figures: list[Figure] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)


def read(text: str, chosen: Mapping[tuple[str, int], What] | None = None) -> Plan:
    """What a plan says.

    Args:
        text: as pasted; what lies behind the first 20,000 characters or 300 figures is not read, and said so.
        chosen: what the reader said of figures, by their key.
    """
    cut = len(text) > LONGEST
    text = text[:LONGEST]
    words = plain(text)
    dates = find_dates(words, KEYWORD)
    blank = _without(words, dates)
    words = _without_months(words, dates)
    found = list(numbers(blank, MOST_FIGURES + 1))
    cut = cut or len(found) > MOST_FIGURES
    state = _State()
    blocks = table_blocks(text)
    rest = [one for one in found[:MOST_FIGURES] if not any(start <= one.start < end for start, end in blocks)]
    if blocks:
        _hide = [*words]
        for start, end in blocks:
            state.figures += table_figures(text, words, start, end, found[:MOST_FIGURES], state.seen)
            _hide[start:end] = "\n" * (end - start)
        words = "".join(_hide)
    _read_clauses(words, text, rest, state)
    figures = [_corrected(one, (chosen or {}).get(one.key)) for one in state.figures]
    return Plan(text, tuple(figures), dates, tuple(state.equations), cut)


def _without(words: str, dates: Dates) -> str:
    """The text without the digits that are no figures: days, lengths, names of days and parts."""
    places = [(one.start, one.end) for one in dates.spans]
    places += [found.span() for found in _NO_FIGURE.finditer(words)]
    places += [found.span() for found in PART.finditer(words) if found.lastgroup != "channel"]
    if dates.length is not None:
        places.append((dates.length.start, dates.length.end))
    letters = [*words]
    for start, end in places:
        letters[start:end] = "·" * (end - start)
    return "".join(letters)


def _without_months(words: str, dates: Dates) -> str:
    """The text without days that name their month, or the month would be a part of what follows."""
    for one in dates.spans:
        said = words[one.start : one.end]
        if re.search("[a-z]{3}", said):
            words = words[: one.start] + "·" * len(said) + words[one.end :]
    return words


def _corrected(figure: Figure, what: What | None) -> Figure:
    if what is None:
        what = figure.what
    number = as_rate(figure.number) if what in RATES else figure.number
    return replace(figure, what=what, number=number)


def _read_clauses(words: str, text: str, found: list[Written], state: _State) -> None:
    place, fresh = 0, True
    for start, end, sign in clauses(words):
        first = place
        while place < len(found) and found[place].start < end:
            place += 1
        if start < end:  # between the lines of a table that was read already nothing stands
            _read_clause(words, text, (start, end), found[first:place], state, fresh=fresh)
        fresh = sign == "\n"
        colon = words[max(start, end - 2) : end].rstrip().endswith(":")
        if sign in _SENTENCE_END:
            if not (state.heading and not fresh):
                state.part, state.heading = ("", ""), False
            if not (fresh and (colon or (state.listed is not Listed.NO and first < place))):
                state.listed = Listed.NO


def _read_clause(
    words: str, text: str, place: tuple[int, int], found: list[Written], state: _State, *, fresh: bool
) -> None:
    start, end = place
    clause = words[start:end]
    parts = [(one.start() + start, one.end() + start, one[0], one.lastgroup or "") for one in PART.finditer(clause)]
    keywords = [
        (one.start() + start, one.end() + start, What(one.lastgroup or ""))
        for one in KEYWORD.finditer(clause)
        if not any(begin <= one.start() + start < stop and stop - begin > one.end() - one.start()
                   for begin, stop, _name, _kind in parts)
    ]  # fmt: skip
    if fresh and parts and not clause[: parts[0][0] - start].strip(" -*·#"):
        state.part, state.heading = (parts[0][2], parts[0][3]), True
    _note_list(clause, state, found, start)
    made: list[int] = []
    claimed: set[int] = set()
    for number in found:
        before = found[found.index(number) - 1].end if number is not found[0] else start
        after = next((one.start for one in found if one.start >= number.end), end)
        near = (before, after, after < end)
        figure = _figure(words, text, number, near, keywords, parts, claimed, state)
        if figure is not None:
            made.append(len(state.figures))
            state.figures.append(figure)
            if figure.what is What.SHARE and figure.of is not None and not figure.part:
                state.last = figure.of
            elif figure.what not in RATES and figure.what is not What.UNCLEAR and not figure.aside:
                state.last = figure.what
    _equations(words, made, state)
    if not found and keywords and keywords[-1][2] not in RATES:
        state.last = keywords[-1][2]


def _note_list(clause: str, state: _State, found: list[Written], start: int) -> None:
    if AMONG.search(clause):
        state.listed, state.lists = Listed.AMONG, state.lists + 1
    elif SPLIT.search(clause) or _SHARES_BEGIN.search(clause):
        state.listed, state.lists = Listed.WHOLE, state.lists + 1
    else:
        sign = _LIST_BEGINS.search(clause, found[0].end - start if found else 0)
        again = sign is not None and CONTINUES.match(clause[sign.start() :])
        if sign is not None and not again and not ("=" in sign[0] and found):
            state.listed, state.lists = Listed.WHOLE, state.lists + 1


def _figure(
    words: str,
    text: str,
    number: Written,
    near: tuple[int, int, bool],
    keywords: list[tuple[int, int, What]],
    parts: list[tuple[int, int, str, str]],
    claimed: set[int],
    state: _State,
) -> Figure | None:
    before, after, followed = near
    lead, tail = own_words(words[before : number.start], words[number.end : after], followed=followed)
    own = [one for one in parts if before <= one[0] < number.start]
    total = bool(TOTAL.search(lead)) and not own
    aside = is_aside(words, number.start)
    again = not own and not total and _is_again(number, lead, tail, state, aside=aside)
    if again and _nearest(words, number, keywords, claimed, (before, after))[0] is None:
        last, aside = state.figures[-1], True
        meant: tuple[What | None, str, str] = (last.what, last.part, last.kind)
    else:
        meant = _meaning(words, number, (before, after), keywords, own, claimed, state, total=total)
    what, part, kind = meant
    if what is None:
        return None
    of = base = None
    if what in (What.SHARE, What.GROWTH):
        of, base = _of_share(words, number, keywords, claimed, state, part=part)
    shown = text[number.start : number.end]
    state.seen[shown] += 1
    if own and what is not What.UNCLEAR and (not state.heading or state.part[1] == kind):
        state.part = (part, kind)
    return Figure(
        number, what, shown, (shown, state.seen[shown]), as_written(text, words, part), kind, time_of(lead, tail),
        "" if what is What.GROWTH else earlier_time(lead, tail), total, state.listed if part else Listed.NO, of, base,
        bool(what is What.GROWTH and FALLING.search(words, before, after)), aside,
    )  # fmt: skip


def _is_again(number: Written, lead: str, tail: str, state: _State, *, aside: bool) -> bool:
    """Whether a number says the figure before it once more: in other digits, or in brackets of another time."""
    last = state.figures[-1] if state.figures else None
    if last is None or last.what is What.UNCLEAR or not can_be(number, last.what):
        return False
    same = (number.low, number.high) == (last.number.low, last.number.high)
    return says_again(lead, tail, same=same) or (
        aside and not same and bool(time_of(lead, tail) or earlier_time(lead, tail))
    )


def _meaning(
    words: str,
    number: Written,
    around: tuple[int, int],
    keywords: list[tuple[int, int, What]],
    own: list[tuple[int, int, str, str]],
    claimed: set[int],
    state: _State,
    *,
    total: bool,
) -> tuple[What | None, str, str]:
    """What a number says, and of which part, with the kind of its parts; nothing for what counts people or days."""
    before, after = around
    lead = words[before : number.start]
    if ROSE_TO.fullmatch(lead) and state.figures and can_be(number, state.figures[-1].what):
        last = state.figures[-1]
        return last.what, last.part, last.kind
    spoken, place = _nearest(words, number, keywords, claimed, around)
    if place is not None:
        claimed.add(place)
    what = spoken
    if what is None and number.unit is Unit.RATE and _OF_BASE.match(words[number.end : after]):
        what = What.SHARE
    part, kind = _part(own, state, total=total, keyword=spoken)
    listed = state.listed is not Listed.NO and not own
    if listed and what is None and not total and not CONTINUES.match(lead):
        part, kind = _label(lead, state), f"list{state.lists}"
    elif listed and not part and what is not None and SPLIT.search(lead):
        part, kind = f"#{len(state.figures) + 1}", f"list{state.lists}"
    if what is None:
        what = _inherited(words, number, around, state, part=part, total=total)
    if what is None and number.unit not in (Unit.PEOPLE, Unit.DAYS):
        what = What.UNCLEAR
    return what, part, kind


def _nearest(
    words: str, number: Written, keywords: list[tuple[int, int, What]], claimed: set[int], near: tuple[int, int]
) -> tuple[What | None, int | None]:
    """The word that says what a number is: the nearest before it, or one that follows at once."""
    before = after = None
    for place, (start, end, what) in enumerate(keywords):
        if place in claimed or not can_be(number, what) or (what is What.GROWTH and ROSE_TO.match(words, number.end)):
            continue
        if end <= number.start and (start >= near[0] or what not in RATES):
            before = (number.start - end, place, what)
        elif start >= number.end and start < near[1] and after is None:
            gap = words[number.end : start]
            if _FOLLOWS.fullmatch(gap):
                after = (len(gap), place, what)
    best = min((one for one in (before, after) if one is not None), key=lambda one: one[0], default=None)
    return (best[2], best[1]) if best is not None else (None, None)


def _part(own: list[tuple[int, int, str, str]], state: _State, *, total: bool, keyword: What | None) -> tuple[str, str]:
    """The part that a number belongs to: one named before it, or the one that its line or sentence is about."""
    if own:
        return own[-1][2].strip(), own[-1][3]
    if total:
        return "", ""
    name, kind = state.part
    if name and (state.heading or keyword is None or keyword in RATES or kind != "channel"):
        return name.strip(), kind
    return "", ""


def _label(lead: str, state: _State) -> str:
    found = _LABEL_FROM.search(lead.replace("·", " "))
    # What leads a list in is no part of its first name, nor of how long that may be.
    name = _LABEL.match(_LEADS_IN.sub("", found[0])) if found is not None else None
    said = name[0].strip() if name is not None else ""
    return said or f"#{len(state.figures) + 1}"


def _inherited(
    words: str, number: Written, around: tuple[int, int], state: _State, *, part: str, total: bool
) -> What | None:
    """What a number without a word of its own is, where the text goes on with what it spoke of."""
    before, after = around
    near = words[before:after]
    if number.unit is Unit.ORDERS:
        return What.ORDERS
    if number.unit is Unit.PIECES:
        return What.PIECES
    if number.unit is Unit.RATE:
        return What.SHARE if part and not state.heading else None
    lead = words[before : number.start]
    if _SIGN.search(lead) or is_aside(words, number.start):
        return None
    goes_on = (
        part
        or total
        or EARLIER.search(near)
        or THIS.search(near)
        or DAILY.search(near)
        or MONTHLY.search(near)
        or CONTINUES.match(lead)
    )
    if not goes_on:
        return None
    if state.last is not None and can_be(number, state.last):
        return state.last
    return What.AMOUNT if (part or total) and can_be(number, What.AMOUNT) else None


def _of_share(
    words: str,
    number: Written,
    keywords: list[tuple[int, int, What]],
    claimed: set[int],
    state: _State,
    *,
    part: str,
) -> tuple[What | None, What | None]:
    """What a share or growth is of, and in what; the words that say so say no other figure."""
    of = base = None
    share = next(
        (start for start, end, what in keywords if what in (What.SHARE, What.GROWTH) and end <= number.start), None
    )
    for place, (start, end, what) in enumerate(keywords):
        if what in RATES or what is What.ROI:
            continue
        if end <= number.start and (share is None or start < share):
            of = what
        elif (share is not None and share < start < number.start) or (
            start >= number.end and _OF_BASE.fullmatch(words[number.end : start])
        ):
            base = what
            claimed.add(place)
    growth = any(what is What.GROWTH for _start, _end, what in keywords)
    return of or (None if part and not growth else state.last), base


def _equations(words: str, made: list[int], state: _State) -> None:
    """What the clause itself writes as ``a x b = c`` or ``a + b = c``; unclear terms get what they must be."""
    beside = [one for one in made if state.figures[one].aside]
    for chosen in ([one for one in made if one not in beside], beside):
        chain: list[int] = []
        signs: list[str] = []
        for one in chosen:
            if chain:
                sign = _OPERATOR.fullmatch(_between(words, chain[-1], one, state))
                if sign is None:
                    _take(chain, signs, state)
                    chain, signs = [], []
                else:
                    signs.append(sign["sign"].replace("等于", "="))
            chain.append(one)
        _take(chain, signs, state)


def _between(words: str, first: int, second: int, state: _State) -> str:
    """What stands between two figures, without what stands beside the first one."""
    start, figures = state.figures[first].number.end, state.figures
    for place in range(first + 1, second):
        start = figures[place].number.end
    return words[start : figures[second].number.start].lstrip(" )")


def _take(chain: list[int], signs: list[str], state: _State) -> None:
    if len(chain) < 3 or signs[-1] != "=" or "=" in signs[:-1]:
        return
    product = set(signs[:-1]) <= set("×✕*x")
    if not product and set(signs[:-1]) != {"+"}:
        return
    *terms, result = chain
    state.equations.append(Equation(tuple(terms), result, product))
    if product:
        _infer(terms, result, state)


def _infer(terms: list[int], result: int, state: _State) -> None:
    whats = {state.figures[one].what for one in terms}
    if not whats & {What.VISITORS, What.ORDERS, What.BUYERS}:
        return
    for one in terms:
        figure = state.figures[one]
        if figure.what is What.UNCLEAR:
            what = What.CONVERSION if figure.number.unit is Unit.RATE else What.ORDER_VALUE
            state.figures[one] = replace(figure, what=what)
    figure = state.figures[result]
    whats = {state.figures[one].what for one in terms}
    if figure.what is What.UNCLEAR:
        figure = replace(figure, what=What.SALES if What.ORDER_VALUE in whats else What.ORDERS)
        state.figures[result] = figure
    state.last = figure.what
