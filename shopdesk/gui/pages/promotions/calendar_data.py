"""What the calendar views show, fetched on the database thread in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind, PublishedSpan
from shopdesk.domain.calendar.lunar import FIRST_YEAR, LAST_YEAR
from shopdesk.domain.campaigns.gates import Gate
from shopdesk.domain.campaigns.records import Campaign, Milestone
from shopdesk.domain.deadlines import Deadline, DeadlineKind
from shopdesk.domain.rights import if_seen
from shopdesk.services.campaigns.views import CampaignView

if TYPE_CHECKING:
    from shopdesk.services.registry import Services

FIRST_DAY = date(FIRST_YEAR, 1, 1)
LAST_DAY = date(LAST_YEAR, 12, 31)


@dataclass(frozen=True, slots=True)
class CalendarData:
    """Some days of the calendar: entries by day, campaigns, milestones, and the campaign in view."""

    start: date
    end: date
    entries: dict[date, list[CalendarDay]] = field(default_factory=dict)
    campaigns: tuple[Campaign, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    hints: tuple[PublishedSpan, ...] = ()
    unannounced: tuple[int, ...] = ()
    selected: CampaignView | None = None
    gates: tuple[Gate, ...] = ()

    def mark(self, day: date) -> DayKind | None:
        """Whether the day is a make-up workday or a day off; ``None`` for an ordinary one."""
        kinds = {entry.kind for entry in self.entries.get(day, ())}
        if DayKind.WORKDAY in kinds:
            return DayKind.WORKDAY
        return DayKind.HOLIDAY if DayKind.HOLIDAY in kinds else None

    def told(self, day: date) -> list[CalendarDay]:
        """The entries of a day; a festival and the holiday of the same name are told once, as a holiday."""
        entries = self.entries.get(day, [])
        holidays = {entry.name_zh for entry in entries if entry.kind is DayKind.HOLIDAY}
        return [entry for entry in entries if entry.kind is DayKind.HOLIDAY or entry.name_zh not in holidays]

    def named(self, day: date) -> list[CalendarDay]:
        """The entries worth a name in a small cell: festivals, terms, own days, not the days off themselves."""
        wanted = (DayKind.OWN, DayKind.FESTIVAL, DayKind.SOLAR_TERM)
        return sorted(
            (entry for entry in self.entries.get(day, ()) if entry.kind in wanted),
            key=lambda entry: (entry.kind is not DayKind.OWN, not entry.major, entry.estimated),
        )

    def on(self, day: date) -> list[Campaign]:
        """The campaigns that include a day."""
        return [campaign for campaign in self.campaigns if campaign.start <= day <= campaign.end]

    def due(self, day: date) -> list[Milestone]:
        """The milestones due on a day."""
        return [milestone for milestone in self.milestones if milestone.due == day]

    def open_on(self, day: date) -> int:
        """How many milestones and deadlines of a day are still to be seen to."""
        milestones = sum(milestone.done_on is None for milestone in self.due(day))
        return milestones + sum(not one.done for one in self.ending(day))

    def ending(self, day: date) -> list[Deadline]:
        """The documents and time limits that end on a day."""
        return [one for one in self.deadlines if one.due == day]


def load(services: Services, store_id: int, start: date, end: date, selected_id: int | None) -> CalendarData:
    """The days from ``start`` to ``end``; runs on the database thread."""
    middle = start + timedelta(days=(end - start).days // 2)
    years = range(max(start.year, FIRST_YEAR), min(end.year, LAST_YEAR) + 1)
    services.ask_ahead(
        lambda: services.campaigns.between(store_id, start, end),
        lambda: services.calendar.shown_between(start, end, store_id),
        lambda: services.campaigns.milestones_between(store_id, start, end),
        lambda: services.calendar.deadlines(store_id, start, end),
        lambda: services.campaigns.gates.of_store(store_id),
    )
    campaigns = services.campaigns.between(store_id, start, end)
    selected = None
    if selected_id is not None and any(c.id == selected_id for c in services.campaigns.of_store(store_id)):
        selected = services.campaigns.view(selected_id, store_id)
    return CalendarData(
        start=start,
        end=end,
        entries=services.calendar.shown_between(start, end, store_id),
        campaigns=tuple(campaigns),
        milestones=if_seen(lambda: tuple(services.campaigns.milestones_between(store_id, start, end)), ()),
        deadlines=tuple(
            one for one in services.calendar.deadlines(store_id, start, end) if one.kind is not DeadlineKind.MILESTONE
        ),
        hints=tuple(services.calendar.hints(middle.year, middle.month)) if (end - start).days < 60 else (),
        unannounced=tuple(year for year in years if not services.calendar.announced(year)),
        selected=selected,
        gates=if_seen(lambda: services.campaigns.gates.of_store(store_id), ()),
    )
