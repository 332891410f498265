"""The preview of a product export says which rows were added up and which are left out, before any is kept."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.products.list_part import ProductListPart

ROWS = [
    ["宝贝ID", "SKU ID", "库存"],
    ["601", "1", "30"],
    ["602", "5", "7"],
    ["601", "2", "12"],
    ["602", "5", "8"],
]


def test_added_rows_are_said_and_kept_as_one(
    qtbot: QtBot, page_context: PageContext, settle: Callable[[], None]
) -> None:
    part = ProductListPart(page_context)
    qtbot.addWidget(part)
    with qtbot.waitExposed(part):
        part.show()
    settle()
    part.panel.take_cells(ROWS)
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
