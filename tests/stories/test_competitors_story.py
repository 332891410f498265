"""Watching a rival: a competitor, what is seen of it beside the own figures, a picture, and the line over time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi import Basis
from shopdesk.domain.periods import By, Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.charts.chart_part import ChartPart
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS, ChartQuestion
from shopdesk.gui.pages.kpi.market.part import MarketPart
from tests.gui.hands import choose_data, click, write
from tests.kpi_data import add_store_days


def test_the_owner_writes_down_what_a_competitor_shows(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]
) -> None:
    today, services = page_context.clock.today(), page_context.services
    add_store_days(services.ctx, page_context.store_id, [{"day": today, "visitors": 1_234, "dsr_service": "4.8"}])
    market = MarketPart(page_context)
    qtbot.addWidget(market)
    market.resize(1200, 760)
    with qtbot.waitExposed(market):
        market.show()
    market.tabs.open("looks")
    wait()
    # Nobody is there to look at: the way leads to the competitors first.
    click(market.tabs.part("looks"), "kpi.market.looks.new")
    wait()
    assert market.tabs.current == "competitors"
    competitors = market.tabs.part("competitors")
    click(competitors, "kpi.market.competitors.new")
    competitors.dialog["name"].setText("Rival")
    competitors.dialog.ok.click()
    wait()
    assert competitors.said.text() == "To be looked at again: 1."
    assert "▲ Never seen" in competitors.table.records_model.as_text()

    click(competitors, "kpi.market.competitors.look")
    wait()
    looks = market.tabs.part("looks")
    form = looks.dialog
    form["visitors_low"].setText("1万")
    form["visitors_high"].setText("9000")
    form.ok.click()
    wait()
    assert "ends below its beginning" in form.said(), "nothing typed is lost"
    form["visitors_high"].setText("2万")
    form["dsr_service"].setText("4.9")
    form.ok.click()
    wait()
    assert looks.title.text() == f"Rival, {today}"
    lines = looks.compared.records_model.as_text().splitlines()
    assert "Visitors of the day\t10,000 to 20,000\t1,234\tSame definition." in lines
    assert any(line.startswith("DSR service\t4.90\t4.80") for line in lines)

    picture, data = QImage(20, 10, QImage.Format.Format_RGB32), QMimeData()
    picture.fill(QColor("red"))
    data.setImageData(picture)
    looks.files.take(data)
    wait()
    assert looks.files.files_model.rowCount() == 1
    head, model = looks.table.head, looks.table.records_model
    for column, word, found in (("competitor_id", "rival", 1), ("competitor_id", "other", 0), ("day", "<今天", 0)):
        head.show_filters(True)
        with qtbot.waitSignal(head.filtered):
            write(word, head.line([one.name for one in model.columns].index(column)))
        assert len(model.records) == found, word
        head.show_filters(False)
    market.tabs.open("competitors")
    wait()
    assert competitors.said.text() == "Nobody has to be looked at now."

    span = Period(today - timedelta(days=9), today)
    chart = next(one for one in CHARTS if one.name == "competitors")
    part = ChartPart(
        page_context, chart, lambda measure: ChartQuestion(page_context.store_id, span, By.DAY, Basis.PAID, measure)
    )
    qtbot.addWidget(part)
    part.resize(900, 500)
    with qtbot.waitExposed(part):
        part.show()
    wait()
    assert part.drawing.reader_points() == [
        f"Own store {today}: From 1,234; To 1,234",
        f"Rival {today}: From 10,000; To 20,000",
    ]
    choose_data(part.measure, "dsr_service")
    wait()
    assert "Rival" in part.drawing.reader_points()[1] and "4.90" in part.drawing.reader_points()[1]
