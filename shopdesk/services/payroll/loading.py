"""Loading the workbook: first a plan of all that it would change, then all of it, or nothing where it has faults.

A cell that says what the program knows anyway changes nothing, so a workbook written out and read back is no change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.income_tax import both_marks
from shopdesk.domain.payroll.month_figures import check_figure, declared_figure
from shopdesk.domain.payroll.records import PayInput, PayOpening, PayValue
from shopdesk.domain.payroll.sheets import (
    COLUMNS,
    DATED,
    SHEET_NAMES,
    Cleared,
    Column,
    PayWorkbook,
    Row,
    Sheet,
    Trouble,
    Value,
)
from shopdesk.domain.people import LeaveReason, Person, check_leave_day, check_rehire_day, event_order
from shopdesk.domain.periods import month_of
from shopdesk.domain.text import Names, Text
from shopdesk.services.payroll import known
from shopdesk.services.payroll.gather import FROM_WORKBOOK, Gathered
from shopdesk.services.payroll.load_report import (
    Change,
    LoadReport,
    is_marked,
    person_key,
    several_of,
    shown_text,
    stored_text,
)
from shopdesk.services.payroll.words import Words
from shopdesk.storage.repositories.payroll import PayInputs, PayOpenings, PayValues

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.people.service import PeopleService
    from shopdesk.storage.unit_of_work import UnitOfWork

_OPENING = ("months", "income_fen", "insurance_fen", "special_fen", "withheld_fen", "carried_fen", "advance_fen")
_Write = Callable[["UnitOfWork", dict[str, int]], None]


class Loading:
    """One workbook on its way into one month. Call :meth:`plan` once, then perhaps :meth:`apply`."""

    def __init__(
        self,
        ctx: ServiceContext,
        people: PeopleService,
        store_id: int,
        month: date,
        gathered: Gathered,
        book: PayWorkbook,
        *,
        from_first_day: bool = False,
    ) -> None:
        """Load ``book`` into a month of which ``gathered`` is known.

        ``from_first_day``: what stands of somebody new holds from the first day at work, for a list of people that
        belongs to no month.
        """
        self._from_first_day = from_first_day
        self._ctx = ctx
        self._team = people
        self._store_id = store_id
        self._month = month_of(month)
        self._gathered = gathered
        self._book = book
        self._words = Words(
            people.catalogue.departments(store_id, hidden=True), people.catalogue.roles(store_id, hidden=True)
        )
        self._department_words = {entry.code: entry.name_zh for entry in self._words.departments}
        self._role_words = {entry.code: entry.name_zh for entry in self._words.roles}
        self._report = LoadReport(unknown=list(book.unknown), trouble=list(book.trouble))
        self._staff: list[Callable[[dict[str, int]], None]] = []
        self._writes: list[_Write] = []
        self._keys: dict[tuple[str, str], str] = {}
        self._roles_after: dict[str, tuple[str, str]] = {}
        self._spans: dict[str, tuple[date, date | None]] = {}

    def plan(self) -> LoadReport:
        """What would change, and every fault."""
        for row in self._book.rows.get(Sheet.PEOPLE, ()):
            self._guarded(Sheet.PEOPLE, row, self._plan_person)
        for sheet, make in (
            (Sheet.OPENING, self._plan_opening),
            (Sheet.CHANGES, self._plan_change),
            (Sheet.MONTH, self._plan_month),
        ):
            for row in self._book.rows.get(sheet, ()):
                self._guarded(sheet, row, make)
        self._refuse_twice()
        self._plan_single(Sheet.STORE, known.store_cells(self._gathered))
        self._plan_single(Sheet.RULES, known.rule_cells(self._gathered))
        return self._report

    def apply(self) -> None:
        """Write what was planned, people and figures, in one unit of work: all of it or nothing."""
        ids: dict[str, int] = {self._key_of(person): who for who, person in self._gathered.people.items()}
        with self._ctx.one_step(Text("Pay workbook of {month}", month=f"{self._month.start:%Y-%m}")) as uow:
            for role in self._words.new_roles.values():
                self._team.catalogue.save_role(role)
            for step in self._staff:
                step(ids)
            for write in self._writes:
                write(uow, ids)
            uow.commit()

    # Who is meant

    def _guarded(self, sheet: Sheet, row: Row, make: Callable[[Row], None]) -> None:
        try:
            make(row)
        except UserError as error:
            self._report.trouble.append(Trouble(SHEET_NAMES[sheet][0], row.number, row.words("name"), error.text))

    @staticmethod
    def _key_of(person: Person) -> str:
        return person_key(person.name, person.mark)

    def _meant(self, row: Row) -> Person | None:
        """The person of a row; ``None`` for somebody new."""
        name, mark = row.words("name"), row.words("mark")
        namesakes = [one for one in self._gathered.people.values() if person_key(one.name, "") == person_key(name, "")]
        exact = [one for one in namesakes if self._key_of(one) == person_key(name, mark)]
        if exact:
            return exact[0]
        if not mark and len(namesakes) == 1 and not self._several_new(name):
            return namesakes[0]
        if not mark and namesakes:
            raise UserError(several_of(name))
        return None

    def _several_new(self, name: str) -> bool:
        rows = self._book.rows.get(Sheet.PEOPLE, ())
        return len([row for row in rows if person_key(row.words("name"), "") == person_key(name, "")]) > 1

    def _who(self, row: Row) -> tuple[str, Person | None]:
        """The key of a row's person, who has to be known or on the people sheet."""
        person = self._meant(row)
        if person is not None:
            return self._key_of(person), person
        key = person_key(row.words("name"), row.words("mark"))
        if key in self._roles_after:
            return key, None
        mine = [known_key for known_key in self._roles_after if known_key.startswith(person_key(row.words("name"), ""))]
        if not row.words("mark") and len(mine) == 1:
            return mine[0], None
        if mine:
            raise UserError(several_of(row.words("name")))
        raise UserError(
            Text(
                "{name} is neither known nor on the sheet 人员. Enter the person there, or correct the name.",
                name=row.words("name"),
            )
        )

    def _refuse_twice(self) -> None:
        for sheet in (Sheet.PEOPLE, Sheet.OPENING, Sheet.MONTH):
            seen: set[str] = set()
            for row in self._book.rows.get(sheet, ()):
                key = person_key(row.words("name"), row.words("mark"))
                if key in seen:
                    told = Text("The person stands there twice. Remove a row, or tell the two apart in 备注名.")
                    self._report.trouble.append(Trouble(SHEET_NAMES[sheet][0], row.number, row.words("name"), told))
                seen.add(key)

    # The sheets

    def _plan_person(self, row: Row) -> None:
        person = self._meant(row)
        hired_on, left_on = row.cells.get("hired_on"), row.cells.get("left_on")
        if isinstance(hired_on, date) and isinstance(left_on, date) and left_on < hired_on:
            raise UserError(Text("The last day at work lies before the first. Correct one of them."))
        if person is None:
            key, first = self._plan_hire(row)
            cells: known.Cells = {}
        else:
            key, first, cells = self._plan_known(row, person)
        self._plan_last_day(row, key, person)
        self._note_span(row, key)
        for code, label in (("social_base_fen", "社保基数"), ("fund_base_fen", "公积金基数")):
            if row.cells.get(code) == 0 and row.cells.get("insured", cells.get("insured", True)) is not False:
                raise UserError(
                    Text("{column} 0 is no base. Leave it blank, clear it with -, or enter 参保 否.", column=label)
                )
        if is_marked(row, cells, "first_wage") and is_marked(row, cells, "low_wage"):
            raise both_marks(row.words("name"), self._month.start.year)
        for column in COLUMNS[Sheet.PEOPLE]:
            if column.code in DATED and self._differs(Sheet.PEOPLE, row, column, cells):
                of_the_year = column.code in ("first_wage", "low_wage")
                early = person is None and self._from_first_day and not of_the_year
                self._put_value(key, column.code, row.cells[column.code], first if early else self._month.start)
            elif column.code == "insured" and self._differs(Sheet.PEOPLE, row, column, cells or {"insured": True}):
                self._put_input(key, "insured", row.cells["insured"])
        if person is not None:
            self._plan_post(row, key, person, cells, first)

    def _note_span(self, row: Row, key: str) -> None:
        first, last = row.cells.get("hired_on"), row.cells.get("left_on")
        if isinstance(first, date):
            self._spans[key] = (first, last if isinstance(last, date) else None)

    def _days_employed(self, key: str, person: Person | None) -> int:
        """The days of the month on which somebody is employed after the workbook."""
        if key in self._spans:
            start, end = self._spans[key]
            return sum(start <= day and (end is None or day <= end) for day in self._month.days())
        inputs = self._gathered.inputs
        mine = next((one for one in inputs.people if person is not None and one.id == person.id), None)
        return 0 if mine is None else len(Case(inputs, mine).days)

    def _plan_hire(self, row: Row) -> tuple[str, date]:
        name, mark = row.words("name"), row.words("mark")
        key = person_key(name, mark)
        day = row.cells.get("hired_on")
        lacking = [zh for code, zh in (("department", "部门"), ("role", "岗位")) if not row.words(code)]
        if not isinstance(day, date):
            lacking.append("入职日期")
        if lacking or not isinstance(day, date):
            raise UserError(
                Text("{name} is new. To hire somebody, enter {columns}.", name=name, columns=Names(lacking))
            )
        department = self._words.department(row.words("department"))
        role = self._words.role(department, row.words("role"))
        base = row.cells.get("base_fen")
        self._roles_after[key] = (department, role)
        self._report.hired.append(f"{name} ({mark})" if mark else name)

        def hire(ids: dict[str, int]) -> None:
            made = self._team.hire(
                self._store_id,
                name,
                role,
                day,
                department_code=department,
                base_fen=base if isinstance(base, int) else None,
                mark=mark,
                note="",
            )
            ids[key] = made.id or 0

        self._staff.append(hire)
        return key, day

    def _plan_known(self, row: Row, person: Person) -> tuple[str, date, known.Cells]:
        key, who = self._key_of(person), person.id or 0
        cells = known.people_cells(self._gathered, self._department_words, self._role_words).get(who, {})
        self._roles_after[key] = (person.department_code, person.role_code)
        day = row.cells.get("hired_on")
        if isinstance(day, date) and person.left_on is not None and day > person.left_on:
            check_rehire_day(self._team.history(who), day)
            self._report.rehired.append(person.label)
            role = person.role_code
            self._staff.append(lambda ids: self._rehire(ids[key], day, role))
        elif isinstance(day, date) and day != person.hired_on:
            self._report.changes.append(
                Change("人员", person.label, "入职日期", person.hired_on.isoformat(), day.isoformat())
            )
            self._staff.append(lambda ids: self._move(ids[key], day))
        return key, max(self._month.start, person.hired_on), cells

    def _rehire(self, person_id: int, day: date, role: str) -> None:
        self._team.rehire(person_id, day, role)

    def _move(self, person_id: int, day: date) -> None:
        people = self._team
        people.edit(replace(people.person(person_id), hired_on=day))

    def _plan_last_day(self, row: Row, key: str, person: Person | None) -> None:
        """A last day at work, another one than was known, or none after all."""
        typed, hired_on = row.cells.get("left_on"), row.cells.get("hired_on")
        before = None if person is None else person.left_on
        day = typed if isinstance(typed, date) else None
        if typed is None or day == before:
            return
        people = self._team
        rehired = before is not None and isinstance(hired_on, date) and hired_on > before
        taken_back = before is not None and not rehired
        if person is not None and day is not None and not rehired:
            history = sorted(people.history(person.id or 0), key=event_order)
            check_leave_day(history[:-1] if taken_back else history, day)

        def settle(ids: dict[str, int]) -> None:
            if taken_back:
                people.take_back_last(ids[key])
            if day is not None:
                people.leave(ids[key], day, LeaveReason.OTHER)

        if day is not None:
            self._report.left.append(row.words("name"))
        else:
            shown = None if before is None else before.isoformat()
            self._report.changes.append(Change("人员", row.words("name"), "离职日期", shown, None))
        self._staff.append(settle)

    def _plan_post(self, row: Row, key: str, person: Person, cells: known.Cells, first: date) -> None:
        """Another department or role of somebody known holds from the first day of the month."""
        standing = self._gathered.standings[person.id or 0]
        now = standing.role(first)
        department = person.department_code
        for role in self._words.roles:
            if role.code == now:
                department = role.department_code
        if row.words("department"):
            department = self._words.department(row.words("department"))
        if not row.words("role") and department == person.department_code:
            return
        code = self._words.role(department, row.words("role") or "组员", now)
        if code != now:
            before = str(cells.get("role") or self._role_words.get(now, now))
            self._report.changes.append(Change("人员", person.label, "岗位", before, row.words("role")))
            self._put_value(key, "role_code", code, self._month.start)
        self._roles_after[key] = (department, code)

    def _plan_opening(self, row: Row) -> None:
        key, person = self._who(row)
        stored = self._gathered.openings.get(person.id or 0) if person is not None else None
        cells: known.Cells = {} if stored is None else {name: getattr(stored, name) for name in _OPENING}
        columns = [column for column in COLUMNS[Sheet.OPENING] if column.code in _OPENING and column.code in row.cells]
        months = row.cells.get("months")
        if isinstance(months, int) and months >= self._month.start.month:
            raise UserError(Text("已发月数 {count} is more than the months of the year before this one.", count=months))
        changed = [column for column in columns if self._differs(Sheet.OPENING, row, column, cells)]
        if not changed and (stored is not None or not columns):
            return

        def figure(name: str) -> int:
            typed = row.cells.get(name)
            if isinstance(typed, int):
                return typed
            return 0 if stored is None or isinstance(typed, Cleared) else getattr(stored, name)

        values = {name: figure(name) for name in _OPENING}
        self._writes.append(
            lambda uow, ids: uow.repository(PayOpenings).put(
                PayOpening(store_id=self._store_id, person_id=ids[key], month=self._month.start, **values)
            )
        )

    def _plan_change(self, row: Row) -> None:
        key, person = self._who(row)
        day = row.cells.get("day")
        if not isinstance(day, date) or day not in self._month:
            raise UserError(Text("The day in 自 is missing or lies outside the month. Correct it."))
        before: known.Cells = {}
        for who, valid_from, cells in known.change_cells(self._gathered, self._role_words):
            if person is not None and who == person.id and valid_from == day:
                before = cells
        for column in COLUMNS[Sheet.CHANGES][3:]:
            if not self._differs(Sheet.CHANGES, row, column, before):
                continue
            if column.code == "role":
                department, now = self._roles_after.get(key) or (
                    (person.department_code, person.role_code) if person is not None else ("", "")
                )
                self._put_value(key, "role_code", self._words.role(department, row.words("role"), now), day)
            else:
                self._put_value(key, column.code, row.cells[column.code], day)

    def _plan_month(self, row: Row) -> None:
        key, person = self._who(row)
        cells = known.month_cells(self._gathered).get(person.id or 0, {}) if person is not None else {}
        for leave in ("unpaid_days", "sick_days"):
            days = row.cells.get(leave)
            if isinstance(days, Decimal):
                check_figure(declared_figure(leave, of_store=False), days, self._days_employed(key, person))
        for column in COLUMNS[Sheet.MONTH][2:]:
            if self._differs(Sheet.MONTH, row, column, cells):
                self._put_input(key, column.code, row.cells[column.code])

    def _plan_single(self, sheet: Sheet, cells: known.Cells) -> None:
        typed = self._book.single.get(sheet, {})
        row = Row(0, typed)
        for low, high in (("social_floor", "social_ceiling"), ("fund_floor", "fund_ceiling")):
            bottom, top = typed.get(low, cells.get(low)), typed.get(high, cells.get(high))
            if isinstance(bottom, int) and isinstance(top, int) and bottom > top:
                told = Text("The lowest base lies above the highest. Correct one of them.")
                self._report.trouble.append(Trouble(SHEET_NAMES[sheet][0], 0, low, told))
        for column in COLUMNS[sheet]:
            if not self._differs(sheet, row, column, cells):
                continue
            if sheet is Sheet.RULES:
                self._put_value(None, column.code, typed[column.code], self._month.start)
            else:
                self._put_input(None, column.code, typed[column.code])

    # Changes

    def _differs(self, sheet: Sheet, row: Row, column: Column, cells: known.Cells) -> bool:
        """Whether a cell says something else than what is known; it is noted in the report then."""
        if column.code not in row.cells:
            return False
        typed, before = row.cells[column.code], cells.get(column.code)
        if (isinstance(typed, Cleared) and before is None) or typed == before:
            return False
        if typed is False and before is None and sheet is not Sheet.RULES:
            return False  # "no" where nothing was marked; for a rule it goes before the city's "yes"
        after = None if isinstance(typed, Cleared) else shown_text(column, typed)
        self._report.changes.append(
            Change(
                SHEET_NAMES[sheet][0],
                row.words("name"),
                column.zh,
                None if before is None else shown_text(column, before),
                after,
            )
        )
        return True

    def _put_value(self, key: str | None, code: str, value: Value | Cleared, day: date) -> None:
        text = stored_text(value)

        def put(uow: UnitOfWork, ids: dict[str, int]) -> None:
            who = None if key is None else ids[key]
            kept = PayValue(
                store_id=self._store_id, person_id=who, code=code, valid_from=day, value=text, reason=FROM_WORKBOOK
            )
            uow.repository(PayValues).put(kept)

        self._writes.append(put)

    def _put_input(self, key: str | None, code: str, value: Value | Cleared) -> None:
        text = stored_text(value)

        def put(uow: UnitOfWork, ids: dict[str, int]) -> None:
            who = None if key is None else ids[key]
            month = self._month.start
            kept = PayInput(
                store_id=self._store_id, person_id=who, month=month, code=code, value=text, reason=FROM_WORKBOOK
            )
            uow.repository(PayInputs).put(kept)

        self._writes.append(put)
