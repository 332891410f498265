"""Story: from a figure to one order, its items, its money and the rows of the files; and from a report's figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import format_yuan
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pages.kpi.order_dialog import OrderDialog
from shopdesk.gui.pages.kpi.report_figures import ReportFiguresDialog
from shopdesk.gui.pages.kpi.rows_dialog import RowsDialog
from tests.gui.hands import click, press
from tests.gui.shell.support import dialog, settle
from tests.gui.shell.test_window import trigger
from tests.import_files import write_csv
from tests.stories.money_shop import REFUNDED
from tests.stories.shop import Shop
from tests.stories.test_money_orders_story import with_february

_ITEMS = (
    ("子订单编号", "主订单编号", "商品标题", "商品价格", "购买数量", "买家应付货款", "退款金额", "订单状态"),
    (f"{REFUNDED}", REFUNDED, "台灯", "50.00", "2", "100.00", "30.00", "交易成功"),
    (f"{REFUNDED[:-1]}9", REFUNDED, "灯泡", "25.00", "2", "50.00", "0", "交易成功"),
)


def one(kind: type, parent: Any) -> Any:
    (found,) = [one for one in parent.findChildren(kind) if one.isVisible()]
    return found


def test_an_order_shows_its_items_and_its_money(shop: Shop, tmp_path: Path) -> None:
    with_february(shop, tmp_path)
    store = shop.services.stores.get(shop.store_id)
    items = write_csv(tmp_path / "ExportOrderDetailList_02.csv", [list(row) for row in _ITEMS])
    shop.desktop.tasks.database(lambda: shop.services.imports.run_file(items, store))
    shop.wait()
    page: Any = shop.desktop.window.open_page("kpi")
    page.tabs.open("trend")
    page.show_rows("refund_amount")
    shop.wait()
    rows = one(RowsDialog, page)
    (refunded,) = [row for row in rows.panel.model.records if row.given]
    assert rows.panel.table.select(lambda row: row.id == refunded.id)
    rows.panel.table.setFocus()
    press(Qt.Key.Key_Return)
    shop.wait()
    order = one(OrderDialog, rows)
    assert order.windowTitle() == f"Order {REFUNDED}" and "Refund: 30.00" in order.said.text()
    assert "row 6" in order.origin.text() and "ExportOrderList_02.csv" in order.origin.text()

    # The items make the order; the chosen one says its file and row.
    shown_items = order.items.table.records_model.records
    assert [item.origin.row for item in shown_items] == [2, 3]
    order.items.table.selectRow(1)
    assert "From ExportOrderDetailList_02.csv, row 3" in order.origin.text()
    # Where the order itself comes from is said all the time.
    assert "row 6" in order.origin.text() and "ExportOrderList_02.csv" in order.origin.text()

    # The lines of its money, with what both together say.
    lines = order.lines.records_model.records
    assert [line.line.amount for line in lines] == [15_000, -750, -3_000]
    assert order.about_lines.text() == (
        "Money: 3 lines, together +112.50 · Settled · received 150.00 · refunded 30.00 · fees 7.50"
    )
    order.lines.selectRow(2)
    assert f"row {lines[2].line.file_row}" in order.origin.text()
    click(order, "kpi.order.import")
    shop.wait()
    order.reject()
    rows.reject()


def test_every_figure_of_a_report_opens_its_rows(sample_desktop: Desktop, qtbot: Any) -> None:
    desktop = sample_desktop
    trigger(desktop, "file.weeklyReport")
    settle(qtbot, desktop)
    asking = dialog(desktop, "reports.week")
    click(asking, "reports.week.figures")
    settle(qtbot, desktop)
    figures = one(ReportFiguresDialog, asking)
    assert figures.model.rowCount() > 100
    figures.search.setText("退款金额")
    qtbot.waitUntil(lambda: 0 < figures.model.rowCount() < 20)
    figures.table.selectRow(0)
    figures.table.setFocus()
    stated = figures.table.current()
    press(Qt.Key.Key_Return)
    settle(qtbot, desktop)
    rows = one(RowsDialog, figures)
    assert rows.wanted.period == stated.period and shown(stated.item, stated.value) in rows.foot.text()
    assert format_yuan(stated.value) in rows.said.text()
    rows.reject()
    figures.reject()
