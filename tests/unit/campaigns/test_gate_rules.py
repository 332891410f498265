"""Entry rules at the border of each comparison and in words; the credit ladder; figures and prices of a product."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.campaigns.facts import check_facts, fact_field, fact_text, fact_value
from shopdesk.domain.campaigns.gate_metrics import METRICS, grade_of, show, show_gap
from shopdesk.domain.campaigns.gate_offer import Offer, nearest_offer
from shopdesk.domain.campaigns.gate_rules import GateRule, Operator, check_rule
from shopdesk.domain.campaigns.gates import Gate, check_gate, demand, gate_of, parse_gates, version_of
from shopdesk.domain.campaigns.gates import check_rule as answer_of
from shopdesk.domain.campaigns.price_safety import PriceCase, check_price, read_amount
from shopdesk.domain.errors import UserError

D = Decimal
Is = Operator
AT = date(2026, 3, 16)


def rule(metric: str, operator: Operator, value: str = "10", upper: str | None = None) -> GateRule:
    return GateRule(metric=metric, operator=operator, value=D(value), upper=None if upper is None else D(upper))


# --- the credit ladder, and figures as they are written ------------------------------------------------------------

STEPS = [4, 11, 41, 91, 151, 251, 501, 1001, 2001, 5001, 10_001, 20_001, 50_001, 100_001, 200_001, 500_001, 1_000_001,
         2_000_001, 5_000_001, 10_000_001]  # fmt: skip
NAMES = [f"{number} {sign}(s)" for sign in ("heart", "diamond", "crown", "gold crown") for number in range(1, 6)]


@pytest.mark.parametrize(
    ("least", "name", "below"), list(zip(STEPS, NAMES, ["no grade yet", *NAMES[:-1]], strict=True))
)
def test_a_grade_begins_with_its_first_point(least: int, name: str, below: str) -> None:
    assert (str(grade_of(least - 1)), str(grade_of(least))) == (below, name)


@pytest.mark.parametrize(
    ("metric", "value", "shown", "gap"),
    [
        ("praise_rate", "0.98765", "98.77 %", "98.77 percentage points"),
        ("price", "1234.5", "1,234.50 yuan", "1,234.50 yuan"),
        ("open_days", "1234.5", "1,234 days", "1,234 days"),
        ("credit", "1234", "1,234 points (3 diamond(s))", "1,234 points"),
        ("lowest_rating", "4.785", "4.79", "4.79"),
        ("lowest_rating", "4.80", "4.8", "4.8"),
        ("sold", "1234", "1,234", "1,234"),
        ("sold", "12.345", "12.35", "12.35"),
    ],
)
def test_a_figure_is_written_in_its_unit_and_rounded_half_up(metric: str, value: str, shown: str, gap: str) -> None:
    assert str(show(METRICS[metric], D(value))) == shown
    assert str(show_gap(METRICS[metric], D(value))) == gap


@pytest.mark.parametrize(
    ("code", "facts", "value", "missing"),
    [
        ("quantity_x_price", {"quantity": D(3), "price": D(5)}, D(15), "quantity_x_price"),
        ("quantity_x_price", {"quantity": D(3), "price": None}, None, "price"),
        ("quantity_x_price", {}, None, "quantity"),
        ("price_share", {"price": D(3), "list_price": D(4)}, D("0.75"), "price_share"),
        ("price_share", {"price": D(3), "list_price": D(0)}, None, "price_share"),
        ("price_vs_lowest_30", {"price": D(3), "lowest_30": D(5)}, D(-2), "price_vs_lowest_30"),
        ("sold", {"sold": D(0)}, D(0), "sold"),
        ("sold", {}, None, "sold"),
    ],
)
def test_a_compound_figure_needs_all_of_its_parts(
    code: str, facts: dict[str, Decimal | None], value: Decimal | None, missing: str
) -> None:
    assert METRICS[code].value(facts) == value
    assert METRICS[code].missing(facts) == missing


# --- one rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "upper", "passes", "bounds", "strict", "words"),
    [
        (Is.AT_LEAST, None, (False, True, True), (10, None), False, "Pieces sold at least 10"),
        (Is.AT_MOST, None, (True, True, False), (None, 10), False, "Pieces sold at most 10"),
        (Is.ABOVE, None, (False, False, True), (10, None), True, "Pieces sold above 10"),
        (Is.BELOW, None, (True, False, False), (None, 10), True, "Pieces sold below 10"),
        (Is.BETWEEN, "11", (False, True, True), (10, 11), False, "Pieces sold from 10 to 11"),
        (Is.BETWEEN, None, (False, True, False), (10, 10), False, "Pieces sold from 10 to 10"),
    ],
)
def test_a_figure_on_the_line_below_and_above_it(
    operator: Operator,
    upper: str | None,
    passes: tuple[bool, ...],
    bounds: tuple[int | None, int | None],
    strict: bool,
    words: str,
) -> None:
    found = rule("sold", operator, upper=upper)
    assert tuple(found.holds(D(value)) for value in (9, 10, 11)) == passes
    assert found.bounds == bounds
    assert found.strict is strict
    assert str(demand(found)) == words


@pytest.mark.parametrize(("value", "holds"), [("0", False), ("0.99", False), ("1", True)])
def test_yes_is_one(value: str, holds: bool) -> None:
    assert rule("store_page", Is.YES).holds(D(value)) is holds


@pytest.mark.parametrize(
    ("asked", "value", "sentence"),
    [
        (rule("sold", Is.AT_LEAST), "9", "Pieces sold at least 10: it is 9, 1 too little."),
        (rule("sold", Is.AT_LEAST), "10", "Pieces sold at least 10: it is 10."),
        (rule("sold", Is.AT_MOST), "12", "Pieces sold at most 10: it is 12, 2 too much."),
        (rule("sold", Is.ABOVE), "10", "Pieces sold above 10: it is 10, exactly on the line."),
        (rule("sold", Is.BELOW), "10", "Pieces sold below 10: it is 10, exactly on the line."),
        (rule("sold", Is.BETWEEN, upper="20"), "8", "Pieces sold from 10 to 20: it is 8, 2 too little."),
        (rule("sold", Is.BETWEEN, upper="20"), "23", "Pieces sold from 10 to 20: it is 23, 3 too much."),
        (rule("sold", Is.BETWEEN), "11", "Pieces sold from 10 to 10: it is 11, 1 too much."),
        (rule("store_page", Is.YES, "1"), "1", "Decorated store page is required: yes."),
        (rule("store_page", Is.YES, "1"), "0", "Decorated store page is required: it is missing."),
        (rule("sold", Is.AT_LEAST), None, "Pieces sold at least 10: not known."),
    ],
)
def test_a_rule_answers_in_words(asked: GateRule, value: str | None, sentence: str) -> None:
    facts = {asked.metric: None if value is None else D(value)}
    assert str(answer_of(asked, facts).sentence) == sentence


@pytest.mark.parametrize(
    ("value", "upper", "fine"),
    [
        ("1000000000", None, True),
        ("1000000000.01", None, False),
        ("-1000000000", "1000000000", True),
        ("1", "1000000001", False),
        ("NaN", None, False),
        ("1", "Infinity", False),
    ],
)
def test_no_figure_of_a_rule_is_beyond_reason(value: str, upper: str | None, fine: bool) -> None:
    asked = rule("sold", Is.BETWEEN, value, upper)
    if fine:
        assert check_rule(asked) is asked
        return
    with pytest.raises(UserError, match="At most 1,000,000,000"):
        check_rule(asked)


# --- programmes -------------------------------------------------------------------------------------------------------

OWN = Gate(
    code="own", zh="自定", en="Own", as_of=date(2026, 3, 1), source="Notice", own=True,
    rules=(rule("sold", Is.BETWEEN, upper="20"), rule("price", Is.ABOVE, "9.5")),
)  # fmt: skip


def test_an_own_version_is_kept_and_read_back() -> None:
    version = version_of(OWN, 1)
    assert version.rules == (("sold", "between", "10", "20"), ("price", "above", "9.5", None))
    back = gate_of(version)
    assert replace(back, rules=()) == replace(OWN, rules=())
    assert [(one.metric, one.operator, one.value, one.upper) for one in back.rules] == [
        ("sold", Is.BETWEEN, D(10), D(20)), ("price", Is.ABOVE, D("9.5"), None),
    ]  # fmt: skip
    assert {(one.source, one.as_of, one.verified) for one in back.rules} == {("Notice", date(2026, 3, 1), False)}
    assert (back.name("zh_CN"), back.name("en")) == ("自定", "Own")


@pytest.mark.parametrize("wrong", [{"metric": "sould"}, {"is": "about"}])
def test_a_rule_with_an_unknown_figure_or_comparison_is_refused(wrong: dict[str, str]) -> None:
    entry = {"metric": "sold", "is": "at_least", "value": 1, **wrong}
    content = {"as_of": AT, "source_en": "x", "programme": [{"code": "a", "zh": "a", "en": "a",
                                                                    "rules": [entry]}]}  # fmt: skip
    with pytest.raises(UserError, match="cannot be read"):
        parse_gates(content)


def advised(facts: dict[str, Any], *rules: GateRule) -> str:
    return str(check_gate(replace(OWN, rules=rules), {key: D(str(value)) for key, value in facts.items()}).advice)


@pytest.mark.parametrize(
    ("facts", "rules", "advice"),
    [
        # The price strictly above or below goes a fen further than the line.
        ({"price": 10, "quantity": 1}, [rule("price", Is.ABOVE)], "Raise the price to 10.01 yuan."),
        ({"price": 10, "quantity": 1}, [rule("price", Is.BELOW)], "Lower the price to 9.99 yuan."),
        ({"price": 11, "quantity": 1}, [rule("price", Is.AT_MOST)], "Lower the price to 10.00 yuan."),
        ({"price": 9, "quantity": 1}, [rule("price", Is.AT_LEAST)], "Raise the price to 10.00 yuan."),
        ({"price": 12, "quantity": 1, "lowest_30": 11}, [rule("price_vs_lowest_30", Is.BELOW, "0")],
         "Lower the price to 10.99 yuan."),
        ({"price": 12, "quantity": 1, "list_price": "12.35"}, [rule("price_share", Is.AT_MOST, "0.7")],
         "Lower the price to 8.64 yuan."),
        ({"price": 10, "quantity": 10}, [rule("quantity", Is.ABOVE)], "Change the quantity to 11."),
        ({"price": 10, "quantity": 10}, [rule("quantity", Is.BELOW)], "Change the quantity to 9."),
        ({"price": 10, "quantity": 5}, [rule("quantity_x_price", Is.AT_LEAST, "50.01")], "Change the quantity to 6."),
        ({"price": 10, "quantity": 5}, [rule("quantity_x_price", Is.ABOVE, "50")], "Change the quantity to 6."),
        ({"price": 10, "quantity": 6}, [rule("quantity_x_price", Is.AT_MOST, "59.99")], "Change the quantity to 5."),
        ({"price": 10, "quantity": 6, "free_shipping": 0}, [rule("free_shipping", Is.YES)], "Offer free shipping."),
        ({"price": 11, "quantity": 10, "free_shipping": 0},
         [rule("price", Is.AT_MOST), rule("quantity", Is.ABOVE), rule("free_shipping", Is.YES)],
         "Lower the price to 10.00 yuan. Change the quantity to 11. Offer free shipping."),
        # At most five pieces have to come to a hundred yuan: the price follows.
        ({"price": 10, "quantity": 5},
         [rule("quantity", Is.AT_MOST, "5"), rule("quantity_x_price", Is.AT_LEAST, "100")],
         "Raise the price to 20.00 yuan."),
        ({"price": 10, "quantity": 20},
         [rule("quantity", Is.AT_LEAST, "20"), rule("quantity_x_price", Is.AT_MOST, "100")],
         "Lower the price to 5.00 yuan."),
        # Nothing is left between two lines, or nobody said what is offered.
        ({"price": 10, "quantity": 1}, [rule("price", Is.ABOVE), rule("price", Is.BELOW, "10.01")], "None"),
        ({"price": 10, "quantity": 1}, [rule("price", Is.ABOVE), rule("price", Is.BELOW, "10.02")],
         "Raise the price to 10.01 yuan."),
        ({"price": 12}, [rule("price", Is.AT_MOST)], "None"),
        ({"quantity": 1}, [rule("quantity", Is.AT_LEAST)], "None"),
        ({"price": 12, "quantity": 1}, [rule("price_share", Is.AT_MOST, "0.7"), rule("price", Is.AT_MOST)], "None"),
        ({"price": 9, "quantity": 1}, [rule("price", Is.AT_MOST)], "None"),
        # Nothing is sold for nothing, and no fewer than one piece.
        ({"price": 10, "quantity": 1}, [rule("price", Is.BELOW, "0.01")], "None"),
        ({"price": 10, "quantity": 1}, [rule("price", Is.BELOW, "0.02")], "Lower the price to 0.01 yuan."),
        ({"price": 10, "quantity": 3}, [rule("quantity", Is.BELOW, "1")], "None"),
        ({"price": 10, "quantity": 3}, [rule("quantity", Is.BELOW, "2")], "Change the quantity to 1."),
    ],
)  # fmt: skip
def test_the_nearest_offer_that_passes_is_advised(facts: dict[str, Any], rules: list[GateRule], advice: str) -> None:
    assert advised(facts, *rules) == advice


def test_an_offer_that_is_the_present_one_says_nothing_and_keeps_what_is_not_its_own() -> None:
    offer = Offer(price=D(10), quantity=2, free_shipping=False)
    facts = {"price": D(10), "quantity": D(2), "sold": D(5), "free_shipping": D(0)}
    assert offer.words(facts) is None
    assert offer.applied(facts) == facts
    free = replace(offer, free_shipping=True)
    assert free.applied(facts)["free_shipping"] == 1
    assert free.words({**facts, "free_shipping": D(1)}) is None
    assert nearest_offer([], facts) == offer


# --- figures of a product ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "lowest", "highest"),
    [
        ("commission_rate", "0", "0.9999"),
        ("shipping", "0", "10000000"),
        ("list_price", "0", "10000000"),
        ("praise_rate", "0", "1"),
        ("credit", "-1000000000", "1000000000"),
        ("sold", "0", "1000000000"),
        ("store_page", "0", "1"),
    ],
)
def test_a_figure_lies_within_its_limits(code: str, lowest: str, highest: str) -> None:
    assert check_facts({code: lowest}) == {code: lowest}
    assert check_facts({code: highest}) == {code: highest}
    for beyond in (D(lowest) - D("0.00001"), D(highest) + D("0.00001")):
        with pytest.raises(UserError):
            check_facts({code: f"{beyond:f}"})
    assert fact_field(code).limits == (D(lowest), D(highest))


def test_figures_are_kept_as_text_and_read_back() -> None:
    assert check_facts({"sold": " 5 ", "note": "kept", "credit": "  "}) == {"sold": "5", "note": "kept"}
    assert (fact_text(None), fact_text(True), fact_text(False), fact_text(D("1E+2"))) == ("", "1", "0", "100")
    assert (fact_value("store_page", "1"), fact_value("store_page", "0")) == (True, False)
    assert (fact_value("sold", "5"), fact_value("store_page", ""), fact_value("sold", "x")) == (5, None, None)
    with pytest.raises(UserError, match="Pieces sold: “five” is not a number"):
        check_facts({"sold": "five"})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", "5"),
        ("", None),
        (" ", None),
        (None, None),
        ("x", None),
        ("NaN", None),
        ("1E+14", "1E+14"),
        ("1E+15", None),
        ("1E-15", "1E-15"),
        ("1E-16", None),
    ],
)
def test_an_amount_of_fifteen_places_either_side_is_read(text: str | None, value: str | None) -> None:
    assert read_amount(text) == (None if value is None else D(value))


@pytest.mark.parametrize(
    ("case", "safe", "said"),
    [
        ({"price_fen": 700, "list_fen": 1000, "cost_fen": 1}, True, []),
        ({"price_fen": 699, "list_fen": 1000, "cost_fen": 1}, False, ["is 70% of the list price"]),
        ({"price_fen": 700, "list_fen": 1000, "cost_fen": 700}, True, []),
        ({"price_fen": 700, "list_fen": 1000, "cost_fen": 701}, False, ["Every piece loses 0.01 yuan. From 7.01"]),
        ({"price_fen": 700, "list_fen": 1000, "cost_fen": 1, "lowest_30_fen": 700}, True, []),
        ({"price_fen": 700, "list_fen": 1000, "cost_fen": 1, "lowest_30_fen": 701}, False, ["is lower than"]),
        ({"price_fen": 700, "list_fen": 1000, "stacked_fen": 700, "cost_fen": 0, "major_sale": True}, True, []),
        ({"price_fen": 700, "list_fen": 1000, "stacked_fen": 701, "cost_fen": 0, "major_sale": True}, False,
         ["take off more than the price"]),
        ({"price_fen": 700, "list_fen": 1000, "stacked_fen": 701, "cost_fen": 1, "major_sale": True}, False,
         ["Every piece loses 0.01", "take off more than the price"]),
    ],
)  # fmt: skip
def test_a_price_on_the_line_is_safe(case: dict[str, Any], safe: bool, said: list[str]) -> None:
    answer = check_price(PriceCase(**case))
    assert answer.safe is safe
    assert len(answer.warnings) == len(said)
    for warning, words in zip(answer.warnings, said, strict=True):
        assert words in str(warning)


def test_what_nobody_said_costs_nothing_and_a_commission_of_everything_is_no_price() -> None:
    plain = check_price(PriceCase(price_fen=1000, list_fen=1000, cost_fen=400))
    assert (plain.paid_fen, plain.profit_fen, plain.break_even_fen) == (1000, 600, 400)
    with pytest.raises(ValueError, match="leaves nothing"):
        check_price(PriceCase(price_fen=1000, cost_fen=400, commission_rate=D(1)))
    nearly = check_price(PriceCase(price_fen=1000, cost_fen=1, commission_rate=D("0.5"), stacked_fen=3))
    assert nearly.break_even_fen == 5


def test_a_rule_of_a_file_asks_for_one_where_it_names_no_value() -> None:
    entry = {"metric": "store_page", "is": "yes"}
    content = {"as_of": AT, "source_en": "x", "programme": [{"code": "a", "zh": "a", "en": "a", "rules": [entry]}]}
    (found,) = parse_gates(content)
    assert [(one.value, one.upper) for one in found.rules] == [(1, None)]
