"""Sales and traffic cut by channel, product and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shopdesk.domain.figures import Channel
from shopdesk.domain.money import divide_fen, ratio
from shopdesk.domain.text import Text

CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.SEARCH_ADS: Text("Search ads"),
    Channel.DISPLAY_ADS: Text("Display ads"),
    Channel.AFFILIATES: Text("Affiliates"),
    Channel.SITE_ADS: Text("Whole-site ads"),
    Channel.ORGANIC: Text("Unpaid traffic"),
    Channel.OTHER: Text("Other sources"),
}

STOCK_DAYS = 14
"""Over how many days the pieces a day are counted by which a stock is said to last."""


AD_CHANNELS = (Channel.SEARCH_ADS, Channel.DISPLAY_ADS, Channel.SITE_ADS)
"""The channels whose cost is ad spend. Affiliates are paid by commission and stand for themselves; the rest is free."""


Pair = tuple[int, int]
"""Two sums over the same days, one of which is divided by the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLine:
    """What one channel did over a span; sums of its days, ``None`` where no report states the figure.

    Its quotients divide what belongs together, as those of the whole store do: of each pair (what is divided, by what)
    the sums of the days on which both are known, ``None`` where no day knows both.
    """

    channel: Channel
    impressions: int | None = None
    clicks: int | None = None
    spend_fen: int | None = None
    sales_fen: int | None = None
    orders: int | None = None
    cart_adds: int | None = None
    sales_before_fen: int | None = None
    clicks_by_impressions: Pair | None = None
    spend_by_clicks: Pair | None = None
    sales_by_spend: Pair | None = None

    @property
    def click_rate(self) -> Decimal | None:
        """Clicks by impressions."""
        return ratio(*self.clicks_by_impressions) if self.clicks_by_impressions is not None else None

    @property
    def cost_per_click(self) -> int | None:
        """Fen."""
        return divide_fen(*self.spend_by_clicks) if self.spend_by_clicks is not None else None

    @property
    def roi(self) -> Decimal | None:
        """Sales by spend; ``None`` for what is no ad."""
        pair = self.sales_by_spend if self.channel in AD_CHANNELS else None
        return ratio(*pair) if pair is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLine:
    """What one product did over a span and over the span it is compared with.

    ``sales_fen`` is the amount paid, or the turnover at list price where the report has only that (``at_list``).
    ``recent_pieces`` were sold on the ``recent_days`` with a figure among the last ``STOCK_DAYS`` days of the span that
    have product figures, whatever span was chosen, so that a product has one number of stock days everywhere.
    ``stock_day`` is the day whose report states the stock. ``refund_fen`` and what was paid, ``refunded_of_fen``, are
    of the days that state both. ``visits`` are the visitors of the ``visit_days`` that state them, good for their mean
    per day only, for a person who comes twice is in them twice.
    """

    product_id: str
    title: str
    page_views: int | None = None
    pieces: int | None = None
    sales_fen: int | None = None
    at_list: bool = False
    pieces_before: int | None = None
    sales_before_fen: int | None = None
    stock_pieces: int | None = None
    recent_pieces: int | None = None
    recent_days: int = 0
    stock_day: date | None = None
    refund_fen: int | None = None
    refunded_of_fen: int | None = None
    visits: int | None = None
    visit_days: int = 0

    @property
    def visitors_a_day(self) -> Decimal | None:
        """Their mean of the days that state them, as “Visitors a day” of a product is everywhere."""
        return ratio(self.visits, self.visit_days)

    @property
    def refund_rate(self) -> Decimal | None:
        """Refunds by what was paid."""
        return ratio(self.refund_fen, self.refunded_of_fen)

    @property
    def change_fen(self) -> int | None:
        """How the sales moved."""
        if self.sales_fen is None or self.sales_before_fen is None:
            return None
        return self.sales_fen - self.sales_before_fen

    @property
    def change_rate(self) -> Decimal | None:
        """The same by the sales before."""
        return ratio(self.change_fen, self.sales_before_fen)

    @property
    def stock_days(self) -> Decimal | None:
        """How many days the last stated stock lasts at the mean daily pieces of the last two weeks."""
        if self.stock_pieces is None:
            return None
        return ratio(self.stock_pieces * self.recent_days, self.recent_pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionLine:
    """Orders of one province over a span."""

    province: str
    orders: int
    paid_orders: int
    paid_fen: int | None
    paid_before_fen: int | None = None


def falling(lines: Sequence[ProductLine], limit: int = 20) -> list[ProductLine]:
    """The products that lost most sales, the largest loss first."""
    losses = [line for line in lines if line.change_fen is not None and line.change_fen < 0]
    return sorted(losses, key=lambda line: line.change_fen or 0)[:limit]
