"""Targets of levels: where a month's level is likely to end, and how the drivers of sales share a change."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.kpi import Basis, Source
from shopdesk.domain.periods import By, month_of
from shopdesk.domain.target_drivers import DRIVERS, EQUAL
from shopdesk.domain.target_levels import LevelRange, level_hits, level_parts, level_range
from shopdesk.domain.target_range import HitRate, months_before
from shopdesk.domain.text import Text
from shopdesk.storage.columns import read_value

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.stores import StoreService

_KEY = "targets.driver_weights"


class TargetLevels:
    """What targets of visitors, conversion, amount per buyer and refunds have beside a value of the month."""

    def __init__(
        self,
        ctx: ServiceContext,
        kpi: KpiService,
        stores: StoreService,
        set_months: Callable[[int, date, Mapping[str, int | None]], None],
    ) -> None:
        """Read figures of ``kpi``; weights are kept with the ``stores``, targets by ``set_months``."""
        self._ctx = ctx
        self._kpi = kpi
        self._stores = stores
        self._set_months = set_months

    def range(
        self, store_id: int, month: date, metric: str, until: date, basis: Basis = Basis.CREATED
    ) -> tuple[LevelRange, HitRate] | None:
        """Where the level of a month is likely to end after ``until``, and how often such a range held.

        ``None`` where nobody can say: too few days, or a figure whose days do not tell the month's.
        """
        names, span = level_parts(metric), month_of(month)
        if names is None or until < span.start:
            return None
        first, last = months_before(span)[-1].start, min(until, span.end)
        table = self._kpi.periods(
            store_id, first, last, By.DAY, basis, sources={Source.ORDERS, Source.STORE_DAYS}, count_people=False
        )
        days = {
            row.period.start: (sums[0], sums[1] if len(sums) > 1 else 1)
            for row in table.rows
            if (sums := row.base_sums(names)) is not None
        }
        found = level_range(span, until, days)
        return None if found is None else (found, level_hits(span, until, days))

    def weights(self, store_id: int) -> dict[str, Decimal]:
        """How visitors, conversion and amount per buyer share a change: as used last in this store, else alike."""
        kept = self._stores.setting(store_id, _KEY)
        return read_value(_weights, kept, Text("the weights of what makes the sales")) if kept else dict(EQUAL)

    def set(self, store_id: int, month: date, values: Mapping[str, int | None], weights: Mapping[str, Decimal]) -> None:
        """Set several figures' targets of a month and keep the weights by which they were shared, in one step."""
        with self._ctx.one_step(Text("Target of {month}", month=f"{month:%Y-%m}")) as uow:
            if values:
                self._set_months(store_id, month, values)
            if dict(weights) != self.weights(store_id):
                kept = json.dumps({name: str(weight) for name, weight in weights.items()})
                self._stores.set_setting(store_id, _KEY, kept)
            uow.commit()


def _weights(kept: str) -> dict[str, Decimal]:
    values = json.loads(kept)
    return {name: Decimal(values[name]) for name in DRIVERS}
