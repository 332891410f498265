"""Before applying the owner sees which programme takes which product, what is in the way, and makes it pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.infra import i18n
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]
STORE = {"credit": "600", "lowest_rating": "4.8", "consumer_protection": "1"}
READY = {"sold": "40", "reviews": "12"}


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def cells(gates: GatesDialog, programme: str) -> list[str]:
    """What a programme's column says of the products."""
    assert gates.board is not None
    model = gates.board.table.records_model
    column = [one.name for one in model.columns].index(f"gate_{programme}")
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_owner_makes_a_product_pass(qtbot: QtBot, page_context: PageContext, settle: Settle, language: str) -> None:
    services, store_id = page_context.services, page_context.store_id
    for code, value in STORE.items():
        services.stores.set_setting(store_id, f"gate.{code}", value)
    made = services.campaigns.create(
        Campaign(store_id=store_id, name="春上新", kind=CampaignKind.PLATFORM, state=CampaignState.PLANNED,
                 start=date(2026, 3, 20), end=date(2026, 3, 24), free_shipping=True)
    )  # fmt: skip
    # 112 x 89.50 are 10,024 yuan, 100 x 89.50 are 8,950: 1,050 short of the 10,000 that the programme asks for.
    services.campaigns.products.save(
        made.id or 0,
        [
            CampaignProduct(store_id=store_id, campaign_id=made.id or 0, product_id=number, title=number,
                            price_fen=89_50, list_fen=199_00, quantity=pieces, facts=READY)
            for number, pieces in (("6011", 112), ("6012", 100))
        ],
    )  # fmt: skip
    page = PromotionsPage(page_context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    settle()
    page.grid.select(made.id)
    settle()
    page.panel.tabs.setCurrentIndex(1)
    settle()
    click(page, "promotions.gates")
    gates = open_dialog(page, GatesDialog)
    assert isinstance(gates, GatesDialog)
    qtbot.waitUntil(lambda: gates.board is not None and gates.board.table.records_model.rowCount() == 2)
    settle()
    assert cells(gates, "aigou") == ["√", "× 1"]

    # The cell opens the programme with the reason and the nearest change that passes all of its rules.
    table = gates.board.table
    column = [one.name for one in table.records_model.columns].index("gate_aigou")
    table.setCurrentIndex(table.records_model.index(1, column))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle()
    assert gates.programme.currentData() == "aigou"
    qtbot.waitUntil(lambda: "1,050" in gates.answers.text() and "112" in gates.answers.text())
    click(gates, "promotions.gates.close")
    settle()

    page.panel.products.table.selectRow(1)
    click(page, "promotions.editProduct")
    form = open_dialog(page, ProductForm)
    assert isinstance(form, ProductForm)
    form["quantity"].setText("112")
    click(form, "form.ok")
    settle()
    click(page, "promotions.gates")
    again = open_dialog(page, GatesDialog)
    assert isinstance(again, GatesDialog)
    qtbot.waitUntil(lambda: again.board is not None and again.board.table.records_model.rowCount() == 2)
    settle()
    assert cells(again, "aigou") == ["√", "√"]
    again.accept()
    settle()
