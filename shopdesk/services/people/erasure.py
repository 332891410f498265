"""What is kept of one person: to look at, as a file, and to be erased after the keeping period."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.domain.erasure import Eraser, Keeping, Outlook, outlook, parse_keeping, rule_on
from shopdesk.domain.errors import EnvironmentFault, NotFound, UserError
from shopdesk.domain.fields import Kind, Noun, Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.nouns import NOUNS, noun_name
from shopdesk.domain.payroll.agent_accounts import split_accounts
from shopdesk.domain.payroll.sheets import COLUMNS
from shopdesk.domain.payroll.sheets import Kind as Cell
from shopdesk.domain.payroll.wage_fields import LINE, SLIP
from shopdesk.domain.people import Person
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Names, Text
from shopdesk.infra import paths
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.contents import forget_unseen
from shopdesk.services.file_places import clear_taken_away, taken_away
from shopdesk.storage import erasing, port
from shopdesk.storage.erasing_files import told_files
from shopdesk.storage.repositories.people import People

if TYPE_CHECKING:
    from sqlalchemy import Row, Table

    from shopdesk.services.context import ServiceContext
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.stores import StoreService
    from shopdesk.storage.unit_of_work import UnitOfWork

PAY_RECORDS = "pay_records"
_ACCOUNTS = "accounts"
_UNSAID = frozenset({"id", "version", "store_id", "person_id", "proof", "words", "run_id", "slip_id", "position"})
"""Columns that say nothing to a reader; a slip's calculation goes with the slip itself."""
_MONTHLY = frozenset({"month", "original_month"})


