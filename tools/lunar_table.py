"""Write the lunar table that the program ships: ``python tools/lunar_table.py``.

The domain uses the standard library only, so the lunar years and solar terms are computed here once, with borax, and
stored as plain data. A test compares every day and every term of 2000 to 2056 with cnlunar, which computes them on
its own. The table ends with 2056: from the ninth month of 2057 on the published calendars disagree.
"""

from __future__ import annotations

import sys
from pathlib import Path

from borax.calendars.lunardate import LCalendars, LunarDate, TermUtils

FIRST_LUNAR_YEAR = 1999
LAST_LUNAR_YEAR = 2056
FIRST_TERM_YEAR = 1999
LAST_TERM_YEAR = 2057
TARGET = Path(__file__).resolve().parent.parent / "shopdesk" / "domain" / "calendar" / "lunar_data.py"

HEAD = '''"""Lunar years and solar terms as data. Written by tools/lunar_table.py with borax; do not edit by hand."""

from __future__ import annotations

# Lunar year -> its first day (month 1, day 1); the month that is doubled by a leap month, or 0; and the lengths of its
# months in order, the leap month after the one it doubles: L has 30 days, s has 29.
'''


def lunar_year(year: int) -> tuple[str, int, str]:
    """First day, leap month and month lengths of one lunar year."""
    months = list(LCalendars.iter_year_month(year))
    lengths = "".join("L" if length == 30 else "s" for _month, length, _leap in months)
    leap = next((month for month, _length, is_leap in months if is_leap), 0)
    return LunarDate(year, 1, 1).to_solar_date().isoformat(), leap, lengths


def term_days(year: int) -> str:
    """The 24 days of the month on which the terms of a year fall, two digits each, two terms a month."""
    return "".join(f"{TermUtils.nth_term_day(year, index).day:02d}" for index in range(24))


def table() -> str:
    """The text of the module."""
    lines = [HEAD, "LUNAR_YEARS: dict[int, tuple[str, int, str]] = {\n"]
    for year in range(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR + 1):
        first, leap, lengths = lunar_year(year)
        lines.append(f'    {year}: ("{first}", {leap}, "{lengths}"),\n')
    end = LunarDate(LAST_LUNAR_YEAR + 1, 1, 1).to_solar_date().isoformat()
    lines.append("}\n\n# The first day after the last lunar year above (Spring Festival of the year after).\n")
    lines.append(f'LUNAR_END = "{end}"\n\n')
    lines.append("# Solar year -> the day of the month of each of its 24 terms, two digits each, two terms a month.\n")
    lines.append("TERM_DAYS: dict[int, str] = {\n")
    lines += [f'    {year}: "{term_days(year)}",\n' for year in range(FIRST_TERM_YEAR, LAST_TERM_YEAR + 1)]
    lines.append("}\n")
    return "".join(lines)


if __name__ == "__main__":
    text = table()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text("utf-8") == text else "The shipped lunar table is out of date.")
    TARGET.write_text(text, "utf-8")
