"""Several products in one order: every order of discounts walked one by one, the worst order found by trying all."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.basket_search import worst_basket
from shopdesk.domain.campaigns.basket_words import basket_words, searched_words
from shopdesk.domain.campaigns.baskets import BasketLine, check_basket, least_left
from shopdesk.domain.campaigns.price_cases import price_case
from shopdesk.domain.campaigns.price_safety import check_price
from shopdesk.domain.campaigns.records import Campaign, CampaignProduct

CAMPAIGN = Campaign(id=7, store_id=1, name="38 焕新", start=date(2026, 3, 4), end=date(2026, 3, 8))
KINDS = ("member", "item", "store", "every", "platform", "coins")
ORDER_WIDE = ("store", "every", "platform")
Facts = dict[str, str]
Offer = tuple[int, int, int, Facts]  # price and cost a piece in fen, pieces, what is said


def line(name: str, price: int, cost: int | None, pieces: int, facts: Facts) -> BasketLine:
    one = CampaignProduct(
        store_id=1,
        campaign_id=7,
        product_id=name,
        price_fen=price,
        cost_fen=cost,
        facts={**facts, "pieces": str(pieces)},
    )
    return BasketLine(name=name, case=price_case(CAMPAIGN, one))


def lines_of(offers: list[Offer]) -> list[BasketLine]:
    return [line(f"P{place}", price, cost, pieces, facts) for place, (price, cost, pieces, facts) in enumerate(offers)]


@st.composite
def offers(draw: st.DrawFn, most: int = 3, most_pieces: int = 3) -> list[Offer]:
    """Products of which some have the same discounts on the order, some their own, some none."""
    wide: Facts = {}
    for kind in draw(st.sets(st.sampled_from(ORDER_WIDE), max_size=3)):
        wide[f"{kind}_off"] = str(draw(st.integers(1, 40)))
        if kind == "every" or draw(st.booleans()):
            wide[f"{kind}_from"] = str(draw(st.integers(41, 150)))
    found = []
    for _place in range(draw(st.integers(1, most))):
        facts = {code: said for code, said in wide.items() if draw(st.booleans()) or code.endswith("_from")}
        facts = {code: said for code, said in facts.items() if f"{code.split('_')[0]}_off" in facts}
        for kind in draw(st.sets(st.sampled_from(("member", "coins")))):
            facts[f"{kind}_rate"] = draw(st.sampled_from(["0.01", "0.05", "0.333"]))
        if draw(st.booleans()):
            facts["item_off"] = str(draw(st.integers(1, 20)))
            facts["item_from"] = str(draw(st.integers(21, 80)))
        for kind in ("every", "platform", "member"):
            if (f"{kind}_off" in facts or f"{kind}_rate" in facts) and draw(st.booleans()):
                facts[f"{kind}_share"] = draw(st.sampled_from(["0", "0.3", "1"]))
        facts["commission_rate"] = draw(st.sampled_from(["0", "0.05", "0.2"]))
        found.append(
            (draw(st.integers(1, 15_000)), draw(st.integers(0, 9_000)), draw(st.integers(1, most_pieces)), facts)
        )
    return found


def half_up(value: Fraction) -> int:
    return int((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def dealt(total: int, weights: list[int]) -> list[int]:
    """One fen at a time would take long: whole parts first, then the largest rests, the earlier first."""
    whole = sum(weights)
    parts = [total * weight // whole if whole else 0 for weight in weights]
    rests = [(-(total * weight % whole) if whole else 0, place) for place, weight in enumerate(weights)]
    for _rest, place in sorted(rests)[: total - sum(parts)]:
        parts[place] += 1
    return parts


def by_hand(found: list[Offer]) -> list[tuple[list[int], list[int]]]:
    """What is paid and what the store bears of each product, in each order of the kinds."""
    names = [kind for kind in KINDS if any(f"{kind}_off" in facts or f"{kind}_rate" in facts for *_x, facts in found)]
    ends = []
    for order in permutations(names):
        left, borne = [price * pieces for price, _cost, pieces, _facts in found], [0] * len(found)
        for name in order:
            together: dict[object, list[int]] = {}
            for place, (*_x, facts) in enumerate(found):
                if f"{name}_off" in facts or f"{name}_rate" in facts:
                    key = (facts[f"{name}_off"], facts.get(f"{name}_from", "0")) if name in ORDER_WIDE else place
                    together.setdefault(key, []).append(place)
            for places in together.values():
                facts, there = found[places[0]][3], sum(left[place] for place in places)
                off, start = (int(facts.get(f"{name}_{part}", "0")) * 100 for part in ("off", "from"))
                if f"{name}_rate" in facts:
                    off = half_up(Fraction(facts[f"{name}_rate"]) * there)
                elif there < start:
                    off = 0
                elif name == "every":
                    off *= there // start
                for place, part in zip(places, dealt(min(off, there), [left[one] for one in places]), strict=True):
                    left[place] -= part
                    share = found[place][3].get(f"{name}_share", "0" if name == "platform" else "1")
                    borne[place] += half_up(Fraction(share) * part)
        ends.append((left, borne))
    return ends


def rest(offer: Offer, borne: int) -> int:
    price, cost, pieces, facts = offer
    received = price * pieces - borne
    return received - half_up(Fraction(facts["commission_rate"]) * received) - cost * pieces


@settings(deadline=None)
@given(found=offers())
def test_the_ends_are_those_of_all_orders(found: list[Offer]) -> None:
    ends, answer = by_hand(found), check_basket(lines_of(found))
    assert sum(answer.lowest.paid_fen) == min(sum(paid) for paid, _borne in ends)
    assert sum(answer.highest.paid_fen) == max(sum(paid) for paid, _borne in ends)
    for place, offer in enumerate(found):
        assert answer.paid[place].low == min(paid[place] for paid, _borne in ends)
        assert answer.paid[place].high == max(paid[place] for paid, _borne in ends)
        left = answer.left[place]
        assert left is not None
        assert left.low == min(rest(offer, borne[place]) for _paid, borne in ends)
        assert left.high == max(rest(offer, borne[place]) for _paid, borne in ends)
    rests = [sum(map(rest, found, borne)) for _paid, borne in ends]
    assert answer.order_left is not None
    assert (answer.order_left.low, answer.order_left.high) == (min(rests), max(rests))
    assert sum(map(rest, found, answer.dearest.store_fen)) == min(rests) == least_left(lines_of(found))


@settings(deadline=None)
@given(found=offers())
def test_the_parts_add_up_and_nothing_is_below_nothing(found: list[Offer]) -> None:
    lines = lines_of(found)
    answer = check_basket(lines)
    for way in (answer.lowest, answer.highest, answer.dearest):
        for place, one in enumerate(lines):
            assert one.price_fen - sum(part.off_fen[place] for part in way.parts) == way.paid_fen[place] >= 0
            assert sum(part.store_fen[place] for part in way.parts) == way.store_fen[place]
        assert all(
            0 <= borne <= off for part in way.parts for borne, off in zip(part.store_fen, part.off_fen, strict=True)
        )
    assert answer.price_fen == sum(price * pieces for price, _cost, pieces, _facts in found)


@settings(deadline=None)
@given(found=offers(most=1), stacked=st.integers(0, 30))
def test_an_order_of_one_product_is_what_its_price_comes_to(found: list[Offer], stacked: int) -> None:
    ((price, cost, pieces, facts),) = found
    one = CampaignProduct(
        store_id=1, campaign_id=7, product_id="1", price_fen=price + 3_000, cost_fen=cost, stacked_fen=stacked * 100,
        facts={**facts, "pieces": str(pieces)},
    )  # fmt: skip
    case = price_case(CAMPAIGN, one)
    alone, answer = check_price(case), check_basket([BasketLine(name="1", case=case)])
    paid, left = answer.paid[0], answer.left[0]
    assert left is not None and left == answer.order_left
    assert (paid.low // pieces, -(-paid.high // pieces)) == (alone.paid_fen, alone.highest_fen)
    if alone.ladder is not None:
        assert (paid.low, paid.high) == (alone.ladder.lowest.paid_fen, alone.ladder.highest.paid_fen)
        assert sum(answer.dearest.store_fen) == alone.ladder.dearest.store_fen
    if pieces == 1:
        assert (left.low, left.high) == (alone.profit_fen, alone.best_fen)


def all_orders(found: list[Offer], most_products: int, most_pieces: int) -> list[tuple[Fraction, list[Offer]]]:
    """Every order that just reaches an amount, with the share of its price that is left at worst."""
    asked: dict[tuple[str, str, str], list[int]] = {}
    for place, (*_x, facts) in enumerate(found):
        for kind in ORDER_WIDE:
            if f"{kind}_off" in facts:
                asked.setdefault((kind, facts[f"{kind}_off"], facts.get(f"{kind}_from", "0")), []).append(place)
    furthest = 2 * max((int(start) * 100 for _kind, _off, start in asked), default=0)
    reached = []
    for counts in product(range(most_pieces + 1), repeat=len(found)):
        held = [place for place, count in enumerate(counts) if count]
        if not 0 < len(held) <= most_products or sum(counts) > most_pieces:
            continue
        amount, cheapest = (
            sum(found[place][0] * counts[place] for place in held),
            min(found[place][0] for place in held),
        )
        for (kind, _off, start), sharers in asked.items():
            first = max(int(start) * 100, 1)
            steps = [
                first * time for time in range(1, 11) if time == 1 or (kind == "every" and first * time <= furthest)
            ]
            if set(held) <= set(sharers) and any(amount >= step > amount - cheapest for step in steps):
                reached.append([(found[place][0], found[place][1], counts[place], found[place][3]) for place in held])
                break
    return [
        (Fraction(min(sum(map(rest, order, borne)) for _paid, borne in by_hand(order)),
                  sum(price * pieces for price, _cost, pieces, _facts in order)), order)
        for order in reached
    ]  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(found=offers(most=4), products=st.integers(1, 3), pieces=st.integers(1, 4))
def test_no_order_that_reaches_an_amount_is_worse(found: list[Offer], products: int, pieces: int) -> None:
    every = all_orders(found, products, pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shopdesk.domain.campaigns.basket_search.MOST_PRODUCTS", products)
        patch.setattr("shopdesk.domain.campaigns.basket_search.MOST_PIECES", pieces)
        worst = worst_basket(lines_of(found))
    if worst is None:
        assert not every
        return
    order = [(found[place][0], found[place][1], count, found[place][3]) for place, count in worst.pieces]
    assert any(order == one for _share, one in every), "an order of the kind that is looked at"
    answer = check_basket(lines_of(order))
    assert answer.order_left is not None
    assert Fraction(answer.order_left.low, answer.price_fen) == min(share for share, _order in every)


def test_a_discount_on_the_order_is_shared_out_to_the_fen() -> None:
    every = {"every_off": "50", "every_from": "300", "every_share": "0.5"}
    answer = check_basket([line("A", 10_000, 6_000, 1, every), line("B", 20_001, 9_000, 1, every)])
    (part,) = answer.dearest.parts
    assert part.off_fen == (1_667, 3_333), "50 yuan by 100.00 and 200.01"
    assert part.store_fen == (834, 1_667), "half of each"
    assert answer.lowest.paid_fen == (8_333, 16_668)


def test_a_product_without_the_discount_does_not_help_to_reach_it() -> None:
    every = {"every_off": "50", "every_from": "300"}
    answer = check_basket([line("A", 20_000, 6_000, 1, every), line("B", 20_000, 9_000, 1, {})])
    assert sum(answer.lowest.paid_fen) == 40_000


def test_an_unknown_cost_leaves_the_rest_unknown() -> None:
    lines = [line("A", 10_000, None, 1, {}), line("B", 20_000, 9_000, 1, {})]
    answer = check_basket(lines)
    assert answer.order_left is None and answer.left[0] is None and answer.left[1] is not None
    assert answer.margin is None and least_left(lines) is None
    assert "unit cost of “A” is missing" in str(basket_words(lines, answer)[0].lines[0])


def test_products_without_cost_or_price_are_left_out_of_the_search() -> None:
    coupon = {"store_off": "10", "store_from": "100"}
    assert worst_basket([line("A", 10_000, None, 1, coupon)]) is None
    found = worst_basket([line("A", 10_000, None, 1, coupon), line("B", 6_000, 1_000, 1, coupon)])
    assert found is not None and (found.pieces, found.level_fen) == (((1, 2),), 10_000)
    assert "Left out" in str(searched_words(level_fen=10_000, left_out=1)[1])


def test_an_order_has_a_product() -> None:
    with pytest.raises(ValueError, match="at least one"):
        check_basket([])
