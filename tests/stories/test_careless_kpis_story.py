"""A careless hand on the KPIs: absurd days, absurd targets, long names, garbage pasted, two windows, nothing there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.periods import By, Period
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.chart_notes import NoteForm
from shopdesk.gui.pages.kpi.market.part import MarketPart
from shopdesk.gui.pages.kpi.targets_tab import TargetsTab
from shopdesk.gui.widgets.money_edit import MoneyEdit
from tests.gui.hands import click
from tests.gui.kpi_page import open_kpi_page
from tests.import_files import write_xlsx
from tests.kpi_data import lively_store

LAST = date(2026, 3, 15)
SPANS = (
    Period(date(1900, 1, 1), date(2099, 12, 31)),
    Period(date(2099, 1, 1), date(2099, 12, 31)),
    Period(date(1, 1, 1), date(1, 1, 1)),
    Period(date(9999, 12, 1), date(9999, 12, 31)),
)
TABS = ("trend", "why", "channels", "products", "targets", "alerts", "gaps", "charts")


def words(widget: QWidget) -> str:
    """Everything that its visible labels say."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize("lively", [False, True], ids=["empty store", "store with figures"])
def test_absurd_days_are_shown_or_said_and_the_figures_stay(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], lively: bool
) -> None:
    services, store = page_context.services, page_context.store_id
    if lively:
        lively_store(services.ctx, store, LAST)
    whole = services.kpi.totals(store, date(2026, 1, 1), LAST)["paid_amount"]
    page = open_kpi_page(qtbot, page_context, settle)
    for span in SPANS:
        for by in By:
            page.range.choose(Range.CUSTOM, span, by)
            settle()
        for name in TABS:
            page.tabs.open(name)
            settle()
            # An empty page says so, and never with a figure that the days do not have.
            assert words(page).strip(), (span, name)
        if span.start.year != 1900:
            assert services.kpi.totals(store, span.start, span.end)["paid_amount"] is None
        elif lively:
            assert services.kpi.totals(store, span.start, span.end)["paid_amount"] == whole
    # A last day before the first is pointed out and turned round by nobody.
    page.range.choose(Range.CUSTOM, Period(date(2026, 3, 9), LAST), By.DAY)
    settle()
    page.range.end.set_day(date(2026, 3, 1))
    page.range.end.editingFinished.emit()
    settle()
    assert page.range.reversed
    assert (page.range.start.day, page.range.end.day) == (date(2026, 3, 9), date(2026, 3, 1))
    assert services.kpi.totals(store, date(2026, 1, 1), LAST)["paid_amount"] == whole


def test_a_target_of_twenty_digits_is_refused_and_the_old_one_stays(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, targets = page_context.store_id, page_context.services.targets
    lively_store(page_context.services.ctx, store, LAST)
    targets.set_months(store, date(2026, 3, 1), {"paid_amount": 200_000_00})
    page = open_kpi_page(qtbot, page_context, settle)
    tab: TargetsTab = page.tabs.open("targets")
    settle()
    field = tab.findChild(MoneyEdit, "kpi.target3")
    for typed in ("99999999999999999999", "-5", "abc", "1e400", "１２３４５６７８９０１２３４５６７８９０"):
        field.setFocus()
        field.setText(typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        settle()
        assert targets.month(store, date(2026, 3, 1)) == 200_000_00, typed
        assert field.text() == typed, "what was typed is not thrown away"
        assert tab.problem.isVisible() and len(tab.problem.text()) > 10, "a sentence at the field says why"
    field.setText("25万")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    assert targets.month(store, date(2026, 3, 1)) == 250_000_00 and not tab.problem.isVisible()


def test_a_name_that_turns_the_line_round_is_shown_with_its_sign(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None], tmp_path: Path
) -> None:
    store = page_context.store_id
    lively_store(page_context.services.ctx, store, LAST)
    name = "裙\u202efdp.exe" + "长" * 50
    table = [
        ["统计日期", "商品ID", "商品名称", "商品访客数", "商品浏览量", "支付件数", "支付金额"],
        ["2026-03-15", "666", name, "9", "9", "1", "99999.00"],
    ]
    file = write_xlsx(tmp_path / "goods.xlsx", {"s": table})
    page_context.services.imports.run_file(file, page_context.services.stores.get(store))
    page = open_kpi_page(qtbot, page_context, settle)
    page.range.choose(Range.CUSTOM, Period(date(2026, 3, 9), LAST), By.DAY)
    products = page.tabs.open("products")
    settle()
    shown = products.view.table.records_model.as_text()
    assert "99,999" in shown and "[U+202E]" in shown and "长" * 20 in shown and "\u202e" not in shown


def test_garbage_pasted_among_keywords_and_competitors_is_told_and_keeps_nothing(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]
) -> None:
    services, store = page_context.services, page_context.store_id
    market = MarketPart(page_context)
    qtbot.addWidget(market)
    market.resize(1200, 760)
    with qtbot.waitExposed(market):
        market.show()
    market.tabs.open("keywords")
    wait()
    keywords = market.tabs.part("keywords")
    for garbage in ("", "\x00\x01\x02", "hello", "=cmd|' /C calc'!A0\t\t\n" * 50, "关键词\n" + "长" * 5000):
        QGuiApplication.clipboard().setText(garbage)
        click(keywords, "kpi.market.keywords.pasteDays")
        wait()
        if keywords.importing is not None:
            keywords.importing.close()
            wait()
        board = services.keywords.board(store, 30)
        assert not board.keywords and board.period is None, garbage[:20]
    market.tabs.open("competitors")
    wait()
    competitors = market.tabs.part("competitors")
    click(competitors, "kpi.market.competitors.new")
    form = competitors.dialog
    form["name"].setText("对" * 60)
    form.ok.click()
    wait()
    kept = services.competitors.watched(store)
    if not kept:
        # Too long: it says so at the field and keeps what was typed.
        assert form.said() and form["name"].text() == "对" * 60
        form["name"].setText("对" * 30)
        form.ok.click()
        wait()
        kept = services.competitors.watched(store)
    assert len(kept) == 1 and set(kept[0].name) == {"对"}
    assert kept[0].name in competitors.table.records_model.as_text()


