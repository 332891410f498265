"""What the trend chart shows: gaps, scales, the crosshair, zoom, the keyboard."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi import Basis, Facts, Figures, KpiTable
from shopdesk.domain.periods import By, Period
from shopdesk.gui.charts.axes import PeriodAxis, ValueAxis
from shopdesk.gui.charts.data import Band, Mark, chart_data
from shopdesk.gui.charts.picture import legend
from shopdesk.gui.charts.sparkline import Sparkline
from shopdesk.gui.charts.trend_chart import TrendChart
from shopdesk.gui.theme import Theme

FIRST = date(2026, 3, 2)


def a_table(days: int = 20, missing: tuple[int, ...] = (5, 6)) -> KpiTable:
    have = [FIRST + timedelta(days=offset) for offset in range(days) if offset not in missing]
    columns = {
        "paid_fen": [100_000 + 1_000 * index for index in range(len(have))],
        "refund_fen": [1_000] * len(have),
        "paid_orders": [10 + index for index in range(len(have))],
        "dsr_service": [Decimal("4.8")] * len(have),
    }
    facts = Facts(have, columns)
    span = Period(FIRST, FIRST + timedelta(days=days - 1))
    rows = tuple(Figures(facts, Period(day, day)) for day in have)
    return KpiTable(1, span, By.DAY, Basis.CREATED, rows, Figures(facts, span), have, {})


@pytest.fixture
def chart(qtbot: QtBot) -> TrendChart:
    """A chart of three KPIs with a campaign and a festival."""
    data = chart_data(
        a_table(),
        ["paid_amount", "paid_orders", "dsr_service"],
        [Band(Period(FIRST, FIRST + timedelta(days=3)), "Spring sale")],
        [Mark(FIRST + timedelta(days=1), "Lantern Festival", major=True)],
    )
    made = TrendChart(Theme(dark=False))
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    made.set_data(data)
    return made


def test_missing_days_are_gaps_not_zeros_and_not_left_out() -> None:
    data = chart_data(a_table(), ["paid_amount"])
    assert len(data.grid) == 20
    numbers = data.series[0].numbers()
    assert [math.isnan(number) for number in numbers].count(True) == 2
    assert math.isnan(numbers[5])
    assert 0.0 not in numbers


def test_a_second_unit_gets_the_right_axis_and_a_third_its_own_scale() -> None:
    data = chart_data(a_table(), ["paid_amount", "paid_orders", "dsr_service"])
    assert data.scales == (0, 1, 2)


def test_amounts_of_another_size_do_not_lie_flat_on_one_scale() -> None:
    assert chart_data(a_table(), ["paid_amount", "refund_amount"]).scales == (0, 1)
    assert chart_data(a_table(), ["paid_amount", "net_amount"]).scales == (0, 0)


def test_weeks_are_cut_to_the_span() -> None:
    table = a_table()
    weekly = KpiTable(1, table.period, By.WEEK, Basis.CREATED, (), table.totals, table.days, {})
    assert [period.length for period in chart_data(weekly, ["paid_amount"]).grid] == [7, 7, 6]


def test_the_copied_data_leave_gaps_empty() -> None:
    rows = chart_data(a_table(), ["paid_amount"]).as_rows()
    assert rows[0] == ["Period", "Paid amount"]
    assert rows[1] == ["2026-03-02", "1000.00"]
    assert rows[6] == ["2026-03-07", ""]


def test_the_crosshair_reads_the_day_and_every_value(chart: TrendChart) -> None:
    chart.point_at(1)
    assert chart.readout_text.splitlines() == [
        "2026-03-03 Tue",
        "Paid amount 1,010.00",
        "Paid orders 11",
        "Rating: service 4.80",
        "Spring sale",
        "Lantern Festival",
    ]
    chart.point_at(5)
    assert "Paid amount —" in chart.readout_text


def test_the_keyboard_walks_zooms_and_resets(chart: TrendChart, qtbot: QtBot) -> None:
    whole = chart.visible_span()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.readout_text.startswith("2026-03-02")
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.readout_text.startswith("2026-03-21")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.readout_text.startswith("2026-03-20")
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    closer = chart.visible_span()
    assert closer[1] - closer[0] < whole[1] - whole[0]
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.visible_span()[0] < closer[0]
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert chart.visible_span() == pytest.approx(whole)
    with qtbot.waitSignal(chart.copy_asked):
        qtbot.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_new_data_replace_the_old(chart: TrendChart) -> None:
    chart.set_data(chart_data(a_table(10, ()), ["paid_orders"]))
    chart.point_at(0)
    assert chart.readout_text.splitlines() == ["2026-03-02 Mon", "Paid orders 10"]
    assert chart._cross.isVisible()
    assert chart._cross.getViewBox() is chart._main


def test_an_empty_span_can_be_drawn(chart: TrendChart, qtbot: QtBot) -> None:
    span = Period(FIRST, FIRST + timedelta(days=4))
    nothing = Facts([], {})
    empty = KpiTable(1, span, By.DAY, Basis.CREATED, (), Figures(nothing, span), [], {})
    data = chart_data(empty, ["paid_amount"])
    assert data.empty
    chart.set_data(data)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert "Paid amount —" in chart.readout_text


def test_the_picture_says_what_it_shows(chart: TrendChart, tmp_path: Path) -> None:
    data = chart_data(a_table(), ["paid_orders", "paid_amount"])
    chart.set_data(data)
    assert legend(data) == ["Paid orders (left axis)", "Paid amount (right axis)"]
    picture, bare = chart.picture("Song"), chart.grab()
    assert picture.width() == 2 * chart.width()
    assert picture.height() >= 2 * (bare.height() + 3 * chart.fontMetrics().height())
    image = picture.toImage()
    drawn = [
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(image.height() - 2 * bare.height(), image.height(), 2)
        if image.pixelColor(x, y) == chart.colour(0)
    ]
    # The line runs over the whole width, not over a corner of it.
    assert min(x for x, _y in drawn) < image.width() // 4
    assert max(x for x, _y in drawn) > image.width() * 3 // 4
    assert picture.save(str(tmp_path / "chart.png"))


def test_a_sparkline_breaks_at_gaps(qtbot: QtBot) -> None:
    line = Sparkline()
    qtbot.addWidget(line)
    line.resize(100, 26)
    line.set_values([1.0, 2.0, math.nan, 3.0], Theme(dark=False).accent)
    assert [len(run) for run in line.runs()] == [2, 1]
    line.grab()


def test_a_third_unit_has_an_axis_that_is_named(chart: TrendChart) -> None:
    assert legend(chart._data)[2].endswith("(right axis 2)")
    further = [axis for axis in chart._item.scene().items() if isinstance(axis, ValueAxis) and axis.labelText]
    assert [axis.labelText for axis in further] == [chart._data.series[2].name]
    low, high = further[0].range
    assert low <= 4.8 <= high
    right = further[0].mapRectToScene(further[0].boundingRect()).right()
    assert right <= chart._plot.width() + 1
    chart.set_data(chart_data(a_table(), ["paid_amount"]))
    assert not further[0].isVisible()


@pytest.mark.parametrize("size", [(800, 300), (700, 140), (400, 90)])
def test_names_on_a_chart_of_a_year_do_not_overlap(chart: TrendChart, qtbot: QtBot, size: tuple[int, int]) -> None:
    days = 365
    bands = [
        Band(Period(FIRST + timedelta(days=n), FIRST + timedelta(days=n + 4)), f"Campaign {n}")
        for n in range(0, 360, 11)
    ]
    marks = [Mark(FIRST + timedelta(days=n), f"Festival of day {n}", major=True) for n in range(0, 360, 17)]
    chart.resize(*size)
    chart.set_data(chart_data(a_table(days), ["paid_amount"], bands, marks))
    for _ in range(2):
        QApplication.processEvents()
        texts = [text for _place, _row, text in chart._names if text.isVisible()]
        boxes = [text.textItem.mapRectToScene(text.textItem.boundingRect()) for text in texts]
        assert boxes or size[1] < 100
        for place, box in enumerate(boxes):
            shrunk = box.adjusted(1, 1, -1, -1)
            assert not any(shrunk.intersects(other.adjusted(1, 1, -1, -1)) for other in boxes[:place])
        chart.zoom(0.3)
    assert len(chart._names) == len(bands) + len(marks)


def test_the_time_axis_ends_with_the_calendar_and_has_as_many_dates_as_fit(qapp: QApplication) -> None:
    axis = PeriodAxis()
    axis.set_grid(By.DAY, 1)
    for first, last in ((date(1900, 1, 1), date(2099, 12, 31)), (date(9999, 12, 1), date.max), (date.min, date.max)):
        low, high = float(first.toordinal()), float(last.toordinal())
        # Room is left at both sides.
        ((spacing, ticks),) = axis.tickValues(low - 20, high + 20, 760)
        assert 1 <= len(ticks) <= 11 and ticks[0] >= low - 20 and ticks[-1] <= high + 21
        assert len(set(axis.tickStrings(ticks, 1.0, spacing))) == len(ticks)
    axis.set_grid(By.MONTH, 1)
    ((_spacing, ticks),) = axis.tickValues(date(2025, 11, 20).toordinal(), date(2026, 2, 10).toordinal(), 760)
    assert [date.fromordinal(int(one)) for one in ticks] == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
