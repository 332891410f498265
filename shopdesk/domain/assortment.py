"""The plan of the range: by quarter, product group and role, how many products, pieces and how much money.

A product's role in the plan follows from what is kept of it: the store's heroes are heroes, a product whose role in the
range is traffic or campaign is there for promotion, every other one is the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.fields import FIRST_DAY, LAST_DAY, Field, FieldError, Kind, Noun
from shopdesk.domain.money import divide_fen, share_out
from shopdesk.domain.periods import Period
from shopdesk.domain.records import Kept
from shopdesk.domain.text import Text

QUARTERS = (1, 2, 3, 4)


class PlanRole(StrEnum):
    """What a product is for in the plan."""

    HERO = "hero"
    PROMOTION = "promotion"
    REST = "rest"


PLAN_ROLE_NAMES: dict[PlanRole, Text] = {
    PlanRole.HERO: Text("Heroes"),
    PlanRole.PROMOTION: Text("For promotion"),
    PlanRole.REST: Text("The rest"),
}


def plan_role(role: ProductRole | None, *, hero: bool) -> PlanRole:
    """The role in the plan of a product with this role in the range."""
    if hero:
        return PlanRole.HERO
    return PlanRole.PROMOTION if role in (ProductRole.TRAFFIC, ProductRole.CAMPAIGN) else PlanRole.REST


@dataclass(frozen=True, slots=True, kw_only=True)
class AssortmentRow(Kept):
    """What is planned of a product group in one role for a quarter, 1 to 4; ``None``: nobody said.

    ``product_group`` is an own group or a category of the product reports, empty for products without one. ``share`` is
    the part of the quarter's amount that the owner wants of it, ``price_fen`` what a piece is to bring on average.
    """

    store_id: int
    year: int
    quarter: int
    product_group: str = ""
    role: PlanRole = PlanRole.REST
    products: int | None = None
    pieces: int | None = None
    price_fen: int | None = None
    amount_fen: int | None = None
    share: Decimal | None = None


ASSORTMENT_ROW = Noun(
    "assortment_rows",
    AssortmentRow,
    Text("Row of the assortment plan"),
    (
        Field("year", Kind.REFERENCE, Text("Year"), key="y", required=True),
        Field("quarter", Kind.COUNT, Text("Quarter"), key="q", required=True, lowest=1, highest=4, additive=False),
        Field("product_group", Kind.LINE, Text("Product group"), key="g",
              help=Text("An own group of your products, or a category of the product report.")),
        Field("role", Kind.CHOICE, Text("Role in the plan"), key="r", choices=PLAN_ROLE_NAMES),
        Field("products", Kind.COUNT, Text("Planned products"), key="n", highest=100_000, additive=False),
        Field("pieces", Kind.COUNT, Text("Planned pieces"), key="p"),
        Field("price_fen", Kind.MONEY, Text("Planned price"), key="i", additive=False,
              help=Text("What a piece brings on average.")),
        Field("amount_fen", Kind.MONEY, Text("Planned amount"), key="a"),
        Field("share", Kind.RATE, Text("Wanted share"), key="s",
              help=Text("Of the amount of the quarter.")),
    ),
    titles=("product_group",),
    identity=("year", "quarter", "product_group", "role"),
)  # fmt: skip


def check_row(row: AssortmentRow) -> AssortmentRow:
    """The row with its texts trimmed and every value within its limits.

    Raises:
        FieldError: a value is missing or out of bounds.
    """
    if not FIRST_DAY.year <= row.year <= LAST_DAY.year:
        raise FieldError(ASSORTMENT_ROW.field("year"), Text("“{value}” is not among the choices. Choose one of them.",
                                                            value=row.year))  # fmt: skip
    return ASSORTMENT_ROW.tidy(row)


Key = tuple[str, PlanRole]
"""Product group and role."""


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """A product with its group and what it is for."""

    product_id: str
    product_group: str
    role: PlanRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What a product sold in a span; ``None`` where no source says it."""

    product_id: str
    pieces: int | None = None
    paid_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """What the products of a key sold; ``None`` where no source says it."""

    products: int
    pieces: int | None = None
    paid_fen: int | None = None


def sold_by_key(sales: Iterable[Sale], known: Mapping[str, KnownProduct]) -> dict[Key, Sold]:
    """Sales put together by group and role; a product that nobody knows has no group and is of the rest."""
    found: dict[Key, Sold] = {}
    for one in sales:
        product = known.get(one.product_id)
        key = ("", PlanRole.REST) if product is None else (product.product_group, product.role)
        before = found.get(key, Sold(products=0))
        found[key] = Sold(
            products=before.products + 1,
            pieces=_added(before.pieces, one.pieces),
            paid_fen=_added(before.paid_fen, one.paid_fen),
        )
    return found


