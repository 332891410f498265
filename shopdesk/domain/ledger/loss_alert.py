"""Products that lose money, in one sentence among the alerts."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.ledger.parts import ProfitRow
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Names, Text

_NAMED = 3


def loss_alert(losing: Sequence[ProfitRow], period: Period) -> Alert | None:
    """What to say of the products that lost money in a span, worst first; ``None`` where none did."""
    if not losing:
        return None
    worst = Names(f"{row.title or row.key} {format_yuan(row.contribution or 0)}" for row in losing[:_NAMED])
    whole = sum(row.contribution or 0 for row in losing)
    return Alert(
        code="loss_makers",
        severity=Severity.SOON,
        text=Text(
            "{count} products lost {amount} from {start} to {end}, after goods, fees, ads and freight: {worst}.",
            count=len(losing),
            amount=format_yuan(-whole),
            start=period.start.isoformat(),
            end=period.end.isoformat(),
            worst=worst,
        ),
        kpi="",
        period=period,
    )
