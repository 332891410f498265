"""The list of products says which rows of a file were added up, and where its figures are from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.products.list_part import ProductListPart
from shopdesk.storage.tables.orders import order_items, orders

ROWS = [
    ["宝贝ID", "SKU ID", "库存"],
    ["601", "1", "30"],
    ["602", "5", "7"],
    ["601", "2", "12"],
    ["602", "5", "8"],
]


def open_list(qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]) -> ProductListPart:
    part = ProductListPart(page_context)
    qtbot.addWidget(part)
    with qtbot.waitExposed(part):
        part.show()
    settle()
    return part


def test_added_rows_are_said_and_kept_as_one(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    part = open_list(qtbot, page_context, settle)
    part.panel.show_pasted(part.panel.reading()(ROWS))
    settle()
    dialog = part.panel.dialog
    assert dialog is not None
    model = dialog.table.records_model
    told = [[column.shown(row) for column in model.columns] for row in model.everything]
    assert told[0] == ["2", "2 SKU rows added up; New", "601", "", "42"]
    assert [row[0] for row in told[1:]] == ["3", "5"]
    assert all("Rows 3 and 5 are of the same SKU" in row[1] for row in told[1:])
    assert dialog.head.text().startswith("1 new, 0 changed, 0 as they are, 2 refused")
    dialog.ok.click()
    settle()
    kept = page_context.services.products.board(page_context.store_id).products
    assert [(one.product_id, one.stock_pieces) for one in kept] == [("601", 42)]


def test_figures_of_items_say_so_and_open_no_rows_of_reports(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    day = page_context.clock.today()
    at = datetime.combine(day, datetime.min.time())
    key = {"store_id": page_context.store_id, "order_no": "n"}
    with page_context.services.ctx.open_uow("sale") as uow:
        uow.connection.execute(
            orders.insert().values(**key, order_key="n", created_at=at, created_day=day, paid_at=at, paid_day=day)
        )
        uow.connection.execute(
            order_items.insert().values(
                **key, item_key="i", product_id="601", title="马克杯", pieces=3, received_fen=90_00, refund_fen=0
            )
        )
        uow.touch("orders", "order_items")
        uow.commit()
    part = open_list(qtbot, page_context, settle)
    assert "There is no product report: pieces and sales are those of the items" in part.said.text()
    model = part.table.records_model
    (product,) = model.everything
    for name, shown in (("pieces", "3"), ("sales", "90.00")):
        column = next(one for one in model.columns if one.name == name)
        assert column.shown(product) == shown
        assert column.tip is not None and "items of paid orders" in column.tip(product)
        assert "from the items of its paid orders" in column.header_tip
    assert part.few.reader_points() == ["马克杯: 100% so far"]
    part.table.selectRow(0)
    settle()
    assert not part.rows.isEnabled(), "the rows of reports would be none"
