"""The sample store's campaigns: past ones reviewed, the coming ones planned or in preparation, the heroes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from shopdesk.domain.campaigns.records import (
    Campaign,
    CampaignEvent,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    Hero,
    Milestone,
    ProductRole,
)
from shopdesk.domain.money import round_half_up
from shopdesk.domain.sample.shape import SampleCampaign
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.repositories.campaigns import CampaignEvents, Campaigns, Milestones

_PRODUCTS_IN_A_CAMPAIGN = 5
_PREPARED_AHEAD = timedelta(days=21)
S = CampaignState
_LIFE = (S.IDEA, S.PLANNED, S.APPLIED, S.APPROVED, S.PREPARING, S.WARM_UP, S.RUNNING, S.ENDED, S.REVIEWED)
_REACHED_BEFORE_START = {S.PLANNED: 40, S.APPLIED: 30, S.APPROVED: 26, S.PREPARING: 20, S.WARM_UP: 5, S.RUNNING: 0}


def add_campaigns(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Write the campaigns of the plan as they would stand today."""
    service = nouns.campaigns
    for sample in plan.shape.campaigns:
        visitors, sales = _expected(plan, sample)
        created = service.create(
            Campaign(
                store_id=store.id or 0,
                name=sample.name,
                kind=CampaignKind(sample.kind),
                start=sample.start,
                end=sample.end,
                warm_up_on=sample.start - timedelta(days=5),
                free_shipping=True,
                budget_fen=sales // 10,
                plan_visitors=visitors,
                plan_orders=sales // plan.usual_value,
                plan_sales_fen=sales,
                spend_fen=sales // 11 if sample.end < plan.today else None,
            ),
            _products(store, plan, sample),
        )
        _live_through(ctx, created, plan.today)
    for product in plan.products:
        if product.minimum is not None:
            service.heroes.save(
                Hero(
                    store_id=store.id or 0,
                    product_id=product.id,
                    title=product.title,
                    role=ProductRole(product.role),
                    minimum_pieces=product.minimum,
                )
            )


def _expected(plan: SamplePlan, sample: SampleCampaign) -> tuple[int, int]:
    """Visitors and sales in fen that the owner expected: what the shape promises, rounded as people round."""
    days = [sample.start + timedelta(days=number) for number in range((sample.end - sample.start).days + 1)]
    visitors = round(sum(plan.shape.visitors(day) for day in days))
    orders = round(sum(plan.shape.visitors(day) * plan.shape.conversion(day) for day in days))
    return visitors // 100 * 100, orders * plan.usual_value // 100_000 * 100_000


def _products(store: Store, plan: SamplePlan, sample: SampleCampaign) -> list[CampaignProduct]:
    chosen = sorted(plan.products, key=lambda product: -product.weight)[:_PRODUCTS_IN_A_CAMPAIGN]
    return [
        CampaignProduct(
            store_id=store.id or 0,
            campaign_id=0,
            product_id=product.id,
            title=product.title,
            role=ProductRole(product.role),
            quantity=product.weight * 20,
            list_fen=product.price,
            price_fen=round_half_up(product.price * (1 - sample.off)),
            cost_fen=product.price * 52 // 100,
        )
        for product in chosen
    ]


def _state(sample: Campaign, today: date) -> CampaignState:
    if sample.end < today - timedelta(days=7):
        return S.REVIEWED
    if sample.end < today:
        return S.ENDED
    if sample.start <= today:
        return S.RUNNING
    if sample.start - _PREPARED_AHEAD <= today:
        return S.PREPARING
    return S.PLANNED


def _live_through(ctx: ServiceContext, campaign: Campaign, today: date) -> None:
    """Give it the steps and done milestones that lead to where it stands."""
    wanted = _state(campaign, today)
    with ctx.open_uow(Text("Sample campaign “{name}” brought to today", name=campaign.name)) as uow:
        path = _LIFE[: _LIFE.index(wanted) + 1]
        events = uow.repository(CampaignEvents)
        for before, after in pairwise(path):
            day = _day_of(campaign, after, today)
            events.add(
                CampaignEvent(
                    store_id=campaign.store_id,
                    campaign_id=campaign.id or 0,
                    day=day,
                    at=datetime.combine(day, time(10, 0)),
                    from_state=before,
                    to_state=after,
                )
            )
        uow.repository(Campaigns).update(replace(campaign, state=wanted))
        _tick_off(uow.repository(Milestones), campaign, today)
        uow.commit()


def _day_of(campaign: Campaign, state: CampaignState, today: date) -> date:
    if state is S.ENDED:
        day = campaign.end + timedelta(days=1)
    elif state is S.REVIEWED:
        day = campaign.end + timedelta(days=6)
    else:
        day = campaign.start - timedelta(days=_REACHED_BEFORE_START[state])
    return min(day, today)


def _tick_off(milestones: Milestones, campaign: Campaign, today: date) -> None:
    c = Milestones.table.c
    found: list[Milestone] = milestones.find(c.campaign_id == campaign.id, c.due < today - timedelta(days=1))
    for milestone in found:
        milestones.update(replace(milestone, done_on=milestone.due))
