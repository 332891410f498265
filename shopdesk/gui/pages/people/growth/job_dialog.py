"""The form for one design job, with the file that was delivered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.design import DesignJob, check_job
from shopdesk.domain.growth.nouns import DESIGN_JOB
from shopdesk.gui.icons import icon
from shopdesk.gui.pages.people.growth.texts import nobody_yet, people_reader
from shopdesk.gui.photos.bringing import to_keep
from shopdesk.gui.photos.drop_catcher import DropCatcher
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.gui.photos.pending import PendingPhotos
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import JobBoard

_USUAL_DAYS = 3


class JobDialog(RecordForm):
    """Enters or changes a job; a file is chosen, dropped or pasted, and takes the place of the one before."""

    def __init__(
        self, context: PageContext, board: JobBoard, job: DesignJob | None, parent: QWidget | None = None
    ) -> None:
        """A form for ``job``, or for a new one asked for today."""
        today = context.clock.today()
        reader = people_reader(Reader(today=today, say=tr), board.people, board.designers)
        super().__init__(
            context.tasks,
            DESIGN_JOB,
            name="people.growth.job",
            title=tr("New design job") if job is None else tr("Change the design job"),
            confirm=tr("Save"),
            reader=reader,
            parent=parent,
            record=job,
        )
        self._context = context
        start = {"asked_on": today, "due_on": today + timedelta(days=_USUAL_DAYS)} if job is None else {}
        if job is None and board.designers:
            start["person_id"] = board.designers[0]  # type: ignore[assignment]
        self.add_fields(*fields_in(DESIGN_JOB), values=start)
        if not board.people:
            self.hint(nobody_yet())
        self.photos = PendingPhotos(context, "people.growth.job.file", lines=1)
        self.photos.clear(only_one=True)
        self.photos.refused.connect(self._on_refused)
        tip = tr("Or drop files here, or paste a screenshot with Ctrl+V")
        self.attach = button("people.growth.job.attach", tr("Add photo or file…"), self.photos.choose, tip=tip)
        self.attach.setIcon(icon("attach"))
        self.form.addRow(tr("File"), self.attach)
        if job is not None and job.file_name:
            self.hint(tr("Attached now: {file}", file=job.file_name))
        self.form.addRow("", self.photos)
        DropCatcher(self, self.photos.take)
        self._catcher = PasteCatcher(self, self.photos.take)

    @property
    def dirty(self) -> bool:
        """Whether something was typed or brought that closing would lose."""
        return super().dirty or bool(self.photos.given)

    def _on_refused(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.fit()

    def work(self) -> Callable[[], DesignJob]:
        """Keep the job with its file."""
        job: DesignJob = self.changed_record(store_id=self._context.store_id)
        check_job(job)
        jobs, given = self._context.services.growth.jobs, list(self.photos.given)

        def keep() -> DesignJob:
            files = to_keep(given)
            return jobs.save(job, files[0] if files else None)

        return keep
