"""The forms after the lock: an adjustment or payment apart, a late change taken over, a run reversed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.payroll.adjustments import ADJUSTMENT
from shopdesk.domain.payroll.late import LateChange
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr
from shopdesk.services.payroll.corrections import Item

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

WITH_WAGES, APART = "with_wages", "apart"


def _way(open_month: date) -> Field:
    return Field(
        "way",
        Kind.CHOICE,
        Text("Paid"),
        key="w",
        required=True,
        choices={
            WITH_WAGES: Text("with the wages of {month}", month=f"{open_month:%Y-%m}"),
            APART: Text("apart, at once"),
        },
        help=Text("What is paid apart is a run of its own, locked at once."),
    )


class AdjustDialog(RecordForm):
    """A correction by hand: whose, how much, which line of which month, and why."""

    def __init__(
        self,
        context: PageContext,
        store_id: int,
        names: Mapping[int, str],
        months: Sequence[date],
        open_month: date,
        parent: QWidget,
    ) -> None:
        """Offer the locked ``months``; ``open_month`` is the one that is paid next."""
        super().__init__(
            context.tasks,
            ADJUSTMENT,
            name="people.pay.adjust",
            title=tr("Correct a locked month"),
            confirm=tr("Keep"),
            reader=Reader(today=context.clock.today(), say=tr, names={"person": names}),
            parent=parent,
        )
        self._corrections = context.services.payroll.corrections
        self._store_id = store_id
        offered = {month: Text("{month}", month=f"{month:%Y-%m}") for month in months}
        self.add_fields(
            "person_id",
            replace(ADJUSTMENT.field("original_month"), kind=Kind.CHOICE, choices=offered),
            "original_code",
            "amount_fen",
            "reason",
            _way(open_month),
            values={"original_month": months[0] if months else None, "way": WITH_WAGES},
            called={"original_month": "people.pay.adjust.originalMonth", "way": "people.pay.adjust.way"},
        )

    def work(self) -> Callable[[], Any]:
        """Keep the adjustment, or pay it apart."""
        said, corrections, store_id = self.values(), self._corrections, self._store_id
        way = said.pop("way")
        if way == WITH_WAGES:
            return lambda: corrections.adjust(store_id, **said)
        reason = said.pop("reason")
        return lambda: corrections.pay_apart(store_id, [Item(**said)], reason)


class TakeOverDialog(RecordForm):
    """Late changes become adjustments of the next open month, or are paid apart, with one reason."""

    def __init__(
        self, context: PageContext, store_id: int, changes: Sequence[LateChange], open_month: date, parent: QWidget
    ) -> None:
        """Ask for the reason of ``changes``."""
        super().__init__(
            context.tasks,
            ADJUSTMENT,
            name="people.pay.takeOver",
            title=tr("Adjust {count} late changes", count=len(changes)),
            confirm=tr("Adjust"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._corrections = context.services.payroll.corrections
        self._store_id = store_id
        self._changes = tuple(changes)
        self.add_fields(
            "reason",
            _way(open_month),
            values={"reason": tr("came after the lock"), "way": WITH_WAGES},
            called={"way": "people.pay.takeOver.way"},
        )

    def work(self) -> Callable[[], Any]:
        """Take every one over; what was adjusted meanwhile is refused."""
        said, corrections, store_id, changes = self.values(), self._corrections, self._store_id, self._changes
        if said["way"] == WITH_WAGES:
            return lambda: [corrections.adjust_late(store_id, change, said["reason"]) for change in changes]
        return lambda: corrections.pay_late_apart(store_id, changes, said["reason"])


class ReverseDialog(RecordForm):
    """Says what a reversal does and asks why."""

    def __init__(self, context: PageContext, run: KeptRun, parent: QWidget) -> None:
        """Ask about a locked run."""
        month = f"{run.month:%Y-%m}"
        super().__init__(
            context.tasks,
            ADJUSTMENT,
            name="people.pay.reverse",
            title=tr("Reverse the run of {month}", month=month),
            confirm=tr("Reverse"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._corrections = context.services.payroll.corrections
        self._run = run
        self.hint(
            tr(
                "An equal and opposite run takes back every line of it; both stay to be seen. Afterwards {month} can "
                "be computed and locked anew. Nothing is unlocked.",
                month=month,
            )
        )
        self.add_fields("reason")

    def work(self) -> Callable[[], Any]:
        """Make the opposite run."""
        said, corrections, run = self.values(), self._corrections, self._run
        return lambda: corrections.reverse(run.store_id, run.month, said["reason"], run.number)
