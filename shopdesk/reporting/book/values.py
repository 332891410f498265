"""What cells hold: money in yuan, sums of what is known, and the formulas that tables share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from shopdesk.domain.periods import WEEKDAYS
from shopdesk.infra.i18n import tr

Number = int | Decimal | None
At = Callable[[str], str]
"""The address of a column by its key: of its cell in a row, or of all its cells for a row of totals."""
Formula = Callable[[At], str]


def yuan(fen: Number) -> Decimal | None:
    """Fen as exact yuan; no data stays ``None``."""
    return None if fen is None else Decimal(fen) / 100


def sum_of(values: Sequence[Number]) -> Number:
    """The sum of what is known; ``None`` where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def quotient(top: str, bottom: str, places: int = 6) -> Formula:
    """One column by another, rounded like the program rounds."""
    return lambda at: f"ROUND({at(top)}/{at(bottom)},{places})"


def difference(now: str, before: str) -> Formula:
    """One column less another."""
    return lambda at: f"{at(now)}-{at(before)}"


def change(now: str, before: str) -> Formula:
    """How much of the value before a value moved."""
    return lambda at: change_formula(at(now), at(before))


def pairs(top: str, bottom: str, places: int = 6) -> Formula:
    """The quotient of two columns' sums over the rows that have both numbers."""
    return lambda span: pair_formula(span(top), span(bottom), places)


def pair_formula(top: str, bottom: str, places: int) -> str:
    """The quotient of two columns' sums over the rows that have both numbers, rounded like the program rounds."""
    both = f"ISNUMBER({top})*ISNUMBER({bottom})"
    return f"ROUND(SUMPRODUCT({both},{top})/SUMPRODUCT({both},{bottom}),{places})"


def change_formula(now: str, before: str) -> str:
    """How much of the value before a value moved."""
    return f"ROUND(({now}-{before})/ABS({before}),6)"


def weekday(day: date) -> str:
    """The weekday in words."""
    return tr(WEEKDAYS[day.weekday()])
