"""Staffing tiers: which team a store of a given monthly turnover needs.

A *tier table* is a ladder of *tiers* (steps of monthly turnover); each tier has *posts*, one per department, with
leads, staff and what they cost a month. Totals are kept as stated and not computed, because the published tables and
the tables of users contain totals that do not equal their parts; :mod:`shopdesk.domain.tiers.checks` finds those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from shopdesk.domain.records import Kept

BAND_LOW = Decimal("0.06")
BAND_HIGH = Decimal("0.07")
"""People cost should stay at 6 to 7% of monthly turnover (staff-pay rule of the published plans)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierTable(Kept):
    """The head of a tier table. ``origin`` is the code of the shipped preset it was copied from."""

    store_id: int
    name: str
    origin: str
    band_low: Decimal = BAND_LOW
    band_high: Decimal = BAND_HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier(Kept):
    """One step: monthly turnover, the budget for people and the stated total, all in fen."""

    store_id: int
    table_id: int
    position: int
    turnover_fen: int
    budget_fen: int
    total_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierPost(Kept):
    """The people of one department in one tier and their cost a month in fen."""

    store_id: int
    tier_id: int
    department_code: str
    leads: int
    staff: int
    cost_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The people a step wants in one department, free of any database."""

    department_code: str
    leads: int = 0
    staff: int = 0
    cost_fen: int = 0

    @property
    def people(self) -> int:
        """Return leads and staff together."""
        return self.leads + self.staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One tier with its posts, free of any database."""

    turnover_fen: int
    budget_fen: int
    total_fen: int
    posts: tuple[Post, ...] = ()

    @property
    def parts_fen(self) -> int:
        """Return the sum of what the departments cost, in fen. The planner reckons with this, not with the total."""
        return sum(post.cost_fen for post in self.posts)

    @property
    def people(self) -> int:
        """Return the headcount of the step."""
        return sum(post.people for post in self.posts)

    def post(self, department_code: str) -> Post:
        """Return the post of a department; an empty one where the step wants nobody there."""
        for post in self.posts:
            if post.department_code == department_code:
                return post
        return Post(department_code=department_code)

    def with_post(self, changed: Post) -> Step:
        """Return the step with one department's post replaced or added."""
        if any(post.department_code == changed.department_code for post in self.posts):
            posts = tuple(changed if post.department_code == changed.department_code else post for post in self.posts)
        else:
            posts = (*self.posts, changed)
        return replace(self, posts=posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A whole tier table as it is checked, planned with and shown.

    ``table_id`` is None for a shipped preset, which cannot be edited; ``origin`` is then its own code.
    ``departments`` fixes the columns and their order.
    """

    table_id: int | None = None
    name: str
    origin: str
    departments: tuple[str, ...]
    steps: tuple[Step, ...]
    band_low: Decimal = BAND_LOW
    band_high: Decimal = BAND_HIGH

    @property
    def editable(self) -> bool:
        """Tell whether this is the store's own table."""
        return self.table_id is not None

    def with_step(self, index: int, step: Step) -> Ladder:
        """Return the ladder with one step replaced."""
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))


def blank_step(ladder: Ladder) -> Step:
    """Return a step to add at the end of a table: the last one's structure at twice its turnover."""
    if not ladder.steps:
        return Step(turnover_fen=10_000_000, budget_fen=0, total_fen=0)
    last = ladder.steps[-1]
    return replace(last, turnover_fen=2 * last.turnover_fen, budget_fen=2 * last.budget_fen)
