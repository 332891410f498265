"""What too much and too little in stock cost, side by side: each amount that could be ready against each scenario."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.campaigns.forecast import Assumed, Forecast, Scenario
from shopdesk.domain.money import round_half_up


@dataclass(frozen=True, slots=True)
class StockOutcome:
    """What happens to a stock in a scenario: pieces that stay, or pieces that lack; never both.

    ``tied_fen`` is what those that stay did cost, ``missed_fen`` what those that lack would have left of their sales;
    ``None`` where nobody said the cost of a piece or the share that is left.
    """

    left: int
    short: int
    tied_fen: int | None
    missed_fen: int | None


@dataclass(frozen=True, slots=True)
class StockRow:
    """An amount of pieces ready, and what it comes to if the careful, the expected and the bold one comes."""

    pieces: int
    outcomes: tuple[StockOutcome, StockOutcome, StockOutcome]


def stock_rows(found: Forecast, assumed: Assumed) -> tuple[StockRow, ...]:
    """The pieces of each scenario, and those to have ready, fewest first; nothing where pieces are not known."""
    careful, expected, bold = found.careful, found.expected, found.bold
    if careful.pieces is None or expected.pieces is None or bold.pieces is None or found.stock is None:
        return ()
    amounts = sorted({careful.pieces, expected.pieces, found.stock, bold.pieces})
    return tuple(
        StockRow(
            ready,
            (
                stock_outcome(ready, careful, assumed),
                stock_outcome(ready, expected, assumed),
                stock_outcome(ready, bold, assumed),
            ),
        )
        for ready in amounts
    )


def stock_outcome(ready: int, scenario: Scenario, assumed: Assumed) -> StockOutcome:
    """What a stock comes to in a scenario whose pieces are known."""
    sold = scenario.pieces or 0
    left, short = max(ready - sold, 0), max(sold - ready, 0)
    missed = None
    if assumed.margin is not None:
        # A margin below nothing loses with every piece: what lacks is no loss then.
        missed = max(round_half_up(Decimal(scenario.sales_fen) * short / sold * assumed.margin), 0) if short else 0
    return StockOutcome(left, short, None if assumed.piece_fen is None else left * assumed.piece_fen, missed)
