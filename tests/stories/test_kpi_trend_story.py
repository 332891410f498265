"""An owner holds the trend against earlier days, smooths it, and writes on it what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import By, Period
from shopdesk.gui.charts.data import Line
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.chart_notes import NoteForm
from tests.gui.hands import write
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store

LAST = date(2026, 3, 15)


def test_earlier_days_a_mean_and_a_note_stand_on_the_trend(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, store_id = page_context.services, page_context.store_id
    lively_store(services.ctx, store_id, LAST)
    page = open_kpi_page(qtbot, page_context, settle)
    page.range.choose(Range.CUSTOM, Period(date(2026, 3, 9), LAST), By.DAY)
    settle()
    trend = page.trend
    trend.pick(["paid_amount"])
    for name in ("kpi.beside.before", "kpi.means.7"):
        action = trend.beside.findChild(QAction, name)
        assert action is not None
        action.trigger()
        settle()
    data = trend.data
    assert data is not None and [one.line for one in data.series] == [Line.FIGURE, Line.EARLIER, Line.MEAN]
    earlier, mean = data.series[1:]
    for place, day in enumerate(Period(date(2026, 3, 2), date(2026, 3, 8)).days()):
        assert earlier.values[place] == services.kpi.totals(store_id, day, day)["paid_amount"]
    # The first day's mean reaches back before the span.
    whole = services.kpi.totals(store_id, date(2026, 3, 3), date(2026, 3, 9))["paid_amount"]
    assert whole is not None and mean.values[0] is not None and abs(mean.values[0] * 7 - whole) <= 7

    # What it was held against is read out, and its rows open.
    assert trend.chart is not None
    trend.chart.setFocus()
    qtbot.keyClick(trend.chart, Qt.Key.Key_Home)
    assert earlier.name in trend.chart.readout_text and "mean of 7 days" in trend.chart.readout_text
    with qtbot.waitSignal(trend.chart.rows_wanted) as asked:
        _offered(trend.chart.make_menu(), "kpi.chartRows.paid_amount.earlier").trigger()
    assert asked.args == ["paid_amount", Period(date(2026, 3, 2), date(2026, 3, 2))]
    settle()

    # A note: written on the chart, changed, removed, and brought back by undo.
    trend.chart.point_at(2)
    _offered(trend.chart.make_menu(), "kpi.chartMenu.note").trigger()
    settle()
    form = page.findChild(NoteForm)
    assert form is not None
    form.editors["name"].widget.setFocus()
    write("Window redone")
    form.ok.click()
    settle()
    (note,) = services.calendar.own_days(store_id)
    assert (note.name, note.day, note.yearly) == ("Window redone", date(2026, 3, 11), False)
    assert "Window redone" in _read_at(trend, 2)
    menu = trend.chart.make_menu()
    _offered(menu, f"kpi.chartMenu.remove.{note.id}").trigger()
    settle()
    assert services.calendar.own_days(store_id) == [] and "Window redone" not in _read_at(trend, 2)
    services.history.undo()
    settle()
    assert "Window redone" in _read_at(trend, 2)


def _read_at(trend: object, place: int) -> str:
    chart = trend.chart  # type: ignore[attr-defined]
    chart.point_at(place)
    return str(chart.readout_text)


def _offered(menu: object, name: str) -> QAction:
    return next(one for one in menu.actions() if one.objectName() == name)  # type: ignore[attr-defined]
