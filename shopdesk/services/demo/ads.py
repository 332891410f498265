"""The sample store's ads: a budget is what the months before it cost, and two plans of affiliates are in force."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from shopdesk.domain.ads.records import AdsBudget, AdsChannel, AffiliateKind, AffiliatePlan
from shopdesk.domain.figures import Channel
from shopdesk.domain.money import round_half_up
from shopdesk.domain.periods import month_of
from shopdesk.domain.stores import Store
from shopdesk.infra.i18n import pick
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.storage.queries.ads_months import ads_parts

_ROUND = 50_000  # fen: an owner plans by five hundred yuan
_MONTHS_BACK = 3
_CHANNELS = {Channel.SEARCH_ADS: AdsChannel.SEARCH_ADS, Channel.DISPLAY_ADS: AdsChannel.DISPLAY_ADS}
_TARGETED_DAYS = 150
_GENERAL, _TARGETED = Decimal("0.05"), Decimal("0.12")


def add_ads(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """Enter budgets up to the month that is, and the plans; call it when the figures of ads stand."""
    store_id, month = store.id or 0, month_of(plan.shape.first)
    before: list[dict[Channel | None, int]] = []
    budgets = []
    while month.start <= plan.today:
        with ctx.read() as uow:
            parts = ads_parts(uow.connection, store_id, month)
        spent = {channel: sum(some.values()) for channel, some in parts.items()}
        for channel, programme in _CHANNELS.items():
            known = [one[channel] for one in (before[-_MONTHS_BACK:] or [spent]) if channel in one]
            if known:
                mean = Decimal(sum(known)) / len(known)
                rounded = max(round_half_up(mean / _ROUND), 1) * _ROUND
                budgets.append(AdsBudget(store_id=store_id, month=month.start, channel=programme, amount_fen=rounded))
        before.append(spent)
        month = month_of(month.end + timedelta(days=1))
    nouns.ads.keep_start(budgets)
    nouns.ads.keep_plan(
        AffiliatePlan(
            store_id=store_id,
            name=pick("通用计划", "General plan"),
            kind=AffiliateKind.GENERAL,
            rate=_GENERAL,
            start=plan.shape.first,
        )
    )
    nouns.ads.keep_plan(
        AffiliatePlan(
            store_id=store_id,
            name=pick("居家博主合作", "With a blogger on homes"),
            kind=AffiliateKind.TARGETED,
            rate=_TARGETED,
            who=pick("示例博主", "Sample blogger"),
            start=plan.today - timedelta(days=_TARGETED_DAYS),
        )
    )
