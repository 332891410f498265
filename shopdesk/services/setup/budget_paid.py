"""Planned and paid of the budget, line by line: typed, picked from the statements, found there by rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.fields import FIRST_DAY, LAST_DAY
from shopdesk.domain.ledger.lines import StatementLine
from shopdesk.domain.setup.actuals import BUDGET_ACTUAL, BudgetActual, LineActual, actuals_of, key_of
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import budget_lines
from shopdesk.storage.repositories.budgets import BudgetActuals, BudgetLines, BudgetPhases

if TYPE_CHECKING:
    from shopdesk.storage.unit_of_work import UnitOfWork

_AROUND = timedelta(days=62)
"""How far before and after a phase lines are offered: a deposit may be paid, and taken off, weeks beside the plan."""

_NOTHING = LineActual()


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line of the budget with its phase and what was paid of it; ``day`` is the one on which it is to go out."""

    line: BudgetLine
    phase: BudgetPhase
    paid: LineActual

    @property
    def id(self) -> int | None:
        """By what a table finds it again."""
        return self.line.id

    @property
    def day(self) -> date:
        """The day on which the plan pays it."""
        return self.line.on_day or self.phase.starts_on

    @property
    def actual_fen(self) -> int | None:
        """What it cost so far; ``None`` where nothing is known."""
        return self.paid.actual_fen(self.line)

    @property
    def over_fen(self) -> int | None:
        """By how much that is more than planned; ``None`` where either is not known."""
        actual = self.actual_fen
        return None if actual is None or self.line.amount_fen is None else actual - self.line.amount_fen


@dataclass(frozen=True, slots=True)
class PaidView:
    """The budget's lines by day of their phase, then as they were entered."""

    phases: tuple[BudgetPhase, ...]
    lines: tuple[PaidLine, ...]

    @property
    def planned_fen(self) -> int:
        """What is planned in all, of the lines that have an amount."""
        return sum(one.line.amount_fen or 0 for one in self.lines)

    @property
    def actual_fen(self) -> int | None:
        """What was paid in all; ``None`` where nothing is known of any line."""
        known = [one.actual_fen for one in self.lines if one.actual_fen is not None]
        return sum(known) if known else None


class BudgetPayments:
    """Reads what was paid for the budget's lines and keeps what the owner types and picks."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def view(self, store_id: int) -> PaidView:
        """Every line with what was paid of it."""
        with self._ctx.read() as uow:
            phases = uow.repository(BudgetPhases).of(store_id)
            lines = uow.repository(BudgetLines).of(store_id)
            found = paid_of(uow, store_id, phases, lines)
        return paid_view(phases, lines, found)

    def offered(self, store_id: int, line: BudgetLine) -> list[StatementLine]:
        """The lines of statements that may be picked for a line: of no order, around its phase, counted nowhere yet."""
        with self._ctx.read() as uow:
            phases = uow.repository(BudgetPhases).of(store_id)
            phase = next(one for one in phases if one.id == line.phase_id)
            first = max(phase.starts_on, FIRST_DAY + _AROUND) - _AROUND
            last = min(phase.ends_on, LAST_DAY - _AROUND) + _AROUND
            free = budget_lines.of_no_order(uow.connection, store_id, first, last)
            found = paid_of(uow, store_id, phases, uow.repository(BudgetLines).of(store_id))
        taken = {key_of(paid.line) for actual in found.values() for paid in actual.paid if paid.line is not None}
        return [one for one in free if key_of(one) not in taken]

    def keep(self, actual: BudgetActual) -> BudgetActual:
        """Keep what was typed.

        Raises:
            UserError: the day or the amount is missing or out of bounds.
        """
        actual = BUDGET_ACTUAL.tidy(actual)
        with self._ctx.open_uow(Text("Money paid entered")) as uow:
            actuals = uow.repository(BudgetActuals)
            kept = actuals.add(actual) if actual.id is None else actuals.update(actual)
            uow.commit()
        return kept

    def pick(self, line: BudgetLine, picked: Sequence[StatementLine]) -> None:
        """Count lines of statements for a line of the budget.

        Raises:
            UserError: one of them counts for a line already.
        """
        with self._ctx.open_uow(Text("Lines of the statements picked for the budget")) as uow:
            actuals = uow.repository(BudgetActuals)
            for one in picked:
                actuals.add(
                    BudgetActual(
                        store_id=line.store_id,
                        line_id=line.id or 0,
                        on_day=one.day,
                        amount_fen=-one.amount,
                        source=one.source,
                        account=one.account,
                        line_key=one.key,
                    )
                )
            uow.commit()

    def remove(self, actual: BudgetActual) -> None:
        """Take away what was typed or picked; a line of the statement is free again."""
        with self._ctx.open_uow(Text("Money paid removed")) as uow:
            uow.repository(BudgetActuals).remove(actual)
            uow.commit()


def paid_view(phases: Sequence[BudgetPhase], lines: Sequence[BudgetLine], found: Mapping[int, LineActual]) -> PaidView:
    """The lines in their order, each with its phase and what was paid."""
    by_number = {phase.id: phase for phase in phases}
    rows = [
        PaidLine(line, by_number[line.phase_id], found.get(line.id or 0, _NOTHING))
        for line in lines
        if line.phase_id in by_number
    ]
    rows.sort(key=lambda one: (one.phase.starts_on, one.phase.position, one.day, one.line.id or 0))
    return PaidView(tuple(phases), tuple(rows))


def paid_of(
    uow: UnitOfWork, store_id: int, phases: Sequence[BudgetPhase], lines: Sequence[BudgetLine]
) -> Mapping[int, LineActual]:
    """What was paid of each line, by its number."""
    records = uow.repository(BudgetActuals).of(store_id)
    keys = {key for record in records if (key := record.statement) is not None}
    ruled = {line.statement_kind for line in lines if line.statement_kind is not None}
    statement = budget_lines.of_keys(uow.connection, store_id, keys)
    if ruled and phases:
        first, last = min(one.starts_on for one in phases), max(one.ends_on for one in phases)
        known = {key_of(one) for one in statement}
        more = budget_lines.of_kinds(uow.connection, store_id, first, last, ruled)
        statement += [one for one in more if key_of(one) not in known]
    return actuals_of(lines, phases, records, statement)


def blank_payment(line: BudgetLine, day: date) -> BudgetActual:
    """What a new typed payment begins with: the planned amount, on ``day``."""
    blank = BudgetActual(store_id=line.store_id, line_id=line.id or 0, on_day=day, amount_fen=0)
    return replace(blank, amount_fen=line.amount_fen or 0)
