"""The roster of a week in words, for print."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.periods import By, label
from shopdesk.domain.roster import AWAY_NAMES, Member, RosterWeek, hours_text
from shopdesk.domain.roster_checks import Band, cover, gaps
from shopdesk.domain.text import NO_DATA, Names
from shopdesk.infra.i18n import current_language, tr
from shopdesk.infra.weekdays import weekday_text
from shopdesk.reporting.roster_sheet import RosterFacts, SheetCell, SheetRow, roster_html

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


def roster_paper(services: Services, store_id: int, day: date) -> tuple[str, str]:
    """The sheet of the week with a day in it as HTML, and its title."""
    with services.reading():
        store = services.stores.get(store_id)
        week = services.roster.week(store_id, day)
        headings = services.roster.headings(store_id, week.monday)
        roles = services.people.catalogue.role_names(store_id)
    facts = RosterFacts(
        store=store.name,
        week=f"{label(week.monday, By.WEEK)} ({week.monday} – {week.days[-1]})",
        about=_about(week),
        days=_days(week, headings),
        rows=_rows(week, roles),
        cover=[_covered(cover(week, one)) for one in week.days],
        notes=_notes(week),
    )
    return roster_html(facts), f"{tr('Roster', context='sheet')} · {store.name} · {label(week.monday, By.WEEK)}"


def _about(week: RosterWeek) -> str:
    language = current_language()
    parts = [tr("Service open {hours}", hours=week.hours.text)]
    parts += [
        tr(
            "{shift} {times} ({hours} h)",
            shift=shift.name(language),
            times=shift.times,
            hours=hours_text(shift.minutes),
        )
        for shift in week.offered
    ]
    return " · ".join(parts)


def _days(week: RosterWeek, headings: dict[date, tuple[str, ...]]) -> list[SheetCell]:
    return [
        SheetCell(text=f"{weekday_text(day)} {day:%m-%d}", small=" · ".join(headings.get(day, ()))) for day in week.days
    ]


def _rows(week: RosterWeek, roles: dict[str, str]) -> list[SheetRow]:
    rows = []
    for member in week.members:
        minutes = week.minutes(member.id)
        rows.append(
            SheetRow(
                name=member.person.label,
                role=roles.get(member.person.role_code, ""),
                cells=[_cell(week, member, day) for day in week.days],
                hours=NO_DATA if minutes is None else hours_text(minutes),
            )
        )
    return rows


def _cell(week: RosterWeek, member: Member, day: date) -> SheetCell:
    entry = week.entry(member.id, day)
    if entry is None:
        return SheetCell(away=day not in member.employed)
    mark = " *" if entry.note else ""
    if entry.away is not None:
        return SheetCell(text=tr(AWAY_NAMES[entry.away]) + mark, away=True)
    shift = week.shift(entry.duty)
    if shift is None:
        return SheetCell(text=entry.duty + mark)
    return SheetCell(text=shift.name(current_language()) + mark, small=shift.times)


def _covered(covered: list[Band] | None) -> str:
    if covered is None:
        return NO_DATA
    missing = gaps(covered)
    if missing:
        return tr("nobody {times}", times=Names(band.times for band in missing))
    counts = {band.people for band in covered}
    return str(min(counts)) if len(counts) == 1 else f"{min(counts)}–{max(counts)}"


def _notes(week: RosterWeek) -> list[str]:
    return [
        f"* {member.person.label} {day:%m-%d} · {entry.note}"
        for member in week.members
        for day in week.days
        if (entry := week.entry(member.id, day)) is not None and entry.note
    ]
