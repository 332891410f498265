"""The log of design jobs, and what it says of a designer's month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.errors import UserError
from shopdesk.domain.growth.sources import in_card_unit
from shopdesk.domain.kpi.kinds import Unit
from shopdesk.domain.periods import Period
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignJob(Kept):
    """One picture, page or film that somebody asked a designer for.

    ``passed_try``: at which try it was accepted, 1 for at once; ``None`` while it is not. ``file_name`` is what the
    attached file is called, ``stored`` its place among the attachments; both empty for none.
    """

    store_id: int
    person_id: int
    title: str
    asked_by: str = ""
    asked_on: date
    due_on: date | None = None
    delivered_on: date | None = None
    passed_try: int | None = None
    file_name: str = ""
    stored: str = ""
    note: str = ""

    def state(self, today: date) -> Text:
        """How it stands, in words."""
        if self.passed_try is not None:
            return Text("passed")
        if self.delivered_on is not None:
            return Text("delivered, not passed yet")
        if self.due_on is not None and self.due_on < today:
            return Text("late", context="design job")
        return Text("open", context="design job")


def check_job(job: DesignJob) -> None:
    """Refuse days that contradict each other.

    Raises:
        UserError: delivered or due before it was asked for, or passed without having been delivered.
    """
    if job.delivered_on is not None and job.delivered_on < job.asked_on:
        raise UserError(Text("It was delivered before it was asked for. Correct one of the two days."))
    if job.due_on is not None and job.due_on < job.asked_on:
        raise UserError(Text("It is due before it was asked for. Correct one of the two days."))
    if job.passed_try is not None and job.delivered_on is None:
        raise UserError(Text("It has passed, so it was delivered: enter the day of delivery."))


def on_time_rate(jobs: Iterable[DesignJob], month: Period, today: date) -> Decimal | None:
    """Jobs delivered on or before their day ÷ jobs due in the month, in per cent; ``None`` where none was due.

    A job that is still open counts once its day is over, and then as late. One without a day is never due.
    """
    due = [
        job
        for job in jobs
        if job.due_on is not None and job.due_on in month and (job.delivered_on is not None or job.due_on < today)
    ]
    if not due:
        return None
    kept = sum(
        job.delivered_on is not None and job.due_on is not None and job.delivered_on <= job.due_on for job in due
    )
    return in_card_unit(Decimal(kept) / len(due), Unit.RATE)


def pass_rate(jobs: Iterable[DesignJob], month: Period) -> Decimal | None:
    """Jobs that passed at the first try ÷ jobs delivered in the month, in per cent; ``None`` where none was judged.

    A job that was delivered and has not passed yet is left out: nobody has judged it.
    """
    judged = [
        job for job in jobs if job.delivered_on is not None and job.delivered_on in month and job.passed_try is not None
    ]
    if not judged:
        return None
    return in_card_unit(Decimal(sum(job.passed_try == 1 for job in judged)) / len(judged), Unit.RATE)


def design_figures(jobs: Iterable[DesignJob], month: Period, today: date) -> dict[str, Decimal | None]:
    """Both rates of a designer's jobs, by source."""
    mine = list(jobs)
    return {"design.on_time": on_time_rate(mine, month, today), "design.pass_rate": pass_rate(mine, month)}
