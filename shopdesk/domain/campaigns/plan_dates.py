"""Days in a written plan: spans like ``11.1-11.11`` and ``11月1日至11日``, weekdays beside them, days there are not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

_YEAR = r"(?:(?P<{n}y>(?:19|20)[0-9]{{2}}) ?[-/.年] ?)?"
_DAY = r"(?P<{n}m>[0-9]{{1,2}}) ?(?P<{n}s>[-/.月]) ?(?P<{n}d>[0-9]{{1,2}})(?![0-9]) ?[日号]?"
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FOLLOWS = re.compile(r" ?(?:当[天日]|起|开始|结束)")
_ANY_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_TH = "(?:st|nd|rd|th)?"
_NO_MORE = "(?![0-9]|[,.][0-9]| ?[%万k])"
_NAMED = r"(?P<{n}n>" + _ANY_MONTH + r")(?![a-z])\.? (?P<{n}e>[0-9]{{1,2}})" + _TH + _NO_MORE
_WEEK = (
    r"(?: ?[(\[【]? ?(?P<{n}w>(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])))?"
)
_ONE = rf"(?:{_YEAR}{_DAY}|{_NAMED})(?:,? (?P<{{n}}z>20[0-9]{{{{2}}}})(?![0-9]))?{_WEEK}"
_SPAN = re.compile(
    r"(?<![0-9.,/a-z-])"
    + _ONE.format(n="a")
    + r"[)\]】]?(?: ?(?:-|–|—|~|〜|至|到|\bto\b|\buntil\b) ?(?:"
    + _ONE.format(n="b")
    + r"|(?P<last>[0-9]{1,2})(?![0-9]|[.,][0-9])(?:st|nd|rd|th)? ?[日号]?"
    + _WEEK.format(n="l")
    + r"))?(?! ?[万亿元%kw]| ?[-–—~〜至到] ?[0-9])"
)
_NOT_A_VERB = r"(?:(?<!may)(?![a-z])|(?<=may)(?= ?(?:$|[,.;:)(\n，。；、·-]|–|—|20[0-9][0-9]|to\b|until\b|and\b)))"
_MONTH_BEHIND = (
    rf"(?: of)? (?P<{{n}}n>{_ANY_MONTH}){_NOT_A_VERB}\.?(?:,? (?P<{{n}}z>20[0-9]{{{{2}}}})(?![0-9]))?{_WEEK}"
)
_DAY_FIRST = re.compile(
    r"(?<![0-9.,/a-z-])(?P<ae>[0-9]{1,2})"
    + _TH
    + "(?:"
    + _MONTH_BEHIND.format(n="a")
    + r"[)\]】]?)?(?: ?(?:-|–|—|~|\bto\b|\buntil\b|\bthrough\b|\band\b) ?(?:the )?(?P<be>[0-9]{1,2})"
    + _TH
    + _MONTH_BEHIND.format(n="b")
    + ")?"
)
"""``1 to 11 November``, ``1 Nov - 3 Dec``, ``the 11th of November``: the day before its month."""
_BETWEEN = re.compile("between (?:the )?$")
_AFTER_A_MONTH = re.compile(rf"(?:{_ANY_MONTH})\.? $")
_DAY_WORDS = re.compile(
    r"活动|时间|日期|周期|期间|档期|开始|结束|预热|\b(?:from|dates?|period|starts?|ends?|between|runs?)\b"
)
_LENGTH = re.compile(
    r"(?:共计?|为期|持续|历时|时长|全程|\blasts?|\blasting|\bfor|\bin all|\()[ :]{0,2}"
    r"(?P<days>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:天|days?\b)"
    r"|(?P<more>[0-9]{1,3})(?:天| days?)(?=活动|大促|的活动| (?:campaign|in all|long))"
)
_MONTH = re.compile(
    r"(?<![0-9])(?P<number>1[0-2]|[1-9])月份?(?=[^0-9\n，。；,;]{0,6}(?:活动|大促|促销|计划|方案))"
    r"|\b(?P<name>january|february|march|april|may|june|july|august|september|october|november|december)(?: [a-z]+)?"
    r" (?:campaign|promotion|plan|sale)\b"
)
_YEAR_SAID = re.compile(r"(?<![0-9.,])(20[0-9]{2})(?= ?年|(?= (?:plan|campaign|double)))")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_SPANS = 60


@dataclass(frozen=True, slots=True)
class Day:
    """A written day: ``year`` is ``None`` where none is said, ``weekday`` (Monday is 0) where one stands beside it.

    ``start`` and ``end`` are the place of month and day, ``day_start`` that of the number of the day alone,
    ``week_start`` and ``week_end`` that of the weekday.
    """

    year: int | None
    month: int
    day: int
    weekday: int | None
    start: int
    end: int
    day_start: int
    day_end: int
    week_start: int = -1
    week_end: int = -1

    def real(self, year: int) -> date | None:
        """The day in its own year, or else in this one; ``None`` where there is none."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None

    def last_of_month(self, year: int) -> int:
        """How many days its month has; 0 for a month that there is not."""
        return monthrange(self.year or year, self.month)[1] if 1 <= self.month <= 12 else 0


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or the first and the last day of something; where it stands in the text."""

    first: Day
    last: Day | None
    start: int
    end: int

    @property
    def words(self) -> slice:
        """The place of its days alone."""
        return slice(self.first.start, (self.last or self.first).end)


@dataclass(frozen=True, slots=True)
class Length:
    """How many days something is said to last, and where the number stands."""

    days: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dates:
    """What a plan says of days. ``month`` is the one that its campaign is named after, with its place."""

    spans: tuple[Span, ...] = ()
    length: Length | None = None
    month: tuple[int, int, int] | None = None
    year: int | None = None


def find_dates(text: str, is_figure: re.Pattern[str]) -> Dates:
    """The days in a plain text.

    Args:
        text: in plain width and small letters.
        is_figure: words of figures; ``ROI 2.5-3.2`` is no span of days.
    """
    spans = [*_days_first(text)]
    rest = text
    for one in spans:
        rest = rest[: one.start] + "·" * (one.end - one.start) + rest[one.end :]
    for found in _SPAN.finditer(rest):
        if len(spans) == MOST_SPANS:
            break
        if _is_date(rest, found, is_figure):
            spans.append(_span(found))
    spans.sort(key=lambda one: one.start)
    length = next(_lengths(text), None)
    month = _MONTH.search(text)
    named = None
    if month is not None:
        number = int(month["number"]) if month["number"] else _MONTH_NAMES.index(month["name"][:3]) + 1
        named = (number, month.start(), month.end())
    year = _YEAR_SAID.search(text)
    said = next((one.first.year for one in spans if one.first.year), int(year[1]) if year else None)
    return Dates(tuple(spans), length, named, said)


def _days_first(text: str) -> Iterator[Span]:
    """The days that stand before their months."""
    count = 0
    for found in _DAY_FIRST.finditer(text):
        months = [one for one in (found["an"], found["bn"]) if one]
        if not months or count == MOST_SPANS or _AFTER_A_MONTH.search(text, max(0, found.start() - 12), found.start()):
            continue
        both = found["bn"] and "and" in text[found.end("ae") : found.start("be")].split()
        if both and not found["an"] and not _BETWEEN.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        count += 1
        last = _behind(found, "b", found["bn"]) if found["bn"] else None
        first = _behind(found, "a", found["an"] or found["bn"])
        if last is not None:
            if first.year is None and last.year is not None and first.month <= last.month:
                first = replace(first, year=last.year)
            if last.year is None and first.year is not None:
                last = replace(last, year=first.year)
        yield Span(first, last, found.start(), found.end())


def _behind(found: re.Match[str], end: str, month: str) -> Day:
    """A day whose month stands behind it, or behind the last day of its span."""
    place = found.span(f"{end}e")
    year, named = found[f"{end}z"], found[f"{end}n"]
    weekday, week = _weekday(found, end)
    return Day(
        int(year) if year else None,
        _MONTH_NAMES.index(month[:3]) + 1,
        int(found[f"{end}e"]),
        weekday,
        place[0],
        found.end(f"{end}n") if named else place[1],
        *place,
        *week,
    )


def _lengths(text: str) -> Iterator[Length]:
    for found in _LENGTH.finditer(text):
        said = found["days"] or found["more"]
        group = "days" if found["days"] else "more"
        days = int(said) if said.isdigit() else _small(said)
        if days:
            yield Length(days, found.start(group), found.end(group))


def _small(said: str) -> int:
    tens, ten, ones = said.rpartition("十")
    digits = {sign: place for place, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
    if not ten:
        return digits.get(said, 0)
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def _is_date(text: str, found: re.Match[str], is_figure: re.Pattern[str]) -> bool:
    """Whether days are meant: ``11月1日`` always, ``11.1-11.11`` unless a figure's word stands before it."""
    if found["an"] or found["as"] == "月" or found["ay"] or found["aw"]:
        return True
    if found["as"] == "-" or not (1 <= int(found["am"]) <= 12 and 1 <= int(found["ad"]) <= 31):
        return False
    clause = re.split("[，。；;\n]", text[max(0, found.start() - 40) : found.start()])[-1]
    days, figures = bool(_DAY_WORDS.search(clause)), bool(is_figure.search(clause))
    days = days or _DAY_FOLLOWS.match(text, found.end()) is not None
    if found["as"] == "/":
        return days or not figures
    return days or (bool(found["bm"]) and found["bs"] == "." and int(found["bm"]) <= 12 and not figures)


