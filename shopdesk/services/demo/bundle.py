"""The sample store's bundle: a campaign on the pair that its own orders hold together more often than by chance."""

from __future__ import annotations

from datetime import timedelta

from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState, ProductRole
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import pick
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan

_LOOKED_AT, _AHEAD, _RUNS = timedelta(days=180), timedelta(days=45), timedelta(days=6)
_OFF, _COST = 8, 52
"""Percent off in the bundle, and what the goods cost of the price, as in the other campaigns."""


def add_bundle(nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Plan a week with the two products at a price together; call it when the orders stand."""
    store_id, today = store.id or 0, plan.today
    found = nouns.campaigns.bundles.together(store_id, Period(today - _LOOKED_AT, today)).pairs
    pair = next((one for one in found if one.lift is not None and one.lift > 1), None)
    if pair is None:
        return
    known = {product.id: product for product in plan.products}
    both = [known[pair.first], known[pair.second]]
    start = today + _AHEAD
    nouns.campaigns.create(
        Campaign(
            store_id=store_id,
            name=pick("搭配套餐周", "Bundle week"),
            kind=CampaignKind.BUNDLE,
            state=CampaignState.PLANNED,
            start=start,
            end=start + _RUNS,
            offer=pick("两件同购，每件 92 折", "Both together at 8% off each"),
            free_shipping=True,
        ),
        [
            CampaignProduct(
                store_id=store_id,
                campaign_id=0,
                product_id=one.id,
                title=one.title,
                role=ProductRole(one.role),
                quantity=60,
                list_fen=one.price,
                price_fen=one.price * (100 - _OFF) // 100,
                cost_fen=one.price * _COST // 100,
            )
            for one in both
        ],
    )
