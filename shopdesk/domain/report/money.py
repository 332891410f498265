"""The money of a week or month: what the account shows, whether the month is checked off, and what is left of sales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.parts import Part, ProfitRow
from shopdesk.domain.ledger.profit_table import ProfitTable


@dataclass(frozen=True, slots=True)
class MonthState:
    """How far a month of the statements is: its days and those in a statement, when and by whom it was checked off.

    ``changed`` says how many of its figures became others since and are not accepted.
    """

    days: int
    days_covered: int
    closed_on: date | None = None
    closed_by: str = ""
    changed: int = 0


@dataclass(frozen=True, slots=True)
class MoneySpan:
    """The statement by kind of line in fen (out negative, empty without one), profit by day and by product.

    ``opening`` and ``closing`` are the balances at both ends, ``None`` where no statement says them. ``products`` goes
    by contribution, the best first; those whose cost is unknown have none. ``month`` is there in a report on a month.
    """

    account: Mapping[LineKind, int]
    days: ProfitTable
    products: tuple[ProfitRow, ...]
    opening: int | None = None
    closing: int | None = None
    month: MonthState | None = None

    @property
    def has_profit(self) -> bool:
        """Whether there is anything to say about profit: sales of the span are known."""
        return not self.days.empty and self.days.total[Part.SALES] is not None
