"""Judges a plan that was read: its products, sums, shares, growth and days, each in words with the numbers that agree.

Every contradiction comes with every change of a single number that cures it. Nothing is judged where too little is
said; then it says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from shopdesk.domain.campaigns.plan_day_checks import day_findings, days_of
from shopdesk.domain.campaigns.plan_figures import Figure, Plan
from shopdesk.domain.campaigns.plan_findings import MOST_FINDINGS, Edit, Finding, Proposal, Verdict
from shopdesk.domain.campaigns.plan_holding import Holding
from shopdesk.domain.campaigns.plan_numbers import Written, amount, write
from shopdesk.domain.campaigns.plan_sums import PRODUCTS, SAME_EVERY_DAY, Relation, Sort, relations
from shopdesk.domain.campaigns.plan_text import read
from shopdesk.domain.campaigns.plan_words import NAMES, RATES, What
from shopdesk.domain.text import Text

_ORDER = {Verdict.DIFFERS: 0, Verdict.OPEN: 1, Verdict.AGREES: 2}
_CHAIN = (What.VISITORS, What.CONVERSION, What.ORDER_VALUE, What.SALES)
_MOST_TERMS = 6
_MOST_RELATIONS = 120


def check(text: str, today: date, chosen: Mapping[tuple[str, int], What] | None = None) -> tuple[Plan, list[Finding]]:
    """Read a plan and judge it.

    Args:
        text: as pasted.
        today: the day it is; days without a year are of this year or the next one.
        chosen: what the reader said of figures, by their key.
    """
    plan = read(text, chosen)
    return plan, judge(plan, today)


def judge(plan: Plan, today: date) -> list[Finding]:
    """What is found in a plan: contradictions first, then what is open, then what agrees; each in the text's order."""
    numbers = [one.number for one in plan.figures]
    related = relations(plan, days_of(plan.dates, today))
    findings = [*day_findings(plan, today)]
    touching: dict[int, list[Relation]] = {}
    for relation in related:
        for place in relation.figures:
            touching.setdefault(place, []).append(relation)
    for relation in related[:_MOST_RELATIONS]:
        findings.append(_judged(plan, relation, numbers, touching))
    findings += _twice(plan)
    findings += _missing(plan, related)
    findings.sort(key=lambda one: _ORDER[one.verdict])
    more = len(findings) + max(0, len(related) - _MOST_RELATIONS) - MOST_FINDINGS
    if more > 0:
        del findings[MOST_FINDINGS:]
        findings.append(Finding(Verdict.OPEN, Text("{count} more findings are left out.", count=more)))
    return findings


# --- one relation ----------------------------------------------------------------------------------------------------


def _judged(plan: Plan, relation: Relation, numbers: list[Written], touching: dict[int, list[Relation]]) -> Finding:
    holding = Holding(relation, numbers)
    places = tuple((numbers[place].start, numbers[place].end) for place in relation.figures)
    if holding.holds():
        return Finding(
            _verdict(relation, holding), _of_part(plan, relation, _agreeing(plan, relation, holding)), (), places
        )
    proposals = [
        proposal
        for position, place in enumerate(relation.figures)
        if (proposal := _proposal(plan, relation, position, place, numbers, touching)) is not None
    ]
    proposals.sort(key=lambda one: one.breaks)
    sentence = _of_part(plan, relation, _differing(plan, relation, holding))
    return Finding(Verdict.DIFFERS, sentence, tuple(proposals), places)


def _verdict(relation: Relation, holding: Holding) -> Verdict:
    """Parts that are not said to be all of them may be less than the whole; that is worth a word."""
    if relation.sort is Sort.AT_MOST and not Holding(_as_sum(relation), holding.numbers).holds():
        return Verdict.OPEN
    return Verdict.AGREES


def _as_sum(relation: Relation) -> Relation:
    return Relation(Sort.SUM, relation.terms, relation.made)


def _proposal(
    plan: Plan,
    relation: Relation,
    position: int,
    place: int,
    numbers: list[Written],
    touching: dict[int, list[Relation]],
) -> Proposal | None:
    """The change of one figure that makes the relation hold, if there is a sensible one."""
    holding, number, figure = Holding(relation, numbers), numbers[place], plan.figures[place]
    low, high = holding.solved(position, "low"), holding.solved(position, "high")
    if low is None or high is None:
        return None
    low, high = min(low, high), max(low, high)
    if low <= 0 or (figure.what in RATES - {What.GROWTH} and high > 1):
        return None
    words, made = write(number, low, high)
    changed = {**dict(enumerate(numbers)), place: made}
    if not Holding(relation, changed).holds():
        return None
    breaks = sum(
        1
        for other in touching[place]
        if other is not relation and not Holding(other, changed).holds() and Holding(other, numbers).holds()
    )
    edit = Edit(number.start, number.end, words)
    before = _term(figure, figure.words.strip(), in_list=relation.adds)
    return Proposal(Text("{before} → {after}", before=before, after=words.strip()), edit, breaks)


