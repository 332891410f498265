"""What the team page is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopdesk.domain.people import Department, DepartmentCount, Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Everything the team page shows, from one moment.

    ``people`` are those employed on the day as they stand then; ``coming`` start later; ``former`` left before.
    """

    day: date
    departments: tuple[Department, ...]
    roles: tuple[Role, ...]
    people: tuple[Person, ...]
    coming: tuple[Person, ...]
    former: tuple[Person, ...]
    counts: tuple[DepartmentCount, ...]
    optional_fields: bool

    @property
    def base_fen(self) -> int:
        """The recorded monthly base pay of everybody employed on the day, in fen."""
        return sum(count.base_fen for count in self.counts)
