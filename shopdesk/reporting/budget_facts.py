"""What paper and workbook say of a budget, already in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.setup.break_even import BreakEven
from shopdesk.domain.setup.budget import BudgetPlan, Outlook, Tie
from shopdesk.domain.setup.cash import CashCurve
from shopdesk.domain.setup.payback import Payback
from shopdesk.infra.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """A line of the budget as it stands on paper, already in words; amounts in fen, ``None`` where not known."""

    phase: str
    name: str
    kind: str
    tie: Tie
    day: date
    planned_fen: int | None
    paid_fen: int | None
    over_fen: int | None
    back_fen: int | None
    returns_on: date | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookFacts:
    """One outlook: its cash, break-even and payback, the last also in words."""

    curve: CashCurve
    even: BreakEven
    payback: Payback
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFacts:
    """Everything of a budget.

    ``final_day`` is that of the last payment or the first of the last phase. ``said`` are its sentences,
    ``rules`` those by which it is reckoned.
    """

    store: str
    day: date
    plan: BudgetPlan
    rows: Sequence[BudgetRow]
    outlooks: Mapping[Outlook, OutlookFacts]
    final_day: date
    said: Sequence[str]
    rules: Sequence[str]

    @property
    def about(self) -> str:
        """Of which store, as of which day."""
        return f"{self.store} · {tr('As of {day}', day=self.day.isoformat())}"
