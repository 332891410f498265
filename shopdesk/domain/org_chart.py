"""The org chart: who stands where in a store, which posts the tier's structure leaves open, and who hands to whom.

A department is a list of ranks from the manager down to the staff. Who of several leads leads whom is not recorded, so
a rank stands below the rank above it as a whole, and work is handed to whichever of the leads is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopdesk.domain.people import Department, Level, Person, Role
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.planner import DepartmentGap

LEVELS_DOWN = (Level.MANAGER, Level.SUPERVISOR, Level.LEAD, Level.STAFF)
"""The levels as they stand in the chart, the highest first."""
MANAGEMENT = "management"
STORE_MANAGER = "manager"
"""The duty by which the role of the store manager is known, whatever the role is called."""


@dataclass(frozen=True, slots=True)
class Rank:
    """One level of a department: its people by name, and how many the tier's structure wants beyond them."""

    level: Level
    people: tuple[Person, ...] = ()
    vacant: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """A department with its ranks, the highest first; ranks without people and without open posts are left out."""

    code: str
    ranks: tuple[Rank, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the department, the highest level first."""
        return tuple(person for rank in self.ranks for person in rank.people)

    @property
    def vacant(self) -> int:
        """How many posts are open."""
        return sum(rank.vacant for rank in self.ranks)

    def on(self, level: Level) -> tuple[Person, ...]:
        """The people of a level."""
        return next((rank.people for rank in self.ranks if rank.level is level), ())


@dataclass(frozen=True, slots=True)
class OrgChart:
    """The store from the top: management, then the departments beside each other.

    ``top`` is ``None`` where nobody is in management. ``managers`` are the store managers, the last to decide.
    ``planned`` says whether a tier's structure was there to compare with; without one no post can be open.
    """

    top: Branch | None
    branches: tuple[Branch, ...]
    managers: tuple[Person, ...]
    levels: dict[str, Level]
    planned: bool

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the chart, each once."""
        above = self.top.people if self.top is not None else ()
        return above + tuple(person for branch in self.branches for person in branch.people)

    @property
    def vacant(self) -> int:
        """How many posts are open in all departments together."""
        return sum(branch.vacant for branch in (*((self.top,) if self.top is not None else ()), *self.branches))

    def level(self, person: Person) -> Level:
        """The level of a person's role; a role that is not known leads nobody."""
        return self.levels.get(person.role_code, Level.STAFF)


def org_chart(
    people: Iterable[Person],
    departments: Iterable[Department],
    roles: Iterable[Role],
    gaps: Sequence[DepartmentGap] | None = None,
) -> OrgChart:
    """The chart of these people; each stands in it once, also in a department or role that is no longer listed.

    Args:
        people: those employed on the day.
        departments: in their order; those without people and without open posts are left out.
        roles: give the levels.
        gaps: the tier's structure against today's team; ``None`` where there is none to compare with.
    """
    known = list(roles)
    levels = {role.code: role.level for role in known}
    staff = sorted(people, key=lambda person: (person.name, person.mark, person.id or 0))
    wanted = {gap.department_code: gap for gap in gaps or ()}
    listed = [one.code for one in sorted(departments, key=lambda one: (one.position, one.code))]
    codes = dict.fromkeys([*listed, *(person.department_code for person in staff), *wanted])
    branches = [_branch(code, staff, levels, wanted.get(code)) for code in codes]
    top = next((one for one in branches if one.code == MANAGEMENT and one.ranks), None)
    return OrgChart(
        top=top,
        branches=tuple(one for one in branches if one.ranks and one is not top),
        managers=_store_managers(staff, known, levels),
        levels=levels,
        planned=gaps is not None,
    )


def _branch(code: str, staff: Sequence[Person], levels: dict[str, Level], gap: DepartmentGap | None) -> Branch:
    mine = [person for person in staff if person.department_code == code]
    vacant = {
        Level.LEAD: 0 if gap is None else max(0, gap.want_leads - gap.have_leads),
        Level.STAFF: 0 if gap is None else max(0, gap.want_staff - gap.have_staff),
    }
    ranks = [
        Rank(
            level,
            tuple(person for person in mine if levels.get(person.role_code, Level.STAFF) is level),
            vacant.get(level, 0),
        )
        for level in LEVELS_DOWN
    ]
    return Branch(code, tuple(rank for rank in ranks if rank.people or rank.vacant))


def _store_managers(staff: Sequence[Person], roles: Sequence[Role], levels: dict[str, Level]) -> tuple[Person, ...]:
    """Who has the store manager's duty; where nobody has it, the managers among the management."""
    duty = {role.code for role in roles if STORE_MANAGER in (role.code, role.duty_code)}
    named = tuple(person for person in staff if person.role_code in duty)
    return named or tuple(
        person
        for person in staff
        if person.department_code == MANAGEMENT and levels.get(person.role_code) is Level.MANAGER
    )


STEP_NAMES: dict[Level | None, Text] = {
    Level.LEAD: Text("lead", context="escalation"),
    Level.SUPERVISOR: Text("supervisor", context="escalation"),
    Level.MANAGER: Text("manager", context="escalation"),
    None: Text("store manager", context="escalation"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an escalation: the level (``None``: the store manager) and who is there; nobody: it is skipped."""

    level: Level | None
    people: tuple[Person, ...]

    @property
    def name(self) -> Text:
        """What the step is called."""
        return STEP_NAMES[self.level]


def escalation(chart: OrgChart, person: Person) -> tuple[Step, ...]:
    """To whom a person hands what they may not decide: lead, manager of the department, store manager.

    A level that nobody holds stays in the answer without people, so that it can be said. Supervisors are named only
    where there are any, because many stores have none. Empty for the store manager and for who stands beside them.
    """
    own = LEVELS_DOWN.index(chart.level(person))
    beside = chart.top is not None and own == 0 and person in chart.top.people
    if person in chart.managers or beside:
        return ()
    branch = next((one for one in chart.branches if one.code == person.department_code), None)
    steps = []
    for level in reversed(LEVELS_DOWN[:own]):
        # In management there is nobody between a person and the store manager.
        above = () if branch is None else branch.on(level)
        if branch is not None and (above or level is not Level.SUPERVISOR):
            steps.append(Step(level, tuple(one for one in above if one not in chart.managers)))
    return (*steps, Step(None, chart.managers))
