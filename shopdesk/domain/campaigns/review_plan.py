"""What a campaign was planned to bring against what it brought: a line for every figure of its forecast."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.campaigns.review import Takings
from shopdesk.domain.money import ratio
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class AdsOnDays:
    """What all ads of the store cost on the days of a campaign, in fen; of ``days`` days so many are ``known``.

    ``programmes`` are those of the store's ads budgets and what they cost, where budgets name any.
    """

    fen: int | None
    known: int
    days: int
    programmes: tuple[tuple[str | Text, int | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actuals:
    """What the days of a campaign say beside the store's takings; ``None`` where nothing does.

    ``chats`` are those received, ``service`` and ``packers`` the people on the roster of a day in the mean,
    ``contribution_fen`` what was left of the sales after goods, fees, shipping and ads, ``ads`` what the ads cost.
    """

    chats: int | None = None
    service: Decimal | None = None
    packers: Decimal | None = None
    contribution_fen: int | None = None
    ads: AdsOnDays | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A figure as planned and as it came; ``None``: nobody said, or no file does. Money in fen."""

    name: Text
    planned: Decimal | int | None
    actual: Decimal | int | None
    money: bool = False

    @property
    def share(self) -> Decimal | None:
        """The actual as part of the planned; ``None`` where one is not known, or the planned is nothing or a loss."""
        return ratio(self.actual, self.planned) if self.planned is not None and self.planned > 0 else None


def plan_lines(campaign: Campaign, store: Takings, found: Actuals) -> tuple[PlanLine, ...]:
    """Every figure that a forecast has. A plan is one for the whole store on the campaign's days.

    Planned visitors are those of all days and are compared by the day, because who comes twice counts once a day.
    """
    days = campaign.period.length
    return (
        PlanLine(Text("Visitors per day"), ratio(campaign.plan_visitors, days), store.visitors_per_day),
        PlanLine(Text("Paid orders"), campaign.plan_orders, store.orders),
        PlanLine(Text("Paid amount"), campaign.plan_sales_fen, store.sales_fen, money=True),
        PlanLine(
            Text("Amount per order"),
            ratio(campaign.plan_sales_fen, campaign.plan_orders),
            ratio(store.sales_fen, store.orders),
            money=True,
        ),
        PlanLine(Text("Pieces"), campaign.plan_pieces, store.pieces),
        PlanLine(Text("Chats"), campaign.plan_chats, found.chats),
        PlanLine(Text("People in service a day"), campaign.plan_service, found.service),
        PlanLine(Text("Packers a day"), campaign.plan_packers, found.packers),
        # A parcel is an order, and no file tells boxes: they are held against nothing.
        PlanLine(Text("Boxes"), campaign.plan_boxes, None),
        PlanLine(Text("Advertising"), campaign.budget_fen, campaign.spend_fen, money=True),
        *_ads_lines(campaign, found.ads),
        PlanLine(Text("Left after advertising"), campaign.plan_profit_fen, found.contribution_fen, money=True),
    )


def _ads_lines(campaign: Campaign, ads: AdsOnDays | None) -> list[PlanLine]:
    """What the reports say of ads on its days against its own budget, and of each programme that budgets name.

    The reports tell of all ads of the store, so they stand beside what was typed as spent on the campaign.
    """
    if ads is None:
        return [PlanLine(Text("Ads on its days, by the reports"), campaign.budget_fen, None, money=True)]
    name = Text("Ads on its days, by the reports")
    if 0 < ads.known < ads.days:
        name = Text("Ads on {known} of its {days} days, by the reports", known=ads.known, days=ads.days)
    parts = [
        PlanLine(Text("Of these {programme}", programme=programme), None, fen, money=True)
        for programme, fen in ads.programmes
    ]
    return [PlanLine(name, campaign.budget_fen, ads.fen, money=True), *parts]
