"""What columns mean: known by kind, overruled by the user, put together where a file has several rows of one key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportKind, SameKey, SavedMapping
from shopdesk.domain.stores import Store
from shopdesk.services.imports import reading
from shopdesk.services.imports.service import Choices
from shopdesk.storage.tables.figures import channel_days, product_days
from shopdesk.storage.tables.orders import order_days, orders
from tests.import_files import SHORT, short_row, write_csv


def load(app: App, store: Store, path: Path, **choices: Any) -> Any:
    """Import one file."""
    return app.services.imports.run_file(path, store, Choices(**choices))


def rows(app: App, table: Any) -> list[Any]:
    """All rows of a table."""
    with app.services.ctx.read() as uow:
        return list(uow.connection.execute(select(table).order_by(table.c.id)))


def said(kind: ImportKind, fields: dict[str, Any], **more: Any) -> SavedMapping:
    """A mapping as a user makes it."""
    named = {shown: (names,) if isinstance(names, str) else names for shown, names in fields.items()}
    return SavedMapping(headings=(), kind=kind, fields=named, **more)


# -- columns are known by kind -----------------------------------------------------------------------------------------


def test_a_list_without_numbers_keeps_total_status_reason_and_receipt(app: App, store: Store, tmp_path: Path) -> None:
    header = ["订单创建时间", "买家实际支付金额", "买家会员名", "总金额", "订单状态", "订单关闭原因", "确认收货时间"]
    data = ["2026-03-01 10:00:00", "90", "甲", "100.5", "交易成功", "不想要了", "2026-03-05 08:00:00"]
    result = load(app, store, write_csv(tmp_path / "a.csv", [header, data]))
    assert result.run.template == "taobao_list_2018"
    (order,) = rows(app, orders)
    assert (order.gross_fen, order.received_fen, order.status) == (10050, 9000, "交易成功")
    assert (order.closed_reason, str(order.finished_at)) == ("不想要了", "2026-03-05 08:00:00")


def test_a_short_report_keeps_title_and_pieces(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [[*SHORT, "宝贝标题 ", "宝贝总数量"], [*short_row("1"), "裙", "3"]])
    assert load(app, store, path).run.template == "tmall_orders"
    (order,) = rows(app, orders)
    assert (order.title, order.pieces) == ("裙", 3)


def test_advertising_with_cost_and_sales_keeps_both(app: App, store: Store, tmp_path: Path) -> None:
    header = ["日期", "展现量", "点击量", "花费", "订单金额", "进店数"]
    load(app, store, write_csv(tmp_path / "a.csv", [header, ["2026-03-01", "100", "10", "12.34", "56.78", "9"]]))
    (day,) = rows(app, channel_days)
    assert (day.spend_fen, day.sales_fen, day.store_visits) == (1234, 5678, 9)


def test_products_keep_turnover_and_stock(app: App, store: Store, tmp_path: Path) -> None:
    header = ["时间", "SKU", "浏览量", "访客数", "成交金额", "库存"]
    load(app, store, write_csv(tmp_path / "a.csv", [header, ["2026-03-01", "12345678", "9", "8", "77.70", "6"]]))
    (day,) = rows(app, product_days)
    assert (day.paid_fen, day.stock_pieces) == (7770, 6)


def test_a_kind_reads_a_file_that_no_template_fits(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["日期", "访客数", "评价数"], ["2026-03-01", "8", "2"]])
    assert app.services.imports.preview(path, store).kind is None
    assert load(app, store, path, kind="store_days").tally.new == 1


# -- lists that only say when orders were paid -------------------------------------------------------------------------

PAY_ONLY = ["订单编号", "买家实际支付金额", "订单付款时间"]


def test_a_list_of_payments_is_a_list_of_paid_orders(app: App, store: Store, tmp_path: Path) -> None:
    data = [["1", "10", "2026/3/1 10:00"], ["2", "20", "2026/3/2 0:00"], ["3", "5", ""]]
    tally = load(app, store, write_csv(tmp_path / "a.csv", [PAY_ONLY, *data])).tally
    assert (tally.rows, tally.new, tally.skipped, tally.problems) == (3, 2, 1, ())
    assert "Without a time of payment" in str(tally.reasons[0].message)
    assert "all of them are paid orders" in str(tally.notes[0])
    days = {(str(day.basis), str(day.day)): day for day in rows(app, order_days)}
    assert set(days) == {(basis, day) for basis in ("created", "paid") for day in ("2026-03-01", "2026-03-02")}
    assert all((day.paid_orders, day.unpaid_orders) == (1, 0) for day in days.values())


def test_what_is_known_of_the_day_of_an_order_is_not_replaced_by_its_payment(
    app: App, store: Store, tmp_path: Path
) -> None:
    row = short_row("1")
    row[4], row[5] = "2026/2/27 9:00", "2026/3/1 10:00"
    load(app, store, write_csv(tmp_path / "a.csv", [SHORT, row]))
    tally = load(app, store, write_csv(tmp_path / "b.csv", [PAY_ONLY, ["1", "80", "2026/3/1 10:00"]])).tally
    assert (tally.updated, tally.unchanged) == (1, 0)
    (order,) = rows(app, orders)
    assert (str(order.created_at), order.received_fen) == ("2026-02-27 09:00:00", 8000)
    assert load(app, store, tmp_path / "b.csv").tally.unchanged == 1
    load(app, store, write_csv(tmp_path / "c.csv", [SHORT, short_row("2"), row]))
    assert [str(day.day) for day in rows(app, order_days) if day.basis == "created"] == ["2026-02-27", "2026-03-01"]


def test_one_column_may_mean_two_things(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["号", "时", "款"], ["A1", "2026-03-01 10:00", "12.5"]])
    fields = {"号": "order_no", "时": ("created_at", "paid_at"), "款": "received_fen"}
    assert load(app, store, path, mapping=said(ImportKind.ORDERS, fields)).tally.new == 1
    (order,) = rows(app, orders)
    assert order.created_at == order.paid_at


# -- several rows of one key -------------------------------------------------------------------------------------------

COSTS = [(day, part) for day in range(1, 30) for part in (10_031, 52_410, 98_002, 23_583)]


def costs(path: Path, *, once: bool = False) -> Path:
    """Four costs a day; ``once`` names the day only in its first row."""
    lines = [
        [f"2020-02-{day:02d}" if not once or number % 4 == 0 else "", f"{fen / 100:.2f}"]
        for number, (day, fen) in enumerate(COSTS)
    ]
    return write_csv(path, [["投放日期", "支出"], *lines])


def test_costs_of_one_day_are_added_up(app: App, store: Store, tmp_path: Path) -> None:
    path = costs(tmp_path / "a.csv")
    seen = app.services.imports.preview(path, store)
    assert seen.proposed_kind is ImportKind.CHANNEL_DAYS
    assert [column.fields for column in seen.columns] == [("day",), ("spend_fen",)], "known names are proposed"
    mapping = said(seen.proposed_kind, {column.heading: column.fields for column in seen.columns}, channel="search_ads")
    tally = load(app, store, path, mapping=mapping).tally
    assert (tally.rows, tally.new, tally.added, tally.left_out) == (116, 29, 87, 0)
    assert sum(day.spend_fen for day in rows(app, channel_days)) == sum(fen for _, fen in COSTS)
    again = load(app, store, path)
    assert (again.run.template, again.tally.unchanged) == ("custom", 29), "the mapping is remembered"


def test_or_the_first_of_them_counts_and_that_is_remembered(app: App, store: Store, tmp_path: Path) -> None:
    path = costs(tmp_path / "a.csv")
    fields = {"投放日期": "day", "支出": "spend_fen"}
    mapping = said(ImportKind.CHANNEL_DAYS, fields, channel="search_ads", same_key=SameKey.FIRST)
    tally = load(app, store, path, mapping=mapping).tally
    assert (tally.new, tally.added, tally.left_out) == (29, 0, 87)
    assert {day.spend_fen for day in rows(app, channel_days)} == {10_031}
    assert app.services.imports.preview(path, store).same_key is SameKey.FIRST


def test_blank_cells_may_repeat_the_cell_above(app: App, store: Store, tmp_path: Path) -> None:
    path = costs(tmp_path / "a.csv", once=True)
    fields = {"投放日期": "day", "支出": "spend_fen"}
    mapping = said(ImportKind.CHANNEL_DAYS, fields, channel="search_ads", as_above=("投放日期",))
    tally = load(app, store, path, mapping=mapping).tally
    assert (tally.new, tally.added, tally.left_out) == (29, 87, 0)
    assert {day.spend_fen for day in rows(app, channel_days)} == {sum(fen for _, fen in COSTS[:4])}
    seen = app.services.imports.preview(path, store)
    assert seen.mapping is not None
    assert (seen.mapping.as_above, seen.tally.unchanged) == (("投放日期",), 29)


def test_people_are_not_added_up_and_that_is_said(app: App, store: Store, tmp_path: Path) -> None:
    header = ["日期", "展现量", "点击量", "花费", "总成交金额", "成交新客数"]
    data = [["2026-03-01", "10", "1", "1", "5", "4"], ["2026-03-01", "20", "2", "2", "6", "3"]]
    tally = load(app, store, write_csv(tmp_path / "a.csv", [header, *data])).tally
    (day,) = rows(app, channel_days)
    assert (day.impressions, day.clicks, day.spend_fen, day.sales_fen, day.new_buyers) == (30, 3, 300, 1100, None)
    assert any("“New buyers” does not add up" in str(note) for note in tally.notes)


def test_the_same_row_of_a_plan_counts_once(app: App, store: Store, tmp_path: Path) -> None:
    header = ["日期", "计划ID", "展现量", "点击量", "花费"]
    row = ["2026-03-01", "9", "10", "1", "1.00"]
    tally = load(app, store, write_csv(tmp_path / "a.csv", [header, row, row])).tally
    assert (tally.new, tally.added, tally.left_out) == (1, 0, 1)
    assert rows(app, channel_days)[0].spend_fen == 100


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_several_conversion_cycles_the_longest_counts(
    app: App, store: Store, tmp_path: Path, order: tuple[int, ...]
) -> None:
    header = ["日期", "计划ID", "展现量", "点击量", "花费", "总成交金额", "转化周期"]
    data = [
        ["2026-03-01", "9", "10", "1", "1.00", sales, cycle]
        for sales, cycle in (("5", "3天"), ("50", "15天累计数据"), ("90", "30天"))
    ]
    path = write_csv(tmp_path / "a.csv", [header, *(data[number] for number in order)])
    seen = app.services.imports.preview(path, store)
    assert "3, 15, 30 days" in str(seen.tally.notes[0])
    tally = load(app, store, path).tally
    assert (tally.new, tally.left_out, tally.added) == (1, 2, 0)
    assert "longer conversion cycle" in str(tally.reasons[0].message)
    (day,) = rows(app, channel_days)
    assert (day.spend_fen, day.sales_fen) == (100, 9000)


# -- overruling --------------------------------------------------------------------------------------------------------


def test_a_recognised_file_can_be_overruled_and_comes_back_that_way(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1", gross="100", received="70")])
    fields = {"订单编号": "order_no", "买家实际支付金额": "gross_fen", "订单创建时间": "created_at"}
    assert load(app, store, path, mapping=said(ImportKind.ORDERS, fields)).run.template == "custom"
    assert rows(app, orders)[0].gross_fen == 7000
    assert app.services.imports.preview(path, store).template == "custom", "what the user said outranks the template"
    row = short_row("1", gross="100", received="70")
    turned = write_csv(tmp_path / "turned.csv", [list(reversed(SHORT)), list(reversed(row))])
    assert app.services.imports.preview(turned, store).template == "custom", "in whatever order the headings come"
    result = load(app, store, turned, kind="orders")
    assert (result.run.template, rows(app, orders)[0].gross_fen) == ("tmall_orders", 10000)
    assert app.services.imports.preview(path, store).template == "tmall_orders", "and can be taken back"


def test_a_mapping_without_what_the_kind_needs_is_refused(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")])
    with pytest.raises(UserError, match="Placed at"):
        load(app, store, path, mapping=said(ImportKind.ORDERS, {"总金额": "gross_fen"}))


# -- every row is accounted for ----------------------------------------------------------------------------------------

junk = st.sampled_from(
    ["", "-", "1", "2", "3", "0", "1234.0", "NaN", "inf", "1_000", "10.005", "1.2E+18", "合计", "abc", "2026/3/1 10:00",
     "2026/3/2", "-5", "1,234.50", "=\"7\"", "无退款申请"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(junk, min_size=len(SHORT), max_size=len(SHORT) + 1), min_size=1, max_size=12))
def test_rows_read_are_new_updated_unchanged_or_left_out(
    app: App, store: Store, tmp_path: Path, lines: list[list[str]]
) -> None:
    path = write_csv(tmp_path / "junk.csv", [SHORT, *lines, short_row("99")])
    for _ in range(2):
        tally = load(app, store, path).tally
        assert tally.rows == tally.new + tally.updated + tally.unchanged + tally.skipped
        assert tally.skipped == sum(reason.count for reason in tally.reasons)
        assert tally.rows == 1 + sum(1 for line in lines if any(cell not in ("", "-", "NaN") for cell in line))


# -- odd values --------------------------------------------------------------------------------------------------------


def test_odd_values_are_refused_or_said(app: App, store: Store, tmp_path: Path) -> None:
    data = [short_row(number) for number in ("1234.0", "NaN", "inf", "0", "-7", "1,234.00")]
    data += [short_row("5", gross="1_000"), short_row("6", gross="10.005"), short_row("7", gross="inf")]
    path = write_csv(tmp_path / "a.csv", [SHORT, *data], quoted=True)
    tally = load(app, store, path).tally
    assert [order.order_no for order in rows(app, orders)] == ["1234", "0", "6"]
    assert rows(app, orders)[2].gross_fen == 1001
    assert [(problem.row, problem.column) for problem in tally.problems] == [
        (3, "订单编号"), (4, "订单编号"), (6, "订单编号"), (7, "订单编号"), (8, "总金额"), (10, "总金额"),
    ]  # fmt: skip
    notes = " ".join(map(str, tally.notes))
    assert "written like 1234.0 by another program; it was read as 1234: 1 cells (row 2)" in notes
    assert "number is 0" in notes and "(row 5)" in notes
    assert "more than two decimals; it was rounded to fen: 1 cells (row 9)" in notes


def test_utf8_amid_gbk_is_not_read_as_gibberish(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [[*SHORT, "宝贝标题"], [*short_row("1"), "裙"]], encoding="gbk")
    path.write_bytes(path.read_bytes() + ",".join([*short_row("2"), "春季连衣裙长袖"]).encode() + b"\r\n")
    with pytest.raises(UserError, match=r"two encodings: row 3 is UTF-8"):
        load(app, store, path)


# -- a file is read once -----------------------------------------------------------------------------------------------


def test_what_was_looked_at_is_imported_without_reading_again(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    original = reading.open_table

    def counted(path: Path, encoding: str | None = None) -> Any:
        opened.append(path)
        return original(path, encoding)

    monkeypatch.setattr(reading, "open_table", counted)
    service = app.services.imports
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1")])
    read, seen = service.look(path, store)
    assert (seen.tally.new, rows(app, orders)) == (1, [])
    result = service.bring_in(read, store)
    assert (result.tally, len(opened)) == (seen.tally, 1)
    read.close()

    read, _ = service.look(path, store)
    write_csv(path, [SHORT, short_row("1"), short_row("2"), short_row("3")])
    assert service.bring_in(read, store).tally.new == 2, "a file that was written since is read anew"
    read.close()
    assert len(opened) == 3
