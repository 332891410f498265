"""The store's monthly turnover as the KPI data know it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.periods import By, month_of, previous

if TYPE_CHECKING:
    from shopdesk.services.kpi import KpiService

_METRIC = "paid_amount"


def month_turnovers(kpi: KpiService, store_id: int, today: date, months: int) -> dict[date, int]:
    """The paid amounts in fen of the last full months, by the first day of the month.

    A month counts when the data reach from its first to its last day; one that the data only touch would make
    the mean too small. Data that end long ago are answered from their own last months. Months without sales data are
    missing.
    """
    known = kpi.data_range(store_id)
    if known is None:
        return {}
    last = previous(month_of(today))
    while last.end > known.end:
        last = previous(last)
    first = last
    for _ in range(months - 1):
        if previous(first).start < known.start:
            break
        first = previous(first)
    if first.start < known.start:
        return {}
    from shopdesk.services.kpi import FAST_SOURCES

    table = kpi.periods(store_id, first.start, last.end, By.MONTH, sources=FAST_SOURCES, count_people=False)
    return {row.period.start: int(value) for row in table.rows if (value := row[_METRIC]) is not None}
