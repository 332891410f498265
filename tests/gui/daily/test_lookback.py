"""Looking back as a user meets it: spans, the heat map, items, the workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from shopdesk.domain.daily.lookback import DayCompletion
from shopdesk.domain.daily.worksheet import Result
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.lookback.heat_map import HeatMap, describe
from shopdesk.gui.pages.daily.lookback.spans import Span
from shopdesk.gui.pages.daily.lookback.view import LookbackPart
from shopdesk.gui.pages.daily.page import DailyPage
from shopdesk.gui.theme import Theme
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.views import NewProblem
from tests.gui.hands import ModelRules

Settle = Callable[[], None]
TODAY = date(2026, 3, 16)


@pytest.fixture
def days(page_context: PageContext, clock: FixedClock) -> None:
    """Three days of answers: two full ones and a poor one with failures."""
    daily, store_id = page_context.services.daily, page_context.store_id
    for back, share in ((3, 33), (2, 33), (1, 4)):
        day = TODAY - timedelta(days=back)
        clock.set(datetime.combine(day, time(9)))
        sheet = daily.sheet(store_id, day)
        for place, line in enumerate(sheet.lines[:share]):
            failed = back == 1 and place < 2
            problem = NewProblem(title=f"Problem {place}") if failed else None
            result = Result.FAIL if failed else Result.NOT_APPLICABLE
            reason = "told so" if line.item.code in sheet.findings else ""
            daily.answer(sheet, line.item.code, result, who="小满", problem=problem, reason=reason)
    clock.set(datetime.combine(TODAY, time(9)))
    # The signals of seventy answers are delivered now, else the page would load itself anew for each of them.
    QTest.qWait(0)


def opened(page: DailyPage, settle: Settle) -> LookbackPart:
    view = page.show_view("lookback")
    settle()
    assert isinstance(view, LookbackPart)
    return view


def test_an_empty_year_says_so_without_a_trouble(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    view = LookbackPart(page_context)
    qtbot.addWidget(view)
    view.show()
    view.refresh()
    settle()
    assert view.completion.value.text() == "—"
    assert view.heat_map.grab().width() > 0
    assert view.pointed.text() == "2026-03-16: nothing was asked"


@pytest.mark.usefixtures("days")
def test_the_figures_of_a_span(page: DailyPage, settle: Settle) -> None:
    view = opened(page, settle)
    view.choose_span(Span.QUARTER)
    settle()
    assert view.dates.text() == "2025-12-17 – 2026-03-16"
    assert view.failed.value.text() == "2"
    assert view.open.value.text() == "2"
    assert view.streak.value.text() == "0"
    assert [bar.name for bar in view.by_person.bars] == ["小满"]
    assert [one.failed for one in view.failing.records_model.records] == [1, 1]
    view.choose_span(Span.WEEK)
    settle()
    assert view.failed.value.text() == "0", "Monday's week begins today"


@pytest.mark.usefixtures("days")
def test_the_heat_map_goes_by_arrows_and_enter_opens_the_day(page: DailyPage, settle: Settle, qtbot: QtBot) -> None:
    view = opened(page, settle)
    heat = view.heat_map
    heat.setFocus()
    assert heat.cursor_day == TODAY
    qtbot.keyClick(heat, Qt.Key.Key_Up)
    assert view.pointed.text() == "2026-03-15: 6 of 33 answered (18%), 2 failed"
    assert heat.accessibleDescription() == view.pointed.text()
    qtbot.keyClick(heat, Qt.Key.Key_Right)
    assert heat.cursor_day == TODAY, "not beyond today"
    qtbot.keyClick(heat, Qt.Key.Key_Left)
    qtbot.keyClick(heat, Qt.Key.Key_Down)
    assert heat.cursor_day == date(2026, 3, 10)
    qtbot.keyClick(heat, Qt.Key.Key_Return)
    settle()
    assert page.tabs.currentIndex() == 0
    assert page.view("today").sheet.day == date(2026, 3, 10)


@pytest.mark.usefixtures("days")
def test_a_click_opens_the_day(page: DailyPage, settle: Settle, qtbot: QtBot) -> None:
    view = opened(page, settle)
    rect = view.heat_map._cell(TODAY - timedelta(days=1))
    spot = QPoint(int(rect.center().x()), int(rect.center().y()))
    qtbot.mouseClick(view.heat_map, Qt.MouseButton.LeftButton, pos=spot)
    settle()
    assert page.view("today").sheet.day == TODAY - timedelta(days=1)


@pytest.mark.parametrize("year", [2020, 2023, 2024, 2026, 2028])
def test_every_day_of_a_year_has_one_place(qtbot: QtBot, year: int) -> None:
    heat = HeatMap(Theme(dark=True))
    qtbot.addWidget(heat)
    heat.resize(900, 170)
    heat.set_year(year, [], date(2040, 1, 1))
    seen = set()
    day = date(year, 1, 1)
    while day.year == year:
        center = heat._cell(day).center()
        assert heat.day_at(center.x(), center.y()) == day
        seen.add((round(center.x()), round(center.y())))
        day += timedelta(days=1)
    assert len(seen) == (date(year, 12, 31) - date(year, 1, 1)).days + 1
    assert max(x for x, _y in seen) < 900
    assert heat.day_at(2, 2) is None


def test_full_empty_and_failed_days_look_different(qtbot: QtBot) -> None:
    heat = HeatMap(Theme(dark=False))
    qtbot.addWidget(heat)
    heat.resize(1200, 180)
    full, none, failed = (date(2026, 2, day) for day in (2, 3, 4))
    heat.set_year(
        2026,
        [
            DayCompletion(day=full, asked=33, answered=33, failed=0),
            DayCompletion(day=none, asked=33, answered=0, failed=0),
            DayCompletion(day=failed, asked=33, answered=33, failed=2),
        ],
        TODAY,
    )
    picture = heat.grab().toImage()
    scale = picture.devicePixelRatio()

    def ink(day: date, corner: bool = False) -> str:
        rect = heat._cell(day)
        point = rect.topRight() + QPoint(-2, 2).toPointF() if corner else rect.center() + QPoint(-3, 3).toPointF()
        return picture.pixelColor(int(point.x() * scale), int(point.y() * scale)).name()

    assert ink(full) != ink(none)
    assert ink(full) == ink(failed)
    assert ink(failed, corner=True) != ink(full, corner=True)


def test_the_sentence_of_a_day() -> None:
    day = DayCompletion(day=TODAY, asked=33, answered=33, failed=0)
    assert describe(TODAY, day) == "2026-03-16: 33 of 33 answered (100%)"
    assert describe(TODAY, None) == "2026-03-16: nothing was asked"


@pytest.mark.usefixtures("days")
def test_the_workbook_is_written_and_offered(
    page: DailyPage, settle: Settle, tmp_path: Path, page_context: PageContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = opened(page, settle)
    target = tmp_path / "回顾.xlsx"
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_args, **_more: (str(tmp_path / "回顾"), "")
    )
    view.export.click()
    settle()
    from openpyxl import load_workbook

    book = load_workbook(target)
    assert book["Days"].cell(1, 1).value == "Days"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == ["回顾.xlsx"]


@pytest.mark.usefixtures("days")
def test_models_keep_qts_rules(page: DailyPage, settle: Settle, rules: ModelRules) -> None:
    view = opened(page, settle)
    rules.watch(view.failing.records_model)


def test_what_is_shown_is_as_wide_in_a_low_window_as_in_a_high_one(
    qtbot: QtBot, page_context: PageContext, settle: Settle
) -> None:
    # The year gets lower as it gets narrower: with a bar that comes and goes the layout went round until it crashed.
    view = LookbackPart(page_context)
    qtbot.addWidget(view)
    view.resize(1176, 500)
    view.show()
    view.refresh()
    settle()
    scroll = view.findChild(QScrollArea, "lookback.scroll")
    assert scroll is not None
    content = scroll.widget()
    assert content is not None
    assert content.height() > scroll.viewport().height()
    low = content.width()
    view.resize(1176, 2_000)
    QTest.qWait(0)
    assert content.height() == scroll.viewport().height()
    assert content.width() == low
