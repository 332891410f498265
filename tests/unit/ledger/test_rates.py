"""Which commission rate an order was to be charged: own figures by day and category, else the shipped rules."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from shopdesk.domain.ledger.rates import CommissionRates, ItemShare, category_names
from shopdesk.domain.setup.fees import FeeInputs, FeeItem, OwnFee, own_in_force, parse_rule_set
from shopdesk.domain.setup.records import Trademark

DAY = date(2026, 3, 10)
SHIPPED = parse_rule_set(
    {
        "code": "x", "platform": "tmall", "zh": "资费", "en": "Fees", "valid_from": date(2024, 9, 1),
        "as_of": date(2025, 1, 1),
        "category": [{"code": "tea", "zh": "茶", "en": "Tea"}, {"code": "clothing", "zh": "服装", "en": "Clothing"}],
        "commission": [{"categories": ["tea"], "rate": "0.02"}, {"categories": ["clothing"], "rate": "0.05"}],
    }
)  # fmt: skip


def own(number: int, rate: str | None, category: str = "", begins: date | None = None) -> OwnFee:
    """An own figure; one without a rate takes back what stood there."""
    return OwnFee(
        id=number,
        store_id=1,
        item=FeeItem.COMMISSION,
        rate=None if rate is None else Decimal(rate),
        source="合同",
        as_of=DAY,
        withdrawn=rate is None,
        category=category,
        valid_from=begins,
    )


def rates(*figures: OwnFee, category: str = "clothing") -> CommissionRates:
    """The rates of a Tmall store."""
    inputs = FeeInputs("tmall", "flagship", Trademark.REGISTERED, category, None)
    return CommissionRates(inputs, [SHIPPED], figures)


def test_shipped_rule_by_the_category_of_store_and_product() -> None:
    """A product whose category the rules know takes that rate; others the rate of the store."""
    found = rates()
    assert found.rate(DAY) == Decimal("0.05")
    assert found.rate(DAY, "食品>茶>绿茶") == Decimal("0.02")
    assert found.rate(DAY, "Tea") == Decimal("0.02")
    assert found.rate(DAY, "玩具") == Decimal("0.05")
    assert rates(category="toys").rate(DAY) is None


def test_own_figures_by_day_and_category() -> None:
    """A category goes before all products, the later before the earlier, the newest of the same place counts."""
    april = date(2026, 4, 1)
    found = rates(own(1, "0.03"), own(2, "0.04", begins=april), own(3, "0.01", "茶"), own(4, "0.035"))
    assert found.rate(DAY) == Decimal("0.035")
    assert found.rate(april) == Decimal("0.04")
    assert found.rate(april, "茶") == Decimal("0.01")
    assert found.rate(DAY, "服装") == Decimal("0.035")


def test_withdrawn_figures() -> None:
    """Taking back for all products restores the shipped rule; for one category only that category."""
    later = date(2026, 3, 1)
    assert rates(own(1, "0.03", begins=later), own(2, None)).rate(DAY) == Decimal("0.05")
    assert rates(own(1, "0.03"), own(2, "0.01", "茶"), own(3, None, "茶")).rate(DAY, "茶") == Decimal("0.03")
    assert rates(own(1, None), own(2, "0.03")).rate(DAY) == Decimal("0.03")


def test_of_the_same_place_only_the_item_counts() -> None:
    """A figure of another fee is no commission, and one that begins later does not hold yet."""
    other = OwnFee(id=9, store_id=1, item=FeeItem.SERVICE_FEE, rate=Decimal("0.01"), source="合同", as_of=DAY)
    assert own_in_force([other], FeeItem.COMMISSION, DAY) is None
    assert own_in_force([own(1, "0.03", begins=date(2026, 3, 11))], FeeItem.COMMISSION, DAY) is None
    assert own_in_force([own(1, "0.03", begins=DAY)], FeeItem.COMMISSION, DAY) is not None


def test_order_of_several_products() -> None:
    """Rates are weighed by the items' amounts; equal ones need no weights."""
    found = rates(own(1, "0.02", "茶"), own(2, "0.05"))
    tea, shirt = ItemShare("茶", 30_00), ItemShare(None, 10_00)
    assert found.of_order(DAY, [tea, shirt]) == Fraction(2 * 3 + 5, 400)
    assert found.of_order(DAY, [tea, tea]) == Fraction(2, 100)
    assert found.of_order(DAY, []) == Fraction(5, 100)
    assert found.of_order(DAY, [ItemShare("茶", 0), ItemShare(None, 0)]) == Fraction(7, 200)
    assert rates(own(1, "0.02", "茶"), category="toys").of_order(DAY, [tea, shirt]) is None


@pytest.mark.parametrize(
    ("category", "names"),
    [
        (None, ()),
        ("  ", ()),
        ("女装", ("女装",)),
        ("女装/连衣裙", ("女装/连衣裙", "连衣裙", "女装")),
        ("Tea > Green", ("tea > green", "green", "tea")),
    ],
)
def test_category_names(category: str | None, names: tuple[str, ...]) -> None:
    """The whole of a category first, then its parts from the most exact on."""
    assert category_names(category) == names
