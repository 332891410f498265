"""An owner imports a month of orders and finds out how it went, with mouse and keyboard, on the real widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.domain.stores import Store
from shopdesk.gui.events import Events
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.task_runner import TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.clock import FixedClock
from tests.gui.kpi_page import open_kpi_page


@pytest.fixture
def context(qtbot: QtBot, qapp: QApplication, app: App, store: Store, clock: FixedClock) -> Iterator[PageContext]:
    """A window's surroundings on the morning of 24 February 2020."""
    clock.set(datetime(2020, 2, 24, 9, 0))
    theme = Theme(dark=False)
    qapp.setFont(base_font())
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    events, tasks = Events(), TaskRunner()
    app.services.ctx.listeners.append(events.committed)
    yield PageContext(
        app=app, tasks=tasks, messages=MessageBar(window), theme=theme, events=events, window=window, store=store
    )
    tasks.stop()
    app.services.ctx.listeners.remove(events.committed)


def button(page: KpiPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def value(page: KpiPage, code: str) -> str:
    tile = page.tiles.tile(code)
    assert tile is not None
    return tile.value.text()


def test_from_the_import_to_the_months_pace(qtbot: QtBot, context: PageContext, shared_data: Path) -> None:
    settle: Callable[[], None] = lambda: qtbot.waitUntil(context.tasks.idle, timeout=20_000)  # noqa: E731
    page = open_kpi_page(qtbot, context, settle)

    # Nothing is there yet, and the page says what to do.
    assert page.empty.isVisible()

    # The import is done elsewhere in the window; the open page follows by itself.
    context.services.imports.run_file(shared_data / "real" / "tmall_order_report.csv", context.store)
    qtbot.waitUntil(page.tiles.isVisible, timeout=20_000)
    settle()
    page.range.ranges.setCurrentIndex(page.range.ranges.findData("this_month"))
    settle()
    assert value(page, "orders") == f"{context.services.kpi.totals(1, *page_days(page))['orders']:,}"

    # The whole of February by hand, by week: the figures of the worked example.
    page.range.end.setText("2020-02-29")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    qtbot.mouseClick(button(page, "kpi.by_week"), Qt.MouseButton.LeftButton)
    settle()
    assert value(page, "paid_amount") == "2,474,823"
    lines = page.trend.table.panel.lines
    assert lines.index(0, 4).data() == "2,474,823.07"
    assert lines.index(1, 0).data() == "2020-W09 (02-24 to 02-29)"

    # The crosshair walks by keyboard over the gap of 8 February; the data go to a spreadsheet.
    qtbot.mouseClick(button(page, "kpi.by_day"), Qt.MouseButton.LeftButton)
    settle()
    chart = page.trend.chart
    assert chart is not None
    chart.setFocus()
    for _ in range(8):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.readout_text.splitlines()[:2] == ["2020-02-08 Sat", "Paid amount —"]
    copy = page.findChild(QAction, "kpi.saveChart.copy")
    assert copy is not None
    copy.trigger()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[1].split("\t")[:2] == ["2020-02-01", "14545.00"]
    assert copied[8].split("\t")[:2] == ["2020-02-08", ""]

    # A target for the month, its pace, and an undo.
    page.tabs.open("targets")
    settle()
    field = page.findChild(MoneyEdit, "kpi.target2")
    assert field is not None
    field.setText("2000000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Until 2020-02-23" in page.tabs.part("targets").words.text(), timeout=10_000)
    assert "of 2,000,000.00" in page.tabs.part("targets").words.text()
    assert "Each remaining day has to bring" in page.tabs.part("targets").words.text()
    settle()
    context.services.history.undo()
    qtbot.waitUntil(lambda: "no target yet" in page.tabs.part("targets").words.text(), timeout=10_000)
    settle()


def page_days(page: KpiPage) -> tuple[object, object]:
    return page.range.start.day, page.range.end.day
