"""What the day's form shows, read in one go on the database thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.daily.sheet import DaySheet
from shopdesk.services.daily.views import Meeting
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
    roles: Mapping[str, str]
    unopened: Unopened | None = None


def load(services: Services, store_id: int, day: date, checklist_id: int | None) -> Loaded:
    """Read the form and what stands around it."""
    services.ask_ahead(
        lambda: services.daily.sheet(store_id, day, checklist_id),
        lambda: services.daily.around(store_id, day),
        lambda: services.stores.unopened(store_id, day),
    )
    sheet, around = services.daily.sheet(store_id, day, checklist_id), services.daily.around(store_id, day)
    unopened = services.stores.unopened(store_id, day)
    return Loaded(sheet=sheet, people=around.people, missed=around.missed, roles=around.roles, unopened=unopened)


def load_meeting(services: Services, wanted: tuple[int, date]) -> Meeting:
    """What the morning meeting of a store's day needs."""
    services.ask_ahead(lambda: services.daily.meeting(*wanted))
    return services.daily.meeting(*wanted)
