"""Figures of a keyword, a product, a channel or an ad: no KPIs of the store, but their rows open all the same.

They are declared like KPIs, so the list of rows makes each of them again from its rows and says it below them.
"""

from __future__ import annotations

from shopdesk.domain.kpi.bases import base
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.kinds import Kpi, Rebuild, Unit
from shopdesk.domain.text import Text


def _figure(
    code: str,
    name: Text,
    formula: Text,
    figure: str,
    per: str = "",
    unit: Unit = Unit.COUNT,
    rebuild: Rebuild | None = None,
) -> Kpi:
    made = rebuild or (Rebuild.RATIO if per else Rebuild.SUM)
    return Kpi(
        code=code,
        name=name,
        formula=formula,
        unit=unit,
        rebuild=made,
        figure=figure,
        per=per,
        source=base(figure).source,
    )


_MEAN, _LAST = Rebuild.MEAN, Rebuild.LAST
_KNOWN = Text("Days of these that the report has")
_A_DAY = Text("Mean of the days that state it; people of several days are never added")
_EACH = Text("Mean of the days that state it")
_BOTH = Text("Buyers ÷ visitors of the days that have both")
_RETURN = Text("Sales ÷ cost of the days that have both")
_STATED = Text("As the report states it, added up")

SLICE_FIGURES: tuple[Kpi, ...] = (
    _figure("word_days", Text("Known days"), _KNOWN, "word_days"),
    _figure("word_impressions", Text("Impressions"), _STATED, "word_impressions"),
    _figure("word_visitors", Text("Visitors a day"), _A_DAY, "word_visitors", "", Unit.NUMBER, _MEAN),
    _figure("word_conversion", Text("Conversion"), _BOTH, "word_both_buyers", "word_both_visitors", Unit.RATE),
    _figure("word_spend_fen", Text("Spend"), _STATED, "word_spend_fen", "", Unit.MONEY),
    _figure("word_rank", Text("Rank", context="keyword"), Text("The newest one known"), "word_rank", "", Unit.NUMBER,
            _LAST),
    _figure("item_days", Text("Known days"), _KNOWN, "item_days"),
    _figure("item_visitors", Text("Visitors a day"), _A_DAY, "item_visitors", "", Unit.NUMBER, _MEAN),
    _figure("item_buyers", Text("Buyers a day"), _A_DAY, "item_buyers", "", Unit.NUMBER, _MEAN),
    _figure("item_page_views", Text("Page views a day"), _EACH, "item_views", "", Unit.NUMBER, _MEAN),
    _figure("item_conversion", Text("Conversion"), _BOTH, "item_both_buyers", "item_both_visitors", Unit.RATE),
    _figure("item_paid_pieces", Text("Pieces a day"), _EACH, "item_pieces", "", Unit.NUMBER, _MEAN),
    _figure("item_paid_fen", Text("Paid a day"), _EACH, "item_paid_fen", "", Unit.MONEY, _MEAN),
    _figure("item_stock", Text("Stock", context="pieces"), Text("The newest one known"), "item_stock", "", Unit.COUNT,
            _LAST),
    _figure("channel_impressions", Text("Impressions"), _STATED, "channel_impressions"),
    _figure("channel_clicks", Text("Clicks"), _STATED, "channel_clicks"),
    _figure("channel_spend_fen", Text("Spend"), _STATED, "channel_spend_fen", "", Unit.MONEY),
    _figure("channel_sales_fen", Text("Sales"), _STATED, "channel_sales_fen", "", Unit.MONEY),
    _figure("channel_orders", Text("Orders"), _STATED, "channel_orders"),
    _figure("channel_cart_adds", Text("Added to the cart"), _STATED, "channel_cart_adds"),
    _figure("channel_click_rate", Text("Click rate"), Text("Clicks ÷ impressions of the days that have both"),
            "channel_clicks", "channel_impressions", Unit.RATE),
    _figure("channel_cpc", Text("Cost per click"), Text("Cost ÷ clicks of the days that have both"),
            "channel_spend_fen", "channel_costed_clicks", Unit.MONEY),
    _figure("channel_roi", Text("ROI"), _RETURN, "channel_costed_sales_fen", "channel_spend_fen", Unit.MULTIPLE),
    _figure("ad_roi", Text("ROI"), _RETURN, "channel_costed_sales_fen", "channel_sold_spend_fen", Unit.MULTIPLE),
)  # fmt: skip

_BY_CODE = {one.code: one for one in SLICE_FIGURES}

CHANNEL_CODES = {
    "impressions": "channel_impressions",
    "clicks": "channel_clicks",
    "click_rate": "channel_click_rate",
    "ad_spend": "channel_spend_fen",
    "ad_sales": "channel_sales_fen",
    "cost_per_click": "channel_cpc",
    "roi": "channel_roi",
    "ad_cart_adds": "channel_cart_adds",
}
"""What a KPI of the ads is called of one channel, which may be no ad: by the code of the KPI."""


def is_slice(item: Kpi) -> bool:
    """Whether it is a figure of a slice and no KPI of the store."""
    return item.code in _BY_CODE


def figure_of(code: str) -> Kpi:
    """The KPI or figure of a slice with this code.

    Raises:
        NotFound: there is none.
    """
    found = _BY_CODE.get(code)
    return found if found is not None else kpi(code)
