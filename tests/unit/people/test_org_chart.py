"""The org chart: everybody stands in it once, and who hands to whom is right, with missing levels said."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.org_chart import LEVELS_DOWN, escalation, org_chart
from shopdesk.domain.people import Department, Level, Person, Role
from shopdesk.domain.tiers.planner import department_gap

DEPARTMENTS = tuple(
    Department(id=number, store_id=1, code=code, name_zh=code, name_en=code, position=number)
    for number, code in enumerate(("management", "service", "design"))
)


def role(code: str, department: str, level: Level, duty: str = "") -> Role:
    return Role(
        store_id=1, code=code, department_code=department, name_zh=code, name_en=code, level=level, duty_code=duty
    )


ROLES = (
    role("manager", "management", Level.MANAGER, "manager"),
    role("operations", "management", Level.MANAGER, "operations"),
    role("agent", "service", Level.STAFF),
    role("service_lead", "service", Level.LEAD),
    role("service_supervisor", "service", Level.SUPERVISOR),
    role("service_manager", "service", Level.MANAGER),
    role("designer", "design", Level.STAFF),
)


def person(number: int, role_code: str, department: str, name: str = "") -> Person:
    return Person(
        id=number,
        store_id=1,
        name=name or f"P{number:02}",
        department_code=department,
        role_code=role_code,
        hired_on=date(2026, 1, 1),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=40),
    st.lists(st.sampled_from(list(Level)), min_size=8, max_size=8),
    st.integers(0, 6),
)
def test_everybody_stands_in_it_once(posts: list[tuple[int, int]], levels: list[Level], listed: int) -> None:
    # Roles and departments that are listed, and some that no list knows any more.
    codes = ["management", "service", "design", "d3", "d4", "d5"]
    roles = [role(f"r{number}", codes[number % 6], level) for number, level in enumerate(levels)]
    departments = [
        Department(store_id=1, code=code, name_zh=code, name_en=code, position=number)
        for number, code in enumerate(codes[:listed])
    ]
    people = [person(number, f"r{which}", codes[where]) for number, (which, where) in enumerate(posts)]
    gaps = [department_gap(code, want=(1, 3), have=(0, 1)) for code in codes[1:3]]
    chart = org_chart(people, departments, roles, gaps)
    assert sorted(one.id or 0 for one in chart.people) == [one.id for one in people]
    for branch in chart.branches:
        shown = [LEVELS_DOWN.index(rank.level) for rank in branch.ranks]
        assert shown == sorted(set(shown))
    for one in people:
        above = [other.id for step in escalation(chart, one) for other in step.people]
        assert one.id not in above and len(above) == len(set(above))


def test_an_agent_hands_to_lead_manager_and_store_manager() -> None:
    chart = org_chart(
        [
            person(1, "manager", "management"),
            person(2, "service_manager", "service"),
            person(3, "service_lead", "service"),
            person(4, "service_lead", "service"),
            person(5, "agent", "service"),
        ],
        DEPARTMENTS,
        ROLES,
    )
    agent = next(one for one in chart.people if one.id == 5)
    steps = escalation(chart, agent)
    assert [(step.level, [one.id for one in step.people]) for step in steps] == [
        (Level.LEAD, [3, 4]),
        (Level.MANAGER, [2]),
        (None, [1]),
    ]
    lead = next(one for one in chart.people if one.id == 3)
    assert [step.level for step in escalation(chart, lead)] == [Level.MANAGER, None]
    assert escalation(chart, chart.managers[0]) == ()


def test_a_level_that_nobody_holds_is_skipped_and_said() -> None:
    chart = org_chart([person(1, "agent", "service")], DEPARTMENTS, ROLES)
    steps = escalation(chart, chart.people[0])
    assert [(str(step.name), step.people) for step in steps] == [("lead", ()), ("manager", ()), ("store manager", ())]


def test_a_supervisor_is_named_only_where_there_is_one() -> None:
    people = [person(1, "agent", "service"), person(2, "service_supervisor", "service")]
    chart = org_chart(people, DEPARTMENTS, ROLES)
    levels = [step.level for step in escalation(chart, people[0])]
    assert levels == [Level.LEAD, Level.SUPERVISOR, Level.MANAGER, None]


def test_open_posts_of_the_structure_stand_beside_the_people() -> None:
    gaps = [department_gap("service", want=(1, 3), have=(0, 1)), department_gap("design", want=(0, 1), have=(0, 0))]
    chart = org_chart([person(1, "agent", "service")], DEPARTMENTS, ROLES, gaps)
    assert [(one.code, [(rank.level, rank.vacant) for rank in one.ranks]) for one in chart.branches] == [
        ("service", [(Level.LEAD, 1), (Level.STAFF, 2)]),
        ("design", [(Level.STAFF, 1)]),
    ]
    assert chart.vacant == 4 and chart.planned
    assert not org_chart([], DEPARTMENTS, ROLES).planned
