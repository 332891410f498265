"""The log of design jobs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.domain.growth.design import DesignJob, check_job, design_figures
from shopdesk.domain.growth.nouns import DESIGN_JOB
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text
from shopdesk.services.attachments import Source, hand_in, keep_attachment, path_of
from shopdesk.services.growth.views import JobBoard
from shopdesk.storage.repositories.growth import DesignJobs
from shopdesk.storage.repositories.people import People

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext

_DESIGN = "design"


class DesignLog:
    """Reads and writes design jobs with their files."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def board(self, store_id: int, month: date) -> JobBoard:
        """Every job, everybody, and the rates of the month by designer."""
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            jobs = uow.repository(DesignJobs).of_store(store_id)
            people = uow.repository(People).of_store(store_id)
        working = [person for person in people if person.left_on is None or person.left_on >= today]
        designers = [person.id or 0 for person in working if person.department_code == _DESIGN]
        named = dict.fromkeys([*designers, *(job.person_id for job in jobs)])
        whole = month_of(month)
        return JobBoard(
            month=whole.start,
            today=today,
            jobs=tuple(jobs),
            people=tuple(people),
            designers=tuple(designers or (person.id or 0 for person in working)),
            rates={who: design_figures([job for job in jobs if job.person_id == who], whole, today) for who in named},
        )

    def save(self, job: DesignJob, file: Source | None = None) -> DesignJob:
        """Keep a new or changed job, with ``file`` in the place of the one it had.

        Raises:
            UserError: a value is out of bounds, the days contradict each other, or the file cannot be kept.
        """
        job = DESIGN_JOB.tidy(job)
        check_job(job)
        if file is not None:
            job = replace(job, stored=keep_attachment(self._ctx, file, job.store_id), file_name=file.name)
        with self._ctx.open_uow("") as uow:
            uow.reason = (
                Text("Design job “{title}” changed", title=job.title)
                if job.id
                else Text("Design job “{title}” entered", title=job.title)
            )
            jobs = uow.repository(DesignJobs)
            kept = jobs.update(job) if job.id else jobs.add(job)
            if file is not None:
                hand_in(self._ctx, uow, kept.store_id, kept.stored)
            uow.commit()
        return kept

    def remove(self, job_id: int) -> None:
        """Take a job out of the log; its file stays in the folder for undo."""
        with self._ctx.open_uow("") as uow:
            jobs = uow.repository(DesignJobs)
            job = jobs.get(job_id)
            uow.reason = Text("Design job “{title}” removed", title=job.title)
            jobs.remove(job)
            uow.commit()

    def path(self, job: DesignJob) -> Path:
        """Where the file of a job lies, fetched where the data are on a server.

        Raises:
            UserError: its place leads out of the folder of the attachments.
        """
        return path_of(self._ctx, job.store_id, job.stored)
