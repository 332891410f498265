"""What the headings of a courier's price list mean: province, weight, first and further weight, price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.ledger.couriers import HEAVIEST
from shopdesk.domain.typed import narrow, read_number


class Means(StrEnum):
    """What a column, or a weight of a row, says."""

    PROVINCE = "province"
    COURIER = "courier"
    WEIGHT = "weight"
    PRICE = "price"
    UP_TO = "up_to"
    FIRST = "first"
    NEXT = "next"
    FIRST_GRAMS = "first_grams"
    NEXT_GRAMS = "next_grams"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it was written, what it means, and its grams: of a weight, or one unit of what its cells say.

    ``begins`` is what a weight up to ``grams`` begins at, where it says so and begins below them.
    """

    written: str
    means: Means
    grams: int | None = None
    begins: int | None = None


_PROVINCES = frozenset({
    "省份", "省", "省市", "地区", "区域", "目的地", "目的省份", "到达省份", "收件省份", "省份/地区",
    "province", "region", "destination",
})  # fmt: skip
_COURIERS = frozenset({"快递", "快递公司", "承运商", "快递名称", "courier", "carrier"})
_WEIGHTS = frozenset({"重量", "重量段", "计费重量", "weight"})
_PRICES = frozenset({"价格", "运费", "费用", "单价", "金额", "快递费", "price", "freight", "fee"})
_UNITS = {"kg": 1000, "公斤": 1000, "千克": 1000, "斤": 500, "市斤": 500, "g": 1, "克": 1}
_UNIT = "kg|公斤|千克|市斤|斤|g|克"
_SPAN = rf"(?:([\d.]+)({_UNIT})?(?:<[^\d]*)?[-~～—–至到]+)?([\d.]+)({_UNIT})"
_MONEY_WORDS = r"\(?(?:元|¥|rmb|yuan)(?:/票|/单)?\)?"
_OPEN = ("以上", "+", ">", "≥", "over", "above", "起")
_FIRST, _NEXT = ("首重", "first", "首"), ("续", "每增", "超出每", "further", "next", "each")


def heading_of(cell: str) -> Heading:
    """What one heading says."""
    plain = "".join(narrow(cell).casefold().split())
    bare = re.sub(_MONEY_WORDS, "", plain)
    for words, means in ((_PROVINCES, Means.PROVINCE), (_COURIERS, Means.COURIER), (_PRICES, Means.PRICE)):
        if bare in words:
            return Heading(cell, means)
    if re.sub(r"\(.*\)", "", bare) in _WEIGHTS:
        return Heading(cell, Means.WEIGHT, _unit_in(bare))
    return weight_of(cell)


def weight_of(cell: str, unit: int | None = None) -> Heading:
    """What one weight says: up to so many grams, the first or a further weight; ``unit`` is that of bare numbers."""
    plain = "".join(narrow(cell).casefold().split())
    for words, means, grams in ((_NEXT, Means.NEXT, Means.NEXT_GRAMS), (_FIRST, Means.FIRST, Means.FIRST_GRAMS)):
        if any(word in plain for word in words):
            return _special(cell, plain, means, grams)
    if not any(sign in plain for sign in _OPEN):
        found = re.search(_SPAN, plain)
        grams_said = _grams(found[3], _UNITS[found[4]]) if found else _grams(plain, unit) if unit else None
        if grams_said is not None:
            begins = _grams(found[1], _UNITS[found[2] or found[4]]) if found and found[1] else None
            return Heading(cell, Means.UP_TO, grams_said, begins if begins and begins < grams_said else None)
    return Heading(cell, Means.NOT_READ)


def _special(cell: str, plain: str, price: Means, grams: Means) -> Heading:
    found = re.search(rf"([\d.]+)({_UNIT})", plain)
    if found:
        said = _grams(found[1], _UNITS[found[2]])
        return Heading(cell, Means.NOT_READ) if said is None else Heading(cell, price, said)
    # A unit in brackets (首重(克)): the cells say how heavy that weight is. 续重/kg is what a kilogramme costs.
    unit = re.search(rf"\(({_UNIT})\)", plain)
    if unit or "重量" in plain:
        return Heading(cell, grams, _UNITS[unit[1]] if unit else 1000)
    each = re.search(rf"/({_UNIT})", plain)
    return Heading(cell, price, _UNITS[each[1]] if each else None)


def _unit_in(plain: str) -> int | None:
    found = re.search(rf"[(/]({_UNIT})\)?", plain)
    return _UNITS[found[1]] if found else None


def _grams(number: str, unit: int) -> int | None:
    value = read_number(number)
    grams = None if value is None else value * Decimal(unit)
    if grams is None or grams != grams.to_integral_value() or not 0 < grams <= HEAVIEST:
        return None
    return int(grams)


def read_grams(cell: str, unit: int) -> int | None:
    """Grams of a cell under a heading with a unit; ``None`` for what is no weight."""
    said = weight_of(cell, unit)
    return said.grams if said.means is Means.UP_TO else None
