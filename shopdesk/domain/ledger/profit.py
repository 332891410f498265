"""From orders, statement, ads and costs to the cells of profit: what each product did on each day.

Everything belongs to the day on which its order was paid, so that a sale stands beside what it cost: sales, refunds,
goods, freight and each charge of the statement that names the order, whenever it came. What names no order belongs to
its own day and to no product. Amounts of an order are shared over its items by what was paid for them, to the fen
(largest remainder); so whatever way the cells are put together, by day, product or campaign, they add up.

- **Sales**: what the buyers of that day paid before refunds; money on the statement without an order counts on its own
  day. An order that is on the statement only was paid on a day that no report covers, and is left out and said.
- **Refunds**: as the order report says, else as the statement does.
- **Cost of goods**: pieces by unit cost of that day. Of an item that was refunded in full the pieces came back: the
  share that can be sold again costs nothing. Refunded in full and never sent, they never left. A partial refund leaves
  the goods with the buyer.
- **Platform fees**: commission, software fee, points and coupons paid back. While no money of an order has come, what
  the fee rules of that day take of it (commission by category, software fee, each half-up) stands for it. A yearly fee
  is spread over the days of its calendar year.
- **Payment fees, affiliate, insurance (less paid out), compensation**: from the statement, known for the days that it
  covers.
- **Ads**: spend of the ads report and what is typed for ads without one; of a product where the report names it, else
  shared over the day's products by sales.
- **Freight**: a parcel for each order that was or will be sent, by the courier's table or the price for each parcel.
- **People, rent, software, other**: belong to no product. Donation, interest and the cost of loans are among “other”.
- Top-ups, deposits, transfers and loans are no cost and not looked at; what is not classified is not in profit, either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from shopdesk.domain.ledger.costs import CostBook, UnitCost, daily_part
from shopdesk.domain.ledger.parts import MISSING, NO_SHARE, NOTHING, Amount, Cell, Origin, Part
from shopdesk.domain.ledger.profit_facts import NO_PRODUCT, CampaignSpan, LooseLine, ProfitFacts, SoldItem, SoldOrder
from shopdesk.domain.money import round_half_up, share_out
from shopdesk.domain.periods import Period, year_of

_ALL = Decimal(1)
Sums = dict[tuple[date, str], "CellSum"]
"""What is being added up, by day and product."""
FROM_STATEMENT = (Part.PAYMENT_FEES, Part.AFFILIATE, Part.INSURANCE, Part.COMPENSATION)
"""Parts that nothing but a statement knows."""
_CERTAIN = {origin: place for place, origin in enumerate(Origin)}


class CellSum:
    """A cell while it is being added up."""

    __slots__ = ("amounts", "parcels", "pieces", "sellable", "sent", "unknown")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.amounts: dict[Part, Amount] = {}
        self.unknown = self.pieces = self.parcels = self.sent = self.sellable = 0

    def add(self, part: Part, fen: int | None, origin: Origin) -> None:
        """Add to a part; what is missing once stays missing, and the least certain origin stands."""
        before = self.amounts.get(part)
        if fen is None:
            self.amounts[part] = MISSING
        elif before is None:
            self.amounts[part] = Amount(fen, origin)
        elif before.fen is not None:
            weaker = before.origin if _CERTAIN[before.origin] >= _CERTAIN[origin] else origin
            self.amounts[part] = Amount(before.fen + fen, weaker)


def cells(facts: ProfitFacts) -> list[Cell]:
    """What each product did on each day, and what belongs to no product, for the days that anything is known of."""
    sums: Sums = defaultdict(CellSum)
    for order in facts.orders:
        add_order(sums, order, facts)
    for line in facts.lines:
        add_line(sums, line, facts.period)
    add_ads(sums, facts)
    add_days(sums, facts)
    found = []
    for day, product in sorted(sums):
        one = sums[day, product]
        found.append(
            Cell(
                day=day,
                product=product,
                amounts=one.amounts,
                campaign=campaign_of(facts.campaigns, day, product),
                unknown_sales=one.unknown,
                pieces=one.pieces,
                parcels=one.parcels,
                sent_fen=one.sent,
                sellable_fen=one.sellable,
            )
        )
    return found


def campaign_of(campaigns: Iterable[CampaignSpan], day: date, product: str) -> int | None:
    """The campaign that a day's sales of a product belong to; ``None`` for none, and for what belongs to no product.

    Of several the one that names the product goes first, then the one that began later, then the newer one.
    """
    if not product:
        return None
    fitting = [one for one in campaigns if day in one.period and (not one.products or product in one.products)]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (bool(one.products), one.period.start, one.id)).id


def add_order(sums: Sums, order: SoldOrder, facts: ProfitFacts) -> None:
    """Add what an order gives to its products on its day."""
    items = order.items or _UNKNOWN
    weights = [max(0, item.paid_fen or 0) for item in items]
    places = [sums[order.day, item.key] for item in items]
    sales = _split(order.paid_fen, weights)
    backs = _backs(order, items, weights)
    for place, fen, back in zip(places, sales, backs, strict=True):
        place.add(Part.SALES, fen, Origin.STATEMENT)
        place.add(Part.REFUNDS, back, Origin.STATEMENT)
    charges, origin = _charges(order, facts)
    for part, whole in charges.items():
        for place, share in zip(places, _shared(whole, weights), strict=True):
            place.add(part, share, origin.get(part, Origin.STATEMENT))
    gone = order.sent or not order.returned_whole
    for place, item, fen, back in zip(places, items, sales, backs, strict=True):
        _goods(place, item, fen, back, order, facts.costs, gone=gone)
    if gone:
        grams = _weight(items, order.day, facts.costs)
        parcel = facts.costs.parcel(order.province, grams, order.day)
        for place, share in zip(places, _shared(parcel, weights), strict=True):
            place.add(Part.FREIGHT, share, Origin.TYPED)
        places[0].parcels += 1
    else:
        for place in places:
            place.add(Part.FREIGHT, 0, Origin.TYPED)


_UNKNOWN = (SoldItem(),)


def _shared(whole: int | None, weights: Sequence[int]) -> Sequence[int | None]:
    return [None] * len(weights) if whole is None else _split(whole, weights)


def _split(whole: int, weights: Sequence[int]) -> list[int]:
    # Most orders have one product, and sharing out is what takes the time.
    return [whole] if len(weights) == 1 else share_out(whole, weights)


def _backs(order: SoldOrder, items: Sequence[SoldItem], weights: Sequence[int]) -> Sequence[int | None]:
    """The order's refund over its items, by what the items say of it, else by what was paid for them."""
    if order.refund_fen is None:
        return [None] * len(items)
    said = [max(0, item.refund_fen or 0) for item in items]
    return _split(order.refund_fen, said if any(said) else weights)


