"""What a piece, a parcel and a day cost: which of several figures holds, and shares that add up to the fen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.cost_nouns import UNIT_COST
from shopdesk.domain.ledger.costs import (
    CostBook,
    CostKind,
    DatedCost,
    Rhythm,
    UnitCost,
    check_dated_cost,
    check_unit_cost,
    daily_part,
)
from shopdesk.domain.ledger.couriers import CourierRate
from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.periods import Period

MARCH_1, MARCH_2, MARCH_31 = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 31)


def unit(fen: int, since: date = date(2000, 1, 1), **named: str) -> UnitCost:
    """A unit cost."""
    return UnitCost(store_id=1, cost_fen=fen, valid_from=since, **named)


def dated(kind: CostKind, fen: int, **more: object) -> DatedCost:
    """A cost from the first of March on."""
    return DatedCost(store_id=1, kind=kind, amount_fen=fen, first_day=MARCH_1, **more)  # type: ignore[arg-type]


def test_the_most_exact_unit_cost_that_holds_already_counts() -> None:
    book = CostBook(
        [
            unit(1, product_id="p"),
            unit(2, MARCH_2, product_id="p"),
            unit(3, product_id="p", variant="红"),
            unit(4, merchant_code="A"),
            unit(5, product_id="p", merchant_code="B"),
            unit(6, merchant_code="B"),
        ]
    )

    def cost(product: str, variant: str, code: str, day: date = MARCH_1) -> int | None:
        found = book.unit(product, variant, code, day)
        return None if found is None else found.cost_fen

    assert cost("p", "", "") == 1
    assert cost("p", "", "", MARCH_2) == 2
    assert cost("p", "红", "A") == 3
    assert cost("p", "蓝", "A") == 4
    assert cost("p", "", "B") == 5
    assert cost("q", "", "B") == 6
    assert cost("", "", "B") == 6
    assert cost("p", "蓝", "C") == 1
    assert cost("q", "红", "") is None
    assert cost("", "红", "") is None
    assert book.unit("p", "", "", date(1999, 12, 31)) is None
    # A code of a product says nothing about the product's other codes.
    assert CostBook([unit(5, product_id="p", merchant_code="B")]).unit("p", "", "C", MARCH_1) is None


def test_a_parcel_costs_its_first_step_and_every_begun_one_more() -> None:
    book = CostBook(
        couriers=[
            CourierRate(store_id=1, first_fen=300, next_fen=100, next_grams=500),
            CourierRate(store_id=1, province="新疆", first_grams=500, first_fen=1200, next_grams=1, next_fen=1),
            CourierRate(store_id=1, province="广东省", first_fen=250, valid_from=MARCH_2),
            CourierRate(store_id=1, province="西藏", first_fen=900, next_fen=7, next_grams=0),
        ]
    )
    found = [book.parcel("浙江", grams, MARCH_1) for grams in (None, 0, 1000, 1001, 1500, 1501)]
    assert found == [300, 300, 300, 400, 400, 500]
    assert [book.parcel("新疆维吾尔自治区", grams, MARCH_1) for grams in (500, 501, 503)] == [1200, 1201, 1203]
    assert [book.parcel("广东", 100, day) for day in (MARCH_1, MARCH_2)] == [300, 250]
    assert book.parcel("西藏", 5000, MARCH_1) == 900
    assert book.parcel(None, 1001, MARCH_1) == 400
    # Without a price of further weight a heavy parcel costs no more.
    assert CostBook(couriers=[CourierRate(store_id=1, first_fen=300)]).parcel("", 9000, MARCH_1) == 300


def test_what_is_outside_the_limits_of_a_cost_is_refused() -> None:
    at_most = replace(unit(1_000_000_000, product_id="p" * 60), weight_grams=10_000_000)
    assert UNIT_COST.tidy(at_most) == at_most
    beyond: list[dict[str, object]] = [{"cost_fen": 1_000_000_001}, {"product_id": "p" * 61}]
    for more in [*beyond, {"weight_grams": 10_000_001}]:
        with pytest.raises(UserError):
            UNIT_COST.tidy(replace(at_most, **more))  # type: ignore[arg-type]


def test_freight_and_packing_that_are_typed() -> None:
    per = Rhythm.PER_PARCEL
    packing = dated(CostKind.PACKING, 65, rhythm=per)
    assert CostBook(dated=[packing]).parcel("", 1, MARCH_1) is None
    assert CostBook().parcel("", 1, MARCH_1) is None
    freight = [dated(CostKind.FREIGHT, 400, rhythm=per), dated(CostKind.FREIGHT, 30, rhythm=per)]
    assert CostBook(dated=[packing, *freight]).parcel("", 1, MARCH_1) == 495
    assert CostBook(dated=[packing, dated(CostKind.FREIGHT, 90_000)]).parcel("", 1, MARCH_1) == 65
    assert CostBook(dated=[packing, dated(CostKind.RENT, 90_000)]).parcel("", 1, MARCH_1) is None
    rate = CourierRate(store_id=1, first_fen=300)
    assert CostBook(couriers=[rate], dated=[packing, *freight]).parcel("", 1, MARCH_1) == 365
    # Asked of another day the prices of that day count.
    ended = CostBook(dated=[dated(CostKind.FREIGHT, 400, rhythm=per, last_day=MARCH_1)])
    assert [ended.parcel("", 1, day) for day in (MARCH_1, MARCH_2, MARCH_1)] == [400, None, 400]


def test_a_cost_holds_from_its_first_to_its_last_day() -> None:
    month = dated(CostKind.RENT, 3100, last_day=MARCH_2)
    eve = MARCH_1 - timedelta(days=1)
    assert [month.of_day(day) for day in (eve, MARCH_1, MARCH_2, MARCH_31)] == [0, 100, 100, 0]
    once = dated(CostKind.OTHER, 77, rhythm=Rhythm.ONCE)
    assert [once.of_day(day) for day in (eve, MARCH_1, MARCH_2)] == [0, 77, 0]
    spread = dated(CostKind.OTHER, 77, rhythm=Rhythm.ONCE, last_day=MARCH_2)
    assert [spread.of_day(day) for day in (eve, MARCH_1, MARCH_2, MARCH_31)] == [0, 39, 38, 0]
    assert dated(CostKind.PACKING, 77, rhythm=Rhythm.PER_PARCEL).of_day(MARCH_1) == 0
    book = CostBook(dated=[month, dated(CostKind.SOFTWARE, 62), dated(CostKind.PEOPLE, 31)])
    assert [book.of_day(Part.RENT_AND_OTHER, day) for day in (eve, MARCH_1, MARCH_31)] == [None, 102, 2]
    assert book.of_day(Part.PEOPLE, MARCH_31) == 1
    assert book.of_day(Part.ADS, MARCH_31) is None


@pytest.mark.parametrize("fen", [0, 1, -1, 30, 31, 32, -32, 3_000_07, -3_000_07])
def test_the_days_of_a_span_add_up_and_the_first_take_what_is_left_over(fen: int) -> None:
    span = Period(MARCH_1, MARCH_31)
    parts = [daily_part(fen, span, day) for day in span.days()]
    assert sum(parts) == fen
    assert [abs(part) for part in parts] == sorted(map(abs, parts), reverse=True)
    assert abs(parts[0]) - abs(parts[-1]) <= 1 and all(part * fen >= 0 for part in parts)


def test_a_cost_that_contradicts_itself_is_refused() -> None:
    check_unit_cost(unit(1, product_id="p", variant="红"))
    check_unit_cost(unit(1, merchant_code="A"))
    for wrong in (unit(1), unit(1, variant="红"), unit(1, merchant_code="A", variant="红")):
        with pytest.raises(UserError):
            check_unit_cost(wrong)
    check_dated_cost(dated(CostKind.RENT, 1, last_day=MARCH_1))
    check_dated_cost(dated(CostKind.PACKING, 1, rhythm=Rhythm.PER_PARCEL))
    for bad in (
        dated(CostKind.RENT, 1, last_day=MARCH_1 - timedelta(days=1)),
        dated(CostKind.RENT, 1, rhythm=Rhythm.PER_PARCEL),
    ):
        with pytest.raises(UserError):
            check_dated_cost(bad)
