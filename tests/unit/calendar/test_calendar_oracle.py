"""Every row of the reference calendar for 2025 to 2028, which several independent libraries agree on."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from shopdesk.domain.calendar.festivals import CalendarDay, DayKind
from tests.unit.calendar.calendar_books import festival_book, holiday_book


def rows(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "reference" / "calendar-2025-2028.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_reference_is_in_the_calendar(shared_data: Path) -> None:
    found = rows(shared_data)
    assert len(found) == 308
    missing = [row for row in found if not _matches(row)]
    assert missing == []


def test_the_calendar_has_nothing_the_reference_lacks(shared_data: Path) -> None:
    reference = rows(shared_data)
    for year in (2025, 2026, 2027, 2028):
        for kinds, entries in (
            (("node_fixed", "node_lunar", "node_weekday", "node_solar_term", "planning_estimate", "platform_published"),
             [day for day in festival_book().days_of(year) if not _past_span_outside_reference(day)]),
            (("statutory_holiday",), holiday_book().statutory(year)),
            (("official_day_off",), [d for d in holiday_book().official(year) if d.kind is DayKind.HOLIDAY]),
            (("official_makeup_workday",), [d for d in holiday_book().official(year) if d.kind is DayKind.WORKDAY]),
        ):  # fmt: skip
            expected = sorted(row["date"] for row in reference if row["kind"] in kinds and row["date"][:4] == str(year))
            assert sorted(entry.date.isoformat() for entry in entries) == expected, (year, kinds)


def _past_span_outside_reference(day: CalendarDay) -> bool:
    return day.rule == "published" and day.date.year != 2025


def _matches(row: dict[str, str]) -> bool:
    day, kind = date.fromisoformat(row["date"]), row["kind"]
    if kind == "statutory_holiday":
        return any(e.date == day and e.name_zh == row["node_zh"] for e in holiday_book().statutory(day.year))
    if kind.startswith("official"):
        wanted = DayKind.WORKDAY if kind == "official_makeup_workday" else DayKind.HOLIDAY
        return any(
            e.date == day and e.kind is wanted and e.name_zh == row["node_zh"] and e.source == row["note"]
            for e in holiday_book().official(day.year)
        )
    estimated = kind == "planning_estimate"
    return any(
        entry.date == day and entry.code == row["node"] and entry.estimated is estimated
        and row["node_zh"].startswith(entry.name_zh)
        and (kind != "node_solar_term" or entry.kind is DayKind.SOLAR_TERM)
        for entry in festival_book().days_of(day.year)
    )  # fmt: skip
