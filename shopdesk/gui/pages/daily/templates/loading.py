"""What the forms view shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shopdesk.domain.daily.checklist import Checklist, ChecklistVersion
from shopdesk.domain.daily.editing import ShippedNews
from shopdesk.infra.i18n import current_language
from shopdesk.services.daily.checklists import ChecklistView
from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The forms of a store with every version, and the news of shipped ones."""

    store_id: int
    views: tuple[ChecklistView, ...] = ()
    away: tuple[Checklist, ...] = ()
    versions: Mapping[int, tuple[ChecklistVersion, ...]] = field(default_factory=dict)
    news: Mapping[int, ShippedNews] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)

    def checklist(self, checklist_id: int) -> Checklist | None:
        """A form by its id, put away or not."""
        known = [view.checklist for view in self.views] + list(self.away)
        return next((one for one in known if one.id == checklist_id), None)


def load(services: Services, store_id: int) -> Loaded:
    """Read everything the view needs; called on the database thread."""
    views = tuple(services.checklists.all(store_id))
    away = tuple(services.checklists.put_away(store_id))
    ids = [view.checklist.id or 0 for view in views] + [one.id or 0 for one in away]
    team = services.people.team(store_id)
    language = current_language()
    return Loaded(
        store_id=store_id,
        views=views,
        away=away,
        versions={one: tuple(services.checklists.versions(one, store_id)) for one in ids},
        news={
            view.checklist.id or 0: services.checklists.news(view.checklist.id or 0, store_id)
            for view in views
            if view.update
        },
        roles={role.code: role.name(language) for role in team.roles if not role.hidden},
    )
