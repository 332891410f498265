"""Whether two spans can be compared: what 119 known days add up to says nothing against 365."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.kpi.kinds import Kpi, Rebuild
from shopdesk.domain.text import Text

NEARLY_WHOLE = Decimal("0.8")
"""A span known on as large a part of its days as this part of the other's counts as whole: six days of a week do."""

_OF_ALL_DAYS = frozenset({Rebuild.SUM, Rebuild.DISTINCT})


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A span is known on ``known`` of its ``days`` only; ``before`` tells the span compared with from the one now."""

    known: int
    days: int
    before: bool

    @property
    def brief(self) -> Text:
        """What stands where the change would stand."""
        if self.before:
            return Text("then {known} of {days} days", known=self.known, days=self.days)
        return Text("only {known} of {days} days", known=self.known, days=self.days)

    @property
    def sentence(self) -> Text:
        """Why nothing is compared."""
        if self.before:
            return Text(
                "Nothing is compared: figures are known for {known} of the {days} days before only.",
                known=self.known,
                days=self.days,
            )
        return Text(
            "Nothing is compared: figures are known for {known} of these {days} days only.",
            known=self.known,
            days=self.days,
        )


def uneven(known: int, days: int, known_before: int, days_before: int) -> Shortfall | None:
    """The span that is known on too few of its days for a comparison; ``None`` where both can be compared.

    A span without any figure is no data, and has no change anyway.
    """
    if not known or not known_before:
        return None
    now, before = Decimal(known) / days, Decimal(known_before) / days_before
    if min(now, before) >= NEARLY_WHOLE * max(now, before):
        return None
    if before < now:
        return Shortfall(known_before, days_before, before=True)
    return Shortfall(known, days, before=False)


def shortfall(item: Kpi, now: Figures, before: Figures) -> Shortfall | None:
    """The same for one KPI of two spans; ratios, means and levels do not grow with the days and are always compared."""
    if item.rebuild not in _OF_ALL_DAYS:
        return None
    return uneven(now.known_days(item.code), now.period.length, before.known_days(item.code), before.period.length)
