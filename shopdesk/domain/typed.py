"""Reading what people type or paste: amounts like 1.2万, days like 3-1, words for yes and no.

Every function gives the value, ``None`` for nothing, or refuses in a sentence; none guesses and none cuts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, Reader, check
from shopdesk.domain.money import whole_fen
from shopdesk.domain.searching import number_typed
from shopdesk.domain.text import NO_DATA, Names, Text

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MOST = 60  # no number that somebody means is longer
_SMALL = {"": 1, "十": 10, "百": 100, "千": 1000, "k": 1000}
_LARGE = {"": 1, "万": 10**4, "萬": 10**4, "w": 10**4, "亿": 10**8, "億": 10**8}
# Compiled when something is first read (`re` keeps them): a start reads nothing that was typed.
# Digits in groups of three (or the Chinese four), so that "1,5" is not read as fifteen.
_DIGITS = r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+)(?:\.\d*)?|\.\d+"
_NUMBER = rf"([+-]?)({_DIGITS})\s*([十百千k]?)([万萬w亿億]?)"
_PLAIN = rf"(?:{_DIGITS})\s*[十百千k]?[万萬w亿億]?"
_END = rf"[¥￥]?\s*({_PLAIN})\s*元?"
_RANGE = rf"(?:from\b|从)?\s*{_END}\s*(?:-|–|—|~|～|〜|至|到|\bto\b)+\s*{_END}"
_ABOVE = rf"(?:(?:[>≥]=?|from\b|从)\s*{_END}|{_END}\s*(?:\+|起|以上|及以上))"
_BELOW = rf"(?:(?:[<≤]=?|up\s+to\b)\s*{_END}|{_END}\s*(?:以下|及以下|以内))"
_DAY = r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
_MONTH = r"(?:(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?|(\d{4})(\d{2})|(\d{1,2})\s*月)"
_DAY_SOLID = r"(\d{4})(\d{2})(\d{2})"
_TIME = r"(\d{1,2})\s*[:.时点]\s*(\d{1,2})?\s*分?"
_TIME_SOLID = r"(\d{1,2})(\d{2})?"
_SHORTENED_CODE = r"\d\.\d+E\+\d{2,3}"
_SHORTENED = r"\d(?:\.\d+)?[eE]\+?\d+"
_FIGURE = r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?"
_YES = frozenset({"yes", "y", "true", "1", "是", "有", "√", "✓", "对"})
_NO = frozenset({"no", "n", "false", "0", "否", "无", "×", "✗", "不"})
_NEAR = {"今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "昨天": -1, "yesterday": -1}


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs made plain, without blanks around it."""
    return text.translate(_WIDE).strip()


def read_number(text: str) -> Decimal | None:
    """A number written as people write it: ``1,234.5``, ``３００``, ``1.2w``, ``3百万``, ``0.3万``; ``None`` for none.

    Exponents, "nan" and "inf" are no numbers here.
    """
    words = narrow(text).casefold()
    found = re.fullmatch(_NUMBER, words) if len(words) <= _MOST else None
    if found is None:
        return None
    sign, digits, small, large = found.groups()
    value = Decimal(digits.replace(",", "")) * _SMALL[small] * _LARGE[large]
    return -value if sign == "-" else value


def read_range(text: str) -> tuple[str, str] | None:
    """Both ends of a range written in one cell, as text; an open end is empty. ``None`` where it is no range.

    ``1万-2万``, ``10000~20000``, ``1-2万`` (one unit for both where that does not turn them round), ``1万以上``,
    ``5000+``, ``from 100``, ``100以下``, ``up to 100``; each number may be an amount (``¥100元``).
    """
    words = narrow(text)
    both = re.fullmatch(_RANGE, words, re.IGNORECASE)
    if both is None:
        above, below = re.fullmatch(_ABOVE, words, re.IGNORECASE), re.fullmatch(_BELOW, words, re.IGNORECASE)
        if above is not None:
            return (above[1] or above[2]).strip(), ""
        return ("", (below[1] or below[2]).strip()) if below is not None else None
    low, high = both[1].strip(), both[2].strip()
    first, last, unit = read_number(low), read_number(high), high.lstrip("0123456789.,").strip()
    shared = read_number(low + unit)
    if unit and first is not None and low[-1].isdigit() and shared is not None and last is not None and shared <= last:
        return low + unit, high
    return low, high


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day that somebody wrote; ``None`` where it is none.

    A day without a year is of this year; with ``ahead`` the coming one: today or later.
    """
    words = narrow(text)
    if words.casefold() in _NEAR:
        return today + timedelta(days=_NEAR[words.casefold()])
    found = re.fullmatch(_DAY_SOLID, words) or re.fullmatch(_DAY, words)
    if found is None:
        return None
    year, month, day = found.groups()
    years = (int(year),) if year else tuple(range(today.year, today.year + (9 if ahead else 1)))
    for number in years:
        try:
            read = date(number, int(month), int(day))
        except ValueError:
            continue  # 29 February comes in a later year
        if year or not ahead or read >= today:
            return read
    return None


def read_month(text: str, today: date) -> date | None:
    """The first day of the month that somebody wrote (``2026-03``, ``2026年3月``, ``3月`` of this year, any day of it).

    ``None`` where it is none.
    """
    found = re.fullmatch(_MONTH, narrow(text))
    if found is None:
        day = read_day(text, today)
        return None if day is None else day.replace(day=1)
    year, month = found[1] or found[3] or today.year, found[2] or found[4] or found[5]
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """The time of day that somebody wrote (``8:30``, ``830``, ``8``); ``None`` where it is none."""
    words = narrow(text)
    found = re.fullmatch(_TIME, words) or re.fullmatch(_TIME_SOLID, words)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def parse(field: Field, text: str, reader: Reader, *, empty: Any = None) -> Any:
    """The value of a typed or pasted text, checked against the field's limits.

    Args:
        field: what it is for.
        text: as typed; blanks around it do not count. "—", as tables show nothing, is nothing.
        reader: the day it is, the language and the lists of codes.
        empty: what the record keeps for nothing.

    Raises:
        FieldError: unreadable, missing or out of bounds.
    """
    if field.kind in (Kind.LINE, Kind.WORDS):
        return check(field, _as_named(field, text) if field.plain else _as_line(field, text), empty=empty)
    words = narrow(text)
    if words in ("", NO_DATA):
        return check(field, None, empty=empty)
    return check(field, _READERS[field.kind](field, words, reader), empty=empty)


def _as_named(field: Field, text: str) -> str:
    """A platform's number without what spreadsheets make of it: separators of thousands and zeros behind the point."""
    words = number_typed(text)
    if re.fullmatch(_SHORTENED, words):
        raise _shortened(field, words)
    figure = re.fullmatch(_FIGURE, words)
    return text if figure is None else figure[1].replace(",", "")


