"""The figures of a month one by one: where each comes from, what is missing, and typing over one with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound
from shopdesk.domain.fields import Field, Kind, Reader, check
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.joining import Was
from shopdesk.domain.payroll.agent_accounts import split_accounts
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.inputs import Figure, PersonMonth
from shopdesk.domain.payroll.month_figures import (
    BY_COMPONENT,
    PERSON_FIGURES,
    REASON,
    STORE_FIGURES,
    MonthFigure,
    Value,
    check_figure,
    day_spans,
    declared_figure,
    stored_value,
)
from shopdesk.domain.payroll.records import PayInput
from shopdesk.domain.payroll.schemes import SalesBasis
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Names, Text
from shopdesk.services.payroll.gather import FROM_WORKBOOK, SERVICE, Gathered
from shopdesk.storage.queries import payroll_rows
from shopdesk.storage.repositories.payroll import PayInputs, PayRuns

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext


@dataclass(frozen=True, slots=True)
class _Imports:
    """What is known of the imports of a month: by service account, and of the store's turnover."""

    agents: dict[str, list[payroll_rows.Origin]]
    turnover: payroll_rows.Origin | None


class Figures:
    """The gathered and typed figures of a store's months."""

    def __init__(self, ctx: ServiceContext, gather: Callable[[int, date], Gathered]) -> None:
        """Work within ``ctx`` on what ``gather`` knows of a store's month."""
        self._ctx = ctx
        self._gather = gather

    def of_month(self, store_id: int, month: date) -> list[MonthFigure]:
        """Every figure of the store and of each person, the store's first."""
        whole, kinds = month_of(month), (ImportKind.ORDERS, ImportKind.STORE_DAYS)
        with self._ctx.read() as uow:

            def imports() -> _Imports:
                return _Imports(
                    payroll_rows.agent_origins(uow.connection, store_id, whole),
                    payroll_rows.last_import(uow.connection, store_id, kinds, whole),
                )

            self._ctx.ask_ahead(imports, lambda: self._gather(store_id, month))
            imported = imports()
        gathered = self._gather(store_id, month)
        found = [self._of_store(gathered, imported, field) for field in STORE_FIGURES]
        for person in gathered.inputs.people:
            found += [
                self._of_person(gathered, imported, person, field)
                for field in PERSON_FIGURES
                if _is_asked(person, field.name)
            ]
        return found

    def put(
        self,
        store_id: int,
        month: date,
        person_id: int | None,
        code: str,
        value: Value | None,
        reason: str,
        was: Was | None = None,
    ) -> None:
        """Type a figure over what is known, or take what was typed away (``value`` is ``None``).

        ``was`` is what stood there typed when this was begun (:attr:`MonthFigure.was`).

        Raises:
            UserError: the month is locked, nobody has this figure, the value or reason is not possible, or somebody
                typed another value since.
        """
        month = month.replace(day=1)
        field = declared_figure(code, of_store=person_id is None)
        kept, why = "", ""
        name = ""
        if person_id is not None:
            person = next((one for one in self._gather(store_id, month).people.values() if one.id == person_id), None)
            if person is None:
                raise NotFound(Text("This person is no longer there. Look at the page anew."))
            name = person.label
        if value is not None:
            days = None if person_id is None else self._days(store_id, month, person_id)
            kept = stored_value(check_figure(field, value, days))
            why = check(REASON, reason, empty="", named=True)
        what = Text("{figure} of {month}", figure=field.label or code, month=f"{month:%Y-%m}")
        title = Text("{figure}: {name}", figure=what, name=name) if name else what
        with self._ctx.open_uow(title) as uow:
            uow.repository(PayRuns).refuse_locked(store_id, month)
            entry = PayInput(store_id=store_id, person_id=person_id, month=month, code=code, value=kept, reason=why)
            inputs = uow.repository(PayInputs)
            if was is not None:
                typed = (
                    one for one in inputs.of_month(store_id, month) if (one.person_id, one.code) == (person_id, code)
                )
                there = next(typed, None)
                now = None if there is None else _read(field, there.value)
                was.check(now, value, lambda other: Reader(date.min).shown(field, other))
            inputs.put(entry)
            uow.commit()

    def _days(self, store_id: int, month: date, person_id: int) -> int | None:
        inputs = self._gather(store_id, month).inputs
        found = next((one for one in inputs.people if one.id == person_id), None)
        return 0 if found is None else len(Case(inputs, found).days)

    def _of_store(self, gathered: Gathered, imported: _Imports, field: Field) -> MonthFigure:
        figure: Figure | None = getattr(gathered.inputs.figures, field.name)
        needed = field.name in ("paid", "rating_before", "rating_now")
        lacking = None
        if figure is None and needed:
            whole = Text("orders or a store report of {month}", month=f"{gathered.inputs.month.start:%Y-%m}")
            lacking = whole if field.name == "paid" else Text("nobody entered it")
        return _entry(gathered, imported, None, field, figure, lacking=lacking, needed=needed)

    def _of_person(self, gathered: Gathered, imported: _Imports, person: PersonMonth, field: Field) -> MonthFigure:
        if field.name == "insured":
            return _insured(gathered, person, field)
        figure: Figure | None = getattr(person.inputs, field.name)
        case = Case(gathered.inputs, person)
        needed = field.name in BY_COMPONENT or (
            bool(case.days) and field.name in ("own_sales", "confirmed_sales") and person.department == SERVICE
        )
        lacking = _lacking_sales(gathered, case) if field.name == "own_sales" and person.department == SERVICE else None
        if needed and figure is None and lacking is None:
            lacking = Text("nobody entered it")
        return _entry(gathered, imported, person, field, figure, lacking=lacking, needed=needed)