# --- words -----------------------------------------------------------------------------------------------------------


def name_of(figure: Figure) -> Text:
    """What a figure is called: what it says, and of what part, day and year."""
    said = NAMES[figure.what]
    if figure.what in (What.SHARE, What.GROWTH) and figure.of is not None:
        said = (
            Text("Share of {name}", name=NAMES[figure.of])
            if figure.what is What.SHARE
            else Text("Growth of {name}", name=NAMES[figure.of])
        )
    if figure.per and figure.what not in SAME_EVERY_DAY:
        said = Text("{name} a day", name=said) if figure.per == "day" else Text("{name} a month", name=said)
    if figure.earlier in ("year", "month"):
        said = Text("{name} last year", name=said) if figure.earlier == "year" else Text("{name} last month", name=said)
    return said


def _term(figure: Figure, words: str, *, in_list: bool = False) -> Text:
    """A figure in a sum: its name, or in a list of parts that of its part, with what is written."""
    if in_list and figure.part and not figure.part.startswith("#"):
        return Text("{name} {value}", name=figure.part, value=words)
    if figure.what is What.UNCLEAR or (in_list and figure.part):
        return Text("{value}", value=words)
    return Text("{name} {value}", name=name_of(figure), value=words)


def _named(plan: Plan, place: int, *, in_list: bool = False) -> Text:
    figure = plan.figures[place]
    return _term(figure, figure.words.strip(), in_list=in_list)


def _of_part(plan: Plan, relation: Relation, sentence: Text) -> Text:
    """A sentence about one month, channel or category begins with its name."""
    parts = {plan.figures[place].part for place in relation.figures}
    part = parts.pop() if len(parts) == 1 else ""
    return Text("{part}: {sentence}", part=part, sentence=sentence) if part and part[0] != "#" else sentence


def _joined(parts: list[Text], *, adds: bool) -> Text:
    if len(parts) > _MOST_TERMS:
        rest = Text("{count} more", count=len(parts) - _MOST_TERMS + 1)
        parts = [*parts[: _MOST_TERMS - 1], rest]
    said = parts[0]
    for part in parts[1:]:
        said = (
            Text("{first} + {second}", first=said, second=part)
            if adds
            else Text("{first} × {second}", first=said, second=part)
        )
    return said


def _left(plan: Plan, relation: Relation) -> Text:
    parts = [_named(plan, place, in_list=relation.adds) for place in relation.terms]
    low, high = relation.factor
    if relation.sort is Sort.DAYS:
        parts.append(Text("{count} days", count=int(low)))
    elif relation.sort is Sort.MONTH:
        parts.append(Text("{low} to {high} days", low=int(low), high=int(high)))
    return _joined(parts, adds=relation.adds)


def _made(plan: Plan, relation: Relation, holding: Holding) -> str:
    """What the terms make, written in the way of what is said."""
    low, high = holding.makes()
    if relation.made is None:
        low, high = low * 100, high * 100
        ends = [amount(low), amount(high)] if low != high else [amount(low)]
        return "–".join(ends) + "%"
    return write(plan.figures[relation.made].number, low, high)[0].strip()


def _agreeing(plan: Plan, relation: Relation, holding: Holding) -> Text:
    left, made = _left(plan, relation), _made(plan, relation, holding)
    if relation.made is None:
        return Text("{sum} = {made}", sum=left, made=made)
    said = _named(plan, relation.made)
    if relation.sort is Sort.AT_MOST and _verdict(relation, holding) is Verdict.OPEN:
        number = plan.figures[relation.made].number
        rest = amount(number.high - holding.makes()[1], number).strip()
        return Text("{sum} = {made} of {said}: {rest} belong to no part that is named.",
                    sum=left, made=made, said=said, rest=rest)  # fmt: skip
    number = plan.figures[relation.made].number
    if relation.sort is Sort.GROWTH:
        first, second = (_named(plan, place) for place in relation.terms)
        return Text("{first} with {second} = {said}", first=first, second=second, said=said)
    if holding.makes() == (number.low, number.high):
        return Text("{sum} = {said}", sum=left, said=said)
    if relation.sort is Sort.MONTH:
        return Text("{sum} = {made}; {said} lies within.", sum=left, made=made, said=said)
    return Text("{sum} = {made}; {said} is the same, rounded.", sum=left, made=made, said=said)


