"""Charts of products: which few bring most of the sales, and which have visitors but few buyers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.kpi.chart_answer import Behind, ChartAnswer, Point, one_of
from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

_SOURCE = Text("Product reports of these days.")
_PRODUCT = Field("product", Kind.LINE, Text("Product"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSum:
    """A product over a span.

    ``sales_fen`` is what was paid, or turnover at list price (``at_list``) where the reports have nothing else.
    ``visitors`` and ``buyers`` are sums of the days that have both, good for their quotient only, for a person who
    comes twice is in them twice; ``visits`` are the visitors of the ``visit_days`` that state them, good for their mean
    per day only. ``category`` is what the reports say; empty where they do not.
    """

    product_id: str
    title: str
    sales_fen: int | None = None
    at_list: bool = False
    visitors: int | None = None
    buyers: int | None = None
    visits: int | None = None
    visit_days: int = 0
    category: str = ""

    @property
    def conversion(self) -> Decimal | None:
        """Buyers by visitors of the days that have both."""
        return ratio(self.buyers, self.visitors)

    @property
    def visitors_a_day(self) -> Decimal | None:
        """Their mean of the days that state them, as “Visitors a day” of a product is everywhere."""
        return ratio(self.visits, self.visit_days)


def _behind(product: ProductSum, period: Period) -> Behind:
    code = "list_price_sales" if product.at_list else "product_sales"
    return Behind(code, period, (("product_id", one_of(product.product_id)),), product.title)


def few_of(ranked: Sequence[int]) -> int:
    """How many of the first it takes to reach four fifths of all, the largest first; 0 where all is nothing."""
    whole, so_far = sum(ranked), 0
    if whole <= 0:
        return 0
    for place, amount in enumerate(ranked):
        if so_far * 5 >= whole * 4:
            return place
        so_far += amount
    return len(ranked)


def few_products(sales: Iterable[int | None]) -> tuple[Text, ...]:
    """How few products bring four fifths of the sales, in words; nothing where nothing was sold.

    ``sales``: of each product, ``None`` where nobody states them: these are left out.
    """
    ranked = sorted((fen for fen in sales if fen is not None), reverse=True)
    needed = few_of(ranked)
    if not needed:
        return ()
    return (
        Text(
            "{count} of {all} products ({share}) bring four fifths of sales of {amount}.",
            count=needed, all=len(ranked), share=percent_text(ratio(needed, len(ranked)), 0),
            amount=format_yuan(sum(ranked)),
        ),
    )  # fmt: skip


def pareto(period: Period, products: Sequence[ProductSum]) -> ChartAnswer:
    """The products by sales, each with its share and that of all up to it.

    Products whose sales nobody states are left out and counted; those without a sale stand at the end.
    """
    known = [one for one in products if one.sales_fen is not None]
    ranked = sorted(known, key=lambda one: (-(one.sales_fen or 0), one.product_id))
    whole = sum(one.sales_fen or 0 for one in ranked)
    needed = few_of([one.sales_fen or 0 for one in ranked])
    points, so_far = [], 0
    for place, one in enumerate(ranked, 1):
        so_far += one.sales_fen or 0
        cells = (place, one.title, one.sales_fen, ratio(one.sales_fen, whole), ratio(so_far, whole))
        points.append(Point(cells, _behind(one, period)))
    points = points if whole > 0 else []
    missing = len(products) - len(known)
    return ChartAnswer(
        fields=(
            Field("place", Kind.COUNT, Text("Place"), additive=False),
            _PRODUCT,
            Field("sales", Kind.MONEY, Text("Sales")),
            Field("share", Kind.RATE, Text("Share", context="of all")),
            Field("up_to_here", Kind.RATE, Text("Up to here")),
        ),
        points=tuple(points),
        said=few_products(one.sales_fen for one in ranked),
        lacking=_lacking(missing, bool(points) and known[0].at_list),
        source=_SOURCE,
        drawn={
            "bars": tuple(point.cells[2] for point in points),
            "line": tuple(point.cells[4] for point in points),
            "bar_at": needed - 1,
        },
        mark=(needed - 1,) if points else (),
    )  # fmt: skip


RANGE_MEASURES: tuple[tuple[str, Text], ...] = (
    ("role", Text("By role in the range")),
    ("life", Text("By stage of life")),
    ("group", Text("By product group")),
)
"""By what products are put together."""
_UNSAID = Text("Nothing said yet")


def by_class(
    period: Period, products: Sequence[ProductSum], classes: Mapping[str, str], names: Mapping[str, Text | str]
) -> ChartAnswer:
    """What each class of products sold, with its share; products of no class stand last, as one line.

    Where no product has a class there are no points.

    Visitors and buyers of several products are never put together: one person looks at many of them.

    Args:
        period: the span of the sums.
        products: the products that have a day in it.
        classes: the class of each product that has one, by product.
        names: what the classes are called, in the order in which equal ones stand.
    """
    known = [one for one in products if one.sales_fen is not None]
    # The owner's own names stand as they are.
    said_names = {code: name for code, name in names.items() if isinstance(name, Text)}
    whole = sum(one.sales_fen or 0 for one in known)
    members: dict[str, list[ProductSum]] = {}
    for one in known:
        members.setdefault(classes.get(one.product_id, ""), []).append(one)
    sums = {code: sum(one.sales_fen or 0 for one in found) for code, found in members.items()}
    places = {code: place for place, code in enumerate(names)}
    ranked = sorted(members, key=lambda code: (not code, -sums[code], places.get(code, 0), code))
    points = []
    for code in ranked if whole > 0 and any(members) else []:
        found = members[code]
        name = names[code] if code else _UNSAID
        report = "list_price_sales" if found[0].at_list else "product_sales"
        behind = Behind(report, period, (("product_id", one_of(*(one.product_id for one in found))),), name)
        points.append(Point((code, sums[code], ratio(sums[code], whole), len(found)), behind))
    classed = len(known) - len(members.get("", ()))
    said: tuple[Text, ...] = ()
    if points and ranked[0]:
        said = (
            Text(
                "“{name}” brings most: {share} of {amount}.", name=names[ranked[0]],
                share=percent_text(ratio(sums[ranked[0]], whole), 0), amount=format_yuan(whole),
            ),
        )  # fmt: skip
    lacking = _lacking(len(products) - len(known), bool(points) and known[0].at_list)
    if known and classed < len(known):
        lacking = (
            *lacking,
            Text("Of {count} of {all} products nothing is said yet: Products, “List of products…”.",
                 count=len(known) - classed, all=len(known)),
        )  # fmt: skip
    return ChartAnswer(
        fields=(
            Field("class", Kind.CHOICE, Text("Group", context="chart"), choices={**said_names, "": _UNSAID}),
            Field("sales", Kind.MONEY, Text("Sales")),
            Field("share", Kind.RATE, Text("Share", context="of all")),
            Field("products", Kind.COUNT, Text("Products")),
        ),
        points=tuple(points),
        said=said,
        lacking=lacking,
        source=_SOURCE,
        drawn={"values": tuple(point.cells[1] for point in points), "captions": ("class", "sales", "share")},
    )


def _lacking(missing: int, at_list: bool) -> tuple[Text, ...]:
    found = []
    if missing:
        found.append(Text("Of {count} products the sales are not known.", count=missing))
    if at_list:
        found.append(Text("The report has turnover at list price only, not money received."))
    return tuple(found)


QUADRANTS: tuple[Text, ...] = (
    Text("Few visitors, converts well: bring more here"),
    Text("Many visitors, converts well: keep"),
    Text("Few visitors, converts badly"),
    Text("Many visitors, converts badly: mend the page"),
)
"""By quadrant: above left, above right, below left, below right."""


def traffic(period: Period, products: Sequence[ProductSum]) -> ChartAnswer:
    """Visitors a day against conversion, parted by the middle product of each (the median)."""
    known = [one for one in products if one.conversion is not None and one.visitors_a_day]
    known.sort(key=lambda one: (-(one.sales_fen or 0), one.product_id))
    across = _middle([one.visitors_a_day or Decimal(0) for one in known])
    up = _middle([one.conversion or Decimal(0) for one in known])
    points, quadrants = [], []
    for one in known:
        right, above = (one.visitors_a_day or 0) > across, (one.conversion or 0) >= up
        quadrants.append((0 if above else 2) + (1 if right else 0))
        cells = (one.title, one.visitors_a_day, one.conversion, one.sales_fen, quadrants[-1])
        only = (("product_id", one_of(one.product_id)),)
        points.append(Point(cells, Behind("item_conversion", period, only, one.title)))
    weak = [place for place, quadrant in enumerate(quadrants) if quadrant == 3]
    said: tuple[Text, ...] = ()
    if points:
        said = (
            Text(
                "{count} of {all} products have more visitors than the middle one and convert worse.",
                count=len(weak), all=len(points),
            ),
        )  # fmt: skip
        if weak:
            worst = max(weak, key=lambda place: (known[place].visitors_a_day or 0, -place))
            said = (*said, Text("Look first at “{title}”.", title=known[worst].title))
    missing = len(products) - len(known)
    return ChartAnswer(
        fields=(
            _PRODUCT,
            Field("visitors", Kind.DECIMAL, Text("Visitors a day")),
            Field("conversion", Kind.RATE, Text("Conversion")),
            Field("sales", Kind.MONEY, Text("Sales")),
            Field("group", Kind.CHOICE, Text("Group", context="chart"), choices=dict(enumerate(QUADRANTS))),
        ),
        points=tuple(points),
        said=said,
        lacking=(Text("Of {count} products visitors and buyers are not known together.", count=missing),)
        if missing else (),
        source=Text("Product reports of these days; conversion is the sum of buyers by the sum of visitors."),
        drawn={
            "x": tuple(point.cells[1] for point in points),
            "y": tuple(point.cells[2] for point in points),
            "size": tuple(point.cells[3] for point in points),
            "groups": tuple(quadrants),
            "across": across,
            "up": up,
            "corners": QUADRANTS,
        },
        mark=tuple(weak[:1]),
    )  # fmt: skip


def _middle(values: Sequence[Decimal]) -> Decimal:
    """The median; 0 of nothing."""
    return median(values) if values else Decimal(0)
