"""The calendar as an iCalendar file that phones and mail programs read.

Every entry keeps its UID over exports, so importing the file again updates the entries instead of doubling them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.deadlines import ALARM_DAYS, KIND_NAMES, Deadline
from shopdesk.infra.i18n import tr

_DOMAIN = "shopdesk.invalid"
_RINGS_AT = timedelta(hours=9)  # of the day, when somebody is at work to hear it


def day_uid(entry: CalendarDay) -> str:
    """The lasting UID of a calendar entry: from its kind, code (or name) and date."""
    seed = f"{entry.kind}|{entry.code or entry.name_zh}|{entry.statutory}|{entry.date.isoformat()}"
    return f"day-{hashlib.sha256(seed.encode()).hexdigest()[:24]}@{_DOMAIN}"


def campaign_uid(campaign: Campaign) -> str:
    """The lasting UID of a campaign; it stays when the campaign is moved or renamed."""
    return f"campaign-{campaign.store_id}-{campaign.id}@{_DOMAIN}"


def deadline_uid(deadline: Deadline) -> str:
    """The lasting UID of a deadline; it stays when the day moves."""
    return f"{deadline.kind.value}-{deadline.store_id}-{deadline.record_id}@{_DOMAIN}"


def _event(uid: str, summary: str, start: date, end: date, stamp: datetime, category: str, text: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp.astimezone(UTC))  # the standard wants it in UTC
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", end + timedelta(days=1))
    event.add("categories", [category])
    event.add("transp", "TRANSPARENT")
    if text:
        event.add("description", text)
    return event


def _alarm(days_before: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", _RINGS_AT - timedelta(days=days_before))
    return alarm


def calendar_bytes(
    days: Iterable[CalendarDay],
    campaigns: Iterable[Campaign],
    deadlines: Iterable[Deadline] = (),
    *,
    language: str,
    stamp: datetime,
) -> tuple[bytes, int]:
    """The file's content and how many entries it has: whole-day events, names in ``language``.

    Days of the store in a row are one event; what is due and not done rings ahead.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//ShopDesk//Calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "ShopDesk")
    seen: set[str] = set()
    for entry, last in _in_a_row(days):
        uid = day_uid(entry)
        if uid in seen:  # a yearly own day and a single one of the same name on one date
            continue
        seen.add(uid)
        mark = {DayKind.HOLIDAY: "休", DayKind.WORKDAY: "班"}.get(entry.kind, "")
        name = entry.name(language)
        summary = f"{mark} {name}" if mark and language.startswith("zh") else name
        calendar.add_component(_event(uid, summary, entry.date, last, stamp, entry.kind.value, entry.source))
    for campaign in campaigns:
        calendar.add_component(
            _event(
                campaign_uid(campaign), campaign.name, campaign.start, campaign.end, stamp, "campaign", campaign.offer
            )
        )
    for deadline in deadlines:
        text = f"{tr(KIND_NAMES[deadline.kind])}: {deadline.title}"
        summary = f"✓ {text}" if deadline.done else text
        event = _event(
            deadline_uid(deadline), summary, deadline.due, deadline.due, stamp, deadline.kind.value, deadline.detail
        )
        if not deadline.done:
            for days_before in ALARM_DAYS[deadline.kind]:
                event.add_component(_alarm(days_before, text))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content, len(calendar.subcomponents)


def _in_a_row(days: Iterable[CalendarDay]) -> Iterable[tuple[CalendarDay, date]]:
    """Each entry with its last day; a day of the store that lasts several days is one entry."""
    open_runs: dict[str, tuple[CalendarDay, date]] = {}
    for entry in days:
        if entry.kind is not DayKind.OWN:
            yield entry, entry.date
            continue
        run = open_runs.get(entry.code)
        if run is not None and entry.date - run[1] == timedelta(days=1):
            open_runs[entry.code] = run[0], entry.date
        else:
            if run is not None:
                yield run
            open_runs[entry.code] = entry, entry.date
    yield from open_runs.values()
