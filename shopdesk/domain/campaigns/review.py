"""What a campaign brought, against its plan and against the store's usual days."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.money import ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """Sums over some days; ``None`` where no imported file says. ``visitors`` is the sum of daily visitors.

    Daily visitors must not be added to a period's visitors: the sum counts a returning visitor on each day, so it is
    used for rates only, and named so on screen.
    """

    days: int
    orders: int | None = None
    sales_fen: int | None = None
    visitors: int | None = None
    page_views: int | None = None
    pieces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """The figures of a review; rates are rebuilt from sums, ``None`` where a part is unknown.

    ``campaign`` are the takings of the campaign's own products, ``store`` those of the whole store on the same days,
    ``usual`` those of the store over as many days just before.
    """

    store: Takings
    usual: Takings
    campaign: Takings | None
    share_of_orders: Decimal | None
    share_of_sales: Decimal | None
    sells_cheap: bool | None
    clicks_per_visitor: Decimal | None
    conversion: Decimal | None
    usual_conversion: Decimal | None
    roi: Decimal | None
    sales_change: Decimal | None
    sales_against_plan: Decimal | None
    orders_against_plan: Decimal | None
    visitors_against_plan: Decimal | None


def per_day(sum_value: int | None, days: int) -> Decimal | None:
    """A mean per day."""
    return ratio(sum_value, days)


def review(campaign: Campaign, store: Takings, usual: Takings, products: Takings | None) -> ReviewFigures:
    """The figures that a review looks at.

    ROI = sales / spend (the trade's word; no profit in it). A share of sales below the share of orders means that the
    campaign sells cheap. Without product figures the whole store's takings stand for the campaign. A plan is a forecast
    for the store on these days (visitors x conversion x order value), so it is compared with the store's takings.
    """
    own = products or store
    share_of_orders = ratio(products.orders, store.orders) if products else None
    share_of_sales = ratio(products.sales_fen, store.sales_fen) if products else None
    cheap = None
    if share_of_orders is not None and share_of_sales is not None:
        cheap = share_of_sales < share_of_orders
    before, now = per_day(usual.sales_fen, usual.days), per_day(store.sales_fen, store.days)
    return ReviewFigures(
        store=store,
        usual=usual,
        campaign=products,
        share_of_orders=share_of_orders,
        share_of_sales=share_of_sales,
        sells_cheap=cheap,
        clicks_per_visitor=ratio(own.page_views, own.visitors),
        conversion=ratio(store.orders, store.visitors),
        usual_conversion=ratio(usual.orders, usual.visitors),
        roi=ratio(own.sales_fen, campaign.spend_fen),
        sales_change=None if before is None or now is None else ratio(now - before, before),
        sales_against_plan=ratio(store.sales_fen, campaign.plan_sales_fen),
        orders_against_plan=ratio(store.orders, campaign.plan_orders),
        visitors_against_plan=ratio(store.visitors, campaign.plan_visitors),
    )
