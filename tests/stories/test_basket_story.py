"""Before a campaign the owner asks what an order of several products leaves, and which order is the worst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.basket_form import BasketForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.price_form import PriceForm
from shopdesk.infra import i18n
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]
OFFERS = (("羽绒服", 29_900, 18_000, "0.05"), ("围巾", 9_900, 7_500, "0.05"), ("手套", 5_900, 3_000, "0.05"))
FACTS = {
    "store_off": "10", "store_from": "199", "platform_off": "50", "platform_from": "300", "platform_share": "0.5",
}  # fmt: skip


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def test_the_owner_sees_the_worst_order_before_the_campaign_does(
    qtbot: QtBot, page_context: PageContext, settle: Settle, language: str
) -> None:
    campaigns = page_context.services.campaigns
    made = campaigns.create(
        Campaign(store_id=page_context.store_id, name="年货节", kind=CampaignKind.PLATFORM,
                 state=CampaignState.PLANNED, start=date(2026, 3, 20), end=date(2026, 3, 24))
    )  # fmt: skip
    campaigns.products.save(
        made.id or 0,
        [
            CampaignProduct(
                store_id=page_context.store_id, campaign_id=made.id or 0, product_id=name, title=name, price_fen=price,
                cost_fen=cost, facts={**FACTS, "commission_rate": rate},
            )
            for name, price, cost, rate in OFFERS
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
    page.panel.products.table.selectRow(0)
    click(page, "promotions.price")
    settle()
    click(open_dialog(page, PriceForm), "promotions.prices.several")
    form = open_dialog(page, BasketForm)
    assert isinstance(form, BasketForm)
    qtbot.waitExposed(form)
    qtbot.keyClicks(form["pieces_1"], "1")
    # 299 + 99 = 398; 10 and 50 off: 338. The store bears 10 and half of the 50: 363 left, 5 % commission, 255 of goods.
    told = {
        "zh_CN": ["整单：338.00 元。", "398.00 − ", "最差时这一单也不亏", "其中 围巾 分摊 "],
        "en": ["The order: 338.00 yuan.", "398.00 − ", "This order leaves something at worst", "yuan on 围巾"],
    }[language]

    def all_told() -> None:
        assert not [word for word in told if word not in form.answer.text()], form.answer.text()

    qtbot.waitUntil(all_told)
    assert "89.85" in form.answer.text(), "363.00 − 18.15 − 255.00"

    click(form, "promotions.basket.worst")
    settle()
    assert form["pieces_1"].text(), "the scarf earns least"
    reached = {"zh_CN": "凑够 300.00 元", "en": "just reach 300.00 yuan"}[language]
    qtbot.waitUntil(lambda: reached in form.searched.text())
    click(form, "form.ok")
    settle()
    copied = QApplication.clipboard().text()
    assert {"zh_CN": "优惠由谁承担", "en": "Who bears the discounts"}[language] in copied
    price = open_dialog(page, PriceForm)
    assert isinstance(price, QDialog)
    price.reject()
    settle()
