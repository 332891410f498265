"""What the problems view shows, read in one go, and how it is narrowed down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from shopdesk.domain.daily.problems import Problem, Repeat, Severity
from shopdesk.domain.searching import folded
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.registry import Services

CLOSED_DAYS = 30
NOBODY = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The problems of a store, the most urgent first; ``item_names`` gives the words for item codes."""

    store_id: int
    today: date
    problems: tuple[Problem, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    item_names: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    closed_days: int = CLOSED_DAYS

    def item_name(self, code: str) -> str:
        """The words of an item; empty for a problem that comes from none."""
        if not code:
            return ""
        return self.item_names.get(code) or tr("an item that is no longer on a form")


def load(services: Services, store_id: int, today: date, closed_days: int = CLOSED_DAYS) -> Loaded:
    """Read everything the view needs; called on the database thread.

    Problems closed longer ago than ``closed_days`` stay away; 0 brings all of them.
    """
    since = today - timedelta(days=closed_days) if closed_days else None
    services.ask_ahead(
        lambda: services.problems.all(store_id, since),
        lambda: services.problems.repeats(store_id, today),
        lambda: services.checklists.all(store_id),
        lambda: services.people.active(store_id, today),
    )
    problems = tuple(services.problems.all(store_id, since))
    repeats = tuple(services.problems.repeats(store_id, today))
    codes = {one.item_code for one in (*problems, *repeats) if one.item_code}
    return Loaded(
        store_id=store_id,
        today=today,
        problems=problems,
        repeats=repeats,
        item_names=_item_names(services, store_id, codes),
        people=tuple(person.label for person in services.people.active(store_id, today)),
        closed_days=closed_days,
    )


def _item_names(services: Services, store_id: int, codes: set[str]) -> dict[str, str]:
    """The words of items, from today's forms, else from older versions: an item may be gone, its problems stay."""
    language = current_language()
    names: dict[str, str] = {}
    views = services.checklists.all(store_id)
    for view in views:
        for item in view.version.form.items:
            names.setdefault(item.code, item.text(language))
    if codes <= names.keys():
        return names
    ids = [view.checklist.id or 0 for view in views]
    ids += [away.id or 0 for away in services.checklists.put_away(store_id)]
    for checklist_id in ids:
        for version in services.checklists.versions(checklist_id, store_id):
            for item in version.form.items:
                names.setdefault(item.code, item.text(language))
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """Which problems are wanted: by words, owner, severity and whether they are overdue."""

    words: str = ""
    owner: str = ""
    severity: Severity | None = None
    overdue: bool = False

    def takes(self, problem: Problem, loaded: Loaded) -> bool:
        """Whether a problem is wanted."""
        if self.owner == NOBODY and problem.owner.strip():
            return False
        if self.owner not in ("", NOBODY) and problem.owner.strip() != self.owner:
            return False
        if self.severity is not None and problem.severity is not self.severity:
            return False
        if self.overdue and not problem.days_late(loaded.today):
            return False
        if not self.words:
            return True
        said = (problem.title, problem.detail, problem.owner, problem.result, loaded.item_name(problem.item_code))
        return any(folded(self.words) in folded(part) for part in said)
