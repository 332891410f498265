"""Money as whole fen, rates as decimals; rounding is half-up and happens only here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from math import ceil, lcm

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import NO_DATA, Text

_RATE_STEP = Decimal("0.000001")
_NO_FEN = Decimal("0.000001")


def round_half_up(value: Decimal) -> int:
    """The whole number nearest to ``value``; a half goes away from zero."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


def round_up(value: Decimal | Fraction) -> int:
    """The least whole number that is not below ``value``, as of pieces to order or of people who are needed."""
    return ceil(value)


def parse_yuan(value: str | int | Decimal) -> int:
    """Fen from an amount in yuan.

    Accepts thousands separators, full-width digits are the caller's business.

    Raises:
        UserError: the text is no amount, or finer than a fen.
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
    return whole_fen(amount, value)


def whole_fen(yuan: Decimal, written: object) -> int:
    """Fen of an amount that somebody typed: nothing is rounded unasked.

    What the binary arithmetic of a spreadsheet leaves behind (``12.340000000000002``) does not count.

    Args:
        yuan: the amount.
        written: how it was written, for the sentence.

    Raises:
        UserError: it has more than two decimals; the sentence says what to type.
    """
    exact = yuan * 100
    fen = round_half_up(exact)
    if abs(exact - fen) > _NO_FEN:
        raise UserError(
            Text(
                "“{value}” is finer than a fen. Amounts have at most two decimals: enter {near}.",
                value=str(written),
                near=format_yuan(fen),
            )
        )
    return fen


def format_yuan(fen: int, *, grouped: bool = True) -> str:
    """``123450`` fen as ``1,234.50`` (or ``1234.50`` ungrouped, as JSON output and spreadsheets want it)."""
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole:,}.{rest:02d}" if grouped else f"{sign}{whole}.{rest:02d}"


def signed_yuan(fen: int) -> str:
    """``+1,234.50`` for more or money in, ``-1,234.50`` for less or money out, ``0.00``."""
    return f"+{format_yuan(fen)}" if fen > 0 else format_yuan(fen)


def share_out(total: int, weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """Split ``total`` by ``weights`` into whole parts that add up to it exactly (largest remainder).

    Ties go to the earlier part. All weights zero share equally; no weights give an empty list.

    Raises:
        ValueError: a weight is negative.
    """
    if not weights:
        return []
    if any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative")
    shares = _whole_numbers(weights)
    if not any(shares):
        shares = [1] * len(shares)
    whole = sum(shares)
    sign = -1 if total < 0 else 1
    parts, rests = map(list, zip(*(divmod(abs(total) * share, whole) for share in shares), strict=True))
    missing = abs(total) - sum(parts)
    # Sorting backwards leaves equal ones in their order.
    for index in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]


def _whole_numbers(weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """In the same proportion: months of profit share out by the thousand, and fractions compare slowly."""
    whole = [weight for weight in weights if isinstance(weight, int)]
    if len(whole) == len(weights):
        return whole
    exact = [weight.as_integer_ratio() for weight in weights]  # a decimal quotient would tell equal remainders apart
    common = lcm(*(denominator for _, denominator in exact))
    return [numerator * (common // denominator) for numerator, denominator in exact]


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


def decimal_text(value: Decimal | int, places: int = 2, *, signed: bool = False) -> str:
    """``Decimal("1234.125")`` as ``1,234.13``: grouped, half-up; ``signed`` puts a plus before more than nothing."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:+,}" if signed and rounded else f"{rounded or abs(rounded):,}"


def percent_text(rate: Decimal | None, places: int = 2) -> str:
    """``Decimal('0.7815')`` as ``78.15%``; ``None`` as an em dash."""
    if rate is None:
        return NO_DATA
    step = Decimal(1).scaleb(-places)
    return f"{(rate * 100).quantize(step, rounding=ROUND_HALF_UP)}%"
