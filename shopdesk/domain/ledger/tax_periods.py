"""Quarters and months as platforms and accountants write them in a table."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(?!\d)")
_QUARTER = re.compile(r"q([1-4])(?!\d)|(?<!\d)([1-4])q|第?([一二三四1-4])季度?|(?:quarter|qtr)\.?([1-4])(?!\d)")
_SPAN = re.compile(r"(?<!\d)(\d{1,2})月?[-~至到](\d{1,2})月")
_DAY = re.compile(r"(?<!\d)((?:19|20|21)\d\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})(?!\d)日?|月)?(?:\d\d:\d\d(?::\d\d)?)?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(0[1-9]|1[0-2])(\d\d)?(?!\d)")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_GAP = re.compile(r"(?<=\d)\s+(?=\d)")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
_EARLIEST, _LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class TaxSpan:
    """The whole months from ``first`` on that a row speaks of: one, or the three of a quarter.

    ``by_day``: only a day was written, which may stand for its month or for its quarter.
    """

    first: date
    months: int
    by_day: bool = False

    @property
    def quarter(self) -> date:
        """The first day of the quarter that it lies in."""
        return self.first.replace(month=(self.first.month - 1) // 3 * 3 + 1)


def plain(text: str) -> str:
    """A cell without differences of width, case and spaces, and with one kind of dash."""
    found = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return re.sub("[‐‑‒–—―−－~～]", "-", found)


def year_in(text: str) -> int | None:
    """The year that a heading names, where it names one."""
    found = set(_YEAR.findall(plain(text)))
    return int(found.pop()) if len(found) == 1 else None


def read_span(text: str, year: int | None = None) -> TaxSpan | None:
    """The quarter or month that a cell names; ``None`` where it names none.

    Args:
        text: the cell, or the first and the last day joined by a dash.
        year: the year of the table, for cells that name none.

    Raises:
        UserError: it names days that are no quarter and no month, or a year that cannot be meant.
    """
    cell = plain(_GAP.sub("|", text))
    own = year_in(cell) or year
    quarter = _QUARTER.search(cell)
    if quarter is not None:
        digit = next(group for group in quarter.groups() if group)
        return None if own is None else _span(own, 3 * (_CHINESE.get(digit) or int(digit)) - 2, 3, text)
    months = _SPAN.search(cell)
    if months is not None and own is not None:
        return _months(own, int(months[1]), own, int(months[2]), text)
    days = [*_DAY.finditer(cell)] or [*_COMPACT.finditer(cell)]
    if days:
        return _of_days(days, text)
    month = _MONTH.search(cell)
    number = int(month[1]) if month else _named(re.sub("[^a-z]", "", cell))
    return None if number is None or own is None else _months(own, number, own, number, text)


def _named(word: str) -> int | None:
    """The number of a month by its English name."""
    return next((names.index(word) + 1 for names in (_NAMES, _LONG_NAMES) if word in names), None)


def settled(spans: Sequence[TaxSpan]) -> list[TaxSpan]:
    """The rows' spans, those written as one day decided: quarters where every such day begins or ends one."""
    days = [one.first for one in spans if one.by_day]
    quarters = all((day.day == 1 and day.month % 3 == 1) or _ends_quarter(day) for day in days)
    return [one if not one.by_day else _decided(one.first, quarters) for one in spans]


def _decided(day: date, quarters: bool) -> TaxSpan:
    first = day.replace(day=1)
    return TaxSpan(TaxSpan(first, 3).quarter, 3) if quarters else TaxSpan(first, 1)


def _ends_quarter(day: date) -> bool:
    return day.month % 3 == 0 and day.day == calendar.monthrange(day.year, day.month)[1]


def _of_days(days: Sequence[re.Match[str]], text: str) -> TaxSpan:
    first, last = days[0], days[-1]
    begins, ends = (_day(one, text) for one in (first, last))
    if len(days) == 1:
        return TaxSpan(begins, 1, by_day=True) if first[3] else _months(begins.year, begins.month, *_two(begins), text)
    whole = begins.day == 1 and (not last[3] or ends.day == calendar.monthrange(ends.year, ends.month)[1])
    if not whole or len(days) > 2:
        raise _no_quarter(text)
    return _months(begins.year, begins.month, *_two(ends), text)


def _two(day: date) -> tuple[int, int]:
    return day.year, day.month


def _day(found: re.Match[str], text: str) -> date:
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        raise _no_quarter(text) from None


def _months(year: int, first: int, last_year: int, last: int, text: str) -> TaxSpan:
    count = (last_year - year) * 12 + last - first + 1
    if count not in (1, 3) or not 1 <= first <= 12 or (count == 3 and first % 3 != 1):
        raise _no_quarter(text)
    return _span(year, first, count, text)


def _span(year: int, first: int, count: int, text: str) -> TaxSpan:
    if not _EARLIEST <= year <= _LATEST:
        raise _no_quarter(text)
    return TaxSpan(date(year, first, 1), count)


def _no_quarter(text: str) -> UserError:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return UserError(Text("“{text}” is no quarter and no month. Write it like 2026-Q1 or 2026-01.", text=shown))
