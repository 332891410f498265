"""Problems: opened from a failed item or freely, followed up, verified, closed, re-opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from shopdesk.domain.daily.meetings import MeetingPoint
from shopdesk.domain.daily.nouns import PROBLEM, PROBLEM_COMMENT, PROBLEM_EVENT, check_problem
from shopdesk.domain.daily.problems import (
    Problem,
    ProblemComment,
    ProblemEvent,
    ProblemFile,
    ProblemState,
    Repeat,
    check_step,
    repeats,
    urgency,
)
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.joining import onto
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.services.attachments import Source, check_attachment, keep_attachment
from shopdesk.services.context import ServiceContext
from shopdesk.services.kept_files import FilesOf, KeptFiles
from shopdesk.storage.columns import read_value
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import (
    ChecklistVersions,
    ProblemComments,
    ProblemEvents,
    ProblemFiles,
    Problems,
    Worksheets,
)
from shopdesk.storage.repositories.meetings import MeetingPoints
from shopdesk.storage.repositories.stores import StoreSettings
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.domain.kpi.alert_marks import AlertMark

_EDITED = ("title", "detail", "owner", "due", "severity", "needs_second", "inspect_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """A problem with everything that was said, done and kept about it.

    ``meeting`` decided it, if one did; ``alert`` is what it was made of, where that has a figure.
    """

    problem: Problem
    comments: tuple[ProblemComment, ...]
    events: tuple[ProblemEvent, ...]
    files: tuple[ProblemFile, ...]
    meeting: MeetingPoint | None = None
    alert: AlertMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What came of doing one thing with several: how many it was done with, and why not with the others."""

    done: int
    refused: tuple[Text, ...] = ()


def _kept_words(problem: Problem, names: Sequence[str]) -> Text:
    if len(names) == 1:
        return Text("{file} kept with “{title}”", file=names[0], title=problem.title)
    return Text("{count} files kept with “{title}”", count=len(names), title=problem.title)


_FILES: FilesOf[Problem, ProblemFile] = FilesOf(
    Problems,
    ProblemFiles,
    lambda problem, told: ProblemFile(store_id=problem.store_id, problem_id=problem.id or 0, **told),
    _kept_words,
    lambda name: Text("{file} taken off a problem", file=name),
)


