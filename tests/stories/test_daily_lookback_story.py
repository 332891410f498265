"""Looking back over a quarter: what the screen, the workbook and the weekly report say, reckoned anew from the rows.

The second reckoning reads the data file with plain SQL and adds up in plain Python; it shares no code with the program.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from shopdesk.domain.periods import Period, week_of
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.infra import i18n
from shopdesk.infra.clock import FixedClock
from shopdesk.storage.sqlite.driver import driver as sqlite3

FIRST, LAST, MISSED = date(2026, 1, 1), date(2026, 3, 31), date(2026, 2, 18)
PEOPLE = ("小满", "惊蛰", "白露", "LiNa")
ALWAYS = "meeting.target"
SPANS = {
    "week": (date(2026, 3, 30), LAST),
    "month": (date(2026, 3, 1), LAST),
    "quarter": (LAST - timedelta(days=89), LAST),
    "year": (FIRST, LAST),
}


@pytest.fixture
def quarter(page_context: PageContext, clock: FixedClock) -> None:
    """Ninety days written straight into the data file: one missed, the last four complete, some fails, 25 problems."""
    clock.set(datetime(2026, 1, 1, 8))
    services, store = page_context.services, page_context.store_id
    form = services.checklists.all(store)[0]
    items = [item.code for item in form.version.form.asked_on(LAST)]
    dice = random.Random(20260331)
    with closing(sqlite3.connect(page_context.app.paths.database)) as data:
        day = FIRST
        while day <= LAST:
            if day != MISSED:
                _write_day(data, dice, day, store, form, items)
            day += timedelta(days=1)
        for number in range(25):
            found = FIRST + timedelta(days=dice.randrange(85))
            done = found + timedelta(days=dice.randrange(9)) if number % 3 else None
            due = found + timedelta(days=dice.randrange(12))
            data.execute(
                "INSERT INTO problems (store_id, title, detail, area, item_code, severity, state, owner, due,"
                " opened_on, opened_by, needs_second, done_by, result, closed_on, closed_by, reopened)"
                " VALUES (?, ?, '', 'pages', '', 'normal', ?, '惊蛰', ?, ?, '小满', 0, '', '', ?, '', 0)",
                (
                    store,
                    f"问题{number}",
                    "closed" if done else "open",
                    str(due),
                    str(found),
                    str(done) if done else None,
                ),
            )
        data.commit()
    clock.set(datetime(2026, 3, 31, 23, 30))


def _write_day(
    data: sqlite3.Connection, dice: random.Random, day: date, store: int, form: Any, items: list[str]
) -> None:
    added = data.execute(
        "INSERT INTO worksheets (store_id, day, checklist_id, version_id, started_at, note) VALUES (?, ?, ?, ?, ?, '')",
        (store, str(day), form.checklist.id, form.version.id, f"{day} 08:30:00"),
    )
    complete = day > LAST - timedelta(days=4) or (day != LAST - timedelta(days=4) and dice.random() < 0.6)
    chosen = items if complete else sorted({ALWAYS, *dice.sample(items, 26)})
    for code in chosen:
        luck = dice.random()
        result = "pass" if code == ALWAYS or luck < 0.9 else "fail" if luck < 0.95 else "na"
        data.execute(
            "INSERT INTO answers (store_id, worksheet_id, item_code, result, words, file, who, at, auto, reason,"
            " verified_by) VALUES (?, ?, ?, ?, '', '', ?, ?, ?, '', '')",
            (store, added.lastrowid, code, result, dice.choice(PEOPLE), f"{day} 09:00:00", int(dice.random() < 0.1)),
        )


class Reckoning:
    """The figures of a span from the rows of the data file."""

    def __init__(self, database: Path, start: date, end: date) -> None:
        with closing(sqlite3.connect(database)) as data:
            answers = data.execute(
                "SELECT w.day, a.item_code, a.result, a.who, a.auto FROM answers a"
                " JOIN worksheets w ON w.id = a.worksheet_id"
            ).fetchall()
            problems = data.execute("SELECT opened_on, closed_on, due FROM problems").fetchall()
        here = [row for row in answers if str(start) <= row[0] <= str(end)]
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
        by_day = Counter(row[0] for row in here)
        self.asked, self.done = 33 * len(days), len(here)
        self.failed = sum(row[2] == "fail" for row in here)
        self.failed_days = len({row[0] for row in here if row[2] == "fail"})
        self.by_day = {day: (by_day[str(day)], sum(r[0] == str(day) and r[2] == "fail" for r in here)) for day in days}
        self.by_weekday: dict[int, tuple[int, int]] = {
            number: (
                sum(by_day[str(day)] for day in days if day.isoweekday() == number),
                33 * sum(day.isoweekday() == number for day in days),
            )
            for number in range(1, 8)
            if any(day.isoweekday() == number for day in days)
        }
        areas = Counter(row[1].split(".")[0] for row in here)
        sizes = {"meeting": 6, "pages": 12, "operations": 7, "service": 8}
        self.by_area = {area: (areas[area], size * len(days)) for area, size in sizes.items()}
        people: dict[str, list[Any]] = defaultdict(list)
        for row in here:
            if not row[4]:
                people[row[3]].append(row)
        self.people = {who: (len(rows), len({row[0] for row in rows})) for who, rows in people.items()}
        self.streak = 0
        for day in reversed(days):
            if by_day[str(day)] < 33:
                break
            self.streak += 1
        judged = [row for row in here if row[2] != "na"]
        self.items = {
            code: (
                sum(row[1] == code for row in judged),
                sum(row[1] == code and row[2] == "fail" for row in judged),
            )
            for code in {row[1] for row in judged}
        }
        self.never = {code for code, (count, failed) in self.items.items() if count >= 60 and not failed}
        closed = [row for row in problems if row[1] is not None and str(start) <= row[1] <= str(end)]
        self.opened = sum(str(start) <= row[0] <= str(end) for row in problems)
        self.closed = len(closed)
        waits = [(date.fromisoformat(row[1]) - date.fromisoformat(row[0])).days for row in closed]
        self.mean = Decimal(sum(waits)) / len(waits) if waits else None
        still = [row for row in problems if row[0] <= str(end) and (row[1] is None or row[1] > str(end))]
        self.open = len(still)
        self.overdue = sum(row[2] is not None and row[2] < str(end) for row in still)


def percent(done: int, asked: int, places: str) -> str:
    return f"{(Decimal(100 * done) / asked).quantize(Decimal(places), ROUND_HALF_UP)}%"


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, wait: Callable[[], None], quarter: None) -> DailyPage:
    found = DailyPage(page_context)
    qtbot.addWidget(found)
    found.resize(1200, 760)
    found.show()
    found.show_view("lookback")
    wait()
    return found


def choose(page: DailyPage, span: str, wait: Callable[[], None]) -> Any:
    button = page.findChild(QPushButton, f"lookback.span.{span}")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait()
    return page.view("lookback")


def test_every_figure_of_every_span_is_what_the_rows_say(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None]
) -> None:
    for span in SPANS:
        _every_figure(page, page_context, wait, span)


def _every_figure(page: DailyPage, page_context: PageContext, wait: Callable[[], None], span: str) -> None:
    view = choose(page, span, wait)
    own = Reckoning(page_context.app.paths.database, *SPANS[span])
    assert view.completion.value.text() == percent(own.done, own.asked, "0.1")
    assert view.completion.note.text() == f"{own.done} of {own.asked} items"
    assert view.streak.value.text() == str(own.streak) != "0"
    assert view.failed.value.text() == str(own.failed)
    assert view.failed.note.text() == f"on {own.failed_days} days"
    if own.mean is not None:
        assert view.closing.value.text() == str(own.mean.quantize(Decimal("0.1"), ROUND_HALF_UP))
    assert view.closing.note.text() == f"{own.opened} opened, {own.closed} closed"
    assert (view.open.value.text(), view.open.note.text()) == (str(own.open), f"{own.overdue} overdue")
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert [(bar.name, bar.words) for bar in view.by_weekday.bars] == [
        (names[number - 1], f"{percent(done, asked, '1')}  {done}/{asked}")
        for number, (done, asked) in own.by_weekday.items()
    ]
    bars = {bar.name: bar.words for bar in view.by_person.bars}
    assert bars == {who: f"{count} · {days} day{'s' * (days != 1)}" for who, (count, days) in own.people.items()}
    if not SPANS[span][0] <= MISSED <= SPANS[span][1]:
        order = ("Morning meeting", "Pages", "Operations", "Customer service")
        assert [(bar.name, bar.words) for bar in view.by_area.bars] == [
            (name, f"{percent(done, asked, '1')}  {done}/{asked}")
            for name, (done, asked) in zip(order, own.by_area.values(), strict=True)
        ]
    # The tables of items, and a sentence where one is empty.
    failing = {one.item_code: (one.answered, one.failed) for one in view.failing.records_model.records}
    assert failing == {code: counts for code, counts in own.items.items() if counts[1]}
    assert [one.failed for one in view.failing.records_model.records] == sorted(
        (count for _answered, count in failing.values()), reverse=True
    )
    never = {one.item_code for one in view.never.records_model.records}
    assert never == own.never
    assert view.never.isVisibleTo(view) is bool(never)
    if span in ("quarter", "year"):
        assert ALWAYS in never
    else:
        assert not never
        most = max(count for count, _failed in own.items.values())
        assert f"checked on {most} day" in view.never_hint.text(), "an empty table says why it is empty"


def test_a_span_without_checks_and_one_without_fails_say_so(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None], clock: FixedClock
) -> None:
    i18n.set_language("zh_CN")
    with closing(sqlite3.connect(page_context.app.paths.database)) as data:
        data.execute("UPDATE answers SET result = 'pass'")
        data.commit()
    view = choose(page, "month", wait)
    assert not view.failing.isVisibleTo(view)
    assert view.failing_hint.text() == "这段时间没有不合格。"
    clock.set(datetime(2025, 12, 20, 9))
    view = choose(page, "week", wait)
    assert not view.failing.isVisibleTo(view)
    assert not view.never.isVisibleTo(view)
    assert view.failing_hint.text() == view.never_hint.text() == "这段时间没有检查记录。"
    assert view.completion.value.text() == "—"


def test_the_year_is_painted_from_the_same_days_and_leads_to_them(
    page: DailyPage, page_context: PageContext, wait: Callable[[], None]
) -> None:
    view = choose(page, "year", wait)
    own = Reckoning(page_context.app.paths.database, FIRST, LAST)
    heat = view.heat_map
    assert {day: (one.answered, one.failed) for day, one in heat._days.items()} == own.by_day
    heat.setFocus()
    QTest.keyClick(heat, Qt.Key.Key_Home)
    done, failed = own.by_day[FIRST]
    told = f"2026-01-01: {done} of 33 answered ({percent(done, 33, '1')})"
    assert view.pointed.text() == (f"{told}, {failed} failed" if failed else told)
    picture = heat.grab().toImage()
    scale = picture.devicePixelRatio()

    def ink(day: date) -> str:
        middle = heat._cell(day).center() + QPoint(-3, 3).toPointF()
        return picture.pixelColor(int(middle.x() * scale), int(middle.y() * scale)).name()

    full = next(day for day, (count, _failed) in own.by_day.items() if count == 33)
    part = next(day for day, (count, _failed) in own.by_day.items() if 0 < count < 33)
    assert len({ink(full), ink(part), ink(MISSED)}) == 3
    spot = heat._cell(MISSED).center()
    QTest.mouseClick(heat, Qt.MouseButton.LeftButton, pos=QPoint(int(spot.x()), int(spot.y())))
    wait()
    assert page.tabs.currentIndex() == 0
    assert page.view("today").sheet.day == MISSED


def rows_of(book: CalamineWorkbook, sheet: str) -> list[list[Any]]:
    return [row for row in book.get_sheet_by_name(sheet).to_python() if any(cell != "" for cell in row)]


def test_the_workbook_holds_the_same_figures(
    page: DailyPage,
    page_context: PageContext,
    wait: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = choose(page, "month", wait)
    target = tmp_path / "三月.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    QTest.mouseClick(view.export, Qt.MouseButton.LeftButton)
    wait()
    assert target.name in page_context.messages.text
    own = Reckoning(page_context.app.paths.database, *SPANS["month"])
    book = CalamineWorkbook.from_path(str(target))
    days = {row[0]: row for row in rows_of(book, "Days") if isinstance(row[0], date)}
    assert {day: (row[2], row[3], row[4]) for day, row in days.items()} == {
        day: (33, done, failed) for day, (done, failed) in own.by_day.items()
    }
    (total,) = [row for row in rows_of(book, "Days") if row[0] == "Total"]
    assert total[2:5] == [own.asked, own.done, own.failed]
    assert round(total[5], 6) == round(own.done / own.asked, 6)
    shares = {row[0]: row[1:] for row in rows_of(book, "Completion")}
    assert {name: tuple(shares[name][:2]) for name in ("Pages", "Operations")} == {
        "Pages": own.by_area["pages"][::-1],
        "Operations": own.by_area["operations"][::-1],
    }
    assert {who: (shares[who][0], shares[who][2]) for who in PEOPLE} == own.people
    assert shares["Still open at the end"][0] == own.open
    assert shares["Complete days in a row"][0] == own.streak
    items = {row[1]: row for row in rows_of(book, "Items")}
    form = page_context.services.checklists.all(page_context.store_id)[0].version.form
    for code, (answered, failed) in own.items.items():
        item = form.item(code)
        assert item is not None
        assert items[item.en][2:4] == [answered, failed]
    titles = {row[0] for row in rows_of(book, "Problems")}
    with closing(sqlite3.connect(page_context.app.paths.database)) as data:
        start, end = SPANS["month"]
        wanted = data.execute(
            "SELECT title FROM problems WHERE opened_on <= ? AND (closed_on IS NULL OR closed_on >= ?)",
            (str(end), str(start)),
        ).fetchall()
    assert {row[0] for row in wanted} == {title for title in titles if title.startswith("问题")}


def test_the_weekly_report_says_the_same(page: DailyPage, page_context: PageContext, tmp_path: Path) -> None:
    week: Period = week_of(date(2026, 3, 25))
    target = tmp_path / "week.xlsx"
    page_context.services.reports.write_weekly(page_context.store_id, week, target)
    own = Reckoning(page_context.app.paths.database, week.start, week.end)
    rows = rows_of(CalamineWorkbook.from_path(str(target)), "Daily checks")
    days = {row[0]: tuple(row[2:5]) for row in rows if isinstance(row[0], date)}
    wanted = {day: (33, done, failed) for day, (done, failed) in own.by_day.items()}
    assert {day: days[day] for day in wanted} == wanted
    (whole,) = [row for row in rows if row[0] == "Whole week"]
    assert whole[2:5] == [own.asked, own.done, own.failed]
    heading = next(place for place, row in enumerate(rows) if row[0] == "Opened")
    assert rows[heading + 1][:4] == [own.opened, own.closed, own.open, own.overdue]
    mean = rows[heading + 1][4]
    assert own.mean is not None
    assert abs(mean - float(own.mean)) < 1e-5
