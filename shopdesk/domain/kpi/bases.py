"""The daily base figures that KPIs are rebuilt from: which rows each is the sum of, and which of their columns.

A KPI names its base figures (``Kpi.figure`` and ``Kpi.per``); what is said here of one is read by the query of the
day's sums and by the list of the rows behind it, so a new KPI opens to its rows without anything more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.errors import NotFound
from shopdesk.domain.kpi.kinds import Source
from shopdesk.domain.text import Text


class Take(StrEnum):
    """What a row gives to the day's sum: its ``VALUE``, or one where the column is ``KNOWN`` or ``ABOVE`` zero.

    ``ALONE`` is for people: its value where no other row of the day has one, for people of several are no sum.
    """

    VALUE = "value"
    KNOWN = "known"
    ABOVE = "above"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Base:
    """One base figure.

    ``column`` is a column of the rows of ``source``; of orders it is one of their daily sums, see ``OrderDay``.
    ``times`` names a column that the value is multiplied by, ``given`` one that has to be known, too. ``made`` says
    that orders always count on the day they were made. ``stand_in`` is the base figure taken on days without this one.
    ``people`` are different people, who are counted and not added. ``label`` is what it is called where neither a KPI
    nor its column says it. ``reads`` are the fields of an order that its sums are reckoned from. ``all_channels`` says
    that rows of channels that are no ads give to it, too.
    """

    name: str
    source: Source
    column: str
    take: Take = Take.VALUE
    times: str = ""
    given: str = ""
    made: bool = False
    stand_in: str = ""
    people: bool = False
    label: Text | None = None
    reads: tuple[str, ...] = ()
    all_channels: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of its import that it is reckoned from."""
        return self.reads or tuple(filter(None, (self.column, self.times, self.given)))

    @property
    def marks(self) -> bool:
        """Whether only rows that give something stand behind it: of single orders and counted rows, not of days."""
        return self.source is Source.ORDERS or self.take in (Take.KNOWN, Take.ABOVE)


def _of(source: Source, *names: str, **renamed: str) -> tuple[Base, ...]:
    """Base figures called as their columns, and renamed ones."""
    return (
        *(Base(name, source, name) for name in names),
        *(Base(name, source, column) for name, column in renamed.items()),
    )


PEOPLE = "day_buyers"
"""The base figure of people that the orders can count once over a whole span."""

_ORDERS = Source.ORDERS
_CHANNELS = Source.CHANNELS
_SERVICE = Source.SERVICE

BASES: tuple[Base, ...] = (
    Base("orders", _ORDERS, "orders", made=True, reads=("created_at",)),
    Base("made_and_paid", _ORDERS, "paid_orders", made=True,
         label=Text("Paid orders, by the day they were made"), reads=("created_at", "paid_at")),
    Base("unpaid_orders", _ORDERS, "unpaid_orders", made=True, reads=("created_at", "paid_at")),
    Base("gross_fen", _ORDERS, "gross_fen", made=True, reads=("gross_fen",)),
    Base("paid_orders", _ORDERS, "paid_orders", stand_in="store_orders", reads=("paid_at",)),
    Base("refunded_orders", _ORDERS, "refunded_orders", reads=("refund_fen",)),
    Base("effective_orders", _ORDERS, "effective_orders", reads=("paid_at", "received_fen")),
    Base("paid_fen", _ORDERS, "paid_fen", stand_in="store_paid_fen", reads=("received_fen", "refund_fen", "gross_fen")),
    Base("refund_fen", _ORDERS, "refund_fen", reads=("refund_fen",)),
    Base("net_fen", _ORDERS, "net_fen", reads=("received_fen",)),
    Base(PEOPLE, _ORDERS, "buyers", stand_in="store_buyers", people=True, reads=("paid_at", "buyer_name")),
    *_of(
        Source.STORE_DAYS,
        "visitors",
        "page_views",
        "new_buyers",
        "returning_buyers",
        "paid_pieces",
        "cart_buyers",
        "favourite_buyers",
        "stay_seconds",
        "bounce_rate",
        "dsr_description",
        "dsr_service",
        "dsr_logistics",
        "experience",
        "experience_goods",
        "experience_logistics",
        "experience_service",
        "affiliate_fen",
        "reviews",
        "good_reviews",
        "bad_reviews",
        "shipped_parcels",
        "followers",
        "members",
        store_buyers="buyers",
        store_orders="orders",
        store_paid_fen="paid_fen",
        platform_refund_fen="refund_fen",
        store_ads_fen="ads_fen",
    ),
    Base("ad_spend_fen", _CHANNELS, "spend_fen", stand_in="store_ads_fen"),
    *_of(_CHANNELS, "impressions", "clicks", ad_sales_fen="sales_fen", ad_cart_adds="cart_adds"),
    Base("ad_new_buyers", _CHANNELS, "new_buyers", Take.ALONE),
    Base("costed_sales_fen", _CHANNELS, "sales_fen", given="spend_fen",
         label=Text("Sales from ads whose cost is known")),
    Base("costed_clicks", _CHANNELS, "clicks", given="spend_fen", label=Text("Clicks on ads whose cost is known")),
    *_of(Source.PRODUCTS, product_views="page_views", product_pieces="paid_pieces", product_paid_fen="paid_fen"),
    *_of(Source.PRODUCTS, product_list_fen="list_fen"),
    Base("products_listed", Source.PRODUCTS, "paid_pieces", Take.KNOWN, label=Text("Products in the report")),
    Base("products_sold", Source.PRODUCTS, "paid_pieces", Take.ABOVE, label=Text("Products with a sale")),
    *_of(_SERVICE, "received", "replied", "inquiries", "paid_inquiries", "good_ratings", "ratings"),
    *_of(_SERVICE, service_sales_fen="sales_fen"),
    Base("first_reply_total", _SERVICE, "first_reply_seconds", times="received",
         label=Text("Seconds to the first reply × chats")),
    Base("first_reply_chats", _SERVICE, "received", given="first_reply_seconds",
         label=Text("Chats with a known first reply")),
)  # fmt: skip

