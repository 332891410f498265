"""Importing: what is new, changed, the same and left out; undo; privacy; failing and being killed halfway."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import EnvironmentFault, NotFound, UserError
from shopdesk.domain.imports import ImportKind, SavedMapping
from shopdesk.domain.stores import Store
from shopdesk.infra.settings import KEEP_BUYER_DETAILS
from shopdesk.services.imports import spool
from shopdesk.services.imports.service import Choices
from shopdesk.services.imports.watching import ImportCancelled, Watch
from shopdesk.storage.sqlite.driver import driver as sqlite3
from shopdesk.storage.tables.imports import import_rows
from shopdesk.storage.tables.orders import order_days, orders
from tests.import_files import LIST_2018, SHORT, list_row, short_row, write_csv, write_xlsx


def load(app: App, store: Store, path: Path, **choices: Any) -> Any:
    """Import one file."""
    return app.services.imports.run_file(path, store, Choices(**choices))


def rows(app: App, table: Any) -> list[dict[str, Any]]:
    """All rows of a table."""
    with app.services.ctx.read() as uow:
        return [dict(row._mapping) for row in uow.connection.execute(select(table).order_by(table.c.id))]


def test_new_changed_and_same_rows(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1"), short_row("2")])
    first = load(app, store, path)
    path = write_csv(
        tmp_path / "b.csv", [SHORT, short_row("2", received="60.00", refund="40.00"), short_row("3"), short_row("1")]
    )
    preview = app.services.imports.preview(path, store)
    assert (preview.tally.new, preview.tally.updated, preview.tally.unchanged) == (1, 1, 1)
    assert len(rows(app, orders)) == 2, "a preview writes nothing"
    second = load(app, store, path)
    assert (second.tally.new, second.tally.updated, second.tally.unchanged) == (1, 1, 1)
    (day,) = [row for row in rows(app, order_days) if row["basis"] == "created"]
    assert (day["orders"], day["gross_fen"], day["net_fen"], day["refund_fen"], day["paid_fen"]) == (
        3, 30000, 26000, 4000, 30000,
    )  # fmt: skip
    with pytest.raises(UserError, match=r"b\.csv .* changed the same rows"):
        app.services.imports.undo(first.run.id)
    app.services.imports.undo(second.run.id)
    (day,) = [row for row in rows(app, order_days) if row["basis"] == "created"]
    assert (day["orders"], day["net_fen"], day["refund_fen"]) == (2, 20000, 0)
    app.services.imports.undo(first.run.id)
    assert rows(app, orders) == rows(app, order_days) == rows(app, import_rows) == []
    with pytest.raises(UserError, match="already taken back"):
        app.services.imports.undo(first.run.id)
    with pytest.raises(NotFound, match="no import number 99"):
        app.services.imports.undo(99)
    assert load(app, store, path).tally.new == 3, "what was taken back can be imported again"


def test_an_order_that_moves_to_another_day_leaves_no_sum_behind(app: App, store: Store, tmp_path: Path) -> None:
    row = short_row("1")
    load(app, store, write_csv(tmp_path / "a.csv", [SHORT, row]))
    row[4], row[5] = "2026/3/2 9:00", "2026/3/3 9:00"
    moved = load(app, store, write_csv(tmp_path / "b.csv", [SHORT, row]))
    assert [(str(day["day"]), str(day["basis"])) for day in rows(app, order_days)] == [
        ("2026-03-02", "created"),
        ("2026-03-03", "paid"),
    ]
    app.services.imports.undo(moved.run.id)
    assert {(str(day["day"]), str(day["basis"])) for day in rows(app, order_days)} == {
        ("2026-03-01", "created"),
        ("2026-03-01", "paid"),
    }


def test_the_real_layout_of_2018(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [LIST_2018, list_row("1234567890123456789")], encoding="gbk", quoted=True)
    result = load(app, store, path)
    assert (result.run.template, result.run.encoding) == ("order_list_2018", "gb18030")
    (order,) = rows(app, orders)
    assert order["order_no"] == order["order_key"] == "1234567890123456789"
    assert (order["gross_fen"], order["received_fen"], order["refund_fen"]) == (110000, 100000, 10000)
    assert (order["status"], order["pieces"], order["province"]) == ("买家已付款,等待卖家发货", 2, "浙江省")
    assert order["title"] == "连衣裙，夏"


def test_a_buyer_is_a_keyed_hash_unless_the_owner_wants_more(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv", [LIST_2018, list_row("1"), list_row("2"), list_row("3", buyer="别人")], quoted=True
    )
    load(app, store, path)
    first, second, third = rows(app, orders)
    assert first["buyer_key"] == second["buyer_key"] != third["buyer_key"]
    assert first["buyer_name"] is first["phone"] is first["address"] is None
    data = app.paths.database.read_bytes() + app.paths.database.with_name("shopdesk.db-wal").read_bytes()
    for private in ("小红买家", "13800001111", "某某路8号", "王小红"):
        assert private.encode() not in data
    other = app.services.stores.create("另一家")
    load(app, other, path)
    assert rows(app, orders)[3]["buyer_key"] != first["buyer_key"], "stores have keys of their own"
    app.settings.set(KEEP_BUYER_DETAILS, True)
    load(app, store, path)
    first = rows(app, orders)[0]
    assert (first["buyer_name"], first["phone"]) == ("小红买家", "13800001111")
    assert first["address"].endswith("8号(310000)")


def test_what_a_report_does_not_carry_stays(app: App, store: Store, tmp_path: Path) -> None:
    load(app, store, write_csv(tmp_path / "long.csv", [LIST_2018, list_row("1")], quoted=True))
    load(app, store, write_csv(tmp_path / "short.csv", [SHORT, short_row("1", received="50.00", refund="50.00")]))
    (order,) = rows(app, orders)
    assert order["received_fen"] == 5000
    assert order["status"] == "买家已付款,等待卖家发货"


def test_rows_that_are_left_out_and_why(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv",
        [
            ["#生成时间 2026-03-16"],
            SHORT,
            short_row("1"),
            short_row("1"),
            short_row("1", gross="7"),
            short_row("1.2E+18"),
            ["2", "abc", "1", "", "2026/3/1 10:00", "", ""],
            ["3", "1", "1", "", "", "", ""],
            [*short_row("4"), "多出来的"],
            [],
            ["合计", "300.00", "", "", "", "", ""],
            ["#结束"],
        ],
    )
    tally = load(app, store, path).tally
    assert (tally.rows, tally.new, tally.skipped) == (8, 1, 7)
    assert {str(reason.message): reason.count for reason in tally.reasons} == {
        "The same row stands further up in this file": 1,
        "A row further up has the same order number or day but other figures; the first one was taken": 1,
        "A value cannot be read": 2,
        "A value is missing that the row cannot do without": 1,
        "More fields than headings: a text with an unprotected comma": 1,
        "Totals row": 1,
    }
    problems = {problem.row: (problem.column, str(problem.message)) for problem in tally.problems}
    assert problems[6][0] == "订单编号"
    assert "1.2E+18" in problems[6][1]
    assert problems[7] == ("总金额", "“abc” is not a number.")
    assert problems[8] == ("订单创建时间", "“订单创建时间” is empty.")
    assert "8 fields" in problems[9][1]


def test_a_file_of_cut_order_numbers_is_refused_whole(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, short_row("1.2E+18"), short_row("1.3E+18")])
    with pytest.raises(UserError, match=r"Row 2, 订单编号: “1\.2E\+18” has lost digits"):
        load(app, store, path)
    assert rows(app, orders) == []


def test_a_comma_too_many_after_each_row(app: App, store: Store, tmp_path: Path) -> None:
    header = [
        "订单编号",
        "标题",
        "价格",
        "购买数量",
        "外部系统编号",
        "商品属性",
        "套餐信息",
        "备注",
        "订单状态",
        "商家编码",
    ]
    data = [f'="{7}"', "衬衫", "12.00", "2", "", "颜色:白", "", "", "交易成功", "A1"]
    tally = load(app, store, write_csv(tmp_path / "a.csv", [header, data, data, data], tail=",")).tally
    assert (tally.new, tally.repeats, tally.skipped) == (3, 2, 0), "true repeats are kept and told"
    again = load(app, store, write_csv(tmp_path / "b.csv", [header, data, data, data], tail=",")).tally
    assert (again.new, again.unchanged) == (0, 3)


def test_hidden_sheets_stay_out_and_wide_sheets_are_read(app: App, store: Store, tmp_path: Path) -> None:
    wide = [[*SHORT, *(f"列{n}" for n in range(293))], [*short_row("1"), *range(293)]]
    path = write_xlsx(tmp_path / "a.xlsx", {"表": wide, "藏": [SHORT, short_row("2")]}, hidden=["藏"])
    assert len(app.services.imports.preview(path, store).columns) == 300
    assert load(app, store, path).tally.rows == 1


def test_unknown_headings_are_mapped_once_and_remembered(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["说明"], ["单号", "下单", "收款"], ["A1", "2026-03-01 10:00", "12.5"]])
    preview = app.services.imports.preview(path, store)
    assert preview.needs_mapping
    assert preview.header_row == 2
    assert [(column.heading, column.samples) for column in preview.columns][2] == ("收款", ("12.5",))
    with pytest.raises(UserError, match=r"unknown headings \(row 2: 单号, 下单, 收款"):
        load(app, store, path)
    mapping = SavedMapping(
        headings=(),
        kind=ImportKind.ORDERS,
        fields={"单号": ("order_no",), "下单": ("created_at",), "收款": ("received_fen",)},
    )
    result = load(app, store, path, mapping=mapping, header_row=2)
    assert result.tally.new == 1
    path = write_csv(tmp_path / "b.csv", [["收款", "单号", "下单"], ["1", "A2", "2026-03-02 10:00"]])
    assert load(app, store, path).run.template == "custom"
    assert [order["received_fen"] for order in rows(app, orders)] == [1250, 100]


def test_stopping_changes_nothing(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(str(n)) for n in range(5000))])
    seen: list[int] = []
    with pytest.raises(ImportCancelled):
        app.services.imports.run_file(
            path, store, watch=Watch(lambda done, total, text: seen.append(done), lambda: len(seen) > 2)
        )
    assert len(seen) == 3
    assert seen == sorted(seen)
    assert rows(app, orders) == []
    assert app.services.imports.list() == []


def test_others_can_write_while_a_file_is_read(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 10_000)  # so that the rows go by way of the disk
    path = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(str(n)) for n in range(6_000))])
    other = sqlite3.connect(app.paths.database, timeout=0, isolation_level=None)
    written: list[str] = []
    refused: list[str] = []

    def write_beside(_done: int, _all: int, text: str) -> None:
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE stores SET name = ?", (text,))
            other.execute("COMMIT")
            written.append(text)
        except sqlite3.OperationalError:
            refused.append(text)

    result = app.services.imports.run_file(path, store, watch=Watch(write_beside))
    other.close()
    assert len(written) > 20
    assert all(text.endswith("rows read") for text in written)
    assert refused, "once the writing begins, it is one transaction"
    assert all(text.endswith("compared and written") for text in refused)
    assert app.services.stores.get(store.id or 0).name == "6,000 rows read"
    assert result.tally.new == len(rows(app, orders)) == 6_000
    assert list(app.paths.data.glob(".import-*")) == []


@pytest.mark.parametrize("room", [0, 20_000, 10**9])
def test_an_export_that_begins_with_the_newest_is_the_same_orders(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", room)
    numbers = [str(2_900_000_000 - number) for number in range(950)]
    lines = [short_row(number, gross=f"{place}.05") for place, number in enumerate(numbers)]
    result = load(app, store, write_csv(tmp_path / "newest.csv", [SHORT, *lines]))
    found = {row["order_no"]: (row["gross_fen"], row["file_row"]) for row in rows(app, orders)}
    assert found == {number: (100 * place + 5, place + 2) for place, number in enumerate(numbers)}
    assert result.tally.new == 950
    assert [row["order_no"] for row in rows(app, orders)] == sorted(numbers), "written as the index grows"


def test_rows_set_aside_on_a_full_disk_are_a_sentence(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _packed: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            pass

    monkeypatch.setattr(spool, "_IN_MEMORY", 0)
    monkeypatch.setattr(spool.tempfile, "TemporaryFile", lambda **_: Full())
    with pytest.raises(EnvironmentFault, match="is full"):
        load(app, store, write_csv(tmp_path / "a.csv", [SHORT, short_row("1")]))
    assert rows(app, orders) == []


def test_a_full_disk_leaves_nothing_half_done(app: App, store: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(str(n)) for n in range(30_000))])
    engine = app.services.ctx.engine

    def fill_up(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 200}")

    event.listen(engine, "begin", fill_up)
    with pytest.raises(EnvironmentFault, match="disk is full"):
        load(app, store, path)
    event.remove(engine, "begin", fill_up)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert rows(app, orders) == rows(app, order_days) == []
    assert app.services.imports.list() == []
    assert load(app, store, path).tally.new == 30_000


KILLED = """
import os, signal, sys
from pathlib import Path
from shopdesk.bootstrap import open_app
from shopdesk.storage.sqlite.bulk_import import BulkWriter
app = open_app(Path(sys.argv[1]), "en")
take, taken = BulkWriter.take_columns, []
def die(self, rows):
    take(self, rows)
    taken.append(rows)
    if len(taken) == 20:
        os.kill(os.getpid(), signal.SIGKILL)
