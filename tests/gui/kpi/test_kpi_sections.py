"""The sections below the key figures: causes, channels, products, targets, alerts, gaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.errors import UserError
from shopdesk.domain.figures import Channel
from shopdesk.domain.kpi import Unit
from shopdesk.domain.kpi.alert_marks import AlertMark, MarkKind
from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.coverage import CoverSource
from shopdesk.domain.kpi.decompose import AOV
from shopdesk.domain.kpi.ranges import Range
from shopdesk.domain.kpi.slices import Cut, Slice
from shopdesk.domain.money import format_yuan, parse_yuan
from shopdesk.domain.periods import Period
from shopdesk.domain.target_weights import WEEKDAYS
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.effect_bars import spans_of
from shopdesk.gui.pages.kpi.limits_dialog import LimitsDialog
from shopdesk.gui.pages.kpi.metric_tree import level
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.weights_dialog import WeightsDialog
from shopdesk.gui.pages.kpi.why_tab import _level
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra import i18n
from tests.gui.hands import choose_data, click
from tests.gui.kpi_page import open_kpi_page
from tests.kpi_data import add_orders, add_store_days, lively_store, order

SUNDAY = date(2026, 3, 15)
Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> KpiPage:
    """The page of a store with sixty days of figures."""
    return open_page(qtbot, page_context, settle)


def open_page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> KpiPage:
    lively_store(page_context.services.ctx, page_context.store_id, SUNDAY)
    return open_kpi_page(qtbot, page_context, settle)


def test_sections_are_built_only_when_opened(page: KpiPage) -> None:
    assert not any(page.tabs.made(name) for name in ("why", "channels", "products", "targets", "alerts", "gaps"))


def test_the_causes_add_up_on_the_screen(page: KpiPage, settle: Settle) -> None:
    page.tabs.open("why")
    settle()
    why = page.tabs.part("why")
    past, *causes, now = why.factors.bars
    change = now.total - past.total
    assert [bar.name for bar in causes] == [
        "Days with visitor figures", "Visitors per day", "Conversion", "Amount per buyer and day",
    ]  # fmt: skip
    assert sum(bar.effect for bar in causes) == change
    # From the earlier sales each bar begins where the one before ended, and the last ends at the sales now.
    assert spans_of(why.factors.bars)[-2][1] == now.total
    assert why.headline.text().startswith("In ") and "What brought sales: " in why.headline.text()
    for bars in (why.products, why.channels):
        assert sum(bar.effect for bar in bars.bars) == change
        assert bars.bars[-1].name == "Not in this source"
    why.grab()


def test_a_span_without_a_past_is_not_compared_with_zero(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    page.range.start.setText("2026-01-01")
    page.range.end.setText("2026-03-15")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    page.tabs.open("why")
    settle()
    why = page.tabs.part("why")
    assert why.headline.text().startswith("Why sales moved cannot be said: both 2025-01-01 to 2025-03-15")
    assert why.products.bars == []
    tile = page.tiles.tile("paid_amount")
    assert tile is not None
    assert tile.change.text() == "no comparison"


def test_channels_with_their_totals(page: KpiPage, settle: Settle) -> None:
    page.tabs.open("channels")
    settle()
    lines = page.tabs.part("channels").view.lines
    titles = [lines.headerData(place, Qt.Orientation.Horizontal) for place in range(lines.columnCount())]
    assert [lines.index(row, 0).data() for row in range(lines.rowCount())] == ["Total", "Search ads"]
    assert lines.index(1, titles.index("Ad spend")).data() == "3,600.00"
    assert lines.index(0, titles.index("ROI")).data() == lines.index(1, titles.index("ROI")).data()
    table = page.tabs.part("channels").view.table
    for width in (1180, 2400):
        page.resize(width, 740)
        settle()
        shown = sum(table.columnWidth(place) for place in table.shown_columns())
        assert shown >= table.viewport().width(), "the table ends at the right edge"


def test_best_and_falling_products(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    page.tabs.open("products")
    settle()
    lines = page.tabs.part("products").view.lines
    assert [lines.index(row, 0).data() for row in range(lines.rowCount())] == ["Dress A", "Dress B"]
    click(page, "kpi.products_falling")
    assert [lines.index(row, 0).data() for row in range(lines.rowCount())] == ["Dress B"]
    assert lines.index(0, 5).data().startswith("▼ -")


def test_a_year_is_split_to_the_fen_and_a_month_corrected(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    page.tabs.open("targets")
    settle()
    targets = page.tabs.part("targets")
    assert "no target yet" in targets.words.text()
    targets.total.setText("1,000,000.01")
    click(page, "kpi.targetSplit")
    qtbot.waitUntil(lambda: "together 1,000,000.01" in targets.sum.text(), timeout=10_000)
    settle()
    saved = page_context.services.targets.year(page_context.store_id, 2026)
    assert sum(saved.values()) == parse_yuan("1000000.01")
    assert "Until 2026-03-15" in targets.words.text()
    field = page.findChild(MoneyEdit, "kpi.target4")
    assert field is not None
    field.setFocus()
    field.setText("0.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(
        lambda: page_context.services.targets.month(page_context.store_id, date(2026, 4, 1)) == 50, timeout=10_000
    )
    settle()
    assert targets.chart.words(SUNDAY).startswith("2026-03-15 Sun: ")


def test_a_target_that_cannot_be_is_refused_at_its_field(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    page.tabs.open("targets")
    settle()
    targets = page.tabs.part("targets")
    march = targets.findChild(QLineEdit, "kpi.target3")
    for wrong in ("9" * 20, "1e400", "NaN", "-5"):
        march.setText(wrong)
        qtbot.keyClick(march, Qt.Key.Key_Return)
        assert targets.problem.isVisible(), wrong
        assert targets.problem.text().startswith("Target of month 3: ")
        targets.total.setText(wrong)
        click(page, "kpi.targetSplit")
        assert targets.problem.text().startswith("Target of the year: "), wrong
    march.setText("30万")
    qtbot.keyClick(march, Qt.Key.Key_Return)
    settle()
    assert not targets.problem.isVisible()
    assert page_context.services.targets.year(page_context.store_id, 2026) == {date(2026, 3, 1): 300_000_00}
    with pytest.raises(UserError):
        page_context.services.targets.set_month(page_context.store_id, date(2026, 3, 1), 10**22)


def test_typed_months_are_never_split_over_unasked(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    targets, store = page_context.services.targets, page_context.store_id
    targets.set_month(store, date(2026, 3, 1), 10_000_00)
    page.tabs.open("targets")
    settle()
    tab = page.tabs.part("targets")

    def split_by(answer: str) -> None:
        tab.total.set_fen(120_000_00)
        click(page, "kpi.targetSplit")
        box = tab.findChild(QMessageBox, "kpi.targetOver")
        assert box.text().endswith("of 2026 there is a target already, and it stays.")
        assert "2026-03\N{NO-BREAK SPACE}10,000.00" in box.informativeText()
        qtbot.mouseClick(box.findChild(QPushButton, answer), Qt.MouseButton.LeftButton)
        settle()

    split_by("kpi.targetKeep")
    months = targets.year(store, 2026)
    assert (months[date(2026, 3, 1)], sum(months.values())) == (10_000_00, 120_000_00)
    split_by("kpi.targetAnew")
    months = targets.year(store, 2026)
    assert months[date(2026, 3, 1)] != 10_000_00
    assert sum(months.values()) == 120_000_00


def test_a_level_for_every_month_is_not_called_a_split(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    targets, store, march = page_context.services.targets, page_context.store_id, date(2026, 3, 1)
    targets.set_month(store, march, 500, "visitors_per_day")
    page.tabs.open("targets")
    settle()
    tab = page.tabs.part("targets")
    choose_data(tab.figure, "visitors_per_day")
    settle()
    tab.total.setText("800")
    click(page, "kpi.targetSplit")
    box = tab.findChild(QMessageBox, "kpi.targetOver")
    assert box.text().startswith("In 1 month of 2026") and "2026-03\N{NO-BREAK SPACE}500" in box.informativeText()
    said = " ".join([box.windowTitle(), box.informativeText(), *(one.text() for one in box.buttons())])
    assert "plit" not in said
    qtbot.mouseClick(box.findChild(QPushButton, "kpi.targetKeep"), Qt.MouseButton.LeftButton)
    settle()
    assert targets.year(store, 2026, "visitors_per_day") == {
        date(2026, month, 1): 500 if month == 3 else 800 for month in range(1, 13)
    }
    assert page_context.messages.text == "It is the target of 11 months of 2026."


def test_the_weights_of_days_are_shown_and_changed(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    services, store = page_context.services, page_context.store_id
    services.targets.set_month(store, date(2026, 3, 1), 31_000_00)
    page.tabs.open("targets")
    settle()
    click(page, "kpi.targetWeights")
    settle()
    dialog = page.findChild(WeightsDialog)
    assert dialog is not None
    past = services.targets.past_weekdays(store, date(2026, 1, 1))
    typed = [dialog.editors[name].value() for name in WEEKDAYS]
    assert typed == [value.quantize(Decimal("0.0001")) for value in past]
    assert not dialog["day1"].isEnabled()
    assert "No month of 2025 is known" in dialog.shape.text()
    dialog["past"].click()
    for name in WEEKDAYS:
        dialog[name].setText("3" if name == "day7" else "1")
    for wrong in ("9" * 20, "1e400", "NaN", "-1", "21", ""):
        dialog["campaign"].setText(wrong)
        qtbot.mouseClick(dialog.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
        assert dialog.said(), wrong
        assert dialog["campaign"].text() == wrong
    dialog["campaign"].setText("2.5")
    for name in WEEKDAYS:
        dialog[name].setText("0")
    qtbot.mouseClick(dialog.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
    settle()
    assert "weekday has to weigh" in dialog["day1"].accessibleDescription()
    for name in WEEKDAYS:
        dialog[name].setText("3" if name == "day7" else "1")
    qtbot.mouseClick(dialog.findChild(QPushButton, "form.ok"), Qt.MouseButton.LeftButton)
    settle()
    assert services.targets.weights(store).campaign == Decimal("2.5")
    shown = page.tabs.part("targets").chart.words(date(2026, 3, 15))
    assert shown.endswith(f"target {format_yuan(services.targets.days(store, date(2026, 3, 1))[date(2026, 3, 15)])}")
    assert services.targets.days(store, SUNDAY)[SUNDAY] > 2 * services.targets.days(store, SUNDAY)[date(2026, 3, 14)]


def test_an_alert_leads_to_its_chart(page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle) -> None:
    waiting = {
        **order("w", SUNDAY - timedelta(days=3), paid=SUNDAY - timedelta(days=3)),
        "status": "买家已付款,等待卖家发货",
    }
    add_orders(page_context.services.ctx, page_context.store_id, [waiting])
    qtbot.waitUntil(lambda: page.alert_link.text() == "Alerts: 1", timeout=10_000)
    qtbot.mouseClick(page.alert_link, Qt.MouseButton.LeftButton)
    settle()
    assert page.tabs.current == "alerts"
    chart = page.findChild(QPushButton, "kpi.alertShow.unshipped")
    assert chart is not None and not chart.isVisible(), "no chart shows the orders that wait"
    page.show_alert(AlertMark(MarkKind.PROBLEM, "unshipped", SUNDAY, SUNDAY, 1, "paid_orders", Period(SUNDAY, SUNDAY)))
    settle()
    assert page.tabs.current == "alerts", "a problem made of it leads to the alert"
    alert = Alert(
        code="refunds", severity=Severity.NOW, text=Text("x"), kpi="paid_orders", period=Period(SUNDAY, SUNDAY)
    )
    page.tabs.part("alerts").show_alerts([alert])
    settle()
    click(page, "kpi.alertShow.refunds")
    settle()
    assert page.tabs.current == "trend"
    assert page.trend.series.picked == ["paid_orders"]
    assert Range(page.range.ranges.currentData()) is Range.CUSTOM


def test_the_owner_moves_a_bar(page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle) -> None:
    page.tabs.open("alerts")
    settle()
    click(page, "kpi.alertBars")
    settle()
    (dialog,) = page.findChildren(LimitsDialog)
    for field, wrong in (("roi_bar", "1e400"), ("stock_days", "3万"), ("conversion_drop", "0"), ("dsr_bar", "NaN")):
        kept = dialog[field].text()
        dialog[field].setText(wrong)
        click(dialog, "form.ok")
        assert dialog.said(), wrong
        dialog[field].setText(kept)
    dialog["roi_bar"].setText("9")
    ok = dialog.findChild(QPushButton, "form.ok")
    assert ok is not None
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.alert_link.text() == "Alerts: 1", timeout=10_000)
    settle()
    assert page_context.services.alerts.limits(page_context.store_id).roi_bar == 9
    assert page.findChild(QPushButton, "kpi.alertShow.roi_low") is not None


def test_what_stands_in_for_missing_orders_is_said(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    add_store_days(page_context.services.ctx, page_context.store_id, [{"day": date(2026, 2, 5), "paid_fen": 700}])
    settle()
    page.range.start.setText("2026-02-01")
    page.range.end.setText("2026-02-10")
    qtbot.keyClick(page.range.end, Qt.Key.Key_Return)
    settle()
    page.tabs.open("gaps")
    settle()
    gaps = page.tabs.part("gaps")
    assert gaps.summary.text() == "1 of 10 days have no figures at all. They are shown as gaps, never as zero."
    assert "On 1 day the paid amount comes from the platform's daily table" in gaps.filled.text()
    missing = [(gap.source, gap.days) for gap in gaps.runs.lines.records]
    assert (CoverSource.ORDERS, Period(date(2026, 2, 4), date(2026, 2, 5))) in missing
    assert (CoverSource.STORE_DAYS, Period(date(2026, 2, 4), date(2026, 2, 4))) in missing


def test_a_gap_of_years_ago_is_shown_and_a_figure_of_the_future_breaks_nothing(
    page: KpiPage, page_context: PageContext, settle: Settle
) -> None:
    past, future = date(2019, 5, 7), date(2031, 1, 1)
    add_store_days(page_context.services.ctx, page_context.store_id, [{"day": past, "visitors": 1}])
    add_store_days(page_context.services.ctx, page_context.store_id, [{"day": future, "visitors": 1}])
    settle()
    page.tabs.open("gaps")
    settle()
    calendar = page.tabs.part("gaps")
    assert calendar.month.month == date(2026, 3, 1)
    oldest = min(calendar.runs.lines.records, key=lambda gap: gap.days.start)
    calendar.runs.table.select(lambda gap: gap is oldest)
    settle()
    assert calendar.month.month == oldest.days.end.replace(day=1)
    calendar.month.choose(past)
    calendar.grid.go_to(CoverSource.STORE_DAYS, past)
    settle()
    assert calendar.said.text() == "Store by day, 2019-05-07 Tue: There"
    assert calendar.wanted() == Period(past, past)


def test_everything_is_said_in_chinese(qtbot: QtBot, page_context: PageContext, settle: Settle) -> None:
    i18n.set_language("zh_CN")
    page = open_page(qtbot, page_context, settle)
    for name in ("why", "channels", "products", "targets", "alerts", "gaps"):
        page.tabs.open(name)
        settle()
        page.grab()
    words = [button.text() for button in page.findChildren(QPushButton)]
    words += [label.text() for label in page.findChildren(QLabel)]
    assert not [word for word in words if word.isascii() and any(letter.isalpha() for letter in word)]


def test_what_moved_against_the_rest_opens_to_its_rows(
    page: KpiPage, page_context: PageContext, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.tabs.open("why")
    settle()
    why = page.tabs.part("why")
    slices = (
        Slice(cut=Cut.CHANNEL, name="search_ads", before=900_00, after=300_00, expected=950_00),
        Slice(cut=Cut.REGION, name="浙江省", before=100_00, after=200_00, expected=90_00),
        Slice(cut=Cut.PRODUCT, name="Quilt", before=100_00, after=190_00, expected=90_00),
    )
    view = page.question()
    found = page_context.services.kpi.split(page_context.store_id, page._view.period, view[-1].basis)
    why.show_why(replace(found, slices=slices))
    assert [(bar.name, bar.effect) for bar in why.slices.bars] == [
        ("Search ads", -650_00), ("浙江省", 110_00), ("Quilt", 100_00),
    ]  # fmt: skip
    # What is copied for the meeting names them, too.
    why.copied.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(why.headline.text())
    assert "More than the rest led one to expect: 浙江省 +110.00, Quilt +100.00." in copied
    assert copied.endswith("Less than the rest led one to expect: Search ads -650.00.")
    asked: list[tuple[str, dict[str, object]]] = []
    monkeypatch.setattr(page, "show_rows", lambda code, **only: asked.append((code, only)))
    why.product_wanted.connect(lambda title: asked.append(("product", {"title": title})))
    why.slices.reader_actions()["Increase"]()
    for _bar in slices:
        why.slices.reader_actions()["Show rows"]()
        why.slices.reader_actions()["Increase"]()
    assert asked == [
        ("ad_sales", {"channel": Channel.SEARCH_ADS}),
        ("paid_amount", {"province": "浙江省"}),
        ("product", {"title": "Quilt"}),
    ]
    why.show_why(replace(found, slices=()))
    assert why.slices.parentWidget().isHidden()


def test_causes_and_tree_say_a_level_to_the_same_fen() -> None:
    for fen in (Fraction(1, 2), Fraction(5, 2), Fraction(15_439_499, 1000)):
        assert _level(AOV, fen) == level(Unit.MONEY, fen)
    assert _level(AOV, Fraction(1, 2)) == "0.01"  # half a fen is a fen, as everywhere


@pytest.mark.parametrize("percent", [100, 200])
def test_the_chart_keeps_its_height_in_a_small_window(
    qtbot: QtBot, qapp: QApplication, page_context: PageContext, settle: Settle, percent: int
) -> None:
    usual = qapp.font()
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * percent / 100)
    qapp.setFont(large)
    try:
        lively_store(page_context.services.ctx, page_context.store_id, SUNDAY)
        page = open_kpi_page(qtbot, page_context, settle)
        # What a window of 1024x640 leaves of itself for the page, which grows where its parts need it and scrolls.
        page.resize(836, 560)
        settle()
        assert len(page.tiles.codes) == 8
        chart = page.trend.chart
        assert chart is not None
        assert scaled(chart, 160) > 250 or percent == 100, "the letters are large"
        assert chart.height() >= scaled(chart, 160)
        below = page.trend.save.mapTo(page, QPoint(0, page.trend.save.height())).y()
        assert below <= chart.mapTo(page, QPoint(0, 0)).y(), "no key is covered by the chart"
        assert page.trend.table.height() >= scaled(chart, 190)
    finally:
        qapp.setFont(usual)
