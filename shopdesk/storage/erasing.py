"""What the data file holds of a person, in whichever table, and taking the person out of it while sums stay.

Tables are found by what they are: those whose rows belong to a person refer to ``people`` by ``person_id``, and those
that only name somebody do so in columns of known names. So a new table is covered without being listed here; a test
asks whoever adds a column of text to a person's table whether it tells something of the person.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, String, Table, and_, delete, insert, or_, select, update

from shopdesk.domain.erasure import Eraser
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.sheets import COLUMNS
from shopdesk.domain.payroll.sheets import Kind as Cell
from shopdesk.domain.people import Person
from shopdesk.storage import erasing_files
from shopdesk.storage.columns import JsonDict, JsonTuple, Sentence
from shopdesk.storage.repositories.payroll import PayRuns
from shopdesk.storage.tables.changes import change_sets, changes
from shopdesk.storage.tables.erasures import erasures
from shopdesk.storage.tables.everything import metadata
from shopdesk.storage.tables.imports import import_rows
from shopdesk.storage.tables.pay_runs import pay_lines, pay_runs, pay_slips
from shopdesk.storage.tables.people import people
from shopdesk.storage.unit_of_work import UnitOfWork

NAMED = frozenset(
    {
        "owner",
        "who",
        "opened_by",
        "done_by",
        "closed_by",
        "verified_by",
        "covered_by",
        "asked_by",
        "checked_by",
        "agent",
    }
)
"""Columns that name somebody by the label."""
TOLD = frozenset({"name", "mark", "phone", "email", "note", "reason", "words", "account", "holder", "bank"})
"""Columns of a person's rows that tell something of the person; the name becomes a number, the others are emptied."""
CODES = frozenset(
    {"code", "value", "department_code", "role_code", "department", "role", "duty", "original_code", "kind",
     "indicator", "card", "stored", "digest"}
)  # fmt: skip
"""Columns of text, and keys of JSON, that hold the program's own words."""
WORK = frozenset({"plan", "title", "file_name", "name_zh", "name_en"})
"""Columns in a person's rows that tell of the work: of these the person's words go alone."""
_FIXED = CODES | {"template", "context", "format", "op", "unit"}
"""Keys of JSON whose texts are the program's own: a person may be called like a word of them."""
_PLATFORM = frozenset({"orders", "product_days", "channel_days", "imports", "statement_lines", "stores"})
"""What comes from the platform or is the store's own; a buyer or a product may have the person's name."""
_KEPT_CODES = frozenset(
    {column.code for columns in COLUMNS.values() for column in columns if column.kind is not Cell.WORDS}
) | {"role_code", "city"}
"""Pay data that stay: figures and marks, the post, the city. Everything else is told of the person: an account number
is made of digits, too."""
_FIGURE = re.compile(r"[-+]?[\d.,/]+%?")


def own_tables() -> list[Table]:
    """The tables whose rows belong to a person, people first."""
    found = [table for table in metadata.sorted_tables if "person_id" in table.c and table is not erasures]
    return [people, *found]


def own_rows(connection: Connection, person: Person) -> Iterator[tuple[Table, list[Row[Any]]]]:
    """Every row that belongs to a person, by table, and the lines of the person's payslips."""
    for table in own_tables():
        column = table.c.id if table is people else table.c.person_id
        mine = (table.c.store_id == person.store_id, column == person.id)
        yield table, list(connection.execute(select(table).where(*mine).order_by(table.c.id)))
    lines = (
        select(pay_lines)
        .join(pay_slips, (pay_slips.c.id == pay_lines.c.slip_id) & (pay_slips.c.store_id == pay_lines.c.store_id))
        .where(pay_slips.c.store_id == person.store_id, pay_slips.c.person_id == person.id)
        .order_by(pay_lines.c.slip_id, pay_lines.c.position)
    )
    yield pay_lines, list(connection.execute(lines))


def named_rows(
    connection: Connection, store_id: int, words: Mapping[str, str]
) -> Iterator[tuple[Table, list[Row[Any]]]]:
    """Rows of other tables that name the person: checks answered, problems, steps, days of the service reports."""
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if column.name in NAMED and "store_id" in table.c]
        if columns:
            hit = or_(*(column.in_(list(words)) for column in columns))
            found = list(connection.execute(select(table).where(table.c.store_id == store_id, hit)))
            if found:
                yield table, found


