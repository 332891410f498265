"""The ways from the KPI page to the rows behind its figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shopdesk.domain.kpi import KPIS, Basis
from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.ledger.matching import OrderState
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.page import KpiPage
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from shopdesk.gui.pages.kpi.rows_of import RowsOf
from tests.gui.kpi_page import open_kpi_page
from tests.import_files import write_csv
from tests.kpi_data import add_orders, add_service_days, add_store_days, lively_store, order

SUNDAY = date(2026, 3, 15)
Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, page_context: PageContext, settle: Settle) -> KpiPage:
    """The page of a store with sixty days of figures, two of them missing."""
    lively_store(page_context.services.ctx, page_context.store_id, SUNDAY)
    return open_kpi_page(qtbot, page_context, settle)


def opened(page: KpiPage) -> RowsDialog:
    (dialog,) = [one for one in page.findChildren(RowsDialog) if one.isVisible()]
    return dialog


def test_every_kpi_with_a_value_says_it_again_below_its_rows(
    page: KpiPage, page_context: PageContext, settle: Settle, qtbot: QtBot
) -> None:
    days = [date(2026, 3, number) for number in range(1, 15)]
    add_service_days(
        page_context.services.ctx,
        page_context.store_id,
        [{"day": day, "agent": "小满", "received": 40, "replied": 38, "first_reply_seconds": 21} for day in days],
    )
    span = Period(days[0], days[-1])
    totals = page_context.services.kpi.totals(page_context.store_id, span.start, span.end)
    said = 0
    for item in KPIS:
        dialog = RowsDialog(page_context, RowsOf(item.code, span, Basis.CREATED), page)
        dialog.show()
        settle()
        if totals[item.code] is not None:
            assert shown(item, totals[item.code]) in dialog.foot.text().splitlines()[1], item.code
            said += 1
        elif dialog.panel is None:
            assert "No row says anything of this figure" in dialog.empty.text()
        else:
            assert "—" in dialog.foot.text(), item.code
        dialog.close()
        dialog.deleteLater()
    assert said > 20


def test_visitors_of_several_days_are_listed_by_day_with_the_reason_why_they_are_no_sum(
    page: KpiPage, settle: Settle
) -> None:
    page.show_rows("visitors")
    settle()
    dialog = opened(page)
    assert "People are counted once in any span of days, so daily figures are never added up." in dialog.foot.text()
    assert "together" not in dialog.foot.text()
    dialog.reject()
    page.show_rows("visitors_per_day")
    settle()
    level = opened(page).foot.text()
    assert "together" not in level and "Visitors per day: mean of" in level, "nor where they are a step on the way"


def test_seconds_times_chats_are_no_sum_to_read(page: KpiPage, page_context: PageContext, settle: Settle) -> None:
    days = [date(2025, 6, number) for number in (3, 4)]
    add_service_days(page_context.services.ctx, page_context.store_id, [
        {"day": day, "agent": name, "received": 40, "first_reply_seconds": 20} for day in days for name in ("a", "b")
    ])  # fmt: skip
    settle()
    page.show_rows("first_reply_seconds", Period(*days))
    settle()
    said = opened(page).foot.text().splitlines()
    assert said[0] == "4 rows" and said[1].endswith("= 20.0")


def test_a_share_of_visitors_never_shows_the_visitors_of_several_days_as_one_number(
    page: KpiPage, page_context: PageContext, settle: Settle
) -> None:
    known = [date(2025, 6, number) for number in (3, 4, 5)]
    add_store_days(page_context.services.ctx, page_context.store_id, [
        {"day": day, "visitors": 10_019, "buyers": 101, "page_views": 20_038, "stay_seconds": 60, "cart_buyers": 1_001,
         "bounce_rate": Decimal("0.5")} for day in known
    ])  # fmt: skip
    settle()
    for code in ("conversion", "cart_rate", "stay_seconds", "bounce_rate"):
        for days in (Period(known[0], known[-1]), Period(known[0], known[0])):
            page.show_rows(code, days)
            settle()
            dialog = opened(page)
            for part in range(len(dialog.parts)):
                dialog.choice.setCurrentIndex(part)
                dialog._on_part()
                settle()
                said = dialog.foot.text()
                value = page_context.services.kpi.totals(page_context.store_id, days.start, days.end)[code]
                assert shown(dialog.item, value) in said.splitlines()[1]
                for number in (10_019, 101, 1_001):
                    assert f"{number * days.length:,}" not in said or days.length == 1, (code, said)
            dialog.reject()


def test_an_order_without_a_buyer_leaves_the_people_uncounted_and_says_so(
    page: KpiPage, page_context: PageContext, settle: Settle
) -> None:
    add_orders(page_context.services.ctx, page_context.store_id, [order("x", SUNDAY, paid=SUNDAY)])
    settle()
    page.show_rows("buyers")
    settle()
    settle()
    dialog = opened(page)
    assert dialog.parts[0].no_sum
    assert "People are counted once in any span of days" in dialog.foot.text()


def test_cells_of_products_and_channels_open_to_their_own_rows(
    page: KpiPage, page_context: PageContext, qtbot: QtBot, settle: Settle
) -> None:
    page.tabs.open("products")
    settle()
    view = page.tabs.part("products").view
    sales = [column.name for column in view.lines.columns].index("sales")
    view.table.setCurrentIndex(view.lines.index(0, sales))
    line = view.lines.record(0)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle()
    dialog = opened(page)
    assert shown(dialog.item, line.sales_fen) in dialog.foot.text().splitlines()[0]
    dialog.reject()
    page.tabs.open("channels")
    settle()
    view = page.tabs.part("channels").view
    row = view.lines.row_of(lambda one: one.channel is not None)
    spend = [column.name for column in view.lines.columns].index("spend")
    view.table.setCurrentIndex(view.lines.index(row, spend))
    cost = view.lines.record(row).spend_fen
    view.table.make_menu().findChild(object, "kpi.channels.rows").trigger()
    settle()
    dialog = opened(page)
    assert shown(dialog.item, cost) in dialog.foot.text().splitlines()[0]


def test_an_alert_opens_to_the_rows_of_its_figure(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    page.tabs.open("alerts")
    settle()
    alert = Alert(
        code="refunds", severity=Severity.NOW, text=Text("x"), kpi="refund_rate", period=Period(SUNDAY, SUNDAY)
    )
    page.tabs.part("alerts").show_alerts([alert])
    link = page.findChild(QPushButton, "kpi.alertRows.refunds")
    assert link is not None
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    settle()
    dialog = opened(page)
    assert (dialog.item.code, dialog.wanted.period) == (alert.kpi, alert.period)


def test_an_alert_of_the_money_leads_to_its_orders_on_its_days(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    page.tabs.open("alerts")
    settle()
    span, places = Period(date(2026, 3, 1), SUNDAY), {}
    for code in (f"orders_{OrderState.SHORT.value}", "not_classified", "month_changed_2026_02", "loss_makers"):
        page.tabs.open("alerts")
        alert = Alert(code=code, severity=Severity.SOON, text=Text("x"), kpi="", period=span)
        page.tabs.part("alerts").show_alerts([alert])
        settle()
        link = page.findChild(QPushButton, f"kpi.alertRows.{code}")
        assert link is not None and link.isVisible()
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        settle()
        assert page.tabs.current == "money" and page.range.selection.period == span
        places[code] = page.tabs.shown.tabs.current
        if code.startswith("orders_"):
            assert page.tabs.shown.tabs.shown.chips.key == OrderState.SHORT.value
    assert list(places.values()) == ["orders", "rules", "months", "profit"]
    assert page.tabs.shown.tabs.shown.by is Split.PRODUCT


def test_a_tile_opens_its_rows_by_key_and_menu(page: KpiPage, qtbot: QtBot, settle: Settle) -> None:
    tile = page.tiles.tile("orders")
    assert tile is not None
    qtbot.keyClick(tile, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert opened(page).item.code == "orders"
    opened(page).reject()
    tile.make_menu().actions()[0].trigger()
    settle()
    assert opened(page).item.code == "orders"


def test_rows_whose_import_is_taken_back_do_not_stay_on_the_screen(
    qtbot: QtBot, page_context: PageContext, settle: Settle, tmp_path: Path
) -> None:
    services, store = page_context.services, page_context.store
    lines = [["统计日期", "访客数", "浏览量"], *([f"2026-03-{day:02d}", "100", "300"] for day in range(1, 16))]
    file = write_csv(tmp_path / "days.csv", lines)
    run = services.imports.run_file(file, store).run
    page = open_kpi_page(qtbot, page_context, settle)
    page.show_rows("page_views", Period(date(2026, 3, 1), SUNDAY))
    settle()
    dialog = opened(page)
    assert dialog.panel is not None and dialog.panel.model.rowCount() == 15 and "4,500" in dialog.foot.text()
    assert dialog.origin.isVisible()
    services.imports.undo(run.id)
    settle()
    assert dialog.panel is None and dialog.empty.isVisible() and "No row says anything" in dialog.empty.text()
    assert not dialog.foot.text() and not dialog.origin.isVisible()
    enabled = [one.objectName() for one in dialog.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    assert enabled == ["kpi.rows.close"]
    # Imported anew, they stand there again.
    services.imports.run_file(file, store)
    settle()
    assert dialog.panel is not None and dialog.panel.model.rowCount() == 15 and "4,500" in dialog.foot.text()
    dialog.reject()
