"""Festivals, seasons and sales days: shipped as rules, computed for any year of the lunar table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from shopdesk.domain.calendar.lunar import check_year
from shopdesk.domain.calendar.rules import DateRule, Relative, parse_rule
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text


class DayKind(StrEnum):
    """What makes a day special; the words are part of the command line's JSON."""

    FESTIVAL = "festival"
    SOLAR_TERM = "solar_term"
    HOLIDAY = "holiday"
    WORKDAY = "workday"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One entry of the calendar; a day may have several.

    ``estimated`` marks a date that a platform sets anew each year and that is only derived from earlier years.
    ``statutory`` marks a holiday by law (as against a day off by that year's notice). ``source`` names where a
    published date was read.
    """

    date: date
    name_zh: str
    name_en: str
    kind: DayKind
    rule: str
    code: str = ""
    estimated: bool = False
    statutory: bool = False
    major: bool = False
    source: str = ""

    def name(self, language: str) -> str:
        """The name in ``zh_CN`` or, for anything else, in English."""
        return self.name_zh if language.startswith("zh") else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """A named day with its rule; ``major`` ones are big enough to plan months ahead."""

    code: str
    zh: str
    en: str
    rule: DateRule
    rule_text: str
    kind: DayKind = DayKind.FESTIVAL
    estimated: bool = False
    major: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedSpan:
    """A stretch of a platform's own timetable of a past year, as it was published; a hint for the next one."""

    code: str
    zh: str
    en: str
    start: date
    end: date
    source: str
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class FestivalBook:
    """All shipped festivals and past timetables."""

    festivals: tuple[Festival, ...]
    published: tuple[PublishedSpan, ...] = ()
    _rules: dict[str, DateRule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the rules by code, and refuse two of one code and references into nowhere."""
        for festival in self.festivals:
            if festival.code in self._rules:
                raise UserError(Text("The festival “{code}” is there twice.", code=festival.code))
            self._rules[festival.code] = festival.rule
        for festival in self.festivals:
            if isinstance(festival.rule, Relative) and festival.rule.code not in self._rules:
                raise UserError(Text("The festival “{code}” counts from an unknown one.", code=festival.code))

    @property
    def rules(self) -> Mapping[str, DateRule]:
        """The rules by the festivals' codes."""
        return self._rules

    def days_of(self, year: int) -> list[CalendarDay]:
        """Every festival of a solar year by date; equal dates keep the order of the file.

        Raises:
            UserError: the year is outside 2000 to 2056.
        """
        check_year(year)
        days = [
            CalendarDay(
                date=day,
                name_zh=festival.zh,
                name_en=festival.en,
                kind=festival.kind,
                rule=festival.rule_text,
                code=festival.code,
                estimated=festival.estimated,
                major=festival.major,
                source=festival.source,
            )
            for festival in self.festivals
            for day in festival.rule.days_in(year, self._rules)
        ]
        days += [self._published_day(span) for span in self.published if span.start.year == year]
        return sorted(days, key=lambda entry: entry.date)

    @staticmethod
    def _published_day(span: PublishedSpan) -> CalendarDay:
        return CalendarDay(
            date=span.start,
            name_zh=span.zh,
            name_en=span.en,
            kind=DayKind.FESTIVAL,
            rule="published",
            code=span.code,
            source=span.source,
        )


@dataclass(frozen=True, slots=True)
class HideChoice:
    """Something that a store may hide: its first ``day`` in the year in view, if it has one there."""

    code: str
    name_zh: str
    name_en: str
    day: date | None
    hidden: bool

    def name(self, language: str) -> str:
        """The name in ``zh_CN`` or, for anything else, in English."""
        return self.name_zh if language.startswith("zh") else self.name_en


def hideable(entry: CalendarDay) -> bool:
    """Whether a store may do without it; people work by days off and make-up workdays, so these always stand there."""
    return bool(entry.code) and entry.kind in (DayKind.FESTIVAL, DayKind.SOLAR_TERM, DayKind.OWN)


def comparable(entry: CalendarDay) -> bool:
    """Whether it comes back, so that there may be a last year's: not a stretch of a past timetable, no single day."""
    return hideable(entry) and entry.rule != "published" and not entry.rule.startswith("date:")


def parse_book(festivals: Mapping[str, Any], published: Mapping[str, Any] | None = None) -> FestivalBook:
    """The book from the contents of ``festivals.toml`` and ``published.toml``."""
    return FestivalBook(
        tuple(_festival(entry) for entry in festivals["festival"]),
        tuple(_spans((published or {}).get("span", ()))),
    )


def _festival(entry: Mapping[str, Any]) -> Festival:
    return Festival(
        code=entry["code"],
        zh=entry["zh"],
        en=entry["en"],
        rule=parse_rule(entry["rule"]),
        rule_text=entry["rule"],
        kind=DayKind.SOLAR_TERM if entry["rule"].startswith("solar_term:") else DayKind.FESTIVAL,
        estimated=entry.get("estimated", False),
        major=entry.get("major", False),
        source=entry.get("source", ""),
    )


def _spans(entries: Iterable[Mapping[str, Any]]) -> Iterable[PublishedSpan]:
    for entry in entries:
        yield PublishedSpan(
            code=entry["code"],
            zh=entry["zh"],
            en=entry["en"],
            start=entry["start"],
            end=entry.get("end", entry["start"]),
            source=entry["source"],
            agreement=entry.get("agreement", ""),
        )
