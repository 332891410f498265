"""The advised offer against every offer that there is: it passes, and no price and quantity that pass lie nearer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from shopdesk.domain.campaigns.gate_metrics import METRICS, show, show_gap
from shopdesk.domain.campaigns.gate_offer import Offer, nearest_offer
from shopdesk.domain.campaigns.gate_rules import Facts, GateRule, Operator
from shopdesk.domain.campaigns.gates import Answer, Gate, check_gate
from shopdesk.domain.campaigns.gates import check_rule as answer_of

D = Decimal
PRICES, PIECES = range(1, 37), range(1, 15)
"""In fen and pieces. Rules bound both from above, so that all offers can be tried."""
EDGES = (
    GateRule(metric="price", operator=Operator.AT_MOST, value=D(PRICES[-1]) / 100),
    GateRule(metric="quantity", operator=Operator.AT_MOST, value=D(PIECES[-1])),
)
RATES = [one for one in METRICS.values() if one.unit.value in ("share", "score") and not one.inputs]
OPERATORS = st.sampled_from([one for one in Operator if one is not Operator.YES])
BOUNDS = {
    "price": st.integers(0, 38).map(lambda fen: D(fen) / 100),
    "quantity": st.integers(0, 16).map(D),
    "quantity_x_price": st.integers(0, 520).map(lambda fen: D(fen) / 100),
    "price_share": st.integers(0, 110).map(lambda share: D(share) / 100),
    "price_vs_lowest_30": st.integers(-36, 36).map(lambda fen: D(fen) / 100),
}


@st.composite
def rules(draw: st.DrawFn) -> GateRule:
    metric = draw(st.sampled_from(sorted(BOUNDS)))
    low, high = sorted((draw(BOUNDS[metric]), draw(BOUNDS[metric])))
    operator = draw(OPERATORS)
    return GateRule(metric=metric, operator=operator, value=low, upper=high if operator is Operator.BETWEEN else None)


def passes(asked: tuple[GateRule, ...], facts: Facts) -> bool:
    return all(answer_of(one, facts).answer is Answer.PASSED for one in asked)


def between(metric: str, low: str, high: str) -> GateRule:
    return GateRule(metric=metric, operator=Operator.BETWEEN, value=D(low), upper=D(high))


@given(
    asked=st.lists(rules(), min_size=1, max_size=4).map(tuple),
    price=st.sampled_from(PRICES),
    quantity=st.sampled_from(PIECES),
    list_price=st.sampled_from(PRICES),
    lowest=st.sampled_from(PRICES),
)
@example(asked=(between("quantity_x_price", "0.35", "0.35"),), price=10, quantity=3, list_price=20, lowest=20)
@example(asked=(between("quantity_x_price", "1.00", "1.01"),), price=30, quantity=3, list_price=20, lowest=20)
def test_no_offer_that_passes_lies_nearer(
    asked: tuple[GateRule, ...], price: int, quantity: int, list_price: int, lowest: int
) -> None:
    facts: dict[str, Decimal | None] = {
        "price": D(price) / 100, "quantity": D(quantity), "list_price": D(list_price) / 100,
        "lowest_30": D(lowest) / 100,
    }  # fmt: skip
    asked = (*asked, *EDGES)
    found = [
        (abs(fen - price), abs(pieces - quantity))
        for fen in PRICES
        for pieces in PIECES
        if passes(asked, {**facts, "price": D(fen) / 100, "quantity": D(pieces)})
    ]
    offered = nearest_offer(asked, facts)
    if not found:
        assert offered is None or not passes(asked, offered.applied(facts))
        return
    assert isinstance(offered, Offer)
    assert passes(asked, offered.applied(facts))
    away = (abs(int(offered.price * 100) - price), abs(offered.quantity - quantity))
    assert away == min(found), "another offer lies nearer"
    said = check_gate(Gate(code="x", zh="x", en="x", rules=asked, as_of=date(2026, 3, 16)), facts)
    assert (said.advice is None) is (min(found) == (0, 0))


@given(
    metric=st.sampled_from(RATES),
    operator=st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]),
    bound=st.integers(0, 10_000),
    gap=st.integers(1, 5_000),
)
@example(metric=METRICS["lowest_rating"], operator=Operator.AT_MOST, bound=280, gap=1500)
def test_what_is_missed_is_never_rounded_away(metric, operator: Operator, bound: int, gap: int) -> None:
    value = D(bound) / 10_000 + (-1 if operator is Operator.AT_LEAST else 1) * D(gap) / 1_000_000
    answer = answer_of(GateRule(metric=metric.code, operator=operator, value=D(bound) / 10_000), {metric.code: value})
    assert answer.answer is Answer.FAILED
    said = str(answer.sentence)
    wanted, stands = said.split(": it is ")
    shown, missed = stands.split(", ")
    assert not wanted.endswith(f" {shown}"), said
    assert not missed.startswith("0 "), said
    if metric.unit.value == "share":
        assert "percentage points" in missed and " %" in shown, said


def test_a_difference_of_rates_is_a_number_of_points() -> None:
    rule = GateRule(metric="praise_rate", operator=Operator.AT_LEAST, value=D("0.98"))
    said = str(answer_of(rule, {"praise_rate": D("0.957")}).sentence)
    assert said == "Share of good ratings at least 98 %: it is 95.7 %, 2.3 percentage points too little."
    near = str(answer_of(rule, {"praise_rate": D("0.97999")}).sentence)
    assert near == "Share of good ratings at least 98 %: it is 97.999 %, 0.001 percentage points too little."
    shares = [one for one in METRICS.values() if one.unit.value == "share"]
    assert shares and all("percentage points" in str(show_gap(one, D("0.023"))) for one in shares)
    assert all(str(show(one, D("0.023"))) == "2.3 %" for one in shares)
