"""Whether two spans are known well enough to be compared: 119 days of figures say nothing about 365."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.kinds import Rebuild

EVENLY = Decimal("0.9")
"""How much of the better known span's share of days the other must have; our own bar.

Days without a sale have no figure either, so that a small store's spans are seldom whole, but about equally so."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """On how many of a span's days a figure is known."""

    known: int
    days: int

    @property
    def share(self) -> Decimal:
        """From 0 to 1."""
        return Decimal(self.known) / self.days


def coverage(figures: Figures, code: str) -> Coverage:
    """On how many days of their span some figures know a KPI."""
    return Coverage(figures.known_days(code), figures.period.length)


def lacking(now: Figures, before: Figures, code: str) -> tuple[Figures, Coverage] | None:
    """The span that is known too little for a fair comparison, and how little; ``None`` where both are alike.

    A level (a rating, the followers) is compared whatever days are missing between.
    """
    if kpi(code).rebuild is Rebuild.LAST:
        return None
    one, two = coverage(now, code), coverage(before, code)
    if not one.known or not two.known:
        return None
    (figures, less), (_, more) = sorted(((now, one), (before, two)), key=lambda pair: pair[1].share)
    return None if less.share >= more.share * EVENLY else (figures, less)
