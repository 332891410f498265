"""Profit of single orders, costs and days, reckoned by hand; every amount in fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.ledger.costs import CostBook, CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.couriers import CourierRate
from shopdesk.domain.ledger.loss_alert import loss_alert
from shopdesk.domain.ledger.parts import Amount, Cell, Origin, Part, ProfitRow, add_up
from shopdesk.domain.ledger.profit import campaign_of, cells
from shopdesk.domain.ledger.profit_facts import CampaignSpan, LooseLine, ProfitFacts, SoldItem, SoldOrder, Spend
from shopdesk.domain.ledger.profit_output import plain_table
from shopdesk.domain.ledger.profit_table import (
    ProfitTable,
    Reckoned,
    Split,
    costed,
    loss_makers,
    put_together,
    structure,
    waterfall,
)
from shopdesk.domain.ledger.profit_words import listed, remarks
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)
ONE_DAY = Period(DAY, DAY)


def order(paid: int = 100, refund: int | None = 0, *items: SoldItem, **more: object) -> SoldOrder:
    """An order of the day whose money came."""
    known: dict[str, object] = {"settled": True, "items": items}
    return SoldOrder("1", DAY, paid, refund, **{**known, **more})  # type: ignore[arg-type]


def row_of(facts: ProfitFacts, product: str | None = None) -> ProfitRow:
    """The row of a world, or of one product of it."""
    return add_up("x", (cell for cell in cells(facts) if product is None or cell.product == product))


def row(key: str, contribution: int | None, **more: object) -> ProfitRow:
    """A row with sales of 100 and a cost of goods that leaves a contribution."""
    parts: dict[Part, int | None] = dict.fromkeys(Part, 0)
    parts[Part.SALES] = 100
    parts[Part.COST_OF_GOODS] = None if contribution is None else 100 - contribution
    return ProfitRow(key=key, parts=parts, origins=dict.fromkeys(Part, Origin.TYPED), **more)  # type: ignore[arg-type]


def even(parts: Mapping[Part, int], sent: int = 0, sellable: int = 0) -> Decimal | None:
    """The break-even share of refunds of a row with these parts."""
    whole: dict[Part, int | None] = dict.fromkeys(Part, 0)
    found = ProfitRow(key="x", parts=whole | dict(parts), origins={}, sent_fen=sent, sellable_fen=sellable)
    return found.break_even_refunds


def test_what_is_due_and_whether_all_was_given_back() -> None:
    assert [order(100, refund).due_fen for refund in (None, 0, 1, 100, 101)] == [100, 100, 99, 0, 0]
    assert [order(1, refund).returned_whole for refund in (None, 0, 1, 2)] == [False, False, True, True]
    assert not order(0, 0).returned_whole and not order(2, 1).returned_whole
    assert order().freight_fen == 0, "of which no freight is known, none is taken off"


def test_a_product_belongs_to_the_campaign_that_names_it_then_the_later_then_the_newer() -> None:
    wide = CampaignSpan(1, "a", Period(DAY, NEXT))
    named = CampaignSpan(2, "b", Period(DAY, DAY), frozenset({"p"}))
    later, newer = CampaignSpan(0, "c", Period(NEXT, NEXT)), CampaignSpan(5, "d", Period(DAY, NEXT))
    assert campaign_of([wide, named], DAY, "p") == 2
    assert campaign_of([wide, named], DAY, "q") == 1
    assert campaign_of([wide, named], NEXT, "p") == 1
    assert campaign_of([wide, named], DAY, "") is None
    assert campaign_of([named], DAY, "q") is None and campaign_of([named], NEXT, "p") is None
    assert campaign_of([later, wide], NEXT, "p") == 0 and campaign_of([later, wide], DAY, "p") == 1
    assert campaign_of([wide, newer], DAY, "p") == campaign_of([newer, wide], DAY, "p") == 5


@pytest.mark.parametrize(
    ("expected", "charged", "fees"), [(None, 7, None), (0, 0, 0), (0, None, 0), (5, None, 5), (5, 7, 7), (9, 7, 9)]
)
def test_fees_of_an_order_whose_money_is_on_its_way(expected: int | None, charged: int | None, fees: int) -> None:
    charges = {} if charged is None else {Part.PLATFORM_FEES: charged}
    waiting = order(100, 0, settled=False, charges=charges)
    found = row_of(ProfitFacts(period=ONE_DAY, orders=[waiting], expected=lambda _order: expected))
    assert found[Part.PLATFORM_FEES] == fees
    assert found.origins[Part.PLATFORM_FEES] is (Origin.MISSING if fees is None else Origin.RULE)
    settled = row_of(ProfitFacts(period=ONE_DAY, orders=[order(charges=charges)], expected=lambda _order: expected))
    assert settled[Part.PLATFORM_FEES] == (charged or 0)
    assert settled.origins[Part.PLATFORM_FEES] is Origin.STATEMENT


@pytest.mark.parametrize(
    ("pieces", "grams", "freight"),
    [(1, 1000, 300), (1, 1001, 400), (2, 500, 300), (2, 700, 400), (2, 1001, 600), (None, 600, 300), (3, 0, 300)],
)
def test_a_parcel_weighs_what_all_its_pieces_weigh(pieces: int | None, grams: int, freight: int) -> None:
    book = CostBook(
        [UnitCost(store_id=1, product_id="p", cost_fen=10, weight_grams=grams)],
        [CourierRate(store_id=1, first_fen=300, next_fen=100, next_grams=500)],
    )
    sold = order(100, 0, SoldItem("p", pieces=pieces, paid_fen=100))
    found = row_of(ProfitFacts(period=ONE_DAY, orders=[sold], costs=book))
    assert found[Part.FREIGHT] == freight and found.parcels == 1
    assert found[Part.COST_OF_GOODS] == (None if pieces is None else pieces * 10)
    assert found.unknown_sales == (100 if pieces is None else 0)


@pytest.mark.parametrize(
    ("back", "sent", "sellable", "goods", "parcels"),
    [
        (0, True, None, 30, 1),
        (99, True, None, 30, 1),
        (100, True, None, 0, 1),
        (100, True, "0.5", 15, 1),
        (100, True, "0", 30, 1),
        (100, False, "0", 0, 0),
        (99, False, None, 30, 1),
    ],
)
def test_goods_that_came_back_and_goods_that_never_left(
    back: int, sent: bool, sellable: str | None, goods: int, parcels: int
) -> None:
    share = None if sellable is None else Decimal(sellable)
    book = CostBook([UnitCost(store_id=1, product_id="p", cost_fen=10, sellable=share)])
    sold = order(100, back, SoldItem("p", pieces=3, paid_fen=100), sent=sent)
    found = row_of(ProfitFacts(period=ONE_DAY, orders=[sold], costs=book))
    assert (found[Part.COST_OF_GOODS], found.parcels, found.pieces) == (goods, parcels, 3)
    assert found[Part.REFUNDS] == back and found.net_sales == 100 - back


def test_lines_without_an_order_count_on_their_own_day() -> None:
    lines = [
        LooseLine(DAY, Part.SALES, 70), LooseLine(NEXT, Part.SALES, 5), LooseLine(DAY, Part.AFFILIATE, 3),
        LooseLine(date(2026, 12, 31), Part.PLATFORM_FEES, 366, yearly=True),
        LooseLine(date(2025, 1, 1), Part.PLATFORM_FEES, 999, yearly=True),
    ]  # fmt: skip
    found = row_of(ProfitFacts(period=ONE_DAY, lines=lines))
    assert found[Part.SALES] == found.unknown_sales == 70
    assert found[Part.COST_OF_GOODS] is None and found[Part.FREIGHT] is None
    assert found[Part.AFFILIATE] == 3
    # The 60th of 365 days; the first one takes the fen that is left over.
    assert found[Part.PLATFORM_FEES] == 1


def test_ads_go_to_the_product_that_is_named_and_else_by_sales() -> None:
    orders = [order(300, 0, SoldItem("p", pieces=1)), order(100, 0, SoldItem("q", pieces=1))]
    spends = [Spend(DAY, 40), Spend(DAY, 7, "q"), Spend(DAY, 8, "z"), Spend(NEXT, 1000)]
    facts = ProfitFacts(period=ONE_DAY, orders=orders, spends=spends, titles={"p": "P", "q": "Q"})
    assert row_of(facts, "p")[Part.ADS] == 36 and row_of(facts, "q")[Part.ADS] == 12 + 7
    assert row_of(facts)[Part.ADS] == 55
    alone = ProfitFacts(period=ONE_DAY, spends=[Spend(DAY, 9)])
    assert row_of(alone, "")[Part.ADS] == 9


def test_ads_that_are_typed_go_to_the_products_by_sales_as_those_of_a_report_that_names_none() -> None:
    orders = [order(300, 0, SoldItem("p", pieces=1)), order(100, 0, SoldItem("q", pieces=1))]
    typed = DatedCost(store_id=1, kind=CostKind.ADS, rhythm=Rhythm.ONCE, amount_fen=40, first_day=DAY)
    facts = ProfitFacts(period=ONE_DAY, orders=orders, costs=CostBook(dated=[typed]))
    assert [row_of(facts, product)[Part.ADS] for product in ("p", "q", "")] == [30, 10, 0]
    assert row_of(facts, "p").origins[Part.ADS] is Origin.TYPED
    both = replace(facts, spends=[Spend(DAY, 7, "q"), Spend(DAY, 4)], titles={"q": "Q"})
    assert [row_of(both, product)[Part.ADS] for product in ("p", "q", "")] == [33, 18, 0]
    # Where nothing was sold it belongs to no product; a day on which no cost holds knows nothing of ads.
    alone = ProfitFacts(period=Period(DAY, NEXT), costs=CostBook(dated=[typed]))
    assert [row_of(replace(alone, period=Period(day, day)), "")[Part.ADS] for day in (DAY, NEXT)] == [40, None]


def test_origins_and_counts_of_a_sum() -> None:
    def cell(origin: Origin, product: str = "p", parcels: int = 2) -> Cell:
        amounts = {Part.SALES: Amount(100, Origin.STATEMENT), Part.PLATFORM_FEES: Amount(5, origin)}
        return Cell(DAY, product, amounts, None, 1, 3, parcels, 20, 10)

    found = add_up("x", [cell(Origin.RULE), cell(Origin.STATEMENT), cell(Origin.TYPED)])
    assert (found.unknown_sales, found.pieces, found.parcels, found.sent_fen, found.sellable_fen) == (3, 9, 6, 60, 30)
    assert found.origins[Part.PLATFORM_FEES] is Origin.RULE and found[Part.PLATFORM_FEES] == 15
    assert found[Part.ADS] is None and found.origins[Part.ADS] is Origin.MISSING
    both = [cell(Origin.STATEMENT), Cell(DAY, "q", {Part.SALES: Amount(1, Origin.STATEMENT)})]
    lost = Cell(DAY, "q", {Part.COST_OF_GOODS: Amount(None, Origin.MISSING)})
    known = Reckoned(ONE_DAY, [*both, lost], [*both, lost], {}, {})
    assert costed(known)[Part.SALES] == 100


def test_the_share_of_refunds_at_which_nothing_is_left() -> None:
    assert even({Part.SALES: 100}, sent=40, sellable=40) == Decimal(1)
    # 100 - 40 - 20 = 40 left; each refund takes 100 - 20 = 80.
    assert even({Part.SALES: 100, Part.COST_OF_GOODS: 40, Part.ADS: 20}, 40, 20) == Decimal("0.5")
    # Fees of 10 % go with what is given back: (90 - 45) / 90.
    fees = {Part.PLATFORM_FEES: 5, Part.AFFILIATE: 5}
    assert even({Part.SALES: 100, Part.COST_OF_GOODS: 45} | fees, 45) == Decimal("0.5")
    # They were taken of what stayed sold: 5 of 50 are 10 %, too.
    assert even({Part.SALES: 100, Part.REFUNDS: 50, Part.PAYMENT_FEES: 5}, 45) == Decimal("0.5")
    assert even({Part.SALES: 100, Part.FREIGHT: 100}) == 0
    assert even({Part.SALES: 100, Part.FREIGHT: 120}) == 0
    assert even({Part.SALES: 100, Part.FREIGHT: 99}) == Decimal("0.01")
    assert even({Part.SALES: 100, Part.INSURANCE: -5}) is None
    assert even({Part.SALES: 100, Part.REFUNDS: 100}) is None
    assert even({Part.SALES: 100, Part.REFUNDS: 120}) is None
    assert even({Part.SALES: 0}) is None
    # A fen is lost with all that is given back: 101 - 100 left, and the last fen is gone only with everything.
    assert even({Part.SALES: 101, Part.COST_OF_GOODS: 100}, 100, 100) == Decimal(1)
    assert even({Part.SALES: 100, Part.COST_OF_GOODS: 100, Part.INSURANCE: -20}, 100, 100) is None


def test_products_stand_by_contribution_and_what_loses_money_by_its_loss() -> None:
    def cell(product: str, contribution: int) -> Cell:
        amounts = {part: Amount(0, Origin.TYPED) for part in Part}
        return Cell(DAY, product, amounts | {Part.SALES: Amount(contribution, Origin.STATEMENT)})

    none = Cell(DAY, "a", {Part.SALES: Amount(900, Origin.STATEMENT), Part.COST_OF_GOODS: Amount(None, Origin.MISSING)})
    found = [cell("b", 0), cell("c", 1), cell("d", -1), cell("e", 5), cell("", 7), none, cell("B", 5)]
    rows, total = put_together(Reckoned(ONE_DAY, found, found, {"e": "E"}, {}), Split.PRODUCT)
    assert [one.key for one in rows] == ["B", "e", "c", "b", "d", "a", ""]
    assert rows[1].title == "E" and rows[0].title == "B" and total.contribution is None
    losing = loss_makers([row("a", -1), row("b", -3), row("c", 0), row("d", None), row("", -9), row("A", -3)])
    assert [one.key for one in losing] == ["A", "b", "a"]
    weeks, _total = put_together(Reckoned(ONE_DAY, found, found, {}, {}), Split.WEEK)
    assert [one.key for one in weeks] == ["2026-W09"]


def test_the_alert_names_the_three_worst_and_the_whole_loss() -> None:
    losing = [row("p1", -400, title="灯"), row("p2", -300), row("p3", -200), row("p4", -101)]
    alert = loss_alert(losing, Period(DAY, NEXT))
    assert alert is not None
    said = str(alert.text)
    assert said.startswith("4 products lost 10.01 from 2026-03-01 to 2026-03-02")
    assert said.endswith(": 灯 -4.00, p2 -3.00, p3 -2.00.")
    assert loss_alert([], ONE_DAY) is None


def test_a_campaign_is_named_and_what_belongs_to_none_has_no_name() -> None:
    found = [
        Cell(DAY, "p", {Part.SALES: Amount(100, Origin.STATEMENT)}, campaign=4),
        Cell(DAY, "q", {Part.SALES: Amount(50, Origin.STATEMENT)}),
    ]
    rows, total = put_together(Reckoned(ONE_DAY, found, found, {}, {"4": "新年"}), Split.CAMPAIGN)
    table = ProfitTable(store_id=1, asked=ONE_DAY, period=ONE_DAY, by=Split.CAMPAIGN, rows=rows, total=total,
                        left_out=(2, -150))  # fmt: skip
    told = plain_table(table, "店")
    assert [(one["campaign"], one["sales"]) for one in told["campaigns"]] == [("新年", "1.00"), (None, "0.50")]
    assert told["totals"]["sales"] == "1.50" and told["not_classified"] == {"count": 2, "amount": "-1.50"}
    assert told["orders_in_no_report"] == {"count": 0, "amount": "0.00"}


def test_what_is_lacking_is_said_once_each() -> None:
    def table(**more: object) -> ProfitTable:
        known: dict[str, object] = {"store_id": 1, "asked": ONE_DAY, "period": ONE_DAY, "by": Split.DAY, "rows": ()}
        return ProfitTable(**{**known, "total": row("total", 1), **more})  # type: ignore[arg-type]

    def said(found: ProfitTable) -> list[str]:
        return [str(one) for one in remarks(found)]

    assert said(table()) == []
    assert table().left_out == table().unknown_orders == (0, 0)
    assert said(table(period=None, left_out=(1, 5))) == []
    assert said(table(left_out=(2, 0))) == [
        "2 lines of the statement are not classified and are not in profit: 0.00"
    ]  # fmt: skip
    assert said(table(left_out=(0, 0), unknown_orders=(3, 150))) == [
        "3 orders on the statements are in no order report and not in profit: 1.50. Import the order reports of "
        "earlier months."
    ]
    # What came and went back again comes to nothing, and is said all the same.
    assert len(said(table(unknown_orders=(1, 0)))) == 1
    unknown = row("total", None, unknown_sales=25)
    assert said(table(total=unknown, costed=row("costed", 7))) == [
        "Cost unknown: 0.25 of sales, 25.00%",
        "The products with a known cost contribute 0.07 by themselves.",
        "There is no profit because these are missing: Cost of goods",
    ]
    assert len(said(table(total=unknown, costed=unknown))) == len(said(table(total=unknown))) == 2
    assert [str(listed([Text(one) for one in names])) for names in ("", "a", "ab", "abc")] == [
        "", "a", "a, b", "a, b, c",
    ]  # fmt: skip


def test_the_way_from_sales_to_profit_and_the_published_structure() -> None:
    parts: dict[Part, int | None] = dict.fromkeys(Part, 0)
    parts |= {Part.SALES: 1200, Part.REFUNDS: 200, Part.COST_OF_GOODS: 600, Part.ADS: 100, Part.PLATFORM_FEES: 30}
    parts |= {Part.PAYMENT_FEES: 10, Part.AFFILIATE: 10, Part.FREIGHT: 50, Part.INSURANCE: 4, Part.COMPENSATION: 1}
    parts |= {Part.PEOPLE: 60, Part.RENT_AND_OTHER: 20}
    found = ProfitRow(key="x", parts=parts, origins={})
    bars = waterfall(found)
    assert [bar.after for bar in bars] == [1200, 1000, 400, 370, 360, 350, 250, 200, 196, 195, 195, 135, 115, 115]
    assert [bar.fen for bar in bars[-4:]] == [195, -60, -20, 115]
    assert [(line.published, line.own) for line in structure(found)] == [
        (Decimal("0.40"), Decimal("0.4")), (Decimal("0.10"), Decimal("0.1")), (Decimal("0.06"), Decimal("0.06")),
        (Decimal("0.05"), Decimal("0.05")), (Decimal("0.05"), Decimal("0.05")), (Decimal(0), Decimal("0.005")),
        (Decimal("0.02"), Decimal("0.02")), (Decimal("0.12"), Decimal("0.115")),
    ]  # fmt: skip
    lost = ProfitRow(key="x", parts={**parts, Part.ADS: None}, origins={})
    assert [bar.after for bar in waterfall(lost)][5:7] == [350, None] and waterfall(lost)[-1].fen is None
    assert [line.own for line in structure(lost)][-1] is None and structure(lost)[1].own is None


def test_people_outside_the_payroll_are_added_to_those_in_it() -> None:
    outside = CostBook(dated=[DatedCost(store_id=1, kind=CostKind.PEOPLE, amount_fen=310, first_day=DAY)])
    team = {DAY: Amount(500, Origin.RULE)}

    def people(**more: object) -> tuple[int | None, Origin]:
        found = row_of(ProfitFacts(period=ONE_DAY, **more))  # type: ignore[arg-type]
        return found[Part.PEOPLE], found.origins[Part.PEOPLE]

    assert people(people=team) == (500, Origin.RULE)
    assert people(people=team, costs=outside) == (510, Origin.RULE)
    assert people(costs=outside) == (10, Origin.TYPED), "an owner who works alone"
    assert people() == (None, Origin.MISSING)
