"""An owner goes through the charts, reads them by key, opens the rows of a square, and takes a chart along."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignState, OwnDay
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from tests.gui.hands import choose_data
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import lively_store

HAVE = {"hours", "pareto", "funnel", "channels", "ads"}


def test_every_chart_draws_says_opens_and_leaves(
    qtbot: QtBot,
    page_context: PageContext,
    settle: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services, store_id = page_context.services, page_context.store_id
    lively_store(services.ctx, store_id, date(2026, 3, 15))
    page = open_kpi_page(qtbot, page_context, settle)
    charts = page.tabs.open("charts")
    settle()
    for chart in CHARTS:
        part = charts.tabs.open(chart.name)
        settle()
        known = chart.name in HAVE
        assert part.drawing.isVisible() == known and part.empty.isVisible() == (not known)
        if known:
            answer = part.drawing.answer
            words = part.drawing.reader_points()
            assert len(words) == len(answer.points) == len(part.panel.lines.records)
            assert part.said.text() and part.source.text().startswith("2026-02-14 to 2026-03-15")
            areas = part.drawing.areas()
            assert len(areas) == len(answer.points)
            assert all(part.drawing.rect().toRectF().adjusted(-1, -1, 1, 1).contains(area) for area in areas)

    # Campaigns and own notes stand behind what goes over time, and are said with the points of their days.
    start, end = date(2026, 3, 2), date(2026, 3, 4)
    campaign = Campaign(store_id=store_id, name="Spring sale", start=start, end=end, state=CampaignState.PLANNED)
    services.campaigns.create(campaign)
    services.calendar.save_own_day(OwnDay(store_id=store_id, day=date(2026, 3, 9), name="New photos", yearly=False))
    channels = charts.tabs.open("channels")
    settle()
    assert [band.name for band in channels.drawing.bands] == ["Spring sale"]
    words = [one for one in channels.drawing.reader_points() if "Spring sale" in one]
    assert {one[:10] for one in words} == {"2026-03-02", "2026-03-03", "2026-03-04"}
    assert any("New photos" in one for one in channels.drawing.reader_points())
    plot = channels.drawing._plot()
    edges = [channels.drawing.across(plot, day) for day in (start.toordinal() - 0.5, end.toordinal() + 0.5)]
    areas = [area for area, one in zip(channels.drawing.areas(), channels.drawing.reader_points(), strict=True)
             if "Spring sale" in one]  # fmt: skip
    assert edges[0] <= min(area.left() for area in areas) and max(area.right() for area in areas) <= edges[1]

    # Where there is room a second chart stands beside; with the room it goes and comes back.
    assert not charts.choice.isVisible()
    page.resize(1700, 900)
    settle()
    assert charts.choice.isVisible()
    choose_data(charts.choice, next(one for one in CHARTS if one.name == "ads"))
    settle()
    assert charts.second.drawing.answer.points
    assert charts.second.isVisible() and channels.isVisible()
    page.resize(1180, 740)
    settle()
    assert charts.second is None and channels.isVisible()

    # By keys: along the hours, down the weekdays, and no further than the edge.
    hours = charts.tabs.open("hours")
    settle()
    drawing = hours.drawing
    drawing.setFocus()
    for key, place in ((Qt.Key.Key_Right, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 25), (Qt.Key.Key_Left, 24),
                       (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 0)):  # fmt: skip
        qtbot.keyClick(drawing, key)
        assert drawing.point == place
    assert drawing.accessibleDescription() == drawing.reader_points()[0]
    assert drawing.accessibleDescription().startswith("Monday 00:00: Paid orders, mean ")

    # Enter opens the rows of the square, and they come to what it says.
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    settle()
    dialog = page.findChild(RowsDialog)
    assert dialog is not None
    orders = drawing.answer.points[0].cells[4]
    assert dialog.foot.text() == f"{orders} rows · together {orders}\nPaid orders: {orders}"
    dialog.close()

    # A click does the same; another measure asks anew.
    (place,) = drawing.answer.mark
    with qtbot.waitSignal(drawing.opened) as opened:
        qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=drawing.areas()[place].center().toPoint())
    assert opened.args == [place]
    settle()
    hours.measure.setCurrentIndex(1)
    settle()
    assert drawing.answer.drawn["money"] and drawing.answer.points[0].behind.code == "paid_amount"

    # Picture, text and clipboard hold the same points.
    for act, name in (("picture", "chart.png"), ("csv", "chart.csv")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        hours.save.findChild(QAction, f"kpi.charts.hours.save.{act}").trigger()
        settle()
    assert QImage(str(tmp_path / "chart.png")).width() == 2 * drawing.width()
    with (tmp_path / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + 7 * 24 and rows[1][:2] == ["Monday", "00:00"]
    hours.save.findChild(QAction, "kpi.charts.hours.save.copy").trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 7 * 24

    # Other days are asked for where the chart is seen.
    page.range.ranges.setCurrentIndex(0)
    settle()
    assert not hours.source.text().startswith("2026-02-14 to 2026-03-15")
