"""Whatever is typed into a field of the calendar's forms is kept within its limits or refused there, and never lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from shopdesk.domain.campaigns.gates import Gate
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct, Hero, OwnDay, OwnRule
from shopdesk.domain.fields import NUMBERS, TEXTS, FieldError, Kind
from shopdesk.gui.pages.promotions.ads_lists import AffiliateList, BudgetList
from shopdesk.gui.pages.promotions.assortment_dialog import AssortmentPart
from shopdesk.gui.pages.promotions.campaign_form import CampaignForm
from shopdesk.gui.pages.promotions.extras import MilestoneForm
from shopdesk.gui.pages.promotions.forecast_form import ForecastForm
from shopdesk.gui.pages.promotions.page import PromotionsPage
from shopdesk.gui.pages.promotions.price_form import PriceForm
from shopdesk.gui.pages.promotions.product_form import ProductForm
from shopdesk.gui.pages.promotions.record_lists import HeroesDialog, ListedForm, OwnDaysDialog
from shopdesk.gui.widgets.record_form import RecordForm
from tests.gui.hands import click

Settle = Callable[[], None]
TYPED = (
    "9" * 20, "1e400", "NaN", "-1", "-0.01", "1027-03-01", "9999-12-31", "2026-02-30", "3月1日", "1.2万", "９９",
    "150%", "x" * 300, "<img src='file:///x'>", "0", "∞", "1000%", "1900-01-01", "2099-12-31", "名" * 61, "a\tb\tc",
)  # fmt: skip
GATES: tuple[Gate, ...] = ()


def campaign_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    return CampaignForm(page.context, campaign, GATES, page)


def product_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    product = CampaignProduct(store_id=campaign.store_id, campaign_id=campaign.id or 0, product_id="1")
    return ProductForm(page.context, product, page)


def hero_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    listed = HeroesDialog(page.context, page)
    return ListedForm(listed, page.context, "hero", Hero(store_id=campaign.store_id, product_id="1"))


def own_day_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    listed = OwnDaysDialog(page.context, campaign.start, page)
    own = OwnDay(
        store_id=campaign.store_id, name="x", day=campaign.start, rule=OwnRule.FESTIVAL, festival="qixi", offset_days=-1
    )
    return listed.form(own)


def milestone_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    return MilestoneForm(page.context, campaign.id or 0, (), page)


def budget_form(page: PromotionsPage, _campaign: Campaign) -> RecordForm:
    part = BudgetList(page.context, page)
    part.open_form(None)
    form = part.dialog
    form.editors["amount_fen"].set_value(100_00)
    return form


def affiliate_form(page: PromotionsPage, _campaign: Campaign) -> RecordForm:
    part = AffiliateList(page.context, page)
    part.open_form(None)
    form = part.dialog
    form.editors["name"].set_value("Blogger 77")
    form.editors["rate"].set_value(Decimal("0.08"))
    return form


def price_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    product = CampaignProduct(
        store_id=campaign.store_id, campaign_id=campaign.id or 0, product_id="1", price_fen=9_900, cost_fen=5_000
    )
    return PriceForm(page.context, campaign, product, [], [], None, page)


def forecast_form(page: PromotionsPage, campaign: Campaign) -> RecordForm:
    grounds = page.context.services.campaigns.reviews.grounds(campaign.id or 0)
    form = ForecastForm(page.context, campaign, grounds, page)
    for name, words in {"visitors": "1000", "rate": "2", "value_fen": "100"}.items():
        form[name].setText(words)
    return form


def assortment_form(page: PromotionsPage, _campaign: Campaign) -> RecordForm:
    part = AssortmentPart(page.context, page)
    part.open_form(None)
    part.dialog["product_group"].setText("被子")
    return part.dialog


@pytest.mark.parametrize(
    "make",
    [
        campaign_form, product_form, hero_form, own_day_form, milestone_form, budget_form, affiliate_form, price_form,
        forecast_form, assortment_form,
    ],
)  # fmt: skip
def test_each_field_takes_or_refuses_what_is_typed(
    page: PromotionsPage, settle: Settle, campaign: Campaign, make: Callable[[PromotionsPage, Campaign], RecordForm]
) -> None:
    form = make(page, campaign)
    form.show()
    kept: list[object] = []
    form.saved.connect(kept.append)
    if "title_en" in form.editors:
        form["title_en"].setText("Send samples")
    for name, made in form.editors.items():
        widget = made.widget
        if not isinstance(widget, QLineEdit | QPlainTextEdit):
            continue
        begun = made.raw()
        for typed in random.Random(name).sample(TYPED, 8):
            made.line.setText(typed) if isinstance(widget, QLineEdit) else widget.setPlainText(typed)
            stood = made.raw()
            try:
                value = made.value()
            except FieldError:
                # A refusal: said at the field, the form stays, and what was typed stays as it is.
                click(form, "form.ok")
                settle()
                assert form.isVisible()
                assert form.said()
                assert made.raw().replace(",", "").startswith(stood)  # an amount may get its commas and zeros
                continue
            low, high = made.field.limits
            if made.field.kind in TEXTS:
                assert len(value) <= made.field.most_characters
            elif made.field.kind in NUMBERS or made.field.kind in (Kind.DAY, Kind.MONTH):
                assert low <= value <= high
        made.line.setText(begun) if isinstance(widget, QLineEdit) else widget.setPlainText(begun)
    assert kept == []
    click(form, "form.ok")
    settle()
    assert len(kept) == 1