def _differing(plan: Plan, relation: Relation, holding: Holding) -> Text:
    made = _made(plan, relation, holding)
    if relation.made is None:
        return Text("{sum} = {made}, and not 100%.", sum=_left(plan, relation), made=made)
    said = plan.figures[relation.made].words.strip()
    if relation.sort is Sort.SHARE:
        share = plan.figures[relation.terms[1]]
        return Text(
            "{share} of {base} is {made}, but the plan says {said} ({name}).",
            share=share.words.strip(), base=_named(plan, relation.terms[0]), made=made, said=said,
            name=name_of(plan.figures[relation.made]),
        )  # fmt: skip
    if relation.sort is Sort.GROWTH:
        return Text(
            "{first} with {second} makes {made}, but the plan says {said}.",
            first=_named(plan, relation.terms[0]), second=_named(plan, relation.terms[1]), made=made, said=said,
        )  # fmt: skip
    if relation.sort is Sort.AT_MOST:
        return Text("{sum} = {made}: the parts are more than the whole, {said}.",
                    sum=_left(plan, relation), made=made, said=_named(plan, relation.made))  # fmt: skip
    return Text("{sum} = {made}, but the plan says {said}.", sum=_left(plan, relation), made=made,
                said=_named(plan, relation.made))  # fmt: skip


# --- what is open ----------------------------------------------------------------------------------------------------


def _twice(plan: Plan) -> Iterator[Finding]:
    """What is said twice of the whole and differs: the reader knows which one holds."""
    first: dict[tuple[What, str, str, bool], Figure] = {}
    for one in plan.figures:
        if one.part or one.aside or one.what in (What.UNCLEAR, What.SHARE, What.GROWTH, What.AMOUNT):
            continue
        other = first.setdefault((one.what, one.per, one.earlier, one.total), one)
        if (one.number.low, one.number.high) != (other.number.low, other.number.high):
            sentence = Text(
                "{name} is said twice: {first} and {second}. Only the first is reckoned with.",
                name=name_of(one), first=other.words.strip(), second=one.words.strip(),
            )  # fmt: skip
            places = ((other.number.start, other.number.end), (one.number.start, one.number.end))
            yield Finding(Verdict.OPEN, sentence, (), places)


def _missing(plan: Plan, related: tuple[Relation, ...]) -> Iterator[Finding]:
    """The figure that is missing beside its others, and what it would be; and what to say where nothing is said."""
    groups = dict.fromkeys((one.part, one.kind, one.earlier, one.per) for one in plan.figures)
    told = False
    for part, kind, earlier, per in groups:
        known: dict[What, Figure] = {}
        for one in plan.figures:
            same = (one.part, one.kind, one.earlier) == (part, kind, earlier)
            if same and one.what is not What.UNCLEAR and (one.per == per or one.what in RATES):
                known.setdefault(one.what, one)
        finding = _would_be(known) if not part else None
        if finding is not None:
            told = True
            yield finding
    if related or told or not plan.figures:
        return
    said = {one.what for one in plan.figures}
    lacking = [NAMES[what] for what in _CHAIN if what not in said]
    if lacking:
        names = lacking[0]
        for name in lacking[1:]:
            names = Text("{first}, {second}", first=names, second=name)
        yield Finding(
            Verdict.OPEN, Text("Too little is said to hold anything against it. Missing: {names}.", names=names)
        )


def _would_be(known: Mapping[What, Figure]) -> Finding | None:
    """The first product of which only what it makes is missing."""
    for terms, made in PRODUCTS:
        if made in known or not all(term in known for term in terms) or made not in (What.SALES,):
            continue
        value = Fraction(1)
        for term in terms:
            if known[term].number.range:
                return None
            value *= known[term].number.low
        parts = [Text("{name} {value}", name=name_of(known[term]), value=known[term].words.strip()) for term in terms]
        sentence = Text(
            "Not said: {name}. It would be {value} ({sum}).",
            name=NAMES[made], value=amount(value), sum=_joined(parts, adds=False),
        )  # fmt: skip
        places = tuple((known[term].number.start, known[term].number.end) for term in terms)
        return Finding(Verdict.OPEN, sentence, (), places)
    return None
