"""What a campaign brought, against its plan and against the store's ordinary days.

Conversion, visitors a day and clicks per visitor are the KPIs of these names, so that they mean the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.money import ratio

ORDINARY_DAYS = 28
"""With how many ordinary days a campaign is compared: each weekday four times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """What some days brought, by the day of payment; ``None`` where no imported file says.

    ``days`` are those with a paid amount. Visitors are a daily mean and never a sum, because who comes on two days
    would count twice.
    """

    days: int
    orders: int | None = None
    sales_fen: int | None = None
    visitors_per_day: Decimal | None = None
    conversion: Decimal | None = None
    views_per_visitor: Decimal | None = None
    pieces: int | None = None

    @property
    def sales_per_day(self) -> Decimal | None:
        """Fen a day, over the days that have sales figures."""
        return ratio(self.sales_fen, self.days)


def takings_of(figures: Figures) -> Takings:
    """The takings that KPI figures tell."""

    def rate(code: str) -> Decimal | None:
        value = figures[code]
        return None if value is None else Decimal(value)

    def count(code: str) -> int | None:
        value = figures[code]
        return None if value is None else int(value)

    return Takings(
        days=figures.known_days("paid_amount"),
        orders=count("paid_orders"),
        sales_fen=count("paid_amount"),
        visitors_per_day=rate("visitors_per_day"),
        conversion=rate("conversion"),
        views_per_visitor=rate("views_per_visitor"),
        pieces=count("paid_pieces"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """The figures of a review; rates are rebuilt from sums, ``None`` where a part is unknown.

    ``campaign`` are the takings of the campaign's own products, ``store`` those of the whole store on the same days,
    ``usual`` those of the store's last ordinary days before: no campaign, no holiday, no big festival.
    """

    store: Takings
    usual: Takings
    campaign: Takings | None
    share_of_orders: Decimal | None
    share_of_sales: Decimal | None
    sells_cheap: bool | None
    clicks_per_visitor: Decimal | None
    roi: Decimal | None
    sales_change: Decimal | None
    sales_against_plan: Decimal | None
    orders_against_plan: Decimal | None
    visitors_against_plan: Decimal | None


def review(campaign: Campaign, store: Takings, usual: Takings, products: Takings | None) -> ReviewFigures:
    """The figures that a review looks at.

    ROI means what it means for ads: the sales that something brought by what was spent for it, no profit in it. So it
    needs the campaign's own products; what the rest of the store sold was not brought by it. A share of sales below the
    share of orders means that the campaign sells cheap. A plan is a forecast for the store on these days (visitors x
    conversion x order value), so it is compared with the store's takings; planned visitors are those of all days, and
    are compared by the day.
    """
    own = products or store
    share_of_orders = ratio(products.orders, store.orders) if products else None
    share_of_sales = ratio(products.sales_fen, store.sales_fen) if products else None
    cheap = None
    if share_of_orders is not None and share_of_sales is not None:
        cheap = share_of_sales < share_of_orders
    before, now = usual.sales_per_day, store.sales_per_day
    return ReviewFigures(
        store=store,
        usual=usual,
        campaign=products,
        share_of_orders=share_of_orders,
        share_of_sales=share_of_sales,
        sells_cheap=cheap,
        clicks_per_visitor=own.views_per_visitor,
        roi=ratio(products.sales_fen, campaign.spend_fen) if products else None,
        sales_change=None if before is None or now is None else ratio(now - before, before),
        sales_against_plan=ratio(store.sales_fen, campaign.plan_sales_fen),
        orders_against_plan=ratio(store.orders, campaign.plan_orders),
        visitors_against_plan=ratio(store.visitors_per_day, ratio(campaign.plan_visitors, campaign.period.length)),
    )
