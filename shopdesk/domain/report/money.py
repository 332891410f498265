"""The money of a week: what the account shows, and what is left of the sales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.parts import Part, ProfitRow
from shopdesk.domain.ledger.profit_table import ProfitTable


@dataclass(frozen=True, slots=True)
class MoneyWeek:
    """The statement by kind of line in fen (out negative, empty without one), profit by day and by product.

    ``products`` goes by contribution, the best first; those whose cost is unknown have none.
    """

    account: Mapping[LineKind, int]
    days: ProfitTable
    products: tuple[ProfitRow, ...]

    @property
    def has_profit(self) -> bool:
        """Whether there is anything to say about profit: sales of the week are known."""
        return not self.days.empty and self.days.total[Part.SALES] is not None
