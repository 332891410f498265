"""What the org chart says: the names of its boxes, and who hands to whom, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shopdesk.domain.org_chart import Branch, OrgChart, Rank, Step, escalation
from shopdesk.domain.people import LEVEL_NAMES, Person
from shopdesk.infra.i18n import current_language, tr


@dataclass(frozen=True, slots=True)
class Names:
    """What departments and roles are called by their codes, in the language in use."""

    store: str
    departments: Mapping[str, str]
    roles: Mapping[str, str]

    def department(self, code: str) -> str:
        """The name of a department; its code where nobody knows it."""
        return self.departments.get(code, code)

    def post(self, person: Person) -> str:
        """What somebody does."""
        return self.roles.get(person.role_code, person.role_code)


def vacancy(rank: Rank) -> str:
    """How many posts of a rank are open."""
    return tr("{level}: {count} open", level=tr(LEVEL_NAMES[rank.level]), count=rank.vacant)


def branch_line(branch: Branch, names: Names) -> str:
    """A department with its number of people, and of open posts where there are any."""
    said = tr("{department} · {count} people", department=names.department(branch.code), count=len(branch.people))
    return said if not branch.vacant else tr("{words}, {count} open", words=said, count=branch.vacant)


def path_words(chart: OrgChart, person: Person) -> str:
    """To whom somebody hands what they may not decide; a level that nobody holds is named as skipped."""
    steps = escalation(chart, person)
    if not steps:
        return tr("{name} decides last.", name=person.label)
    there = [step for step in steps if step.people]
    if not there:
        return tr("{name} has nobody to hand to: {skipped}.", name=person.label, skipped=_skipped(steps))
    arrow = " → "
    said = tr("{name} hands to: {path}.", name=person.label, path=arrow.join(_step(step) for step in there))
    return said if len(there) == len(steps) else tr("{path} Skipped: {skipped}.", path=said, skipped=_skipped(steps))


def person_words(chart: OrgChart, person: Person, names: Names) -> str:
    """A person with department and post, and to whom they hand."""
    where = " · ".join((person.label, names.department(person.department_code), names.post(person)))
    return tr("{person}. {path}", person=where, path=path_words(chart, person))


def chart_lines(chart: OrgChart, names: Names) -> list[str]:
    """The whole chart as text, indented by rank."""
    lines = [names.store]
    for branch in (*((chart.top,) if chart.top is not None else ()), *chart.branches):
        lines.append(branch_line(branch, names))
        for rank in branch.ranks:
            lines += [f"    {person.label} · {names.post(person)}" for person in rank.people]
            if rank.vacant:
                lines.append(f"    {vacancy(rank)}")
    return lines


def _step(step: Step) -> str:
    comma = "、" if current_language().startswith("zh") else ", "
    return f"{tr(step.name)} {comma.join(person.label for person in step.people)}"


def _skipped(steps: Iterable[Step]) -> str:
    comma = "、" if current_language().startswith("zh") else ", "
    return tr("there is no {levels}", levels=comma.join(tr(step.name) for step in steps if not step.people))