def names_ever(connection: Connection, person: Person) -> set[str]:
    """Every name that the person had, by the history of changes too, with and without the note that tells apart."""
    found = {person.label, person.name}
    rows = connection.execute(
        select(changes.c.before, changes.c.after).where(changes.c.noun == people.name, changes.c.record_id == person.id)
    )
    for form in (form for row in rows for form in row if form):
        name, mark = str(form.get("name", "")), str(form.get("mark", ""))
        found |= {name, f"{name} ({mark})" if mark else name}
    return {name for name in found if name}


def told_of(connection: Connection, person: Person, code: str) -> tuple[set[str], set[str]]:
    """What was ever told of a person under ``code``, and every other text among the pay data, by the history too."""
    mine, others = set(), set()
    nouns = [table.name for table in own_tables() if "code" in table.c and "value" in table.c]
    forms = [dict(row._mapping) for table, rows in own_rows(connection, person) if table.name in nouns for row in rows]
    logged = connection.execute(select(changes.c.before, changes.c.after).where(changes.c.noun.in_(nouns)))
    forms += [form for row in logged for form in row if form and form.get("person_id") == person.id]
    for form in forms:
        text = str(form["value"]).strip()
        if form["code"] == code:
            mine.add(text)
        elif text and _is_told(metadata.tables[nouns[0]], form):
            others.add(text)
    return mine, others


def paid_months(connection: Connection, person: Person) -> list[date]:
    """The months that were computed with a payslip of the person."""
    query = (
        select(pay_runs.c.month)
        .join(pay_slips, (pay_slips.c.run_id == pay_runs.c.id) & (pay_slips.c.store_id == pay_runs.c.store_id))
        .where(pay_slips.c.store_id == person.store_id, pay_slips.c.person_id == person.id)
    )
    return list(connection.execute(query).scalars())


def erased_at(connection: Connection, person: Person) -> datetime | None:
    """When the person's data were erased; ``None`` where they were not."""
    mine = (erasures.c.store_id == person.store_id, erasures.c.person_id == person.id)
    query = select(erasures.c.at).where(*mine).order_by(erasures.c.id.desc())
    found: datetime | None = connection.execute(query).scalar()
    return found


def note_rows(connection: Connection, person: Person, eraser: Eraser) -> Iterator[tuple[Table, int, dict[str, Any]]]:
    """Rows of others in whose free words the person occurs, with the changed values."""
    for table in metadata.sorted_tables:
        if table.name in _PLATFORM or "store_id" not in table.c or table is erasures:
            continue
        free = [column for column in table.c if _is_note(table, column)]
        where = table.c.store_id == person.store_id
        if "person_id" in table.c or table is people:
            owner = table.c.id if table is people else table.c.person_id
            where = and_(where, owner.is_distinct_from(person.id))
        for row in _containing(connection, table, free, eraser, where):
            values = _changed(row, free, eraser.within)
            if values:
                yield table, row.id, values


def _is_note(table: Table, column: Any) -> bool:
    """A column of free words; enumerations, days and rates are types of their own, a calculation is no note."""
    return not table.name.startswith("pay_") and _is_worded(column) and column.name not in CODES | NAMED


