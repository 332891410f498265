"""Reading the official holiday notice from its pasted text.

The notice has kept one form for many years: a numbered line for each holiday, such as
``二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共9天。2月14日(周六)、2月28日(周六)上班。``
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from shopdesk.domain.calendar.holidays import Break, HolidayNotice
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

_NAMES = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}
_DAY = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日"
_SPAN = re.compile(_DAY.format("a") + "(?:(?:至|-|—|–|~|到)" + _DAY.format("b") + ")?")
_YEAR = re.compile(r"(\d{4})年(?:[^\d]{0,12})(?:部分)?节假日")
_MOST_DAYS_OFF = 16


def _heading(line: str) -> tuple[str, str] | None:
    """The holiday names at the head of a line, in Chinese and English."""
    head = re.match(r"^(?:[一二三四五六七八九十]+[、.]|\d{1,2}[、.](?!\d))?\s*([^::\d]{2,20})[::]", line)
    if not head:
        return None
    names = sorted((name for name in _NAMES if name in head[1]), key=head[1].index)
    if not names:
        return None
    return "、".join(names), ", ".join(_NAMES[name] for name in names)


def _make_day(year: int, found: re.Match[str], part: str, month: int | None) -> date:
    number = found[f"{part}m"] or month
    if number is None:
        raise ValueError(found[0])
    return date(int(found[f"{part}y"] or year), int(number), int(found[f"{part}d"]))


def _read_line(year: int, names: tuple[str, str], text: str) -> Break:
    plain = re.sub(r"\([^)]*\)", "", text)
    rest_part, work_part = [], []
    for sentence in re.split(r"[。;]", plain):
        if "上班" in sentence:
            work_part.append(sentence)
        elif "放假" in sentence or "休息" in sentence or "调休" in sentence:
            rest_part.append(sentence)
    off: list[date] = []
    month: int | None = None
    for found in _SPAN.finditer(" ".join(rest_part)):
        start = _make_day(year, found, "a", month)
        end = _make_day(year, found, "b", start.month) if found["bd"] else start
        if end < start and not found["by"]:
            end = end.replace(year=end.year + 1)
        month = end.month
        off += [start, end]
    if not off or (max(off) - min(off)).days >= _MOST_DAYS_OFF:
        raise ValueError(text)
    month = None
    worked: list[date] = []
    for found in _SPAN.finditer(" ".join(work_part)):
        day = _make_day(year, found, "a", month)
        month = day.month
        worked.append(day)
    return Break(zh=names[0], en=names[1], first=min(off), last=max(off), workdays=tuple(sorted(worked)))


def _nearest(workday: date, first: date) -> date:
    """A make-up day of the December before a New Year break, where the notice leaves the year out."""
    if (workday - first).days > 180:
        return workday.replace(year=workday.year - 1)
    return workday


def read_notice(text: str, year: int | None = None, source: str = "") -> HolidayNotice:
    """The breaks and make-up workdays of a pasted notice.

    ``year`` is used where the text does not say ``2027年…节假日``.

    Raises:
        UserError: the year is missing, a line cannot be read, a make-up day is no weekend, or no break is found.
    """
    plain = unicodedata.normalize("NFKC", text)
    said = _YEAR.search(plain)
    if said:
        year = int(said[1])
    if year is None:
        raise UserError(Text("The notice does not say its year. Choose the year above and try again."))
    breaks: list[Break] = []
    for line in _lines(plain):
        names = _heading(line)
        if names is None:
            continue
        try:
            run = _read_line(year, names, line.split(":", 1)[1])
        except ValueError:
            raise UserError(
                Text("This line of the notice cannot be read: “{line}”. Correct its dates and try again.", line=line)
            ) from None
        workdays = tuple(_nearest(day, run.first) for day in run.workdays)
        odd = [day for day in workdays if day.weekday() < 5]
        if odd:
            raise UserError(
                Text("{day} is no weekend day, so it cannot be a make-up workday. Check the line “{line}”.",
                     day=odd[0], line=line)
            )  # fmt: skip
        breaks.append(Break(zh=run.zh, en=run.en, first=run.first, last=run.last, workdays=workdays))
    if not breaks:
        raise UserError(
            Text("No holiday was found in the text. Paste the notice's lines, for example “一、元旦:1月1日放假…”.")
        )
    return HolidayNotice(year=year, source=source, breaks=tuple(breaks), pasted=True)


def _lines(text: str) -> list[str]:
    """The notice's numbered lines, also where the paste lost its line breaks."""
    split = re.sub(r"(?<![\n第])([一二三四五六七八九十]、)(?=[^\d::\n]{2,20}:)", r"\n\1", text)
    return [line.strip() for line in split.splitlines() if line.strip()]
