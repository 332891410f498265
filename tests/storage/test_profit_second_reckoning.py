"""Profit of generated stores, reckoned a second time by plain code that shares nothing with the program's.

The world is made of dictionaries, written into the data file as imports and the owner's entries would be, and profit
is then asked of the service by product and by day.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.ledger.parts import Part, ProfitRow
from shopdesk.domain.ledger.profit_table import Split
from shopdesk.domain.stores import Store
from tests.storage.profit_stores import (
    COMMISSION,
    COST,
    DAYS,
    DEARER,
    DEARER_FROM,
    FIRST,
    FREIGHT,
    LAST,
    PACKING,
    PRODUCTS,
    RENT,
    SELLABLE,
    SOFTWARE,
    world,
    write,
)  # fmt: skip

PART_OF_KIND = {
    "commission": "platform_fees", "software_fee": "platform_fees", "points": "platform_fees",
    "coupons": "platform_fees", "payment_service": "payment_fees", "affiliate": "affiliate", "insurance": "insurance",
    "insurance_paid_out": "insurance", "compensation": "compensation", "donation": "rent_and_other",
    "loan_cost": "rent_and_other", "interest": "rent_and_other",
}  # fmt: skip

# Nothing below asks the program for a rule.


def half_up(value: Fraction) -> int:
    """The nearest whole number, a half away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 2 + 1) // 2)


def parts_of(total: int, weights: list[int]) -> list[int]:
    """Shares that add up: everybody the whole part, what is left to the largest fractions, earlier ones first."""
    if not sum(weights):
        weights = [1] * len(weights)
    sign = -1 if total < 0 else 1
    quotas = [Fraction(abs(total) * weight, sum(weights)) for weight in weights]
    whole = [int(quota) for quota in quotas]
    left = abs(total) - sum(whole)
    for place in sorted(range(len(weights)), key=lambda i: (-(quotas[i] - whole[i]), i))[:left]:
        whole[place] += 1
    return [sign * fen for fen in whole]


def in_span(fen: int, length: int, place: int) -> int:
    """One of ``length`` equal parts, the first ones a fen larger."""
    return parts_of(fen, [1] * length)[place]


def reckon(made: dict[str, Any]) -> dict[tuple[date, str], dict[str, int]]:
    """Every amount by day and product, ``""`` for none."""
    book: dict[tuple[date, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    known = {order["no"]: order for order in made["orders"]}
    for day, kind, fen, number in made["lines"]:
        part = PART_OF_KIND.get(kind)
        if number in known:
            if part:
                known[number]["charges"][part] -= fen
        elif part and day in DAYS:
            book[day, ""][part] -= fen
    day, fen = made["yearly"]
    for one in DAYS:
        book[one, ""]["platform_fees"] -= in_span(fen, 365, (one - date(2026, 1, 1)).days)
    for order in made["orders"]:
        _order(book, order)
    for day in DAYS:
        _running(book, day, made)
    return book


def _order(book: dict[tuple[date, str], dict[str, int]], order: dict[str, Any]) -> None:
    day, items, paid, refund = order["day"], order["items"], order["paid"], order["refund"]
    weights = [item["payable"] for item in items]
    sales = parts_of(paid, weights)
    said = [item["refund"] for item in items]
    backs = parts_of(refund, said if sum(said) else weights)
    charges = dict(order["charges"])
    if not order["received"] and refund < paid:
        expected = half_up((paid - refund) * COMMISSION) + half_up((paid - refund) * SOFTWARE)
        charges["platform_fees"] = max(expected, charges.get("platform_fees", 0))
    left = order["sent"] or not (refund >= paid > 0)
    for place, item in enumerate(items):
        cell = book[day, item["product"]]
        cell["sales"] += sales[place]
        cell["refunds"] += backs[place]
        for part, fen in charges.items():
            cell[part] += parts_of(fen, weights)[place]
        if left:
            cell["freight"] += parts_of(FREIGHT + PACKING, weights)[place]
        if item["product"] not in COST:
            cell["unknown"] += sales[place]
            cell["no_cost"] = 1
            continue
        dearer = item["product"] == "600001" and day >= DEARER_FROM
        goods = item["pieces"] * (DEARER if dearer else COST[item["product"]])
        if not left:
            goods = 0
        elif backs[place] > 0 and backs[place] >= sales[place]:
            goods -= half_up(goods * SELLABLE[item["product"]])
        cell["cost_of_goods"] += goods


def _running(book: dict[tuple[date, str], dict[str, int]], day: date, made: dict[str, Any]) -> None:
    length = 31 if day.month == 1 else 28
    whole = book[day, ""]
    whole["rent_and_other"] += in_span(RENT, length, day.day - 1)
    pay = Fraction(4_000_01, length)
    whole["people"] += half_up(pay * day.day) - half_up(pay * (day.day - 1))
    named = made["ads"].get((day, "600002"), 0)
    rest = made["ads"][day, ""] - named
    sold = sorted(product for one, product in book if one == day and product and book[day, product]["sales"])
    if (day, "600002") in made["ads"] and any(
        item["product"] == "600002" for order in made["orders"] for item in order["items"]
    ):
        book[day, "600002"]["ads"] += named
    else:
        rest += named
    for product, fen in zip(
        sold or [""], parts_of(rest, [book[day, product]["sales"] for product in sold] or [1]), strict=True
    ):
        book[day, product]["ads"] += fen


@pytest.mark.parametrize(("seed", "products"), [(seed, PRODUCTS[:3]) for seed in range(5)] + [(99, PRODUCTS)])
def test_the_program_and_plain_code_reckon_the_same(app: App, store: Store, seed: int, products: list[str]) -> None:
    made = world(seed, products)
    write(app, store, made)
    book = reckon(made)
    for by, place in ((Split.PRODUCT, 1), (Split.DAY, 0)):
        table = app.services.profit.table(store.id or 0, FIRST, LAST, by)
        sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for key, cell in book.items():
            name = key[place] if place else key[0].isoformat()
            for part, fen in cell.items():
                sums[str(name)][part] += fen
        rows = {row.key: row for row in table.rows}
        assert set(rows) == set(sums)
        for name, row in rows.items():
            _same(row, sums[name])
    whole: dict[str, int] = defaultdict(int)
    for cell in book.values():
        for part, fen in cell.items():
            whole[part] += fen
    _same(app.services.profit.table(store.id or 0, FIRST, LAST, Split.MONTH).total, whole)


def _same(row: ProfitRow, sums: dict[str, int]) -> None:
    for part in Part:
        if part is Part.COST_OF_GOODS and sums["no_cost"]:
            assert row[part] is None
        else:
            assert row[part] == sums[part.value], (row.key, part)
    assert row.unknown_sales == sums["unknown"]
    if not sums["no_cost"]:
        costs = sum(sums[part.value] for part in Part if part is not Part.SALES)
        assert row.profit == sums["sales"] - costs
