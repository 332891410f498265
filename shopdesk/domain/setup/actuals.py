"""What was really paid of the budget's lines: typed, picked from the statements, or found there by a line's rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.fields import HIGHEST_FEN, Field, Kind, Noun, keys
from shopdesk.domain.ledger.classify import normal
from shopdesk.domain.ledger.lines import StatementLine, StatementSource
from shopdesk.domain.records import Kept
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, Tie
from shopdesk.domain.text import Text

StatementKey = tuple[StatementSource, str, str]
"""By what a line of a statement is known for good: source, account, and the number that the platform gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetActual(Kept):
    """Money that was paid for a line of the budget; in fen, negative where it came back.

    One that was picked from a statement names that line by ``source``, ``account`` and ``line_key``; day and amount are
    then those of the statement, as long as that is imported.
    """

    store_id: int
    line_id: int
    on_day: date
    amount_fen: int
    note: str = ""
    source: StatementSource | None = None
    account: str | None = None
    line_key: str | None = None

    @property
    def statement(self) -> StatementKey | None:
        """The line of a statement that it is; ``None`` where it was typed."""
        if self.source is None or self.account is None or self.line_key is None:
            return None
        return self.source, self.account, self.line_key


BUDGET_ACTUAL = Noun(
    "setup_budget_actuals",
    BudgetActual,
    Text("Money paid"),
    (
        *keys("line_id", "source", "account", "line_key"),
        Field("on_day", Kind.DAY, Text("Paid on"), required=True),
        Field(
            "amount_fen",
            Kind.MONEY,
            Text("Amount"),
            required=True,
            lowest=-HIGHEST_FEN,
            help=Text("With a minus where it came back."),
        ),
        Field("note", Kind.LINE, Text("Note")),
    ),
    titles=("note",),
)


class Origin(StrEnum):
    """Where an actual figure is from."""

    TYPED = "typed"
    PICKED = "picked"
    RULE = "rule"
    GONE = "gone"


ORIGIN_NAMES: dict[Origin, Text] = {
    Origin.TYPED: Text("typed"),
    Origin.PICKED: Text("picked from the statement"),
    Origin.RULE: Text("found by the line's rule"),
    Origin.GONE: Text("picked from a statement that is no longer imported"),
}


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment for a line of the budget; ``fen`` is negative where money came back.

    ``actual`` is its record and ``line`` its line of the statement, where it has one.
    """

    day: date
    fen: int
    origin: Origin
    actual: BudgetActual | None = None
    line: StatementLine | None = None


@dataclass(frozen=True, slots=True)
class LineActual:
    """What was paid for a line of the budget, the earliest first."""

    paid: tuple[Paid, ...] = ()

    @property
    def counted(self) -> tuple[Paid, ...]:
        """Those that count: not what was picked from a statement that is gone, which may be there in another shape."""
        return tuple(one for one in self.paid if one.origin is not Origin.GONE)

    @property
    def out_fen(self) -> int | None:
        """What went out; ``None`` where nothing is known of the line."""
        return sum(one.fen for one in self.counted if one.fen > 0) if self.counted else None

    @property
    def back_fen(self) -> int | None:
        """What came back of it."""
        return -sum(one.fen for one in self.counted if one.fen < 0) if self.counted else None

    def actual_fen(self, line: BudgetLine) -> int | None:
        """What it cost: what went out, less what came back unless that is what the line plans for."""
        if self.out_fen is None or self.back_fen is None:
            return None
        return self.out_fen if line.tie is Tie.RETURNABLE else self.out_fen - self.back_fen


def key_of(line: StatementLine) -> StatementKey:
    """By what a line of a statement is known for good."""
    return line.source, line.account, line.key


def actuals_of(
    lines: Sequence[BudgetLine],
    phases: Sequence[BudgetPhase],
    records: Iterable[BudgetActual],
    statement: Iterable[StatementLine],
) -> Mapping[int, LineActual]:
    """What was paid for each line of the budget, by its number.

    A line of a statement counts once: for the line it was picked for, else for the first line, by day of its phase and
    then by number, whose rule takes it. A rule takes lines of its kind, with its words in them, on the days of its
    phase.
    """
    found: dict[int, list[Paid]] = {line.id or 0: [] for line in lines}
    known = {key_of(one): one for one in statement}
    free = dict(known)
    for record in records:
        mine = found.get(record.line_id)
        if mine is None:
            continue
        key = record.statement
        if key is None:
            mine.append(Paid(record.on_day, record.amount_fen, Origin.TYPED, record))
        elif key in free:
            one = free.pop(key)
            mine.append(Paid(one.day, -one.amount, Origin.PICKED, record, one))
        elif key not in known:
            mine.append(Paid(record.on_day, record.amount_fen, Origin.GONE, record))
    spans = {phase.id: phase for phase in phases}
    ruled = [line for line in lines if line.statement_kind is not None and line.phase_id in spans]
    for line in sorted(ruled, key=lambda one: (spans[one.phase_id].starts_on, one.id or 0)):
        phase, words = spans[line.phase_id], normal(line.statement_words)
        for key, one in list(free.items()):
            inside = phase.starts_on <= one.day <= phase.ends_on
            if one.kind is line.statement_kind and inside and _has(one, words):
                del free[key]
                found[line.id or 0].append(Paid(one.day, -one.amount, Origin.RULE, None, one))
    return {number: LineActual(tuple(sorted(paid, key=lambda one: one.day))) for number, paid in found.items()}


def _has(line: StatementLine, words: str) -> bool:
    if not words:
        return True
    texts = (line.business_type, line.remark, line.description, line.title)
    return any(words in normal(text) for text in texts if text)
