"""Problems: opened from a failed item or freely, followed up, verified, closed, re-opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from shopdesk.domain.daily.problems import (
    Problem,
    ProblemComment,
    ProblemEvent,
    ProblemFile,
    ProblemState,
    Repeat,
    check_problem,
    check_step,
    repeats,
    urgency,
)
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.services.attachments import keep_attachment
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import ProblemComments, ProblemEvents, ProblemFiles, Problems
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """A problem with everything that was said, done and kept about it."""

    problem: Problem
    comments: tuple[ProblemComment, ...]
    events: tuple[ProblemEvent, ...]
    files: tuple[ProblemFile, ...]


class ProblemService:
    """The problems of the stores."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def open(self, store_id: int) -> list[Problem]:
        """What is not closed, the most urgent first."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            return sorted(uow.repository(Problems).open(store_id), key=lambda problem: urgency(problem, today))

    def all(self, store_id: int, closed_since: date | None = None) -> list[Problem]:
        """Open ones, the most urgent first, then those closed since a day (or ever), the newest first."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            found = uow.repository(Problems).of_store(store_id, closed_since)
        still = sorted((one for one in found if one.is_open), key=lambda problem: urgency(problem, today))
        done = sorted(
            (one for one in found if not one.is_open), key=lambda one: one.closed_on or date.min, reverse=True
        )
        return still + done

    def view(self, problem_id: int) -> ProblemView:
        """One problem with its history.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            return ProblemView(
                problem=uow.repository(Problems).get(problem_id),
                comments=tuple(uow.repository(ProblemComments).of(problem_id)),
                events=tuple(uow.repository(ProblemEvents).of(problem_id)),
                files=tuple(uow.repository(ProblemFiles).of(problem_id)),
            )

    def repeats(self, store_id: int, day: date | None = None) -> list[Repeat]:
        """Items that failed on three days or more of the last fourteen."""
        until = day or self._ctx.clock.today()
        with self._ctx.read() as uow:
            start = date.fromordinal(until.toordinal() - 13)
            return repeats(queries.failures(uow.connection, store_id, start, until), until)

    def create(self, problem: Problem) -> Problem:
        """A new problem.

        Raises:
            UserError: it says nothing, or is due before it was found.
        """
        check_problem(problem)
        with self._ctx.open_uow(Text("Problem “{title}” opened", title=problem.title.strip())) as uow:
            fresh = replace(problem, title=problem.title.strip(), opened_by=problem.opened_by or uow.actor)
            kept = uow.repository(Problems).add(fresh)
            uow.commit()
            return kept

    def update(self, problem: Problem) -> Problem:
        """Keep edited words, owner, due day or severity; the state moves by :meth:`step`.

        Raises:
            UserError: it says nothing, or is due before it was found.
        """
        check_problem(problem)
        with self._ctx.open_uow(Text("Problem “{title}” edited", title=problem.title.strip())) as uow:
            problems = uow.repository(Problems)
            old = problems.get(problem.id or 0)
            # Only what the form edits: a step taken meanwhile must not be written over.
            fresh = replace(
                old,
                title=problem.title.strip(),
                detail=problem.detail.strip(),
                owner=problem.owner.strip(),
                due=problem.due,
                severity=problem.severity,
                needs_second=problem.needs_second,
            )
            if fresh == old:
                return old
            kept = problems.update(fresh)
            uow.commit()
            return kept

    def step(self, problem_id: int, to_state: ProblemState, *, who: str = "", note: str = "") -> Problem:
        """Move a problem on; ``note`` is the result when it is done.

        Raises:
            UserError: its life has no such step, or another person has to verify it.
        """
        with self._ctx.open_uow(Text("")) as uow:
            problems = uow.repository(Problems)
            old = problems.get(problem_id)
            uow.reason = Text("Problem “{title}” moved on", title=old.title)
            person = (who or uow.actor).strip()
            check_step(old, to_state, person)
            kept = problems.update(self._stepped(old, to_state, person, note.strip()))
            self._note(uow, old, to_state, person, note.strip())
            uow.commit()
            return kept

    def _stepped(self, old: Problem, to_state: ProblemState, who: str, note: str) -> Problem:
        today = self._ctx.clock.today()
        if to_state is ProblemState.CLOSED:
            return replace(
                old,
                state=to_state,
                # A clock that was set back must not close it before it was found.
                closed_on=max(today, old.opened_on),
                closed_by=who,
                done_by=old.done_by or who,
                result=note or old.result,
            )
        if to_state is ProblemState.TO_VERIFY:
            return replace(old, state=to_state, done_by=who or old.owner, result=note or old.result)
        reopened = old.reopened + (old.state is ProblemState.CLOSED)
        return replace(old, state=to_state, closed_on=None, closed_by="", reopened=reopened)

    def _note(self, uow: UnitOfWork, old: Problem, to_state: ProblemState, who: str, note: str) -> None:
        uow.repository(ProblemEvents).add(
            ProblemEvent(
                store_id=old.store_id,
                problem_id=old.id or 0,
                at=self._ctx.clock.now(),
                who=who,
                from_state=old.state,
                to_state=to_state,
                note=note,
            )
        )

    def comment(self, problem_id: int, words: str, *, who: str = "") -> ProblemComment:
        """Say something about a problem.

        Raises:
            UserError: nothing is said.
        """
        if not words.strip():
            raise UserError(Text("Write something first."))
        with self._ctx.open_uow(Text("")) as uow:
            problem = uow.repository(Problems).get(problem_id)
            uow.reason = Text("Comment on “{title}”", title=problem.title)
            kept = uow.repository(ProblemComments).add(
                ProblemComment(
                    store_id=problem.store_id,
                    problem_id=problem_id,
                    at=self._ctx.clock.now(),
                    who=(who or uow.actor).strip(),
                    words=words.strip(),
                )
            )
            uow.commit()
            return kept

    def attach(self, problem_id: int, file: Path, *, who: str = "") -> ProblemFile:
        """Keep a copy of a photo or file with a problem.

        Raises:
            UserError: the file cannot be read or copied.
        """
        with self._ctx.read() as uow:
            problem = uow.repository(Problems).get(problem_id)
        stored = keep_attachment(self._ctx, f"problems/{problem_id}", file)
        with self._ctx.open_uow(Text("{file} kept with “{title}”", file=file.name, title=problem.title)) as uow:
            kept = uow.repository(ProblemFiles).add(
                ProblemFile(
                    store_id=problem.store_id,
                    problem_id=problem_id,
                    at=self._ctx.clock.now(),
                    who=(who or uow.actor).strip(),
                    name=file.name,
                    stored=stored,
                )
            )
            uow.commit()
            return kept

    def detach(self, file_id: int) -> None:
        """Take a file off its problem; the kept copy stays, so that this can be undone.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.open_uow(Text("")) as uow:
            files = uow.repository(ProblemFiles)
            uow.reason = Text("{file} taken off a problem", file=files.get(file_id).name)
            files.remove(file_id)
            uow.commit()

    def file_path(self, file: ProblemFile) -> Path:
        """Where a kept file lies."""
        return self._ctx.paths.attachments / file.stored
