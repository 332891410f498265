"""Money as whole fen, rates as decimals; rounding is half-up and happens only here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

_RATE_STEP = Decimal("0.000001")


def round_half_up(value: Decimal) -> int:
    """The whole number nearest to ``value``; a half goes away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_yuan(value: str | int | Decimal) -> int:
    """Fen from an amount in yuan.

    Accepts thousands separators, full-width digits are the caller's business. More than two decimals round half-up.

    Raises:
        UserError: the text is no amount.
    """
    if isinstance(value, str):
        cleaned = value.strip().replace(",", "").lstrip("¥￥").removesuffix("元").strip()
        try:
            amount = Decimal(cleaned)
        except InvalidOperation:
            raise UserError(Text("“{value}” is not an amount of money. Enter it like 1234.50.", value=value)) from None
        if not amount.is_finite():
            raise UserError(Text("“{value}” is not an amount of money. Enter it like 1234.50.", value=value))
    else:
        amount = Decimal(value)
    return round_half_up(amount * 100)


def format_yuan(fen: int, *, grouped: bool = True) -> str:
    """``123450`` fen as ``1,234.50`` (or ``1234.50`` ungrouped, as JSON output and spreadsheets want it)."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}" if grouped else f"{sign}{whole}.{rest:02d}"


def share_out(total: int, weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """Split ``total`` by ``weights`` into whole parts that add up to it exactly (largest remainder).

    Ties go to the earlier part. All weights zero share equally; no weights give an empty list.

    Raises:
        ValueError: a weight is negative.
    """
    if not weights:
        return []
    exact = [Fraction(weight) for weight in weights]  # a decimal quotient would tell equal remainders apart
    if any(weight < 0 for weight in exact):
        raise ValueError("weights must not be negative")
    if not sum(exact):
        exact = [Fraction(1)] * len(exact)
    whole = sum(exact)
    sign = -1 if total < 0 else 1
    quotas = [abs(total) * weight / whole for weight in exact]
    parts = [int(quota) for quota in quotas]
    missing = abs(total) - sum(parts)
    order = sorted(range(len(parts)), key=lambda index: (parts[index] - quotas[index], index))
    for index in order[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]


def ratio(numerator: int | Decimal | None, denominator: int | Decimal | None) -> Decimal | None:
    """``numerator / denominator`` to six decimals, half-up; ``None`` where either is unknown or the divisor is zero."""
    if numerator is None or denominator is None or not denominator:
        return None
    return (Decimal(numerator) / Decimal(denominator)).quantize(_RATE_STEP, rounding=ROUND_HALF_UP)


def divide_fen(fen: int | None, count: int | None) -> int | None:
    """Fen per piece, half-up to the fen; ``None`` where either is unknown or the count is zero."""
    if fen is None or not count:
        return None
    return round_half_up(Decimal(fen) / Decimal(count))


def percent_text(rate: Decimal | None, places: int = 2) -> str:
    """``Decimal('0.7815')`` as ``78.15%``; ``None`` as an em dash."""
    if rate is None:
        return "—"
    step = Decimal(1).scaleb(-places)
    return f"{(rate * 100).quantize(step, rounding=ROUND_HALF_UP)}%"
