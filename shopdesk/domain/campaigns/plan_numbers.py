"""Numbers as plans write them: ``20 万``, ``1,800-3,000``, ``15%``, ``¥150``, ``三万``, ``约 3k``.

Each knows its place in the text, its exact value, how much its last digit counts, and how it would be written with
another value. Nothing here is a float.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from shopdesk.domain.campaigns.plan_words import ABOUT, ABOUT_AFTER

PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0C} | {
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    **{code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)},
    0x3000: 0x20,
    0xA0: 0x20,
    0x9: 0x20,
    0xFFE5: 0xA5,
    0x2212: 0x2D,
    0x842C: 0x4E07,
    0x5104: 0x4EBF,
}
"""One letter for one letter, so that places stay; the Chinese comma parts figures and stays what it is."""


class Unit(StrEnum):
    """What a number counts, as far as its own unit says."""

    NONE = "none"
    MONEY = "money"
    RATE = "rate"
    PEOPLE = "people"
    ORDERS = "orders"
    PIECES = "pieces"
    DAYS = "days"
    TIMES = "times"


_SCALES = {"百万": 10**6, "千万": 10**7, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "k": 1000, "w": 10**4}
_SCALES |= {"thousand": 1000, "million": 10**6}
_UNITS = {
    Unit.RATE: "%|‰|percent|per cent",
    Unit.MONEY: "元|块钱?|rmb|cny|yuan",
    Unit.ORDERS: "[单笔](?!价)",
    Unit.PIECES: "件(?!单)|pcs|pieces?",
    Unit.PEOPLE: "人(?:次)?",
    Unit.DAYS: "[天日](?![销均])|days?(?! ?\\w)",
    Unit.TIMES: "倍",
}
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,9})?"
_SCALE = r"(?: ?(?:百万|千万|[百千万亿]|[kw](?![a-z])|thousand\b|million\b))?"
_UNIT = "(?: ?(?:" + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items()) + r")(?![a-z]))?"
_NUMBER = re.compile(
    rf"(?P<sign>[¥$] ?)?(?<![0-9.a-z_])(?P<low>{_DIGITS})(?![0-9])"
    rf"(?:(?P<first>{_SCALE})(?: ?%)?(?P<joint> ?(?:-|–|—|~|〜|至|到|\bto\b) ?)[¥$]? ?(?P<high>{_DIGITS})(?![0-9]))?"
    rf"(?!\.?[0-9])(?P<scale>{_SCALE}){_UNIT}"
)
_CHINESE_DIGITS = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2}
_CHINESE = re.compile(
    r"(?<![第双周期拜0-9一二三四五六七八九十百千万])(?P<hundred>百分之)?"
    r"(?P<said>[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]{0,12})"
    r"(?P<tenth>成(?![交功本为立]))?(?P<money> ?(?:元|块))?(?P<order>单(?!价))?(?P<day>天)?"
)
_ROUND = 10**4
_LEAST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How a number is written: what stands before it, between the ends of a range, and behind it.

    ``scale`` is what one in front of ``behind`` stands for; a percentage has a hundredth. ``decimals`` and ``grouped``
    are of the number itself.
    """

    before: str = ""
    joint: str = "-"
    behind: str = ""
    scale: Fraction = Fraction(1)
    decimals: int = 0
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A number where it stands; ``low`` and ``high`` are equal unless it is a range.

    ``step`` is what one of its last written digit counts; ``loose`` says that it is only about right, because it says
    so or is a range.
    """

    start: int
    end: int
    low: Fraction
    high: Fraction
    step: Fraction
    style: Style
    unit: Unit = Unit.NONE
    about: bool = False

    @property
    def range(self) -> bool:
        """Whether it has two ends."""
        return self.low != self.high

    @property
    def loose(self) -> bool:
        """Whether it is only about right."""
        return self.about or self.range

    def slack(self, value: Fraction, digits: int = _LEAST_DIGITS) -> Fraction:
        """Half of the last digit that counts for one of its ends.

        That is the last written one, but at least so many count (``3%`` is 3.0 %). Where it is only about right, the
        last written one counts whatever it is, and zeros at the end do not count.
        """
        size, step = abs(value), self.step
        if self.loose:
            while step * 10 < size and size % (step * 10) == 0 and step * 10**_LEAST_DIGITS <= size:
                step *= 10
            return step / 2
        while step * 10 ** (digits - 1) > size > 0:
            step /= 10
        return step / 2

    def rewritten(self, low: Fraction, high: Fraction, step: Fraction) -> Written:
        """The same with other values."""
        return replace(self, low=low, high=high, step=step)


def plain(text: str) -> str:
    """The text in plain width and small letters, every letter at its place."""
    return text.translate(PLAIN)


def numbers(text: str, limit: int) -> Iterator[Written]:
    """The first ``limit`` numbers of a plain text, in their order."""
    found = sorted([*_digits(text, limit), *_chinese(text, limit)], key=lambda one: one.start)
    yield from found[:limit]


def _digits(text: str, limit: int) -> Iterator[Written]:
    for count, found in enumerate(_NUMBER.finditer(text)):
        if count >= limit:
            return
        made = _of_digits(text, found)
        if made is not None:
            yield made


def _of_digits(text: str, found: re.Match[str]) -> Written | None:
    low, high, scale, first = found["low"], found["high"], found["scale"].strip(), (found["first"] or "").strip()
    unit = next((unit for unit in _UNITS if found[unit]), Unit.NONE)
    factor = Fraction(_SCALES.get(scale, 1))
    if unit is Unit.RATE:
        factor /= 1000 if found[Unit.RATE] == "‰" else 100
    if found["sign"] and unit is Unit.NONE:
        unit = Unit.MONEY
    last, scaled = high or low, factor
    values = [Fraction(one.replace(",", "")) * factor for one in (low, last)]
    if high is not None and first and scale and first != scale:
        values[0] = Fraction(low.replace(",", "")) * _SCALES[first]
    if values[0] > values[1]:
        # 9,000-1万: the unit belongs to the second end only
        values[0] = Fraction(low.replace(",", ""))
        if values[0] > values[1]:
            return None
        factor = min(factor, Fraction(1))
    decimals = len(last.partition(".")[2])
    start = found.start("low") if not found["sign"] else found.start()
    behind = text[found.end("high") if high else found.end("low") : found.end()]
    style = Style(found["sign"] or "", found["joint"] or "-", behind, scaled, decimals, "," in low + last)
    about = bool(ABOUT.search(text, max(0, start - 12), start) or ABOUT_AFTER.match(text, found.end()))
    return Written(start, found.end(), values[0], values[1], factor / 10**decimals, style, unit, about)


def _chinese(text: str, limit: int) -> Iterator[Written]:
    for count, found in enumerate(_CHINESE.finditer(text)):
        if count >= limit:
            return
        said = found["said"]
        unit = Unit.MONEY if found["money"] else Unit.ORDERS if found["order"] else Unit.NONE
        unit = Unit.DAYS if found["day"] else unit
        if found["hundred"] or found["tenth"]:
            unit = Unit.RATE
        elif unit is Unit.NONE and not re.search("[百千万亿]", said[1:]):
            continue
        value, step = spoken(said)
        if value is None:
            continue
        factor = Fraction(1, 100) if found["hundred"] else Fraction(1, 10) if found["tenth"] else Fraction(1)
        behind = found.group()[len(found["hundred"] or "") + len(said) + len(found["tenth"] or "") :]
        style = Style("", "-", behind)
        if unit is Unit.RATE:
            style = Style("", "-", "%", Fraction(1, 100))
        elif value >= _ROUND:
            style = Style("", "-", "万" + behind, Fraction(_ROUND))
        about = bool(ABOUT.search(text, max(0, found.start() - 12), found.start()))
        exact = value * factor
        yield Written(found.start(), found.end(), exact, exact, step * factor, style, unit, about)


def spoken(said: str) -> tuple[Fraction | None, Fraction]:
    """The value of a Chinese numeral and what its last digit counts; no value where it is none."""
    total = section = digit = 0
    step = 1
    for sign in said:
        if sign in _CHINESE_DIGITS:
            if digit:
                return None, Fraction(1)
            digit, step = _CHINESE_DIGITS[sign], 1
        elif sign in "十百千":
            step = {"十": 10, "百": 100, "千": 1000}[sign]
            section += (digit or 1) * step
            digit = 0
        else:
            size = {"万": 10**4, "亿": 10**8}[sign]
            apart = total - total % 10**8 if sign == "万" else 0  # of 一亿五千万 only 五千 is multiplied
            step, total = size * (1 if digit else step), apart + (total - apart + section + digit) * size
            section = digit = 0
    return Fraction(total + section + digit), Fraction(step if total else 1)


def write(number: Written, low: Fraction, high: Fraction) -> tuple[str, Written]:
    """A number's words with other values, rounded to as few digits as say them well; and what these words mean."""
    style = number.style
    places = [_places(value / style.scale, style, number.unit) for value in (low, high)]
    decimals = max(places)
    unit = Fraction(1, 10**decimals)
    ends = [_rounded(value / style.scale, unit) for value in (low, high)]
    shown = [_shown(value, decimals, style.grouped) for value in dict.fromkeys(ends)]
    text = style.before + style.joint.join(shown) + style.behind
    made = number.rewritten(ends[0] * style.scale, ends[-1] * style.scale, unit * style.scale)
    return text, replace(made, style=replace(style, decimals=decimals))


