"""What may be there only once is held by the data file itself, and said in words, whoever comes first."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, time

import pytest
from sqlalchemy import UniqueConstraint

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.campaigns.records import OwnDay
from shopdesk.domain.daily.problems import Problem, ProblemState, Severity
from shopdesk.domain.daily.worksheet import Worksheet
from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.records import PayInput, PayValue
from shopdesk.domain.roster import Shift
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.columns import TAKEN
from shopdesk.storage.repositories.daily import ChecklistVersions, Problems, Worksheets
from shopdesk.storage.repositories.payroll import PayInputs, PayValues
from shopdesk.storage.tables.everything import metadata

MONDAY = date(2026, 3, 16)
# Written in bulk and past the repositories, or of the whole file.
BULK = {"store_days", "product_days", "channel_days", "service_days", "orders", "order_items", "order_days",
        "order_hours", "kept_answers", "import_mappings", "statement_lines", "statement_days",
        "order_money", "keyword_days"}  # fmt: skip


def key(store: Store) -> int:
    return store.id or 0


def test_every_key_of_a_record_says_in_words_that_it_is_taken() -> None:
    silent = []
    for table in metadata.tables.values():
        keys = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        keys += [index for index in table.indexes if index.unique]
        silent += [str(one.name) for one in keys if TAKEN not in one.info and table.name not in BULK]
    assert silent == []


def test_an_own_day_is_there_once(app: App, store: Store) -> None:
    calendar = app.services.calendar
    first = calendar.save_own_day(OwnDay(store_id=key(store), name="店庆", day=MONDAY))
    with pytest.raises(UserError, match="on that day already"):
        calendar.save_own_day(OwnDay(store_id=key(store), name=" 店庆 ", day=MONDAY))
    moved = calendar.save_own_day(OwnDay(store_id=key(store), name="店庆", day=date(2026, 3, 17)))
    with pytest.raises(UserError, match="on that day already"):
        calendar.save_own_day(dataclasses.replace(moved, day=MONDAY))
    assert calendar.own_days(key(store)) == [first, moved]


def shift(code: str = "", **values: object) -> Shift:
    told: dict[str, object] = {"starts": time(9), "ends": time(18), "pause_minutes": 60, **values}
    return Shift(store_id=0, code=code, **told)  # type: ignore[arg-type]


def test_names_of_shifts_may_move_on_but_not_in_a_circle(app: App, store: Store) -> None:
    shifts = app.services.roster.shifts
    early, late, day = shifts.of_store(key(store))
    hours = shifts.hours(key(store))

    def called(one: Shift, other: Shift) -> Shift:
        return dataclasses.replace(one, name_zh=other.name_zh, name_en=other.name_en)

    # Late goes by another name, and early takes the name that is free.
    renamed = dataclasses.replace(late, name_zh="夜班", name_en="Night")
    kept = shifts.save(key(store), [called(early, late), renamed, day], hours)
    assert [one.name_en for one in kept] == ["Late", "Night", "Day"]
    app.services.history.undo()
    assert [one.name_en for one in shifts.of_store(key(store))] == ["Early", "Late", "Day"]
    app.services.history.redo()
    early, late, day = shifts.of_store(key(store))
    with pytest.raises(UserError, match="change names with each other"):
        shifts.save(key(store), [called(early, late), called(late, early), day], hours)
    assert [one.name_en for one in shifts.of_store(key(store))] == ["Late", "Night", "Day"]


def test_a_shift_that_is_not_offered_leaves_its_name_to_another(app: App, store: Store) -> None:
    shifts = app.services.roster.shifts
    early, late, _day = shifts.of_store(key(store))
    fresh = shift(name_zh="正常班", name_en="Day", ends=time(17))
    kept = shifts.save(key(store), [early, late, fresh], shifts.hours(key(store)))
    assert [one.code for one in kept if not one.hidden] == ["early", "late", "own-1"]
    app.services.history.undo()
    assert [one.code for one in shifts.of_store(key(store))] == ["early", "late", "day"]
    app.services.history.redo()
    day = next(one for one in shifts.of_store(key(store), hidden=True) if one.code == "day")
    with pytest.raises(UserError, match="already a shift called"):
        shifts.save(key(store), [*shifts.of_store(key(store)), dataclasses.replace(day, hidden=False)],
                    shifts.hours(key(store)))  # fmt: skip


def test_an_item_of_a_form_has_one_open_problem_also_when_an_older_one_is_opened_again(app: App, store: Store) -> None:
    services = app.services
    form = services.checklists.all(key(store))[0]
    with services.ctx.open_uow("a form") as uow:
        version = uow.repository(ChecklistVersions).of(form.checklist.id or 0)[0]
        sheet = uow.repository(Worksheets).add(
            Worksheet(store_id=key(store), day=MONDAY, checklist_id=form.checklist.id or 0, version_id=version.id or 0,
                      started_at=datetime(2026, 3, 16, 9))
        )  # fmt: skip
        uow.commit()
    left = Problem(store_id=key(store), title="横幅链接打不开", item_code="pages.banner", worksheet_id=sheet.id,
                   severity=Severity.HIGH, opened_on=MONDAY)  # fmt: skip
    first = services.problems.create(left)
    with pytest.raises(UserError, match="has an open problem already"):
        services.problems.create(left)
    services.problems.step(first.id or 0, ProblemState.CLOSED, who="小满")
    second = services.problems.create(left)
    with pytest.raises(UserError, match="has an open problem already"):
        services.problems.step(first.id or 0, ProblemState.OPEN, who="小满")
    assert [one.id for one in services.problems.open(key(store))] == [second.id]
    assert services.problems.view(first.id or 0).problem.state is ProblemState.CLOSED
    # Those of no form are nobody's key.
    free = dataclasses.replace(left, item_code="", worksheet_id=None)
    assert len([services.problems.create(free) for _ in range(2)]) == 2


def test_two_programs_that_enter_the_same_pay_entry_leave_one(app: App, store: Store, clock: FixedClock) -> None:
    """One looked before the other wrote: what it looked for was not there, and what it adds is refused in words."""
    other = open_app(app.paths.database.parent, "en", clock=clock)
    value = PayValue(store_id=key(store), person_id=None, code="rule", valid_from=MONDAY, value="1", reason="")
    typed = PayInput(store_id=key(store), person_id=None, month=date(2026, 3, 1), code="sales", value="1", reason="")

    def enter(one: App) -> None:
        with one.services.ctx.open_uow("entered") as uow:
            uow.repository(PayValues).add(value)
            uow.repository(PayInputs).add(typed)
            uow.commit()

    enter(app)
    with pytest.raises(UserError, match="at the same moment"):
        enter(other)
    with app.services.ctx.read() as uow:
        assert len(uow.repository(PayValues).find()) == len(uow.repository(PayInputs).find()) == 1
        assert uow.repository(Problems).find() == []
    other.close()