@dataclass(frozen=True, slots=True)
class Section:
    """One table with what it holds of a person: its name, the headings, and the rows as they are read."""

    name: str
    headings: tuple[str, ...]
    kinds: tuple[Kind | None, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonData:
    """Everything that is kept of a person, and when it may be erased. ``notes`` counts free notes with the name."""

    person: Person
    sections: tuple[Section, ...]
    outlook: Outlook
    notes: int


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: the name that stands there now, the changed rows, and whether no remains are left in the file."""

    label: str
    rows: int
    compacted: bool


@lru_cache
def keeping_rules() -> tuple[Keeping, ...]:
    """The shipped rules of how long records are kept."""
    return parse_keeping(tomllib.loads(paths.resource("rules/keeping.toml").read_text(encoding="utf-8")))


class PersonDataService:
    """The data of one person, in whichever table they lie."""

    def __init__(self, ctx: ServiceContext, people: PeopleService, stores: StoreService) -> None:
        """Work within ``ctx``; ``people`` gives the names of departments and roles, ``stores`` that of the store."""
        self._ctx = ctx
        self._people = people
        self._stores = stores

    def named(self, store_id: int, name: str) -> Person:
        """The person of a name, given with the note in brackets where two have it.

        Raises:
            NotFound: nobody is called so.
            UserError: several are.
        """
        wanted = "".join(name.split()).casefold()
        everyone = self._people.everyone(store_id)
        exact = [one for one in everyone if "".join(one.label.split()).casefold() == wanted]
        found = exact or [one for one in everyone if "".join(one.name.split()).casefold() == wanted]
        if not found:
            raise NotFound(Text("Nobody is called {name}. Check the spelling.", name=name))
        if len(found) > 1:
            labels = Names(one.label for one in found)
            raise UserError(Text("Several people are called {name}: write {labels}.", name=name, labels=labels))
        return found[0]

    def of(self, person_id: int, store_id: int | None = None) -> PersonData:
        """Everything that is kept of a person; ``store_id`` is the person's store, where that is known."""
        with self._ctx.read() as uow:
            person = uow.repository(People).get(person_id, store_id)
            marks = self._marks(uow, person)
            reader = self._reader(person.store_id)
            tables = [*erasing.own_rows(uow.connection, person)]
            tables += erasing.named_rows(uow.connection, person.store_id, marks.store.words)
            sections = tuple(_section(table.name, [dict(row._mapping) for row in rows], reader)
                             for table, rows in tables if rows)  # fmt: skip
            notes = sum(1 for _ in erasing.note_rows(uow.connection, person, marks.store))
            files = _files([*told_files(uow.connection, person, marks)])
            return PersonData(person, (*sections, *files), self._outlook(uow, person), notes)

    def write(self, person_id: int, target: Path, store_id: int | None = None) -> None:
        """Write everything that is kept of a person as a workbook, one sheet for each table.

        ``store_id`` is the person's store, where that is known.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        from shopdesk.reporting.person_book import write_person

        data = self.of(person_id, store_id)
        store = self._stores.get(data.person.store_id).name
        about = tr("{store} · {name} · {day}", store=store, name=data.person.label, day=self._ctx.clock.today())
        sheets = [(one.name, one.headings, one.kinds, one.rows) for one in data.sections]
        write_person(tr("What is kept of {name}", name=data.person.label), about, sheets, target)

    def erase(self, person_id: int, *, notes: bool = True) -> Erased:
        """Take a person out of the data: name, contact, accounts and notes go, sums and the days of the post stay.

        Somebody who was erased already is left so; only the file is cleared of remains once more.

        Args:
            person_id: who.
            notes: whether the name is replaced in the free notes of others as well, and files go that have it in
                their names.

        Raises:
            UserError: the keeping period has not passed, or a locked month is no longer as it was locked.
        """
        with self._ctx.open_uow(Text("Erase the data of somebody who left")) as uow:
            person = uow.repository(People).get(person_id)
            view = self._outlook(uow, person)
            marks = self._marks(uow, person)
            counts: dict[str, int] = {}
            gone: list[str] = []
            if not view.done:
                view.check(person.label)
                counts, gone = erasing.erase(uow, person, marks, view.last_entry or view.today, notes=notes)
            with taken_away(self._ctx.paths.attachments, gone):
                uow.commit()
        return Erased(marks.stand_in, sum(counts.values()), compacted=self._nothing_remains())

    def _nothing_remains(self) -> bool:
        """Clear the data of remains, and the folders of files; whether that could be done."""
        try:
            forget_unseen(self._ctx)
            port.of(self._ctx.engine).compact(self._ctx.engine)
        except EnvironmentFault:
            return False
        return clear_taken_away(self._ctx.paths.attachments)

    # Inside

    def _outlook(self, uow: UnitOfWork, person: Person) -> Outlook:
        today = self._ctx.clock.today()
        entries: list[date] = []
        for table, rows in erasing.own_rows(uow.connection, person):
            for row in rows:
                entries += [day for name, day in row._mapping.items() if isinstance(day, date)
                            and name not in _MONTHLY and table.name in ("people", "staff_events", "roster_days")
                            and not hasattr(day, "hour")]  # fmt: skip
                entries += [month_of(row._mapping[name]).end for name in _MONTHLY & set(row._mapping.keys())]
        entries += [month_of(month).end for month in erasing.paid_months(uow.connection, person)]
        return outlook(
            rule_on(keeping_rules(), PAY_RECORDS, today),
            today,
            entries,
            employed=person.left_on is None or person.left_on >= today,
            done=erasing.erased_at(uow.connection, person) is not None,
        )

    def _marks(self, uow: UnitOfWork, person: Person) -> erasing.Marks:
        """By what the person is recognised; a bare name that somebody else has too only within the own rows."""
        stand_in = tr("Erased person {number}", number=person.id)
        everyone = uow.repository(People).of_store(person.store_id)
        others = {word for one in everyone if one.id != person.id for word in (one.name, one.label)}
        names = erasing.names_ever(uow.connection, person)
        accounts, told = erasing.told_of(uow.connection, person, _ACCOUNTS)
        words = dict.fromkeys(names - others, stand_in)
        listed = sorted({account for text in accounts for account in split_accounts(text)} - others)
        for number, account in enumerate(listed, 1):
            # A store has one figure for each account and day, so two accounts never become one.
            words.setdefault(account, stand_in if number == 1 else f"{stand_in}-{number}")
        words |= {word: stand_in for word in (person.phone, person.email) if word}
        own = {text: "—" for text in told if len(text) > 1} | words | dict.fromkeys(names, stand_in)
        return erasing.Marks(Eraser(words, others), Eraser(own), stand_in)

    def _reader(self, store_id: int) -> Reader:
        language, people = current_language(), self._people
        return Reader(
            today=self._ctx.clock.today(),
            say=tr,
            names={
                "department_code": {
                    one.code: one.name(language) for one in people.catalogue.departments(store_id, hidden=True)
                },
                "role_code": {one.code: one.name(language) for one in people.catalogue.roles(store_id, hidden=True)},
                "person_id": {one.id: one.label for one in people.everyone(store_id)},
            },
        )


def _files(found: list[tuple[Table, Row[Any], str]]) -> tuple[Section, ...]:
    """The files that have the person in their names; what is in them goes with the person."""
    if not found:
        return ()
    rows = [(called, tr(noun_name(table.name) or table.name)) for table, _row, called in found]
    return (Section(tr("Photos and files"), (tr("File"), tr("Kept as")), (None, None), tuple(sorted(rows))),)


_TITLES = {"service_days": Text("Days of the service reports")}
_PAY_COLUMNS = {column.code: column for sheet in COLUMNS.values() for column in sheet}
_NOUNS: dict[str, Noun] = {**NOUNS, "pay_slips": SLIP, "pay_lines": LINE}


def _section(table: str, rows: list[dict[str, Any]], reader: Reader) -> Section:
    noun = _NOUNS.get(table)
    fields = {one.name: one for one in noun.fields if one.label is not None} if noun is not None else {}
    names = [name for name in rows[0] if name not in _UNSAID]
    title = noun.label if noun is not None else noun_name(table) or _TITLES.get(table)
    kinds = [_kind(name, rows, fields.get(name)) for name in names]
    return Section(
        name=tr(title) if title is not None else table,
        headings=tuple(tr(fields[name].label or "") if name in fields else _heading(name) for name in names),
        kinds=tuple(kinds),
        rows=tuple(
            tuple(_cell(row, name, kind, fields.get(name), reader) for name, kind in zip(names, kinds, strict=True))
            for row in rows
        ),
    )


def _heading(name: str) -> str:
    known = {"code": Text("What it is"), "value": Text("Value"), "valid_from": Text("From"), "reason": Text("Reason"),
             "month": Text("Month"), "name": Text("Name", context="person"), "mark": Text("Tell apart by"),
             "explanation": Text("Explanation"), "notices": Text("Notices"), "who": Text("Who"), "at": Text("When"),
             "agent": Text("Account"), "day": Text("Day")}  # fmt: skip
    found = known.get(name)
    return tr(found) if found is not None else name.removesuffix("_fen").replace("_", " ")


def _kind(name: str, rows: list[dict[str, Any]], field: Any) -> Kind | None:
    if field is not None and field.kind in (Kind.MONEY, Kind.COUNT, Kind.DAY, Kind.MOMENT):
        return Kind(field.kind)
    return Kind.MONEY if name.endswith("_fen") else None


def _cell(row: dict[str, Any], name: str, kind: Kind | None, field: Any, reader: Reader) -> Any:
    """A value as a cell: figures and days as they are, everything else in words."""
    value = row[name]
    if value is None or value == "" or value == ():
        return None
    if kind is not None:
        return value
    if name in _MONTHLY and isinstance(value, date):
        return f"{value:%Y-%m}"
    column = _PAY_COLUMNS.get(row.get("code", ""))
    if name == "code" and column is not None:
        return column.zh if current_language().startswith("zh") else column.en
    if name == "value" and column is not None and column.kind in (Cell.MONEY, Cell.SIGNED_MONEY):
        return format_yuan(int(value))
    if isinstance(value, list | tuple | dict):
        return "; ".join(tr(one) if isinstance(one, Text) else str(one) for one in value)
    if isinstance(value, Text):
        return tr(value)
    return reader.shown(field, value) if field is not None else str(value)
