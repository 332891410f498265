"""Random small worlds of orders, lines, ads and costs for the tests of profit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from shopdesk.domain.ledger.costs import CostBook, CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.couriers import CourierChoice, CourierRate
from shopdesk.domain.ledger.parts import Amount, Origin, Part, ProfitRow
from shopdesk.domain.ledger.profit import cells
from shopdesk.domain.ledger.profit_facts import CampaignSpan, LooseLine, ProfitFacts, SoldItem, SoldOrder, Spend
from shopdesk.domain.ledger.profit_table import Reckoned, Split, put_together
from shopdesk.domain.periods import Period

FIRST = date(2026, 1, 27)
PRODUCTS = ("p1", "p2", "p3", "p4")
_CHARGES = (
    Part.PLATFORM_FEES, Part.PAYMENT_FEES, Part.AFFILIATE, Part.INSURANCE, Part.COMPENSATION, Part.RENT_AND_OTHER,
)  # fmt: skip


def world(seed: int, days: int = 40, *, whole: bool = False) -> ProfitFacts:
    """A world; with ``whole`` nothing in it is missing."""
    rnd = Random(seed)
    period = Period(FIRST, FIRST + timedelta(days=days - 1))
    everyday = list(period.days())
    orders = [_order(rnd, number, rnd.choice(everyday), whole) for number in range(rnd.randint(1, 60))]
    lines = [
        LooseLine(rnd.choice(everyday), rnd.choice(_CHARGES), rnd.randint(-5_00, 90_00))
        for _ in range(rnd.randint(0, 12))
    ]
    if rnd.random() < 0.7:
        lines.append(LooseLine(date(2026, 1, 3), Part.PLATFORM_FEES, 30_000_01, yearly=True))
    if not whole and rnd.random() < 0.5:
        lines.append(LooseLine(rnd.choice(everyday), Part.SALES, rnd.randint(1, 300_00)))
    ads = [
        Spend(day, rnd.randint(0, 200_00), rnd.choice(("", "", "p1", "p9")))
        for day in everyday
        if whole or rnd.random() < 0.8
    ]
    covered = everyday if whole else everyday[: rnd.randint(0, days)]
    people = {day: Amount(rnd.randint(100_00, 700_00), rnd.choice((Origin.TYPED, Origin.RULE))) for day in everyday}
    if not whole:
        for day in everyday:
            if rnd.random() < 0.1:
                del people[day]
    known = whole or rnd.random() < 0.8
    return ProfitFacts(
        period=period,
        orders=orders,
        lines=lines,
        spends=ads,
        covered=frozenset(covered),
        known=frozenset(everyday if whole else ()),
        costs=_costs(rnd, whole),
        people=people,
        expected=lambda order: order.due_fen // 18 if known else None,
        campaigns=(
            CampaignSpan(1, "新年", Period(FIRST, FIRST + timedelta(days=9))),
            CampaignSpan(2, "主推", Period(FIRST + timedelta(days=5), FIRST + timedelta(days=20)), frozenset({"p2"})),
        ),
        titles={product: f"商品{product}" for product in PRODUCTS},
    )


def _order(rnd: Random, number: int, day: date, whole: bool) -> SoldOrder:
    paid = rnd.choice((0, 1, 99, 100_00, rnd.randint(1, 999_99)))
    refund = rnd.choice((0, 0, paid, rnd.randint(0, paid), rnd.randint(0, paid)))
    items = tuple(
        SoldItem(
            product_id=rnd.choice(PRODUCTS),
            variant=rnd.choice(("", "红", "蓝")),
            merchant_code=rnd.choice(("", "A-1")),
            pieces=rnd.randint(1, 4),
            paid_fen=rnd.choice((None, 0, rnd.randint(0, 500_00))),
            refund_fen=rnd.choice((None, 0, rnd.randint(0, 100_00))),
        )
        for _ in range(rnd.randint(1 if whole else 0, 3))
    )
    return SoldOrder(
        order_no=str(number),
        day=day,
        paid_fen=paid,
        refund_fen=refund if whole or rnd.random() < 0.95 else None,
        settled=rnd.random() < 0.6,
        sent=rnd.random() < 0.8,
        province=rnd.choice((None, "广东省", "新疆维吾尔自治区")),
        items=items,
        charges={part: rnd.randint(-10_00, 60_00) for part in _CHARGES if rnd.random() < 0.4},
    )


def _costs(rnd: Random, whole: bool) -> CostBook:
    units = [UnitCost(store_id=1, merchant_code="A-1", cost_fen=rnd.randint(1, 90_00), sellable=Decimal("0.335"))]
    units.append(UnitCost(store_id=1, product_id="p1", variant="红", cost_fen=rnd.randint(0, 90_00)))
    for product in PRODUCTS if whole else PRODUCTS[:3]:
        units.append(UnitCost(store_id=1, product_id=product, cost_fen=rnd.randint(0, 90_00), weight_grams=700))
        units.append(
            UnitCost(
                store_id=1, product_id=product, cost_fen=rnd.randint(0, 90_00), valid_from=FIRST + timedelta(days=11),
                sellable=rnd.choice((None, Decimal(0), Decimal(1), Decimal("0.5"))),
            )
        )  # fmt: skip
    couriers = [CourierRate(store_id=1, first_fen=3_20, next_fen=80, next_grams=500)] if rnd.random() < 0.5 else []
    couriers += [CourierRate(store_id=1, province="新疆", first_fen=12_00, next_fen=9_00)] if couriers else []
    dated = [
        DatedCost(store_id=1, kind=CostKind.RENT, amount_fen=3_000_07, first_day=date(2025, 12, 15)),
        DatedCost(store_id=1, kind=CostKind.ADS, amount_fen=700_03, first_day=FIRST + timedelta(days=5)),
        DatedCost(store_id=1, kind=CostKind.PACKING, rhythm=Rhythm.PER_PARCEL, amount_fen=65, first_day=FIRST),
        DatedCost(
            store_id=1, kind=CostKind.SOFTWARE, rhythm=Rhythm.ONCE, amount_fen=1_000_03, first_day=FIRST,
            last_day=FIRST + timedelta(days=12),
        ),
    ]  # fmt: skip
    if whole or rnd.random() < 0.8:
        dated.append(
            DatedCost(store_id=1, kind=CostKind.FREIGHT, rhythm=Rhythm.PER_PARCEL, amount_fen=4_10, first_day=FIRST)
        )
    choices = []
    if couriers and rnd.random() < 0.5:
        # A second courier with steps, which goes to one province and not to another.
        couriers += [
            CourierRate(store_id=1, courier="B", province="广东", first_fen=2_90, steps="2kg 3.70", next_fen=None),
            CourierRate(store_id=1, courier="B", province="新疆", unserved=True),
        ]
        choices = [
            CourierChoice(store_id=1, courier=""),
            CourierChoice(store_id=1, courier="B", province="广东", valid_from=FIRST + timedelta(days=9)),
            CourierChoice(store_id=1, courier="B", province="新疆", valid_from=FIRST + timedelta(days=20)),
        ]
    return CostBook(units, couriers, dated, choices)


def told_apart(facts: ProfitFacts, by: Split) -> tuple[tuple[ProfitRow, ...], ProfitRow]:
    """The rows and the total of a world."""
    names = {str(one.id): one.name for one in facts.campaigns}
    found = cells(facts)
    return put_together(Reckoned(facts.period, found, found, facts.titles, names), by)