def _is_worded(column: Any) -> bool:
    """A column of words, plain or in JSON."""
    return isinstance(column.type, String | JsonTuple | JsonDict | Sentence)


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a person is recognised: everywhere in the store, and within what belongs to the person alone.

    A bare name that a namesake has too is replaced in the person's own rows only; so are reasons that were typed there.
    """

    store: Eraser
    own: Eraser
    stand_in: str


def erase(
    uow: UnitOfWork, person: Person, marks: Marks, last_entry: date, *, notes: bool
) -> tuple[dict[str, int], list[str]]:
    """Take a person out of the data.

    Locked months keep every figure. Each is checked against its seal first, gets the name replaced, and is sealed anew;
    both seals and the fingerprint of the figures, which has to be the same, are kept in ``erasures``.

    Args:
        uow: writes everything or nothing. It goes past the change log, or the log would keep what is erased.
        person: whose data go.
        marks: what is replaced by what.
        last_entry: the last day that something of the person was from.
        notes: whether the words are replaced in free notes as well, and files go that have the name in theirs.

    Returns:
        the changed rows by table, and the places of the files that have to go from the folder of attachments.

    Raises:
        UserError: a locked month is no longer as it was locked.
    """
    runs = uow.repository(PayRuns).locked(person.store_id)
    erasing = _Erasing(uow, person, marks)
    sets = erasing.sets_of_own()
    erasing.counts, gone = erasing_files.take_out(uow, person, marks, of_others=notes)
    erasing.own()
    erasing.named()
    erasing.payroll()
    if notes:
        erasing.notes()
    erasing.history(sets, notes=notes)
    seals = [seal for run in runs if (seal := _resealed(uow, run)) is not None]
    uow.connection.execute(
        insert(erasures).values(
            store_id=person.store_id, person_id=person.id, at=uow.now, last_entry=last_entry, seals=seals
        )
    )
    uow.touch(erasures.name)
    return erasing.counts, gone


class _Erasing:
    """One person on the way out, table by table."""

    def __init__(self, uow: UnitOfWork, person: Person, marks: Marks) -> None:
        self._uow = uow
        self._connection = uow.connection
        self._person = person
        self._marks = marks
        self.counts: dict[str, int] = {}

    def own(self) -> None:
        """What belongs to the person: words go, codes and figures stay."""
        for table in own_tables():
            column = table.c.id if table is people else table.c.person_id
            for row in self._connection.execute(select(table).where(column == self._person.id)).all():
                if _is_told(table, row._mapping):
                    self._connection.execute(delete(table).where(table.c.id == row.id))
                    self._count(table)
                else:
                    work = [one for one in table.c if one.name in WORK and isinstance(one.type, String)]
                    told = _own_values(table, row._mapping, self._marks.stand_in)
                    self._write(table, row, told | _changed(row, work, self._marks.own.within))

    def named(self) -> None:
        """Rows of others that name the person."""
        for table, rows in list(named_rows(self._connection, self._person.store_id, self._marks.store.words)):
            columns = [column for column in table.c if column.name in NAMED]
            for row in rows:
                self._write(table, row, _changed(row, columns, self._marks.store.whole))

    def payroll(self) -> None:
        """Sentences and calculations of computed months, of the person's slips and of all others."""
        slips = select(pay_slips.c.id).where(pay_slips.c.person_id == self._person.id)
        places = (
            (pay_slips, self._marks.own, pay_slips.c.person_id == self._person.id),
            (pay_lines, self._marks.own, pay_lines.c.slip_id.in_(slips)),
            *(
                (table, self._marks.store, None)
                for table in metadata.sorted_tables
                if table.name.startswith("pay_") and "store_id" in table.c
            ),
        )
        for table, eraser, where in places:
            kept = [column for column in table.c if _is_worded(column) and column.name not in CODES]
            of_store = table.c.store_id == self._person.store_id
            rows = _containing(self._connection, table, kept, eraser, of_store if where is None else where)
            for row in rows:
                self._write(table, row, _changed(row, kept, eraser.within))

    def notes(self) -> None:
        """Free words of anybody."""
        for table, row_id, values in list(note_rows(self._connection, self._person, self._marks.store)):
            self._connection.execute(update(table).where(table.c.id == row_id).values(values))
            self._count(table)

    def sets_of_own(self) -> set[int]:
        """The commits that changed something of the person."""
        mine = {table.name: table for table in own_tables()}
        rows = self._connection.execute(select(changes).where(changes.c.noun.in_(list(mine))))
        return {row.change_set_id for row in rows if self._belongs(mine[row.noun], row)}

    def history(self, own_sets: set[int], *, notes: bool) -> None:
        """The change log: its reasons, and what records were before and after."""
        connection, marks = self._connection, self._marks
        told = [change_sets.c.actor, change_sets.c.reason_values]
        for row in connection.execute(select(change_sets.c.id, *_as_stored(told))).all():
            eraser = marks.own if row.id in own_sets else marks.store
            self._write(change_sets, row, _changed(row, told, eraser.within))
        mine = {table.name: table for table in own_tables()}
        for row in connection.execute(select(changes).where(changes.c.noun.in_(list(mine)))).all():
            if not self._belongs(mine[row.noun], row):
                continue
            forms = {name: getattr(row, name) for name in ("before", "after")}
            made = {name: form and _own_form(mine[row.noun], form, marks.stand_in) for name, form in forms.items()}
            if made != forms:
                connection.execute(update(changes).where(changes.c.id == row.id).values(made))
        both = [changes.c.before, changes.c.after]
        for row in _containing(connection, changes, both, marks.store, changes.c.id > 0):
            self._write(changes, row, _changed(row, both, marks.store.within if notes else marks.store.whole))
        taken = [import_rows.c.before]
        for row in _containing(connection, import_rows, taken, marks.store, import_rows.c.noun == "service_days"):
            self._write(import_rows, row, {"before": _json(row.before, marks.store.whole)})

    def _belongs(self, table: Table, row: Row[Any]) -> bool:
        if table is people:
            return bool(row.record_id == self._person.id)
        return any(form is not None and form.get("person_id") == self._person.id for form in (row.before, row.after))

    def _write(self, table: Table, row: Row[Any], values: dict[str, Any]) -> None:
        if values:
            if "version" in table.c:
                # Whoever read the row before must not write back what was erased.
                values = {**values, "version": table.c.version + 1}
            self._connection.execute(update(table).where(table.c.id == row.id).values(values))
            self._count(table)

    def _count(self, table: Table) -> None:
        self.counts[table.name] = self.counts.get(table.name, 0) + 1
        self._uow.touch(table.name)


