"""The KPI page on a real data file: what the owner sees and can do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import By, Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.explain import Explanation
from shopdesk.gui.pages.kpi.page import KpiPage
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import add_channel_days, add_orders, lively_store, load_tmall, order

SUNDAY = date(2026, 3, 15)
Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> KpiPage:
    """The page of a store with sixty days of figures, two of them missing."""
    lively_store(page_context.services.ctx, page_context.store_id, SUNDAY)
    return open_kpi_page(qtbot, page_context, settle)


def tile_text(page: KpiPage, code: str) -> str:
    tile = page.tiles.tile(code)
    assert tile is not None
    return tile.value.text()


def test_a_store_without_figures_is_told_what_to_do(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    page = open_kpi_page(qtbot, page_context, settle)
    assert page.empty.isVisible()
    assert page.empty.title.text() == "No figures yet"
    assert not page.tiles.isVisible()


def test_the_tiles_say_the_last_thirty_days(page: KpiPage, page_context: PageContext) -> None:
    totals = page_context.services.kpi.totals(page_context.store_id, date(2026, 2, 14), SUNDAY)
    assert page.tiles.codes == [
        "paid_amount", "net_amount", "orders", "paying_rate", "amount_per_order", "refund_rate", "visitors_per_day",
        "conversion",
    ]  # fmt: skip
    assert tile_text(page, "paid_amount") == format_yuan(int(totals["paid_amount"] or 0))
    tile = page.tiles.tile("paid_amount")
    assert tile is not None
    assert tile.change.text()[0] in "▲▼"
    assert "2026-01-15 to 2026-02-13" in tile.change.toolTip()
    assert page.hint.isHidden()


def test_another_step_and_basis_change_table_and_chart(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    week = next(button for button in page.range.steps.buttons() if button.property("by") == By.WEEK)
    qtbot.mouseClick(week, Qt.MouseButton.LeftButton)
    settle()
    model = page.trend.table.panel.lines
    assert model.index(1, 0).data() == "2026-W11 (03-09 to 03-15)"
    assert page.trend.data is not None
    assert page.trend.data.by is By.WEEK
    page.range.bases.setCurrentIndex(1)
    settle()
    assert page._view is not None
    assert page._view.selection.basis.value == "paid"


def test_totals_are_honest_about_visitors(page: KpiPage) -> None:
    model = page.trend.table.panel.lines
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    total = model.index(0, titles.index("Visitors"))
    assert model.index(0, 0).data() == "Total"
    assert total.data() == "—"
    assert "never added up" in total.data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(0, titles.index("Buyers")).data() == "90"


def test_the_table_sorts_filters_and_copies(page: KpiPage, qtbot: QtBot) -> None:
    view = page.trend.table.panel.table
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    orders = [int(view.records_model.index(row, 1).data()) for row in range(1, view.records_model.rowCount())]
    assert orders == sorted(orders, reverse=True)
    assert view.records_model.index(0, 0).data() == "Total"
    with qtbot.waitSignal(page.trend.table.search.searched):
        qtbot.keyClicks(page.trend.table.search, "Sat")
    assert view.records_model.rowCount() == 1 + 5
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Period\tOrders\t")
    assert len(lines) == 7


def test_the_columns_of_the_table_are_chosen_kept_and_exported(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    panel = page.trend.table.panel
    names = [column.name for column in panel.lines.columns]
    for name in ("orders", "visitors"):
        panel.table.show_column(names.index(name), False)
    panel.table.sort_by([(names.index("paid_amount"), True), (names.index("period"), False)])
    page.hide()
    page.show()
    panel.table.head.show_filters(True)
    panel.table.head.line(names.index("paid_orders")).setText(">1万")
    qtbot.waitUntil(lambda: panel.lines.records == [])
    assert panel.lines.rowCount() == 1  # the totals stay
    panel.table.toggle_filters()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "figures.xlsx"), ""))
    qtbot.mouseClick(page.findChild(QPushButton, "kpi.exportTable"), Qt.MouseButton.LeftButton)
    settle()
    head, *rows = openpyxl.load_workbook(tmp_path / "figures.xlsx").active.values
    assert "Visitors" not in head and "Paid amount" in head
    amounts = [row[head.index("Paid amount")] for row in rows]
    assert amounts == sorted(amounts, reverse=True) and isinstance(amounts[0], float | int)
    again = open_kpi_page(qtbot, page_context, settle).trend.table.panel.table
    assert names.index("visitors") not in again.shown_columns()
    assert again.records_model.sorting[0] == (names.index("paid_amount"), True)


def test_ticking_figures_draws_them(page: KpiPage) -> None:
    page.trend.series.toggle("visitors")
    assert page.trend.data is not None
    assert [series.item.code for series in page.trend.data.series][-1] == "visitors"
    page.trend.series.toggle("visitors")
    assert "visitors" not in page.trend.series.picked


def test_a_tile_goes_on_the_chart_by_mouse_and_by_keyboard(page: KpiPage, qtbot: QtBot) -> None:
    orders, rate = page.tiles.tile("orders"), page.tiles.tile("paying_rate")
    assert orders is not None
    assert rate is not None
    qtbot.mouseClick(orders, Qt.MouseButton.LeftButton)
    assert page.trend.series.picked == ["orders"]
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert page.trend.series.picked == ["paying_rate"]


def test_every_figure_explains_itself(page: KpiPage, qtbot: QtBot) -> None:
    for code in page.tiles.codes:
        tile = page.tiles.tile(code)
        assert tile is not None
        qtbot.mouseClick(tile.button, Qt.MouseButton.LeftButton)
        (card,) = page.findChildren(Explanation)
        assert card.isVisible()
        assert "Formula" in card.accessibleDescription()
        assert "2026-02-14 to 2026-03-15" in card.accessibleDescription()
        qtbot.keyClick(card, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not page.findChildren(Explanation))


def test_old_figures_are_found_with_a_hint(
    qtbot: QtBot, page_context: PageContext, settle: Settle, shared_data: Path
) -> None:
    load_tmall(page_context.services.ctx, page_context.store_id, shared_data)
    page = open_kpi_page(qtbot, page_context, settle)
    assert "2020-02-01 to 2020-03-01" in page.hint.text()
    assert page.hint.isVisible()
    assert tile_text(page, "paid_amount") == "2,474,823"
    assert tile_text(page, "paying_rate") == "85.99%"
    tile = page.tiles.tile("paid_amount")
    assert tile is not None
    assert tile.coverage.text() == "27/30"
    page.tabs.open("gaps")
    assert "3 of 30 days" in page.tabs.part("gaps").summary.text()


def test_typing_days_shows_exactly_those(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    page.range.start.setText("2026-03-02")
    page.range.end.setText("2026-03-08")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    assert page._view is not None
    assert page._view.period == Period(date(2026, 3, 2), date(2026, 3, 8))
    assert Range(page.range.ranges.currentData()) is Range.CUSTOM
    assert page.trend.table.panel.lines.rowCount() == 8


def test_reversed_days_are_pointed_out_and_not_turned_round(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    page.range.start.setText("2026-03-08")
    page.range.end.setText("2026-03-02")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    assert page.hint.text() == "The last day lies before the first. Choose a later last day."
    assert page.hint.isVisible()
    assert (page.range.start.text(), page.range.end.text()) == ("2026-03-08", "2026-03-02")
    page.range.end.setText("2026-03-09")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    assert not page.hint.isVisible()
    assert page._view is not None
    assert page._view.period == Period(date(2026, 3, 8), date(2026, 3, 9))


@pytest.mark.parametrize("first", ["0001-01-01", "1826-01-01"])
def test_centuries_show_the_days_that_have_figures(page: KpiPage, qtbot: QtBot, settle: Settle, first: str) -> None:
    page.range.start.setText(first)
    page.range.end.setText("2026-03-15")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    assert "More than 10 years were asked for" in page.hint.text()
    assert page._view is not None
    assert page._view.period == page._view.known
    assert tile_text(page, "orders") != "—"


def test_the_first_days_of_the_calendar_have_no_figures_and_no_crash(
    page: KpiPage, qtbot: QtBot, settle: Settle
) -> None:
    page.range.start.setText("0001-01-01")
    page.range.end.setText("0001-01-10")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    assert page._view is not None
    assert page._view.period == Period(date.min, date(1, 1, 10))
    for name in ("why", "channels", "products", "targets", "gaps"):
        page.tabs.open(name)
        settle()


def test_a_span_known_in_part_says_so_in_place_of_a_change(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    """Sixty days of figures: the thirty days before the last forty are known on twenty only."""
    page.range.start.setText("2026-02-04")
    page.range.end.setText("2026-03-15")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    tile = page.tiles.tile("paid_amount")
    assert tile is not None
    assert tile.change.text() == "then 20 of 40 days"
    assert "20 of the 40 days before only" in tile.change.toolTip()
    page.explain("paid_amount")
    card = page.findChild(Explanation)
    assert card is not None
    assert "Nothing is compared" in card.accessibleDescription()
    page.tabs.open("why")
    settle()
    assert (
        "Nothing is compared: figures are known for 20 of the 40 days before only."
        in page.tabs.part("why").headline.text()
    )


def test_new_orders_show_at_once(page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle) -> None:
    before = tile_text(page, "orders")
    add_orders(page_context.services.ctx, page_context.store_id, [order("new", SUNDAY, 990000, paid=SUNDAY, buyer="z")])
    qtbot.waitUntil(lambda: tile_text(page, "orders") == str(int(before) + 1), timeout=10_000)
    settle()


def test_the_chart_is_saved_as_a_picture(
    page: KpiPage, tmp_path: Path, page_context: PageContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, offered: str, _kinds: str) -> tuple[str, str]:
        asked.append(offered)
        return str(tmp_path / names.pop(0)), ""

    names = ["trend", "missing/trend.png"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    page.trend.save_picture()
    assert asked[0].endswith("-2026-02-14-2026-03-15.png")
    picture = QImage(str(tmp_path / "trend.png"))
    assert page.trend.chart is not None
    assert picture.height() > 2 * page.trend.chart.height()  # title, days and legend stand above the lines
    page.trend.save_picture()
    assert not (tmp_path / "missing").exists()


def test_of_files_imported_together_the_paid_amount_is_shown(
    qtbot: QtBot, page_context: PageContext, settle: Settle
) -> None:
    ctx, store = page_context.services.ctx, page_context.store_id
    row = {"channel": "search_ads", "day": SUNDAY, "spend_fen": 100, "impressions": 7}
    add_channel_days(ctx, store, [row])
    page = open_kpi_page(qtbot, page_context, settle)
    assert "paid_amount" not in page.trend.series.picked
    add_orders(ctx, store, [order("one", SUNDAY, 990000, paid=SUNDAY, buyer="z")])
    qtbot.waitUntil(lambda: "paid_amount" in page.trend.series.picked, timeout=10_000)
    page.trend.series.pick(["ad_spend"])
    add_orders(ctx, store, [order("two", SUNDAY, 990000, paid=SUNDAY, buyer="y")])
    settle()
    assert page.trend.series.picked == ["ad_spend"]
