"""The roster in the data file: planned, changed, copied, taken back; who is on duty follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.errors import ChangedMeanwhile, UserError
from shopdesk.domain.people import LeaveReason, Person
from shopdesk.domain.roster import OpeningHours, Shift
from shopdesk.domain.roster_checks import FindingKind, findings
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import set_language, tr
from shopdesk.services.roster.service import RosterService

MONDAY = date(2026, 3, 16)
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]


@pytest.fixture
def roster(app: App) -> RosterService:
    return app.services.roster


@pytest.fixture
def team(app: App, store: Store) -> list[Person]:
    return [
        app.services.people.hire(store.id or 0, name, role, date(2025, 3, 1))
        for name, role in (("小满", "service_lead"), ("谷雨", "service"), ("立夏", "design"))
    ]


def key(record: Person | Store) -> int:
    return record.id or 0


def duties(roster: RosterService, store: Store, person: Person, day: date = MONDAY) -> list[str]:
    week = roster.week(key(store), day)
    return [entry.duty if (entry := week.entry(key(person), one)) else "-" for one in week.days]


def test_the_usual_shifts_are_there_and_are_nothing_a_user_did(app: App, roster: RosterService, store: Store) -> None:
    assert [(one.code, one.name_zh, one.times, one.minutes) for one in roster.shifts.of_store(key(store))] == [
        ("early", "早班", "09:00–17:30", 450),
        ("late", "晚班", "13:30–22:00", 450),
        ("day", "正常班", "09:00–18:00", 480),
    ]
    assert not app.services.history.can_undo
    assert app.services.history.latest(1)[0].kind is ChangeKind.AUTO
    assert len(roster.shifts.of_store(key(store))) == 3, "asked again, they are not there twice"


def test_one_cell_and_a_range_are_one_sentence_each_and_are_undone_each(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    first, second, _third = team
    assert roster.set(key(store), [(key(first), MONDAY)], "early") == 1
    assert str(app.services.history.latest(1)[0].reason) == "Roster: 小满 on 2026-03-16: Early"
    block = [(key(one), day) for one in (first, second) for day in WEEK[:5]]
    assert roster.set(key(store), block, "late") == 10
    assert str(app.services.history.latest(1)[0].reason) == "Roster: Late for 10 days"
    assert duties(roster, store, first) == ["late"] * 5 + ["-"] * 2
    app.services.history.undo()
    assert duties(roster, store, first) == ["early"] + ["-"] * 6
    app.services.history.redo()
    assert duties(roster, store, second) == ["late"] * 5 + ["-"] * 2
    assert roster.clear(key(store), [(key(first), day) for day in WEEK]) == 5
    assert duties(roster, store, first) == ["-"] * 7
    app.services.history.undo()
    assert duties(roster, store, first) == ["late"] * 5 + ["-"] * 2


def test_being_away_is_said_in_the_readers_language(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    roster.set(key(store), [(key(team[0]), MONDAY)], "sick")
    set_language("zh_CN")
    assert tr(app.services.history.latest(1)[0].reason) == "排班：小满 2026-03-16 病假"


def test_setting_what_stands_there_already_changes_nothing(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    cell = (key(team[0]), MONDAY)
    roster.set(key(store), [cell], "early")
    before = app.services.history.latest(1)[0].id
    assert roster.set(key(store), [cell], "early") == 0
    assert app.services.history.latest(1)[0].id == before


def test_a_note_that_somebody_wrote_meanwhile_stays(roster: RosterService, store: Store, team: list[Person]) -> None:
    cell = (key(team[0]), MONDAY)
    roster.set(key(store), [cell], "early")
    shown = roster.set_note(key(store), cell, "")
    roster.set(key(store), [cell], "late")
    roster.set_note(key(store), cell, "mine", shown)  # the shift is another field
    with pytest.raises(ChangedMeanwhile):
        roster.set_note(key(store), cell, "theirs", shown)
    kept = roster.week(key(store), MONDAY).entry(*cell)
    assert kept is not None and (kept.duty, kept.note) == ("late", "mine")


def test_only_those_employed_can_be_put_on_the_roster(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    gone = team[1]
    app.services.people.leave(key(gone), WEEK[2], LeaveReason.RESIGNED)
    assert roster.set(key(store), [(key(gone), day) for day in WEEK], "early") == 3
    assert duties(roster, store, gone) == ["early"] * 3 + ["-"] * 4
    with pytest.raises(UserError, match="谷雨 does not work in the store on 2026-03-19"):
        roster.set(key(store), [(key(gone), WEEK[3])], "early")
    with pytest.raises(UserError, match="This shift is not used"):
        roster.set(key(store), [(key(gone), WEEK[0])], "midnight")


def test_last_week_is_copied_into_what_is_empty_without_leave_and_illness(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    first, second, third = team
    last = [day - timedelta(days=7) for day in WEEK]
    with pytest.raises(UserError, match="2026-03-09 has no roster"):
        roster.copy_last_week(key(store), MONDAY)
    roster.set(key(store), [(key(first), day) for day in last[:5]], "early")
    roster.set(key(store), [(key(first), last[5])], "off")
    roster.set(key(store), [(key(second), last[0])], "sick")
    roster.set(key(store), [(key(second), last[1])], "leave")
    roster.set(key(store), [(key(third), day) for day in last], "day")
    roster.set(key(store), [(key(first), WEEK[0])], "late")
    app.services.people.leave(key(third), WEEK[1], LeaveReason.RESIGNED)
    assert roster.copy_last_week(key(store), WEEK[3]) == 5 + 2
    assert duties(roster, store, first) == ["late", "early", "early", "early", "early", "off", "-"]
    assert duties(roster, store, second) == ["-"] * 7
    assert duties(roster, store, third) == ["day", "day"] + ["-"] * 5
    app.services.history.undo()
    assert duties(roster, store, first) == ["late"] + ["-"] * 6


def test_a_note_goes_with_a_duty_and_stays_when_the_shift_changes(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    cell = (key(team[0]), MONDAY)
    with pytest.raises(UserError, match="Give a shift first"):
        roster.set_note(key(store), cell, "交接给谷雨")
    roster.set(key(store), [cell], "early")
    roster.set_note(key(store), cell, " 交接给谷雨 ")
    roster.set(key(store), [cell], "late")
    kept = roster.week(key(store), MONDAY).entry(*cell)
    assert kept is not None
    assert (kept.duty, kept.note) == ("late", "交接给谷雨")


def test_shifts_are_edited_hidden_and_never_lost(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    early, late, day = roster.shifts.of_store(key(store))
    roster.set(key(store), [(key(team[0]), MONDAY)], "day")
    night = Shift(store_id=0, code="", name_zh="夜班", name_en="夜班", starts=time(22), ends=time(6), pause_minutes=30)
    hours = OpeningHours(time(8, 30), time(1))
    roster.shifts.save(key(store), [replace(late, ends=time(23)), early, night], hours)
    assert [(one.code, one.times) for one in roster.shifts.of_store(key(store))] == [
        ("late", "13:30–23:00"),
        ("early", "09:00–17:30"),
        ("own-1", "22:00–06:00"),
    ]
    assert roster.shifts.hours(key(store)) == hours
    kept = roster.week(key(store), MONDAY)
    assert kept.minutes(key(team[0])) == day.minutes, "a past day keeps a shift that is no longer used"
    with pytest.raises(UserError, match="not used"):
        roster.set(key(store), [(key(team[0]), WEEK[1])], "day")
    app.services.history.undo()
    assert [one.code for one in roster.shifts.of_store(key(store))] == ["early", "late", "day"]
    assert roster.shifts.hours(key(store)) == OpeningHours(time(9), time(22))
    with pytest.raises(UserError, match="Keep at least one shift"):
        roster.shifts.save(key(store), [], hours)


def test_who_is_on_duty_follows_the_roster_or_the_team(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    first, second = team[0], team[1]

    def there(day: date) -> list[str]:
        duty = roster.on_duty(key(store), day).people
        assert duty == app.services.daily.meeting(key(store), day).on_duty
        return [one.name for one in duty]

    assert there(MONDAY) == ["小满", "立夏", "谷雨"]
    roster.set(key(store), [(key(second), MONDAY)], "early")
    roster.set(key(store), [(key(first), MONDAY)], "leave")
    assert there(MONDAY) == ["谷雨"]
    assert there(WEEK[1]) == ["小满", "立夏", "谷雨"]
    assert [one.name for one in roster.on_duty_at(key(store), datetime(2026, 3, 16, 17, 29))] == ["谷雨"]
    assert roster.on_duty_at(key(store), datetime(2026, 3, 16, 17, 30)) == []


def test_a_leave_takes_the_days_after_it_off_the_roster_and_undo_brings_them_back(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    person = team[1]
    roster.set(key(store), [(key(person), day) for day in WEEK[:5]], "early")
    assert roster.days_after(key(person), WEEK[1]) == 3
    app.services.people.leave(key(person), WEEK[1], LeaveReason.RESIGNED, successor_id=key(team[0]))
    assert duties(roster, store, person) == ["early"] * 2 + ["-"] * 5
    assert [one.noun for one in app.services.history.latest(1)[0].changes].count("roster_days") == 3
    app.services.history.undo()
    assert duties(roster, store, person) == ["early"] * 5 + ["-"] * 2
    assert app.services.people.person(key(person)).left_on is None


def test_who_stands_on_the_roster_without_being_employed_is_found(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    person = team[1]
    roster.set(key(store), [(key(person), MONDAY)], "early")
    app.services.people.edit(replace(app.services.people.person(key(person)), hired_on=WEEK[2]))
    week = roster.week(key(store), MONDAY)
    found = [one for one in findings(week) if one.kind is FindingKind.NOT_EMPLOYED]
    assert [(one.person_id, one.day) for one in found] == [(person.id, MONDAY)]
    assert roster.on_duty(key(store), MONDAY).people != (person,)


def test_the_days_are_named_by_campaigns_and_festivals(app: App, roster: RosterService, store: Store) -> None:
    from shopdesk.domain.campaigns.records import Campaign

    app.services.campaigns.create(
        Campaign(store_id=key(store), name="双11", start=date(2026, 11, 9), end=date(2026, 11, 11))
    )
    named = roster.headings(key(store), date(2026, 11, 9))
    assert [day for day, names in named.items() if "双11" in names] == [date(2026, 11, day) for day in (9, 10, 11)]
    assert len(named[date(2026, 11, 11)]) > 1, "Singles' Day is in the calendar too"
    assert all("Minor Cold" not in names for names in roster.headings(key(store), date(2026, 1, 5)).values())


def test_another_store_has_its_own_roster(app: App, roster: RosterService, store: Store, team: list[Person]) -> None:
    other = app.services.stores.create("二店")
    roster.set(key(store), [(key(team[0]), MONDAY)], "early")
    assert roster.week(key(other), MONDAY).members == ()
    assert not roster.on_duty(key(other), MONDAY).rostered
    with pytest.raises(UserError):
        roster.set(key(other), [(key(team[0]), MONDAY)], "early")


def test_a_week_takes_as_few_queries_for_twenty_people_as_for_three(
    app: App, roster: RosterService, store: Store, team: list[Person]
) -> None:
    from sqlalchemy import event

    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    def queries() -> int:
        asked.clear()
        assert roster.week(key(store), MONDAY).members
        return len(asked)

    roster.shifts.of_store(key(store))
    event.listen(app.services.ctx.engine, "before_cursor_execute", note)
    few = queries()
    more = [app.services.people.hire(key(store), f"员工{n}", "service", date(2025, 3, 1)) for n in range(17)]
    roster.set(key(store), [(key(one), day) for one in more for day in WEEK[:5]], "early")
    assert queries() == few
    event.remove(app.services.ctx.engine, "before_cursor_execute", note)