_WORDS, _ITEMS = Source.KEYWORDS, Source.PRODUCTS

SLICE_BASES: tuple[Base, ...] = (
    Base("word_days", _WORDS, "word", Take.KNOWN, label=Text("Known days")),
    Base("word_impressions", _WORDS, "impressions"),
    Base("word_visitors", _WORDS, "visitors", people=True),
    Base("word_spend_fen", _WORDS, "spend_fen"),
    Base("word_rank", _WORDS, "rank"),
    Base("word_both_buyers", _WORDS, "buyers", given="visitors", people=True),
    Base("word_both_visitors", _WORDS, "visitors", given="buyers", people=True),
    Base("item_days", _ITEMS, "product_id", Take.KNOWN, label=Text("Known days")),
    Base("item_visitors", _ITEMS, "visitors", people=True),
    Base("item_buyers", _ITEMS, "buyers", people=True),
    Base("item_views", _ITEMS, "page_views"),
    Base("item_pieces", _ITEMS, "paid_pieces"),
    Base("item_paid_fen", _ITEMS, "paid_fen"),
    Base("item_stock", _ITEMS, "stock_pieces"),
    Base("item_both_buyers", _ITEMS, "buyers", given="visitors", people=True),
    Base("item_both_visitors", _ITEMS, "visitors", given="buyers", people=True),
    *(
        Base(f"channel_{column}", _CHANNELS, column, all_channels=True)
        for column in ("impressions", "clicks", "spend_fen", "sales_fen", "orders", "cart_adds")
    ),
    Base("channel_costed_sales_fen", _CHANNELS, "sales_fen", given="spend_fen", all_channels=True,
         label=Text("Sales whose cost is known")),
    Base("channel_costed_clicks", _CHANNELS, "clicks", given="spend_fen", all_channels=True,
         label=Text("Clicks whose cost is known")),
    Base("channel_sold_spend_fen", _CHANNELS, "spend_fen", given="sales_fen", all_channels=True,
         label=Text("Cost of ads whose sales are known")),
)  # fmt: skip
"""What no KPI of the store is made of: figures of a keyword, a product, a channel, an ad, whose rows open all the same.

People of them are never added: neither over days nor over keywords or products.
"""

_BY_NAME = {one.name: one for one in (*BASES, *SLICE_BASES)}


def base(name: str) -> Base:
    """The base figure of that name.

    Raises:
        NotFound: there is none.
    """
    try:
        return _BY_NAME[name]
    except KeyError:
        raise NotFound(Text("There is no figure “{name}”.", name=name)) from None


def sources_of(*names: str) -> frozenset[Source]:
    """Where base figures come from, what stands in for them too."""
    known = [base(name) for name in names if name]
    return frozenset(one.source for one in (*known, *(base(other.stand_in) for other in known if other.stand_in)))


def bases_of(source: Source) -> tuple[Base, ...]:
    """The base figures of a source."""
    return tuple(one for one in BASES if one.source is source)
