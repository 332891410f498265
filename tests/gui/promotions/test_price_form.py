"""The price of a product: discounts are typed one by one, and what they come to stands beside them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.products import Product
from shopdesk.gui.pages.promotions.gates_dialog import GatesDialog
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.price_form import PriceForm
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.storage.tables.campaigns import campaign_products
from shopdesk.storage.tables.figures import product_days
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]
COUPONS = {"item": ("5", "50"), "store": ("20", "150")}


def offer(page: PromotionsPage, campaign: Campaign, price: int, cost: int | None = 6_000) -> None:
    page.context.services.campaigns.products.save(
        campaign.id or 0,
        [
            CampaignProduct(
                store_id=campaign.store_id, campaign_id=campaign.id or 0, product_id="6012", title="羽绒服",
                price_fen=price, list_fen=25_000, cost_fen=cost, facts={"sold": "30"},
            )
        ],
    )  # fmt: skip


def open_price(page: PromotionsPage, settle: Settle) -> PriceForm:
    page.panel.tabs.setCurrentIndex(1)
    settle()
    page.panel.products.table.selectRow(0)
    click(page, "promotions.price")
    settle()
    form = open_dialog(page, PriceForm)
    assert isinstance(form, PriceForm)
    assert form.height() >= 600, "fields and answer have the room that they were given"
    return form


def says(qtbot: QtBot, form: PriceForm, *words: str) -> None:
    def lacking() -> list[str]:
        return [word for word in words if word not in form.answer.text()]

    def all_there() -> None:
        assert not lacking(), form.answer.text()

    qtbot.waitUntil(all_there)


def test_what_the_discounts_come_to_stands_there_while_they_are_typed(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    offer(page, campaign, 20_000)
    form = open_price(page, settle)
    says(qtbot, form, "Nothing speaks against this price", "200.00 yuan a piece", "140.00 yuan a piece after all costs")
    for kind, (off, start) in COUPONS.items():
        qtbot.keyClicks(form[f"{kind}_off"], off)
        qtbot.keyClicks(form[f"{kind}_from"], start)
    qtbot.keyClicks(form["member_rate"], "30")
    # 20 off, then 30 %, then 5 off: 121.00. 5 off, then 30 %: 136.50 is left, and 20 off from 150 is not reached.
    says(qtbot, form, "From 121.00 to 136.50 yuan", "Think again", "Store coupon: 20.00 yuan; the store bears 20.00")
    says(qtbot, form, "200.00 − 20.00 (Store coupon) − 54.00 (Member price) − 5.00 (Item coupon) = 121.00")
    qtbot.keyClicks(form["every_off"], "50")
    says(qtbot, form, "A figure cannot be used yet", "more than is taken off")
    click(form, "form.ok")
    settle()
    assert form.isVisible() and "more than is taken off" in form.said(), "the refusal stands at its field"
    form["every_off"].clear()
    click(form, "form.ok")
    settle()
    (kept,) = page.context.services.campaigns.view(campaign.id or 0).products
    assert kept.facts == {
        "sold": "30", "item_off": "5", "item_from": "50", "store_off": "20", "store_from": "150", "member_rate": "0.3",
    }  # fmt: skip
    qtbot.waitUntil(lambda: "(121.00 yuan) is 48% of the list price" in page.panel.products.warnings.text())


def test_an_advised_price_takes_the_warning_away(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    offer(page, campaign, 20_000, cost=18_000)
    form = open_price(page, settle)
    qtbot.keyClicks(form["store_off"], "30")
    says(qtbot, form, "Every piece loses 10.00 yuan", "At 210.00 yuan nothing speaks against it")
    form["price_fen"].set_fen(21_000)
    says(qtbot, form, "Nothing speaks against this price", "0.00 yuan a piece after all costs")
    form["cost_fen"].set_fen(30_000)
    says(qtbot, form, "No higher price up to the list price was found")
    form.reject()
    click(form, "form.discard")


def test_other_campaigns_of_the_product_are_named(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    campaigns = page.context.services.campaigns
    for name, start, end, price in (
        ("会员日", date(2026, 3, 22), date(2026, 3, 23), 19_000),
        ("清仓", date(2026, 4, 8), date(2026, 4, 10), 15_000),
        ("五一", date(2026, 5, 1), date(2026, 5, 5), 10_000),
    ):
        offer(page, campaigns.create(Campaign(store_id=campaign.store_id, name=name, start=start, end=end)), price)
    offer(page, campaign, 20_000)
    form = open_price(page, settle)
    says(qtbot, form, "“会员日” from 2026-03-22 to 2026-03-23 at 190.00 yuan, on the same days")
    says(qtbot, form, "“清仓” begins on 2026-04-08 at 150.00 yuan, lower than here", "for 15 days after")
    assert "五一" not in form.answer.text(), "more than fifteen days away"
    form.reject()


def test_a_name_of_signs_stays_text(qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign) -> None:
    campaigns, sign = page.context.services.campaigns, "<img src='x'>&"
    near = campaigns.create(
        Campaign(store_id=campaign.store_id, name=sign, start=date(2026, 3, 20), end=date(2026, 3, 20))
    )
    offer(page, near, 100)
    offer(page, campaign, 20_000)
    form = open_price(page, settle)
    says(qtbot, form, "&lt;img")
    form.reject()


def test_where_discounts_are_said_one_by_one_the_other_figure_is_said_to_count_for_nothing(
    page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    said = "Coupons on top count for nothing here"
    offer(page, campaign, 20_000)
    page.panel.tabs.setCurrentIndex(1)
    settle()
    for facts, shown in (({}, False), ({"store_off": "20", "store_from": "150"}, True)):
        (product,) = page.context.services.campaigns.view(campaign.id or 0).products
        form = ProductForm(page.context, replace(product, facts=facts), page)
        assert any(said in label.text() for label in form.findChildren(QLabel)) is shown
        form.reject()


def test_a_price_begins_with_the_list_price_that_is_known(
    page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    """The report states what 30 pieces come to at list price, 7,470.00; one of them is listed at 249.00."""
    offer(page, campaign, 20_000)
    with page.context.services.ctx.open_uow("report") as uow:
        uow.connection.execute(campaign_products.update().values(list_fen=None))
        uow.connection.execute(
            product_days.insert().values(
                store_id=campaign.store_id, product_id="6012", day=page.context.clock.today(), list_fen=747_000,
                paid_pieces=30,
            )
        )  # fmt: skip
        uow.touch("campaign_products", "product_days")
        uow.commit()
    settle()
    form = open_price(page, settle)
    assert form["list_fen"].text() == "249.00"
    assert "80.3% of the list price" in form.answer.text()
    click(form, "form.ok")
    settle()
    (kept,) = page.context.services.campaigns.view(campaign.id or 0).products
    assert kept.list_fen == 249_00


def test_the_entry_rules_say_whose_list_price_they_use(
    page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    offer(page, campaign, 20_000)
    with page.context.services.ctx.open_uow("no list price") as uow:
        uow.connection.execute(campaign_products.update().values(list_fen=None))
        uow.touch("campaign_products")
        uow.commit()
    page.context.services.products.keep(Product(store_id=campaign.store_id, product_id="6012", list_fen=300_00))
    page.panel.tabs.setCurrentIndex(1)
    settle()
    click(page, "promotions.gates")
    settle()
    gates = open_dialog(page, GatesDialog)
    assert isinstance(gates, GatesDialog)
    gates.programme.setCurrentIndex(gates.programme.findData("duchangtuan"))
    settle()
    told = gates.answers.text()
    assert "List price 300.00 yuan, from your list of products" in told, told
    assert "it is 66.67 %, 16.67 percentage points too much" in told, told
