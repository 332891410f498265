"""The parts of the budget at their borders: nothing planned, nothing moving, far days, lines of statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, MoneyKind, Outlook
from shopdesk.domain.setup.cash import curves
from shopdesk.gui.charts.cash_chart import CashChart
from shopdesk.gui.pages.setup.page import SetupPage
from shopdesk.gui.theme import Theme
from shopdesk.reporting.budget_book import write_budget_workbook
from shopdesk.services.setup.budget_paper import budget_facts, budget_html
from tests.gui.setup.support import form, label, press_ok

Settle = Callable[[], None]
TODAY = date(2026, 3, 16)


def phase(start: date, end: date, target: int = 0) -> BudgetPhase:
    return BudgetPhase(
        id=1, store_id=1, position=1, title="p", starts_on=start, ends_on=end, month_target_fen=target * 100
    )


def ink_of(chart: CashChart) -> int:
    """How many pixels of the chart are not its ground."""
    image = chart.grab().toImage()
    ground = image.pixelColor(image.width() - 1, image.height() - 1)
    return sum(
        image.pixelColor(x, y) != ground for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    )


@pytest.mark.parametrize(
    ("start", "end", "fen"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), 0),
        (date(2026, 1, 1), date(2026, 12, 31), 0),
        (date(1990, 1, 1), date(2099, 12, 31), 100_000_000_000_000),
        (date(2026, 1, 31), date(2026, 2, 1), 1),
    ],
)
def test_the_chart_draws_whatever_a_plan_can_hold(qtbot: QtBot, start: date, end: date, fen: int) -> None:
    lines = [BudgetLine(store_id=1, phase_id=1, kind=MoneyKind.ADS, amount_fen=fen)]
    chart = CashChart(Theme(dark=False))
    qtbot.addWidget(chart)
    chart.resize(600, 260)
    assert chart.reader_points() == []
    chart.show()
    chart.show_curves(curves(BudgetPlan(store_id=1), [phase(start, end, 100)], lines))
    assert ink_of(chart) > 100
    points = chart.reader_points()
    assert points[0].startswith(start.isoformat())
    assert points[-1].startswith(f"{end:%Y-%m}")
    assert sum("(lowest)" in point for point in points) >= 1


@pytest.fixture(scope="module")
def drawn() -> Iterator[CashChart]:
    chart = CashChart(Theme(dark=False))
    yield chart
    chart.deleteLater()


@given(
    start=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    length=st.integers(0, 900),
    width=st.integers(260, 1900),
)
@example(start=date(2026, 3, 30), length=300, width=600)
def test_the_months_below_the_cash_do_not_lie_over_each_other(
    drawn: CashChart, start: date, length: int, width: int
) -> None:
    drawn.resize(width, 260)
    drawn.show_curves(curves(BudgetPlan(store_id=1), [phase(start, start + timedelta(days=length), 100)], []))
    names = drawn._months(drawn._plot())
    assert names
    assert all(one.right() <= other.left() for (one, _), (other, _) in pairwise(names))
    assert [name for _, name in names] == sorted({name for _, name in names})
    assert names[0][1] <= f"{start + timedelta(days=31):%Y-%m}" or len(names) == 1
    assert all(one.left() >= 0 and one.right() <= width for one, _ in names)


def test_a_click_and_the_arrows_say_the_same_days(qtbot: QtBot) -> None:
    chart = CashChart(Theme(dark=True))
    qtbot.addWidget(chart)
    chart.resize(600, 260)
    chart.show()
    chart.show_curves(curves(BudgetPlan(store_id=1), [phase(date(2026, 1, 1), date(2026, 3, 31), 100)], []))
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)
    last = chart.point
    assert chart.accessibleDescription() or chart.reader_points()[last].startswith("2026-03-31")
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.rect().center())
    assert 0 < chart.point < last
    # Lines are told apart without colour: each has a style of its own.
    styles = {chart._pen(outlook).style() for outlook in Outlook}
    assert len(styles) == 3


def test_nothing_planned_says_so_on_every_part_and_on_paper(page: SetupPage, settle: Settle, tmp_path: Path) -> None:
    page.tabs.open("budget")
    settle()
    assert label(page.budget, "setup.budget.lowest") == "Without phases there is no cash to follow."
    part = page.budget.tabs.open("lines")
    settle()
    assert not part.new.isEnabled(), "a line needs a phase"
    assert "No money is planned yet" in [one.text() for one in part.findChildren(QLabel)]
    budget, store_id = page.context.services.setup.budget, page.context.store_id
    for place in range(2):
        facts = budget_facts("s", TODAY, budget.view(store_id), budget.paid.view(store_id))
        assert "Planned and paid" in budget_html(facts)
        write_budget_workbook(facts, tmp_path / "b.xlsx")
        assert len(load_workbook(tmp_path / "b.xlsx").sheetnames) == (2 if not place else 6)
        budget.save_phase(
            BudgetPhase(store_id=store_id, position=0, title="p", starts_on=TODAY, ends_on=TODAY, month_target_fen=None)
        )


def test_an_empty_day_and_one_beyond_the_calendar_are_said_in_the_form_of_plans(
    qtbot: QtBot, page: SetupPage, settle: Settle
) -> None:
    page.tabs.open("budget")
    page.budget_actions._on_preset_asked()
    dialog = form(page)
    for text, words in (("", ""), ("2099-12-01", "2099-12-31 or earlier"), ("1900-01-01", "")):
        dialog.editors["start"].widget.setText(text)  # type: ignore[attr-defined]
        told = dialog.check.text()  # type: ignore[attr-defined]
        assert words in told
        assert "From " not in told
    press_ok(qtbot, dialog, settle)
    assert dialog.isVisible(), "it is not kept"
    assert dialog.said()  # type: ignore[attr-defined]
    dialog.editors["start"].widget.setText("2026-05-31")  # type: ignore[attr-defined]
    assert "From 2026-05-31 to 2027-03-30." in dialog.check.text()  # type: ignore[attr-defined]
    press_ok(qtbot, dialog, settle)
    view = page.context.services.setup.budget.view(page.context.store_id)
    assert [money.phase.starts_on.isoformat() for money in view.phases] == [
        "2026-05-31", "2026-07-31", "2026-09-30", "2027-01-14",
    ]  # fmt: skip
