"""Open work of a person and who takes it over when the person leaves.

Work lies in several nouns (problems, setup steps); each is asked through its own repository, so that the change of
owner is in the history and can be undone together with the leave.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.domain.people import Person
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """How much of a person's work is still open."""

    problems: int = 0
    steps: int = 0

    @property
    def any(self) -> bool:
        """Whether something is open."""
        return bool(self.problems or self.steps)


def open_work(uow: UnitOfWork, person: Person) -> OpenWork:
    """Count the open work of a person."""
    return OpenWork()


def hand_over(uow: UnitOfWork, person: Person, successor: Person) -> OpenWork:
    """Give all open work of a person to the successor and say how much it was."""
    return OpenWork()
