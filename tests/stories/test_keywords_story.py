"""Keywords and a title: figures pasted like a file, words given their kind, and a title before and after."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.coverage import Cover, CoverSource
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.market.part import MarketPart
from tests.gui.hands import choose_data, click
from tests.kpi_data import add_product_days, add_store_days


@pytest.fixture
def market(qtbot: QtBot, page_context: PageContext) -> MarketPart:
    made = MarketPart(page_context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_owner_pastes_figures_and_says_what_each_word_is_for(
    market: MarketPart, page_context: PageContext, wait: Callable[[], None]
) -> None:
    market.tabs.open("keywords")
    wait()
    keywords = market.tabs.part("keywords")
    assert keywords.stack.currentIndex() == 1, "an empty page says what to do"
    last = page_context.clock.today() - timedelta(days=1)
    lines = ["日期\t关键词\t展现量\t访客数\t支付买家数\t平均排名"]
    for back in range(14):
        lines.append(
            f"{last - timedelta(days=back)}\t连衣裙\t{100 if back < 7 else 80}\t{20 if back < 7 else 10}\t1\t5"
        )
    QGuiApplication.clipboard().setText("\n".join(lines))
    click(keywords, "kpi.market.keywords.pasteDays")
    wait()
    dialog = keywords.importing
    assert dialog is not None
    click(dialog, "imports.import")
    wait()
    dialog.close()
    wait()
    assert "连衣裙 ▲ 10.0" in keywords.said.text()
    row = keywords.table.records_model.as_text().splitlines()[1].split("\t")
    assert row[0] == "连衣裙"
    # A week each: impressions are sums, visitors means, conversion 7 of 140 against 7 of 70.
    assert row[4:10] == ["700", "▲ 140", "20.0", "▲ 10.0", "5.00%", "▼ 5.00 points"]
    assert not keywords.remove.isEnabled(), "it is in no list yet"

    click(keywords, "kpi.market.keywords.edit")
    choose_data(keywords.dialog["kind"], "core")
    keywords.dialog.ok.click()
    wait()
    assert keywords.table.records_model.as_text().splitlines()[1].startswith("连衣裙\tCore word")
    choose_data(keywords.span, 30)
    wait()
    row = keywords.table.records_model.as_text().splitlines()[1].split("\t")
    assert row[4:6] == ["1,260", "—"], "of the thirty days before nothing is known"

    # Over time: a line of the word, day by day; a rate is rebuilt for each day.
    keywords.table.selectRow(0)
    click(keywords, "kpi.market.keywords.lines")
    wait()
    chart = keywords.lines
    points = chart.drawing.answer.points
    assert len(points) == 14 and {one.cells[0] for one in points} == {"连衣裙"}
    assert [one.cells[2] for one in points] == [10] * 7 + [20] * 7
    assert chart.drawing.reader_points()[0] == f"连衣裙 {last - timedelta(days=13)}: Visitors 10"
    choose_data(chart.figure, "conversion")
    wait()
    assert {one.cells[2] for one in chart.drawing.answer.points} == {Decimal("0.1"), Decimal("0.05")}
    choose_data(chart.figure, "spend_fen")
    wait()
    assert "not known" in chart.said.text()
    assert not chart.save.isEnabled()
    chart.accept()
    add_store_days(
        page_context.services.ctx, page_context.store_id, [{"day": last - timedelta(days=14), "visitors": 1}]
    )
    days = page_context.services.coverage.calendar(page_context.store_id).days[CoverSource.KEYWORD_DAYS]
    # Nobody misses keywords from before they were first looked at.
    assert [days[last - timedelta(days=back)] for back in (0, 14)] == [Cover.WHOLE, Cover.OUTSIDE]


def test_the_owner_sees_a_title_before_and_after(
    market: MarketPart, page_context: PageContext, wait: Callable[[], None]
) -> None:
    today = page_context.clock.today()
    rows = [
        {"product_id": "77", "day": today - timedelta(days=back), "visitors": 40 if back <= 10 else 20, "buyers": 4}
        for back in range(25)
    ]
    add_product_days(page_context.services.ctx, page_context.store_id, rows)
    market.tabs.open("titles")
    wait()
    titles = market.tabs.part("titles")
    click(titles, "kpi.market.titles.new")
    form = titles.dialog
    form["product_id"].setText("77")
    form["old_title"].setText("Dress")
    form["new_title"].setText("Dress")
    form["start"].setText((today - timedelta(days=10)).isoformat())
    form.ok.click()
    wait()
    assert "Both titles are the same" in form.said()
    form["new_title"].setText("Summer dress")
    form.ok.click()
    wait()
    lines = titles.compared.records_model.as_text().splitlines()
    assert "Visitors a day\t20.0\t40.0\t▲ 20.0" in lines
    assert "Conversion\t20.00%\t10.00%\t▼ 10.00 points" in lines
    assert len(titles.days.records_model.records) == 20
    assert not titles.doubts.isVisible(), "ten days and forty buyers on each side"

    click(titles, "kpi.market.titles.lines")
    wait()
    chart = titles.lines
    assert chart.drawing.answer.drawn["series"] == (0,) * 10 + (1,) * 10
    assert chart.drawing.reader_points()[10].endswith("Visitors 40; New title")
    assert [one.parts for one in chart.drawing.marks if one.parts] == [True]
    chart.accept()

    click(titles, "kpi.market.titles.end")
    wait()
    assert "ended" in titles.table.records_model.as_text()
    assert not titles.end.isEnabled()
    assert titles.chosen.until == today - timedelta(days=1)


def test_pasting_while_the_disk_is_full_is_said(
    market: MarketPart, page_context: PageContext, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    market.tabs.open("keywords")
    wait()
    QGuiApplication.clipboard().setText("日期\t关键词\t展现量\n2026-03-15\t连衣裙\t100")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        click(market.tabs.part("keywords"), "kpi.market.keywords.pasteDays")
    assert "is full" in page_context.messages.text
    assert market.tabs.part("keywords").importing is None
