"""Entry rules, price safety, overlaps and review figures."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.discounts import Discount, DiscountKind
from shopdesk.domain.campaigns.facts import check_facts
from shopdesk.domain.campaigns.gate_metrics import METRICS, Scope, Unit
from shopdesk.domain.campaigns.gates import Answer, Gate, check_gate, parse_gates
from shopdesk.domain.campaigns.overlap import overlaps
from shopdesk.domain.campaigns.price_safety import PriceAnswer, PriceCase, check_price
from shopdesk.domain.campaigns.records import Campaign, CampaignKind, CampaignProduct, CampaignState
from shopdesk.domain.campaigns.review import Takings, review
from shopdesk.domain.errors import UserError

RULES = Path(__file__).resolve().parents[3] / "resources" / "rules"
GATES = {
    gate.code: gate
    for file in sorted(RULES.glob("gates-*.toml"))
    for gate in parse_gates(tomllib.loads(file.read_text("utf-8")))
}
D = Decimal
GOOD = {
    "credit": D(300), "praise_rate": D("0.985"), "consumer_protection": D(1), "store_page": D(1),
    "sold": D(30), "reviews": D(8), "quantity": D(120), "price": D("89.50"), "list_price": D(199),
    "free_shipping": D(1),
}  # fmt: skip


def gate(code: str) -> Gate:
    return GATES[code]


def line(code: str, metric: str, **facts: Decimal | None) -> tuple[Answer, str]:
    found = next(a for a in check_gate(gate(code), {**GOOD, **facts}).answers if a.rule.metric == metric)
    return found.answer, str(found.sentence)


def advice(code: str, **facts: Decimal | None) -> str:
    return str(check_gate(gate(code), {**GOOD, **facts}).advice or "")


def test_a_product_that_has_everything_passes() -> None:
    assert check_gate(gate("duchangtuan"), GOOD).answer is Answer.PASSED


def test_the_nearest_change_that_would_pass_is_named() -> None:
    answer, sentence = line("duchangtuan", "quantity_x_price", quantity=D(100))
    assert answer is Answer.FAILED
    assert "1,050.00 yuan too little" in sentence
    assert advice("duchangtuan", quantity=D(100)) == "Change the quantity to 112."
    assert advice("duchangtuan", price=D(5), quantity=D(2000)) == "Raise the price to 19.90 yuan."
    ranked = {"lowest_rating": D("4.8"), "credit": D(2000), "real_goods_share": D("0.96"), "open_days": D(300)}
    assert advice("coins", **ranked, sold=D(60), fake_one_pay_three=D(1), quantity=D(88), lowest_net=D(90),
                  intervened_refunds=D(0)) == "Change the quantity to 200."  # fmt: skip


def test_advice_that_breaks_another_rule_is_not_offered() -> None:
    """Half the list price is 99.50, and then 84 pieces no longer come to 10,000 yuan."""
    assert advice("duchangtuan", price=D(120), quantity=D(84)) == (
        "Lower the price to 99.50 yuan. Change the quantity to 101."
    )
    assert advice("duchangtuan", price=D(120)) == "Lower the price to 99.50 yuan."


def test_no_change_of_the_offer_is_advised_where_the_store_falls_short() -> None:
    assert advice("duchangtuan", price=D(120), credit=D(3)) == ""
    assert advice("duchangtuan") == ""


def test_shares_differ_by_points() -> None:
    assert line("duchangtuan", "praise_rate", praise_rate=D("0.955"))[1] == (
        "Share of good ratings at least 98 %: it is 95.5 %, 2.5 percentage points too little."
    )


def _figure(code: str, bar: Decimal) -> st.SearchStrategy[Decimal]:
    """A figure that may pass or fail a rule whose bar is ``bar``."""
    metric = METRICS[code]
    if metric.unit is Unit.YES_NO:
        return st.sampled_from([D(0), D(1)])
    if metric.unit is Unit.YUAN:
        return st.integers(1, 500_00).map(lambda fen: D(fen) / 100)
    if metric.scope is Scope.OFFER:
        return st.integers(1, 4000).map(D)
    return st.integers(1, 400).map(lambda percent: bar * percent / 100)


def _facts_near(rules: Gate) -> st.SearchStrategy[dict[str, Decimal]]:
    codes = {code for rule in rules.rules for code in (METRICS[rule.metric].inputs or (rule.metric,))}
    bars = {rule.metric: rule.value for rule in rules.rules}
    wanted = sorted({*codes, "price", "quantity", "free_shipping"})
    return st.fixed_dictionaries({code: _figure(code, bars.get(code) or D(1)) for code in wanted})


@settings(deadline=None, max_examples=120)
@given(st.data())
def test_advice_when_offered_passes_every_rule(data: st.DataObject) -> None:
    rules = data.draw(st.sampled_from(sorted(GATES.values(), key=lambda entry: entry.code)))
    facts: dict[str, Decimal | None] = dict(data.draw(_facts_near(rules)))
    # Let store and product pass most of the time: what is tried here is the offer.
    if data.draw(st.integers(0, 3)):
        for rule in rules.rules:
            if METRICS[rule.metric].scope is not Scope.OFFER:
                facts[rule.metric] = rule.value + (0 if rule.operator.value in ("between", "at_least", "yes") else 1)
                if not rule.holds(facts[rule.metric] or D(0)):
                    facts[rule.metric] = rule.value / 2
    found = check_gate(rules, facts)
    if found.advice is None:
        return
    said = str(found.advice)
    if price := re.search(r"the price to ([\d.]+) yuan", said):
        facts["price"] = D(price[1])
    if quantity := re.search(r"the quantity to (\d+)", said):
        facts["quantity"] = D(quantity[1])
    if "free shipping" in said:
        facts["free_shipping"] = D(1)
    assert found.answer is Answer.FAILED
    assert check_gate(rules, facts).answer is Answer.PASSED


def test_credit_is_told_as_points_and_grade() -> None:
    answer, sentence = line("coins", "credit", credit=D(600))
    assert answer is Answer.FAILED
    assert sentence == (
        "Store credit at least 1,001 points (3 diamond(s)): it is 600 points (2 diamond(s)), 401 points too little."
    )


def test_a_missing_figure_is_unknown_and_named() -> None:
    assert line("duchangtuan", "sold", sold=None)[:2] == (Answer.UNKNOWN, "Pieces sold at least 10: not known.")
    assert "Campaign price is not known" in line("duchangtuan", "quantity_x_price", price=None)[1]
    assert check_gate(gate("duchangtuan"), {**GOOD, "sold": None}).answer is Answer.UNKNOWN
    assert check_gate(gate("duchangtuan"), {**GOOD, "sold": None, "reviews": D(1)}).answer is Answer.FAILED


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 5000), st.integers(1, 500_00))
def test_no_smaller_quantity_would_do(quantity: int, price_fen: int) -> None:
    facts = {**GOOD, "quantity": D(quantity), "price": D(price_fen) / 100}
    found = re.search(r"^Change the quantity to (\d+)\.$", str(check_gate(gate("aigou"), facts).advice))
    if found:
        assert int(found[1]) * facts["price"] >= 10_000 > (int(found[1]) - 1) * facts["price"]


def test_every_shipped_gate_names_its_source_and_date() -> None:
    assert len(GATES) == 15
    for entry in GATES.values():
        assert entry.source
        assert entry.as_of
        assert not entry.verified
        assert entry.zh
        assert entry.en
        assert entry.rules


def test_an_unreadable_rule_is_refused() -> None:
    rule = {"metric": "nothing", "is": "at_least", "value": 1}
    with pytest.raises(UserError, match="cannot be read"):
        parse_gates({"as_of": date(2026, 1, 1), "source_en": "x",
                     "programme": [{"code": "a", "zh": "a", "en": "a", "rules": [rule]}]})  # fmt: skip


def test_a_price_that_loses_money_names_the_price_that_does_not() -> None:
    case = PriceCase(
        price_fen=4990, list_fen=6990, stacked_fen=500, cost_fen=3800, commission_rate=D("0.05"), shipping_fen=600,
        ads_fen=300,
    )  # fmt: skip
    answer = check_price(case)
    assert answer.paid_fen == 4490
    assert answer.profit_fen == 4490 - 225 - 3800 - 600 - 300
    assert answer.safe is False
    assert answer.break_even_fen == 5448


@settings(deadline=None)
@given(st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**5), st.decimals("0", "0.5", places=3))
def test_the_break_even_price_loses_nothing_and_a_fen_less_does(
    cost: int, shipping: int, stacked: int, rate: D
) -> None:
    def profit(price: int) -> int:
        found = check_price(
            PriceCase(price_fen=price, cost_fen=cost, shipping_fen=shipping, stacked_fen=stacked, commission_rate=rate)
        ).profit_fen
        assert found is not None
        return found

    lowest = check_price(PriceCase(price_fen=0, cost_fen=cost, shipping_fen=shipping, stacked_fen=stacked,
                                   commission_rate=rate)).break_even_fen  # fmt: skip
    assert lowest is not None
    assert profit(lowest) >= 0
    # What costs nothing loses nothing, for no buyer pays less than 0.
    assert profit(lowest - 2) < 0 if cost or shipping else lowest == 0


@given(st.integers(0, 10**5), st.integers(0, 10**5), st.integers(0, 10**5), st.decimals("0", "0.5", places=3))
def test_a_sum_of_coupons_is_answered_as_one_coupon_in_an_order(price: int, coupon: int, cost: int, rate: D) -> None:
    case = PriceCase(price_fen=price, stacked_fen=coupon, cost_fen=cost, commission_rate=rate)
    one = Discount(kind=DiscountKind.ITEM_COUPON, off_fen=coupon)
    told, followed = check_price(case), check_price(replace(case, stacked_fen=0, discounts=(one,)))
    assert told.paid_fen == told.highest_fen == followed.paid_fen == max(price - coupon, 0)
    assert told.profit_fen == followed.profit_fen
    beyond = [one for one in told.warnings if "take off more than the price" in str(one)]
    assert len(beyond) == (coupon > price)


def test_price_warnings_and_their_exceptions() -> None:
    case = {"price_fen": 600, "list_fen": 1000, "cost_fen": 100}
    assert [str(w) for w in check_price(PriceCase(**case)).warnings] == [
        "What buyers pay after coupons (6.00 yuan) is 60% of the list price; the store's own limit is 70%."
    ]
    assert check_price(PriceCase(**case, kind=CampaignKind.COINS)).safe is True
    assert check_price(PriceCase(**case, major_sale=True)).safe is True
    assert "30 days" in str(check_price(PriceCase(**case, major_sale=True, lowest_30_fen=700)).warnings[0])
    assert check_price(PriceCase(price_fen=900, list_fen=1000)).safe is None
    assert check_price(PriceCase(price_fen=None)).safe is None


def test_both_checks_look_at_the_price_after_coupons() -> None:
    """List 199, price 159, coupons 30, lowest of 30 days 150: 129 is paid, 65% of the list price."""
    answer = check_price(PriceCase(price_fen=15900, list_fen=19900, stacked_fen=3000, lowest_30_fen=15000, cost_fen=1))
    assert answer.safe is False
    assert answer.discount == D("0.648241")
    said = [str(warning) for warning in answer.warnings]
    assert "is 65% of the list price" in said[0]
    assert "(129.00 yuan) is lower than the lowest of the last 30 days (150.00 yuan)" in said[1]
    assert len(said) == 2


def test_coupons_above_the_price_are_pointed_out() -> None:
    said = [str(warning) for warning in check_price(PriceCase(price_fen=1000, stacked_fen=1500)).warnings]
    assert said == ["The coupons take off more than the price."]


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)
)
def test_a_larger_coupon_never_makes_a_price_safer(price: int, lists: int, lowest: int, coupon: int, more: int) -> None:
    def answer(stacked: int) -> PriceAnswer:
        return check_price(
            PriceCase(price_fen=price, list_fen=lists, lowest_30_fen=lowest, stacked_fen=stacked, cost_fen=1)
        )

    small, large = answer(coupon), answer(coupon + more)
    assert small.paid_fen is not None
    assert large.paid_fen is not None
    assert large.paid_fen <= small.paid_fen <= price
    assert {warning.template for warning in small.warnings} <= {warning.template for warning in large.warnings}
    assert any("30 days" in warning.template for warning in small.warnings) == (small.paid_fen < lowest)


@pytest.mark.parametrize(
    ("code", "text"),
    [("shipping", "-6"), ("ads", "-0.01"), ("shipping", "1e400"), ("lowest_30", "-1"), ("commission_rate", "1"),
     ("commission_rate", "-0.1"), ("shipping", "six")],
)  # fmt: skip
def test_negative_and_absurd_costs_are_refused(code: str, text: str) -> None:
    with pytest.raises(UserError):
        check_facts({code: text})
    check_facts({code: "0.5"})
    check_facts({code: " "})


def campaign(number: int, start: int, end: int, state: CampaignState = CampaignState.PLANNED) -> Campaign:
    return Campaign(
        id=number, store_id=1, name=f"c{number}", state=state, start=date(2026, 6, start), end=date(2026, 6, end)
    )


def product(campaign_id: int, number: str) -> CampaignProduct:
    return CampaignProduct(store_id=1, campaign_id=campaign_id, product_id=number)


def test_one_product_on_overlapping_days_is_pointed_out() -> None:
    own = campaign(1, 10, 20)
    found = overlaps(
        own,
        [product(1, "A"), product(1, "B")],
        [
            (own, [product(1, "A")]),
            (campaign(2, 20, 25), [product(2, "A"), product(2, "C")]),
            (campaign(3, 21, 25), [product(3, "A")]),
            (campaign(4, 12, 13, CampaignState.REJECTED), [product(4, "B")]),
        ],
    )
    assert [(o.product_id, o.second.id, o.start, o.end) for o in found] == [
        ("A", 2, date(2026, 6, 20), date(2026, 6, 20))
    ]


def test_a_review_rebuilds_rates_from_sums_and_keeps_no_data_apart() -> None:
    own = campaign(1, 1, 5)
    figures = review(
        own,
        Takings(days=5, orders=50, sales_fen=500_00, visitors_per_day=D(200)),
        Takings(days=10, orders=40, sales_fen=500_00, visitors_per_day=D(80)),
        Takings(days=5, orders=20, sales_fen=100_00, views_per_visitor=D("2.5")),
    )
    assert figures.share_of_orders == D("0.4")
    assert figures.share_of_sales == D("0.2")
    assert figures.sells_cheap is True
    assert figures.clicks_per_visitor == D("2.5")
    assert figures.sales_change == D(1)
    assert figures.roi is None
    assert figures.sales_against_plan is None
    empty = review(own, Takings(days=5), Takings(days=5), None)
    assert empty.sales_change is None
    assert empty.sells_cheap is None
