"""The till: every order of discounts, held against walking all of them one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.discount_facts import DISCOUNT_FIELDS, discounts_of, pieces_of
from shopdesk.domain.campaigns.discounts import Discount, DiscountKind, ladder
from shopdesk.domain.campaigns.facts import check_facts
from shopdesk.domain.campaigns.price_cases import price_case
from shopdesk.domain.campaigns.price_safety import PriceCase, check_price
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct
from shopdesk.domain.fields import FieldError

CAMPAIGN = Campaign(id=7, store_id=1, name="38 焕新", start=date(2026, 3, 4), end=date(2026, 3, 8))
SHARES = st.sampled_from(["0", "0.3", "0.5", "1"])


@st.composite
def said(draw: st.DrawFn) -> dict[str, str]:
    """Figures as somebody may type them about some of the discounts."""
    facts: dict[str, str] = {}
    for kind in draw(st.sets(st.sampled_from(sorted(DiscountKind)), max_size=5)):
        if kind in (DiscountKind.MEMBER, DiscountKind.COINS):
            facts[f"{kind}_rate"] = str(draw(st.sampled_from(["0.01", "0.05", "0.12", "0.333"])))
        else:
            facts[f"{kind}_off"] = str(draw(st.integers(1, 60)))
            start = draw(st.integers(61, 200))
            if kind is DiscountKind.THRESHOLD or draw(st.booleans()):
                facts[f"{kind}_from"] = str(start)
        if f"{kind}_share" in DISCOUNT_FIELDS and draw(st.booleans()):
            facts[f"{kind}_share"] = draw(SHARES)
    return facts


def half_up(value: Fraction) -> int:
    return int((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def by_hand(price: int, facts: dict[str, str]) -> list[tuple[int, int]]:
    """What is paid and what the store bears, in fen, in each order of the discounts."""
    names = sorted({code.split("_")[0] for code in facts})
    ends = []
    for order in permutations(names):
        left, borne = price, 0
        for name in order:
            off, start = (int(facts.get(f"{name}_{part}", "0")) * 100 for part in ("off", "from"))
            if name in ("member", "coins"):
                taken = half_up(Fraction(facts[f"{name}_rate"]) * left)
            elif left < start:
                taken = 0
            else:
                taken = off * (left // start) if name == "every" else off
            taken = min(taken, left)
            left -= taken
            borne += half_up(Fraction(facts.get(f"{name}_share", "0" if name == "platform" else "1")) * taken)
        ends.append((left, borne))
    return ends


@given(price=st.integers(1, 60_000), facts=said())
def test_the_ends_are_those_of_all_orders(price: int, facts: dict[str, str]) -> None:
    ends, found = by_hand(price, facts), ladder(price, discounts_of(check_facts(facts)))
    assert found.lowest.paid_fen == min(paid for paid, _borne in ends)
    assert found.highest.paid_fen == max(paid for paid, _borne in ends)
    assert found.dearest.store_fen == max(borne for _paid, borne in ends)
    assert found.cheapest.store_fen == min(borne for _paid, borne in ends)


@given(price=st.integers(1, 60_000), facts=said())
def test_each_way_says_who_bears_what(price: int, facts: dict[str, str]) -> None:
    found = ladder(price, discounts_of(facts))
    for way in (found.lowest, found.highest, found.dearest, found.cheapest):
        assert price - sum(one.off_fen for one in way.taken) == way.paid_fen >= 0
        assert sum(one.store_fen for one in way.taken) == way.store_fen
        assert all(0 <= one.store_fen <= one.off_fen for one in way.taken)
        assert len(way.taken) == len(discounts_of(facts))


def test_order_decides_whether_a_coupon_is_reached() -> None:
    facts = {"member_rate": "0.05", "store_off": "50", "store_from": "300"}
    found = ladder(30_000, discounts_of(facts))
    assert found.lowest.paid_fen == 23_750  # the coupon first, then 5 %
    assert found.highest.paid_fen == 28_500  # 5 % first, and 285 yuan do not reach the coupon


def test_a_platform_coupon_costs_the_store_nothing_unless_said() -> None:
    assert ladder(10_000, discounts_of({"platform_off": "20"})).dearest.store_fen == 0
    assert ladder(10_000, discounts_of({"platform_off": "20", "platform_share": "0.5"})).dearest.store_fen == 1_000


def product(facts: dict[str, str], price: int, cost: int | None, listed: int | None = None) -> CampaignProduct:
    return CampaignProduct(
        store_id=1, campaign_id=1, product_id="1", price_fen=price, cost_fen=cost, list_fen=listed, facts=facts
    )


def case_of(facts: dict[str, str], price: int, cost: int | None, listed: int | None = None) -> PriceCase:
    return price_case(CAMPAIGN, product(facts, price, cost, listed))


@pytest.mark.parametrize(
    ("facts", "rate", "shipping", "ads"),
    [
        ({}, "0", 0, 0),
        ({"commission_rate": "0.05", "shipping": "3", "ads": "2.5"}, "0.05", 3_00, 2_50),
        ({"commission_rate": "0.99", "shipping": "0", "ads": " "}, "0.99", 0, 0),
        # A share that leaves nothing, and an amount below nothing, were not meant.
        ({"commission_rate": "1", "shipping": "-1", "ads": "a lot"}, "0", 0, 0),
        ({"commission_rate": "-0.1"}, "0", 0, 0),
    ],
)
def test_costs_that_nobody_entered_are_left_out(facts: dict[str, str], rate: str, shipping: int, ads: int) -> None:
    case = case_of(facts, 100_00, 40_00)
    assert (case.commission_rate, case.shipping_fen, case.ads_fen) == (Decimal(rate), shipping, ads)
    left = (1 - Decimal(rate)) * 100_00 - 40_00 - shipping - ads
    assert check_price(case).profit_fen == int(left)


@given(
    facts=said(),
    price=st.integers(100, 40_000),
    cost=st.integers(0, 30_000),
    listed=st.none() | st.integers(100, 60_000),
    pieces=st.integers(1, 5),
    rate=st.sampled_from(["0", "0.05", "0.2"]),
)
def test_an_advised_price_passes(
    facts: dict[str, str], price: int, cost: int, listed: int | None, pieces: int, rate: str
) -> None:
    case = case_of({**facts, "pieces": str(pieces), "commission_rate": rate}, price, cost, listed)
    answer = check_price(case)
    assert answer.paid_fen is not None and answer.highest_fen is not None
    assert 0 <= answer.paid_fen <= answer.highest_fen
    assert answer.profit_fen is not None and answer.best_fen is not None and answer.profit_fen <= answer.best_fen
    if answer.advice_fen is not None:
        assert answer.warnings and price < answer.advice_fen and answer.advice_fen <= (listed or answer.advice_fen)
        assert not check_price(replace(case, price_fen=answer.advice_fen)).warnings
    if answer.break_even_fen is not None and case.discounts:
        at = check_price(replace(case, price_fen=answer.break_even_fen))
        assert at.profit_fen is not None and at.profit_fen >= 0


def test_a_budget_is_earned_by_so_many_pieces() -> None:
    case = replace(case_of({"platform_off": "10"}, 10_000, 7_000), budget_fen=100_001)
    assert check_price(case).break_even_pieces == 34  # 30 yuan a piece
    assert check_price(replace(case, cost_fen=10_000)).break_even_pieces is None, "nothing is earned"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"every_off": "50"}, "every_from"),
        ({"every_off": "300", "every_from": "300"}, "every_from"),
        ({"pieces": "1.5"}, "pieces"),
        ({"pieces": "0"}, "pieces"),
        ({"member_rate": "1.2"}, "member_rate"),
        ({"store_off": "1.005"}, "store_off"),
    ],
)
def test_what_no_platform_offers_is_refused_at_its_field(facts: dict[str, str], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_facts(facts)
    assert refused.value.field.name == field


def test_figures_nobody_can_have_meant_are_no_discount() -> None:
    assert discounts_of({"store_off": "x", "member_rate": "7", "coins_rate": "nan"}) == []
    assert pieces_of({"pieces": "1e30"}) == 1
    assert discounts_of({"coins_rate": "0.1", "coins_share": "9"}) == [
        Discount(kind=DiscountKind.COINS, off_rate=Decimal("0.1"))
    ]
