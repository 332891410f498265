"""What is ahead in a team: first and last days, ends of trials, days away, full years."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.growth.training import Training, TrialState
from shopdesk.domain.people import Person
from shopdesk.domain.people_ahead import Ahead, AheadKind, ahead
from shopdesk.domain.roster import RosterDay

TODAY = date(2026, 3, 16)
UNTIL = TODAY + timedelta(days=27)


def person(key: int = 1, hired: date = date(2025, 6, 1), left: date | None = None) -> Person:
    return Person(
        id=key, store_id=1, name=f"P{key}", department_code="service", role_code="service", hired_on=hired, left_on=left
    )


def duty(day: date, duty: str, key: int = 1) -> RosterDay:
    return RosterDay(store_id=1, person_id=key, day=day, duty=duty)


def said(found: list[Ahead]) -> list[tuple[date, date, str]]:
    return [(one.day, one.last, one.kind.value) for one in found]


def test_days_away_that_follow_each_other_are_one_and_shifts_are_none() -> None:
    days = [TODAY + timedelta(days=number) for number in range(5)]
    roster = [
        duty(days[0], "off"),
        duty(days[1], "off"),
        duty(days[2], "leave"),
        duty(days[3], "A"),
        duty(days[4], "off"),
    ]
    assert said(ahead([person()], reversed(roster), [], TODAY, UNTIL)) == [
        (days[0], days[1], "off"),
        (days[2], days[2], "leave"),
        (days[4], days[4], "off"),
    ]


def test_first_day_last_day_trial_and_year() -> None:
    starts, leaves = TODAY + timedelta(days=1), UNTIL
    people = [person(1, starts), person(2, left=leaves), person(3, date(2024, 3, 20)), person(4, date(2026, 1, 1))]
    trial = Training(store_id=1, person_id=4, plan="x", name_zh="x", started_on=date(2026, 1, 1), ends_on=TODAY)
    over = Training(
        store_id=1, person_id=3, plan="x", name_zh="x", started_on=TODAY, ends_on=TODAY, state=TrialState.PASSED
    )
    found = ahead(people, [], [trial, over], TODAY, UNTIL)
    assert [(one.day, one.person.id, one.kind, one.years) for one in found] == [
        (TODAY, 4, AheadKind.TRIAL_ENDS, 0),
        (starts, 1, AheadKind.STARTS, 0),
        (date(2026, 3, 20), 3, AheadKind.YEARS, 2),
        (leaves, 2, AheadKind.LEAVES, 0),
    ]


def test_the_first_year_is_said_and_the_day_itself_is_none() -> None:
    day = date(2026, 3, 20)
    found = ahead([person(1, date(2025, 3, 20)), person(2, day), person(3, date(2023, 3, 20))], [], [], day, day)
    assert [(one.person.id, one.kind, one.years) for one in found] == [
        (1, AheadKind.YEARS, 1), (3, AheadKind.YEARS, 3),
    ]  # fmt: skip


def test_a_year_that_began_on_29_february_is_full_on_the_28th_and_none_after_the_last_day() -> None:
    day = date(2026, 2, 28)
    assert said(ahead([person(1, date(2024, 2, 29))], [], [], day, day)) == [(day, day, "years")]
    assert not ahead([person(1, date(2024, 2, 29), left=date(2026, 1, 1))], [], [], day, day)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["off", "leave", "sick", "A", ""]), max_size=45))
def test_every_day_away_is_said_once_and_nothing_outside_the_weeks(duties: list[str]) -> None:
    roster = [duty(TODAY + timedelta(days=number - 10), what) for number, what in enumerate(duties) if what]
    found = [one for one in ahead([person()], roster, [], TODAY, UNTIL) if one.kind is not AheadKind.YEARS]
    covered = [one.day + timedelta(days=n) for one in found for n in range((one.last - one.day).days + 1)]
    assert sorted(covered) == sorted(one.day for one in roster if one.away and TODAY <= one.day <= UNTIL)
