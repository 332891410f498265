"""Which rule of law and which pay scheme holds on a day, and how both are read and written out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.rules import Rule, Rulebook, RuleValue, own_value, parse_rules
from shopdesk.domain.payroll.scheme_content import scheme_content, scheme_of
from shopdesk.domain.payroll.scheme_text import example_slip, scheme_text
from shopdesk.domain.payroll.schemes import (
    Band,
    BandMode,
    Basis,
    Component,
    PoolBy,
    Proration,
    SalesBasis,
    Scheme,
    scheme_for,
)
from shopdesk.domain.payroll.slip import Code
from shopdesk.domain.payroll.trace import Unit
from shopdesk.domain.setup.template import Wording
from shopdesk.services.payroll.rulebook import shipped_rules
from tests.unit.payroll.payroll_lines import line, part

FROM, TO = date(2026, 3, 1), date(2026, 6, 30)
FILE = {
    "code": "pension",
    "unit": "rate",
    "value": "0.08",
    "valid_from": FROM,
    "source_zh": "通知",
    "source_en": "notice",
    "as_of": FROM,
    "verified": True,
}


def rule(**more: Any) -> RuleValue:
    (found,) = parse_rules({"rule": [{**FILE, **more}]})
    return found


def scheme(code: str = "x", day: date = FROM, **more: Any) -> Scheme:
    return Scheme(code=code, name=Wording("方案", "Scheme"), valid_from=day, **more)


# --- rules of law -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "city", "holds"),
    [
        (date(2026, 2, 28), "杭州", False),
        (date(2026, 3, 1), "杭州", True),
        (date(2026, 6, 30), "杭州", True),
        (date(2026, 7, 1), "杭州", False),
        (date(2026, 4, 1), "上海", False),
        (date(2026, 4, 1), "", False),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day_in_its_city(day: date, city: str, holds: bool) -> None:
    book = Rulebook((rule(city="杭州", valid_to=TO),))
    assert (book.find(Rule.PENSION, day, city) is not None) is holds
    assert book.find(Rule.MEDICAL, day, city) is None
    country = Rulebook((rule(),))
    assert (country.find(Rule.PENSION, day, city) is not None) is (day >= FROM)


def test_the_owners_value_goes_first_then_the_citys_then_the_latest() -> None:
    source = Wording("老板", "owner")
    country, later = rule(), rule(value="0.09", valid_from=date(2026, 4, 1))
    city = rule(value="0.07", city="杭州")
    own = own_value(Rule.PENSION, Decimal("0.05"), FROM, source)
    for known, wanted in (
        ((country, later), "0.09"),
        ((country, later, city), "0.07"),
        ((country, later, city, own), "0.05"),
    ):
        found = Rulebook(known).find(Rule.PENSION, date(2026, 5, 1), "杭州")
        assert found is not None
        assert found.value == Fraction(wanted)
    retyped = own_value(Rule.PENSION, Decimal("0.06"), FROM, source)
    both = Rulebook((own,)).with_values([retyped]).find(Rule.PENSION, date(2026, 5, 1))
    assert both is retyped


@pytest.mark.parametrize(
    ("code", "value", "unit", "kept"),
    [
        ("pension", "0.08", Unit.RATE, "0.08"),
        ("minimum_wage", "2490", Unit.FEN, "249000"),
        ("paid_days", "21.75", Unit.DAYS, "21.75"),
        ("hours_a_day", "8", Unit.HOURS, "8"),
        ("fund_whole_yuan", "1", Unit.COUNT, "1"),
    ],
)
def test_amounts_are_read_in_yuan_and_kept_in_fen(code: str, value: str, unit: Unit, kept: str) -> None:
    found = rule(code=code, value=value)
    assert (found.unit, found.value) == (unit, Fraction(kept))
    assert found.node().value == Fraction(kept)


def test_a_table_is_read_in_yuan_its_rates_as_they_are() -> None:
    bands = [["36000", "0.03"], ["", "0.1"]]
    rates = rule(code="tax_rate", bands=bands)
    assert rates.bands == ((Fraction(3_600_000), Fraction(3, 100)), (None, Fraction(1, 10)))
    quick = rule(code="tax_quick", unit="fen", bands=[["36000", "0"], ["", "2520"]])
    assert quick.bands == ((Fraction(3_600_000), Fraction(0)), (None, Fraction(252_000)))
    del_value = {name: value for name, value in FILE.items() if name != "value"}
    (table,) = parse_rules({"rule": [{**del_value, "code": "tax_rate", "bands": bands}]})
    assert table.value is None
    with pytest.raises(ValueError, match="is a table"):
        table.node()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "pensoin"}, "is unknown"),
        ({"unit": "rates"}, "is unknown"),
        ({"value": 0.08}, "as a decimal in quotation marks"),
        ({"value": "eight"}, "as a decimal in quotation marks"),
    ],
)
def test_a_rule_that_is_written_wrongly_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        rule(**wrong)


@pytest.mark.parametrize("name", FILE)
def test_a_rule_names_what_it_lacks(name: str) -> None:
    with pytest.raises(UserError, match=f"lacks {name}"):
        parse_rules({"rule": [{key: value for key, value in FILE.items() if key != name}]})


def test_a_file_without_rules_has_none() -> None:
    assert parse_rules({}) == ()


# --- which scheme holds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "role", "day", "code"),
    [
        (7, "agent", date(2026, 2, 28), None),
        (7, "agent", date(2026, 3, 1), "role"),
        (7, "agent", date(2026, 4, 30), "role"),
        (7, "agent", date(2026, 5, 1), "own"),
        (8, "agent", date(2026, 5, 1), "role"),
        (8, "agent", date(2026, 6, 1), "later"),
        (7, "agent", date(2026, 6, 1), "own"),
        (8, "packer", date(2026, 6, 1), None),
        (None, "agent", date(2026, 5, 1), "role"),
        (None, "", date(2026, 5, 1), None),
    ],
)
def test_the_persons_own_scheme_goes_before_the_roles_and_the_latest_first(
    person: int | None, role: str, day: date, code: str | None
) -> None:
    schemes = [
        scheme("later", date(2026, 6, 1), roles=("agent",)),
        scheme("role", roles=("agent", "lead")),
        scheme("own", date(2026, 5, 1), person_id=7),
    ]
    found = scheme_for(schemes, person, role, day)
    assert (None if found is None else found.code) == code


def test_a_component_is_found_by_its_basis_and_a_plain_rate_is_one_band() -> None:
    first, second = part(Basis.PIECES, "5"), part(Basis.PIECES, "6")
    held = scheme(components=(part(Basis.DAYS), first, second))
    assert held.component(Basis.PIECES) is first
    assert held.component(Basis.HOURS) is None
    assert first.table == ((None, Fraction(5)),)
    assert part(Basis.PIECES, None).table == ((None, Fraction(0)),)
    bands = (Band(Decimal(0), Decimal(10), Decimal("0.5")), Band(Decimal(10), None, Decimal(2)))
    assert part(Basis.PIECES, None, bands=bands).table == ((Fraction(10), Fraction(1, 2)), (None, Fraction(2)))


def test_every_term_of_a_scheme_is_kept() -> None:
    bands = (Band(Decimal(0), Decimal(10), Decimal("0.5")), Band(Decimal(10), None, Decimal(2)))
    components = (
        part(Basis.PIECES, None, bands=bands, mode=BandMode.SLICES, cap_fen=5, floor_fen=0, prorated=True),
        part(Basis.OWN_SALES, "0.002", sales=SalesBasis.CONFIRMED),
        part(Basis.SILENT_ORDERS, "0.01", pool_by=PoolBy.POINTS, points=Decimal("1.5")),
    )
    kept = scheme(roles=("agent",), base_fen=0, allowance_fen=5, proration=Proration.PAID_DAYS, components=components,
                  own_and_team=True)  # fmt: skip
    assert scheme_of("x", FROM, None, scheme_content(kept)) == kept
    assert scheme_of("y", TO, 7, scheme_content(kept)) == scheme(
        "y", TO, person_id=7, roles=("agent",), base_fen=0, allowance_fen=5, proration=Proration.PAID_DAYS,
        components=components, own_and_team=True,
    )  # fmt: skip


# --- schemes as text --------------------------------------------------------------------------------------------------

TWO_BANDS = (Band(Decimal(0), Decimal(1000), Decimal("0.5")), Band(Decimal(1000), None, Decimal(2)))


@pytest.mark.parametrize(
    ("component", "sentences"),
    [
        (part(Basis.OWN_SALES, "0.002"), ["Part: own sales after refunds × 0.2%."]),
        (
            part(Basis.TEAM_SALES, "0.002", sales=SalesBasis.PAID),
            ["Part: sales of the team as paid × 0.2%.", "It is paid from lead level on."],
        ),
        (part(Basis.STORE_SALES, None), ["Part: paid amount of the store × 0%."]),
        (part(Basis.PIECES, "50"), ["Part: pieces × 0.50."]),
        (part(Basis.PIECES, None), ["Part: pieces × 0.00."]),
        (
            part(Basis.SILENT_ORDERS, "0.01"),
            [
                "Part: silent orders × 1%.",
                "It is shared among all who take part by the calendar days employed in the month.",
                "The shares add up to the amount to the fen.",
            ],
        ),
        (
            part(Basis.PIECES, "50", cap_fen=900_00, floor_fen=0),
            ["Part: pieces × 0.50.", "Not more than 900.00 a month.", "Not less than 0.00 a month."],
        ),
        (
            part(Basis.OWN_SALES, None, bands=TWO_BANDS, mode=BandMode.SLICES),
            [
                "Part: own sales after refunds, each slice at its own rate:",
                "above 0.00 up to 10.00: 50%",
                "above 10.00: 200%",
            ],
        ),
        (
            part(Basis.SCORE, None, bands=TWO_BANDS),
            [
                "Part: score, the amount of the band reached:",
                "above 0 up to 1000: 0.005",
                "above 1000: 0.02",
            ],
        ),
    ],
)
def test_a_component_is_written_out(component: Component, sentences: list[str]) -> None:
    text = [str(sentence) for sentence in scheme_text(scheme(components=(component,)), shipped_rules())]
    start = text.index("For a part of a month it counts by calendar days.") + 1
    assert text[start : start + len(sentences)] == sentences
    assert text[start + len(sentences)].startswith("Performance: ")


@pytest.mark.parametrize(
    ("base", "allowance", "sentences"),
    [
        (None, None, ["Base pay: as agreed with each person."]),
        (2000_00, 0, ["Base pay: 2,000.00 a month."]),
        (0, 5_00, ["Base pay: 0.00 a month.", "Post allowance: 5.00 a month."]),
    ],
)
def test_base_pay_is_written_out(base: int | None, allowance: int | None, sentences: list[str]) -> None:
    text = [str(one) for one in scheme_text(scheme(base_fen=base, allowance_fen=allowance), shipped_rules())]
    assert text[:2] == ["Scheme", "Version of 2026-03-01; it holds from that day until a later version."]
    assert text[2 : 2 + len(sentences)] == sentences
    assert text[2 + len(sentences)].startswith("For a part of a month")
    paid = (4000_00 if base is None else base) + (allowance or 0)
    assert text[-1] == f"Gross wage: {paid // 100 + 400:,}.00."


@pytest.mark.parametrize(
    ("basis", "rate", "code", "amount"),
    [
        (Basis.OWN_SALES, "1", Code.OWN_COMMISSION, 100_000_00),
        (Basis.TEAM_SALES, "1", Code.TEAM_COMMISSION, 100_000_00),
        (Basis.STORE_SALES, "1", Code.COMPONENT, 200_000_00),
        (Basis.SILENT_ORDERS, "1", Code.SILENT_POOL, 100_000_00),
        (Basis.PIECES, "1", Code.COMPONENT, 100),
        (Basis.HOURS, "1", Code.COMPONENT, 160),
        (Basis.SCORE, "1", Code.COMPONENT, 90),
        (Basis.DAYS, "1", Code.COMPONENT, 31),
    ],
)
def test_the_example_is_of_round_figures(basis: Basis, rate: str, code: Code, amount: int) -> None:
    sales = {"sales": SalesBasis.AFTER_REFUNDS} if basis is Basis.OWN_SALES else {}
    slip = example_slip(scheme(components=(part(basis, rate, **sales),)), shipped_rules())
    assert line(slip, code).amount_fen == amount
    assert line(slip, Code.PERFORMANCE).amount_fen == 400_00


def test_the_example_begins_no_later_than_its_scheme_and_leaves_out_what_waits() -> None:
    early = example_slip(scheme(day=date(2030, 1, 1), base_fen=310_00), shipped_rules())
    assert line(early, Code.BASE).amount_fen == 310_00
    text = [str(one) for one in scheme_text(scheme(), Rulebook())]
    assert text[-3:] == [
        "Base pay and post allowance: 4,000.00. A full month at 4,000.00.",
        "Performance bonus: 400.00. Rating bonus 300.00; rating steps 1; 0 neutral and 0 bad reviews.",
        "Gross wage: 4,400.00.",
    ]
