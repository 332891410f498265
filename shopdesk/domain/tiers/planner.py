"""From a monthly turnover to the team: tier, cost, ratio, gap to today's people, and the way to the next tier.

The recommended tier is the highest one whose turnover is reached. Below the first tier the table's smallest team is
shown as the goal, and said to be not reached. The cost is always the sum of the departments, never a stated total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import ratio
from shopdesk.domain.payroll.people_cost import WagesKnown
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.band import BandPosition, band_fen
from shopdesk.domain.tiers.records import Ladder, Step


class MoveKind(StrEnum):
    """What to do in a department. ``COVER`` is a lead without a team of their own who fills a staff post."""

    PROMOTE = "promote"
    HIRE_LEAD = "hire_lead"
    HIRE = "hire"
    COVER = "cover"
    SURPLUS_LEAD = "surplus_lead"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One of today's people as the planner sees them; ``base_fen`` None where no base pay is recorded."""

    department_code: str
    leads: bool
    base_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing to do in one department."""

    kind: MoveKind
    department_code: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentGap:
    """Wanted against present in one department, with the moves that close the difference."""

    department_code: str
    want_leads: int
    want_staff: int
    have_leads: int
    have_staff: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The planner's answer. Money in fen a month; ratios to the turnover asked about, None where it is zero.

    ``outside`` counts today's people in departments that the table does not plan (management, finance …): they are
    neither missing nor surplus. ``team_fen`` is what the last locked month of wages cost, where ``wages`` has one, else
    today's base pay over all departments as far as recorded.
    """

    turnover_fen: int
    tier_index: int
    tier: Step
    reached: bool
    cost_fen: int
    cost_ratio: Decimal | None
    band_low_fen: int
    band_high_fen: int
    position: BandPosition
    gaps: tuple[DepartmentGap, ...]
    outside: Mapping[str, int]
    team_people: int
    team_fen: int
    team_without_base: int
    team_ratio: Decimal | None
    next_tier: Step | None
    to_next_fen: int | None
    wages: WagesKnown = field(default_factory=WagesKnown)

    @property
    def moves(self) -> tuple[Move, ...]:
        """Return all moves, department by department."""
        return tuple(move for gap in self.gaps for move in gap.moves)


def tier_for(ladder: Ladder, turnover_fen: int) -> tuple[int, bool]:
    """Return the index of the recommended tier and whether its turnover is reached.

    Tiers out of order are answered by their turnover, not by their place in the table.

    Raises:
        UserError: when the table has no tier or the turnover is below zero.
    """
    if not ladder.steps:
        raise UserError(Text("The table has no tier. Add one or reset the table."))
    if turnover_fen < 0:
        raise UserError(Text("The turnover is below zero. Enter it without the minus sign."))
    by_turnover = sorted(range(len(ladder.steps)), key=lambda index: (ladder.steps[index].turnover_fen, index))
    reached = [index for index in by_turnover if ladder.steps[index].turnover_fen <= turnover_fen]
    return (reached[-1], True) if reached else (by_turnover[0], False)


def plan(ladder: Ladder, turnover_fen: int, team: Iterable[Head], wages: WagesKnown | None = None) -> Plan:
    """Work out the whole answer for one turnover and today's team, which costs what ``wages`` say where they do.

    Raises:
        UserError: when the table has no tier or the turnover is below zero.
    """
    index, reached = tier_for(ladder, turnover_fen)
    tier = ladder.steps[index]
    heads = list(team)
    planned = {post.department_code for step in ladder.steps for post in step.posts if post.people or post.cost_fen}
    gaps = tuple(
        department_gap(
            code,
            want=(tier.post(code).leads, tier.post(code).staff),
            have=(
                sum(1 for head in heads if head.department_code == code and head.leads),
                sum(1 for head in heads if head.department_code == code and not head.leads),
            ),
        )
        for code in _ordered(ladder, planned)
    )
    outside: dict[str, int] = {}
    for head in heads:
        if head.department_code not in planned:
            outside[head.department_code] = outside.get(head.department_code, 0) + 1
    cost = tier.parts_fen
    low, high = band_fen(turnover_fen, ladder.band_low, ladder.band_high)
    known = wages or WagesKnown()
    paid = known.locked.cost_fen if known.locked is not None else None
    team_fen = sum(head.base_fen or 0 for head in heads) if paid is None else paid
    above = sorted(
        (step for step in ladder.steps if step.turnover_fen > turnover_fen), key=lambda step: step.turnover_fen
    )
    next_tier = above[0] if above else None
    return Plan(
        turnover_fen=turnover_fen,
        tier_index=index,
        tier=tier,
        reached=reached,
        cost_fen=cost,
        cost_ratio=ratio(cost, turnover_fen),
        band_low_fen=low,
        band_high_fen=high,
        position=BandPosition.ABOVE if cost > high else BandPosition.BELOW if cost < low else BandPosition.INSIDE,
        gaps=gaps,
        outside=outside,
        team_people=len(heads),
        team_fen=team_fen,
        team_without_base=sum(1 for head in heads if head.base_fen is None),
        team_ratio=ratio(team_fen, turnover_fen),
        next_tier=next_tier,
        to_next_fen=next_tier.turnover_fen - turnover_fen if next_tier else None,
        wages=known,
    )


def department_gap(code: str, *, want: tuple[int, int], have: tuple[int, int]) -> DepartmentGap:
    """Close the gap of one department; ``want`` and ``have`` are (leads, staff).

    A missing lead is promoted from the department's own staff before anybody is hired (the first lead comes from the
    first team); a lead too many fills an open staff post before counting as surplus.
    """
    want_leads, want_staff = want
    have_leads, have_staff = have
    missing_leads = max(0, want_leads - have_leads)
    promoted = min(missing_leads, have_staff)
    staff_left = have_staff - promoted
    missing_staff = max(0, want_staff - staff_left)
    extra_leads = max(0, have_leads - want_leads)
    covering = min(extra_leads, missing_staff)
    counts = [
        (MoveKind.PROMOTE, promoted),
        (MoveKind.HIRE_LEAD, missing_leads - promoted),
        (MoveKind.COVER, covering),
        (MoveKind.HIRE, missing_staff - covering),
        (MoveKind.SURPLUS_LEAD, extra_leads - covering),
        (MoveKind.SURPLUS, max(0, staff_left - want_staff)),
    ]
    return DepartmentGap(
        department_code=code,
        want_leads=want_leads,
        want_staff=want_staff,
        have_leads=have_leads,
        have_staff=have_staff,
        moves=tuple(Move(kind=kind, department_code=code, count=count) for kind, count in counts if count),
    )


def move_text(move: Move, names: Mapping[str, str]) -> Text:
    """Say one move in a sentence; ``names`` gives the departments' names in the reader's language."""
    values: dict[str, Any] = {"count": move.count, "department": names.get(move.department_code, move.department_code)}
    match move.kind:
        case MoveKind.PROMOTE:
            return Text("{department}: promote {count} of the team to lead", **values)
        case MoveKind.HIRE_LEAD:
            return Text("{department}: hire {count} as lead", **values)
        case MoveKind.HIRE:
            return Text("{department}: hire {count}", **values)
        case MoveKind.COVER:
            return Text("{department}: {count} of the leads can fill open staff posts", **values)
        case MoveKind.SURPLUS_LEAD:
            return Text("{department}: {count} surplus (leads)", **values)
        case MoveKind.SURPLUS:
            return Text("{department}: {count} surplus", **values)


def _ordered(ladder: Ladder, planned: set[str]) -> list[str]:
    known = [code for code in ladder.departments if code in planned]
    return known + sorted(planned - set(known))
