"""The list price of a product: what a piece of it costs before every discount (一口价)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListPrice:
    """What a piece is listed at, in fen; ``day`` is that of the report, ``None`` where the owner says it."""

    fen: int
    day: date | None = None


def listed_piece(turnover_fen: int, pieces: int, paid_fen: int | None) -> int | None:
    """What a piece is listed at, in fen, where so many pieces come to a turnover at list price.

    A price is whole fen, and nobody pays more than it: where turnover and pieces do not say so, they count different
    orders, or the price changed within the day, and no price follows from them.
    """
    if pieces <= 0 or turnover_fen <= 0 or turnover_fen % pieces or (paid_fen is not None and paid_fen > turnover_fen):
        return None
    return turnover_fen // pieces
