"""What a campaign may bring: own campaigns teach, the three follow what is typed, the expected one is the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState, Milestone
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.forecast_form import ForecastForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.storage.tables.figures import store_days
from shopdesk.storage.tables.orders import order_hours
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

Settle = Callable[[], None]


def fill(page: PromotionsPage, loud: dict[date, int]) -> None:
    """A hundred days up to 15 March with 100 visitors and 4 orders of 100 yuan; ``loud`` ones so many times."""
    with page.context.services.ctx.open_uow("figures") as uow:
        for back in range(1, 101):
            day = date(2026, 3, 16) - timedelta(days=back)
            times = loud.get(day, 1)
            uow.connection.execute(
                insert(store_days).values(
                    store_id=page.context.store_id, day=day, visitors=100 * times, orders=4 * times, buyers=4 * times,
                    paid_fen=400_00 * times, paid_pieces=6 * times,
                )
            )  # fmt: skip
        uow.touch("store_days")
        uow.commit()


def held(page: PromotionsPage, name: str, start: date) -> None:
    page.context.services.campaigns.create(
        Campaign(store_id=page.context.store_id, name=name, state=CampaignState.ENDED, start=start, end=start)
    )


def opened(page: PromotionsPage, settle: Settle) -> ForecastForm:
    click(page, "promotions.forecast")
    settle()
    form = open_dialog(page, ForecastForm)
    assert isinstance(form, ForecastForm)
    assert form.height() >= 600, "fields and answer have the room that they were given"
    return form


def test_own_campaigns_teach_and_the_expected_one_becomes_the_plan(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    first, second = date(2026, 1, 20), date(2026, 3, 10)
    fill(page, {first: 2, second: 4})
    held(page, "年货", first)
    held(page, "女神节", second)
    form = opened(page, settle)
    assert form["visitors"].text() == "100"
    assert form.editors["visitors_factor"].value() == 3, "the middle of 2 and 4"
    # 100 x 3 visitors on each of five days, 4 % of them order for 100 yuan; the second was forecast by the first alone.
    assert '<td align="right">1,500</td>' in form.answer.text()
    assert "6,000.00" in form.answer.text() and "off by 50%" in form.answer.text()
    form.basis.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "2,000</td>" in form.answer.text())
    form.editors["on_hand"].set_value(30)
    qtbot.waitUntil(lambda: "Have 144 pieces ready" in form.answer.text() and "Order 114 more" in form.answer.text())
    form.editors["lead_days"].set_value(5)
    form.editors["cancel_days"].set_value(2)
    qtbot.waitUntil(lambda: "The last day to order was 2026-03-13" in form.answer.text())
    assert "ordered today, it comes on 2026-03-21" in form.answer.text()
    form["reserve"].setText("x")
    qtbot.waitUntil(lambda: "Reserve, %" in form.answer.text())
    form.editors["reserve"].set_value(Decimal(0))
    click(form, "form.ok")
    settle()
    kept = page.context.services.campaigns.get(campaign.id or 0)
    assert (kept.plan_visitors, kept.plan_orders, kept.plan_sales_fen) == (2_000, 80, 8_000_00)


def test_orders_by_hour_say_how_many_have_to_answer_at_once(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    """Three quarters of past orders were paid at midnight: so are those to come, and chats with them."""
    held_on = date(2026, 3, 10)
    fill(page, {held_on: 4})
    held(page, "女神节", held_on)
    with page.context.services.ctx.open_uow("hours") as uow:
        for hour, count in ((0, 12), (20, 4)):
            uow.connection.execute(
                insert(order_hours).values(store_id=page.context.store_id, day=held_on, hour=hour, paid_orders=count)
            )
        uow.commit()
    form = opened(page, settle)
    for name, value in (("chats", Decimal("0.5")), ("chats_per_hour", 10), ("boxes", Decimal("1.1"))):
        form.editors[name].set_value(value)
    # 2,000 visits in five days, 80 orders and 1,000 chats: 750 of them within five midnight hours, 150 in each.
    midnight = '<b>00:00</b></td><td align="right"><b>60</b></td><td align="right"><b>750</b></td>'
    qtbot.waitUntil(lambda: f'{midnight}<td align="right"><b>15</b></td>' in form.answer.text())
    assert "<td>20:00</td>" in form.answer.text() and "<td>19:00</td>" not in form.answer.text()
    assert "<td>Boxes</td>" in form.answer.text() and ">88</td>" in form.answer.text()
    form.reject()
    click(form, "form.discard")


def test_a_store_without_a_past_is_told_so(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    form = opened(page, settle)
    assert "No campaign of this store" in form.answer.text() and not form.basis.isEnabled()
    assert "Say the visitors of a day" in form.answer.text()
    click(form, "form.ok")
    settle()
    assert form.isVisible() and "Say the visitors" in form.said()
    for name, value in (("visitors", 10**9), ("rate", Decimal(1)), ("value_fen", 10**9)):
        form.editors[name].set_value(value)
    form.editors["visitors_factor"].set_value(Decimal(100))
    qtbot.waitUntil(lambda: "<table" in form.answer.text())
    click(form, "form.ok")
    settle()
    assert form.isVisible() and form.said(), "a plan that no field takes is refused in words"
    form.reject()
    click(form, "form.discard")


def test_a_campaign_is_held_again_with_its_products_and_added_milestones(
    qtbot: QtBot, page: PromotionsPage, settle: Settle, campaign: Campaign
) -> None:
    campaigns, old = page.context.services.campaigns, campaign.id or 0
    campaigns.products.save(old, [CampaignProduct(store_id=0, campaign_id=old, product_id="6012", price_fen=9_900)])
    campaigns.save_milestone(
        Milestone(store_id=campaign.store_id, campaign_id=old, title_zh="寄样", title_en="", due=campaign.start)
    )
    settle()
    click(page, "promotions.again")
    form = open_dialog(page, CampaignForm)
    assert isinstance(form, CampaignForm)
    assert form.editors["start"].value() == campaign.start, "it is still ahead"
    form.editors["start"].set_value(date(2026, 6, 1))
    form.editors["end"].set_value(date(2026, 6, 2))
    click(form, "form.ok")
    settle()
    new = next(one for one in campaigns.of_store(page.context.store_id) if one.id != old)
    view = campaigns.view(new.id or 0)
    assert [(one.product_id, one.price_fen) for one in view.products] == [("6012", 9_900)]
    (own,) = [one for one in view.milestones if not one.code]
    assert own.title_zh == "寄样" and own.due == date(2026, 6, 1) and own.done_on is None
    assert len(view.milestones) == 18, "those of its kind as well"
