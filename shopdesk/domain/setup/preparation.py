"""Preparation: what has to be ready for each product and once for the store, and what is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.records import Kept
from shopdesk.domain.setup.rules import Progress
from shopdesk.domain.text import Text

OF_STORE = ""
"""In the place of a product's number: of the store as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared(Kept):
    """Something is ready, of a product or of the store, since a day."""

    store_id: int
    product_id: str = OF_STORE
    item: str
    done_on: date
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationItem(Kept):
    """An own thing to prepare, for ``each`` product or once; or a shipped one, without title, that is ``left_out``."""

    store_id: int
    item: str
    title: str = ""
    each: bool = True
    left_out: bool = False


PREPARED = Noun(
    "prepared",
    Prepared,
    Text("Thing that is ready"),
    (
        Field("product_id", Kind.LINE, Text("Product ID"), longest=40, plain=True),
        Field("done_on", Kind.DAY, Text("Ready on"), required=True),
        Field("who", Kind.LINE, Text("Done by")),
        *keys("item"),
    ),
    titles=("product_id",),
)

PREPARATION_ITEM = Noun(
    "preparation_items",
    PreparationItem,
    Text("Thing to prepare"),
    (
        Field("title", Kind.LINE, Text("Thing to prepare"), key="t", longest=40),
        Field("each", Kind.FLAG, Text("For each product"), key="e"),
        Field("left_out", Kind.FLAG, Text("Left out", context="preparation")),
        *keys("item"),
    ),
    titles=("title",),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to prepare with what to look at; ``each``: for each product."""

    code: str
    title: str
    ask: str
    each: bool
    own: bool = False


Done = Mapping[tuple[str, str], Prepared]
"""What is ready, by product (or the store) and thing."""


def progress_of(product_id: str, items: Iterable[Item], done: Done) -> Progress:
    """How many of the things that a product, or the store, needs are ready."""
    needed = [item for item in items if item.each == (product_id != OF_STORE)]
    return Progress(sum((product_id, item.code) in done for item in needed), len(needed))


def ready_products(products: Sequence[str], items: Sequence[Item], done: Done) -> int:
    """How many products have everything ready; none where nothing is asked of them."""
    found = [progress_of(one, items, done) for one in products]
    return sum(one.needed > 0 and one.done == one.needed for one in found)
