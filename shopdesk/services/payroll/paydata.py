"""Pay data of people by month, whose the service accounts are, and the dated rules with the owner's own values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.payroll.agent_accounts import AgentAccount, accounts_on, remapped
from shopdesk.domain.payroll.law import LawRow, law_on, stored_rule
from shopdesk.domain.payroll.pay_facts import (
    DATED,
    PAY_FACTS,
    LastYear,
    PayFacts,
    check_marks,
    hints_of,
    masked,
    missing_of,
    read_value,
    stored,
    typed_account,
)
from shopdesk.domain.payroll.records import PayInput, PayValue
from shopdesk.domain.payroll.rules import RULE_NAMES, Rule, Rulebook, own_value
from shopdesk.domain.people import Person
from shopdesk.domain.periods import month_of
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Text
from shopdesk.services.payroll.locks import locked_until, refuse_locked
from shopdesk.services.payroll.rulebook import shipped_rules
from shopdesk.services.payroll.standing import employments
from shopdesk.storage import columns
from shopdesk.storage.queries import payroll as queries
from shopdesk.storage.record_repository import changed_meanwhile
from shopdesk.storage.repositories.payroll import PayInputs, PayValues
from shopdesk.storage.repositories.people import People, StaffEvents

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.storage.unit_of_work import UnitOfWork

INSURED = "insured"


@dataclass(frozen=True, slots=True)
class PayEntry:
    """One kept value in the history of a person: what, from when, its value as it is shown, and its record.

    ``locked``: a locked month was computed with it, so it stays.
    """

    code: str
    since: date
    shown: str
    reason: str
    kept: PayValue | PayInput
    locked: bool


@dataclass(frozen=True, slots=True)
class PayDataView:
    """Everybody of a month with their values, what is locked, and the accounts that are nobody's."""

    month: date
    rows: tuple[PayFacts, ...]
    locked: date | None
    unmapped: int


