"""The band of people cost by turnover: what it allows, and where a cost lies."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class BandPosition(StrEnum):
    """Where a cost lies against the band."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


def band_fen(turnover_fen: int, low: Decimal, high: Decimal) -> tuple[int, int]:
    """Return the people cost in fen that the band allows at a turnover, each end rounded half-up to the fen."""
    ends = [(turnover_fen * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP) for rate in (low, high)]
    return int(ends[0]), int(ends[1])