def _as_line(field: Field, text: str) -> str:
    """A text as it is; a code or bar code of which a spreadsheet left ``6.90123E+12`` is none."""
    if field.kind is Kind.LINE and re.fullmatch(_SHORTENED_CODE, text.strip()):
        raise _shortened(field, text.strip())
    return text


def _shortened(field: Field, words: str) -> FieldError:
    return FieldError(
        field,
        Text("“{value}” is shortened by the spreadsheet. Format its column as text and copy it again.", value=words),
    )


def read_yuan(text: str) -> int | None:
    """Fen of an amount written in yuan; ``None`` where it is none.

    Raises:
        UserError: it is finer than a fen.
    """
    amount = read_number(re.sub(r"^([+-]?)\s*[¥$]\s*|\s*元$", r"\1", narrow(text).replace("￥", "¥")))
    return None if amount is None else whole_fen(amount, text.strip())


def _money(field: Field, words: str, _reader: Reader) -> int:
    try:
        fen = read_yuan(words)
    except UserError as error:
        raise FieldError(field, error.text) from None
    if fen is None:
        raise FieldError(field, Text("“{value}” is not an amount of money. Enter it like 1234.50.", value=words))
    return fen


def _count(field: Field, words: str, _reader: Reader) -> int:
    number = read_number(words)
    if number is None or number != number.to_integral_value():
        raise FieldError(field, Text("“{value}” is not a whole number. Enter one like 12 or 3,000.", value=words))
    return int(number)


def _decimal(field: Field, words: str, _reader: Reader) -> Decimal:
    number = read_number(words)
    if number is None:
        raise FieldError(field, Text("“{text}” is not a number. Enter one like 12 or 4.7.", text=words))
    return number


def _rate(field: Field, words: str, _reader: Reader) -> Decimal:
    number = read_number(words.removesuffix("%"))
    if number is None:
        raise FieldError(field, Text("“{value}” is not a percentage. Enter it like 5 or 0.6%.", value=words))
    return number / 100


def _day(field: Field, words: str, reader: Reader) -> date:
    day = read_day(words, reader.today, ahead=field.ahead)
    if day is None:
        raise FieldError(field, Text("Enter a day like 2026-03-16."))
    return day


def _month(field: Field, words: str, reader: Reader) -> date:
    month = read_month(words, reader.today)
    if month is None:
        raise FieldError(field, Text("Enter a month like 2026-03."))
    return month


def _time(field: Field, words: str, _reader: Reader) -> time:
    moment = read_time(words)
    if moment is None:
        raise FieldError(field, Text("Enter a time like 8:30."))
    return moment


def _moment(field: Field, words: str, reader: Reader) -> datetime:
    day, _blank, clock = words.replace("T", " ").partition(" ")
    read, moment = read_day(day, reader.today), read_time(clock) if clock else time()
    if read is None or moment is None:
        raise FieldError(field, Text("Enter a day and a time like 2026-03-16 8:30."))
    return datetime.combine(read, moment)


def _flag(field: Field, words: str, reader: Reader) -> bool:
    said = words.casefold()
    if said in _YES or said == reader.say(Text("yes")).casefold():
        return True
    if said in _NO or said == reader.say(Text("no")).casefold():
        return False
    raise FieldError(field, Text("“{value}” is neither yes nor no.", value=words))


def _chosen(field: Field, words: str, reader: Reader) -> Any:
    offered = reader.choices(field)
    for value, name in offered.items():
        if words in (str(value), name):
            return value
    near = [value for value, name in offered.items() if words.casefold() == narrow(name).casefold()]
    if len(near) == 1:
        return near[0]
    some = Names(list(offered.values())[:6])
    raise FieldError(field, Text("“{value}” is not among the choices: {choices}.", value=words, choices=some))


_READERS: dict[Kind, Callable[[Field, str, Reader], Any]] = {
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.DECIMAL: _decimal,
    Kind.RATE: _rate,
    Kind.DAY: _day,
    Kind.MONTH: _month,
    Kind.TIME: _time,
    Kind.MOMENT: _moment,
    Kind.FLAG: _flag,
    Kind.CHOICE: _chosen,
    Kind.REFERENCE: _chosen,
}