def _span(found: re.Match[str]) -> Span:
    first = _day(found, "a")
    last = None
    if found["bm"] or found["bn"]:
        last = _day(found, "b")
        if last.year is None and first.year is not None:
            last = replace(last, year=first.year)
    elif found["last"]:
        place = found.span("last")
        stop = place[1] + (found.string[place[1] : place[1] + 1] in ("日", "号"))
        last = Day(first.year, first.month, int(found["last"]), None, place[0], stop, *place)
        weekday, week = _weekday(found, "l")
        last = replace(last, weekday=weekday, week_start=week[0], week_end=week[1])
    return Span(first, last, found.start(), found.end())


def _day(found: re.Match[str], end: str) -> Day:
    name = found[f"{end}n"]
    month, day = (_MONTH_NAMES.index(name[:3]) + 1, f"{end}e") if name else (int(found[f"{end}m"]), f"{end}d")
    year = found[f"{end}y"] or found[f"{end}z"]
    said = "y" if found[f"{end}y"] else "n" if name else "m"
    start = found.start(f"{end}{said}")
    weekday, week = _weekday(found, end)
    stop = found.end(day) + (found.string[found.end(day) : found.end(day) + 1] in ("日", "号"))
    return Day(int(year) if year else None, month, int(found[day]), weekday, start, stop, *found.span(day), *week)


def _weekday(found: re.Match[str], end: str) -> tuple[int | None, tuple[int, int]]:
    said = found[f"{end}w"]
    if not said:
        return None, (-1, -1)
    number = _WEEKDAYS[said[-1]] if said[-1] in _WEEKDAYS else _ENGLISH.index(said[:3])
    return number, found.span(f"{end}w")


def weekday_like(text: str, weekday: int) -> str:
    """A weekday said in the way of ``text``: 周三, 星期三, Wednesday."""
    if text[-1] in _WEEKDAYS:
        return text[:-1] + "一二三四五六日"[weekday]
    long = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    return long if text.casefold().endswith("day") else long[:3]
