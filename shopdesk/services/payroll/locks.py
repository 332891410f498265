"""What is locked already: nothing dated into it could change it, so nothing is dated there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text
from shopdesk.storage.repositories.payroll import PayRuns

if TYPE_CHECKING:
    from shopdesk.storage.unit_of_work import UnitOfWork


def locked_until(uow: UnitOfWork, store_id: int) -> date | None:
    """The last day of the last locked month; ``None`` where none is locked."""
    months = [run.month for run in uow.repository(PayRuns).of_store(store_id) if run.state is RunState.LOCKED]
    return month_of(max(months)).end if months else None


def locked_sentence(last: date) -> Text:
    """That what is locked stays, and which day is the first that can be changed."""
    return Text(
        "The wages up to {month} are locked and stay as they are. Let it hold from {day} or later.",
        month=f"{last:%Y-%m}",
        day=(last + timedelta(days=1)).isoformat(),
    )


def refuse_locked(uow: UnitOfWork, store_id: int, day: date) -> None:
    """Refuse a day within or before a locked month.

    Raises:
        UserError: with the first day that is possible.
    """
    last = locked_until(uow, store_id)
    if last is not None and day <= last:
        raise UserError(locked_sentence(last))
