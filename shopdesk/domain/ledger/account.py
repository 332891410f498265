"""The account over a span: in and out by kind, and the balance at both ends of each day, week or month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementGap, StatementSource
from shopdesk.domain.periods import By, Period, label, period_of


@dataclass(frozen=True, slots=True)
class DaySum:
    """The lines of one kind of one account on one day."""

    day: date
    source: StatementSource
    account: str
    kind: LineKind
    amount: int
    lines: int


@dataclass(frozen=True, slots=True)
class AccountStart:
    """What is known of an account's balance: before its first line of a span, and on the eve of the span, in fen."""

    opening: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AccountPeriod:
    """One day, week or month with lines; amounts in fen, in positive, out negative.

    ``opening`` is the balance before the first line, ``closing`` the one after the last, over all accounts; ``None``
    where no statement of it tells a balance. ``gaps`` are those whose later line is in the period.
    """

    period: Period
    opening: int | None
    closing: int | None
    sums: Mapping[LineKind, int]
    lines: int
    gaps: tuple[StatementGap, ...] = ()

    def __getitem__(self, kind: LineKind) -> int:
        """What the lines of a kind come to; nothing where there is none."""
        return self.sums.get(kind, 0)

    @property
    def change(self) -> int:
        """What all lines come to."""
        return sum(self.sums.values())


@dataclass(frozen=True, slots=True)
class AccountView:
    """A store's account from ``period.start`` to ``period.end``, in steps and as a whole."""

    period: Period
    by: By
    rows: tuple[AccountPeriod, ...]
    totals: AccountPeriod

    def label(self, row: AccountPeriod) -> str:
        """``2020-02-01``, ``2020-W05`` or ``2020-02``."""
        return label(row.period.start, self.by)


@dataclass(slots=True)
class _Walk:
    """One account from period to period."""

    balance: int | None
    opening: int | None
    sums: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    gaps: list[StatementGap] = field(default_factory=list)

    def through(self, part: Period, days: Sequence[date]) -> tuple[int | None, int | None]:
        """The balances at both ends of a period; the account stands where it has no lines."""
        moved = [day for day in days if day in self.sums]
        if not moved:
            return self.balance, self.balance
        gaps = [gap for gap in self.gaps if gap.day in part]
        across = [gap for gap in gaps if gap.after.date() < part.start]
        if self.opening is not None:
            opening: int | None = self.opening
            self.opening = None
        else:
            opening = None if self.balance is None else self.balance + sum(gap.missing for gap in across)
        within = sum(gap.missing for gap in gaps if gap not in across)
        if opening is not None:
            self.balance = opening + sum(self.sums[day] for day in moved) + within
        return opening, self.balance


def account_view(
    asked: Period,
    by: By,
    sums: Sequence[DaySum],
    jumps: Sequence[StatementGap],
    gaps: Sequence[StatementGap],
    starts: Mapping[str, AccountStart],
) -> AccountView:
    """Put the account together.

    Args:
        asked: the span; a week or month that it cuts holds the asked days only.
        by: the step.
        sums: the lines that count, by day.
        jumps: where the balance of an account jumps, whatever fills the stretch.
        gaps: the stretches that nothing fills.
        starts: by account of Alipay, what is known of its balance at the beginning.
    """
    walks = {name: _Walk(balance=start.before, opening=start.opening) for name, start in starts.items()}
    for one in sums:
        if one.source is StatementSource.ALIPAY and one.account in walks:
            walks[one.account].sums[one.day] += one.amount
    for jump in jumps:
        if jump.account in walks:
            walks[jump.account].gaps.append(jump)
    parts: dict[Period, list[DaySum]] = defaultdict(list)
    for one in sums:
        whole = period_of(one.day, by)
        parts[Period(max(whole.start, asked.start), min(whole.end, asked.end))].append(one)
    rows = []
    for part in sorted(parts):
        days = sorted({one.day for one in parts[part]})
        balances = [walk.through(part, days) for walk in walks.values()]
        rows.append(_period(part, parts[part], balances, [gap for gap in gaps if gap.day in part]))
    ends = [(rows[0].opening, rows[-1].closing)] if rows else []
    totals = _period(asked, sums, ends, gaps)
    return AccountView(asked, by, tuple(rows), totals)


def _period(
    part: Period,
    sums: Sequence[DaySum],
    balances: Sequence[tuple[int | None, int | None]],
    gaps: Sequence[StatementGap],
) -> AccountPeriod:
    by_kind: dict[LineKind, int] = defaultdict(int)
    for one in sums:
        by_kind[one.kind] += one.amount
    openings = [opening for opening, _ in balances if opening is not None]
    closings = [closing for _, closing in balances if closing is not None]
    return AccountPeriod(
        period=part,
        opening=sum(openings) if openings else None,
        closing=sum(closings) if closings else None,
        sums=dict(by_kind),
        lines=sum(one.lines for one in sums),
        gaps=tuple(gaps),
    )
