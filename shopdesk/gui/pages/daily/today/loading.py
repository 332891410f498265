"""What the day's form shows, read in one go on the database thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.services.registry import Services
from shopdesk.services.stores import Unopened


@dataclass(frozen=True, slots=True)
class Loaded:
    """A day's form, who may check it, which days before have none, and what roles are called.

    ``unopened`` is there while the store has not opened: then the form is not asked for.
    """

    sheet: DaySheet
    people: tuple[str, ...]
    missed: tuple[date, ...]
    roles: dict[str, str]
    unopened: Unopened | None = None


def load(services: Services, store_id: int, day: date, checklist_id: int | None) -> Loaded:
    """Read the form; what the data answer is written down first."""
    sheet = services.daily.sheet(store_id, day, checklist_id)
    unopened = services.stores.unopened(store_id, day)
    if unopened is None and services.daily.answer_from_data(sheet):
        sheet = services.daily.sheet(store_id, day, checklist_id)
    # Who is on duty is the likelier checker and comes first.
    team = [*services.people.on_duty(store_id, day), *services.people.active(store_id, day)]
    return Loaded(
        sheet=sheet,
        people=tuple(dict.fromkeys(person.label for person in team)),
        missed=tuple(services.daily.missed_days(store_id, day)),
        roles=services.people.role_names(store_id),
        unopened=unopened,
    )
