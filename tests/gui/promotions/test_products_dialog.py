"""The list of products in its dialog: what is refused is said in it, and large letters leave rows to read."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.domain.products import Product
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.products.list_part import ProductsDialog
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]


def opened(page: PromotionsPage, settle: Settle) -> ProductsDialog:
    page.toolbar.entries["products"].trigger()
    settle()
    dialog = open_dialog(page, ProductsDialog)
    assert isinstance(dialog, ProductsDialog)
    return dialog


def test_what_another_window_took_away_is_said_in_the_dialog(page: PromotionsPage, settle: Settle) -> None:
    products, store_id = page.context.services.products, page.context.store_id
    kept = products.keep(Product(store_id=store_id, product_id="1"))
    products.keep(Product(store_id=store_id, product_id="2"))
    part = opened(page, settle).part
    assert part.table.select(lambda one: one.id == kept.id)
    listeners = page.context.services.ctx.listeners
    heard = list(listeners)
    listeners.clear()  # another program on the same data: nothing here hears of it
    products.remove(kept)
    listeners.extend(heard)
    part.remove_chosen()
    settle()
    assert "no longer there" in part.problem.text() and part.problem.isVisible()
    part.refresh()
    settle()
    assert part.problem.text() == "" and part.table.records_model.rowCount() == 1


def test_on_a_small_screen_it_is_scrolled_and_the_table_keeps_its_rows(page: PromotionsPage, settle: Settle) -> None:
    products, store_id = page.context.services.products, page.context.store_id
    for number in range(9):
        products.keep(Product(store_id=store_id, product_id=str(number)))
    dialog = opened(page, settle)
    dialog.resize(900, 320)
    settle()
    table = dialog.part.table
    assert table.viewport().height() >= 3 * table.rowHeight(0)