def _charges(order: SoldOrder, facts: ProfitFacts) -> tuple[dict[Part, int | None], dict[Part, Origin]]:
    """What the statement took for the order, or what the rules will take while its money is on the way."""
    charges: dict[Part, int | None] = dict(order.charges)
    origins: dict[Part, Origin] = {}
    if order.settled:
        charges.setdefault(Part.PLATFORM_FEES, 0)
    else:
        expected = facts.expected(order)
        # Points and a fee taken ahead may stand on the statement before the money does; the larger one is nearer.
        charged = order.charges.get(Part.PLATFORM_FEES, 0)
        charges[Part.PLATFORM_FEES] = None if expected is None else max(expected, charged)
        origins[Part.PLATFORM_FEES] = Origin.RULE
    return charges, origins


def _goods(
    place: CellSum, item: SoldItem, sales: int, back: int | None, order: SoldOrder, costs: CostBook, *, gone: bool
) -> None:
    found = costs.unit(item.product_id, item.variant, item.merchant_code, order.day)
    if found is None or item.pieces is None:
        place.add(Part.COST_OF_GOODS, None, Origin.MISSING)
        place.unknown += sales
        return
    place.pieces += item.pieces
    if not gone:
        place.add(Part.COST_OF_GOODS, 0, Origin.TYPED)
        return
    whole = item.pieces * found.cost_fen
    good = round_half_up(whole * _sellable(found))
    returned = back is not None and back > 0 and back >= sales
    place.sent += whole
    place.sellable += good
    place.add(Part.COST_OF_GOODS, whole - good if returned else whole, Origin.TYPED)


def _sellable(cost: UnitCost) -> Decimal:
    return _ALL if cost.sellable is None else cost.sellable


def _weight(items: Sequence[SoldItem], day: date, costs: CostBook) -> int | None:
    total = 0
    for item in items:
        found = costs.unit(item.product_id, item.variant, item.merchant_code, day)
        if found is None or found.weight_grams is None:
            return None
        total += (item.pieces or 1) * found.weight_grams
    return total


def add_line(sums: Sums, line: LooseLine, period: Period) -> None:
    """Add a line of no order to its day; a yearly fee to each day of its year."""
    if not line.yearly:
        if line.day in period:
            sums[line.day, NO_PRODUCT].add(line.part, line.fen, Origin.STATEMENT)
            if line.part is Part.SALES:
                _unknown_goods(sums[line.day, NO_PRODUCT], line.fen)
        return
    year = year_of(line.day)
    for day in period.days():
        if day in year:
            sums[day, NO_PRODUCT].add(line.part, daily_part(line.fen, year, day), Origin.STATEMENT)


