"""The words in which a KPI is declared: its unit, how it is rebuilt over days, where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shopdesk.domain.orders import Basis
from shopdesk.domain.text import Text

__all__ = [
    "BASIS_NAMES",
    "GROUP_NAMES",
    "NOT_ADDITIVE",
    "SOURCE_NAMES",
    "UNIT_NAMES",
    "Basis",
    "Better",
    "Group",
    "Kpi",
    "Rebuild",
    "Source",
    "Unit",
]


class Unit(StrEnum):
    """What a figure is measured in; money is whole fen, rates are fractions."""

    MONEY = "money"
    COUNT = "count"
    NUMBER = "number"
    RATE = "rate"
    SECONDS = "seconds"
    SCORE = "score"
    MULTIPLE = "multiple"


class Rebuild(StrEnum):
    """How a figure over several days comes from the days.

    ``SUM`` adds up. ``RATIO`` divides the sums of the days that have both parts. ``WEIGHTED`` weighs the daily
    values by ``per``. ``DISTINCT`` counts each person once over the span, so it never comes from adding days.
    ``LAST`` takes the last known day (a score or a stock). ``MEAN`` is the sum per day that has a value.
    ``PER_PERSON`` divides a sum by people counted once over the span.
    """

    SUM = "sum"
    RATIO = "ratio"
    WEIGHTED = "weighted"
    DISTINCT = "distinct"
    LAST = "last"
    MEAN = "mean"
    PER_PERSON = "per_person"


class Better(StrEnum):
    """Which direction is good news."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Source(StrEnum):
    """The import that carries the figure."""

    ORDERS = "orders"
    STORE_DAYS = "store_days"
    CHANNELS = "channel_days"
    PRODUCTS = "product_days"
    SERVICE = "service_days"
    KEYWORDS = "keyword_days"


class Group(StrEnum):
    """Where the figure stands in the list of KPIs."""

    SALES = "sales"
    TRAFFIC = "traffic"
    BUYERS = "buyers"
    ADS = "ads"
    PRODUCTS = "products"
    SERVICE = "service"
    RATING = "rating"


SOURCE_NAMES: dict[Source, Text] = {
    Source.ORDERS: Text("order reports"),
    Source.STORE_DAYS: Text("the platform's daily store table"),
    Source.CHANNELS: Text("ads and channel reports"),
    Source.PRODUCTS: Text("product reports"),
    Source.SERVICE: Text("customer service reports"),
    Source.KEYWORDS: Text("reports of keywords by day"),
}

GROUP_NAMES: dict[Group, Text] = {
    Group.SALES: Text("Sales"),
    Group.TRAFFIC: Text("Traffic"),
    Group.BUYERS: Text("Buyers"),
    Group.ADS: Text("Ads"),
    Group.PRODUCTS: Text("Products"),
    Group.SERVICE: Text("Customer service"),
    Group.RATING: Text("Ratings"),
}

UNIT_NAMES: dict[Unit, Text] = {
    Unit.MONEY: Text("yuan"),
    Unit.COUNT: Text("count", context="unit"),
    Unit.NUMBER: Text("number", context="unit"),
    Unit.RATE: Text("per cent"),
    Unit.SECONDS: Text("seconds"),
    Unit.SCORE: Text("points", context="unit"),
    Unit.MULTIPLE: Text("times", context="unit"),
}

BASIS_NAMES: dict[Basis, Text] = {
    Basis.CREATED: Text("by order day"),
    Basis.PAID: Text("by payment day"),
}

NOT_ADDITIVE: dict[Rebuild, Text] = {
    Rebuild.DISTINCT: Text("People are counted once in any span of days, so daily figures are never added up."),
    Rebuild.PER_PERSON: Text("It needs people counted once over the span, which only orders with buyers can give."),
    Rebuild.LAST: Text("This is a level, not a flow: the last known day stands for the whole span."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """One KPI, declared once.

    ``figure`` names the daily base figure (the numerator), ``per`` the denominator or the weight. ``fixed_basis`` says
    that the figure always counts orders by the day they were made, whichever basis the reader chose.
    """

    code: str
    name: Text
    formula: Text
    unit: Unit
    rebuild: Rebuild
    figure: str
    per: str = ""
    better: Better = Better.HIGHER
    source: Source = Source.ORDERS
    group: Group = Group.SALES
    fixed_basis: bool = False
    note: Text | None = None

    @property
    def additive(self) -> bool:
        """Whether days may be added up."""
        return self.rebuild is Rebuild.SUM

    @property
    def why_no_total(self) -> Text | None:
        """Why a span of days may have no figure, or ``None`` where it always has one."""
        return NOT_ADDITIVE.get(self.rebuild)
