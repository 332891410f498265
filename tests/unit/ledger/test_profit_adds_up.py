"""The parts of profit add up, to the fen, whatever way the span is told apart; what is missing is never a nought."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.ledger.costs import CostBook, CostKind, DatedCost, Rhythm, UnitCost
from shopdesk.domain.ledger.parts import Amount, Origin, Part, ProfitRow, add_up, condensed
from shopdesk.domain.ledger.profit import cells
from shopdesk.domain.ledger.profit_facts import LooseLine, ProfitFacts, SoldItem, SoldOrder, Spend
from shopdesk.domain.ledger.profit_table import Split, Stage, loss_makers, structure, waterfall
from shopdesk.domain.periods import Period, month_of
from tests.unit.ledger.profit_worlds import FIRST, told_apart, world

DAY = date(2026, 3, 10)
ONE_DAY = Period(DAY, DAY)
COVERED = frozenset({DAY})


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), whole=st.booleans())
def test_rows_of_every_split_add_up_to_the_whole(seed: int, whole: bool) -> None:
    facts = world(seed, whole=whole)
    for by in Split:
        rows, total = told_apart(facts, by)
        assert sum(row.unknown_sales for row in rows) == total.unknown_sales
        assert sum(row.pieces for row in rows) == total.pieces
        assert sum(row.parcels for row in rows) == total.parcels
        for part in Part:
            assert sum(row.known.get(part, 0) for row in rows) == total.known.get(part, 0), (by, part)
        if whole:
            for part in Part:
                assert sum(row[part] or 0 for row in rows) == total[part], (by, part)
            assert sum(row.profit or 0 for row in rows) == total.profit
            assert sum(row.contribution or 0 for row in rows) == total.contribution


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000), cut=st.integers(1, 39))
def test_two_spans_add_up_to_the_span_of_both(seed: int, cut: int) -> None:
    facts = world(seed, whole=True)
    first = Period(FIRST, FIRST + timedelta(days=cut - 1))
    second = Period(FIRST + timedelta(days=cut), facts.period.end)
    parts = [add_up("", cells(_only(facts, span))) for span in (first, second)]
    total = add_up("", cells(facts))
    for part in Part:
        assert sum(row.known.get(part, 0) for row in parts) == total.known.get(part, 0), part
    assert sum(row.profit or 0 for row in parts) == total.profit


def _only(facts: ProfitFacts, span: Period) -> ProfitFacts:
    return replace(facts, period=span, orders=[order for order in facts.orders if order.day in span])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_a_missing_part_has_no_amount_and_takes_the_profit_with_it(seed: int) -> None:
    for by in Split:
        rows, total = told_apart(world(seed), by)
        for row in (*rows, total):
            for part in Part:
                assert (row[part] is None) == (row.origins[part] is Origin.MISSING)
            if row.contribution is None:
                assert row.profit is None
            if Part.COST_OF_GOODS in row.missing:
                assert row.contribution is None
            if row.profit is not None:
                bars = waterfall(row)
                assert bars[-1].after == row.profit
                assert sum(bar.fen or 0 for bar in bars if bar.stage is not Stage.SUM) == row.profit


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 100_000), whole=st.booleans(), cut=st.integers(0, 40))
def test_condensed_cells_come_to_the_same_in_whatever_company(seed: int, whole: bool, cut: int) -> None:
    found = cells(world(seed, whole=whole))
    middle = FIRST + timedelta(days=cut)
    parts = [[cell for cell in found if (cell.day < middle) is early] for early in (True, False)]
    by_product = [condensed(part, lambda cell: (FIRST, cell.product, cell.campaign)) for part in parts]
    by_day = [condensed(part, lambda cell: (cell.day, "", None)) for part in parts]
    assert add_up("", found) == add_up("", [*by_product[0], *by_product[1]]) == add_up("", [*by_day[0], *by_day[1]])
    for product in {cell.product for cell in found}:
        mine = [cell for cell in found if cell.product == product]
        assert add_up("", mine) == add_up("", [c for part in by_product for c in part if c.product == product])


def _facts(*orders: SoldOrder, **more: object) -> ProfitFacts:
    start: dict[str, object] = {"period": ONE_DAY, "covered": COVERED, "no_ads": True}
    return ProfitFacts(orders=orders, **(start | more))  # type: ignore[arg-type]


def _sold(product: str = "p1", paid: int = 100_00, refund: int = 0, **more: object) -> SoldOrder:
    return SoldOrder("1", DAY, paid, refund, items=(SoldItem(product, pieces=1, paid_fen=paid),), **more)  # type: ignore[arg-type]


def _costs(*dated: DatedCost, **unit: object) -> CostBook:
    known = {"store_id": 1, "product_id": "p1", "cost_fen": 40_00} | unit
    freight = DatedCost(
        store_id=1, kind=CostKind.FREIGHT, rhythm=Rhythm.PER_PARCEL, amount_fen=5_00, first_day=date(2026, 1, 1)
    )
    return CostBook([UnitCost(**known)], (), (freight, *dated))  # type: ignore[arg-type]


RENT = DatedCost(store_id=1, kind=CostKind.RENT, amount_fen=3_100_00, first_day=date(2026, 1, 1))


def _total(facts: ProfitFacts) -> ProfitRow:
    return told_apart(facts, Split.DAY)[1]


def test_one_sale_by_hand() -> None:
    order = _sold(settled=True, charges={Part.PLATFORM_FEES: 5_60, Part.PAYMENT_FEES: 80, Part.INSURANCE: 1_20})
    people = {DAY: Amount(12_00, Origin.TYPED)}
    ads = [Spend(DAY, 9_00, "p1")]
    total = _total(_facts(order, costs=_costs(RENT), people=people, spends=ads, titles={"p1": "茶"}))
    assert total.contribution == 100_00 - 40_00 - 5_60 - 80 - 9_00 - 5_00 - 1_20
    assert total.profit == (total.contribution or 0) - 12_00 - 100_00  # 3,100 of rent over 31 days
    assert total.origins[Part.PLATFORM_FEES] is Origin.STATEMENT
    assert total.origins[Part.FREIGHT] is Origin.TYPED
    assert [bar.after for bar in waterfall(total)][:3] == [100_00, 100_00, 60_00]


def test_fees_are_estimated_while_the_money_is_on_the_way() -> None:
    facts = _facts(_sold(refund=20_00), costs=_costs(), expected=lambda order: order.due_fen // 20)
    total = _total(facts)
    assert (total[Part.PLATFORM_FEES], total.origins[Part.PLATFORM_FEES]) == (4_00, Origin.RULE)
    unknown = _total(replace(facts, expected=lambda _order: None))
    assert unknown[Part.PLATFORM_FEES] is None
    assert unknown.contribution is None


@pytest.mark.parametrize(
    ("sellable", "refund", "sent", "goods"),
    [
        (None, 100_00, True, 0),
        (Decimal(0), 100_00, True, 40_00),
        (Decimal("0.25"), 100_00, True, 30_00),
        (Decimal(0), 100_00, False, 0),
        (None, 99_99, True, 40_00),
        (None, 0, False, 40_00),
    ],
)
def test_what_came_back_sellable_costs_nothing(sellable: Decimal | None, refund: int, sent: bool, goods: int) -> None:
    total = _total(_facts(_sold(refund=refund, sent=sent, settled=True), costs=_costs(sellable=sellable)))
    assert total[Part.COST_OF_GOODS] == goods


def test_never_sent_costs_no_freight() -> None:
    gone = _total(_facts(_sold(refund=100_00, sent=False, settled=True), costs=_costs()))
    assert (gone[Part.FREIGHT], gone.parcels) == (0, 0)


def test_an_unknown_cost_is_said_with_its_sales() -> None:
    known, unknown = _sold(settled=True), replace(_sold("p2", 50_00, settled=True), order_no="2")
    rows, total = told_apart(
        _facts(known, unknown, costs=_costs(RENT), people={DAY: Amount(0, Origin.RULE)}), Split.PRODUCT
    )
    assert [row.key for row in rows] == ["p1", "p2", ""]
    assert rows[0].contribution is not None
    assert rows[1].contribution is None
    assert total.contribution is None
    assert (total.unknown_sales, total.unknown_share) == (50_00, Decimal("0.333333"))
    # People and rent belong to no product.
    assert (rows[0][Part.PEOPLE], rows[0][Part.RENT_AND_OTHER], rows[2][Part.RENT_AND_OTHER]) == (0, 0, 100_00)


def test_without_statement_ads_or_rent_these_are_missing_not_nothing() -> None:
    total = _total(_facts(_sold(settled=True), covered=frozenset(), no_ads=False))
    missing = set(total.missing)
    assert {
        Part.PAYMENT_FEES, Part.AFFILIATE, Part.INSURANCE, Part.COMPENSATION, Part.ADS, Part.PEOPLE,
        Part.RENT_AND_OTHER, Part.FREIGHT,
    } <= missing  # fmt: skip
    assert total.origins[Part.ADS] is Origin.MISSING


def test_the_yearly_fee_is_spread_over_its_year() -> None:
    fee = LooseLine(date(2026, 1, 5), Part.PLATFORM_FEES, 36_500_00, yearly=True)
    month = month_of(date(2026, 2, 1))
    total = add_up("", cells(ProfitFacts(period=month, lines=[fee], covered=frozenset(month.days()))))
    assert total.known[Part.PLATFORM_FEES] == 28 * 100_00


def test_ads_go_to_the_product_that_the_report_names_and_else_by_sales() -> None:
    orders = (_sold("p1", 300_00, settled=True), replace(_sold("p2", 100_00, settled=True), order_no="2"))
    ads = [Spend(DAY, 10_00, "p2"), Spend(DAY, 8_00), Spend(DAY, 1_00, "plan-77")]
    rows, _total_row = told_apart(_facts(*orders, spends=ads, titles={"p1": "茶", "p2": "碗"}), Split.PRODUCT)
    spent = {row.key: row[Part.ADS] for row in rows}
    assert spent == {"p1": 6_75, "p2": 10_00 + 2_25, "": 0}


def test_the_break_even_is_where_the_contribution_becomes_nothing() -> None:
    ads = [Spend(DAY, 20_00, "p1")]
    order = _sold(settled=True, charges={Part.PLATFORM_FEES: 5_00})
    total = told_apart(
        _facts(order, costs=_costs(sellable=Decimal("0.5")), spends=ads, titles={"p1": "茶"}), Split.PRODUCT
    )[0][0]
    rate = total.break_even_refunds
    assert rate == Decimal("0.400000")  # 95 - 40 - 20 - 5 = 30 left of 95 - 20 lost at most
    # A hundred such orders of which this share comes back in full.
    back = [replace(order, refund_fen=100_00, charges={}, order_no=str(n)) for n in range(40)]
    kept = [replace(order, order_no=str(n)) for n in range(60)]
    many = told_apart(
        _facts(*kept, *back, costs=_costs(sellable=Decimal("0.5")), spends=[Spend(DAY, 2_000_00, "p1")],
               titles={"p1": "茶"}),
        Split.PRODUCT,
    )[0][0]  # fmt: skip
    assert many.contribution == 0


def test_losing_without_a_return_and_never_losing() -> None:
    losing = told_apart(_facts(_sold(settled=True), costs=_costs(cost_fen=120_00)), Split.PRODUCT)[0]
    assert losing[0].break_even_refunds == 0
    assert [row.key for row in loss_makers(losing)] == ["p1"]
    free = CostBook([UnitCost(store_id=1, product_id="p1", cost_fen=40_00)], (), [replace(RENT, kind=CostKind.FREIGHT)])
    never = told_apart(_facts(_sold(settled=True), costs=free), Split.PRODUCT)[0][0]
    assert never.break_even_refunds in (None, Decimal(1))


def test_the_published_structure_leaves_twelve_percent_before_tax() -> None:
    lines = structure(_total(_facts(_sold(settled=True), costs=_costs())))
    published = {str(line.name): line.published for line in lines}
    assert published["Left before tax"] == Decimal("0.12")  # 40 - 10 - 6 - 5 - 5 - 2, of which 4.5 is tax
    assert next(line.own for line in lines if str(line.name) == "Gross margin") == Decimal("0.6")


@pytest.mark.parametrize(
    ("day", "parts"),
    [(date(2026, 2, 1), 28), (date(2026, 3, 1), 31)],
)
def test_a_monthly_cost_is_its_amount_over_the_month(day: date, parts: int) -> None:
    cost = DatedCost(store_id=1, kind=CostKind.RENT, amount_fen=100_01, first_day=date(2020, 1, 1))
    days = list(month_of(day).days())
    assert len(days) == parts
    assert sum(cost.of_day(one) for one in days) == 100_01
    assert max(cost.of_day(one) for one in days) - min(cost.of_day(one) for one in days) == 1
