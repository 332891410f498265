"""The chart of days against their targets has a scale only where there is a figure."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from shopdesk.gui.pages.kpi.pace_chart import PaceChart
from shopdesk.gui.theme import Theme

DAYS = [date(2026, 3, number) for number in range(1, 31)]


def inks_beside(chart: PaceChart) -> int:
    """How many colours stand where the figures of the axis are written."""
    strip = chart.grab().toImage().copy(0, 0, 40, chart.height() - 40)
    return len({strip.pixel(x, y) for x in range(strip.width()) for y in range(strip.height())})


def test_days_without_any_figure_get_no_scale_made_up(qtbot: QtBot) -> None:
    chart = PaceChart(Theme(dark=False))
    qtbot.addWidget(chart)
    chart.resize(600, 220)
    chart.set_steps(dict.fromkeys(DAYS), {})
    assert inks_beside(chart) == 1
    chart.set_steps(dict.fromkeys(DAYS, 10_000_00), {})
    assert inks_beside(chart) > 1