def counted(products: Iterable[KnownProduct]) -> dict[Key, int]:
    """How many products there are by group and role."""
    found: dict[Key, int] = {}
    for one in products:
        key = one.product_group, one.role
        found[key] = found.get(key, 0) + 1
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class AssortmentLine:
    """A row of the plan beside its shares of the quarter, what is there and what was sold.

    ``row`` has no id where nothing was planned yet. ``now`` is ``None`` where no product is known at all.
    """

    row: AssortmentRow
    products_share: Decimal | None = None
    pieces_share: Decimal | None = None
    amount_share: Decimal | None = None
    now: int | None = None
    sold: Sold | None = None

    @property
    def price_sold_fen(self) -> int | None:
        """What a sold piece brought on average."""
        return None if self.sold is None else divide_fen(self.sold.paid_fen, self.sold.pieces)


def plan_lines(
    store_id: int,
    year: int,
    rows: Iterable[AssortmentRow],
    now: Mapping[Key, int],
    sold: Mapping[int, Mapping[Key, Sold]],
    ahead: Collection[int],
) -> list[AssortmentLine]:
    """The rows of a year by quarter, then those that nothing was planned for but something sold or is there.

    Args:
        store_id: whose they are.
        year: which year.
        rows: what was planned for it.
        now: how many products there are by key; empty where none is known.
        sold: what was sold by quarter and key; a quarter that nothing is known of is left out.
        ahead: the quarters that are not over, in which what is there can still be planned.
    """
    planned = {(one.quarter, one.product_group, one.role): one for one in rows}
    found = []
    for quarter in QUARTERS:
        of_quarter = [one for one in planned.values() if one.quarter == quarter]
        keys = {*sold.get(quarter, ()), *(now if quarter in ahead else ())}
        loose = [
            AssortmentRow(store_id=store_id, year=year, quarter=quarter, product_group=group, role=role)
            for group, role in keys
            if (quarter, group, role) not in planned
        ]
        shown = sorted(of_quarter, key=_place) + sorted(loose, key=_place)
        of_products = shares_of([one.products for one in shown])
        of_pieces = shares_of([one.pieces for one in shown])
        of_amount = shares_of([one.amount_fen for one in shown])
        for place, row in enumerate(shown):
            key = row.product_group, row.role
            found.append(
                AssortmentLine(
                    row=row,
                    products_share=of_products[place],
                    pieces_share=of_pieces[place],
                    amount_share=of_amount[place],
                    now=now.get(key, 0) if now else None,
                    sold=sold[quarter].get(key, Sold(products=0, pieces=0, paid_fen=0)) if quarter in sold else None,
                )
            )
    return found


def shares_of(values: Sequence[int | None]) -> list[Decimal | None]:
    """Each known value as a share of their sum, in tenths of a percent that add up to the whole exactly."""
    known = [value for value in values if value is not None]
    if not sum(known):
        return [None] * len(values)
    shares = iter(share_out(1000, known))
    return [None if value is None else Decimal(next(shares)) / 1000 for value in values]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSums:
    """What the rows of a quarter or a year come to; ``None`` where no row says it. ``without`` lack an amount.

    ``products`` says something of a quarter only: the same products are there in the next one, too.
    """

    rows: int
    products: int | None
    pieces: int | None
    amount_fen: int | None
    without: int

    @property
    def whole_fen(self) -> int | None:
        """The amount, where every row has one."""
        return None if self.without else self.amount_fen


def sums_of(rows: Iterable[AssortmentRow]) -> PlanSums:
    """Add rows up."""
    found = PlanSums(rows=0, products=None, pieces=None, amount_fen=None, without=0)
    for one in rows:
        found = replace(
            found,
            rows=found.rows + 1,
            products=_added(found.products, one.products),
            pieces=_added(found.pieces, one.pieces),
            amount_fen=_added(found.amount_fen, one.amount_fen),
            without=found.without + (one.amount_fen is None),
        )
    return found


def by_quarter(rows: Iterable[AssortmentRow]) -> dict[int, list[AssortmentRow]]:
    """The rows of each quarter that has any."""
    found: dict[int, list[AssortmentRow]] = {}
    for one in rows:
        found.setdefault(one.quarter, []).append(one)
    return dict(sorted(found.items()))


def quarter_period(year: int, quarter: int) -> Period:
    """The days of a quarter, 1 to 4."""
    first = date(year, 3 * quarter - 2, 1)
    last = date(year, 12, 31) if quarter == 4 else date.fromordinal(date(year, 3 * quarter + 1, 1).toordinal() - 1)
    return Period(first, last)


def quarter_months(quarter: int) -> tuple[int, int, int]:
    """The months of a quarter, 1 to 12."""
    last = 3 * quarter
    return last - 2, last - 1, last


def _place(row: AssortmentRow) -> tuple[bool, str, int]:
    return not row.product_group, row.product_group, list(PlanRole).index(row.role)


def _added(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
