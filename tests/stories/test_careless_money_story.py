"""A careless hand on the money: each act ends in a sentence that says what to do, and nothing there is lost."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListView

from shopdesk.gui.imports.dialog import ImportDialog
from shopdesk.gui.imports.file_entry import FileState
from tests.gui.hands import choose_data, click
from tests.stories.money_shop import LATE, statement_file
from tests.stories.shop import Shop
from tests.stories.test_money_orders_story import with_february

TABLES = ("statement_lines", "statement_spans", "statement_rules", "orders", "unit_costs", "dated_costs",
          "courier_rates", "tax_quarters", "closed_months")  # fmt: skip


def kept(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the page stands on."""
    return {name: sorted(shop.rows(f"SELECT * FROM {name}"), key=repr) for name in TABLES}


def offered(shop: Shop, *paths: Path) -> ImportDialog:
    """Files as the import dialog shows them."""
    window = shop.desktop.window
    dialog = ImportDialog(window.context, list(paths), window)
    dialog.show()
    waited(shop, dialog)
    return dialog


def waited(shop: Shop, dialog: ImportDialog) -> None:
    shop.qtbot.waitUntil(lambda: not dialog.busy and shop.desktop.tasks.idle(), timeout=30_000)


def test_absurd_days_and_sums_stay_in_the_form_with_a_sentence(shop: Shop, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    costs = money.tabs.open("costs")
    shop.wait()
    before = kept(shop)
    click(costs, "kpi.money.costs.show.dated")
    click(costs, "kpi.money.costs.new")
    form = costs.dialog
    choose_data(form["kind"], "rent")
    form["note"].setText("房" * 60)
    for amount, day in (
        ("99999999999999999999", "2026-03-01"), ("-5", "2026-03-01"), ("1e400", "2026-03-01"), ("三千", "2026-03-01"),
        ("3000", "2026-02-30"), ("3000", "0000-00-00"), ("3000", "99999-01-01"), ("3000", ""), ("", "2026-03-01"),
    ):  # fmt: skip
        form["amount_fen"].setText(amount)
        form["first_day"].setText(day)
        QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
        shop.wait()
        assert form.isVisible() and len(form.said()) > 10, (amount, day)
        shown = form["amount_fen"].text().replace(",", "").removesuffix(".00")
        assert (shown, form["first_day"].text()) == (amount, day), "what was typed stays"
        assert kept(shop) == before
    form["amount_fen"].setText("3000")
    form["first_day"].setText("2026-03-01")
    QTest.mouseClick(form.ok, Qt.MouseButton.LeftButton)
    shop.wait()
    (rent,) = costs.lists["dated"].table.records_model.records
    assert (rent.amount_fen, rent.note) == (300_000, "房" * 60)
    assert {**kept(shop), "dated_costs": []} == before


def test_files_that_say_the_same_or_something_else_are_told_apart(shop: Shop, tmp_path: Path) -> None:
    with_february(shop, tmp_path)
    before = kept(shop)
    first = next(tmp_path.rglob("支付宝账务明细_02.csv"))
    again = Path(shutil.copy(first, tmp_path / ("名" * 60 + ".csv")))
    other = statement_file(tmp_path, "other.csv", more=(LATE,))
    other.write_bytes(other.read_bytes().replace(b"2088111122223333", b"2088999988887777"))
    strange = tmp_path / "strange.csv"
    strange.write_bytes(first.read_bytes().replace("发生时间".encode("gb18030"), "某列".encode("gb18030")))
    dialog = offered(shop, again, other, strange)
    states = [entry.state for entry in dialog.files.entries]
    assert states == [FileState.NOTHING_NEW, FileState.ASKING, FileState.MAPPING]
    said = {}
    view = dialog.findChild(QListView)
    assert view is not None
    for place, entry in enumerate(dialog.files.entries):
        view.setCurrentIndex(dialog.files.index(place))
        waited(shop, dialog)
        said[entry.path.name] = dialog.detail._sentence.text()
    assert "Everything in it is already there" in said[again.name]
    assert "statement of the account 2088999988887777; so far this store has" in said["other.csv"]
    assert "No known export has these headings" in said["strange.csv"]
    dialog.reject()
    shop.wait()
    assert kept(shop) == before


def test_a_month_is_not_closed_twice(shop: Shop, tmp_path: Path) -> None:
    money = with_february(shop, tmp_path)
    months = money.tabs.open("months")
    shop.wait()
    # Two clicks before the first is answered, as an impatient hand does.
    months.close_chosen()
    months.close_chosen()
    shop.wait()
    assert len(shop.rows("SELECT * FROM closed_months")) == 1
    assert "2026-02 is closed already" in shop.desktop.window.messages.text
    assert months.month.closed is not None and not months.close_month.isEnabled()
    before = kept(shop)
    shop.desktop.tasks.database(
        lambda: shop.services.matching.months.close(shop.store_id, date(2026, 2, 1)), owner=months
    )
    shop.wait()
    assert "2026-02 is closed already. Reopen it to close it anew." in shop.desktop.window.messages.text
    assert kept(shop) == before


def test_a_cost_table_with_merged_cells_and_words_for_amounts_names_its_rows(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    money = with_february(shop, tmp_path)
    costs = money.tabs.open("costs")
    shop.wait()
    before = kept(shop)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "成本"
    rows = (
        ["2026 年成本表"],
        ["商家编码", "商品名称", "成本"],
        ["A1", "台灯", "约12元"],
        ["A2", "台灯", "12.50元"],
        ["A3", "台灯", "面议"],
        ["A4", "台灯", 13],
        ["A5", "台灯", None],
        ["A6", "台灯", "9" * 20],
        ["合计", "", 999],
    )
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C6:C7")
    path = tmp_path / "成本.xlsx"
    book.save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    click(costs, "kpi.money.costs.take")
    shop.wait()
    box = costs.question_box
    assert "4 rows cannot be taken" in box.text()
    told = box.informativeText()
    for words in (
        "row 3: “约12元” is not an amount",
        "row 5: “面议”",
        "row 7: “Cost of one piece” is empty",
        "row 8: At most",
        "sums of other rows are left out (row 9)",
    ):
        assert words in told
    box.reject()
    shop.wait()
    assert kept(shop) == before
    # Put right, the sum below still is no product.
    for cell, value in (("C3", 12), ("C5", 11), ("C8", 10)):
        sheet[cell] = value
    sheet.unmerge_cells("C6:C7")
    sheet["C7"] = 13
    book.save(path)
    click(costs, "kpi.money.costs.take")
    shop.wait()
    click(costs.question_box, "kpi.money.costs.takeThem")
    shop.wait()
    codes = {one.merchant_code: one.cost_fen for one in costs.lists["units"].table.records_model.records}
    assert codes == {"A1": 1200, "A2": 1250, "A3": 1100, "A4": 1300, "A5": 1300, "A6": 1000}


def test_a_quarter_that_no_year_has_is_named(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    money = with_february(shop, tmp_path)
    tax = money.tabs.open("tax")
    shop.wait()
    before = kept(shop)
    QGuiApplication.clipboard().setText("季度\t收入总额\n2026Q5\t100\n2026年第五季度\t1\n2026-Q1\t99999999999999999999")
    click(tax, "kpi.money.tax.paste")
    shop.wait()
    told = tax.dialog.problems.text()
    assert "“2026Q5” is no quarter and no month. Write it like 2026-Q1" in told and "Look at the unit" in told
    assert not tax.dialog.ok.isEnabled()
    tax.dialog.reject()
    # The same typed into the workbook of costs.
    costs = money.tabs.open("costs")
    shop.wait()
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["季度", "收入总额"], ["2026-Q1", 100], ["2026Q5", 100]):
        book.active.append(row)
    book.save(tmp_path / "quarters.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "quarters.xlsx"), ""))
    click(costs, "kpi.money.costs.take")
    shop.wait()
    assert "Row 3: “2026Q5” is not a quarter. Write it like 2026-Q1." in shop.desktop.window.messages.text
    assert kept(shop) == before
