"""What the growth part of the people page is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.growth.training import Training, TrainingItem, TrainingPlan
from shopdesk.domain.people import Person, Role
from shopdesk.domain.text import Text

if TYPE_CHECKING:
    from shopdesk.domain.growth.design import DesignJob
    from shopdesk.domain.growth.records import ScoreEntry, SettledScore
    from shopdesk.domain.growth.scorecards import Card
    from shopdesk.domain.growth.scoring import Scored
    from shopdesk.domain.payroll.slip import PayLine


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthScore:
    """The total of one month of a trend; ``None`` where there is none."""

    month: date
    total: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonScore:
    """A person's scorecard of a month.

    ``filled`` is ``None`` where no card names the role. ``settled``: the month as it was kept, which ``filled`` then
    shows. ``entries`` are what people entered, by indicator. ``pays`` are the lines of the wage that the score makes;
    empty where the person's pay scheme has no such component. ``accounts`` are the names in the service reports.
    """

    person: Person
    role_code: str
    filled: Scored | None
    settled: SettledScore | None
    entries: Mapping[str, ScoreEntry]
    trend: tuple[MonthScore, ...]
    pays: tuple[PayLine, ...]
    accounts: tuple[str, ...]

    @property
    def id(self) -> int:
        """The person's, by which a table finds its row again."""
        return self.person.id or 0

    @property
    def total(self) -> Decimal | None:
        """The total; ``None`` without a card or while something is missing."""
        return None if self.filled is None else self.filled.total


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBoard:
    """Everybody's scorecard of a month. ``locked``: the month's wages are locked; ``over``: the month has ended."""

    month: date
    people: tuple[PersonScore, ...]
    cards: tuple[Card, ...]
    roles: tuple[Role, ...]
    locked: bool
    over: bool
    notices: tuple[Text, ...] = ()

    @property
    def settled(self) -> int:
        """How many of them are settled."""
        return sum(one.settled is not None for one in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobBoard:
    """The log of design jobs with everybody who may be named in it, and both rates of the month by designer."""

    month: date
    today: date
    jobs: tuple[DesignJob, ...]
    people: tuple[Person, ...]
    designers: tuple[int, ...]
    rates: Mapping[int, Mapping[str, Decimal | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingView:
    """One person's training with its items; ``due`` are those that should be done by today."""

    training: Training
    person: Person
    items: tuple[TrainingItem, ...]
    due: tuple[TrainingItem, ...]

    @property
    def id(self) -> int:
        """The training's, by which a table finds its row again."""
        return self.training.id or 0

    @property
    def passed(self) -> int:
        """How many items are done."""
        return sum(item.passed for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingBoard:
    """Who is or was on trial, the plans, and who is new and has none yet."""

    today: date
    trainings: tuple[TrainingView, ...]
    plans: tuple[TrainingPlan, ...]
    people: tuple[Person, ...]
    roles: tuple[Role, ...]
    without: tuple[Person, ...]
