"""The fields that each kind of file fills, and how their cells are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.imports import ImportKind, SameKey, SavedMapping
from shopdesk.domain.text import Text


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


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the table a kind fills, how its cells are read, and its name on screen.

    ``people`` marks counts of people, who are never added up: one person may stand in several rows. ``several``
    columns may fill the field: amounts are added up, words stand side by side. A field that is not ``stored`` only
    says how rows are read.
    """

    name: str
    cell: Cell
    label: Text
    required: bool = False
    people: bool = False
    several: bool = False
    stored: bool = True

    @property
    def adds_up(self) -> bool:
        """Whether the values of several rows may be added."""
        return self.cell in (Cell.MONEY, Cell.COUNT) and not self.people


@dataclass(frozen=True, slots=True)
class KindFields:
    """The fields of a kind; ``key`` names those that tell its rows apart within a store.

    ``stand_ins`` names the field that takes the place of a required one which a file lacks. ``same_key`` is what
    becomes of rows of one key unless the user says otherwise.
    """

    kind: ImportKind
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    same_key: SameKey = SameKey.FIRST

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: the kind has none.
        """
        for known in self.fields:
            if known.name == name:
                return known
        raise KeyError(name)

    def missing(self, names: Iterable[str]) -> Field | None:
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
        Field("order_no", Cell.NUMBER, Text("Order number")),
        Field("created_at", Cell.MOMENT, Text("Placed at"), required=True),
        Field("paid_at", Cell.MOMENT, Text("Paid at")),
        Field("gross_fen", Cell.MONEY, Text("Order total")),
        Field("received_fen", Cell.MONEY, Text("Received after refunds")),
        Field("refund_fen", Cell.MONEY, Text("Refund")),
        Field("status", Cell.STATUS, Text("Status", context="order")),
        Field("pieces", Cell.COUNT, Text("Pieces")),
        Field("title", Cell.TEXT, Text("Product title")),
        Field("province", Cell.PROVINCE, Text("Province")),
        Field("shipped_at", Cell.MOMENT, Text("Shipped at")),
        Field("finished_at", Cell.MOMENT, Text("Finished at")),
        Field("closed_reason", Cell.TEXT, Text("Reason for closing")),
        Field("buyer_name", Cell.BUYER, Text("Buyer")),
        Field("phone", Cell.PRIVATE, Text("Phone number")),
        Field("address", Cell.PRIVATE, Text("Address")),
    ),
    # A list that only knows when an order was paid is a list of paid orders.
    stand_ins={"created_at": "paid_at"},
)

_ORDER_ITEMS = KindFields(
    ImportKind.ORDER_ITEMS,
    ("item_key",),
    (
        Field("item_no", Cell.NUMBER, Text("Item number")),
        Field("order_no", Cell.NUMBER, Text("Order number"), required=True),
        Field("title", Cell.TEXT, Text("Product title")),
        Field("product_id", Cell.ID, Text("Product ID")),
        Field("merchant_code", Cell.TEXT, Text("Merchant code")),
        Field("variant", Cell.TEXT, Text("Variant")),
        Field("refund_status", Cell.STATUS, Text("Refund status")),
        Field("status", Cell.STATUS, Text("Status", context="order")),
        Field("price_fen", Cell.MONEY, Text("Price")),
        Field("pieces", Cell.COUNT, Text("Pieces")),
        Field("payable_fen", Cell.MONEY, Text("Amount payable")),
        Field("received_fen", Cell.MONEY, Text("Received after refunds")),
        Field("refund_fen", Cell.MONEY, Text("Refund")),
        Field("created_at", Cell.MOMENT, Text("Placed at")),
        Field("paid_at", Cell.MOMENT, Text("Paid at")),
    ),
)

_PRODUCT_DAYS = KindFields(
    ImportKind.PRODUCT_DAYS,
    ("product_id", "day"),
    (
        Field("day", Cell.DAY, Text("Day"), required=True),
        Field("product_id", Cell.NUMBER, Text("Product ID"), required=True),
        Field("title", Cell.TEXT, Text("Product title")),
        Field("brand", Cell.TEXT, Text("Brand")),
        Field("category", Cell.TEXT, Text("Category"), several=True),
        Field("visitors", Cell.COUNT, Text("Visitors"), people=True),
        Field("page_views", Cell.COUNT, Text("Page views")),
        Field("stay_seconds", Cell.SECONDS, Text("Mean stay")),
        Field("cart_buyers", Cell.COUNT, Text("People adding to the cart"), people=True),
        Field("favourite_buyers", Cell.COUNT, Text("People adding to favourites"), people=True),
        Field("buyers", Cell.COUNT, Text("Buyers"), people=True),
        Field("paid_pieces", Cell.COUNT, Text("Pieces paid")),
        Field("paid_fen", Cell.MONEY, Text("Paid amount")),
        Field("list_fen", Cell.MONEY, Text("Turnover at list price")),
        Field("refund_fen", Cell.MONEY, Text("Refund")),
        Field("stock_pieces", Cell.COUNT, Text("Stock")),
    ),
)

_STORE_DAYS = KindFields(
    ImportKind.STORE_DAYS,
    ("day",),
    (
        Field("day", Cell.DAY, Text("Day"), required=True),
        Field("visitors", Cell.COUNT, Text("Visitors"), people=True),
        Field("page_views", Cell.COUNT, Text("Page views")),
        Field("product_visitors", Cell.COUNT, Text("Product visitors"), people=True),
        Field("buyers", Cell.COUNT, Text("Buyers"), people=True),
        Field("new_buyers", Cell.COUNT, Text("New buyers"), people=True),
        Field("returning_buyers", Cell.COUNT, Text("Returning buyers"), people=True),
        Field("orders", Cell.COUNT, Text("Orders paid")),
        Field("paid_pieces", Cell.COUNT, Text("Pieces paid")),
        Field("paid_fen", Cell.MONEY, Text("Paid amount")),
        Field("placed_fen", Cell.MONEY, Text("Amount ordered")),
        Field("placed_buyers", Cell.COUNT, Text("People ordering"), people=True),
        Field("refund_fen", Cell.MONEY, Text("Refund")),
        Field("cart_buyers", Cell.COUNT, Text("People adding to the cart"), people=True),
        Field("cart_pieces", Cell.COUNT, Text("Pieces added to the cart")),
        Field("favourite_buyers", Cell.COUNT, Text("People adding to favourites"), people=True),
        Field("stay_seconds", Cell.SECONDS, Text("Mean stay")),
        Field("bounce_rate", Cell.PERCENT, Text("Bounce rate")),
        Field("dsr_description", Cell.DECIMAL, Text("DSR description")),
        Field("dsr_service", Cell.DECIMAL, Text("DSR service")),
        Field("dsr_logistics", Cell.DECIMAL, Text("DSR logistics")),
        Field("experience", Cell.DECIMAL, Text("Experience score")),
        Field("experience_goods", Cell.DECIMAL, Text("Experience: products")),
        Field("experience_logistics", Cell.DECIMAL, Text("Experience: logistics")),
        Field("experience_service", Cell.DECIMAL, Text("Experience: service")),
        Field("ads_fen", Cell.MONEY, Text("Advertising spend"), several=True),
        Field("affiliate_fen", Cell.MONEY, Text("Affiliate commission")),
        Field("reviews", Cell.COUNT, Text("Reviews")),
        Field("good_reviews", Cell.COUNT, Text("Good reviews")),
        Field("bad_reviews", Cell.COUNT, Text("Bad reviews")),
        Field("shipped_parcels", Cell.COUNT, Text("Parcels shipped")),
        Field("followers", Cell.COUNT, Text("Followers"), people=True),
        Field("members", Cell.COUNT, Text("Members"), people=True),
    ),
)

_CHANNEL_DAYS = KindFields(
    ImportKind.CHANNEL_DAYS,
    ("channel", "subject", "day"),
    (
        Field("day", Cell.DAY, Text("Day"), required=True),
        Field("subject", Cell.ID, Text("Plan or product"), several=True),
        Field("impressions", Cell.COUNT, Text("Impressions")),
        Field("clicks", Cell.COUNT, Text("Clicks")),
        Field("spend_fen", Cell.MONEY, Text("Spend")),
        Field("sales_fen", Cell.MONEY, Text("Sales amount")),
        Field("orders", Cell.COUNT, Text("Orders")),
        Field("cart_adds", Cell.COUNT, Text("Added to the cart")),
        Field("new_buyers", Cell.COUNT, Text("New buyers"), people=True),
        Field("page_visits", Cell.COUNT, Text("Page visits")),
        Field("store_visits", Cell.COUNT, Text("Store visits"), people=True),
        Field("favourites", Cell.COUNT, Text("Favourites")),
        Field("cycle", Cell.CYCLE, Text("Conversion cycle"), stored=False),
    ),
    # Plans, places and devices of one day stand in rows of their own.
    same_key=SameKey.ADD,
)

_SERVICE_DAYS = KindFields(
    ImportKind.SERVICE_DAYS,
    ("agent", "day"),
    (
        Field("day", Cell.DAY, Text("Day"), required=True),
        Field("agent", Cell.TEXT, Text("Service person")),
        Field("received", Cell.COUNT, Text("People received"), people=True),
        Field("replied", Cell.COUNT, Text("People answered"), people=True),
        Field("inquiries", Cell.COUNT, Text("People inquiring"), people=True),
        Field("paid_inquiries", Cell.COUNT, Text("Inquirers who paid"), people=True),
        Field("first_reply_seconds", Cell.SECONDS, Text("Time to the first reply")),
        Field("sales_fen", Cell.MONEY, Text("Sales amount")),
        Field("good_ratings", Cell.COUNT, Text("Good ratings")),
        Field("ratings", Cell.COUNT, Text("Ratings")),
        Field("reply_rate", Cell.PERCENT, Text("Reply rate")),
        Field("paid_rate", Cell.PERCENT, Text("Inquiry conversion")),
        Field("satisfaction_rate", Cell.PERCENT, Text("Satisfaction")),
    ),
)

FIELDS: dict[ImportKind, KindFields] = {
    fields.kind: fields for fields in (_ORDERS, _ORDER_ITEMS, _PRODUCT_DAYS, _STORE_DAYS, _CHANNEL_DAYS, _SERVICE_DAYS)
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
                Text("There is no field “{field}”. There are: {fields}.", field=name, fields=", ".join(sorted(names)))
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
