"""Words for what the roster shows: duties, days, cover."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.periods import By, label
from shopdesk.domain.roster import AWAY_NAMES, RosterDay, RosterWeek, hours_text
from shopdesk.domain.roster_checks import Band, gaps
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import current_language, tr


def week_title(monday: date, sunday: date) -> str:
    """``2026-W12 · 03-16 – 03-22``."""
    return f"{label(monday, By.WEEK)} · {monday:%m-%d} – {sunday:%m-%d}"


def duty_name(week: RosterWeek, entry: RosterDay | None) -> str:
    """What a duty is called; empty for none, the code itself for a shift that is not known."""
    if entry is None:
        return ""
    if entry.away is not None:
        return tr(AWAY_NAMES[entry.away])
    shift = week.shift(entry.duty)
    return entry.duty if shift is None else shift.name(current_language())


def hours(minutes: int | None) -> str:
    """Hours of a week, a dash where nothing is planned."""
    return NO_DATA if minutes is None else hours_text(minutes)


def cover_text(covered: list[Band] | None) -> str:
    """How the open hours of a day are covered, in a few signs: the first gap, or how many are there."""
    if covered is None:
        return NO_DATA
    missing = gaps(covered)
    if missing:
        more = f" +{len(missing) - 1}" if len(missing) > 1 else ""
        return f"✕ {missing[0].times}{more}"
    counts = [band.people for band in covered]
    least, most = min(counts), max(counts)
    return f"✓ {least}" if least == most else f"✓ {least}–{most}"


def cover_details(covered: list[Band] | None) -> str:
    """Each stretch of the open hours with the number of people, a line each."""
    if covered is None:
        return tr("No roster, or nobody in customer service")
    return "\n".join(tr("{times}: {count} people", times=band.times, count=band.people) for band in covered)
