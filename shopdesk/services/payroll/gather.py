"""Gathering a month: what was typed, else what the program knows, each figure with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import Basis
from shopdesk.domain.payroll.adjustments import adjustment_source
from shopdesk.domain.payroll.agent_accounts import split_accounts
from shopdesk.domain.payroll.inputs import (
    Adjustment,
    Figure,
    MonthInputs,
    PayData,
    PayrollInputs,
    PersonMonth,
    SpecialDeduction,
    StoreMonth,
    YearToDate,
)
from shopdesk.domain.payroll.month_figures import PERSON_FIGURES, STORE_FIGURES, day_spans
from shopdesk.domain.payroll.records import PayAdjustment, PayInput, PayOpening, PayValue
from shopdesk.domain.payroll.rules import Rule, RuleValue, own_value
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.scheme_content import scheme_of
from shopdesk.domain.payroll.schemes import Basis as PayBasis
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.slip import Code
from shopdesk.domain.payroll.trace import Source
from shopdesk.domain.people import Level, Person, Role, StaffEvent
from shopdesk.domain.periods import Period, month_of
from shopdesk.domain.roster import Away
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Names, Text
from shopdesk.services.payroll.rulebook import shipped_rules
from shopdesk.services.payroll.standing import Standing, employments, pay_terms
from shopdesk.services.payroll.stored import stored_fen, stored_number
from shopdesk.storage.queries import payroll as queries
from shopdesk.storage.repositories.payroll import PayAdjustments, PayInputs, PayOpenings, PayValues, SchemeVersions
from shopdesk.storage.repositories.people import People, StaffEvents
from shopdesk.storage.repositories.roster import RosterDays

if TYPE_CHECKING:
    from shopdesk.services.kpi import KpiService
    from shopdesk.storage.unit_of_work import UnitOfWork

SERVICE = "service"
FROM_WORKBOOK = "来自工作簿"
"""Why a figure was typed over what the program knew when a workbook brought it, as it is kept."""
_NOTHING = Figure(0)
_RULES = frozenset(rule.value for rule in Rule)
_MONEY = frozenset(field.name for field in (*PERSON_FIGURES, *STORE_FIGURES) if field.kind is Kind.MONEY)
_OWNER = Wording("店主录入", "entered by the owner")


@dataclass(slots=True)
class Gathered:
    """The inputs of a month, what was found worth saying, and what is known of each person for the workbook.

    ``known`` holds, by person (``None``: the store) and figure, what the program knows without anything typed over it;
    ``sales_days`` the days of which a service report by person is there.
    """

    inputs: PayrollInputs
    notices: list[Text] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    values: dict[int, dict[str, PayValue]] = field(default_factory=dict)
    typed: dict[int | None, dict[str, PayInput]] = field(default_factory=dict)
    openings: dict[int, PayOpening] = field(default_factory=dict)
    known: dict[tuple[int | None, str], Figure | None] = field(default_factory=dict)
    sales_days: set[date] = field(default_factory=set)
    changes: dict[int, list[PayValue]] = field(default_factory=dict)


class Gatherer:
    """Reads one month of one store in one unit of work."""

    def __init__(
        self,
        uow: UnitOfWork,
        kpi: KpiService,
        store_id: int,
        month: date,
        scores: Callable[[int, date], Mapping[int, Figure]],
        *,
        after_wages: bool = False,
    ) -> None:
        """Read everything that the month needs.

        ``scores`` are the totals of the scorecards by person; ``after_wages`` goes on from the month's own wages.
        """
        self._kpi = kpi
        self._store_id = store_id
        self._month = month_of(month)
        self._people = {person.id or 0: person for person in uow.repository(People).of_store(store_id)}
        self._events: Mapping[int, list[StaffEvent]] = uow.repository(StaffEvents).of_store(store_id)
        self._values: dict[int | None, list[PayValue]] = {}
        for value in uow.repository(PayValues).until(store_id, self._month.end):
            self._values.setdefault(value.person_id, []).append(value)
        self._typed: dict[int | None, dict[str, PayInput]] = {}
        for typed in uow.repository(PayInputs).of_month(store_id, self._month.start):
            self._typed.setdefault(typed.person_id, {})[typed.code] = typed
        self._openings: dict[int, PayOpening] = {
            opening.person_id: opening for opening in uow.repository(PayOpenings).until(store_id, self._month.start)
        }
        self._adjustments = uow.repository(PayAdjustments).of_month(store_id, self._month.start)
        self._schemes: tuple[Scheme, ...] = tuple(
            scheme_of(kept.code, kept.valid_from, kept.person_id, kept.content)
            for kept in uow.repository(SchemeVersions).of_store(store_id)
        )
        # Scorecards read half the store, so only where somebody may be paid by one.
        paying = any(scheme.component(PayBasis.SCORE) for scheme in self._schemes)
        self._scores = scores(store_id, self._month.start) if paying else {}
        first = self._month.end + timedelta(days=1) if after_wages else self._month.start
        self._last = queries.last_slips(uow.connection, store_id, first)
        self._sales = queries.agent_sales(uow.connection, store_id, self._month)
        self._sales_days = queries.agent_days(uow.connection, store_id, self._month)
        self._sick: dict[int, list[date]] = {}
        for entry in uow.repository(RosterDays).between(store_id, self._month.start, self._month.end):
            if entry.away is Away.SICK:
                self._sick.setdefault(entry.person_id, []).append(entry.day)
        last_month = month_of(self._month.start - timedelta(days=1)).start
        rated = {entry.code: entry for entry in uow.repository(PayInputs).of_month(store_id, last_month)}
        self._rating_before = rated.get("rating_now")
        self._known: dict[tuple[int | None, str], Figure | None] = {}

    def gather(self, store_name: str, roles: Iterable[Role], also: frozenset[int] = frozenset()) -> Gathered:
        """Everything of the month; ``also`` are people who are listed in any case."""
        by_code = {role.code: role for role in roles}
        standings = {
            person_id: Standing(person, self._events.get(person_id, ()), self._values.get(person_id, ()))
            for person_id, person in self._people.items()
        }
        listed = [person_id for person_id in sorted(self._people) if person_id in also or self._is_listed(person_id)]
        people = tuple(self._person(person_id, standings[person_id], by_code) for person_id in listed)
        gathered = Gathered(
            PayrollInputs(
                store=store_name,
                month=self._month,
                people=people,
                figures=self._store(),
                rules=shipped_rules().with_values(self._own_rules()),
            ),
            people=self._people,
            standings=standings,
            typed=self._typed,
            openings={who: entry for who, entry in self._openings.items() if entry.month == self._month.start},
            known=self._known,
            sales_days=self._sales_days,
        )
        for person_id in listed:
            gathered.values[person_id] = self._current(person_id)
            gathered.changes[person_id] = [
                value
                for value in self._values.get(person_id, ())
                if value.valid_from > self._month.start and value.code in ("base_fen", "allowance_fen", "role_code")
            ]
        gathered.notices = self._notices(people)
        return gathered

    def _is_listed(self, person_id: int) -> bool:
        typed = self._typed.get(person_id, {})
        paid = any(entry.code != "insured" for entry in typed.values())
        adjusted = any(entry.person_id == person_id for entry in self._adjustments)
        return bool(self._days(person_id)) or paid or adjusted

    def _days(self, person_id: int) -> list[date]:
        spans = employments(self._people[person_id], self._events.get(person_id, ()))
        return [day for day in self._month.days() if any(s <= day and (e is None or day <= e) for s, e in spans)]

    def _current(self, person_id: int | None) -> dict[str, PayValue]:
        return {value.code: value for value in self._values.get(person_id, ())}

    def _person(self, person_id: int, standing: Standing, roles: Mapping[str, Role]) -> PersonMonth:
        person = self._people[person_id]
        days = self._days(person_id)
        last = days[-1] if days else self._month.end
        role_code = standing.role(last)
        role = roles.get(role_code)
        department = person.department_code if role is None or role_code == person.role_code else role.department_code
        return PersonMonth(
            id=person_id,
            name=person.name,
            mark=person.mark,
            department=department,
            role=role_code,
            level=Level.STAFF if role is None else role.level,
            terms=pay_terms(standing, roles, self._schemes, self._month.end),
            employments=employments(person, self._events.get(person_id, ())),
            pay=self._pay_data(person_id),
            inputs=self._inputs(person_id, days, sells=department == SERVICE),
        )

    def _pay_data(self, person_id: int) -> PayData:
        known = self._current(person_id)

        def text(code: str) -> str:
            return known[code].value if code in known else ""

        def fen(code: str) -> int | None:
            return stored_fen(code, text(code)) if text(code) else None

        def years(code: str) -> frozenset[int]:
            year = self._month.start.year
            mine = code in known and known[code].value == "yes" and known[code].valid_from.year == year
            return frozenset({year}) if mine else frozenset()

        return PayData(
            city=text("city").removesuffix("市"),
            social_base_fen=fen("social_base_fen"),
            fund_base_fen=fen("fund_base_fen"),
            fund_rate=stored_number("fund_rate", text("fund_rate")) if text("fund_rate") else None,
            special=tuple(
                SpecialDeduction(value.valid_from, stored_fen(value.code, value.value or "0"))
                for value in self._values.get(person_id, ())
                if value.code == "special_fen"
            ),
            first_wage_years=years("first_wage"),
            low_wage_years=years("low_wage"),
        )

    def _inputs(self, person_id: int, days: list[date], *, sells: bool) -> MonthInputs:
        typed = self._typed.get(person_id, {})
        year, carried, advance = self._before(person_id)
        mine = tuple(_adjustment(entry) for entry in self._adjustments if entry.person_id == person_id)

        def words(code: str, figure: str = "") -> str:
            if code in typed:
                return typed[code].value
            return typed[figure].reason if figure in typed and typed[figure].reason != FROM_WORKBOOK else ""

        def over(code: str, known: Figure | None) -> Figure | None:
            return self._over(person_id, code, known)

        def figure(code: str) -> Figure:
            return over(code, _NOTHING) or _NOTHING

        return MonthInputs(
            own_sales=over("own_sales", self._exported_sales(person_id)),
            own_refunds=figure("own_refunds"),
            goodwill_refunds=figure("goodwill_refunds"),
            confirmed_sales=over("confirmed_sales", None),
            pieces=over("pieces", None),
            hours=over("hours", None),
            score=over("score", self._scores.get(person_id)),
            unpaid_days=figure("unpaid_days"),
            sick_days=over("sick_days", self._sick_days(person_id, days)),
            overtime_workday=figure("overtime_workday"),
            overtime_rest_day=figure("overtime_rest_day"),
            overtime_holiday=figure("overtime_holiday"),
            neutral_reviews=figure("neutral_reviews"),
            bad_reviews=figure("bad_reviews"),
            award=figure("award"),
            allowance_other=figure("allowance_other"),
            allowance_reason=words("allowance_reason", "allowance_other"),
            adjustments=mine,
            compensation=figure("compensation"),
            compensation_reason=words("compensation_reason", "compensation"),
            contract_clause=words("contract_clause"),
            other_deduction=figure("other_deduction"),
            deduction_reason=words("deduction_reason", "other_deduction"),
            year_end_bonus=figure("year_end_bonus"),
            insured=words("insured") != "no",
            carried=_with_adjustments(carried, mine),
            open_advance=advance,
            year=year,
        )

    def _before(self, person_id: int) -> tuple[YearToDate | None, Figure | None, Figure | None]:
        """The tax year so far, commission carried and advance still open: of the later of last slip and opening."""
        opening, last = self._openings.get(person_id), self._last.get(person_id)
        tax_year = self._month.start.year
        if opening is not None and (last is None or opening.month > last.month):
            source = (Source("opening", str(opening.id or ""), day=opening.month),)
            year = YearToDate(months=self._unpaid_months(person_id, opening.month))
            if opening.month.year == tax_year:
                year = YearToDate(
                    months=opening.months + year.months,
                    income_fen=opening.income_fen,
                    insurance_fen=opening.insurance_fen,
                    special_fen=opening.special_fen,
                    withheld_fen=opening.withheld_fen,
                )
            return year, Figure(opening.carried_fen, source), Figure(opening.advance_fen, source)
        if last is None:
            return YearToDate(), Figure(0), Figure(0)
        source = (Source("month", f"{last.month:%Y-%m}", day=last.month),)
        unpaid = self._unpaid_months(person_id, month_of(last.month).end + timedelta(days=1))
        return (
            _year(last, unpaid) if last.month.year == tax_year else YearToDate(months=unpaid),
            None if last.carried_fen is None else Figure(last.carried_fen, source),
            None if last.advance_fen is None else Figure(last.advance_fen, source),
        )

    def _unpaid_months(self, person_id: int, since: date) -> int:
        """Months of this tax year from ``since`` on in which the person was employed and nothing was computed."""
        spans = employments(self._people[person_id], self._events.get(person_id, ()))
        start = self._month.start
        firsts = [date(start.year, number, 1) for number in range(1, start.month)]
        months = [month_of(first) for first in firsts if first >= since]
        return sum(any(s <= month.end and (e is None or e >= month.start) for s, e in spans) for month in months)

    def _exported_sales(self, person_id: int) -> Figure | None:
        entry = self._current(person_id).get("accounts")
        accounts = split_accounts(entry.value) if entry is not None else []
        known = [account for account in accounts if account in self._sales]
        if not known:
            return None
        sources = tuple(Source("service_export", account, self._sales[account]) for account in known)
        return Figure(sum(self._sales[account] for account in known), sources)

    def _sick_days(self, person_id: int, days: list[date]) -> Figure:
        found = [day for day in self._sick.get(person_id, ()) if day in days]
        return Figure(len(found), tuple(Source("roster", day.isoformat(), 1, day) for day in found))

    def _store(self) -> StoreMonth:
        return StoreMonth(
            paid=self._over(None, "paid", self._paid()),
            service_sales=self._over(None, "service_sales", None),
            silent_orders=self._over(None, "silent_orders", None),
            rating_before=self._over(None, "rating_before", self._figure(self._rating_before)),
            rating_now=self._over(None, "rating_now", None),
        )

    def _over(self, person_id: int | None, code: str, known: Figure | None) -> Figure | None:
        """What was typed for a figure, else what is known of it."""
        self._known[person_id, code] = known
        return self._figure(self._typed.get(person_id, {}).get(code)) or known

    def _paid(self) -> Figure | None:
        totals = self._kpi.totals(self._store_id, self._month.start, self._month.end, Basis.PAID)
        amount = totals.get("paid_amount")
        if amount is None:
            return None
        return Figure(int(amount), (Source("orders", f"{self._month.start:%Y-%m}", int(amount)),))

    def _figure(self, typed: PayInput | None) -> Figure | None:
        if typed is None:
            return None
        read = stored_fen if typed.code in _MONEY else stored_number
        value: int | Decimal = read(typed.code, typed.value)
        return Figure(value, (Source("typed", str(typed.id or ""), value, reason=typed.reason),), typed.reason)

    def _own_rules(self) -> list[RuleValue]:
        rules = []
        for value in self._current(None).values():
            if value.value and value.code in _RULES:
                number = {"yes": "1", "no": "0"}.get(value.value, value.value)
                rules.append(own_value(Rule(value.code), stored_number(value.code, number), value.valid_from, _OWNER))
        return rules

    def _notices(self, people: Iterable[PersonMonth]) -> list[Text]:
        notices = []
        drafts = {last.month for last in self._last.values() if last.state is RunState.DRAFT}
        newest = max((last.month for last in self._last.values()), default=None)
        if newest is not None and newest in drafts:
            notices.append(
                Text("The tax goes on from {month}, which is a draft and may still change.", month=f"{newest:%Y-%m}")
            )
        started = [person for person in people if self._unknown_before(person)]
        if started:
            notices.append(
                Text(
                    "Nothing is known of earlier months of this year for {names}. If they were paid then, enter their "
                    "opening balances.",
                    names=Names(person.name for person in started),
                )
            )
        gaps = [day for day in self._month.days() if day not in self._sales_days]
        if self._sales_days and gaps:
            notices.append(
                Text(
                    "There is no service export of {days}, so own sales from exports may be too low.",
                    days=day_spans(gaps),
                )
            )
        return notices

    def _unknown_before(self, person: PersonMonth) -> bool:
        first = Period(date(self._month.start.year, 1, 1), self._month.start)
        early = any(
            start < self._month.start and (end is None or end >= first.start) for start, end in person.employments
        )
        return early and self._month.start.month > 1 and person.id not in self._last and person.id not in self._openings


def _adjustment(entry: PayAdjustment) -> Adjustment:
    return Adjustment(
        id=entry.id,
        person_id=entry.person_id,
        month=entry.month,
        amount_fen=entry.amount_fen,
        original_month=entry.original_month,
        original_code=entry.original_code,
        reason=entry.reason,
        late=entry.late,
    )


def _with_adjustments(carried: Figure | None, adjustments: tuple[Adjustment, ...]) -> Figure | None:
    """What is carried on, with the corrections of it."""
    mine = [(place, one) for place, one in enumerate(adjustments) if one.original_code == Code.OWN_COMMISSION_CARRIED]
    if carried is None or not mine:
        return carried
    sources = tuple(adjustment_source(one, place) for place, one in mine)
    return Figure(carried.value + sum(one.amount_fen for _, one in mine), (*carried.sources, *sources))


def _year(last: queries.LastSlip, unpaid: int) -> YearToDate | None:
    sums = (last.months, last.income_fen, last.insurance_fen, last.special_fen, last.withheld_fen)
    if last.months is None or None in sums:
        return None
    return YearToDate(
        months=last.months + unpaid,
        income_fen=last.income_fen or 0,
        insurance_fen=last.insurance_fen or 0,
        special_fen=last.special_fen or 0,
        withheld_fen=last.withheld_fen or 0,
        bonus_apart_fen=last.bonus_apart_fen,
    )
