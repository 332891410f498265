"""What the problems view does with what was typed, dropped and pressed: asks the service, says what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.daily.problems import Problem, ProblemFile, ProblemState
from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.gui.photos.bringing import Brought
from shopdesk.gui.photos.kept_files import keep_files
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.daily.problems import Together

if TYPE_CHECKING:
    from shopdesk.domain.text import Text
    from shopdesk.gui.pages.daily.problems.view import ProblemsPart
    from shopdesk.services.attachments import Source

_NAMED = 3


class ProblemActs:
    """The deeds of one view; each runs on the database thread, and the view follows through its refresh."""

    def __init__(self, view: ProblemsPart) -> None:
        """Act for ``view``."""
        self._view = view

    # --- one problem -----------------------------------------------------------------------------------------------

    def edit(self, problem: Problem, was: Problem) -> None:
        """Keep edited fields; what could not be kept stays in them."""
        problems, detail = self._view.context.services.problems, self._view.detail
        self._run(
            lambda: problems.update(problem, was),
            refused=lambda words: detail.not_kept(problem, was, words),
            meanwhile=lambda error: detail.ask_about(problem, was, error),
        )

    def step(self, problem_id: int, state: ProblemState, who: str, note: str) -> None:
        """Move a problem on."""
        problems, detail = self._view.context.services.problems, self._view.detail

        def refused(words: str) -> None:
            if detail.problem_id == problem_id:
                detail.steps.complain(words)
            else:
                self._view.context.messages.error(words)
            self._view.refresh()

        self._run(lambda: problems.step(problem_id, state, who=who, note=note), refused=refused)

    def comment(self, problem_id: int, words: str) -> None:
        """Say something about a problem; it stays in its field until it is kept."""
        problems, activity = self._view.context.services.problems, self._view.detail.activity

        def refused(sentence: str) -> None:
            activity.settle(kept=False)
            self._view.detail.complain(sentence)

        self._run(
            lambda: problems.comment(problem_id, words),
            done=lambda _kept: activity.settle(kept=True),
            refused=refused,
        )

    # --- files -----------------------------------------------------------------------------------------------------

    def add_files(self, problem_id: int, brought: Sequence[Brought]) -> None:
        """Keep files and pictures with a problem; those that cannot be kept are named, or wait for the machine."""
        view, problems = self._view, self._view.context.services.problems

        def attach(sources: Sequence[Source]) -> Sequence[Text]:
            return problems.attach_all(problem_id, sources).refused

        keep_files(view.context, view.detail.files, attach, brought, view)

    def remove_file(self, file: ProblemFile) -> None:
        """Take a file off its problem."""
        problems, files = self._view.context.services.problems, self._view.detail.files
        self._run(lambda: problems.files.detach(file.id or 0), refused=files.complain)

    def open_file(self, file: ProblemFile) -> None:
        """Show a picture large, with those beside it; leave other files to the system's program."""
        view = self._view
        view.detail.files.open(view.context, file, view.context.services.problems.files.path_of)

    # --- several at once -------------------------------------------------------------------------------------------

    def hand_over(self, ids: Sequence[int], owner: str) -> None:
        """Give several problems an owner."""
        problems = self._view.context.services.problems
        self._together(lambda: problems.hand_over(ids, owner))

    def postpone(self, ids: Sequence[int], due: date | None) -> None:
        """Give several problems a due day."""
        problems = self._view.context.services.problems
        self._together(lambda: problems.postpone(ids, due))

    def close_all(self, ids: Sequence[int], who: str, note: str) -> None:
        """Close several problems with one result."""
        problems = self._view.context.services.problems
        self._together(lambda: problems.close_all(ids, who=who, note=note))

    def _together(self, act: Callable[[], Together]) -> None:
        def done(together: Together) -> None:
            named = [tr(text) for text in together.refused[:_NAMED]]
            more = len(together.refused) - len(named)
            if more:
                named.append(tr("… and {count} more", count=more))
            said = tr("Done with {count}.", count=together.done)
            if named:
                self._view.context.messages.warning("\n".join([said, *named]))
            else:
                self._view.context.messages.success(sentences((said, tr("Ctrl+Z takes it back."))))

        self._run(act, done=done, refused=self._view.bulk.complain)

    def _run(
        self,
        act: Callable[[], object],
        *,
        refused: Callable[[str], None],
        done: Callable[..., None] | None = None,
        meanwhile: Callable[[ChangedMeanwhile], None] | None = None,
    ) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, ChangedMeanwhile) and meanwhile is not None:
                meanwhile(error)
                return
            if not isinstance(error, UserError):
                raise error
            refused(tr(error.text))

        self._view.context.tasks.database(act, done=done, failed=failed, owner=self._view)