BulkWriter.take_columns = die
app.services.imports.run_file(Path(sys.argv[2]), app.services.stores.all()[0])
"""


def test_a_process_killed_halfway_leaves_the_import_wholly_absent(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = open_app(folder, "en")
    app.services.stores.create("店")
    app.close()
    path = write_csv(tmp_path / "a.csv", [SHORT, *(short_row(str(n)) for n in range(30_000))])
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(path)], cwd=root, check=False, timeout=60)
    assert done.returncode == -9
    app = open_app(folder, "en")
    try:
        assert rows(app, orders) == rows(app, order_days) == []
        assert app.services.imports.list() == []
        assert load(app, app.services.stores.all()[0], path).tally.new == 30_000
        with app.services.ctx.read() as uow:
            assert uow.connection.execute(select(func.sum(order_days.c.orders))).scalar() == 60_000
            assert uow.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    finally:
        app.close()


def test_an_import_stands_in_the_history_and_is_not_on_the_undo_stack(app: App, store: Store, tmp_path: Path) -> None:
    edits = app.services.history.can_undo
    result = load(app, store, write_csv(tmp_path / "a.csv", [SHORT, short_row("1")]))
    newest = app.services.history.latest()[0]
    assert newest.import_id == result.run.id
    assert str(newest.reason) == "Import of a.csv"
    assert app.services.history.can_undo == edits


def test_pages_hear_of_an_import(app: App, store: Store, tmp_path: Path) -> None:
    heard: list[frozenset[str]] = []
    app.services.ctx.listeners.append(lambda change_set: heard.append(change_set.nouns))
    load(app, store, write_csv(tmp_path / "a.csv", [SHORT, short_row("1")]))
    assert heard == [frozenset({"orders", "order_days", "order_hours", "imports"})]
