"""The figures of scorecards over several months, read once: service reports, design log, KPIs, what was entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.growth.design import DesignJob, design_figures
from shopdesk.domain.growth.scorecards import Indicator
from shopdesk.domain.growth.scoring import Actual
from shopdesk.domain.growth.sources import in_card_unit, kpi_of, own_figures, source_of
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.periods import By, month_of
from shopdesk.services.growth.readable import readable
from shopdesk.storage.queries import growth as queries
from shopdesk.storage.repositories.growth import DesignJobs, ScoreEntries

if TYPE_CHECKING:
    from shopdesk.domain.growth.records import ScoreEntry
    from shopdesk.services.kpi import KpiService
    from shopdesk.storage.unit_of_work import UnitOfWork


class MonthFigures:
    """What the data say of people in the months from ``first`` to ``last`` (first days of months)."""

    def __init__(self, uow: UnitOfWork, kpi: KpiService, store_id: int, first: date, last: date, today: date) -> None:
        """Read everything but the KPIs, which are read when a card asks for one."""
        self._kpi = kpi
        self._store_id = store_id
        self._first, self._last, self._today = first, last, today
        end = month_of(last).end
        self.service = queries.service_months(uow.connection, store_id, first, end)
        self._entered = queries.entered_sales(uow.connection, store_id, first, last)
        self._jobs: dict[int, list[DesignJob]] = defaultdict(list)
        for job in uow.repository(DesignJobs).of_store(store_id):
            self._jobs[job.person_id].append(job)
        self.entries: dict[tuple[int, date], dict[str, ScoreEntry]] = defaultdict(dict)
        for entry in uow.repository(ScoreEntries).between(store_id, first, last):
            self.entries[entry.person_id, entry.month][entry.indicator] = entry
        self._store: dict[date, Figures] | None = None

    def actuals(
        self, person_id: int, month: date, accounts: Collection[str], indicators: Iterable[Indicator]
    ) -> dict[str, Actual]:
        """The figure of each indicator by its code: what a person entered goes before what the data say."""
        known = self._known(person_id, month, accounts)
        found = {}
        for indicator in indicators:
            said = known.get(indicator.source)
            if kpi_of(indicator.source):
                said = self._of_store(indicator.source, month)
            entry = self.entries.get((person_id, month), {}).get(indicator.code)
            typed = None if entry is None or entry.value is None else readable(entry.value)
            found[indicator.code] = Actual(
                value=said if typed is None else typed,
                typed=typed is not None,
                left_out=entry is not None and entry.left_out,
                reason="" if entry is None else entry.reason,
                known=said,
            )
        return found

    def report_days(self, month: date) -> int:
        """On how many days of the month a service report is there."""
        return len(self.service[month].days) if month in self.service else 0

    def _known(self, person_id: int, month: date, accounts: Collection[str]) -> dict[str, Decimal | None]:
        entered = self._entered.get((person_id, month), {})
        agents = self.service[month].agents if month in self.service else []
        return {
            **own_figures(accounts, agents, entered.get("own_refunds"), entered.get("own_sales")),
            **design_figures(self._jobs.get(person_id, ()), month_of(month), self._today),
        }

    def _of_store(self, source: str, month: date) -> Decimal | None:
        if self._store is None:
            # Buyers are counted once only where a card wants it, and none of the figures of a card does.
            last = min(month_of(self._last).end, max(self._today, self._first))
            table = self._kpi.periods(self._store_id, self._first, last, By.MONTH, count_people=False)
            self._store = {row.period.start.replace(day=1): row for row in table.rows}
        row = self._store.get(month)
        return None if row is None else in_card_unit(row[kpi_of(source)], source_of(source).unit)


def months_until(month: date, count: int) -> list[date]:
    """The first days of so many months, the last one ``month``; fewer where the calendar begins."""
    found = [month.replace(day=1)]
    while len(found) < count and found[0] > date(1, 2, 1):
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found
