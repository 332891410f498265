"""People in the data file: what the services promise, with history and undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.problems import Problem, ProblemState
from shopdesk.domain.errors import UserError
from shopdesk.domain.people import Department, EventKind, LeaveReason, Level, Person, Role
from shopdesk.domain.setup.records import SetupStep, StepState
from shopdesk.domain.stores import Store
from shopdesk.infra import i18n
from shopdesk.services.people.service import PeopleService
from shopdesk.storage.repositories.daily import Problems
from shopdesk.storage.repositories.setup import SetupSteps

TODAY = date(2026, 3, 16)


@pytest.fixture
def people(app: App) -> PeopleService:
    return app.services.people


def hire(people: PeopleService, store: Store, name: str = "李娜", role: str = "service", **more: object) -> Person:
    assert store.id is not None
    return people.hire(store.id, name, role, date(2025, 3, 1), **more)  # type: ignore[arg-type]


def ids(found: list[Person]) -> list[int | None]:
    return [person.id for person in found]


def test_the_shipped_departments_and_roles_are_there_before_anything_is_stored(
    people: PeopleService, store: Store
) -> None:
    assert store.id is not None
    assert [entry.code for entry in people.catalogue.departments(store.id)] == [
        "management", "service", "design", "copy", "promotion", "planning", "products", "logistics", "data", "finance",
    ]  # fmt: skip
    duties = {role.duty_code for role in people.catalogue.roles(store.id)}
    assert duties == {
        "manager", "operations", "service", "service_lead", "design", "copy", "promotion", "planning", "products",
        "warehouse", "data", "finance",
    }  # fmt: skip
    assert all(role.duties_zh and role.duties_en for role in people.catalogue.roles(store.id))


def test_seeding_twice_doubles_nothing_and_keeps_a_renamed_department(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    people.catalogue.seed(store.id)
    first = people.catalogue.departments(store.id)
    people.catalogue.save_department(replace(first[1], name_zh="客户体验部", name_en="Customer experience"))
    people.catalogue.seed(store.id)
    again = people.catalogue.departments(store.id)
    assert len(again) == len(first)
    assert again[1].name_en == "Customer experience"


def test_seeding_is_nothing_to_undo(app: App, people: PeopleService, store: Store) -> None:
    assert store.id is not None
    could = app.services.history.can_undo
    people.catalogue.seed(store.id)
    assert app.services.history.can_undo is could


def test_a_hired_person_is_active_from_the_first_day_on(app: App, people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store, base_fen=200_000)
    assert person.department_code == "service"
    assert people.active(store.id, date(2025, 2, 28)) == []
    assert people.active(store.id, date(2025, 3, 1)) == [person]
    assert app.services.roster.on_duty(store.id, TODAY).people == (person,)
    assert [event.kind for event in people.history(person.id or 0)] == [EventKind.HIRED]


def test_a_change_keeps_what_was_before(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store, base_fen=200_000)
    people.change(person.id or 0, date(2025, 9, 1), "service_lead", base_fen=250_000)
    (before,) = people.active(store.id, date(2025, 8, 31))
    (after,) = people.active(store.id, TODAY)
    assert (before.role_code, before.base_fen) == ("service", 200_000)
    assert (after.role_code, after.base_fen) == ("service_lead", 250_000)


def test_a_change_in_the_future_takes_effect_on_its_day(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store)
    people.change(person.id or 0, date(2026, 4, 1), "design")
    assert [entry.role_code for entry in people.active(store.id, TODAY)] == ["service"]
    assert [entry.role_code for entry in people.active(store.id, date(2026, 4, 1))] == ["design"]


def test_leaving_hides_from_the_team_but_keeps_the_person(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store)
    people.leave(person.id or 0, date(2026, 3, 15), LeaveReason.RESIGNED)
    team = people.team(store.id)
    assert team.people == ()
    assert ids(list(team.former)) == [person.id]
    assert ids(people.everyone(store.id)) == [person.id]
    assert ids(people.active(store.id, date(2026, 3, 15))) == [person.id]


def test_leaving_in_the_future_stays_in_the_team_until_then(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store)
    people.leave(person.id or 0, date(2026, 3, 31), LeaveReason.CONTRACT_ENDED)
    assert ids(list(people.team(store.id).people)) == [person.id]
    assert people.active(store.id, date(2026, 4, 1)) == []


def test_coming_back_and_both_employments(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store)
    people.leave(person.id or 0, date(2025, 12, 31), LeaveReason.RESIGNED)
    people.rehire(person.id or 0, date(2026, 3, 1), "design", base_fen=300_000)
    assert ids(people.active(store.id, date(2025, 12, 31))) == [person.id]
    assert people.active(store.id, date(2026, 1, 15)) == []
    (back,) = people.active(store.id, TODAY)
    assert (back.role_code, back.hired_on, back.base_fen) == ("design", date(2026, 3, 1), 300_000)


def test_the_same_name_needs_a_note_that_tells_the_two_apart(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    first = hire(people, store)
    with pytest.raises(UserError, match="already somebody called 李娜"):
        hire(people, store, " 李娜 ")
    second = hire(people, store, "李娜", mark="晚班")
    assert second.label == "李娜 (晚班)"
    assert first.label == "李娜"
    with pytest.raises(UserError, match="already"):
        people.edit(replace(second, mark=""))


def test_the_name_of_somebody_who_left_points_to_hiring_again(people: PeopleService, store: Store) -> None:
    person = hire(people, store)
    people.leave(person.id or 0, date(2025, 12, 31), LeaveReason.OTHER)
    with pytest.raises(UserError, match="worked here until 2025-12-31"):
        hire(people, store)


def test_the_successor_must_work_in_the_store(people: PeopleService, store: Store) -> None:
    person, gone = hire(people, store), hire(people, store, "王芳")
    people.leave(gone.id or 0, date(2025, 12, 31), LeaveReason.RESIGNED)
    for successor in (gone.id, person.id):
        with pytest.raises(UserError, match="does not work in the store"):
            people.leave(person.id or 0, TODAY, LeaveReason.RESIGNED, successor_id=successor)
    assert people.person(person.id or 0).left_on is None, "a refused leave changes nothing"


def test_undo_takes_back_a_whole_leave_and_redo_does_it_again(app: App, people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store)
    people.leave(person.id or 0, date(2026, 3, 1), LeaveReason.RESIGNED)
    undone = app.services.history.undo()
    assert undone is not None
    assert str(undone.reason) == "李娜 leaves"
    assert ids(people.active(store.id, TODAY)) == [person.id]
    assert len(people.history(person.id or 0)) == 1
    app.services.history.redo()
    assert people.active(store.id, TODAY) == []


def test_undo_of_a_hire_leaves_no_trace_but_the_departments(app: App, people: PeopleService, store: Store) -> None:
    assert store.id is not None
    hire(people, store)
    app.services.history.undo()
    assert people.everyone(store.id) == []
    assert people.catalogue.departments(store.id)


def test_a_mistaken_entry_can_be_taken_back_but_not_the_hire(people: PeopleService, store: Store) -> None:
    person = hire(people, store, base_fen=200_000)
    people.change(person.id or 0, date(2025, 9, 1), "design", base_fen=300_000)
    restored = people.take_back_last(person.id or 0)
    assert (restored.role_code, restored.base_fen) == ("service", 200_000)
    with pytest.raises(UserError, match="only the hire"):
        people.take_back_last(person.id or 0)


def test_a_mistyped_first_day_can_be_put_right_within_the_order_of_entries(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    person = hire(people, store)
    people.change(person.id or 0, date(2025, 9, 1), "design")
    now = people.person(person.id or 0)
    people.edit(replace(now, hired_on=date(2025, 2, 1)))
    assert ids(people.active(store.id, date(2025, 2, 1))) == [person.id]
    with pytest.raises(UserError, match="later entry of 2025-09-01"):
        people.edit(replace(now, hired_on=date(2025, 10, 1)))


def test_a_change_of_nothing_and_an_unknown_role_are_refused(people: PeopleService, store: Store) -> None:
    person = hire(people, store)
    with pytest.raises(UserError, match="same as before"):
        people.change(person.id or 0, TODAY, "service")
    with pytest.raises(UserError, match="no such role"):
        people.change(person.id or 0, TODAY, "nobody")
    with pytest.raises(UserError, match="below zero"):
        people.change(person.id or 0, TODAY, "design", base_fen=-1)


def test_counts_by_department_in_the_departments_order(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    hire(people, store, "甲", "warehouse", base_fen=250_000)
    hire(people, store, "乙", "service", base_fen=200_000)
    hire(people, store, "丙", "service_lead")
    team = people.team(store.id)
    assert [
        (count.department_code, count.people, count.leads, count.base_fen, count.without_base) for count in team.counts
    ] == [
        ("service", 2, 1, 200_000, 1),
        ("logistics", 1, 0, 250_000, 0),
    ]
    assert team.base_fen == 450_000


def test_own_departments_and_roles_get_codes_of_their_own(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    live = people.catalogue.save_department(
        Department(store_id=store.id, code="", name_zh="直播", name_en="Live streaming")
    )
    host = people.catalogue.save_role(
        Role(
            store_id=store.id, code="", department_code=live.code, name_zh="主播", name_en="Host", level=Level.STAFF,
            duty_code="promotion",
        )
    )  # fmt: skip
    person = hire(people, store, "甲", host.code)
    assert person.department_code == live.code == "own-1"
    with pytest.raises(UserError, match="still work there"):
        people.catalogue.save_role(replace(host, hidden=True))
    with pytest.raises(UserError, match="still work there"):
        people.catalogue.save_department(replace(live, hidden=True))


def test_optional_fields_are_off_until_the_owner_turns_them_on(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    assert not people.team(store.id).optional_fields
    people.set_optional_fields(store.id, True)
    assert people.team(store.id).optional_fields


def test_names_follow_the_language(people: PeopleService, store: Store) -> None:
    assert store.id is not None
    assert people.catalogue.department_names(store.id)["design"] == "Design"
    i18n.set_language("zh_CN")
    assert people.catalogue.department_names(store.id)["design"] == "美工"
    assert people.catalogue.role_names(store.id)["manager"] == "店长"


def test_two_stores_have_teams_of_their_own(app: App, people: PeopleService, store: Store) -> None:
    other = app.services.stores.create("乙店")
    assert store.id is not None
    assert other.id is not None
    hire(people, store)
    assert people.active(other.id, TODAY) == []
    people.hire(other.id, "李娜", "service", TODAY)
    assert len(people.active(other.id, TODAY)) == 1


def test_the_successor_takes_over_open_work_and_undo_gives_it_back(
    app: App, people: PeopleService, store: Store
) -> None:
    assert store.id is not None
    leaving, staying = hire(people, store, "李娜"), hire(people, store, "王芳")
    with app.services.ctx.open_uow("steps") as uow:
        steps = uow.repository(SetupSteps)
        for number, state in enumerate((StepState.DOING, StepState.DONE)):
            steps.add(
                SetupStep(store_id=store.id, code=f"s{number}", phase="p", position=number, state=state, owner="李娜")
            )
        for title, state in (("late parcel", ProblemState.OPEN), ("old", ProblemState.CLOSED)):
            uow.repository(Problems).add(
                Problem(store_id=store.id, title=title, state=state, owner="李娜", opened_on=TODAY)
            )
        uow.commit()

    def owners() -> list[str]:
        with app.services.ctx.read() as uow:
            steps = [step.owner for step in uow.repository(SetupSteps).of(store.id or 0) if step.owner]
            return steps + [problem.owner for problem in uow.repository(Problems).find()]

    work = people.open_work(leaving.id or 0)
    assert (work.problems, work.steps, work.documents) == (1, 1, 0)
    people.leave(leaving.id or 0, TODAY, LeaveReason.RESIGNED, successor_id=staying.id)
    assert owners() == ["王芳", "李娜", "王芳", "李娜"], "what is done stays with the one who did it"
    app.services.history.undo()
    assert owners() == ["李娜"] * 4