def _places(value: Fraction, style: Style, unit: Unit) -> int:
    """How many decimals: all of a short number; else four digits in all, two decimals at most where written out."""
    for places in range(style.decimals, 5):
        if (value * 10**places).denominator == 1:
            return places
    whole = len(str(int(abs(value))))
    fine = 2 if style.scale == 1 or unit is Unit.RATE else 4
    return max(style.decimals, min(max(4 - whole, 0), fine) if abs(value) >= 1 else 4)


def _rounded(value: Fraction, unit: Fraction) -> Fraction:
    steps = value / unit
    return Fraction((2 * steps.numerator + steps.denominator) // (2 * steps.denominator)) * unit


def _shown(value: Fraction, decimals: int, grouped: bool) -> str:
    whole, rest = divmod(int(value * 10**decimals), 10**decimals)
    digits = f"{whole:,}" if grouped or whole >= 10 * _ROUND else str(whole)
    return f"{digits}.{rest:0{decimals}d}" if decimals else digits


def amount(value: Fraction, like: Written | None = None) -> str:
    """A value in words like another number's, or written out with separators."""
    if like is not None:
        return write(like, value, value)[0]
    return _shown(_rounded(value, Fraction(1, 100)), 2, True).removesuffix(".00")


def give_or_take(number: Written) -> str:
    """How far the written number may be from what it was rounded from: ``±5,000``, ``±0.05%``."""
    share = 100 if number.unit is Unit.RATE else 1
    slack = number.slack(number.high) * share
    decimals = next((places for places in range(7) if (slack * 10**places).denominator == 1), 6)
    return f"±{_shown(_rounded(slack, Fraction(1, 10**decimals)), decimals, True)}{'%' if share == 100 else ''}"
