"""Judges the days of a plan: days there are not, an end before the start, weekdays, lengths, the month in its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from shopdesk.domain.campaigns.plan_dates import Dates, Day, Span, weekday_like
from shopdesk.domain.campaigns.plan_figures import Plan
from shopdesk.domain.campaigns.plan_findings import Edit, Finding, Proposal, Verdict
from shopdesk.domain.text import Text

_LATE, _EARLY = 10, 3  # a span from October on that ends by March goes over the turn of the year
_LONGEST = 366


def days_of(dates: Dates, today: date) -> int | None:
    """How many days the campaign lasts: as it says, or by its only span; ``None`` where neither tells."""
    if dates.length is not None:
        return dates.length.days
    spans = [one for one in dates.spans if one.last is not None]
    ends = _ends(spans[0], dates.year or today.year) if len(spans) == 1 else None
    return (ends[1] - ends[0]).days + 1 if ends is not None and ends[0] <= ends[1] else None


def day_findings(plan: Plan, today: date) -> Iterator[Finding]:
    """What contradicts itself among the days of a plan, and spans that agree with their length."""
    dates, text = plan.dates, plan.text
    year = dates.year or today.year
    sound = True
    for span in dates.spans:
        for day in (span.first, span.last):
            if day is not None:
                found = [*_unreal(day, year, text), *_weekday(day, dates, today, text)]
                sound = sound and not found
                yield from found
        yield from _order(span, year, text)
    whole = [one for one in dates.spans if one.last is not None]
    if sound and len(whole) == 1:
        yield from _length(whole[0], dates, year, text)
    if sound and whole:
        yield from _month(whole[0], dates, year, text)


def _ends(span: Span, year: int) -> tuple[date, date] | None:
    """First and last day; a span without years may go over the turn of the year."""
    assert span.last is not None
    first, last = span.first.real(year), span.last.real(year)
    if first is None or last is None:
        return None
    if last < first and span.first.year is None and span.first.month >= _LATE and span.last.month <= _EARLY:
        last = span.last.real(year + 1)
    return (first, last) if last is not None else None


def _said(text: str, start: int, end: int) -> str:
    return text[start:end].strip()


def _edit(day: Day, number: int) -> Edit:
    return Edit(day.day_start, day.day_end, str(number))


def _unreal(day: Day, year: int, text: str) -> Iterator[Finding]:
    if day.real(year) is not None:
        return
    last, said = day.last_of_month(year), _said(text, day.start, day.end)
    place = ((day.start, day.end),)
    if not last:
        yield Finding(
            Verdict.DIFFERS, Text("There is no month {month} ({said}).", month=day.month, said=said), (), place
        )
        return
    sentence = Text("There is no {said}: that month has {count} days.", said=said, count=last)
    proposal = Proposal(Text("On {day}", day=f"{day.month}-{last}"), _edit(day, last))
    yield Finding(Verdict.DIFFERS, sentence, (proposal,), place)


def _weekday(day: Day, dates: Dates, today: date, text: str) -> Iterator[Finding]:
    """A weekday beside a day; without a year it may be of this year or the next."""
    if day.weekday is None:
        return
    years = [day.year or dates.year] if day.year or dates.year else [today.year, today.year + 1]
    real = [found for year in years if year and (found := day.real(year)) is not None]
    if not real or any(found.weekday() == day.weekday for found in real):
        return
    said = _said(text, day.week_start, day.week_end)
    right = [weekday_like(said, found.weekday()) for found in real]
    sentence = Text(
        "{day} is a {right} in {year}, not a {said}.",
        day=_said(text, day.start, day.end), right=right[0], year=str(real[0].year), said=said,
    )  # fmt: skip
    proposals = [
        Proposal(Text("{right} ({year})", right=word, year=str(found.year)), Edit(day.week_start, day.week_end, word))
        for word, found in zip(right, real, strict=True)
    ]
    shift = (day.weekday - real[0].weekday() + 3) % 7 - 3
    near = real[0] + timedelta(days=shift)
    if near.month == real[0].month:
        proposals.append(Proposal(Text("On {day}", day=f"{near.month}-{near.day}"), _edit(day, near.day)))
    yield Finding(Verdict.DIFFERS, sentence, tuple(proposals), ((day.start, day.week_end),))


def _order(span: Span, year: int, text: str) -> Iterator[Finding]:
    ends = _ends(span, year) if span.last is not None else None
    if ends is None or ends[0] <= ends[1] or span.last is None:
        return
    first = _said(text, span.first.start, span.first.end)
    last = _said(text, span.last.start, span.last.end)
    sentence = Text("It ends ({last}) before it begins ({first}).", first=first, last=last)
    proposals = []
    if span.first.day_end <= span.last.start and span.first.start != span.last.start:
        begin, stop = span.first.start, span.last.end
        between = text[span.first.end : span.last.start]
        swapped = text[span.last.start : stop] + between + text[begin : span.first.end]
        if span.last.day_start != span.last.start:
            proposals.append(Proposal(Text("The other way round"), Edit(begin, stop, swapped)))
    yield Finding(Verdict.DIFFERS, sentence, tuple(proposals), ((span.start, span.end),))


def _length(span: Span, dates: Dates, year: int, text: str) -> Iterator[Finding]:
    ends = _ends(span, year)
    if dates.length is None or ends is None or ends[0] > ends[1] or span.last is None:
        return
    days, said = (ends[1] - ends[0]).days + 1, dates.length
    place = ((span.start, span.end), (said.start, said.end))
    words = text[span.words]
    if days == said.days:
        yield Finding(Verdict.AGREES, Text("{span} = {count} days", span=words, count=days), (), place)
        return
    sentence = Text("{span} is {count} days, both ends counted; the plan says {said}.", span=words, count=days,
                    said=said.days)  # fmt: skip
    proposals = [Proposal(Text("{count} days", count=days), Edit(said.start, said.end, str(days)))]
    if said.days <= _LONGEST:
        last = ends[0] + timedelta(days=said.days - 1)
        first = ends[1] - timedelta(days=said.days - 1)
        for day, other, label in (
            (span.last, last, Text("Ends on {day}", day=f"{last.month}-{last.day}")),
            (span.first, first, Text("Begins on {day}", day=f"{first.month}-{first.day}")),
        ):
            if other.month == day.month and (day.year is None or day.year == other.year):
                proposals.append(Proposal(label, _edit(day, other.day)))
    yield Finding(Verdict.DIFFERS, sentence, tuple(proposals), place)


def _month(span: Span, dates: Dates, year: int, text: str) -> Iterator[Finding]:
    """A campaign of November that lies wholly in another month."""
    ends = _ends(span, year)
    if dates.month is None or ends is None or ends[0] > ends[1]:
        return
    number, start, end = dates.month
    day = ends[0]
    while day <= ends[1] and (day - ends[0]).days <= _LONGEST:
        if day.month == number:
            return
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    sentence = Text(
        "It is called {name}, but {span} has no day of that month.",
        name=_said(text, start, end), span=text[span.words],
    )  # fmt: skip
    digits = len(str(number)) if text[start : start + 1].isdigit() else 0
    label = Text("Call it after month {month}", month=ends[0].month)
    proposals = (Proposal(label, Edit(start, start + digits, str(ends[0].month))),) if digits else ()
    yield Finding(Verdict.DIFFERS, sentence, proposals, ((start, end), (span.start, span.end)))