def _unknown_goods(place: CellSum, fen: int) -> None:
    place.unknown += fen
    for part in (Part.COST_OF_GOODS, Part.FREIGHT):
        place.add(part, None, Origin.MISSING)


def add_ads(sums: Sums, facts: ProfitFacts) -> None:
    """Add spend once orders and lines are in: to the product that the report names, else over the day's by sales."""
    sold = _sold(sums)
    shared: dict[tuple[date, Part], int] = defaultdict(int)
    for spend in facts.spends:
        if spend.day not in facts.period:
            continue
        if spend.product and spend.product in facts.titles:
            sums[spend.day, spend.product].add(spend.part, spend.fen, Origin.STATEMENT)
        else:
            shared[spend.day, spend.part] += spend.fen
    for (day, part), fen in shared.items():
        _by_sales(sums, day, sold.get(day), part, Amount(fen, Origin.STATEMENT))


def _sold(sums: Sums) -> dict[date, list[str]]:
    """The products that were sold on each day, by name."""
    sold: dict[date, list[str]] = defaultdict(list)
    for day, product in sorted(sums):
        sales = sums[day, product].amounts.get(Part.SALES)
        if product and sales is not None and sales.fen:
            sold[day].append(product)
    return sold


def _by_sales(sums: Sums, day: date, sold: Sequence[str] | None, part: Part, amount: Amount) -> None:
    """Share an amount over what was sold on its day; on a day without sales it belongs to no product."""
    products = sold or [NO_PRODUCT]
    weights = [_fen(sums[day, product], Part.SALES) for product in products]
    for product, share in zip(products, share_out(amount.fen or 0, weights), strict=True):
        sums[day, product].add(part, share, amount.origin)


def _fen(place: CellSum, part: Part) -> int:
    found = place.amounts.get(part)
    return max(0, found.fen or 0) if found is not None else 0


def add_days(sums: Sums, facts: ProfitFacts) -> None:
    """Add, last, what holds for days: what statements cover, typed costs, people; noughts where a line has no share."""
    spent: dict[Part, set[date]] = {part: set() for part in Part}
    for spend in facts.spends:
        spent[spend.part].add(spend.day)
    with_ads = spent[Part.ADS] | facts.ads_known
    traded = {order.day for order in facts.orders} | facts.known
    products: dict[date, list[str]] = defaultdict(list)
    for day, product in sums:
        if product:
            products[day].append(product)
    sold = _sold(sums)
    for day in facts.period.days():
        _running(sums[day, NO_PRODUCT], day, facts)
        typed = facts.costs.of_day(Part.ADS, day)
        if typed is not None:
            _by_sales(sums, day, sold.get(day), Part.ADS, Amount(typed, Origin.TYPED))
        ads = day in with_ads or facts.no_ads or typed is not None
        for product in (NO_PRODUCT, *products[day]):
            place = sums[day, product]
            if day in spent[Part.AFFILIATE]:
                place.amounts.setdefault(Part.AFFILIATE, NOTHING)
            _fill(place, product, traded=day in traded, covered=day in facts.covered, ads=ads)


def _running(whole: CellSum, day: date, facts: ProfitFacts) -> None:
    """People, rent and what else is typed for a day."""
    people = facts.people.get(day, MISSING)
    extra = facts.costs.of_day(Part.PEOPLE, day)
    if people.fen is not None or extra is None:
        whole.add(Part.PEOPLE, people.fen, people.origin)
    if extra is not None:
        whole.add(Part.PEOPLE, extra, Origin.TYPED)
    whole.add(Part.RENT_AND_OTHER, facts.costs.of_day(Part.RENT_AND_OTHER, day), Origin.TYPED)
    freight = facts.costs.of_day(Part.FREIGHT, day)
    if freight is not None:
        whole.add(Part.FREIGHT, freight, Origin.TYPED)


def _fill(place: CellSum, product: str, *, traded: bool, covered: bool, ads: bool) -> None:
    if product or traded or Part.SALES in place.amounts:
        for part in (Part.SALES, Part.REFUNDS, Part.COST_OF_GOODS, Part.PLATFORM_FEES, Part.FREIGHT):
            place.amounts.setdefault(part, NOTHING)
    for part in FROM_STATEMENT:
        place.amounts.setdefault(part, Amount(0, Origin.STATEMENT) if covered else MISSING)
    place.amounts.setdefault(Part.ADS, NOTHING if ads else MISSING)
    if product:
        for part in (Part.PEOPLE, Part.RENT_AND_OTHER):
            place.amounts.setdefault(part, NO_SHARE)
