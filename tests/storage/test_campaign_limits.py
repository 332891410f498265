"""No service of the calendar keeps a value that its field does not take, and each refusal is a sentence."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.nouns import CAMPAIGN, CAMPAIGN_PRODUCT, HERO, MILESTONE, MILESTONE_RULE, OWN_DAY
from shopdesk.domain.campaigns.records import (
    Campaign,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    Hero,
    Milestone,
    MilestoneRule,
    OwnDay,
)
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import NUMBERS, TEXTS, Kind, Noun
from shopdesk.domain.stores import Store

DAY = date(2026, 4, 10)
EXTREMES: dict[Kind, tuple[Any, ...]] = {
    Kind.LINE: ("", " ", "<b>x</b>", "<img src='file:///x'>", "x" * 300, "a\nb"),
    Kind.WORDS: ("", "<img>", "y" * 5000),
    Kind.MONEY: (-1, 0, 2**31, 10**14, 10**20, 2**63, 10**400),
    Kind.COUNT: (-(10**20), -1, 0, 2**31 - 1, 2**31, 10**12, 10**20, 2**63),
    Kind.DAY: (date.min, date(1027, 3, 1), date(1999, 12, 31), date(2056, 12, 31), date(2057, 1, 1), date.max),
}


def kept_by(app: App, store: Store) -> list[tuple[Noun, Any, Callable[[Any], Any]]]:
    """Each noun with a record that is right and the call that keeps it."""
    services, store_id = app.services, store.id or 0
    campaign = services.campaigns.create(Campaign(store_id=store_id, name="聚划算", start=DAY, end=DAY))
    number = campaign.id or 0
    rule = MilestoneRule(store_id=store_id, kind=CampaignKind.LIVE, title_zh="试播", title_en="Rehearse")

    def keep_rule(record: MilestoneRule) -> MilestoneRule:
        services.campaigns.save_milestone_rules(store_id, record.kind, [record])
        return services.campaigns.milestone_rules(store_id, record.kind)[0]

    return [
        (CAMPAIGN, Campaign(store_id=store_id, name="上新", start=DAY, end=DAY), services.campaigns.create),
        (CAMPAIGN_PRODUCT, CampaignProduct(store_id=store_id, campaign_id=number, product_id="1"),
         lambda record: services.campaigns.products.save(number, [record])[0]),
        (HERO, Hero(store_id=store_id, product_id="1"), services.campaigns.heroes.save),
        (OWN_DAY, OwnDay(store_id=store_id, name="周年", day=DAY), services.calendar.save_own_day),
        (MILESTONE, Milestone(store_id=store_id, campaign_id=number, title_zh="备货", title_en="", due=DAY),
         services.campaigns.save_milestone),
        (MILESTONE_RULE, rule, keep_rule),
    ]  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_each_extreme_is_kept_within_limits_or_refused_in_words(app: App, store: Store, data: st.DataObject) -> None:
    for hero in app.services.campaigns.heroes.of_store(store.id or 0):
        app.services.campaigns.heroes.remove(hero.id or 0)
    noun, record, keep = data.draw(st.sampled_from(kept_by(app, store)), label="noun")
    typed = [field for field in noun.fields if field.kind in EXTREMES]
    field = data.draw(st.sampled_from(typed), label="field")
    value = data.draw(st.sampled_from(EXTREMES[field.kind]), label="value")
    try:
        kept = keep(dataclasses.replace(record, **{field.name: value}))
    except UserError:
        return
    held = getattr(kept, field.name)
    if field.kind in TEXTS:
        assert len(held) <= field.most_characters
    if field.kind in NUMBERS or field.kind is Kind.DAY:
        low, high = field.limits
        assert low <= held <= high


@pytest.mark.parametrize("text", ["1e400", "NaN", "-Infinity", "1e-400", "1" * 20, "-6", "six"])
@pytest.mark.parametrize("code", ["sold", "lowest_30", "shipping", "commission_rate", "praise_rate", "quality_papers"])
def test_figures_of_a_product_are_numbers_within_reason(app: App, store: Store, code: str, text: str) -> None:
    campaigns = app.services.campaigns
    campaign = campaigns.create(Campaign(store_id=store.id or 0, name="聚划算", start=DAY, end=DAY))
    product = CampaignProduct(store_id=store.id or 0, campaign_id=campaign.id or 0, product_id="1", facts={code: text})
    with pytest.raises(UserError):
        campaigns.products.save(campaign.id or 0, [product])
    with pytest.raises(UserError):
        campaigns.create(dataclasses.replace(campaign, id=None), [product])


def test_steps_and_ticks_keep_no_endless_names(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    campaign = campaigns.create(
        Campaign(store_id=store.id or 0, name="聚划算", state=CampaignState.PLANNED, start=DAY, end=DAY)
    )
    view = campaigns.view(campaign.id or 0)
    with pytest.raises(UserError, match="60 fit"):
        campaigns.advance(campaign.id or 0, CampaignState.APPLIED, who="x" * 300)
    with pytest.raises(UserError, match="4000 fit"):
        campaigns.advance(campaign.id or 0, CampaignState.APPLIED, note="x" * 5000)
    with pytest.raises(UserError, match="60 fit"):
        campaigns.tick_milestone(view.milestones[0].id or 0, True, "x" * 300)
    with pytest.raises(UserError, match="200 fit"):
        app.services.calendar.paste_notice("一、元旦:1月1日至3日放假。", 2027, "x" * 300)


def test_a_campaign_of_ten_years_is_refused_wherever_it_is_made(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    campaign = campaigns.create(Campaign(store_id=store.id or 0, name="聚划算", start=DAY, end=DAY))
    with pytest.raises(UserError, match="at most 366 fit"):
        campaigns.resize(campaign.id or 0, DAY, date(2036, 4, 10))
    with pytest.raises(UserError, match="at most 366 fit"):
        campaigns.update(dataclasses.replace(campaign, end=date(2036, 4, 10)))
    with pytest.raises(UserError, match="2056"):
        campaigns.move(campaign.id or 0, date.max)
    assert campaigns.get(campaign.id or 0).end == DAY