class ProblemService:
    """The problems of the stores; ``files`` are what is kept with them."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx
        self.files = KeptFiles(ctx, _FILES)

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

    def to_inspect(self, store_id: int, until: date) -> list[Problem]:
        """Closed ones that somebody is to look at again by ``until``, the longest due first."""
        with self._ctx.read() as uow:
            return uow.repository(Problems).to_inspect(store_id, until)

    def view(self, problem_id: int, store_id: int | None = None) -> ProblemView:
        """One problem with its history; ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            problem = uow.repository(Problems).get(problem_id, store_id)
            mine = (problem_id, problem.store_id)
            self._ctx.ask_ahead(
                lambda: uow.repository(ProblemComments).of(*mine),
                lambda: uow.repository(ProblemEvents).of(*mine),
                lambda: uow.repository(ProblemFiles).of(*mine),
                lambda: uow.repository(MeetingPoints).followed(problem.store_id, [problem_id]),
                lambda: _alert_of(uow, problem),
            )
            decided = uow.repository(MeetingPoints).followed(problem.store_id, [problem_id])
            return ProblemView(
                problem=problem,
                comments=tuple(uow.repository(ProblemComments).of(*mine)),
                events=tuple(uow.repository(ProblemEvents).of(*mine)),
                files=tuple(uow.repository(ProblemFiles).of(*mine)),
                meeting=decided[0] if decided else None,
                alert=_alert_of(uow, problem),
            )

    def repeats(self, store_id: int, day: date | None = None) -> list[Repeat]:
        """Items that failed on three days or more of the last fourteen."""
        until = day or self._ctx.clock.today()
        with self._ctx.read() as uow:
            start = date.fromordinal(until.toordinal() - 13)
            return repeats(queries.failures(uow.connection, store_id, start, until), until)

    def create(self, problem: Problem, files: Sequence[Source] = ()) -> Problem:
        """A new problem, with photos or files that show it.

        Raises:
            UserError: it says nothing, is due before it was found, or a file cannot be kept; nothing is kept then.
        """
        check_problem(problem)
        tidied = PROBLEM.tidy(problem)
        for file in files:
            check_attachment(file)
        copies = [(file.name, keep_attachment(self._ctx, file, problem.store_id)) for file in files]
        with self._ctx.open_uow(Text("Problem “{title}” opened", title=tidied.title)) as uow:
            kept = uow.repository(Problems).add(replace(tidied, opened_by=tidied.opened_by or uow.actor))
            for name, stored in copies:
                self.files.note(uow, kept, name, stored)
            uow.commit()
            return kept

    def update(self, problem: Problem, was: Problem | None = None) -> Problem:
        """Keep edited words, owner, due day or severity; the state moves by :meth:`step`.

        Args:
            problem: as it shall be.
            was: as it was shown when the editing began; what equals it is not touched, so that a change made
                elsewhere meanwhile stays.

        Raises:
            UserError: it says nothing, is due before it was found, or its check item asks for a second person.
            ChangedMeanwhile: the same field was changed elsewhere meanwhile.
        """
        with self._ctx.read() as uow:
            lasting = self._asks_for_second(uow, uow.repository(Problems).get(problem.id or 0))
        with self._ctx.open_uow(Text("Problem “{title}” edited", title=problem.title.strip())) as uow:
            problems = uow.repository(Problems)
            old = problems.get(problem.id or 0)
            # Only what the form edits: a step taken meanwhile must not be written over.
            edited: dict[str, Any] = {name: getattr(problem, name) for name in _EDITED}
            fresh = replace(old, **edited) if was is None else onto(was, replace(was, **edited), old)
            check_problem(fresh)
            fresh = PROBLEM.tidy(fresh)
            if old.needs_second and not fresh.needs_second and lasting:
                raise UserError(
                    Text("Its check item asks for a second person. Change the item under Forms if that is not wanted.")
                )
            if fresh == old:
                return old
            kept = problems.update(fresh)
            uow.commit()
            return kept

    @staticmethod
    def _asks_for_second(uow: UnitOfWork, problem: Problem) -> bool:
        """Whether the item it came from asks for verifying on the form of its day."""
        if not problem.item_code or problem.worksheet_id is None:
            return False
        worksheet = uow.repository(Worksheets).get(problem.worksheet_id, problem.store_id)
        item = (
            uow.repository(ChecklistVersions).get(worksheet.version_id, problem.store_id).form.item(problem.item_code)
        )
        return item is not None and item.verify

    # --- several at once -------------------------------------------------------------------------------------------

    def hand_over(self, ids: Sequence[int], owner: str) -> Together:
        """Give several problems an owner; empty for nobody.

        Raises:
            UserError: none of them can be given.
        """
        reason = Text("{count} problems given to {who}", count=len(ids), who=owner.strip() or NO_DATA)
        return self._together(ids, reason, lambda _uow, one: PROBLEM.tidy(replace(one, owner=owner)))

    def postpone(self, ids: Sequence[int], due: date | None) -> Together:
        """Give several problems a due day, or none.

        Raises:
            UserError: none of them can be due then.
        """
        reason = Text("{count} problems due {day}", count=len(ids), day=due or NO_DATA)

        def change(_uow: UnitOfWork, one: Problem) -> Problem:
            fresh = replace(one, due=due)
            check_problem(fresh)
            return PROBLEM.tidy(fresh)

        return self._together(ids, reason, change)

    def close_all(self, ids: Sequence[int], *, who: str = "", note: str = "") -> Together:
        """Close several problems with one result; those that are closed stay as they are.

        Raises:
            UserError: none of them can be closed.
        """

        def change(uow: UnitOfWork, one: Problem) -> Problem:
            if not one.is_open:
                return one
            person = (who or uow.actor).strip()
            check_step(one, ProblemState.CLOSED, person)
            closed = PROBLEM.tidy(self._stepped(one, ProblemState.CLOSED, person, note.strip()))
            self._note(uow, one, ProblemState.CLOSED, person, note)
            return closed

        return self._together(ids, Text("{count} problems closed", count=len(ids)), change)

    def _together(self, ids: Sequence[int], reason: Text, change: Callable[[UnitOfWork, Problem], Problem]) -> Together:
        refused: list[Text] = []
        done = 0
        with self._ctx.open_uow(reason) as uow:
            problems = uow.repository(Problems)
            for number in ids:
                try:
                    one = problems.get(number)
                    fresh = change(uow, one)
                except UserError as error:
                    refused.append(error.text if isinstance(error, NotFound) else _about(one, error.text))
                    continue
                if fresh != one:
                    problems.update(fresh)
                    done += 1
            if not done and refused:
                raise UserError(refused[0])
            uow.commit()
        return Together(done=done, refused=tuple(refused))

    # --- moving on -------------------------------------------------------------------------------------------------

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
            kept = problems.update(PROBLEM.tidy(self._stepped(old, to_state, person, note.strip())))
            self._note(uow, old, to_state, person, note)
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
        # What is open again comes up every day by itself.
        return replace(old, state=to_state, closed_on=None, closed_by="", reopened=reopened, inspect_on=None)

    def look_again(
        self, problem_id: int, *, right: bool, who: str = "", note: str = "", next_on: date | None = None
    ) -> Problem:
        """What somebody found who looked again at a closed problem: it stayed right, or it is open again.

        Args:
            problem_id: which.
            right: whether it stayed right.
            who: who looked; whoever works here where nothing is said.
            note: what was seen.
            next_on: when to look once more, if it stayed right.

        Raises:
            UserError: it is not closed, or the next look lies in the past.
        """
        with self._ctx.open_uow(Text("")) as uow:
            problems = uow.repository(Problems)
            old = problems.get(problem_id)
            uow.reason = Text("Problem “{title}” looked at again", title=old.title)
            if old.is_open:
                raise UserError(Text("“{title}” is open. Close it before somebody looks again.", title=old.title))
            if next_on is not None and next_on <= self._ctx.clock.today():
                raise UserError(Text("The next look has to be on a later day than today."))
            person = (who or uow.actor).strip()
            to_state = ProblemState.CLOSED if right else ProblemState.OPEN
            fresh = replace(old, inspect_on=next_on) if right else self._stepped(old, to_state, person, note)
            kept = problems.update(PROBLEM.tidy(fresh))
            self._note(uow, old, to_state, person, note)
            uow.commit()
            return kept

    def _note(self, uow: UnitOfWork, old: Problem, to_state: ProblemState, who: str, note: str) -> None:
        event = ProblemEvent(
            store_id=old.store_id,
            problem_id=old.id or 0,
            at=self._ctx.clock.now(),
            who=who,
            from_state=old.state,
            to_state=to_state,
            note=note,
        )
        uow.repository(ProblemEvents).add(PROBLEM_EVENT.tidy(event))

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
            comment = ProblemComment(
                store_id=problem.store_id,
                problem_id=problem_id,
                at=self._ctx.clock.now(),
                who=who or uow.actor,
                words=words,
            )
            kept = uow.repository(ProblemComments).add(PROBLEM_COMMENT.tidy(comment))
            uow.commit()
            return kept

    def attach(self, problem_id: int, file: Source, *, who: str = "") -> ProblemFile:
        """Keep a copy of a photo or file with a problem.

        Raises:
            UserError: the file cannot be read or copied.
        """
        with self._ctx.read() as uow:
            problem = uow.repository(Problems).get(problem_id)
        stored = keep_attachment(self._ctx, file, problem.store_id)
        with self._ctx.open_uow(_kept_words(problem, [file.name])) as uow:
            kept = self.files.note(uow, problem, file.name, stored, who)
            uow.commit()
            return kept

    def attach_all(self, problem_id: int, files: Sequence[Source]) -> Together:
        """Keep copies of several; what can be kept is, in one step to undo, and for the others it says why not."""
        with self._ctx.read() as uow:
            problem = uow.repository(Problems).get(problem_id)
        refused = self.files.attach(problem, files)
        return Together(done=len(files) - len(refused), refused=refused)


def _alert_of(uow: UnitOfWork, problem: Problem) -> AlertMark | None:
    from shopdesk.domain.kpi.alert_marks import MARKS_KEY, of_problem, read_marks  # not needed by the daily form

    kept = uow.repository(StoreSettings).value(problem.store_id, MARKS_KEY)
    marks = read_value(read_marks, kept, Text("what was said about alerts")) if kept else ()
    return of_problem(marks, problem.id or 0)


def _about(problem: Problem, why: Text) -> Text:
    return Text("“{title}”: {why}", title=problem.title, why=why)
