"""Bought together: the menu opens it, the table says what stands in the orders or which report is missing, and a bundle
of a chosen pair says what it comes to while its price is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopdesk.domain.ledger.costs import UnitCost
from shopdesk.gui.pages.promotions.bundle_form import BundleForm
from shopdesk.gui.pages.promotions.bundles_dialog import BundlesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.storage.tables.figures import product_days
from shopdesk.storage.tables.orders import order_items, orders
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]


def sell(page: PromotionsPage, sold: list[tuple[int, str, int]], *, items: bool = True) -> None:
    """Orders paid so many days ago, each product of them at its place in the letters, and what was paid in fen."""
    store, today = page.context.store_id, page.context.clock.today()
    with page.context.services.ctx.open_uow("sales") as uow:
        for place, (ago, products, fen) in enumerate(sold):
            at = datetime(today.year, today.month, today.day, 12) - timedelta(days=ago)
            uow.connection.execute(
                insert(orders).values(
                    store_id=store, order_key=f"n{place}", order_no=f"n{place}", created_at=at, created_day=at.date(),
                    paid_at=at, paid_day=at.date(), received_fen=fen, refund_fen=0,
                )
            )  # fmt: skip
            for one in products if items else "":
                uow.connection.execute(
                    insert(order_items).values(
                        store_id=store, item_key=f"{place}{one}", order_no=f"n{place}", product_id=one,
                        title={"1": "羽绒服", "2": "帽子", "3": "围巾"}[one], pieces=1,
                    )
                )  # fmt: skip
        for one, list_fen in (("1", 20_000), ("2", 10_000)):
            uow.connection.execute(
                insert(product_days).values(
                    store_id=store, product_id=one, title={"1": "羽绒服", "2": "帽子"}[one], list_fen=7 * list_fen,
                    paid_pieces=7, day=today - timedelta(days=5),
                )
            )  # fmt: skip
        uow.touch("orders", "order_items", "product_days")
        uow.commit()


def open_together(page: PromotionsPage, settle: Settle) -> BundlesDialog:
    page.toolbar.entries["together"].trigger()
    settle()
    dialog = open_dialog(page, BundlesDialog)
    assert isinstance(dialog, BundlesDialog)
    return dialog


def rows(dialog: BundlesDialog) -> list[list[str]]:
    model = dialog.table.records_model
    shown = [model.columns[number] for number in dialog.table.shown_columns()]
    return [[column.shown(one) for column in shown] for one in model.records]


SOLD = [(3, "12", 28_000), (4, "12", 26_000), (5, "1", 20_000), (6, "1", 18_000), (7, "3", 5_000), (200, "13", 24_000)]


def test_pairs_of_the_span_stand_in_the_table(page: PromotionsPage, settle: Settle) -> None:
    sell(page, SOLD)
    dialog = open_together(page, settle)
    assert rows(dialog) == [
        # 2 of 5 orders hold both, 4 hold A and 2 hold B: 2 x 5 / (4 x 2) = 1.25
        ["羽绒服", "帽子", "2", "50.0%", "100.0%", "1.25", "270.00", "190.00", "—", "80.00", "—"]
    ]
    assert "of 5 paid orders the products of 5 are known, 2 hold more than one" in dialog.said.text()
    dialog.span.setCurrentIndex(1)
    settle()
    assert [row[:3] for row in rows(dialog)] == [["羽绒服", "帽子", "2"], ["羽绒服", "围巾", "1"]]
    assert "of 6 paid orders" in dialog.said.text()
    # An import while the dialog is open shows at once.
    with page.context.services.ctx.open_uow("gone") as uow:
        uow.connection.execute(order_items.delete().where(order_items.c.product_id == "3"))
        uow.touch("order_items")
        uow.commit()
    settle()
    assert len(rows(dialog)) == 1


def test_an_empty_table_says_which_report_is_missing(page: PromotionsPage, settle: Settle) -> None:
    dialog = open_together(page, settle)
    assert "ExportOrderDetailList" in dialog.table.accessibleDescription()
    assert not dialog.bundle.isEnabled() and not dialog.excel.isEnabled()
    dialog.accept()
    sell(page, [(200, "12", 100)])
    settle()
    dialog = open_together(page, settle)
    assert "Choose a longer span" in dialog.table.accessibleDescription()
    dialog.span.setCurrentIndex(1)
    settle()
    assert len(rows(dialog)) == 1 and dialog.table.accessibleDescription() == ""


def test_orders_without_items_and_orders_of_one_product_are_told_apart(page: PromotionsPage, settle: Settle) -> None:
    sell(page, [(3, "1", 20_000), (4, "1", 20_000)])
    dialog = open_together(page, settle)
    assert dialog.table.accessibleDescription() == "No paid order of these days holds two different products."
    with page.context.services.ctx.open_uow("gone") as uow:
        uow.connection.execute(order_items.update().values(order_no="another"))
        uow.touch("order_items")
        uow.commit()
    settle()
    assert "no products are known" in dialog.table.accessibleDescription()


def test_a_bundle_of_the_chosen_pair_warns_below_cost_and_is_copied(
    qtbot: QtBot, page: PromotionsPage, settle: Settle
) -> None:
    sell(page, SOLD)
    for product, cost in (("1", 9_000), ("2", 4_000)):
        page.context.services.costs.keep(UnitCost(store_id=page.context.store_id, product_id=product, cost_fen=cost))
    dialog = open_together(page, settle)
    dialog.table.selectRow(0)
    click(dialog, "promotions.together.bundle")
    settle()
    form = next(one for one in dialog.findChildren(BundleForm) if one.isVisible())
    typed = {name: form[name].text() for name in ("first_fen", "second_fen", "first_cost_fen", "price_fen")}
    assert typed == {
        "first_fen": "200.00", "second_fen": "100.00", "first_cost_fen": "90.00", "price_fen": "300.00",
    }  # fmt: skip

    def answers(price: str, *words: str) -> None:
        form["price_fen"].setFocus()
        form["price_fen"].selectAll()
        qtbot.keyClicks(form["price_fen"], price)
        qtbot.waitUntil(lambda: all(one in form.answer.text() for one in words), timeout=5_000)

    answers("250", "50.00 yuan of 300.00: 16.7% off", "120.00 yuan after the goods, 48.0%", "+50.00 yuan to the amount")
    answers("120", "Below cost", "every bundle loses 10.00 yuan")
    answers("250", "An order with both was paid with 270.00 yuan on average, one with A without B with 190.00")
    click(form, "form.ok")
    settle()
    assert not dialog.findChildren(BundleForm) and dialog.said.text() == "Copied"
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("A: 羽绒服\nB: 帽子\n") and "Price of both: 250.00" in copied and "48.0%" in copied


def test_a_double_click_opens_the_bundle_and_the_table_goes_to_a_workbook(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(page, SOLD)
    dialog = open_together(page, settle)
    place = dialog.table.visualRect(dialog.table.model().index(0, 0)).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle()
    form = next(one for one in dialog.findChildren(BundleForm) if one.isVisible())
    form.reject()
    target = tmp_path / "pairs.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_more, **_named: (str(target), ""))
    click(dialog, "promotions.together.excel")
    settle()
    qtbot.waitUntil(target.exists, timeout=10_000)
    settle()
    cells = [list(row) for row in openpyxl.load_workbook(target).active.iter_rows(values_only=True)]
    assert any("羽绒服" in row and 2 in row for row in cells), cells
