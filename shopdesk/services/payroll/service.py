"""The monthly run: gather, compute a draft, look, lock; and the workbook in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.orders import Basis
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.output import kept_run, run_document
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.review import MONTHS, Review, review
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.sheets import Sheet
from shopdesk.domain.payroll.slip import PayrollRun
from shopdesk.domain.periods import month_of
from shopdesk.domain.rights import NotYours, Subject
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.payroll import known
from shopdesk.services.payroll.corrections import Corrections
from shopdesk.services.payroll.figures import Figures
from shopdesk.services.payroll.gather import Gathered, Gatherer
from shopdesk.services.payroll.load_report import LoadReport
from shopdesk.services.payroll.loading import Loading
from shopdesk.services.payroll.rows import Rows
from shopdesk.services.payroll.what_if import WhatIf
from shopdesk.services.reading import one_read
from shopdesk.storage.repositories.payroll import PayRuns, digest_of

if TYPE_CHECKING:
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.growth.service import GrowthService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.stores import StoreService


_NO_TIME = datetime(2000, 1, 1)


class PayrollService:
    """What people are paid, month by month, in each store."""

    def __init__(
        self,
        ctx: ServiceContext,
        *,
        growth: GrowthService,
        kpi: KpiService,
        people: PeopleService,
        stores: StoreService,
        calendar: CalendarService,
    ) -> None:
        """Work within ``ctx``, with the figures, scores, people, names and workdays that the others have."""
        self._ctx = ctx
        self._calendar = calendar
        self._growth = growth
        self._kpi = kpi
        self._people = people
        self._stores = stores
        self.figures = Figures(ctx, self.gather)
        self.rows = Rows(ctx, kpi)
        self.what_if = WhatIf(self.gather)
        self.corrections = Corrections(ctx, stores, self.gather, self._keep)

    @one_read
    def gather(
        self, store_id: int, month: date, *, after_wages: bool = False, also: frozenset[int] = frozenset()
    ) -> Gathered:
        """Everything that a month is computed from, as it is known now.

        ``after_wages`` goes on from the month's own wages, for what is paid apart from them; ``also`` names people who
        are listed whether or not they were employed.
        """
        with self._ctx.read() as uow:
            scores = self._growth.cards.scores

            def all_of_it() -> Gatherer:
                return Gatherer(uow, self._kpi, store_id, month, scores, after_wages=after_wages)

            self._ctx.ask_ahead(
                all_of_it,
                lambda: self._people.catalogue.roles(store_id, hidden=True),
                lambda: self._kpi.totals(store_id, month_of(month).start, month_of(month).end, Basis.PAID),
                self._calendar.holidays,
                lambda: self._stores.get(store_id),
            )
            store = self._stores.get(store_id)
            roles = self._people.catalogue.roles(store_id, hidden=True)
            gatherer = all_of_it()
        gathered = gatherer.gather(store.name, roles, also)
        book = self._calendar.holidays()
        due = frozenset(day for day in month_of(month).days() if book.is_workday(day))
        return replace(gathered, inputs=replace(gathered.inputs, workdays=due))

    @one_read
    def draft(self, store_id: int, month: date) -> KeptRun:
        """The month as it would be computed now; nothing is written.

        Raises:
            UserError: nobody is to be paid, or a figure contradicts another, such as both marks on one person.
        """
        gathered = self.gather(store_id, month)
        if not gathered.inputs.people:
            raise UserError(Text("Nobody was employed in {month}. Enter the people first.", month=f"{month:%Y-%m}"))
        run = compute_month(gathered.inputs)
        run = replace(run, notices=(*gathered.notices, *run.notices))
        return self._keep(store_id, run)

    def _keep(self, store_id: int, run: PayrollRun) -> KeptRun:
        people = self._people
        return kept_run(
            run,
            store_id,
            self._ctx.clock.now(),
            tr,
            departments={
                entry.code: (entry.name_zh, entry.name_en)
                for entry in people.catalogue.departments(store_id, hidden=True)
            },
            roles={
                entry.code: (entry.name_zh, entry.name_en) for entry in people.catalogue.roles(store_id, hidden=True)
            },
        )

    def compute(self, store_id: int, month: date) -> KeptRun:
        """Compute the draft of a month and keep it in the place of an earlier draft.

        Raises:
            UserError: the month is locked, or a figure contradicts another.
        """
        with self._ctx.read() as uow:
            uow.repository(PayRuns).refuse_locked(store_id, month)
        run = self.draft(store_id, month)
        with self._ctx.open_uow(Text("Compute the wages of {month}", month=f"{month:%Y-%m}")) as uow:
            uow.repository(PayRuns).save_draft(run)
            uow.commit()
        return self.run(store_id, month)

    def review(self, store_id: int, month: date) -> Review:
        """A computed month against the months before it.

        Raises:
            NotFound: it was not computed yet.
        """
        month = month.replace(day=1)
        with self._ctx.read() as uow:
            runs = uow.repository(PayRuns)
            self._ctx.ask_ahead(
                lambda: runs.amounts_before(store_id, month, MONTHS),
                lambda: runs.of_month(store_id, month, reasons=False),
            )
            before = runs.amounts_before(store_id, month, MONTHS)
        return review(self.run(store_id, month, reasons=False), before)

    def run(self, store_id: int, month: date, number: int | None = None, *, reasons: bool = True) -> KeptRun:
        """The wages of a computed month that stand, or its run of that number.

        Without ``reasons`` what explains the lines of a draft is left empty.

        Raises:
            NotFound: it was not computed yet.
            NotYours: wages are closed to whoever asks; whether there are any is not said either.
            UserError: a locked month is no longer as it was locked.
        """
        with self._ctx.read() as uow:
            found = uow.repository(PayRuns).of_month(store_id, month, number, reasons=reasons)
        if found is None:
            self.check_seen()
            raise NotFound(
                Text("The wages of {month} are not computed yet.", month=f"{month:%Y-%m}"),
                command=f"shopdesk payroll compute --month {month:%Y-%m}",
            )
        return found

    def check_seen(self) -> None:
        """See that what nobody finds is not there, rather than closed: of wages that are, only the own rows come.

        Raises:
            NotYours: wages are closed to whoever asks.
        """
        if not self._ctx.rights.sees("pay_values"):
            raise NotYours(Subject.PAY)

    def is_locked(self, store_id: int, month: date) -> bool:
        """Whether the month is locked."""
        with self._ctx.read() as uow:
            return uow.repository(PayRuns).is_locked(store_id, month.replace(day=1))

    def runs(self, store_id: int) -> list[KeptRun]:
        """All computed months, oldest first, without their slips."""
        with self._ctx.read() as uow:
            return uow.repository(PayRuns).of_store(store_id)

    def own_slips(self, store_id: int) -> list[KeptRun]:
        """The closed months, newest first, each with the slip of whoever is signed in and no other."""
        person = self._ctx.rights.person_id
        if person is None:
            return []
        with self._ctx.read() as uow:
            return uow.repository(PayRuns).own(store_id, person)

    def paid(self, store_id: int, *, month: date | None = None, year: int | None = None) -> list[KeptRun]:
        """What a month or a year was paid by: its wages and what was paid apart from them, oldest first, with slips.

        What was reversed is not in it.

        Raises:
            UserError: a locked run is no longer as it was locked.
        """
        with self._ctx.read() as uow:
            repository = uow.repository(PayRuns)
            wanted = [
                run
                for run in repository.standing(store_id)
                if (month is None or run.month == month.replace(day=1)) and (year is None or run.month.year == year)
            ]
            found = [repository.of_month(store_id, run.month, run.number) for run in wanted]
        return [run for run in found if run is not None]

    def lock(self, store_id: int, month: date) -> KeptRun:
        """Seal the draft of a month; from then on nothing changes it.

        Raises:
            NotFound: there is no draft.
            UserError: figures are missing, what the draft was computed from has changed since, or the months are not
                locked in their order.
        """
        drafted = self.run(store_id, month)
        self._refuse_out_of_order(store_id, drafted)
        if drafted.state is RunState.DRAFT:
            if drafted.missing:
                raise UserError(missing_sentence(drafted))
            if _content(drafted) != _content(self.draft(store_id, month)):
                raise UserError(
                    Text(
                        "Figures of {month} have changed since it was computed. Compute it again, look, then lock it.",
                        month=f"{month:%Y-%m}",
                    )
                )
        with self._ctx.open_uow(Text("Lock the wages of {month}", month=f"{month:%Y-%m}")) as uow:
            uow.repository(PayRuns).lock(store_id, month)
            uow.commit()
        return self.run(store_id, month)

    def _refuse_out_of_order(self, store_id: int, drafted: KeptRun) -> None:
        """Months are locked one after the other, because the tax of each goes on from the one before."""
        runs = self.runs(store_id)
        for run in runs:
            name, open_one = f"{drafted.month:%Y-%m}", f"{run.month:%Y-%m}"
            if run.month < drafted.month and run.state is RunState.DRAFT:
                raise UserError(
                    Text(
                        "{open} is still a draft, and the tax of {month} goes on from it. Lock {open} first.",
                        open=open_one,
                        month=name,
                    )
                )
            if run.month > drafted.month and run.state is RunState.LOCKED and drafted.state is RunState.DRAFT:
                raise UserError(
                    Text(
                        "{later} is locked already without {month}. What is due for {month} goes into a later month, "
                        "as an adjustment.",
                        later=open_one,
                        month=name,
                    )
                )

    @one_read
    def write_inputs(self, store_id: int, month: date, target: Path) -> None:
        """Write the workbook of a month, filled in with what is known.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.pay_workbook import write_pay_workbook

        gathered = self.gather(store_id, month)
        departments, roles = self._words(store_id)
        sheets = {
            Sheet.PEOPLE: known.people_cells(gathered, departments, roles).values(),
            Sheet.OPENING: known.opening_cells(gathered).values(),
            Sheet.CHANGES: [cells for _, _, cells in known.change_cells(gathered, roles)],
            Sheet.MONTH: known.month_cells(gathered).values(),
            Sheet.STORE: [known.store_cells(gathered)],
            Sheet.RULES: [known.rule_cells(gathered)],
        }
        write_pay_workbook(sheets, target)

    @one_read
    def write_people(self, store_id: int, target: Path) -> None:
        """Write the sheet of the people as of this month.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.pay_workbook import write_pay_workbook

        gathered = self.gather(store_id, self._ctx.clock.today())
        departments, roles = self._words(store_id)
        write_pay_workbook({Sheet.PEOPLE: known.people_cells(gathered, departments, roles).values()}, target)

    @one_read
    def write_wages(self, store_id: int, month: date, target: Path) -> None:
        """Write a computed month as a workbook: wages, lines, cost by department.

        Raises:
            NotFound: the month is not computed yet.
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.payroll_books import write_wages

        write_wages(self.run(store_id, month), self._stores.get(store_id).name, target)

    def load(
        self, store_id: int, month: date, path: Path, *, dry_run: bool = False, only_people: bool = False
    ) -> LoadReport:
        """Read a workbook into a month; with trouble in it, nothing is written.

        Raises:
            UserError: the file cannot be read, or the month is locked.
        """
        from shopdesk.importing.pay_workbook import read_pay_workbook

        month = month.replace(day=1)
        if not only_people:
            with self._ctx.read() as uow:
                uow.repository(PayRuns).refuse_locked(store_id, month)
        book = read_pay_workbook(path)
        if only_people:
            book.rows = {sheet: rows for sheet, rows in book.rows.items() if sheet is Sheet.PEOPLE}
            book.single = {}
        gathered = self.gather(store_id, month)
        loading = Loading(self._ctx, self._people, store_id, month, gathered, book, from_first_day=only_people)
        report = loading.plan()
        if not dry_run and not report.trouble:
            loading.apply()
        return report

    def document(self, store_id: int, run: KeptRun) -> dict[str, Any]:
        """A computed month as one plain document, with departments and roles in the language in use."""
        store = self._stores.get(store_id)
        return run_document(run, store.name, chinese=current_language().startswith("zh"))

    def _words(self, store_id: int) -> tuple[dict[str, str], dict[str, str]]:
        people = self._people
        return (
            {entry.code: entry.name_zh for entry in people.catalogue.departments(store_id, hidden=True)},
            {entry.code: entry.name_zh for entry in people.catalogue.roles(store_id, hidden=True)},
        )


def _content(run: KeptRun) -> str:
    slips = tuple(replace(slip, proof={}) for slip in run.slips)
    return digest_of(replace(run, slips=slips, computed_at=_NO_TIME, state=RunState.DRAFT, number=0))


def missing_sentence(run: KeptRun) -> Text:
    """Why a month cannot be locked or paid yet, and what to do."""
    comma = "；" if current_language().startswith("zh") else "; "
    return Text(
        "{month} cannot be locked: {figures}. Enter what is missing, or 0 where there is nothing.",
        month=f"{run.month:%Y-%m}",
        figures=comma.join(tr(entry) for entry in run.missing),
    )
