"""What the daily service is given and answers beside the form itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import Campaign, Hero
from shopdesk.domain.daily.problems import Severity
from shopdesk.domain.people import Person
from shopdesk.domain.roster import DutyDay
from shopdesk.services.daily.brief import DailyBrief

if TYPE_CHECKING:
    from shopdesk.services.daily.levels import ServiceLevels
    from shopdesk.services.daily.meetings import MorningAgenda
    from shopdesk.services.growth.views import TrainingView


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProblem:
    """What a failed check leaves to do, as asked for beside the item.

    ``continues`` is the id of an open problem that this fail belongs to, so that the same thing is not opened twice.
    """

    title: str
    detail: str = ""
    owner: str = ""
    due: date | None = None
    severity: Severity = Severity.NORMAL
    continues: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The morning meeting's block, filled from the data. ``training``: whose training wants something today.

    ``levels`` is what the data say about the store's promises to its buyers, ``agenda`` what the meeting is about.
    ``None`` stands for what is closed to whoever asks.
    """

    day: date
    brief: DailyBrief | None
    running: tuple[Campaign, ...]
    heroes: tuple[Hero, ...] | None
    duty: DutyDay
    training: tuple[TrainingView, ...] = ()
    levels: ServiceLevels | None
    agenda: MorningAgenda

    @property
    def on_duty(self) -> tuple[Person, ...]:
        """Everybody who is expected at work that day."""
        return self.duty.people


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Who may check a day's form, the days before that have none, and what roles are called, by code."""

    people: tuple[str, ...]
    missed: tuple[date, ...]
    roles: Mapping[str, str]
