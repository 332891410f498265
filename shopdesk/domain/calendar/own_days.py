"""The store's own days by rule: on which days of any year one begins, and which days it covers.

A rule is read off the day that the owner chose: its date, its weekday within the month, its lunar date. Only what is
counted from a festival names something besides. Nothing comes before the chosen day.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from shopdesk.domain.calendar.lunar import FIRST_YEAR, LAST_YEAR, from_lunar, to_lunar
from shopdesk.domain.calendar.rules import DateRule, NthWeekday
from shopdesk.domain.campaigns.records import OwnDay, OwnRule

Rules = Mapping[str, DateRule]
"""The rules of the shipped festivals by their codes."""

_LAST, _LAST_OF_SHORT = 30, 29


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def nth_of(day: date) -> int:
    """Which of its weekday a day is in its month, from 1."""
    return (day.day - 1) // 7 + 1


def _on_date(own: OwnDay, year: int, _rules: Rules) -> list[date]:
    return [date(year, own.day.month, min(own.day.day, _length(year, own.day.month)))]


def _on_weekday(own: OwnDay, year: int, rules: Rules) -> list[date]:
    return NthWeekday(nth_of(own.day), own.day.weekday(), own.day.month).days_in(year, rules)


def _on_last_weekday(own: OwnDay, year: int, rules: Rules) -> list[date]:
    return NthWeekday(-1, own.day.weekday(), own.day.month).days_in(year, rules)


def _on_lunar(own: OwnDay, year: int, _rules: Rules) -> list[date]:
    """Of an ordinary month, but for the chosen day itself; the 30th of a month that has none is its last day."""
    lunar = to_lunar(own.day)
    if lunar is None:
        return []
    found = {own.day}
    for lunar_year in (year - 1, year, year + 1):
        day = from_lunar(lunar_year, lunar.month, lunar.day)
        if day is None and lunar.day == _LAST:
            day = from_lunar(lunar_year, lunar.month, _LAST_OF_SHORT)
        if day is not None:
            found.add(day)
    return sorted(found)


def _on_month_end(own: OwnDay, year: int, _rules: Rules) -> list[date]:
    return [date(year, own.day.month, _length(year, own.day.month))]


def _on_festival(own: OwnDay, year: int, rules: Rules) -> list[date]:
    """So many days from a festival, of the years beside, too: three days before New Year lie in the year before."""
    rule = rules.get(own.festival)
    if rule is None:
        return []
    years = range(max(year - 1, FIRST_YEAR), min(year + 1, LAST_YEAR) + 1)
    away = timedelta(days=own.offset_days)
    return sorted({day + away for one in years for day in rule.days_in(one, rules)})


def _on_each_month(own: OwnDay, year: int, _rules: Rules) -> list[date]:
    return [date(year, month, min(own.day.day, _length(year, month))) for month in range(1, 13)]


def _on_each_month_end(_own: OwnDay, year: int, _rules: Rules) -> list[date]:
    return [date(year, month, _length(year, month)) for month in range(1, 13)]


_FINDERS: dict[OwnRule, Callable[[OwnDay, int, Rules], list[date]]] = {
    OwnRule.DATE: _on_date,
    OwnRule.WEEKDAY: _on_weekday,
    OwnRule.LAST_WEEKDAY: _on_last_weekday,
    OwnRule.LUNAR: _on_lunar,
    OwnRule.MONTH_END: _on_month_end,
    OwnRule.FESTIVAL: _on_festival,
    OwnRule.MONTHLY: _on_each_month,
    OwnRule.EVERY_MONTH_END: _on_each_month_end,
}


def begins_in(own: OwnDay, year: int, rules: Rules) -> list[date]:
    """The days of a year on which an own day begins, in order; none before the day that was chosen."""
    if not own.yearly:
        return [own.day] if own.day.year == year else []
    if year < own.day.year or not FIRST_YEAR <= year <= LAST_YEAR:
        return []
    return [day for day in _FINDERS[own.rule](own, year, rules) if day.year == year and day >= own.day]


def days_in(own: OwnDay, year: int, rules: Rules) -> list[date]:
    """Every day of a year that an own day covers, in order, those that began in the year before included."""
    begun = [day for one in (year - 1, year) for day in begins_in(own, one, rules)]
    covered = {day + timedelta(days=more) for day in begun for more in range(own.days)}
    return sorted(day for day in covered if day.year == year)


def coming(own: OwnDay, after: date, rules: Rules, count: int) -> list[date]:
    """The next ``count`` days on which it begins, from ``after`` on; fewer where the calendar ends before."""

    def every() -> Iterator[date]:
        for year in range(max(after.year, FIRST_YEAR), LAST_YEAR + 1):
            yield from (day for day in begins_in(own, year, rules) if day >= after)

    return list(islice(every(), count))


def rule_text(own: OwnDay) -> str:
    """The rule as the shipped ones are written; the command line says it."""
    day = own.day
    weekday, month = calendar.day_name[day.weekday()], calendar.month_name[day.month]
    lunar = to_lunar(day)
    if not own.yearly:
        return f"date:{day}"
    if own.rule is OwnRule.LUNAR and lunar is not None:
        return f"lunar:{lunar.month:02}-{lunar.day:02}"
    ordinal = ("1st", "2nd", "3rd", "4th", "5th")[nth_of(day) - 1]
    return {
        OwnRule.WEEKDAY: f"nth_weekday:{ordinal} {weekday} of {month}",
        OwnRule.LAST_WEEKDAY: f"nth_weekday:last {weekday} of {month}",
        OwnRule.MONTH_END: f"month_end:{day:%m}",
        OwnRule.FESTIVAL: f"relative:{own.festival}{own.offset_days:+d}d",
        OwnRule.MONTHLY: f"monthly:{day:%d}",
        OwnRule.EVERY_MONTH_END: "month_end:every",
    }.get(own.rule, f"solar:{day:%m-%d}")