class PayDataService:
    """What is known of the people for insurance, tax and bank; every value has the day from which it holds."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    # People

    def view(self, store_id: int, month: date) -> PayDataView:
        """Everybody employed in a month with the values that hold in it."""
        month = month_of(month).start
        with self._ctx.read() as uow:
            self._ctx.ask_ahead(
                lambda: tuple(self._rows(uow, store_id, month)),
                lambda: self._accounts(uow, store_id),
                lambda: locked_until(uow, store_id),
            )
            rows = tuple(self._rows(uow, store_id, month))
            unmapped = sum(one.person_id is None for one in self._accounts(uow, store_id))
            return PayDataView(month, rows, locked_until(uow, store_id), unmapped)

    def _rows(self, uow: UnitOfWork, store_id: int, month: date) -> Iterable[PayFacts]:
        span = month_of(month)
        events = uow.repository(StaffEvents).of_store(store_id)
        values = _by_person(uow.repository(PayValues).until(store_id, span.end))
        inputs = uow.repository(PayInputs).of_month(store_id, month)
        insured = {one.person_id: one.value for one in inputs if one.code == INSURED}
        before = queries.months_income(uow.connection, store_id, month.year - 1)
        rules = self._rulebook(values.get(None, []))
        for person in uow.repository(People).of_store(store_id):
            spans = employments(person, events.get(person.id or 0, ()))
            if not any(start <= span.end and (end is None or end >= span.start) for start, end in spans):
                continue
            facts = _facts(person, values.get(person.id, []), insured.get(person.id) != "no")
            city = facts.city.removesuffix("市")
            known = rules.find(Rule.PENSION, span.end, city) is not None
            last = before.get(person.id or 0)
            yield replace(
                facts,
                missing=missing_of(facts, known_city=known),
                hints=hints_of(facts, spans[0][0], month, LastYear(*last) if last is not None else None),
            )

    def save(self, store_id: int, month: date, facts: PayFacts, was: PayFacts | None = None) -> PayFacts:
        """Keep what differs from what is known of the person, from the month's first day on.

        ``insured`` is kept for this month only. ``bank_account`` as it is shown leaves the account as it is. ``was``
        are the values that ``facts`` was made from: without it everything in ``facts`` is meant.

        Raises:
            UserError: a value is out of bounds, both tax marks are set, the month is locked, or nobody is meant.
            ChangedMeanwhile: somebody else kept other values since ``was`` was read; nothing is written over.
        """
        month = month_of(month).start
        facts = PAY_FACTS.tidy(facts)
        check_marks(facts, month.year)
        with self._ctx.open_uow(
            Text("Pay data of {name} from {month}", name=facts.label, month=f"{month:%Y-%m}")
        ) as uow:
            known = next((row for row in self._rows(uow, store_id, month) if row.id == facts.id), None)
            if known is None or facts.id is None:
                raise NotFound(Text("{name} does not work here in {month}.", name=facts.label, month=f"{month:%Y-%m}"))
            values = uow.repository(PayValues)
            mine = _current(_by_person(values.until(store_id, month_of(month).end)).get(facts.id, []))
            if was is not None:
                _refuse_over_others(uow, was, facts, known, mine)
            account = mine["bank_account"].value if "bank_account" in mine else ""
            typed = {code: stored(code, facts) for code in DATED}
            typed["bank_account"] = typed_account(facts.bank_account, account)
            changed = {code: text for code, text in typed.items() if text != (mine[code].value if code in mine else "")}
            changed = {code: text for code, text in changed.items() if not _same(code, text, mine)}
            if changed or facts.insured != known.insured:
                refuse_locked(uow, store_id, month)
            for code, text in changed.items():
                values.put(PayValue(store_id=store_id, person_id=facts.id, code=code, valid_from=month, value=text))
            if facts.insured != known.insured:
                uow.repository(PayInputs).put(
                    PayInput(
                        store_id=store_id,
                        person_id=facts.id,
                        month=month,
                        code=INSURED,
                        value="" if facts.insured else "no",
                    )
                )
            uow.commit()
        return facts

    def history(self, store_id: int, person_id: int) -> list[PayEntry]:
        """Every value that was ever kept of a person, the newest day first; bank accounts as they are shown."""
        with self._ctx.read() as uow:
            self._ctx.ask_ahead(
                lambda: locked_until(uow, store_id),
                lambda: uow.repository(PayValues).of_person(store_id, person_id),
                lambda: uow.repository(PayInputs).of_person(store_id, person_id),
            )
            last = locked_until(uow, store_id)
            values = uow.repository(PayValues).of_person(store_id, person_id)
            inputs = [one for one in uow.repository(PayInputs).of_person(store_id, person_id) if one.code == INSURED]
        entries = [
            PayEntry(
                one.code,
                one.valid_from,
                masked(one.value) if one.code == "bank_account" else one.value,
                one.reason,
                one,
                last is not None and one.valid_from <= last,
            )
            for one in values
        ]
        entries += [
            PayEntry(one.code, one.month, one.value, one.reason, one, last is not None and one.month <= last)
            for one in inputs
        ]
        return sorted(entries, key=lambda entry: (entry.since, entry.code), reverse=True)

    def take_back(self, entry: PayEntry) -> None:
        """Take a kept value away; what held before holds on.

        Raises:
            UserError: a locked month was computed with it.
        """
        with self._ctx.open_uow(Text("Pay data taken back from {day}", day=entry.since.isoformat())) as uow:
            refuse_locked(uow, entry.kept.store_id, entry.since)
            if isinstance(entry.kept, PayValue):
                uow.repository(PayValues).remove(entry.kept)
            else:
                uow.repository(PayInputs).remove(entry.kept)
            uow.commit()

    # Accounts of the service exports

    def accounts(self, store_id: int) -> list[AgentAccount]:
        """Every account of the service exports, those that are nobody's first, then by what they sold."""
        with self._ctx.read() as uow:
            found = self._accounts(uow, store_id)
        return sorted(found, key=lambda one: (one.person_id is not None, -one.sales_fen, one.account))

    def _accounts(self, uow: UnitOfWork, store_id: int) -> list[AgentAccount]:
        sold = queries.agent_months(uow.connection, store_id)
        if not sold:
            return []
        people = {person.id: person.label for person in uow.repository(People).of_store(store_id)}
        values = uow.repository(PayValues).of_code(store_id, "accounts")
        owners: dict[str, int] = {}
        for who, mine in _by_person(values).items():
            for account in accounts_on(mine, date.max):
                owners[account] = who or 0
        return [
            AgentAccount(account, tuple(months), owners.get(account), people.get(owners.get(account), ""))
            for account, months in sold.items()
        ]

    def map_account(self, store_id: int, account: AgentAccount, person_id: int | None) -> None:
        """Give an account to a person, or to nobody, from its first month on that is not locked."""
        reason = Text("Service account {account}", account=account.account)
        with self._ctx.open_uow(reason) as uow:
            last = locked_until(uow, store_id)
            first = min((month for month, _ in account.sales), default=month_of(self._ctx.clock.today()).start)
            since = first if last is None or last < first else date.fromordinal(last.toordinal() + 1)
            values = uow.repository(PayValues)
            known = {who: mine for who, mine in _by_person(values.of_code(store_id, "accounts")).items() if who}
            for value in remapped(known, account.account, person_id, since, store_id):
                values.put(value)
            uow.commit()

    # Rules

    def law(self, store_id: int, day: date, city: str) -> tuple[LawRow, ...]:
        """Every rule as it holds on a day in a city, the owner's own values before the shipped ones."""
        return law_on(self.rulebook(store_id, day), shipped_rules(), day, city.removesuffix("市"))

    def cities(self, store_id: int) -> list[str]:
        """The cities whose rules ship, and those that people are insured in."""
        with self._ctx.read() as uow:
            typed = {one.value.removesuffix("市") for one in uow.repository(PayValues).of_code(store_id, "city")}
        return sorted({value.city for value in shipped_rules().values if value.city} | typed - {""})

    def rulebook(self, store_id: int, day: date) -> Rulebook:
        """The shipped rules with the owner's own values that have begun by a day."""
        with self._ctx.read() as uow:
            return self._rulebook(_by_person(uow.repository(PayValues).until(store_id, day)).get(None, []))

    @staticmethod
    def _rulebook(own: Iterable[PayValue]) -> Rulebook:
        values = []
        for kept in _current(own).values():
            if kept.value and kept.code in RULE_NAMES:
                number = {"yes": "1", "no": "0"}.get(kept.value, kept.value)
                source = Wording(kept.reason or "店主录入", kept.reason or "entered by the owner")
                worth = columns.read_value(Decimal, number, RULE_NAMES[Rule(kept.code)])
                values.append(own_value(Rule(kept.code), worth, kept.valid_from, source))
        return shipped_rules().with_values(values)

    def set_rule(self, store_id: int, rule: Rule, value: object, day: date, source: str) -> None:
        """Put an own value in the place of a shipped one from a day on.

        Raises:
            UserError: the day lies in a locked month.
        """
        self._put_rule(store_id, rule, day, stored_rule(rule, value), source)

    def back_to_shipped(self, store_id: int, rule: Rule, day: date) -> None:
        """Let the shipped value hold again from a day on; an own value of that very day goes away.

        Raises:
            UserError: the day lies in a locked month, or no own value holds.
        """
        if not any(
            row.rule is rule and row.holds is not None and row.holds.ref.own for row in self.law(store_id, day, "")
        ):
            raise UserError(Text("The shipped value holds already; there is nothing to go back from."))
        self._put_rule(store_id, rule, day, "", "")

    def _put_rule(self, store_id: int, rule: Rule, day: date, text: str, source: str) -> None:
        with self._ctx.open_uow(Text("Rule: {name}", name=RULE_NAMES[rule])) as uow:
            refuse_locked(uow, store_id, day)
            uow.repository(PayValues).put(
                PayValue(store_id=store_id, code=rule.value, valid_from=day, value=text, reason=source)
            )
            uow.commit()


