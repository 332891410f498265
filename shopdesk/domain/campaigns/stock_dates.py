"""Until when goods for a campaign can be ordered, and an order of them taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DECIDED_DAYS = 7
"""Days before the start: an order of goods is decided a week before at the latest, however near the supplier is."""


@dataclass(frozen=True, slots=True)
class StockDates:
    """The last day to order; the days of delivery, and until how many days before it an order can be taken back."""

    order_by: date
    lead_days: int
    cancel_days: int | None

    def arrival(self, ordered: date) -> date:
        """When goods come that are ordered on a day."""
        return ordered + timedelta(days=self.lead_days)

    @property
    def cancel_by(self) -> date | None:
        """Until when what is ordered on the last day can be taken back; ``None``: not at all, or nobody said."""
        if self.cancel_days is None or self.cancel_days > self.lead_days:
            return None
        return self.arrival(self.order_by) - timedelta(days=self.cancel_days)


def stock_dates(start: date, lead_days: int | None, cancel_days: int | None) -> StockDates | None:
    """The last days for a campaign that begins at ``start``; ``None`` while nobody said how long a delivery takes.

    Goods are there the day before the start.
    """
    if lead_days is None:
        return None
    order_by = min(start - timedelta(days=1 + lead_days), start - timedelta(days=DECIDED_DAYS))
    return StockDates(order_by, lead_days, cancel_days)
