"""Suppliers that are compared: who they are, what each says to every term, their price steps and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

MOST_POINTS = 5
MOST_WEIGHT = 9
"""A weight is one key."""
USUAL_WEIGHT = 1
_MOST_PIECES = 100_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier(Kept):
    """Somebody who offers goods; ``chosen_on`` and ``reason`` where the owner decided for them."""

    store_id: int
    name: str
    goods: str = ""
    contact: str = ""
    phone: str = ""
    city: str = ""
    note: str = ""
    chosen_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierTerm(Kept):
    """What a supplier says to a term, and how good the owner finds it; without ``points`` it is not judged."""

    store_id: int
    supplier_id: int
    term: str
    said: str = ""
    points: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWeight(Kept):
    """How much a term counts; one with a ``title`` is the owner's own term, the others are shipped."""

    store_id: int
    term: str
    title: str = ""
    weight: int = USUAL_WEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPrice(Kept):
    """What a piece of some goods costs from so many pieces on; ``product_id`` where it is a product of the store."""

    store_id: int
    supplier_id: int
    product_id: str = ""
    goods: str = ""
    from_pieces: int = 1
    price_fen: int

    @property
    def called(self) -> str:
        """By what the goods are told from others: the product's number, else their name."""
        return self.product_id or self.goods


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierFile(Kept):
    """A paper kept with a supplier; ``stored`` is its place among the attachments."""

    store_id: int
    supplier_id: int
    at: datetime
    who: str = ""
    name: str
    stored: str


SUPPLIER = Noun(
    "suppliers",
    Supplier,
    Text("Supplier"),
    (
        Field("name", Kind.LINE, Text("Name"), key="n", required=True, longest=60),
        Field("goods", Kind.LINE, Text("Goods", context="supplier"), key="g", longest=120),
        Field("contact", Kind.LINE, Text("Contact", context="supplier"), key="c", longest=60),
        Field("phone", Kind.LINE, Text("Phone"), key="p", longest=40),
        Field("city", Kind.LINE, Text("City"), key="i", longest=60),
        Field("note", Kind.WORDS, Text("Note"), key="o", longest=1000, column=False),
        Field("chosen_on", Kind.DAY, Text("Chosen on")),
        Field("reason", Kind.LINE, Text("Reason"), key="r", longest=200),
    ),
    titles=("name",),
    identity=("name",),
)

SUPPLIER_TERM = Noun(
    "supplier_terms",
    SupplierTerm,
    Text("Term of a supplier"),
    (
        *keys("supplier_id", "term"),
        Field("said", Kind.LINE, Text("What the supplier says"), key="w", longest=200),
        Field(
            "points", Kind.COUNT, Text("Points", context="supplier"), key="p", highest=MOST_POINTS, additive=False
        ),
    ),
    titles=("said",),
)  # fmt: skip

TERM_WEIGHT = Noun(
    "supplier_weights",
    TermWeight,
    Text("Weight of a term"),
    (
        *keys("term"),
        Field("title", Kind.LINE, Text("Term", context="supplier"), key="t", longest=60),
        Field("weight", Kind.COUNT, Text("Weight"), key="w", highest=MOST_WEIGHT, additive=False),
    ),
    titles=("title",),
)

SUPPLIER_PRICE = Noun(
    "supplier_prices",
    SupplierPrice,
    Text("Price of a supplier"),
    (
        *keys("supplier_id"),
        Field("product_id", Kind.LINE, Text("Product ID"), key="p", longest=40, plain=True),
        Field(
            "goods", Kind.LINE, Text("Goods", context="supplier"), key="g", longest=120,
            help=Text("What it is, where it is no product of the store yet."),
        ),
        Field(
            "from_pieces", Kind.COUNT, Text("From pieces"), key="f", required=True, lowest=1, highest=_MOST_PIECES,
            additive=False,
        ),
        Field("price_fen", Kind.MONEY, Text("Price of a piece"), key="i", required=True, additive=False),
    ),
    titles=("goods", "product_id"),
    identity=("product_id", "goods", "from_pieces"),
)  # fmt: skip

SUPPLIER_FILE = Noun(
    "supplier_files",
    SupplierFile,
    Text("Paper of a supplier"),
    (
        *keys("supplier_id", "stored"),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("who", Kind.LINE, Text("Who")),
        Field("name", Kind.LINE, Text("Name"), longest=255),
    ),
    titles=("name",),
)


def check_chosen(supplier: Supplier, today: date) -> None:
    """Refuse a choice without its reason, one that lies ahead, and a reason without a choice.

    Raises:
        FieldError: so it is.
    """
    if supplier.chosen_on is not None and supplier.chosen_on > today:
        raise FieldError(
            SUPPLIER.field("chosen_on"),
            Text("{day} lies ahead. Choose a day up to today.", day=supplier.chosen_on),
        )
    if supplier.chosen_on is not None and not supplier.reason:
        raise FieldError(
            SUPPLIER.field("reason"), Text("Say why this supplier was chosen: in a year nobody knows any more.")
        )


def check_price(price: SupplierPrice) -> None:
    """Refuse a price of nothing.

    Raises:
        FieldError: neither a product nor goods are named.
    """
    if not price.called:
        raise FieldError(
            SUPPLIER_PRICE.field("goods"), Text("Say what it is the price of: a product, or the goods in words.")
        )
