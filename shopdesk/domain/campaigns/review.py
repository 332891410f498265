"""What a campaign brought, against its plan and against the store's ordinary days.

Conversion, visitors a day and clicks per visitor are the KPIs of these names, so that they mean the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.kpi.figures import Figures
from shopdesk.domain.money import ratio, round_half_up

ORDINARY_DAYS = 28
"""With how many ordinary days a campaign is compared: each weekday four times."""

DAYS_AFTER = 7
"""So many days after a campaign are looked at for what it took from them."""

REFUND_DAYS = 15
"""So many days after the end most of what comes back has come back; until then refunds are said to be open."""


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
    refund_fen: int | None = None

    @property
    def refund_share(self) -> Decimal | None:
        """What was given back of what these days sold, whenever that was."""
        return ratio(self.refund_fen, self.sales_fen)

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
        refund_fen=count("refund_amount"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Days beside a campaign: how many have figures, and by how many fen they lie above or below ordinary ones."""

    days: int
    change_fen: int


def beside(takings: Takings | None, usual: Takings) -> Beside | None:
    """What some days sold more or less than ordinary ones; ``None`` where nothing is known of either."""
    if takings is None or takings.sales_fen is None or usual.sales_per_day is None:
        return None
    return Beside(days=takings.days, change_fen=takings.sales_fen - round_half_up(usual.sales_per_day * takings.days))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """The figures of a review; rates are rebuilt from sums, ``None`` where a part is unknown.

    ``campaign`` are the takings of the campaign's own products, ``store`` those of the whole store on the same days,
    ``usual`` those of the store's last ordinary days before: no campaign, no holiday, no big festival. ``extra``,
    ``warm_up`` and ``after`` hold the store's sales on the campaign's days, between its warm-up and its start, and on
    the ordinary ones of the ``DAYS_AFTER`` after it against ordinary days: buyers wait for a campaign, and have bought
    after it. ``others`` holds what the store's products outside the campaign sold on its days against ordinary ones:
    buyers of a campaign may be buyers whom another product lost.
    """

    store: Takings
    usual: Takings
    campaign: Takings | None
    extra: Beside | None
    warm_up: Beside | None
    after: Beside | None
    others: Beside | None
    refunds_until: date
    share_of_orders: Decimal | None
    share_of_sales: Decimal | None
    sells_cheap: bool | None
    clicks_per_visitor: Decimal | None
    roi: Decimal | None
    sales_change: Decimal | None
    sales_against_plan: Decimal | None
    orders_against_plan: Decimal | None

    @property
    def net_extra_fen(self) -> int | None:
        """What the store sold more because of the campaign, with what its warm-up and the days after sold less."""
        if self.extra is None:
            return None
        return self.extra.change_fen + sum(one.change_fen for one in (self.warm_up, self.after) if one is not None)


def review(
    campaign: Campaign,
    store: Takings,
    usual: Takings,
    products: Takings | None,
    warm_up: Takings | None = None,
    after: Takings | None = None,
    others: Beside | None = None,
) -> ReviewFigures:
    """The figures that a review looks at.

    ROI means what it means for ads: the sales that something brought by what was spent for it, no profit in it. So it
    needs the campaign's own products; what the rest of the store sold was not brought by it. A share of sales below the
    share of orders means that the campaign sells cheap. A plan is a forecast for the store on these days, so it is
    compared with the store's takings.
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
        extra=beside(store, usual),
        warm_up=beside(warm_up, usual),
        after=beside(after, usual),
        others=others,
        refunds_until=campaign.end + timedelta(days=REFUND_DAYS),
    )
