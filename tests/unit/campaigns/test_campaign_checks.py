"""Entry rules, price safety, overlaps and review figures."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.campaigns.gates import Answer, Gate, check_gate, parse_gates
from shopdesk.domain.campaigns.overlap import overlaps
from shopdesk.domain.campaigns.price_safety import PriceCase, check_price
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


def line(code: str, metric: str, **facts: Decimal | None) -> tuple[Answer, str, str]:
    found = next(a for a in check_gate(gate(code), {**GOOD, **facts}).answers if a.rule.metric == metric)
    return found.answer, str(found.sentence), str(found.change or "")


def test_a_product_that_has_everything_passes() -> None:
    assert check_gate(gate("duchangtuan"), GOOD).answer is Answer.PASSED


def test_the_nearest_change_that_would_pass_is_named() -> None:
    answer, sentence, change = line("duchangtuan", "quantity_x_price", quantity=D(100))
    assert answer is Answer.FAILED
    assert "1,050.00 yuan too little" in sentence
    assert change == "Raise the quantity to 112 at this price."
    assert line("duchangtuan", "price_share", price=D(120))[2] == "Lower the price to 99.50 yuan."
    assert line("duchangtuan", "price_share", price=D(5))[2] == "Raise the price to 19.90 yuan."
    assert line("coins", "quantity", quantity=D(88))[2] == "Change the quantity to 200."
    assert line("daily_deals_2018", "price_vs_lowest_60", lowest_60=D("49.91"))[2] == "Lower the price to 49.90 yuan."


def test_credit_is_told_as_points_and_grade() -> None:
    answer, sentence, _change = line("coins", "credit", credit=D(600))
    assert answer is Answer.FAILED
    assert sentence == (
        "Store credit at least 1,001 points (3 diamond(s)): it is 600 points (2 diamond(s)), 401 points too little."
    )


def test_a_missing_figure_is_unknown_and_named() -> None:
    assert line("duchangtuan", "sold", sold=None)[:2] == (Answer.UNKNOWN, "Pieces sold at least 10: not known.")
    assert "Campaign price is not known" in line("duchangtuan", "quantity_x_price", price=None)[1]
    assert check_gate(gate("duchangtuan"), {**GOOD, "sold": None}).answer is Answer.UNKNOWN
    assert check_gate(gate("duchangtuan"), {**GOOD, "sold": None, "reviews": D(1)}).answer is Answer.FAILED


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(1, 500_00))
def test_the_change_named_for_a_failed_amount_really_passes(quantity: int, price_fen: int) -> None:
    facts = {**GOOD, "quantity": D(quantity), "price": D(price_fen) / 100}
    found = next(a for a in check_gate(gate("aigou"), facts).answers if a.rule.metric == "quantity_x_price")
    if found.change is not None:
        wanted = D(found.change.params["quantity"])
        assert wanted * facts["price"] >= 10_000 > (wanted - 1) * facts["price"]


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
    assert profit(lowest - 2) < 0


def test_price_warnings_and_their_exceptions() -> None:
    case = {"price_fen": 600, "list_fen": 1000, "cost_fen": 100}
    assert [str(w) for w in check_price(PriceCase(**case)).warnings] == [
        "The price is 60% of the list price; the store's own limit is 70%."
    ]
    assert check_price(PriceCase(**case, kind=CampaignKind.COINS)).safe is True
    assert check_price(PriceCase(**case, major_sale=True)).safe is True
    assert "30 days" in str(check_price(PriceCase(**case, major_sale=True, lowest_30_fen=700)).warnings[0])
    assert check_price(PriceCase(price_fen=900, list_fen=1000)).safe is None
    assert check_price(PriceCase(price_fen=None)).safe is None


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
        Takings(days=5, orders=50, sales_fen=500_00, visitors=1000),
        Takings(days=5, orders=20, sales_fen=250_00, visitors=800),
        Takings(days=5, orders=20, sales_fen=100_00, visitors=400, page_views=1000),
    )
    assert figures.share_of_orders == D("0.4")
    assert figures.share_of_sales == D("0.2")
    assert figures.sells_cheap is True
    assert figures.clicks_per_visitor == D("2.5")
    assert (figures.conversion, figures.usual_conversion) == (D("0.05"), D("0.025"))
    assert figures.sales_change == D(1)
    assert figures.roi is None
    assert figures.sales_against_plan is None
    empty = review(own, Takings(days=5), Takings(days=5), None)
    assert empty.conversion is None
    assert empty.sells_cheap is None
