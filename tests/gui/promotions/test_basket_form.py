"""An order of several products: pieces are typed, what they come to stands beside them, the worst one is found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.gui.pages.promotions.basket_form import BasketForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.price_form import PriceForm
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]
EVERY = {"every_off": "50", "every_from": "300"}


def offer(page: PromotionsPage, campaign: Campaign, *products: tuple[str, int | None, int | None]) -> None:
    page.context.services.campaigns.products.save(
        campaign.id or 0,
        [
            CampaignProduct(
                store_id=campaign.store_id, campaign_id=campaign.id or 0, product_id=name, title=name,
                price_fen=price, cost_fen=cost, facts=EVERY,
            )
            for name, price, cost in products
        ],
    )  # fmt: skip


def opened(page: PromotionsPage, settle: Settle) -> BasketForm:
    page.panel.tabs.setCurrentIndex(1)
    settle()
    page.panel.products.table.selectRow(0)
    click(page, "promotions.price")
    settle()
    price = open_dialog(page, PriceForm)
    assert isinstance(price, PriceForm)
    click(price, "promotions.prices.several")
    form = open_dialog(page, BasketForm)
    assert isinstance(form, BasketForm)
    return form


def closed(page: PromotionsPage, form: BasketForm) -> None:
    form.reject()
    if form.isVisible():
        click(form, "form.discard")
    open_dialog(page, PriceForm).reject()


def says(qtbot: QtBot, form: BasketForm, *words: str) -> None:
    def all_there() -> None:
        assert not [word for word in words if word not in form.answer.text()], form.answer.text()

    qtbot.waitUntil(all_there)


def test_an_order_is_reckoned_while_its_pieces_are_typed(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    offer(page, campaign, ("羽绒服", 20_000, 12_000), ("围巾", 10_000, 9_000), ("手套", None, 1_000))
    form = opened(page, settle)
    says(qtbot, form, "The order: 200.00 yuan", "This order leaves something at worst", "80.00 yuan, 40.0%")
    assert len(form.editors) == 2 and "Without a campaign price, so not here: 1." in [
        label.text() for label in form.findChildren(type(form.searched))
    ]
    qtbot.keyClicks(form["pieces_1"], "1")
    # 50 off 300: 33.33 on the coat, 16.67 on the scarf, which then brings 83.33 for a cost of 90.
    says(qtbot, form, "The order: 250.00 yuan", "300.00 − 50.00 (Off for every amount) = 250.00")
    says(qtbot, form, "of it 33.33 yuan on 羽绒服", "of it 16.67 yuan on 围巾")
    says(qtbot, form, "A product loses money in this order", "“围巾” loses 6.67 yuan in it", "围巾 × 1: 83.33 yuan")
    form["pieces_0"].clear()
    form["pieces_1"].clear()
    says(qtbot, form, "The order is empty")
    closed(page, form)


def test_the_worst_order_is_found_and_put_in(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    offer(page, campaign, ("羽绒服", 20_000, 12_000), ("围巾", 10_000, 9_000), ("帽子", 8_000, None))
    form = opened(page, settle)
    click(form, "promotions.basket.worst")
    settle()
    says(qtbot, form, "围巾 × 3: 250.00 yuan", "This order loses money", "-20.00 yuan, -6.7% of the campaign prices")
    assert form["pieces_0"].text() == "" and form["pieces_1"].text() == "3"
    assert "just reach 300.00 yuan" in form.searched.text()
    assert "Left out, because price or unit cost is missing: 1." in form.searched.text()
    click(form, "form.ok")
    settle()
    assert "围巾 × 3: -20.00 yuan" in QGuiApplication.clipboard().text()
    open_dialog(page, PriceForm).reject()


def test_where_no_amount_can_be_reached_that_is_said(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    offer(page, campaign, ("袜子", 1_000, 500))
    form = opened(page, settle)
    click(form, "promotions.basket.worst")
    settle()
    assert "No order of at most 3 products and 12 pieces reaches" in form.searched.text()
    assert form["pieces_0"].text() == "1", "what was typed stays"
    closed(page, form)
