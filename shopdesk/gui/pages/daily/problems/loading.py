"""What the problems view shows, read in one go, and how it is narrowed down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from shopdesk.domain.daily.problems import Problem, Repeat, Severity
from shopdesk.infra.i18n import current_language
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

    def item_name(self, code: str) -> str:
        """The words of an item; empty for a problem that comes from none."""
        return self.item_names.get(code, code)


def load(services: Services, store_id: int, today: date) -> Loaded:
    """Read everything the view needs; called on the database thread."""
    language = current_language()
    names: dict[str, str] = {}
    for view in services.checklists.all(store_id):
        for item in view.version.form.items:
            names.setdefault(item.code, item.text(language))
    return Loaded(
        store_id=store_id,
        today=today,
        problems=tuple(services.problems.all(store_id, today - timedelta(days=CLOSED_DAYS))),
        repeats=tuple(services.problems.repeats(store_id, today)),
        item_names=names,
        people=tuple(person.label for person in services.people.active(store_id, today)),
    )


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
        return any(self.words.casefold() in part.casefold() for part in said)
