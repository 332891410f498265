"""An owner opens what stands behind figures of keywords, titles, channels and competitors, and finds other days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.competitors import Competitor, CompetitorLook
from shopdesk.domain.periods import Period
from shopdesk.domain.title_tests import TitleTest
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.charts.declarations import CHARTS
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.settings import SECOND_CHART, Settings
from tests.gui.hands import choose_data, click, click_point
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import add_channel_days, add_keyword_days, add_product_days, lively_store

Settle = Callable[[], None]
LAST = date(2026, 3, 15)
WEEK = [LAST - timedelta(days=back) for back in range(7)]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> KpiPage:
    lively_store(page_context.services.ctx, page_context.store_id, LAST)
    return open_kpi_page(qtbot, page_context, settle)


def foot(root: QWidget) -> list[str]:
    """What is said below the rows that are open; they are closed."""
    (dialog,) = [one for one in root.findChildren(RowsDialog) if one.isVisible()]
    said = dialog.foot.text().splitlines()
    assert dialog.panel is not None
    dialog.reject()
    return [dialog.said.text(), *said]


def put(table: RecordTable, name: str, row: int = 0) -> None:
    """The cursor onto a cell."""
    names = [column.name for column in table.records_model.columns]
    table.setCurrentIndex(table.records_model.index(row, names.index(name)))


def test_a_figure_of_a_keyword_opens_to_its_days_and_its_words_to_the_form(
    page: KpiPage, page_context: PageContext, settle: Settle, qtbot: QtBot
) -> None:
    days = [{"word": word, "day": day - timedelta(days=back), "impressions": 100 + back, "visitors": 20, "buyers": 1}
            for word in ("连衣裙", "T恤") for back in (0, 7) for day in WEEK]  # fmt: skip
    add_keyword_days(page_context.services.ctx, page_context.store_id, days)
    words = page.tabs.open("market").tabs.open("keywords")
    settle()
    assert words.table.select(lambda one: one.word == "连衣裙")
    row = words.table.currentIndex().row()
    put(words.table, "impressions", row)
    qtbot.keyClick(words.table, Qt.Key.Key_Return)
    settle()
    said = foot(words)
    assert said[0].startswith("Impressions 700 · 连衣裙 · ")
    assert said[1:] == ["7 rows · together 700", "Impressions: 700"]
    put(words.table, "impressions.change", row)
    click(words, "kpi.market.keywords.rows")
    settle()
    assert foot(words)[1:] == ["7 rows · together 749", "Impressions: 749"], "what it moved from"
    put(words.table, "visitors", row)
    words.show_rows()
    settle()
    said = foot(words)
    assert said[1:] == ["7 rows", "Visitors a day: mean of 7 days = 20.0"], "people are never added"
    put(words.table, "word", row)
    qtbot.keyClick(words.table, Qt.Key.Key_Return)
    settle()
    assert words.dialog is not None and words.dialog.isVisible(), "a word is no figure"
    words.dialog.reject()

    words.show_lines()
    settle()
    drawing = words.lines.drawing
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    settle()
    assert foot(words.lines)[1:] == ["1 row", "Visitors a day: mean of 1 day = 20.0"]
    words.lines.accept()


def test_both_sides_and_the_days_of_a_title_test_open_to_their_rows(
    page: KpiPage, page_context: PageContext, settle: Settle, qtbot: QtBot
) -> None:
    start = LAST - timedelta(days=2)
    rows = [{"product_id": "77", "day": LAST - timedelta(days=back), "visitors": 40, "buyers": 2 if back > 2 else 4,
             "paid_pieces": 3, "paid_fen": 1_001} for back in range(6)]  # fmt: skip
    add_product_days(page_context.services.ctx, page_context.store_id, rows)
    page_context.services.title_tests.keep(
        TitleTest(store_id=page_context.store_id, product_id="77", old_title="a", new_title="b", start=start)
    )
    titles = page.tabs.open("market").tabs.open("titles")
    settle()
    conversion = titles.compared.records_model.row_of(lambda one: one.code == "item_conversion")
    for side, expected in (("before", "5.00%"), ("after", "10.00%")):
        put(titles.compared, side, conversion)
        qtbot.keyClick(titles.compared, Qt.Key.Key_Return)
        settle()
        assert foot(titles)[1:] == ["3 rows", f"Conversion: Buyers ÷ visitors of the days that have both = {expected}"]
    put(titles.days, "paid")
    qtbot.keyClick(titles.days, Qt.Key.Key_Return)
    settle()
    assert foot(titles)[1:] == ["1 row · together 10.01", "Paid a day: 10.01 ÷ 1 day = 10.01"]


def test_affiliates_free_traffic_and_the_total_of_channels_open_to_rows_that_come_to_them(
    page: KpiPage, page_context: PageContext, settle: Settle, qtbot: QtBot
) -> None:
    add_channel_days(
        page_context.services.ctx,
        page_context.store_id,
        [{"channel": channel, "subject": "", "day": LAST - timedelta(days=back), "sales_fen": fen + back, "clicks": 3}
         for channel, fen in (("affiliates", 1_000), ("organic", 5_000)) for back in (0, 1, 40)],
    )  # fmt: skip
    channels = page.tabs.open("channels")
    settle()
    view = channels.view
    for row in range(view.lines.rowCount()):
        line = view.lines.record(row)
        for name, value in (("sales", line.sales_fen), ("sales_before", line.sales_before_fen)):
            put(view.table, name, row)
            qtbot.keyClick(view.table, Qt.Key.Key_Return)
            settle()
            figure = "—" if value is None else f"{value / 100:,.2f}"
            said = foot(page)
            assert said[-1] == f"Sales: {figure}", (line.channel, name, said)
    points = [(page.tabs.open("charts").tabs.open("channels"), name) for name in ("affiliates", "organic")]
    settle()
    for part, name in points:
        answer = part.drawing.answer
        place = next(at for at, one in enumerate(answer.points) if one.cells[1] == name)
        click_point(part.drawing, place)
        settle()
        assert foot(part)[-1] == f"Sales: {answer.points[place].cells[2] / 100:,.2f}"


def test_a_point_of_a_competitor_opens_the_look_that_it_was_written_down_in(
    page: KpiPage, page_context: PageContext, settle: Settle, qtbot: QtBot
) -> None:
    competitors, store = page_context.services.competitors, page_context.store_id
    rival = competitors.keep(Competitor(store_id=store, name="Rival"))
    for back in (1, 9):
        look = CompetitorLook(store_id=store, competitor_id=rival.id or 0, day=LAST - timedelta(days=back))
        kept = competitors.keep_look(replace(look, visitors_low=100 * back))
    part = page.tabs.open("charts").tabs.open("competitors")
    choose_data(part.measure, "visitors_low")
    settle()
    answer = part.drawing.answer
    place = next(at for at, one in enumerate(answer.points) if one.cells[1] == kept.day and one.cells[0] == "Rival")
    click_point(part.drawing, place)
    settle()
    assert page.tabs.current == "market" and page.tabs.shown.tabs.current == "looks"
    looks = page.tabs.shown.tabs.shown
    assert looks.chosen == kept
    assert looks.title.text().endswith(str(kept.day))


def test_the_second_chart_stands_there_after_the_next_start(
    page: KpiPage, page_context: PageContext, settle: Settle, qtbot: QtBot
) -> None:
    page.resize(1900, 900)
    charts = page.tabs.open("charts")
    settle()
    choose_data(charts.choice, next(one for one in CHARTS if one.name == "pareto"))
    settle()
    assert Settings(page_context.app.paths.settings).get(SECOND_CHART) == "pareto"
    again = KpiPage(page_context)
    qtbot.addWidget(again)
    again.resize(1900, 900)
    again.show()
    charts = again.tabs.open("charts")
    settle()
    assert charts.second is not None and charts.second.chart.name == "pareto" and charts.second.isVisible()
    page_context.settings.set(SECOND_CHART, "a chart that is no more")
    assert KpiPage(page_context).tabs.part("charts").choice.currentData() is None


def test_a_chart_without_figures_leads_to_the_nearest_days_that_have_some(
    page: KpiPage, page_context: PageContext, settle: Settle
) -> None:
    day = LAST - timedelta(days=200)
    known = {"product_id": "7", "day": day, "title": "款", "visitors": 9, "buyers": 1, "paid_fen": 100}
    # The products of the store are nearer, but nothing says how many looked at them.
    add_product_days(page_context.services.ctx, page_context.store_id, [known])
    page.range.choose("custom", Period(LAST - timedelta(days=99), LAST - timedelta(days=90)))
    part = page.tabs.open("charts").tabs.open("traffic")
    settle()
    assert part.empty.isVisible()
    click(part, "kpi.charts.traffic.near")
    settle()
    assert page.range.selection.period == Period(day - timedelta(days=9), day)
    assert part.drawing.isVisible() and len(part.drawing.answer.points) == 1
    page.range.choose("custom", Period(LAST - timedelta(days=9), LAST))
    ratings = page.tabs.shown.tabs.open("ratings")
    settle()
    assert ratings.empty.isVisible()
    assert not ratings.empty.button.isVisible(), "no days have any"
