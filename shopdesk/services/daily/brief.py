"""The figures of the morning meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.compare import Comparison, compared_with
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.targets import Pace

if TYPE_CHECKING:
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.targets import TargetService


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyBrief:
    """What the morning meeting looks at: yesterday, the month until yesterday, today's target.

    ``yesterday`` compares with the day before it, ``month`` with the same days of the month before. Targets are fen of
    the paid amount, ``None`` where none is set.
    """

    day: date
    yesterday: Comparison
    month: Comparison
    target_today: int | None
    target_month: int | None
    pace: Pace | None


def daily_brief(
    kpi: KpiService, targets: TargetService, store_id: int, day: date, basis: Basis = Basis.CREATED
) -> DailyBrief:
    """Yesterday, the month until yesterday and today's target, for the meeting on the morning of ``day``."""
    yesterday = day - timedelta(days=1)
    month = Period(month_of(yesterday).start, yesterday)
    spans = [
        Period(yesterday, yesterday),
        Period(yesterday - timedelta(days=1), yesterday - timedelta(days=1)),
        month,
        compared_with(month),
    ]
    figures = kpi.spans(store_id, spans, basis)
    plan = targets.days(store_id, month_of(day).start, "paid_amount")
    return DailyBrief(
        day=day,
        yesterday=Comparison(figures[0], figures[1]),
        month=Comparison(figures[2], figures[3]),
        target_today=plan.get(day),
        target_month=sum(plan.values()) if plan else None,
        pace=targets.pace(store_id, month.start, "paid_amount", yesterday, basis),
    )
