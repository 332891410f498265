"""The shipped books, read once for the calendar tests."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopdesk.domain.calendar.festivals import FestivalBook, parse_book
from shopdesk.domain.calendar.holidays import HolidayBook, parse_laws, parse_shipped_notice

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "calendar"


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@lru_cache
def festival_book() -> FestivalBook:
    return parse_book(read("festivals.toml"), read("published.toml"))


@lru_cache
def holiday_book() -> HolidayBook:
    notices = [parse_shipped_notice(read(file.name)) for file in sorted(FOLDER.glob("holidays-*.toml"))]
    return HolidayBook(parse_laws(read("holiday-laws.toml")), {notice.year: notice for notice in notices})
