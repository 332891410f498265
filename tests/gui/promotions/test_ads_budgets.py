"""Budgets of ads: whose product is found by its name, and that nobody writes over unseen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shopdesk.bootstrap import open_app
from shopdesk.gui.pages.promotions.page import PromotionsPage
from tests.gui.hands import click, edit_cell, write
from tests.gui.promotions.test_ads_dialog import MARCH, Settle, opened, point, spend
from tests.kpi_data import add_product_days


def test_the_product_of_a_budget_is_found_by_its_name(page: PromotionsPage, settle: Settle) -> None:
    day = {"day": date(2026, 3, 2), "product_id": "600001", "title": "羽绒服 加厚", "paid_pieces": 1}
    add_product_days(page.context.services.ctx, page.context.store_id, [day])
    dialog = opened(page, settle)
    click(dialog, "promotions.ads.months.new")
    settle()
    form = dialog.budgets.dialog
    assert form is not None
    form.activateWindow()
    form["product_id"].setFocus()
    settle()
    write("羽绒服", form["product_id"])
    QTest.keyClick(form["product_id"], Qt.Key.Key_Return)
    assert form["product_id"].text() == "600001"
    form["amount_fen"].setText("300")
    click(form, "form.ok")
    settle()
    (kept,) = page.context.services.ads.budgets(page.context.store_id)
    assert (kept.product_id, kept.amount_fen) == ("600001", 300_00)
    dialog.accept()


def test_a_budget_that_another_program_typed_meanwhile_is_not_written_over_unseen(
    page: PromotionsPage, settle: Settle
) -> None:
    spend(page, ("search_ads", "", 1, 10_000))
    dialog = opened(page, settle)
    grid = dialog.months
    other = open_app(page.context.app.paths.data, "en", clock=page.context.clock)
    other.services.ads.set_budget(page.context.store_id, MARCH, next(iter(grid.shown.programmes)), 1_500_00)
    point(grid.table, "Search ads: budget", 2)
    edit_cell(grid.table, "1800")
    settle()
    assert "1,500.00 stands there now" in grid.problem.text()
    (kept,) = page.context.services.ads.budgets(page.context.store_id)
    assert kept.amount_fen == 1_500_00
    other.close()
    dialog.accept()
