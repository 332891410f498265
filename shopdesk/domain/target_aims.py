"""Which figures can have a target, and how a target of each is kept and read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.fields import HIGHEST_FEN, Field, Kind
from shopdesk.domain.money import ratio, round_half_up
from shopdesk.domain.text import Text

STEPS = 1_000_000
"""A rate is kept in millionths, so that every target is a whole number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A figure that can have a target.

    ``code`` is its KPI. Days of what ``adds_up`` are added; of everything else a month has a level: visitors a day, a
    rate, an amount per buyer. A figure is good below its target where ``lower`` is.
    """

    code: str
    kind: Kind
    adds_up: bool = True
    lower: bool = False

    @property
    def field(self) -> Field:
        """How a target of it is typed: its kind with its limits."""
        return Field("value", self.kind, Text("Target"), additive=False)

    def value(self, kept: int) -> int | Decimal:
        """A kept target in the KPI's unit: fen, a count, or a share of one."""
        return Decimal(kept) / STEPS if self.kind is Kind.RATE else kept

    def kept(self, value: int | Decimal) -> int:
        """The whole number that is kept of a value in the KPI's unit."""
        return round_half_up(Decimal(value) * STEPS) if self.kind is Kind.RATE else round_half_up(Decimal(value))

    @property
    def highest(self) -> int:
        """The largest target that is kept."""
        return STEPS if self.kind is Kind.RATE else int(self.field.limits[1] or HIGHEST_FEN)

    def met(self, actual: int | Decimal | None, kept: int) -> bool | None:
        """Whether a figure reaches its target; ``None`` where it is not known."""
        if actual is None:
            return None
        return actual <= self.value(kept) if self.lower else actual >= self.value(kept)

    def reached(self, actual: int | Decimal | None, kept: int | None) -> Decimal | None:
        """Actual by target; ``None`` where one is unknown or the target is zero."""
        return None if kept is None else ratio(actual, self.value(kept))


AIMS: dict[str, Aim] = {
    aim.code: aim
    for aim in (
        Aim(code="paid_amount", kind=Kind.MONEY),
        Aim(code="net_amount", kind=Kind.MONEY),
        Aim(code="paid_orders", kind=Kind.COUNT),
        Aim(code="ad_spend", kind=Kind.MONEY, lower=True),
        Aim(code="visitors_per_day", kind=Kind.COUNT, adds_up=False),
        Aim(code="conversion", kind=Kind.RATE, adds_up=False),
        Aim(code="aov", kind=Kind.MONEY, adds_up=False),
        Aim(code="refund_rate", kind=Kind.RATE, adds_up=False, lower=True),
    )
}
"""Every figure that can have a target, by its KPI, in the order in which they are offered."""

METRICS: tuple[str, ...] = tuple(code for code, aim in AIMS.items() if aim.adds_up)
"""The KPIs whose targets add up over days. Values are in the KPI's unit (fen or a count)."""
