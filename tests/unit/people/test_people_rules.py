"""Who a person is on a given day follows from the dated entries; impossible entries get a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import (
    EventKind,
    Level,
    Person,
    Role,
    StaffEvent,
    check_change_day,
    check_rehire_day,
    clean_name,
    count_departments,
    latest_state,
    same_label,
    standing_on,
)

PERSON = Person(
    id=1, store_id=1, name="李娜", department_code="service", role_code="service", hired_on=date(2025, 3, 1)
)


def event(kind: EventKind, day: date, role: str = "service", base: int | None = None, number: int = 0) -> StaffEvent:
    department = "service" if role.startswith("service") else role
    return StaffEvent(
        id=number,
        store_id=1,
        person_id=1,
        day=day,
        kind=kind,
        department_code=department,
        role_code=role,
        base_fen=base,
    )


HISTORY = [
    event(EventKind.HIRED, date(2025, 3, 1), base=200_000),
    event(EventKind.CHANGED, date(2025, 9, 1), "service_lead", 250_000),
    event(EventKind.LEFT, date(2025, 12, 31), "service_lead", 250_000),
    event(EventKind.REHIRED, date(2026, 2, 20), "design", 300_000),
]


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (date(2025, 2, 28), None),
        (date(2025, 3, 1), "service"),
        (date(2025, 8, 31), "service"),
        (date(2025, 9, 1), "service_lead"),
        (date(2025, 12, 31), "service_lead"),
        (date(2026, 1, 1), None),
        (date(2026, 2, 19), None),
        (date(2026, 2, 20), "design"),
    ],
)
def test_the_role_of_each_day(day: date, role: str | None) -> None:
    standing = standing_on(PERSON, HISTORY, day)
    assert (standing.role_code if standing else None) == role


def test_the_last_day_is_a_day_at_work_and_says_so() -> None:
    standing = standing_on(PERSON, HISTORY, date(2025, 12, 31))
    assert standing is not None
    assert standing.left_on == date(2025, 12, 31)


def test_after_coming_back_the_first_day_is_the_new_one() -> None:
    standing = standing_on(PERSON, HISTORY, date(2026, 3, 1))
    assert standing is not None
    assert (standing.hired_on, standing.base_fen, standing.left_on) == (date(2026, 2, 20), 300_000, None)


def test_the_latest_state_counts_entries_that_are_still_to_come() -> None:
    state = latest_state(PERSON, HISTORY[:3])
    assert (state.role_code, state.left_on) == ("service_lead", date(2025, 12, 31))
    assert latest_state(PERSON, HISTORY).left_on is None


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8, unique=True), st.integers(-10, 420))
def test_somebody_works_exactly_between_hire_and_leave(offsets: list[int], asked: int) -> None:
    """With alternating hires and leaves somebody is employed from each hire to the last day, both included."""
    start = date(2025, 1, 1)
    days = sorted(offsets)
    kinds = [EventKind.REHIRED if n % 2 == 0 else EventKind.LEFT for n in range(len(days))]
    events = [event(kind, start + timedelta(days=offset)) for kind, offset in zip(kinds, days, strict=True)]
    expected = any(
        begin <= asked and (n + 1 >= len(days) or asked <= days[n + 1])
        for n, begin in enumerate(days)
        if kinds[n] is EventKind.REHIRED
    )
    assert (standing_on(PERSON, events, start + timedelta(days=asked)) is not None) is expected


def test_a_change_before_the_last_entry_or_after_leaving_is_refused() -> None:
    with pytest.raises(UserError, match="2025-09-01"):
        check_change_day(HISTORY[:2], date(2025, 8, 1))
    with pytest.raises(UserError, match="left on 2025-12-31"):
        check_change_day(HISTORY[:3], date(2026, 1, 5))


def test_hiring_again_needs_a_leave_and_a_later_day() -> None:
    with pytest.raises(UserError, match="still works"):
        check_rehire_day(HISTORY[:2], date(2026, 1, 1))
    with pytest.raises(UserError, match="later day"):
        check_rehire_day(HISTORY[:3], date(2025, 12, 31))
    check_rehire_day(HISTORY[:3], date(2026, 1, 1))


def test_names_are_compared_without_blanks_and_case() -> None:
    na = replace(PERSON, name="Li Na", mark="Evening")
    assert same_label([na], "li  na", "evening") is na
    assert same_label([na], "Li Na", "") is None
    assert same_label([na], "Li Na", "Evening", except_id=1) is None


def test_a_name_is_needed() -> None:
    assert clean_name("  王   芳 ") == "王 芳"
    with pytest.raises(UserError, match="Enter a name"):
        clean_name("   ")


def test_counting_keeps_unknown_pay_apart() -> None:
    roles = [
        Role(store_id=1, code=code, department_code="service", name_zh="", name_en="", level=level)
        for code, level in (("service", Level.STAFF), ("service_lead", Level.LEAD))
    ]
    people = [
        replace(PERSON, base_fen=200_000),
        replace(PERSON, id=2, base_fen=None),
        replace(PERSON, id=3, role_code="service_lead", base_fen=250_000),
    ]
    (count,) = count_departments(people, roles)
    assert (count.people, count.leads, count.base_fen, count.without_base) == (3, 1, 450_000, 1)


def test_a_leave_still_to_come_is_known_before() -> None:
    standing = standing_on(PERSON, HISTORY[:3], date(2025, 5, 1))
    assert standing is not None
    assert (standing.role_code, standing.left_on) == ("service", date(2025, 12, 31))
