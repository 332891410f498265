"""What the owner says of the store's products: the role in the range, the stage of life, the own group.

Roles are 引流款, 活动款, 利润款, 形象款; stages of life are 养, 成长, 成熟, 换代, as plans of ranges name them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.campaigns.nouns import ROLE_NAMES
from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text


class ProductLife(StrEnum):
    """How far a product is: raised, growing, mature, handing over to the next one."""

    RAISE = "raise"
    GROW = "grow"
    MATURE = "mature"
    HAND_OVER = "hand_over"


LIFE_NAMES: dict[ProductLife, Text] = {
    ProductLife.RAISE: Text("Being raised"),
    ProductLife.GROW: Text("Growing"),
    ProductLife.MATURE: Text("Mature"),
    ProductLife.HAND_OVER: Text("Handing over"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Kept):
    """A product with what the owner says of it; ``None`` and empty: nobody said yet.

    ``product_group`` goes before the category of the product reports wherever products are put together.
    """

    store_id: int
    product_id: str
    role: ProductRole | None = None
    life: ProductLife | None = None
    product_group: str = ""


PRODUCT = Noun(
    "products",
    Product,
    Text("Product"),
    (
        Field("product_id", Kind.LINE, Text("Product ID"), key="p", required=True, longest=40, plain=True),
        Field("role", Kind.CHOICE, Text("Role in the range"), key="r", choices=ROLE_NAMES),
        Field("life", Kind.CHOICE, Text("Stage of life"), key="l", choices=LIFE_NAMES),
        Field(
            "product_group",
            Kind.LINE,
            Text("Own group"),
            key="g",
            longest=40,
            help=Text("Goes before the category of the product report. Empty: the category holds."),
        ),
    ),
    titles=("product_id",),
    identity=("product_id",),
)