def _is_asked(person: PersonMonth, code: str) -> bool:
    """Whether a person has this figure: some only come with a scheme that pays by them."""
    components = [component for terms in person.terms for component in terms.scheme.components]
    if code in BY_COMPONENT:
        return any(component.basis is BY_COMPONENT[code] for component in components)
    if code == "confirmed_sales":
        return any(component.sales is SalesBasis.CONFIRMED for component in components)
    return True


def _entry(
    gathered: Gathered,
    imported: _Imports,
    person: PersonMonth | None,
    field: Field,
    figure: Figure | None,
    *,
    lacking: Text | None,
    needed: bool,
) -> MonthFigure:
    who = None if person is None else person.id
    known = gathered.known.get((who, field.name))
    typed = gathered.typed.get(who, {}).get(field.name)
    return MonthFigure(
        person_id=who,
        who="" if person is None else _label(person),
        field=field,
        value=None if figure is None else figure.value,
        known=None if known is None else known.value,
        typed=typed is not None,
        reason="" if typed is None else typed.reason,
        origin=_origin(imported, figure, typed),
        lacking=None if typed is not None else lacking,
        needed=needed,
        sources=() if known is None else known.sources,
    )


def _insured(gathered: Gathered, person: PersonMonth, field: Field) -> MonthFigure:
    typed = gathered.typed.get(person.id, {}).get("insured")
    return MonthFigure(
        person_id=person.id,
        who=_label(person),
        field=field,
        value=person.inputs.insured,
        known=True,
        typed=typed is not None,
        reason="" if typed is None else typed.reason,
        origin=_typed_words(typed) if typed is not None else Text("everybody employed is insured"),
    )


def _origin(imported: _Imports, figure: Figure | None, typed: PayInput | None) -> Text:
    if typed is not None:
        return _typed_words(typed)
    if figure is None:
        return Text("no data")
    kinds = {source.kind for source in figure.sources}
    if "service_export" in kinds:
        mine = [entry for source in figure.sources for entry in imported.agents.get(source.id, ())]
        return _imported(Text("service report"), mine)
    if "orders" in kinds:
        return _imported(Text("orders and store report"), [] if imported.turnover is None else [imported.turnover])
    if "roster" in kinds:
        return Text("roster")
    if "typed" in kinds:
        return Text("entered for the month before")
    if "scorecard" in kinds:
        return Text("scorecard")
    return Text("nothing entered") if not figure.value else Text("reckoned")


def _typed_words(typed: PayInput) -> Text:
    return Text("from the workbook") if typed.reason == FROM_WORKBOOK else Text("typed by hand")


def _imported(what: Text, origins: Iterable[payroll_rows.Origin]) -> Text:
    newest = max(origins, key=lambda entry: entry.imported_at, default=None)
    if newest is None:
        return what
    return Text(
        "{what}, imported {day} ({file})", what=what, day=newest.imported_at.date().isoformat(), file=newest.file_name
    )


def _lacking_sales(gathered: Gathered, case: Case) -> Text | None:
    """Which days no service report is there for, or which account is not mapped."""
    gaps = [day for day in case.days if day not in gathered.sales_days]
    if gaps:
        return Text("service export of {days}", days=day_spans(gaps))
    if case.person.inputs.own_sales is not None:
        return None
    entry = gathered.values.get(case.person.id, {}).get("accounts")
    accounts = split_accounts(entry.value) if entry is not None else []
    if not accounts:
        return Text("no service account is entered for this person")
    return Text("the service reports do not name {accounts}", accounts=Names(accounts))


def _read(field: Field, text: str) -> Value:
    if field.kind is Kind.FLAG:
        return text == "yes"
    return int(text) if field.kind is Kind.MONEY else Decimal(text)


def _label(person: PersonMonth) -> str:
    return f"{person.name} ({person.mark})" if person.mark else person.name