def _by_person(values: Iterable[PayValue]) -> dict[int | None, list[PayValue]]:
    found: dict[int | None, list[PayValue]] = {}
    for value in values:
        found.setdefault(value.person_id, []).append(value)
    return found


def _current(values: Iterable[PayValue]) -> dict[str, PayValue]:
    """The latest value of each code."""
    return {value.code: value for value in sorted(values, key=lambda value: value.valid_from)}


def _facts(person: Person, values: Iterable[PayValue], insured: bool) -> PayFacts:
    known = {code: _read(code, one.value) for code, one in _current(values).items() if code in DATED}
    return PayFacts(id=person.id, name=person.name, mark=person.mark, insured=insured, **known)  # type: ignore[arg-type]


def _refuse_over_others(
    uow: UnitOfWork, was: PayFacts, facts: PayFacts, known: PayFacts, values: Mapping[str, PayValue]
) -> None:
    """Values are kept one by one, and would be written over by a form that only showed what stood there before."""
    theirs = [
        code for code in (*DATED, INSURED) if getattr(known, code) not in (getattr(was, code), getattr(facts, code))
    ]
    if theirs:
        newest = max((values[code].id or 0 for code in theirs if code in values), default=0)
        raise changed_meanwhile(uow.connection, PayValues.table.name, newest, mine=facts, now=known)


def _same(code: str, text: str, known: dict[str, PayValue]) -> bool:
    """Whether a text says what is known in other words: "no" and nothing, 0.050 and 0.05."""
    kept = known[code].value if code in known else ""
    return _read(code, text) == _read(code, kept) and code != "bank_account"


def _read(code: str, text: str) -> object:
    return columns.read_value(lambda kept: read_value(code, kept), text, PAY_FACTS.field(code).label or code)
