"""Story: a campaign is forecast from last Double 11, held, reviewed against every figure, and its lesson comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, CampaignState
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.forecast_form import ForecastForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.storage.tables.figures import service_days, store_days
from tests.gui.hands import click
from tests.gui.promotions.helpers import open_dialog

ELEVEN = date(2025, 11, 10)
SPRING = date(2026, 3, 9)


def trade(context: PageContext) -> None:
    """Ordinary days of 100 visitors and 4 orders of 100 yuan; three times that on the first day of a campaign, six
    times on its second one."""
    with context.services.ctx.open_uow("figures") as uow:
        for back in range(1, 200):
            day = date(2026, 3, 16) - timedelta(days=back)
            times = {ELEVEN: 3, ELEVEN + timedelta(days=1): 6, SPRING: 3, SPRING + timedelta(days=1): 6}.get(day, 1)
            uow.connection.execute(
                insert(store_days).values(
                    store_id=context.store_id, day=day, visitors=100 * times, orders=4 * times, buyers=4 * times,
                    paid_fen=400_00 * times, paid_pieces=6 * times,
                )
            )  # fmt: skip
            uow.connection.execute(
                insert(service_days).values(store_id=context.store_id, agent="a", day=day, received=20 * times)
            )
        uow.touch("store_days")
        uow.touch("service_days")
        uow.commit()


def shown(page: PromotionsPage, name: str) -> str:
    return next(one.text() for one in page.panel.review.findChildren(QLabel) if one.accessibleName() == name)


def test_forecast_held_reviewed_and_learned_from(
    qtbot: QtBot, page_context: PageContext, wait: Callable[[], None]
) -> None:
    page = PromotionsPage(page_context)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    with qtbot.waitExposed(page):
        page.show()
    wait()
    services, store_id = page_context.services, page_context.store_id
    trade(page_context)
    services.campaigns.create(
        Campaign(store_id=store_id, name="双11 2025", state=CampaignState.ENDED, start=ELEVEN,
                 end=ELEVEN + timedelta(days=1))
    )  # fmt: skip
    spring = services.campaigns.create(
        Campaign(store_id=store_id, name="春上新 2026", state=CampaignState.RUNNING, start=SPRING,
                 end=SPRING + timedelta(days=1)),
        [CampaignProduct(store_id=store_id, campaign_id=0, product_id="6001", quantity=60, cost_fen=20_00)],
    )  # fmt: skip
    wait()
    page.show_campaign(spring)
    wait()

    # What it may bring, as Double 11 went: its first day a third of the two, its second the rest.
    click(page.panel, "promotions.forecast")
    wait()
    form = open_dialog(page, ForecastForm)
    assert isinstance(form, ForecastForm)
    form.basis.setCurrentIndex(1)
    for name, value in (
        ("margin", Decimal("0.4")), ("chats", Decimal("0.25")), ("chats_per_person", 50), ("parcels_per_person", 20),
        ("boxes", Decimal("1.5")), ("ads_fen", 200_00),
    ):  # fmt: skip
        form.editors[name].set_value(value)
    qtbot.waitUntil(lambda: "missed" in form.answer.text())
    said = form.answer.text()
    # 100 x 4.5 visitors on each of two days, 4 % of whom order for 100 yuan.
    for figure in (">900<", ">36<", ">3,600.00<", ">54<"):
        assert figure in said, figure
    assert (
        "Played again on these days" in said and "11-10\u00a0Mon" in said and "1,200.00" in said and "2,400.00" in said
    )
    # 65 pieces with the reserve: 27 stay if only 38 sell, which cost 20 yuan each.
    assert "Too much or too little in stock" in said
    assert "27 left<br/>540.00 tied up" in said
    click(form, "form.ok")
    wait()
    kept = services.campaigns.get(spring.id or 0)
    assert (kept.plan_visitors, kept.plan_orders, kept.plan_sales_fen, kept.plan_pieces) == (900, 36, 3_600_00, 54)
    assert (kept.plan_chats, kept.plan_service, kept.plan_packers, kept.plan_boxes) == (225, 3, 1, 54)
    assert (kept.plan_profit_fen, kept.budget_fen) == (1_240_00, 200_00)

    # It is over. Every figure of the forecast stands beside what came.
    click(page.panel, "promotions.step.ended")
    click(page.panel, "promotions.stepConfirm")
    wait()
    page.panel.tabs.setCurrentWidget(page.panel.review)
    wait()
    qtbot.waitUntil(lambda: page.panel.review.figures is not None)
    assert shown(page, "Visitors per day") == "450"
    plan = {str(line.name): (line.planned, line.actual, line.share) for line in page.panel.review.figures.plan}
    assert plan["Visitors per day"] == (450, 450, 1)
    assert plan["Paid amount"] == (3_600_00, 3_600_00, 1)
    assert plan["Pieces"] == (54, 54, 1)
    assert plan["Chats"] == (225, 180, Decimal("0.8"))
    assert plan["Boxes"] == (54, None, None), "no file tells boxes"
    assert shown(page, "Chats") == "180 / 225\n= 80.00%"
    click(page.panel.review, "promotions.printReview")
    assert len(page.dialog.chosen.pages()) == 1
    page.dialog.close()
    click(page.panel, "promotions.step.reviewed")
    page.panel.steps.note.setText("第二天提前一小时补人")
    click(page.panel, "promotions.stepConfirm")
    wait()

    # The next one hears it.
    following = services.campaigns.create(
        Campaign(store_id=store_id, name="五一 2026", state=CampaignState.PLANNED, start=date(2026, 4, 25),
                 end=date(2026, 4, 26))
    )  # fmt: skip
    wait()
    page.show_campaign(following)
    wait()
    click(page.panel, "promotions.forecast")
    wait()
    form = open_dialog(page, ForecastForm)
    assert isinstance(form, ForecastForm)
    said = form.answer.text()
    assert "第二天提前一小时补人" in said
    assert "Made for each of 1 past campaigns" in said and "off by 0% in the middle and by 0% at most" in said
    form.reject()
