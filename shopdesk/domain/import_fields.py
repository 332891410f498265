"""The fields that each kind of file fills, and how their cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Audience, Field, Kind
from shopdesk.domain.imports import ImportKind, SameKey, SavedMapping
from shopdesk.domain.text import Names, Text
from shopdesk.domain.variant_rows import SKU_HEADINGS


class Cell(StrEnum):
    """How a cell is read. Whether a percentage is text or a fraction is said here, never guessed from the value."""

    NUMBER = "number"
    ID = "id"
    TEXT = "text"
    STATUS = "status"
    MONEY = "money"
    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    FRACTION = "fraction"
    SECONDS = "seconds"
    MOMENT = "moment"
    DAY = "day"
    CYCLE = "cycle"
    PROVINCE = "province"
    BUYER = "buyer"
    PRIVATE = "private"


_KINDS = {
    Cell.MONEY: Kind.MONEY,
    Cell.COUNT: Kind.COUNT,
    Cell.CYCLE: Kind.COUNT,
    Cell.DECIMAL: Kind.DECIMAL,
    Cell.SECONDS: Kind.DECIMAL,
    Cell.PERCENT: Kind.RATE,
    Cell.FRACTION: Kind.RATE,
    Cell.MOMENT: Kind.MOMENT,
    Cell.DAY: Kind.DAY,
}
_UNNAMED = Text("")
_PRIVATE = frozenset({Cell.BUYER, Cell.PRIVATE})
_SEEN = frozenset({"impressions", "clicks", "page_views", "page_visits"})


@dataclass(frozen=True, slots=True)
class FileField(Field):
    """A field of the table a kind of file fills, with how the cells of its column are read.

    ``several`` columns may fill the field: amounts are added up, words stand side by side. A field that is not
    ``stored`` only says how rows are read.
    """

    label: Text = _UNNAMED
    _: KW_ONLY
    cell: Cell = Cell.TEXT
    people: bool = False
    several: bool = False
    stored: bool = True

    @property
    def never_below_zero(self) -> bool:
        """Whether a figure below zero cannot be true: of people and of what they see; stock and pieces are balances."""
        return self.people or self.name in _SEEN


def _field(
    name: str,
    cell: Cell,
    label: Text,
    *,
    required: bool = False,
    people: bool = False,
    several: bool = False,
    stored: bool = True,
) -> FileField:
    """A field whose kind follows from its cells.

    ``people`` marks counts of people, who are never added up: one person may stand in several rows.
    """
    return FileField(
        name,
        _KINDS.get(cell, Kind.LINE),
        label,
        required=required,
        additive=cell in (Cell.MONEY, Cell.COUNT) and not people,
        audience=Audience.OPTIONAL if cell in _PRIVATE else Audience.EVERYBODY,
        cell=cell,
        people=people,
        several=several,
        stored=stored,
    )


@dataclass(frozen=True, slots=True)
class KindFields:
    """The fields of a kind; ``key`` names those that tell its rows apart within a store.

    ``stand_ins`` names the field that takes the place of a required one which a file lacks. ``same_key`` is what
    becomes of rows of one key unless the user says otherwise; ``variants`` are headings that tell rows of one key apart
    which are parts of it.
    """

    kind: ImportKind
    key: tuple[str, ...]
    fields: tuple[FileField, ...]
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    same_key: SameKey = SameKey.FIRST
    variants: tuple[str, ...] = ()

    def field(self, name: str) -> FileField:
        """The field of that name.

        Raises:
            KeyError: the kind has none.
        """
        for known in self.fields:
            if known.name == name:
                return known
        raise KeyError(name)

    def missing(self, names: Iterable[str]) -> FileField | None:
        """The first required field that neither stands in ``names`` nor has its stand-in there."""
        given = set(names)
        for known in self.fields:
            if known.required and known.name not in given and self.stand_ins.get(known.name) not in given:
                return known
        return None


_ORDERS = KindFields(
    ImportKind.ORDERS,
    ("order_key",),
    (
        _field("order_no", Cell.NUMBER, Text("Order number")),
        _field("created_at", Cell.MOMENT, Text("Placed at"), required=True),
        _field("paid_at", Cell.MOMENT, Text("Paid at")),
        _field("gross_fen", Cell.MONEY, Text("Order total")),
        _field("received_fen", Cell.MONEY, Text("Received after refunds")),
        _field("refund_fen", Cell.MONEY, Text("Refund")),
        _field("freight_fen", Cell.MONEY, Text("Shipping paid by the buyer")),
        _field("status", Cell.STATUS, Text("Status", context="order")),
        _field("pieces", Cell.COUNT, Text("Pieces")),
        _field("title", Cell.TEXT, Text("Product title")),
        _field("province", Cell.PROVINCE, Text("Province")),
        _field("shipped_at", Cell.MOMENT, Text("Shipped at")),
        _field("finished_at", Cell.MOMENT, Text("Finished at")),
        _field("closed_reason", Cell.TEXT, Text("Reason for closing")),
        _field("buyer_name", Cell.BUYER, Text("Buyer")),
        _field("phone", Cell.PRIVATE, Text("Phone number")),
        _field("address", Cell.PRIVATE, Text("Address")),
    ),
    # A list that only knows when an order was paid is a list of paid orders.
    stand_ins={"created_at": "paid_at"},
)

_ORDER_ITEMS = KindFields(
    ImportKind.ORDER_ITEMS,
    ("item_key",),
    (
        _field("item_no", Cell.NUMBER, Text("Item number")),
        _field("order_no", Cell.NUMBER, Text("Order number"), required=True),
        _field("title", Cell.TEXT, Text("Product title")),
        _field("product_id", Cell.ID, Text("Product ID")),
        _field("merchant_code", Cell.TEXT, Text("Merchant code")),
        _field("variant", Cell.TEXT, Text("Variant")),
        _field("refund_status", Cell.STATUS, Text("Refund status")),
        _field("status", Cell.STATUS, Text("Status", context="order")),
        _field("price_fen", Cell.MONEY, Text("Price")),
        _field("pieces", Cell.COUNT, Text("Pieces")),
        _field("payable_fen", Cell.MONEY, Text("Amount payable")),
        _field("received_fen", Cell.MONEY, Text("Received after refunds")),
        _field("refund_fen", Cell.MONEY, Text("Refund")),
        _field("created_at", Cell.MOMENT, Text("Placed at")),
        _field("paid_at", Cell.MOMENT, Text("Paid at")),
    ),
)

_PRODUCT_DAYS = KindFields(
    ImportKind.PRODUCT_DAYS,
    ("product_id", "day"),
    (
        _field("day", Cell.DAY, Text("Day"), required=True),
        _field("product_id", Cell.NUMBER, Text("Product ID"), required=True),
        _field("title", Cell.TEXT, Text("Product title")),
        _field("brand", Cell.TEXT, Text("Brand")),
        _field("category", Cell.TEXT, Text("Category"), several=True),
        _field("visitors", Cell.COUNT, Text("Visitors"), people=True),
        _field("page_views", Cell.COUNT, Text("Page views")),
        _field("stay_seconds", Cell.SECONDS, Text("Mean stay")),
        _field("cart_buyers", Cell.COUNT, Text("People adding to the cart"), people=True),
        _field("favourite_buyers", Cell.COUNT, Text("People adding to favourites"), people=True),
        _field("search_visitors", Cell.COUNT, Text("Visitors from search"), people=True),
        _field("buyers", Cell.COUNT, Text("Buyers"), people=True),
        _field("paid_pieces", Cell.COUNT, Text("Pieces paid")),
        _field("paid_fen", Cell.MONEY, Text("Paid amount")),
        _field("list_fen", Cell.MONEY, Text("Turnover at list price")),
        _field("refund_fen", Cell.MONEY, Text("Refund")),
        _field("stock_pieces", Cell.COUNT, Text("Stock")),
    ),
    variants=SKU_HEADINGS,
)

_STORE_DAYS = KindFields(
    ImportKind.STORE_DAYS,
    ("day",),
    (
        _field("day", Cell.DAY, Text("Day"), required=True),
        _field("visitors", Cell.COUNT, Text("Visitors"), people=True),
        _field("page_views", Cell.COUNT, Text("Page views")),
        _field("product_visitors", Cell.COUNT, Text("Product visitors"), people=True),
        _field("buyers", Cell.COUNT, Text("Buyers"), people=True),
        _field("new_buyers", Cell.COUNT, Text("New buyers"), people=True),
        _field("returning_buyers", Cell.COUNT, Text("Returning buyers"), people=True),
        _field("orders", Cell.COUNT, Text("Orders paid")),
        _field("paid_pieces", Cell.COUNT, Text("Pieces paid")),
        _field("paid_fen", Cell.MONEY, Text("Paid amount")),
        _field("placed_fen", Cell.MONEY, Text("Amount ordered")),
        _field("placed_buyers", Cell.COUNT, Text("People ordering"), people=True),
        _field("refund_fen", Cell.MONEY, Text("Refund")),
        _field("cart_buyers", Cell.COUNT, Text("People adding to the cart"), people=True),
        _field("cart_pieces", Cell.COUNT, Text("Pieces added to the cart")),
        _field("favourite_buyers", Cell.COUNT, Text("People adding to favourites"), people=True),
        _field("stay_seconds", Cell.SECONDS, Text("Mean stay")),
        _field("bounce_rate", Cell.PERCENT, Text("Bounce rate")),
        _field("dsr_description", Cell.DECIMAL, Text("DSR description")),
        _field("dsr_service", Cell.DECIMAL, Text("DSR service")),
        _field("dsr_logistics", Cell.DECIMAL, Text("DSR logistics")),
        _field("experience", Cell.DECIMAL, Text("Experience score")),
        _field("experience_goods", Cell.DECIMAL, Text("Experience: products")),
        _field("experience_logistics", Cell.DECIMAL, Text("Experience: logistics")),
        _field("experience_service", Cell.DECIMAL, Text("Experience: service")),
        _field("ads_fen", Cell.MONEY, Text("Advertising spend"), several=True),
        _field("affiliate_fen", Cell.MONEY, Text("Affiliate commission")),
        _field("reviews", Cell.COUNT, Text("Reviews")),
        _field("good_reviews", Cell.COUNT, Text("Good reviews")),
        _field("bad_reviews", Cell.COUNT, Text("Bad reviews")),
        _field("shipped_parcels", Cell.COUNT, Text("Parcels shipped")),
        _field("followers", Cell.COUNT, Text("Followers"), people=True),
        _field("members", Cell.COUNT, Text("Members"), people=True),
    ),
)

_CHANNEL_DAYS = KindFields(
    ImportKind.CHANNEL_DAYS,
    ("channel", "subject", "day"),
    (
        _field("day", Cell.DAY, Text("Day"), required=True),
        _field("subject", Cell.ID, Text("Plan or product"), several=True),
        _field("impressions", Cell.COUNT, Text("Impressions")),
        _field("clicks", Cell.COUNT, Text("Clicks")),
        _field("spend_fen", Cell.MONEY, Text("Spend")),
        _field("sales_fen", Cell.MONEY, Text("Sales amount")),
        _field("orders", Cell.COUNT, Text("Orders")),
        _field("cart_adds", Cell.COUNT, Text("Added to the cart")),
        _field("new_buyers", Cell.COUNT, Text("New buyers"), people=True),
        _field("page_visits", Cell.COUNT, Text("Page visits")),
        _field("store_visits", Cell.COUNT, Text("Store visits"), people=True),
        _field("favourites", Cell.COUNT, Text("Favourites")),
        _field("cycle", Cell.CYCLE, Text("Conversion cycle"), stored=False),
    ),
    # Plans, places and devices of one day stand in rows of their own.
    same_key=SameKey.ADD,
)

_SERVICE_DAYS = KindFields(
    ImportKind.SERVICE_DAYS,
    ("agent", "day"),
    (
        _field("day", Cell.DAY, Text("Day"), required=True),
        _field("agent", Cell.TEXT, Text("Service person")),
        _field("received", Cell.COUNT, Text("People received"), people=True),
        _field("replied", Cell.COUNT, Text("People answered"), people=True),
        _field("inquiries", Cell.COUNT, Text("People inquiring"), people=True),
        _field("paid_inquiries", Cell.COUNT, Text("Inquirers who paid"), people=True),
        _field("first_reply_seconds", Cell.SECONDS, Text("Time to the first reply")),
        _field("sales_fen", Cell.MONEY, Text("Sales amount")),
        _field("good_ratings", Cell.COUNT, Text("Good ratings")),
        _field("ratings", Cell.COUNT, Text("Ratings")),
        _field("reply_rate", Cell.PERCENT, Text("Reply rate")),
        _field("paid_rate", Cell.PERCENT, Text("Inquiry conversion")),
        _field("satisfaction_rate", Cell.PERCENT, Text("Satisfaction")),
    ),
)

_KEYWORD_DAYS = KindFields(
    ImportKind.KEYWORD_DAYS,
    ("word", "day"),
    (
        _field("day", Cell.DAY, Text("Day"), required=True),
        _field("word", Cell.TEXT, Text("Keyword"), required=True),
        _field("impressions", Cell.COUNT, Text("Impressions")),
        _field("clicks", Cell.COUNT, Text("Clicks")),
        _field("visitors", Cell.COUNT, Text("Visitors"), people=True),
        _field("buyers", Cell.COUNT, Text("Buyers"), people=True),
        _field("spend_fen", Cell.MONEY, Text("Spend")),
        _field("rank", Cell.DECIMAL, Text("Rank", context="keyword")),
    ),
    # Plans and products of one word stand in rows of their own.
    same_key=SameKey.ADD,
)

_STATEMENT_KEY = ("source", "account", "line_key")

_ALIPAY_STATEMENT = KindFields(
    ImportKind.ALIPAY_STATEMENT,
    _STATEMENT_KEY,
    (
        _field("line_no", Cell.NUMBER, Text("Line number"), required=True),
        _field("at", Cell.MOMENT, Text("Time"), required=True),
        _field("income", Cell.MONEY, Text("Money in")),
        _field("expense", Cell.MONEY, Text("Money out")),
        _field("balance_fen", Cell.MONEY, Text("Balance")),
        _field("business_type", Cell.TEXT, Text("Business type (业务类型)")),
        _field("remark", Cell.TEXT, Text("Remark (备注)")),
        _field("description", Cell.TEXT, Text("Description (业务描述)")),
        _field("title", Cell.TEXT, Text("Product title")),
        _field("merchant_no", Cell.TEXT, Text("Merchant's order number (商户订单号)")),
        _field("basis_no", Cell.ID, Text("Basis order number (业务基础订单号)")),
    ),
)

_QIANNIU_STATEMENT = KindFields(
    ImportKind.QIANNIU_STATEMENT,
    _STATEMENT_KEY,
    (
        _field("line_no", Cell.NUMBER, Text("Payment number (支付流水号)"), required=True),
        _field("on", Cell.DAY, Text("Day"), required=True),
        _field("clock", Cell.TEXT, Text("Time")),
        _field("income", Cell.MONEY, Text("Money in")),
        _field("expense", Cell.MONEY, Text("Money out")),
        _field("business_type", Cell.TEXT, Text("Kind of entry (入帐类型)"), required=True),
        _field("remark", Cell.TEXT, Text("Remark (备注)")),
        _field("description", Cell.TEXT, Text("Description (业务描述)")),
        _field("order_no", Cell.ID, Text("Order number")),
        _field("item_no", Cell.ID, Text("Item number")),
    ),
)

FIELDS: dict[ImportKind, KindFields] = {
    fields.kind: fields
    for fields in (
        _ORDERS,
        _ORDER_ITEMS,
        _PRODUCT_DAYS,
        _STORE_DAYS,
        _CHANNEL_DAYS,
        _SERVICE_DAYS,
        _KEYWORD_DAYS,
        _ALIPAY_STATEMENT,
        _QIANNIU_STATEMENT,
    )
}


def check_mapping(mapping: SavedMapping) -> None:
    """Refuse a mapping that fills a field twice or leaves out one that its kind cannot do without.

    Raises:
        UserError: saying which field is missing, doubled or unknown.
    """
    known = FIELDS[mapping.kind]
    chosen = [name for names in mapping.fields.values() for name in names]
    names = {known_field.name for known_field in known.fields}
    for name in chosen:
        if name not in names:
            raise UserError(
                Text("There is no field “{field}”. There are: {fields}.", field=name, fields=Names(sorted(names)))
            )
    for known_field in known.fields:
        if chosen.count(known_field.name) > 1 and not known_field.several:
            raise UserError(Text("Two columns are set to “{field}”. Leave it on one of them.", field=known_field.label))
    lacking = known.missing(chosen)
    if lacking is not None:
        raise UserError(
            Text("Choose the column that holds “{field}”; the file cannot be imported without it.", field=lacking.label)
        )
    if len(set(chosen)) <= sum(1 for known_field in known.fields if known_field.required):
        raise UserError(Text("Choose at least one column with figures."))
