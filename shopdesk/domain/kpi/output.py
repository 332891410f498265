"""KPI values as scripts read them and as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from shopdesk.domain.kpi.compare import Change, Direction
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.kinds import Kpi, Unit
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import NO_DATA

_PLACES = {Unit.NUMBER: 1, Unit.SECONDS: 1, Unit.SCORE: 2, Unit.MULTIPLE: 2}


def plain(item: Kpi, value: Value) -> str | int | None:
    """For JSON and CSV: money with two decimals, counts whole, everything else with six decimals, no data ``None``."""
    if value is None:
        return None
    if item.unit is Unit.MONEY:
        return format_yuan(int(value), grouped=False)
    if item.unit is Unit.COUNT:
        return int(value)
    return f"{Decimal(value):.6f}"


def shown(item: Kpi, value: Value) -> str:
    """For people: ``1,234.50``, ``11,269``, ``78.15%``, ``57.86``; an em dash for no data."""
    if value is None:
        return NO_DATA
    if item.unit is Unit.MONEY:
        return format_yuan(int(value))
    if item.unit is Unit.COUNT:
        return f"{int(value):,}"
    if item.unit is Unit.RATE:
        return percent_text(Decimal(value))
    return f"{_round(Decimal(value), _PLACES[item.unit]):,}"


def shown_short(item: Kpi, value: Value, *, chinese: bool) -> str:
    """For axes: large figures in 万 and 亿, or thousands and millions; no needless decimals."""
    if value is None:
        return NO_DATA
    if item.unit is Unit.RATE:
        return _trim(Decimal(value) * 100) + "%"
    return compact(Decimal(value) / 100 if item.unit is Unit.MONEY else Decimal(value), chinese=chinese)


def compact(amount: Decimal, *, chinese: bool) -> str:
    """``1.2万`` or ``12k``: large figures in 万 and 亿, or thousands and millions; no needless decimals."""
    steps = (
        ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
        if chinese
        else ((Decimal(10) ** 6, "M"), (Decimal(1000), "k"))
    )
    for size, word in steps:
        if abs(amount) >= size:
            return _trim(amount / size) + word
    return _trim(amount)


def change_shown(change: Change, *, points: str) -> str:
    """``+3.2%`` for most, ``+0.35`` with the word for percentage points for rates, ``+0.02`` for scores; or a dash.

    Args:
        change: the change.
        points: the word for percentage points, in the reader's language.
    """
    if change.direction is None or change.amount is None:
        return NO_DATA
    if change.direction is Direction.SAME:
        return "0"
    if change.kpi.unit is Unit.RATE:
        return f"{_round(Decimal(change.amount) * 100, 2):+} {points}"
    if change.kpi.unit is Unit.SCORE:
        return f"{_round(Decimal(change.amount), 2):+}"
    if change.relative is None:
        return NO_DATA
    return f"{_round(change.relative * 100, 1):+,}%"


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _trim(value: Decimal) -> str:
    text = f"{_round(value, 2):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
