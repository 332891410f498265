"""What an import is: the kinds of file, the fields each kind fills, and what came of reading one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text


class ImportKind(StrEnum):
    """What a file is about; each kind fills one table."""

    ORDERS = "orders"
    ORDER_ITEMS = "order_items"
    PRODUCT_DAYS = "product_days"
    STORE_DAYS = "store_days"
    CHANNEL_DAYS = "channel_days"
    SERVICE_DAYS = "service_days"
    BILLS = "bills"


KIND_NAMES: dict[ImportKind, Text] = {
    ImportKind.ORDERS: Text("Orders", context="kind of file"),
    ImportKind.ORDER_ITEMS: Text("Order items"),
    ImportKind.PRODUCT_DAYS: Text("Products by day"),
    ImportKind.STORE_DAYS: Text("Store by day"),
    ImportKind.CHANNEL_DAYS: Text("Advertising by day"),
    ImportKind.SERVICE_DAYS: Text("Customer service by day"),
    ImportKind.BILLS: Text("Bills"),
}


class Cell(StrEnum):
    """How a cell is read. Whether a percentage is text or a fraction is said here, never guessed from the value."""

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
    PROVINCE = "province"
    BUYER = "buyer"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the table a kind fills, how its cells are read, and its name on screen."""

    name: str
    cell: Cell
    label: Text
    required: bool = False


@dataclass(frozen=True, slots=True)
class KindFields:
    """The fields of a kind; ``key`` names those that tell its rows apart within a store."""

    kind: ImportKind
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: the kind has none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