def _resealed(uow: UnitOfWork, before: KeptRun) -> list[str] | None:
    """A locked run sealed as it stands now: month, both seals, figures; ``None`` where nothing of it changed."""
    after = uow.repository(PayRuns).reseal(before.id or 0)
    figures = figures_of(after)
    if figures != figures_of(before):
        raise RuntimeError("erasing a name changed a figure of a locked month")
    return None if after.digest == before.digest else [before.month.isoformat(), before.digest, after.digest, figures]


def figures_of(run: KeptRun) -> str:
    """The fingerprint of all figures of a run, in their order, without any words."""
    figures: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, Mapping):
            for name in sorted(value):
                walk(value[name])
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)
        elif isinstance(value, int | Decimal) or (isinstance(value, str) and _FIGURE.fullmatch(value)):
            figures.append(str(value))

    walk(dataclasses.asdict(dataclasses.replace(run, id=None, digest="")))
    return hashlib.sha256("\n".join(figures).encode("utf-8")).hexdigest()


def _is_told(table: Table, row: Mapping[Any, Any]) -> bool:
    """A row of dated or monthly pay data that tells something of the person: accounts, reasons, clauses."""
    return "code" in table.c and "value" in table.c and row["code"] not in _KEPT_CODES


def _own_values(table: Table, row: Mapping[Any, Any], stand_in: str) -> dict[str, Any]:
    """A person's row without what tells of the person; the name becomes the stand-in."""
    values: dict[str, Any] = {}
    for column in table.c:
        if column.name == "name" and column.name in row:
            values["name"] = stand_in
        elif column.name in TOLD and isinstance(column.type, String) and row.get(column.name):
            values[column.name] = None if column.nullable else ""
    return {name: value for name, value in values.items() if value != row[name]}


def _changed(row: Row[Any], columns: list[Any], make: Callable[[Any], Any]) -> dict[str, Any]:
    """The values that ``make`` changes; those in JSON are read, changed inside and written as JSON."""
    values: dict[str, Any] = {}
    for column in columns:
        stored = row._mapping[column.name]
        if not isinstance(stored, str):
            continue
        made = make(stored) if isinstance(column.type, String) else _json(stored, make)
        if made != stored:
            values[column.name] = made
    return values


def _json(stored: str, make: Callable[[Any], Any]) -> str:
    if not stored.startswith(("{", "[")):
        return stored

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return make(value)
        if isinstance(value, dict):
            return {name: inner if name in _FIXED else walk(inner) for name, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    read = json.loads(stored)
    made = walk(read)
    return stored if made == read else json.dumps(made, ensure_ascii=False)


def _containing(connection: Connection, table: Table, columns: list[Any], eraser: Eraser, where: Any) -> list[Row[Any]]:
    """Rows in which one of the words stands in one of the columns; every column as the text that is stored."""
    if not columns or not eraser.words:
        return []
    needles = {needle for word in eraser.words for needle in (word, json.dumps(word, ensure_ascii=False)[1:-1])}
    hit = or_(*(column.cast(String).contains(needle, autoescape=True) for column in columns for needle in needles))
    return list(connection.execute(select(table.c.id, *_as_stored(columns)).where(where, hit)))


def _as_stored(columns: list[Any]) -> list[Any]:
    return [column.cast(String).label(column.name) for column in columns]


def _own_form(table: Table, form: dict[str, Any], stand_in: str) -> dict[str, Any]:
    """A row of the person as the change log keeps it, without what is told of the person."""
    if _is_told(table, form):
        return {**form, "value": "", "reason": ""}
    return {**form, **_own_values(table, form, stand_in)}
