"""After a month is locked: what would have changed it, adjustments in a later month, pay apart, and reversals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import check
from shopdesk.domain.payroll.adjustments import ADJUSTMENT, check_adjustment, check_line, corrected_by
from shopdesk.domain.payroll.inputs import Adjustment, MonthInputs, PayrollInputs
from shopdesk.domain.payroll.late import Adjusted, Key, LateChange, LateMonth, Way, late_changes, to_decide
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.records import KeptRun, PayAdjustment
from shopdesk.domain.payroll.reversal import reversal_of
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.payroll.slip import PayrollRun
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr
from shopdesk.services.payroll.gather import Gathered
from shopdesk.storage.repositories.payroll import PayAdjustments, PayRuns

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.stores import StoreService


_NOT_OPEN = Text("Nothing of this is open any more; it was adjusted, or the figures changed back.")
_MEANWHILE = Text("Somebody adjusted a month meanwhile. Look at it anew.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is paid apart from the wages (negative: taken), naming the line and the month that it belongs to.

    ``late``: it makes good a late change.
    """

    person_id: int
    amount_fen: int
    original_month: date
    original_code: str
    late: bool = False


class Corrections:
    """Corrections of a store's locked months. A locked run is never changed."""

    def __init__(
        self,
        ctx: ServiceContext,
        stores: StoreService,
        gather: Callable[..., Gathered],
        keep: Callable[[int, PayrollRun], KeptRun],
    ) -> None:
        """Work within ``ctx``; ``gather`` knows the figures of a month, ``keep`` makes a run as it is kept."""
        self._ctx = ctx
        self._stores = stores
        self._gather = gather
        self._keep = keep

    # What would have changed a locked month

    def locked_months(self, store_id: int) -> list[date]:
        """The months whose wages are locked and stand, newest first."""
        with self._ctx.read() as uow:
            runs = uow.repository(PayRuns).of_store(store_id)
        return [run.month for run in reversed(runs) if run.state is RunState.LOCKED]

    def late(self, store_id: int, month: date) -> list[LateChange]:
        """What the locked month would be today: line by line, less what was adjusted already.

        It is computed anew only where something that it was read from has changed.
        """
        month = month.replace(day=1)
        return list(self._ctx.known(("late", store_id, month), lambda: self._late(store_id, month)))

    def late_months(self, store_id: int, newest: int) -> list[LateMonth]:
        """Which of the newest locked months wait for a decision, the newest first; one that cannot be read is left out.

        A look at the corrections says why that one cannot.
        """
        found = []
        for month in self.locked_months(store_id)[:newest]:
            with suppress(UserError):
                found.append(to_decide(month, self.late(store_id, month)))
        return [one for one in found if one is not None]

    def _late(self, store_id: int, month: date) -> list[LateChange]:
        with self._ctx.read() as uow:
            run = uow.repository(PayRuns).of_month(store_id, month)
        if run is None or run.state is not RunState.LOCKED:
            return []
        today = compute_month(self._gather(store_id, month).inputs)
        return late_changes(month, run.slips, today.slips, self._adjusted(store_id))

    def adjust_late(self, store_id: int, change: LateChange, reason: str) -> PayAdjustment:
        """Pay (or take) what is open of a late change with the next open month.

        Raises:
            UserError: it is no longer open, or is no line that can be adjusted.
        """
        seen = _ids(self.adjustments(store_id))
        now = [one for one in self.late(store_id, change.month) if _key(one) == _key(change)]
        if not now or not now[0].open_fen:
            raise UserError(_NOT_OPEN)
        if now[0].way is not Way.ADJUST:
            check_line(change.code, now[0].open_fen)
        return self.adjust(
            store_id,
            person_id=change.person_id,
            amount_fen=now[0].open_fen,
            original_month=change.month,
            original_code=change.code,
            reason=reason,
            seen=seen,
        )

    def _adjusted(self, store_id: int) -> Adjusted:
        """What was adjusted: by locked runs as they say themselves, and by what waits for an open month."""
        with self._ctx.read() as uow:
            corrections = uow.repository(PayRuns).corrections(store_id)
            waiting = uow.repository(PayAdjustments).of_store(store_id)
            locked = {run.month for run in uow.repository(PayRuns).of_store(store_id) if run.state is RunState.LOCKED}
        sums: dict[bool, dict[Key, int]] = {True: {}, False: {}}

        def add(key: Key, amount_fen: int, late: bool) -> None:
            sums[late][key] = sums[late].get(key, 0) + amount_fen

        for person_id, source_id, amount in corrections:
            corrected = corrected_by(source_id)
            if corrected is not None:
                add((person_id, corrected[0], corrected[1]), amount, corrected[2])
        for entry in waiting:
            if entry.month not in locked:
                add((entry.person_id, entry.original_month, entry.original_code), entry.amount_fen, entry.late)
        return Adjusted(sums[True], sums[False])

    # Adjustments with a month's wages

    def open_month(self, store_id: int) -> date:
        """The month whose wages are made up next: the one after the newest that is locked."""
        months = self.locked_months(store_id)
        if not months:
            return month_of(month_of(self._ctx.clock.today()).start - timedelta(days=1)).start
        return month_of(months[0]).end + timedelta(days=1)

    def adjustments(self, store_id: int) -> list[PayAdjustment]:
        """Every adjustment, oldest first."""
        with self._ctx.read() as uow:
            return uow.repository(PayAdjustments).of_store(store_id)

    def adjust(
        self,
        store_id: int,
        *,
        person_id: int,
        amount_fen: int,
        original_month: date,
        original_code: str,
        reason: str,
        month: date | None = None,
        seen: frozenset[int] | None = None,
    ) -> PayAdjustment:
        """Keep a correction of an earlier month, to be paid with ``month`` (the next open one).

        Args:
            store_id: whose store.
            person_id: who is paid, or has something taken.
            amount_fen: positive is paid, negative is taken.
            original_month: a day of the month that it corrects.
            original_code: the code of the line that it corrects.
            reason: why.
            month: a day of the month that it is paid with.
            seen: the adjustments that were known when a late change was looked at, which this one makes good; where
                there are others by now, nothing is kept.

        Raises:
            UserError: a value is not possible, the month is locked, or somebody adjusted the line meanwhile.
        """
        paid_with = (month or self.open_month(store_id)).replace(day=1)
        record = PayAdjustment(
            store_id=store_id,
            person_id=person_id,
            month=paid_with,
            amount_fen=amount_fen,
            original_month=original_month.replace(day=1),
            original_code=original_code,
            reason=reason,
            late=seen is not None,
        )
        check_line(original_code, amount_fen)
        record = ADJUSTMENT.tidy(record)
        check_adjustment(paid_with, record.original_month, original_code, amount_fen)
        with self._ctx.open_uow(Text("Adjustment of {month}", month=f"{record.original_month:%Y-%m}")) as uow:
            uow.repository(PayRuns).refuse_locked(store_id, paid_with)
            if seen is not None and _ids(uow.repository(PayAdjustments).of_store(store_id)) != seen:
                raise UserError(_MEANWHILE)
            kept = uow.repository(PayAdjustments).add(record)
            uow.commit()
        return kept

    def remove(self, adjustment: PayAdjustment) -> None:
        """Take an adjustment back that was not paid yet.

        Raises:
            UserError: its month is locked.
        """
        with self._ctx.open_uow(Text("Adjustment taken back")) as uow:
            uow.repository(PayRuns).refuse_locked(adjustment.store_id, adjustment.month)
            uow.repository(PayAdjustments).remove(adjustment)
            uow.commit()

    # Runs of their own

    def runs(self, store_id: int) -> list[KeptRun]:
        """Every run, reversals and what was reversed too, oldest first, without slips."""
        with self._ctx.read() as uow:
            return uow.repository(PayRuns).every(store_id)

    def pay_apart(
        self,
        store_id: int,
        items: Sequence[Item],
        reason: str,
        *,
        dry_run: bool = False,
        seen: frozenset[int] | None = None,
    ) -> KeptRun:
        """Pay something outside the monthly wages, at once: a run of the newest locked month, locked from the start.

        The tax goes on from that month, and later months go on from this run. ``dry_run`` only computes; ``seen`` are
        the adjustments that were known, where there are others by now nothing is kept.

        Raises:
            UserError: no month is locked yet, or an item or the reason is not possible.
        """
        why = check(ADJUSTMENT.field("reason"), reason, empty="", named=True)
        if not items:
            raise UserError(Text("Choose what is to be paid apart."))
        with self._ctx.read() as uow:
            last = uow.repository(PayRuns).last_standing(store_id)
        if last is None:
            raise UserError(Text("No month is locked yet: what is due goes into the month's own wages."))
        for item in items:
            check_line(item.original_code, item.amount_fen)
            check(ADJUSTMENT.field("amount_fen"), item.amount_fen, named=True)
            if item.original_month.replace(day=1) > last.month:
                raise UserError(
                    Text(
                        "{original} is not locked yet: what is due goes into the wages of that month.",
                        original=f"{item.original_month:%Y-%m}",
                    )
                )
        inputs = self._apart(store_id, last.month, items, why)
        run = replace(self._keep(store_id, compute_month(inputs)), reason=why)
        if run.missing:
            raise UserError(
                Text("It cannot be paid: {figures}.", figures="; ".join(tr(entry) for entry in run.missing))
            )
        if dry_run:
            return run
        with self._ctx.open_uow(Text("Pay apart from the wages of {month}", month=f"{last.month:%Y-%m}")) as uow:
            repository = uow.repository(PayRuns)
            newest = repository.last_standing(store_id)
            if newest is None or newest.id != last.id:
                raise UserError(Text("Somebody locked or reversed a month meanwhile. Look at it anew."))
            if seen is not None and _ids(uow.repository(PayAdjustments).of_store(store_id)) != seen:
                raise UserError(_MEANWHILE)
            number = repository.next_number(store_id, last.month)
            repository.add_locked(replace(run, number=number))
            uow.commit()
        return self.run(store_id, last.month, number)

    def pay_late_apart(self, store_id: int, changes: Sequence[LateChange], reason: str) -> KeptRun:
        """Pay what is open of late changes apart from the wages.

        Raises:
            UserError: one of them is no longer open, or is no line that can be adjusted.
        """
        seen = _ids(self.adjustments(store_id))
        now = {_key(one): one for month in {change.month for change in changes} for one in self.late(store_id, month)}
        open_ones = [now[_key(change)] for change in changes if _key(change) in now and now[_key(change)].open_fen]
        if len(open_ones) != len(changes):
            raise UserError(_NOT_OPEN)
        items = [
            Item(
                person_id=one.person_id,
                amount_fen=one.open_fen,
                original_month=one.month,
                original_code=one.code,
                late=True,
            )
            for one in open_ones
        ]
        return self.pay_apart(store_id, items, reason, seen=seen)

    def _apart(self, store_id: int, month: date, items: Sequence[Item], reason: str) -> PayrollInputs:
        gathered = self._gather(store_id, month, after_wages=True, also=frozenset(item.person_id for item in items))
        people = []
        for person in gathered.inputs.people:
            mine = tuple(
                Adjustment(
                    person_id=person.id,
                    month=month,
                    amount_fen=item.amount_fen,
                    original_month=item.original_month.replace(day=1),
                    original_code=item.original_code,
                    reason=reason,
                    late=item.late,
                )
                for item in items
                if item.person_id == person.id
            )
            if not mine:
                continue
            known = person.inputs
            carried, advance, year = known.carried, known.open_advance, known.year
            apart = MonthInputs(adjustments=mine, carried=carried, open_advance=advance, year=year)
            people.append(replace(person, employments=(), inputs=apart))
        if len(people) != len({item.person_id for item in items}):
            raise NotFound(Text("One of these people is no longer there. Look at the page anew."))
        return replace(gathered.inputs, people=tuple(people), off_cycle=True)

    def reverse(self, store_id: int, month: date, reason: str, number: int | None = None) -> KeptRun:
        """Take a locked run back by an equal and opposite one; its month can be computed anew afterwards.

        Only the newest run that stands can be reversed, because later ones go on from it.

        Raises:
            NotFound: there is no such run.
            UserError: it is no locked run, was reversed already, or others go on from it.
        """
        month = month.replace(day=1)
        why = check(ADJUSTMENT.field("reason"), reason, empty="", named=True)
        run = self.run(store_id, month, number)
        store = self._stores.get(store_id)
        with self._ctx.open_uow(Text("Reverse the wages of {month}", month=f"{month:%Y-%m}")) as uow:
            repository = uow.repository(PayRuns)
            self._refuse_reversal(repository, run)
            opposite = reversal_of(
                run, store.name, repository.next_number(store_id, month), why, self._ctx.clock.now(), tr
            )
            repository.add_locked(opposite)
            uow.commit()
        return self.run(store_id, month, opposite.number)

    @staticmethod
    def _refuse_reversal(repository: PayRuns, run: KeptRun) -> None:
        every = repository.every(run.store_id)
        name = f"{run.month:%Y-%m}"
        if run.kind is RunKind.REVERSAL:
            raise UserError(Text("A reversal is not reversed: compute {month} anew instead.", month=name))
        if run.state is not RunState.LOCKED:
            raise UserError(
                Text("{month} is a draft. Only what is locked is reversed; a draft is computed anew.", month=name)
            )
        if any(one.month == run.month and one.reverses == run.number for one in every):
            raise UserError(Text("This run of {month} was reversed already.", month=name))
        newest = repository.last_standing(run.store_id)
        if newest is not None and (newest.month, newest.number) != (run.month, run.number):
            raise UserError(
                Text(
                    "The taxes of {newest} go on from {month}. Reverse that first, or adjust {month} in a later month.",
                    newest=f"{newest.month:%Y-%m}" + (f" ({newest.number})" if newest.number else ""),
                    month=name,
                )
            )

    def run(self, store_id: int, month: date, number: int | None = None) -> KeptRun:
        """One run with its slips; without a number the month's wages that stand.

        Raises:
            NotFound: there is none.
        """
        with self._ctx.read() as uow:
            found = uow.repository(PayRuns).of_month(store_id, month.replace(day=1), number)
        if found is None:
            raise NotFound(Text("{month} has no such run.", month=f"{month:%Y-%m}"))
        return found


def _ids(adjustments: Sequence[PayAdjustment]) -> frozenset[int]:
    return frozenset(entry.id or 0 for entry in adjustments)


def _key(change: LateChange) -> Key:
    return (change.person_id, change.month, change.code)
