"""A plan's stated total against the sum of its lines, and which lines explain the difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, MoneyKind, sum_by_kind, unknown_in

MOST_CAUSES = 3
"""More explanations than these explain nothing: among many lines some sum always fits."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines that belong together: a whole phase, all of a kind, or one line, which has neither."""

    lines: tuple[BudgetLine, ...]
    phase: BudgetPhase | None = None
    kind: MoneyKind | None = None

    @property
    def fen(self) -> int:
        """What it comes to."""
        return sum(line.amount_fen or 0 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cause:
    """The total agrees where these parts are left out of it or, with ``twice``, counted once more."""

    parts: tuple[Part, ...]
    twice: bool = False


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """The stated total against the sum of the phases.

    ``causes`` are the explanations with the fewest parts, at most ``MOST_CAUSES``; none where nothing explains the
    difference or too much would. ``unknown`` lines have no amount yet and are in no sum.
    """

    stated_fen: int | None
    sum_fen: int
    difference_fen: int
    causes: tuple[Cause, ...] = ()
    unknown: int = 0

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to complain of."""
        return self.stated_fen is None or self.difference_fen == 0


def check_total(stated_fen: int | None, lines: Sequence[BudgetLine], phases: Sequence[BudgetPhase] = ()) -> TotalCheck:
    """Compare the stated total with the sum, and look for the lines that explain a difference.

    A single line, kind or phase is looked for first, then two kinds, then two lines. What would leave the whole plan
    out explains nothing.
    """
    known = [line for line in lines if line.amount_fen]
    total = sum(line.amount_fen or 0 for line in known)
    difference = 0 if stated_fen is None else stated_fen - total
    causes: tuple[Cause, ...] = ()
    if difference:
        found = _fitting(abs(difference), known, phases)
        if len(found) <= MOST_CAUSES:
            causes = tuple(Cause(parts, twice=difference > 0) for parts in found)
    return TotalCheck(stated_fen, total, difference, causes, unknown_in(lines))


def _fitting(wanted: int, lines: Sequence[BudgetLine], phases: Sequence[BudgetPhase]) -> list[tuple[Part, ...]]:
    """The parts that come to ``wanted``, from the first way of looking that finds any."""
    single = [Part((line,)) for line in lines]
    kinds = [Part(tuple(one for one in lines if one.kind is kind), kind=kind) for kind in sum_by_kind(lines)]
    whole = [Part(tuple(one for one in lines if one.phase_id == phase.id), phase=phase) for phase in phases]
    bundles = [part for part in (*kinds, *whole) if len(part.lines) > 1]
    ways: tuple[Iterator[tuple[Part, ...]], ...] = (
        ((part,) for part in (*single, *bundles)),
        combinations(kinds, 2),
        _pairs(wanted, single),
    )
    for way in ways:
        found: dict[frozenset[int], tuple[Part, ...]] = {}
        for parts in way:
            places = frozenset(id(line) for part in parts for line in part.lines)
            if sum(part.fen for part in parts) == wanted and len(places) < len(lines):
                found.setdefault(places, parts)
                if len(found) > MOST_CAUSES:
                    break
        if found:
            return list(found.values())
    return []


def _pairs(wanted: int, single: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    """Two lines that come to ``wanted``; each is held against what it lacks, so that many lines take no time."""
    before: dict[int, list[Part]] = {}
    for part in single:
        for other in before.get(wanted - part.fen, ()):
            yield other, part
        before.setdefault(part.fen, []).append(part)
