"""Budgets of ads by month, programme and product, and plans of affiliates, as the owner sets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, CHANNEL_NAMES
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class AdsChannel(StrEnum):
    """What can have a budget: the channels that the imports of ads tell apart, and what they do not know."""

    SEARCH_ADS = "search_ads"
    DISPLAY_ADS = "display_ads"
    SITE_ADS = "site_ads"
    OTHER = "other"


PROGRAMME_NAMES: dict[AdsChannel, Text] = {
    **{AdsChannel(channel): CHANNEL_NAMES[channel] for channel in AD_CHANNELS},
    AdsChannel.OTHER: Text("Another programme"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdsBudget(Kept):
    """What may be spent in the month that begins on ``month``.

    ``plan`` is an own name for a part of the channel that is watched by itself, empty for the rest of the channel: the
    two lie beside each other and are added. A budget of a product is a part of its programme's.
    """

    store_id: int
    month: date
    channel: AdsChannel
    plan: str = ""
    product_id: str = ""
    amount_fen: int
    note: str = ""


class AffiliateKind(StrEnum):
    """For whom a plan is: everybody at the lowest rate, or somebody who was asked at a higher one."""

    GENERAL = "general"
    TARGETED = "targeted"


AFFILIATE_KINDS: dict[AffiliateKind, Text] = {
    AffiliateKind.GENERAL: Text("General plan"),
    AffiliateKind.TARGETED: Text("Targeted plan"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliatePlan(Kept):
    """A plan of affiliates (淘宝客): ``rate`` is the commission on what they sell, ``fee_rate`` the service fee on top.

    It holds from ``start`` to ``until``, both included; ``None``: until it is ended.
    """

    store_id: int
    name: str
    kind: AffiliateKind = AffiliateKind.GENERAL
    rate: Decimal
    fee_rate: Decimal | None = None
    who: str = ""
    start: date
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.start <= day and (self.until is None or day <= self.until)


ADS_BUDGET = Noun(
    "ads_budgets",
    AdsBudget,
    Text("Ads budget"),
    (
        Field("month", Kind.MONTH, Text("Month"), key="m", required=True),
        Field("channel", Kind.CHOICE, Text("Programme"), key="r", required=True, choices=PROGRAMME_NAMES),
        Field(
            "plan",
            Kind.LINE,
            Text("Own programme"),
            key="o",
            longest=60,
            help=Text(
                "A part of the programme that you watch by itself. Rows of the ads reports that hold a word of this "
                "name, such as the number of a plan, count for it and no longer for the rest."
            ),
        ),
        Field(
            "product_id",
            Kind.LINE,
            Text("Product ID"),
            key="p",
            longest=40,
            plain=True,
            help=Text("A part of the programme's budget. Empty: the whole programme."),
        ),
        Field("amount_fen", Kind.MONEY, Text("Budget"), key="b", required=True, additive=False),
        Field("note", Kind.LINE, Text("Note"), key="n"),
    ),
    titles=("plan", "channel"),
    identity=("month", "channel", "plan", "product_id"),
)

AFFILIATE_PLAN = Noun(
    "affiliate_plans",
    AffiliatePlan,
    Text("Affiliate plan"),
    (
        Field(
            "name",
            Kind.LINE,
            Text("Plan"),
            key="p",
            required=True,
            longest=60,
            help=Text("With its number, if you want its cost and sales from reports that name plans."),
        ),
        Field("kind", Kind.CHOICE, Text("Kind"), key="k", required=True, choices=AFFILIATE_KINDS),
        Field("rate", Kind.RATE, Text("Commission"), key="c", required=True, additive=False),
        Field("fee_rate", Kind.RATE, Text("Service fee"), key="s", additive=False),
        Field("who", Kind.LINE, Text("For whom"), key="w"),
        Field("start", Kind.DAY, Text("From"), key="f", required=True),
        Field("until", Kind.DAY, Text("To"), key="t"),
        Field("note", Kind.LINE, Text("Note"), key="n"),
    ),
    titles=("name",),
    identity=("name", "start"),
)


def check_budget(budget: AdsBudget) -> AdsBudget:
    """The budget as it is kept: of the first day of its month.

    Raises:
        UserError: nothing says which other programme is meant.
    """
    budget = ADS_BUDGET.tidy(budget)
    if budget.channel is AdsChannel.OTHER and not budget.plan:
        raise UserError(Text("Say which other programme it is: give it a name of your own."))
    return replace(budget, month=budget.month.replace(day=1))


def check_plan(plan: AffiliatePlan) -> AffiliatePlan:
    """The plan as it is kept.

    Raises:
        UserError: it ends before it begins.
    """
    plan = AFFILIATE_PLAN.tidy(plan)
    if plan.until is not None and plan.until < plan.start:
        raise UserError(Text("The plan ends before it begins."))
    return plan