_ORDERS = KindFields(
    ImportKind.ORDERS,
    ("order_key",),
    (
        Field("order_no", Cell.ID, Text("Order number")),
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
)

_ORDER_ITEMS = KindFields(
    ImportKind.ORDER_ITEMS,
    ("item_key",),
    (
        Field("item_no", Cell.ID, Text("Item number")),
        Field("order_no", Cell.ID, Text("Order number"), required=True),
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
        Field("product_id", Cell.ID, Text("Product ID"), required=True),
        Field("title", Cell.TEXT, Text("Product title")),
        Field("brand", Cell.TEXT, Text("Brand")),
        Field("category", Cell.TEXT, Text("Category")),
        Field("visitors", Cell.COUNT, Text("Visitors")),
        Field("page_views", Cell.COUNT, Text("Page views")),
        Field("stay_seconds", Cell.SECONDS, Text("Mean stay")),
        Field("cart_buyers", Cell.COUNT, Text("People adding to the cart")),
        Field("favourite_buyers", Cell.COUNT, Text("People adding to favourites")),
        Field("buyers", Cell.COUNT, Text("Buyers")),
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
        Field("visitors", Cell.COUNT, Text("Visitors")),
        Field("page_views", Cell.COUNT, Text("Page views")),
        Field("product_visitors", Cell.COUNT, Text("Product visitors")),
        Field("buyers", Cell.COUNT, Text("Buyers")),
        Field("new_buyers", Cell.COUNT, Text("New buyers")),
        Field("returning_buyers", Cell.COUNT, Text("Returning buyers")),
        Field("orders", Cell.COUNT, Text("Orders paid")),
        Field("paid_pieces", Cell.COUNT, Text("Pieces paid")),
        Field("paid_fen", Cell.MONEY, Text("Paid amount")),
        Field("placed_fen", Cell.MONEY, Text("Amount ordered")),
        Field("placed_buyers", Cell.COUNT, Text("People ordering")),
        Field("refund_fen", Cell.MONEY, Text("Refund")),
        Field("cart_buyers", Cell.COUNT, Text("People adding to the cart")),
        Field("cart_pieces", Cell.COUNT, Text("Pieces added to the cart")),
        Field("favourite_buyers", Cell.COUNT, Text("People adding to favourites")),
        Field("stay_seconds", Cell.SECONDS, Text("Mean stay")),
        Field("bounce_rate", Cell.PERCENT, Text("Bounce rate")),
        Field("dsr_description", Cell.DECIMAL, Text("DSR description")),
        Field("dsr_service", Cell.DECIMAL, Text("DSR service")),
        Field("dsr_logistics", Cell.DECIMAL, Text("DSR logistics")),
        Field("ads_fen", Cell.MONEY, Text("Advertising spend")),
        Field("affiliate_fen", Cell.MONEY, Text("Affiliate commission")),
        Field("reviews", Cell.COUNT, Text("Reviews")),
        Field("good_reviews", Cell.COUNT, Text("Good reviews")),
        Field("bad_reviews", Cell.COUNT, Text("Bad reviews")),
        Field("shipped_parcels", Cell.COUNT, Text("Parcels shipped")),
        Field("followers", Cell.COUNT, Text("Followers")),
        Field("members", Cell.COUNT, Text("Members")),
    ),
)

_CHANNEL_DAYS = KindFields(
    ImportKind.CHANNEL_DAYS,
    ("channel", "subject", "day"),
    (
        Field("day", Cell.DAY, Text("Day"), required=True),
        Field("subject", Cell.ID, Text("Plan or product")),
        Field("impressions", Cell.COUNT, Text("Impressions")),
        Field("clicks", Cell.COUNT, Text("Clicks")),
        Field("spend_fen", Cell.MONEY, Text("Spend")),
        Field("sales_fen", Cell.MONEY, Text("Sales amount")),
        Field("orders", Cell.COUNT, Text("Orders")),
        Field("cart_adds", Cell.COUNT, Text("Added to the cart")),
        Field("new_buyers", Cell.COUNT, Text("New buyers")),
        Field("page_visits", Cell.COUNT, Text("Page visits")),
        Field("store_visits", Cell.COUNT, Text("Store visits")),
        Field("favourites", Cell.COUNT, Text("Favourites")),
    ),
)

_SERVICE_DAYS = KindFields(
    ImportKind.SERVICE_DAYS,
    ("agent", "day"),
    (
        Field("day", Cell.DAY, Text("Day"), required=True),
        Field("agent", Cell.TEXT, Text("Service person")),
        Field("received", Cell.COUNT, Text("People received")),
        Field("replied", Cell.COUNT, Text("People answered")),
        Field("inquiries", Cell.COUNT, Text("People inquiring")),
        Field("paid_inquiries", Cell.COUNT, Text("Inquirers who paid")),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """One cell or row that was not taken over: ``row`` counts from 1 as a spreadsheet shows it."""

    row: int
    column: str | None
    message: Text
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipReason:
    """Why rows were left out, how many, and the first of them."""

    message: Text
    count: int
    first_rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """A column of the file: its heading, the field it fills (``None``: not used) and some of its values."""

    index: int
    heading: str
    fields: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What reading the rows of a file came to."""

    rows: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    repeats: int = 0
    reasons: tuple[SkipReason, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    first_day: date | None = None
    last_day: date | None = None

    @property
    def changes_something(self) -> bool:
        """Whether the import would write anything."""
        return bool(self.new or self.updated)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPreview:
    """What a file is and what importing it would do; ``template`` is empty where none fits (a mapping is due)."""

    path: str
    file_name: str
    store_id: int
    kind: ImportKind | None
    template: str
    template_name: Text | str
    encoding: str | None
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[ColumnMatch, ...]
    tally: Tally
    same_file_import: int | None = None

    @property
    def needs_mapping(self) -> bool:
        """Whether the user has to say what the columns mean."""
        return self.kind is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRun:
    """An import that happened (or, with ``id`` ``None``, one that found nothing new and so left no trace)."""

    id: int | None = None
    store_id: int
    file_name: str
    file_hash: str
    kind: ImportKind
    template: str
    encoding: str | None = None
    sheet: str | None = None
    header_row: int
    rows: int
    new: int
    updated: int
    unchanged: int
    skipped: int
    started_at: datetime
    finished_at: datetime
    undone_at: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """One file of an import: the run, and what was skipped and why."""

    path: str
    run: ImportRun
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMapping:
    """What the user once said about a file with unknown headings; used whenever the same headings come back."""

    id: int | None = None
    store_id: int | None = None
    headings: tuple[str, ...]
    kind: ImportKind
    fields: dict[str, str]
    channel: str = ""


def check_mapping(kind: ImportKind, fields: dict[str, str]) -> None:
    """Refuse a mapping that names a field twice or leaves out one that its kind cannot do without.

    Args:
        kind: what the file is about.
        fields: heading of the file to field name.

    Raises:
        UserError: saying which field is missing or doubled.
    """
    known = FIELDS[kind]
    chosen = list(fields.values())
    for field in known.fields:
        if chosen.count(field.name) > 1:
            raise UserError(Text("Two columns are set to “{field}”. Leave it on one of them.", field=field.label))
        if field.required and field.name not in chosen:
            raise UserError(
                Text(
                    "Choose the column that holds “{field}”; the file cannot be imported without it.", field=field.label
                )
            )
    if len(chosen) <= sum(1 for field in known.fields if field.required):
        raise UserError(Text("Choose at least one column with figures."))
