"""The KPIs of ads, products, customer service and ratings."""

from __future__ import annotations

from shopdesk.domain.kpi.kinds import Better, Group, Kpi, Rebuild, Source, Unit
from shopdesk.domain.text import Text


def _ads(
    code: str,
    name: Text,
    formula: Text,
    unit: Unit,
    figure: str,
    per: str = "",
    better: Better = Better.HIGHER,
    rebuild: Rebuild = Rebuild.SUM,
) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        formula=formula,
        unit=unit,
        rebuild=Rebuild.RATIO if per else rebuild,
        figure=figure,
        per=per,
        source=Source.CHANNELS,
        group=Group.ADS,
        better=better,
    )


ADS = (
    _ads(
        "ad_spend",
        Text("Ad spend"),
        Text("What search, display and whole-site ads cost, without affiliate commission"),
        Unit.MONEY,
        "ad_spend_fen",
        better=Better.NEITHER,
    ),
    _ads("ad_sales", Text("Sales from ads"), Text("Sales that the ads brought"), Unit.MONEY, "ad_sales_fen"),
    _ads(
        "roi",
        Text("ROI"),
        Text("Sales that ads brought ÷ what the same ads cost; affiliates, paid by commission, are left out"),
        Unit.MULTIPLE,
        "costed_sales_fen",
        "ad_spend_fen",
    ),
    _ads("impressions", Text("Impressions"), Text("Times an ad was shown"), Unit.COUNT, "impressions"),
    _ads("clicks", Text("Ad clicks"), Text("Clicks on ads"), Unit.COUNT, "clicks"),
    _ads("click_rate", Text("Click rate"), Text("Ad clicks ÷ impressions"), Unit.RATE, "clicks", "impressions"),
    _ads(
        "cost_per_click",
        Text("Cost per click"),
        Text("Ad spend ÷ ad clicks"),
        Unit.MONEY,
        "ad_spend_fen",
        "costed_clicks",
        better=Better.LOWER,
    ),
    _ads(
        "cost_per_visitor",
        Text("Ad spend per visitor"),
        Text("Ad spend ÷ all visitors, sums of the days"),
        Unit.MONEY,
        "ad_spend_fen",
        "visitors",
        better=Better.LOWER,
    ),
    _ads(
        "ad_share",
        Text("Ad spend in the paid amount"),
        Text("Ad spend ÷ paid amount"),
        Unit.RATE,
        "ad_spend_fen",
        "paid_fen",
        better=Better.LOWER,
    ),
    _ads(
        "ad_cart_adds",
        Text("Cart adds from ads"),
        Text("Times a cart was filled from an ad"),
        Unit.COUNT,
        "ad_cart_adds",
    ),
    _ads(
        "ad_new_buyers",
        Text("New customers from ads"),
        Text("New customers counted by an ad report on a day; of several days or programmes they are no sum"),
        Unit.COUNT,
        "ad_new_buyers",
        rebuild=Rebuild.DISTINCT,
    ),
    Kpi(
        code="affiliate_cost",
        name=Text("Affiliate commission"),
        formula=Text("Commission paid to affiliates"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="affiliate_fen",
        better=Better.NEITHER,
        source=Source.STORE_DAYS,
        group=Group.ADS,
    ),
)

PRODUCTS = (
    Kpi(
        code="product_views",
        name=Text("Product page views"),
        formula=Text("Views of product pages, added over products"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="product_views",
        source=Source.PRODUCTS,
        group=Group.PRODUCTS,
    ),
    Kpi(
        code="product_pieces",
        name=Text("Pieces sold (product report)"),
        formula=Text("Pieces sold, added over products"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="product_pieces",
        source=Source.PRODUCTS,
        group=Group.PRODUCTS,
    ),
    Kpi(
        code="product_sales",
        name=Text("Product sales"),
        formula=Text("Amount paid for products, added over products"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="product_paid_fen",
        source=Source.PRODUCTS,
        group=Group.PRODUCTS,
    ),
    Kpi(
        code="list_price_sales",
        name=Text("Sales at list price"),
        formula=Text("Turnover at list price as the product report gives it; not money received"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="product_list_fen",
        source=Source.PRODUCTS,
        group=Group.PRODUCTS,
    ),
    Kpi(
        code="active_products",
        name=Text("Share of products with a sale"),
        formula=Text("Products with a sale on the day ÷ products in the report, sums of the days"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="products_sold",
        per="products_listed",
        source=Source.PRODUCTS,
        group=Group.PRODUCTS,
    ),
)


def _service(code: str, name: Text, formula: Text, unit: Unit, figure: str, per: str) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        formula=formula,
        unit=unit,
        rebuild=Rebuild.RATIO,
        figure=figure,
        per=per,
        better=Better.LOWER if unit is Unit.SECONDS else Better.HIGHER,
        source=Source.SERVICE,
        group=Group.SERVICE,
    )


SERVICE = (
    _service(
        "inquiry_conversion",
        Text("Inquiry conversion"),
        Text("Inquiries that ended in a payment ÷ inquiries"),
        Unit.RATE,
        "paid_inquiries",
        "inquiries",
    ),
    _service(
        "reply_rate", Text("Reply rate"), Text("Chats answered ÷ chats received"), Unit.RATE, "replied", "received"
    ),
    _service(
        "first_reply_seconds",
        Text("First reply (seconds)"),
        Text("Mean time to the first reply, weighted by chats received"),
        Unit.SECONDS,
        "first_reply_total",
        "first_reply_chats",
    ),
    _service(
        "satisfaction",
        Text("Satisfaction"),
        Text("Good chat ratings ÷ chat ratings"),
        Unit.RATE,
        "good_ratings",
        "ratings",
    ),
    Kpi(
        code="service_sales",
        name=Text("Sales with a chat"),
        formula=Text("Sales credited to customer service"),
        unit=Unit.MONEY,
        rebuild=Rebuild.SUM,
        figure="service_sales_fen",
        source=Source.SERVICE,
        group=Group.SERVICE,
    ),
)


_RATINGS = Text("Rolling score of the platform, six months of ratings; the last known day counts")
_EXPERIENCE = Text("Score that the platform states of the store for the day; the last known day counts")


def _score(code: str, name: Text, formula: Text = _RATINGS) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        formula=formula,
        unit=Unit.SCORE,
        rebuild=Rebuild.LAST,
        figure=code,
        source=Source.STORE_DAYS,
        group=Group.RATING,
    )


def _store(code: str, name: Text, formula: Text, figure: str, rebuild: Rebuild = Rebuild.SUM) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        formula=formula,
        unit=Unit.COUNT,
        rebuild=rebuild,
        figure=figure,
        source=Source.STORE_DAYS,
        group=Group.RATING,
    )


RATING = (
    _score("dsr_description", Text("Rating: description")),
    _score("dsr_service", Text("Rating: service")),
    _score("dsr_logistics", Text("Rating: logistics")),
    _score("experience", Text("Experience score"), _EXPERIENCE),
    _score("experience_goods", Text("Experience: products"), _EXPERIENCE),
    _score("experience_logistics", Text("Experience: logistics"), _EXPERIENCE),
    _score("experience_service", Text("Experience: service"), _EXPERIENCE),
    _store("reviews", Text("Reviews"), Text("Reviews received"), "reviews"),
    Kpi(
        code="good_review_rate",
        name=Text("Share of good reviews"),
        formula=Text("Good reviews ÷ reviews"),
        unit=Unit.RATE,
        rebuild=Rebuild.RATIO,
        figure="good_reviews",
        per="reviews",
        source=Source.STORE_DAYS,
        group=Group.RATING,
    ),
    Kpi(
        code="bad_reviews",
        name=Text("Bad reviews"),
        formula=Text("Bad reviews received"),
        unit=Unit.COUNT,
        rebuild=Rebuild.SUM,
        figure="bad_reviews",
        better=Better.LOWER,
        source=Source.STORE_DAYS,
        group=Group.RATING,
    ),
    _store("shipped_parcels", Text("Parcels shipped"), Text("Parcels handed to the courier"), "shipped_parcels"),
    _store("followers", Text("Followers"), Text("People who follow the store"), "followers", Rebuild.LAST),
    _store("members", Text("Members"), Text("Members of the store"), "members", Rebuild.LAST),
)
