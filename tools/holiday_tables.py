"""Write the yearly holiday files that the program ships: ``python tools/holiday_tables.py``.

Source is the chinesecalendar package (MIT), which carries the State Council's yearly notices. Each file holds one
notice: the breaks with their first and last day and the weekends worked in return. A test compares 2025 and 2026 with
the reference calendar and every year with a second package, which is why the files say that they are verified.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar

TARGET = Path(__file__).resolve().parent.parent / "resources" / "calendar"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
ENGLISH = {
    "Tomb-sweeping Day": "Qingming Festival",
    "Mid-autumn Festival": "Mid-Autumn Festival",
    "Anti-Fascist 70th Day": "70th anniversary of victory",
}
NOTICES = {
    2025: "https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",
    2026: "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",
}
# The package leaves out this Saturday, worked for the New Year break of 2006; the holidays package has it.
LEFT_OUT = {date(2005, 12, 31): "New Year's Day"}


def breaks() -> list[tuple[list[str], date, date]]:
    """Unbroken runs of days off with their names; a weekend between two days off belongs to the run."""
    runs: list[tuple[list[str], date, date]] = []
    for day, name in sorted(chinese_calendar.holidays.items()):
        if runs:
            names, first, last = runs[-1]
            between = [last + timedelta(days=n) for n in range(1, (day - last).days)]
            if all(gap.weekday() >= 5 and gap not in chinese_calendar.workdays for gap in between):
                runs[-1] = (names if name in names else [*names, name], first, day)
                continue
        runs.append(([name], day, day))
    return runs


def main() -> None:
    """Write one file a year, the year being that of the last day of a break."""
    years: dict[int, list[tuple[list[str], date, date, list[date]]]] = {}
    found = [(names, first, last, []) for names, first, last in breaks()]
    for day, name in sorted({**chinese_calendar.workdays, **LEFT_OUT}.items()):
        near = min((run for run in found if name in run[0]), key=lambda run: abs((run[1] - day).days))
        near[3].append(day)
    for run in found:
        years.setdefault(run[2].year, []).append(run)
    for year, runs in sorted(years.items()):
        lines = [
            f"# Days off and make-up workdays of {year} after the State Council's notice; by tools/holiday_tables.py.",
            f"year = {year}",
            f'source = "{NOTICES.get(year, "chinesecalendar 1.11.0, after the yearly notice of the State Council")}"',
            "as_of = 2026-11-22",
            "verified = true",
        ]
        for names, first, last, workdays in runs:
            lines += [
                "",
                "[[break]]",
                f'zh = "{"、".join(NAMES[name] for name in names)}"',
                f'en = "{", ".join(ENGLISH.get(name, name) for name in names)}"',
                f"first = {first}",
                f"last = {last}",
                f"workdays = [{', '.join(day.isoformat() for day in workdays)}]",
            ]
        (TARGET / f"holidays-{year}.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
