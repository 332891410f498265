"""One order: its items and where each came from; what names no order number; what is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import NotFound
from shopdesk.domain.kpi import Basis, kpi
from shopdesk.domain.kpi.order_story import ITEM_FIELDS, ORDER_FIELDS
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from tests.import_files import write_csv
from tests.kpi_data import add_orders, order

DAY = date(2026, 3, 10)
HEAD = ["订单编号", "总金额", "买家实付金额", "订单状态", "订单创建时间", "订单付款时间", "退款金额"]


def first_row(app: App, store: Store) -> int:
    """The row of the only order."""
    span = Period(DAY, DAY)
    (row,) = app.services.figure_rows.page(store.id or 0, kpi("orders"), span, Basis.CREATED, limit=2).rows
    return row.id


def orders_file(folder: Path, name: str, status: str) -> Path:
    row = ["2800000000000000001", "90.00", "90.00", status, f"{DAY} 10:00:00", f"{DAY} 10:05:00", "0"]
    return write_csv(folder / name, [HEAD, row])


def test_an_order_knows_the_import_that_brought_it_and_the_last_that_wrote_it(
    app: App, store: Store, tmp_path: Path
) -> None:
    imports = app.services.imports
    imports.run_file(orders_file(tmp_path, "first.csv", "买家已付款"), store)
    story = app.services.figure_rows.order(store.id or 0, first_row(app, store))
    assert story.first is None and story.origin is not None and story.origin.file_name == "first.csv"
    imports.run_file(orders_file(tmp_path, "second.csv", "交易成功"), store)
    story = app.services.figure_rows.order(store.id or 0, first_row(app, store))
    assert story.first is not None and story.first.file_name == "first.csv"
    assert (story.origin.file_name, story.origin.row) == ("second.csv", 2) if story.origin else False
    assert story.cell("gross_fen") == 90_00 and story.cell("status") == "交易成功" and story.items == ()

    # The items follow from their own report, in their order, and tell nothing of who bought.
    items = [["子订单编号", "主订单编号", "商品标题", "商品价格", "购买数量", "订单状态"]]
    items += [[f"280000000000000000{n}", "2800000000000000001", f"灯 {n}", "45.00", "1", "交易成功"] for n in (3, 2)]
    imports.run_file(write_csv(tmp_path / "items.csv", items), store)
    story = app.services.figure_rows.order(store.id or 0, story.id)
    titles = [field.name for field in ITEM_FIELDS].index("title")
    assert [item.cells[titles] for item in story.items] == ["灯 3", "灯 2"]
    assert [item.origin.row for item in story.items if item.origin] == [2, 3]
    assert not {"buyer_name", "phone", "address", "buyer_key"} & {field.name for field in ORDER_FIELDS}


def test_without_a_number_nothing_belongs_to_it_and_what_is_gone_is_said(app: App, store: Store) -> None:
    add_orders(app.services.ctx, store.id or 0, [{**order("x", DAY, paid=DAY), "order_no": None}])
    row_id = first_row(app, store)
    story = app.services.figure_rows.order(store.id or 0, row_id)
    assert story.order_no is None and story.items == () and story.origin is None
    with pytest.raises(NotFound, match="its import was taken back"):
        app.services.figure_rows.order(store.id or 0, row_id + 1)
    other = app.services.stores.create("Other")
    with pytest.raises(NotFound):
        app.services.figure_rows.order(other.id or 0, row_id)