def test_a_second_window_shows_what_the_first_one_set(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    store, services = page_context.store_id, page_context.services
    lively_store(services.ctx, store, LAST)
    first, second = (open_kpi_page(qtbot, page_context, settle) for _window in range(2))
    for page in (first, second):
        page.tabs.open("targets")
        settle()
    services.targets.set_months(store, LAST.replace(day=1), {"paid_amount": 123_456_00})
    settle()
    for page in (first, second):
        tab: TargetsTab = page.tabs.open("targets")
        qtbot.waitUntil(lambda tab=tab: "123,456" in tab.findChild(MoneyEdit, "kpi.target3").text(), timeout=5_000)
    assert services.targets.month(store, LAST.replace(day=1)) == 123_456_00
    assert services.targets.month(store, LAST.replace(day=1) + timedelta(days=31)) is None


def test_stores_days_and_sections_changed_while_figures_are_on_their_way_end_with_the_last_choice(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    services, lively = page_context.services, page_context.store
    lively_store(services.ctx, page_context.store_id, LAST)
    empty = services.stores.create("空店")
    page = open_kpi_page(qtbot, page_context, settle)
    whole = words(page.tiles)
    spans = [Period(date(2026, 2, day), date(2026, 3, day)) for day in (1, 5, 9)]
    for step in range(24):
        # Nothing is waited for: each answer comes to a page that asks for something else by then.
        page_context.store = (empty, lively)[step % 2]
        page_context.events.store_changed.emit(page_context.store)
        page.range.choose(Range.CUSTOM, spans[step % 3], tuple(By)[step % 3])
        page.tabs.open(TABS[step % len(TABS)])
    page_context.store = empty
    page_context.events.store_changed.emit(empty)
    page.tabs.open("why")
    settle()
    assert page.empty.isVisible() and "No figures yet" in words(page)
    page_context.store = lively
    page_context.events.store_changed.emit(lively)
    page.range.choose(Range.LAST_30)
    page.tabs.open("trend")
    settle()
    assert not page.empty.isVisible()
    assert words(page.tiles) == whole


def test_a_note_as_long_as_it_may_be_stands_on_the_chart_and_a_longer_one_is_refused(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    lively_store(page_context.services.ctx, page_context.store_id, LAST)
    page = open_kpi_page(qtbot, page_context, settle)
    for text, kept in (("备" * 60, True), ("注" * 5_000, False)):
        form = NoteForm(page_context, LAST, None, page)
        form.open()
        form["name"].setText(text)
        form.ok.click()
        settle()
        notes = [one.name for one in page_context.services.calendar.own_days(page_context.store_id)]
        assert (text in notes) == kept
        if not kept:
            assert form.said() and form["name"].text(), "what was typed is not thrown away"
            form.reject()
    assert page.trend.chart is not None and page.trend.chart.height() >= 160
