"""What the owner says of the store's products: name, code, role, stage of life, price, delivery, stock, season.

Roles are 引流款, 活动款, 利润款, 形象款; stages of life are 养, 成长, 成熟, 换代, 清仓, as plans of ranges name them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.campaigns.nouns import ROLE_NAMES
from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text
from shopdesk.domain.variant_rows import SKU_HEADINGS


class ProductLife(StrEnum):
    """How far a product is: raised, growing, mature, handing over to the next one, sold off."""

    RAISE = "raise"
    GROW = "grow"
    MATURE = "mature"
    HAND_OVER = "hand_over"
    CLEAR = "clear"


LIFE_NAMES: dict[ProductLife, Text] = {
    ProductLife.RAISE: Text("Being raised"),
    ProductLife.GROW: Text("Growing"),
    ProductLife.MATURE: Text("Mature"),
    ProductLife.HAND_OVER: Text("Handing over"),
    ProductLife.CLEAR: Text("Clearing"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Kept):
    """A product with what the owner says of it; ``None`` and empty: nobody said yet.

    ``title`` stands where no report names the product. ``product_group`` goes before the category of the product
    reports wherever products are put together. ``lead_days``: from an order of goods to their being there.
    ``reserve_pieces`` is what is to be left when they come; the least stock of a hero goes before it. ``stock_pieces``
    were counted on ``stock_day``; a report of a later day goes before them. ``season_end`` is the last day on which it
    is asked for, and says nothing of one that sells ``all_year``. Reviews and praise are as its page shows them.
    """

    store_id: int
    product_id: str
    title: str = ""
    merchant_code: str = ""
    role: ProductRole | None = None
    life: ProductLife | None = None
    product_group: str = ""
    list_fen: int | None = None
    stock_pieces: int | None = None
    stock_day: date | None = None
    lead_days: int | None = None
    reserve_pieces: int | None = None
    season_end: date | None = None
    all_year: bool = False
    reviews: int | None = None
    praise_rate: Decimal | None = None

    def counted(self, before: Product | None, today: date) -> Product:
        """With the day of its stock: one that was counted anew without a day was counted today.

        ``before`` is what was kept of it. Without a stock there is no day.
        """
        if self.stock_pieces is None:
            return replace(self, stock_day=None)
        old = None if before is None else before.stock_pieces
        if self.stock_day is None or (self.stock_pieces != old and before and self.stock_day == before.stock_day):
            return replace(self, stock_day=today)
        return self


_LONGEST_LEAD = 365
_MOST_PIECES = 100_000_000

PRODUCT = Noun(
    "products",
    Product,
    Text("Product"),
    (
        Field(
            "product_id", Kind.LINE, Text("Product ID"), key="p", required=True, longest=40, plain=True,
            also=("商品ID", "宝贝ID", "宝贝id", "商品编号", "商品编码", "数字ID"),
        ),
        Field(
            "title", Kind.LINE, Text("Own name"), key="n", column=False,
            also=("宝贝标题", "商品标题", "宝贝名称", "商品名称"),
            help=Text("Stands where no report names the product."),
        ),
        Field(
            "merchant_code", Kind.LINE, Text("Merchant code"), key="m", longest=100,
            also=("商家编码", "外部编码", "商家外部编码", "外部系统编号", "货号"),
        ),
        Field("role", Kind.CHOICE, Text("Role in the range"), key="r", choices=ROLE_NAMES),
        Field("life", Kind.CHOICE, Text("Stage of life"), key="l", choices=LIFE_NAMES),
        Field(
            "product_group",
            Kind.LINE,
            Text("Own group"),
            key="g",
            longest=40,
            column=False,
            help=Text("Goes before the category of the product report. Empty: the category holds."),
        ),
        Field(
            "list_fen", Kind.MONEY, Text("List price"), key="i", additive=False,
            also=("价格", "商品价格", "宝贝价格", "原价", "售价", "销售价"),
        ),
        Field(
            "stock_pieces", Kind.COUNT, Text("Stock counted"), key="s", highest=_MOST_PIECES, unit=Text("pieces"),
            column=False,
            also=("库存", "库存数", "库存数量", "商品库存", "宝贝数量", "总库存", "可售库存", "可用库存",
                  "现货库存", "剩余库存"),
        ),
        Field(
            "stock_day", Kind.DAY, Text("Counted on"), key="c", column=False, also=("盘点日期", "库存日期"),
            help=Text("Empty: today. A product report of a later day with a stock goes before it."),
        ),
        Field(
            "lead_days", Kind.COUNT, Text("Delivery takes"), key="d", highest=_LONGEST_LEAD, additive=False,
            unit=Text("days"), help=Text("From ordering the goods to their being in the warehouse."),
        ),
        Field(
            "reserve_pieces", Kind.COUNT, Text("Reserve"), key="e", highest=_MOST_PIECES, additive=False,
            unit=Text("pieces"), column=False,
            help=Text("What is still to be there when new goods come. Of a hero its least stock counts."),
        ),
        Field(
            "season_end", Kind.DAY, Text("Season until"), key="u", column=False, ahead=True,
            help=Text("The last day on which it is asked for."),
        ),
        Field("all_year", Kind.FLAG, Text("Sells all year"), key="a", column=False),
        Field("reviews", Kind.COUNT, Text("Reviews"), key="v", additive=False, also=("评论数", "累计评价")),
        Field("praise_rate", Kind.RATE, Text("Praise rate"), key="t", help=Text("As the product's page shows it.")),
    ),
    titles=("title", "product_id"),
    identity=("product_id",),
    variants=SKU_HEADINGS,
    over_variants=("stock_pieces",),
    variants_day="stock_day",
)  # fmt: skip
