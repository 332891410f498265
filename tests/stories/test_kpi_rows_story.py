"""An owner doubts a figure, opens its rows, narrows them down and finds the row of the file that they came from."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.bootstrap import App
from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.gui.events import Events
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.gui.task_runner import TaskRunner
from shopdesk.gui.theme import Theme, base_font
from shopdesk.gui.widgets.message_bar import MessageBar
from shopdesk.infra.clock import FixedClock
from tests.gui.hands import choose

FEBRUARY = Period(datetime(2020, 2, 1).date(), datetime(2020, 2, 29).date())


@pytest.fixture
def context(qtbot: QtBot, qapp: QApplication, app: App, store: Store, clock: FixedClock) -> Iterator[PageContext]:
    """A window's surroundings on the first of March 2020."""
    clock.set(datetime(2020, 3, 1, 9, 0))
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


def test_from_a_tile_to_the_row_of_the_file(
    qtbot: QtBot, context: PageContext, shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle: Callable[[], None] = lambda: qtbot.waitUntil(context.tasks.idle, timeout=20_000)  # noqa: E731
    report = shared_data / "real" / "tmall_order_report.csv"
    context.services.imports.run_file(report, context.store)
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    page.range.choose(Range.CUSTOM, FEBRUARY)
    settle()

    # A double click on the refunds opens their rows; the sum below is the figure.
    tile = page.tiles.tile("refund_rate")
    assert tile is not None
    qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)
    dialog = page.findChild(RowsDialog)
    assert dialog is not None
    settle()
    totals = context.services.kpi.totals(1, FEBRUARY.start, FEBRUARY.end)
    refunds, paid = (format_yuan(int(totals[code] or 0)) for code in ("refund_amount", "paid_amount"))
    figure = shown(kpi("refund_rate"), totals["refund_rate"])
    assert f"{refunds} ÷ {paid} = {figure}" in dialog.foot.text()
    assert "together " + refunds in dialog.foot.text()

    # Only large ones, the largest first; count and sum are of these.
    panel = dialog.panel
    assert panel is not None
    table = panel.table
    given = [column.name for column in panel.model.columns].index("given")
    table.setFocus()
    table.toggle_filters()
    table.head.line(given).setText(">500")
    qtbot.waitUntil(lambda: "of" in dialog.foot.text().split("·")[0], timeout=5_000)
    settle()
    table.sort_by([(given, True)])
    settle()
    values = [int(row.given or 0) for row in panel.model.records]
    assert values == sorted(values, reverse=True) and values[-1] > 500_00
    assert f"together {format_yuan(sum(values))}" in dialog.foot.text()

    # The largest stands in the file where the program says it does.
    table.selectRow(0)
    first = panel.model.record(0)
    assert first.origin is not None and first.origin.row is not None
    assert f"From tmall_order_report.csv, row {first.origin.row:,}" in dialog.origin.text()
    with report.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert float(lines[first.origin.row - 2]["退款金额"]) * 100 == first.given

    # What is exported are all rows that are wished for.
    target = tmp_path / "rows.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    excel = dialog.findChild(QPushButton, "kpi.rows.excel")
    assert excel is not None
    qtbot.mouseClick(excel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=10_000)
    settle()
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None and sheet.max_row == len(values) + 1
    text = tmp_path / "rows.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(text), ""))
    dialog.csv.click()
    qtbot.waitUntil(text.exists, timeout=10_000)
    settle()
    assert len(text.read_text(encoding="utf-8-sig").splitlines()) == len(values) + 1

    # The other side of the quotient has rows of its own.
    choose(dialog.choice, 1)
    settle()
    assert "together " + paid in dialog.foot.text()
    assert dialog.panel is not None and dialog.panel.model.rowCount() == 200
    dialog.more.click()
    settle()
    assert dialog.panel.model.rowCount() == 400
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_cell_of_the_table_and_a_point_of_the_chart_open_their_days(
    qtbot: QtBot, context: PageContext, shared_data: Path
) -> None:
    settle: Callable[[], None] = lambda: qtbot.waitUntil(context.tasks.idle, timeout=20_000)  # noqa: E731
    context.services.imports.run_file(shared_data / "real" / "tmall_order_report.csv", context.store)
    page = KpiPage(context)
    qtbot.addWidget(page)
    page.resize(1180, 740)
    page.show()
    page.range.choose(Range.CUSTOM, FEBRUARY)
    settle()
    table = page.trend.table.panel.table
    orders = [column.name for column in page.trend.table.panel.lines.columns].index("orders")
    table.setCurrentIndex(page.trend.table.panel.lines.index(1, orders))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    dialog = page.findChild(RowsDialog)
    assert dialog is not None and dialog.item.code == "orders" and dialog.wanted.period.length == 1
    line = page.trend.table.panel.lines.record(1)
    assert f"{line['orders']:,} rows" in dialog.foot.text()
    dialog.reject()
    chart = page.trend.chart
    assert chart is not None
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    settle()
    opened = [one for one in page.findChildren(RowsDialog) if one.isVisible()]
    assert len(opened) == 1 and opened[0].wanted.period == Period(FEBRUARY.end, FEBRUARY.end)
    names = [one.objectName() for one in chart.make_menu().actions()]
    assert names[0] == f"kpi.chartRows.{page.trend.series.picked[0]}"
    tile = page.tiles.tile("orders")
    assert tile is not None and "Show rows" in tile.reader_actions()
