"""Public holidays: the days the law names, the breaks and make-up workdays of each year's official notice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind
from shopdesk.domain.calendar.rules import DateRule, parse_rule

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class StatutoryDay:
    """A holiday named by law: where it begins and how many days it has."""

    zh: str
    en: str
    rule: DateRule
    length: int


@dataclass(frozen=True, slots=True)
class HolidayLaw:
    """One wording of the law, in force from ``valid_from`` until the next one."""

    valid_from: date
    source: str
    days: tuple[StatutoryDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One break of a yearly notice: days off in a row, and the weekend days worked in return."""

    zh: str
    en: str
    first: date
    last: date
    workdays: tuple[date, ...] = ()

    def days_off(self) -> Iterable[date]:
        """Every day of the break."""
        for offset in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayNotice:
    """The official notice for one year. ``pasted`` ones were entered by the user and go before shipped ones."""

    id: int | None = None
    year: int
    source: str
    breaks: tuple[Break, ...]
    pasted: bool = False


@dataclass(frozen=True, slots=True)
class HolidayBook:
    """Laws and notices together: which days are free, which weekend days are worked, and why."""

    laws: tuple[HolidayLaw, ...]
    notices: Mapping[int, HolidayNotice]

    def with_notices(self, notices: Iterable[HolidayNotice]) -> HolidayBook:
        """The book with further notices; a later one replaces an earlier one of the same year."""
        return HolidayBook(self.laws, {**self.notices, **{notice.year: notice for notice in notices}})

    def law_for(self, year: int) -> HolidayLaw | None:
        """The wording in force at the start of a year; ``None`` before the first one."""
        valid = [law for law in self.laws if law.valid_from <= date(year, 1, 1)]
        return max(valid, key=lambda law: law.valid_from, default=None)

    def announced(self, year: int) -> bool:
        """Whether that year's official notice is known."""
        return year in self.notices

    def statutory(self, year: int) -> list[CalendarDay]:
        """The holidays by law in a solar year, one entry for each name and day (two names may share a day)."""
        law = self.law_for(year)
        if law is None:
            return []
        found = [
            CalendarDay(
                date=day,
                name_zh=entry.zh,
                name_en=entry.en,
                kind=DayKind.HOLIDAY,
                rule=law.source,
                statutory=True,
                source=law.source,
            )
            for entry in law.days
            for start in entry.rule.days_in(year, {})
            for day in (start + timedelta(days=offset) for offset in range(entry.length))
        ]
        return sorted(found, key=lambda entry: entry.date)

    def official(self, year: int) -> list[CalendarDay]:
        """Days off and make-up workdays that fall into a solar year; empty where no notice is known."""
        found: list[CalendarDay] = []
        for notice in (self.notices[near] for near in (year - 1, year, year + 1) if near in self.notices):
            for run in notice.breaks:
                found += [self._off(run, day, notice) for day in run.days_off() if day.year == year]
                found += [self._worked(run, day, notice) for day in run.workdays if day.year == year]
        return sorted(found, key=lambda entry: entry.date)

    def is_workday(self, day: date) -> bool:
        """Whether people work on ``day``: make-up days yes, days off no, otherwise Monday to Friday.

        For a year without a notice the days by law count as off; its bridge days cannot be known yet.
        """
        for notice in (self.notices.get(day.year + step) for step in (0, 1, -1)):
            for run in notice.breaks if notice else ():
                if day in run.workdays:
                    return True
                if run.first <= day <= run.last:
                    return False
        if not self.announced(day.year) and any(entry.date == day for entry in self.statutory(day.year)):
            return False
        return day.weekday() < _SATURDAY

    @staticmethod
    def _off(run: Break, day: date, notice: HolidayNotice) -> CalendarDay:
        return CalendarDay(
            date=day,
            name_zh=f"{run.zh}放假",
            name_en=f"{run.en} (off)",
            kind=DayKind.HOLIDAY,
            rule="State Council notice",
            source=notice.source,
        )

    @staticmethod
    def _worked(run: Break, day: date, notice: HolidayNotice) -> CalendarDay:
        return CalendarDay(
            date=day,
            name_zh=f"{run.zh}补班",
            name_en=f"{run.en} (work)",
            kind=DayKind.WORKDAY,
            rule="State Council notice",
            source=notice.source,
        )


def parse_laws(content: Mapping[str, Any]) -> tuple[HolidayLaw, ...]:
    """The laws from the contents of ``holiday-laws.toml``."""
    return tuple(
        HolidayLaw(
            law["from"],
            law["source"],
            tuple(
                StatutoryDay(entry["zh"], entry["en"], parse_rule(entry["rule"]), entry["length"])
                for entry in law["days"]
            ),
        )
        for law in content["law"]
    )


def parse_shipped_notice(content: Mapping[str, Any]) -> HolidayNotice:
    """The notice from the contents of one ``holidays-<year>.toml``."""
    return HolidayNotice(
        year=content["year"],
        source=content["source"],
        breaks=tuple(
            Break(
                zh=entry["zh"],
                en=entry["en"],
                first=entry["first"],
                last=entry["last"],
                workdays=tuple(entry["workdays"]),
            )
            for entry in content["break"]
        ),
    )
