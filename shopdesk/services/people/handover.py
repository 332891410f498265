"""Open work of a person and who takes it over when the person leaves.

Work lies in several nouns; each is asked through its own repository, so that the change of owner is in the history and
is undone together with the leave. Problems, setup steps and documents all know their owner by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.people import Person
from shopdesk.domain.setup.records import DocumentState, SetupDocument, SetupStep
from shopdesk.storage.repositories.daily import Problems
from shopdesk.storage.repositories.setup import SetupDocuments, SetupSteps
from shopdesk.storage.unit_of_work import UnitOfWork

_DOCUMENT_SETTLED = (DocumentState.APPROVED, DocumentState.NOT_NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """How much of a person's work is still open: problems to follow up, setup steps, documents to get."""

    problems: int = 0
    steps: int = 0
    documents: int = 0

    @property
    def any(self) -> bool:
        """Whether something is open."""
        return bool(self.problems or self.steps or self.documents)


def open_work(uow: UnitOfWork, person: Person) -> OpenWork:
    """Count the open work of a person."""
    return OpenWork(
        problems=len(_problems(uow, person)),
        steps=len(_steps(uow, person)),
        documents=len(_documents(uow, person)),
    )


def hand_over(uow: UnitOfWork, person: Person, successor: Person) -> OpenWork:
    """Give all open work of a person to the successor and say how much it was."""
    done = open_work(uow, person)
    for problem in _problems(uow, person):
        uow.repository(Problems).update(replace(problem, owner=successor.label))
    for step in _steps(uow, person):
        uow.repository(SetupSteps).update(replace(step, owner=successor.label))
    for document in _documents(uow, person):
        uow.repository(SetupDocuments).update(replace(document, owner=successor.label))
    return done


def _problems(uow: UnitOfWork, person: Person) -> list[Problem]:
    mine = _named(person)
    return [problem for problem in uow.repository(Problems).open(person.store_id) if mine(problem.owner)]


def _steps(uow: UnitOfWork, person: Person) -> list[SetupStep]:
    mine = _named(person)
    return [step for step in uow.repository(SetupSteps).of(person.store_id) if mine(step.owner) and not step.settled]


def _documents(uow: UnitOfWork, person: Person) -> list[SetupDocument]:
    mine = _named(person)
    return [
        document
        for document in uow.repository(SetupDocuments).of(person.store_id)
        if mine(document.owner) and document.state not in _DOCUMENT_SETTLED
    ]


def _named(person: Person) -> Callable[[str], bool]:
    """A test whether an owner's name means this person. The bare name counts only for a person without a mark."""
    return lambda owner: owner.strip() == person.label
