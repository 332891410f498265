"""Pay schemes: what ships, how they are written out, and what the editor refuses or warns of."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.inputs import Figure
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.rules import Rule, parse_rules
from shopdesk.domain.payroll.scheme_checks import check_bands, slip_of_percent
from shopdesk.domain.payroll.scheme_content import scheme_content, scheme_of
from shopdesk.domain.payroll.scheme_text import example_slip, scheme_text
from shopdesk.domain.payroll.schemes import Band, BandMode, Basis, Component, PoolBy, Proration, Scheme
from shopdesk.domain.payroll.shipped import UNKNOWN, shipped_for
from shopdesk.domain.payroll.slip import Code
from shopdesk.domain.people import Level
from shopdesk.domain.setup.template import Wording
from shopdesk.infra.i18n import set_language, tr
from shopdesk.services.payroll.rulebook import shipped_rules, shipped_schemes
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of

ALL = [shipped.scheme for shipped in shipped_schemes()]


@pytest.mark.parametrize("scheme", ALL, ids=[scheme.code for scheme in ALL])
def test_a_shipped_scheme_is_kept_and_read_back_and_written_in_both_languages(scheme: Scheme) -> None:
    assert scheme_of(scheme.code, scheme.valid_from, None, scheme_content(scheme)) == scheme
    english = [str(line) for line in scheme_text(scheme, shipped_rules())]
    set_language("zh_CN")
    chinese = [tr(line) for line in scheme_text(scheme, shipped_rules())]
    assert len(english) == len(chinese)
    same = {one for one, other in zip(english, chinese, strict=True) if one == other}
    assert not same
    assert not any("{" in line for line in chinese)


def test_the_text_says_what_the_plans_say() -> None:
    text = [str(line) for line in scheme_text(shipped_for(shipped_schemes(), "service", Level.STAFF), shipped_rules())]
    assert "Base pay: 2,000.00 a month." in text
    assert "Commission on own sales: own sales after refunds × 0.2%." in text
    assert "Commission on own sales: 200.00. 100,000.00 × 0.2% = 200.00." in text
    assert "Gross wage: 2,600.00." in text


def test_every_department_and_level_has_a_scheme() -> None:
    for department in ("management", "service", "design", "copy", "promotion", "planning", "products", "logistics",
                       "data", "finance"):  # fmt: skip
        for level in Level:
            assert shipped_for(shipped_schemes(), department, level) is not UNKNOWN


def bands(*edges: tuple[int, int | None]) -> tuple[Band, ...]:
    return tuple(Band(Decimal(a), None if b is None else Decimal(b), Decimal("0.01")) for a, b in edges)


def test_gaps_and_overlaps_are_told_in_words() -> None:
    assert check_bands(bands((0, 10), (10, None))) == []
    assert "band 1 ends at 10.00, band 2 begins at 20.00" in str(check_bands(bands((0, 1000), (2000, None)))[0])
    assert "From 5.00 to 10.00 two bands hold: band 1 ends" in str(check_bands(bands((0, 1000), (500, None)))[0])
    assert "Leave its end empty" in str(check_bands(bands((0, 10)))[0])
    assert "band 1, which has no end" in str(check_bands(bands((0, None), (5, None)))[0])
    assert "The first band begins at 0" in str(check_bands(bands((5, None)))[0])
    assert "band 1 ends at 10, band 2" in str(check_bands(bands((0, 10), (20, None)), Basis.SCORE)[0])


def test_two_tenths_of_a_percent_typed_as_a_share_is_warned_of() -> None:
    assert "20% is a lot" in str(slip_of_percent(Decimal("0.2")))
    assert "of 50,000.00 yuan this pays 10,000.00 yuan a month. Is 0.2% meant?" in str(slip_of_percent(Decimal("0.2")))
    assert "0.002% is next to nothing" in str(slip_of_percent(Decimal("0.00002")))
    assert slip_of_percent(Decimal("0.002")) is None
    assert slip_of_percent(Decimal(0)) is None


@pytest.mark.parametrize(
    ("mode", "expected"), [(BandMode.WHOLE, 1_200_00), (BandMode.SLICES, 800_00)], ids=["whole", "slices"]
)
def test_bands_pay_the_whole_at_the_rate_reached_or_each_slice_at_its_own(mode: BandMode, expected: int) -> None:
    table = (
        Band(Decimal(0), Decimal(40_000_00), Decimal("0.002")),
        Band(Decimal(40_000_00), None, Decimal("0.012")),
    )
    part = Component(code="x", name=Wording("提成", "Commission"), basis=Basis.OWN_SALES, bands=table, mode=mode)
    scheme = Scheme(code="x", name=Wording(), valid_from=date(2026, 1, 1), base_fen=0, components=(part,))
    slip = example_slip(scheme, shipped_rules())
    assert slip.amount(Code.OWN_COMMISSION) == expected
    assert any("0.2%" in str(line) for line in scheme_text(scheme, shipped_rules()))


def test_further_components_caps_and_ways_of_sharing() -> None:
    def part(code: str, basis: Basis, rate: str, **more: object) -> Component:
        return Component(code=code, name=Wording(code, code), basis=basis, rate=Decimal(rate), **more)  # type: ignore[arg-type]

    parts = (
        part("pieces", Basis.PIECES, "50"),
        part("hours", Basis.HOURS, "1000", cap_fen=900_00),
        part("fixed", Basis.FIXED, "30000", prorated=True),
        part("store", Basis.STORE_SALES, "0.0001"),
        part("days", Basis.DAYS, "1000", floor_fen=500_00),
        part("silent", Basis.SILENT_ORDERS, "0.01", pool_by=PoolBy.HEADS),
    )
    scheme = Scheme(code="x", name=Wording(), valid_from=date(2026, 1, 1), base_fen=0, components=parts)
    slip = example_slip(scheme, shipped_rules())
    amounts = [line.amount_fen for line in slip.lines if line.code is Code.COMPONENT]
    assert amounts == [50_00, 900_00, 300_00, 20_00, 500_00]
    assert slip.amount(Code.SILENT_POOL) == 1_000_00


@pytest.mark.parametrize(
    ("proration", "expected"),
    [
        (Proration.CALENDAR_DAYS, 2200_00 * 22 / 31),
        (Proration.WORKDAYS, 2200_00 * 16 / 22),
        (Proration.PAID_DAYS, None),
    ],
)
def test_a_joiner_is_paid_by_the_days_that_the_scheme_names(proration: Proration, expected: float | None) -> None:
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "data", start=date(2026, 3, 10))]))
    (person,) = inputs.people
    scheme = replace(person.terms[0].scheme, proration=proration, base_fen=2200_00)
    person = replace(person, terms=(replace(person.terms[0], scheme=scheme, base_fen=None),))
    workdays = frozenset(day for day in inputs.month.days() if day.weekday() < 5)
    run = compute_month(replace(inputs, people=(person,), workdays=workdays))
    wanted = expected if expected is not None else 2200_00 * 16 / 21.75
    assert run.slips[0].amount(Code.BASE) == round(wanted)
    if proration is not Proration.CALENDAR_DAYS:
        without = compute_month(replace(inputs, people=(person,)))
        assert [str(entry.figure) for entry in without.missing] == ["due workdays of the month"]


def test_schemes_that_divide_one_pool_differently_are_refused() -> None:
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "planning"), Someone(2, "B", "design")]))
    first, second = inputs.people
    heads = replace(second.terms[0].scheme.components[0], pool_by=PoolBy.HEADS)
    other = replace(second.terms[0], scheme=replace(second.terms[0].scheme, code="b", components=(heads,)))
    with pytest.raises(UserError, match="different ways"):
        compute_month(replace(inputs, people=(first, replace(second, terms=(other,)))))


def test_a_rule_without_its_source_is_refused() -> None:
    text = """
    [[rule]]
    code = "pension"
    unit = "rate"
    value = "0.08"
    valid_from = 2025-01-01
    as_of = 2025-01-01
    verified = false
    """
    with pytest.raises(UserError, match="source_zh, source_en"):
        parse_rules(tomllib.loads(text))


def test_the_rule_of_the_day_and_the_city_holds() -> None:
    rules = shipped_rules()
    assert rules.find(Rule.MINIMUM_WAGE, date(2026, 3, 1)) is None
    found = rules.find(Rule.MINIMUM_WAGE, date(2026, 3, 1), "杭州")
    assert found is not None
    assert found.value == 2490_00
    assert rules.find(Rule.BONUS_RATE, date(2027, 12, 31)) is not None
    assert rules.find(Rule.BONUS_RATE, date(2028, 1, 1)) is None


def test_a_difference_between_typed_and_summed_service_sales_is_pointed_out() -> None:
    month = Month(2026, 3, [Someone(1, "A", "service", figures={"sales": 100_00})], service_sales=90_00)
    assert "add up to 100.00" in str(compute_month(inputs_of(month)).notices[0])


def test_a_missing_figure_leaves_its_line_open_and_is_named() -> None:
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "service"), Someone(2, "B", "planning")]))
    first, second = inputs.people
    silent = replace(first, inputs=replace(first.inputs, own_sales=None, sick_days=Figure(1)))
    run = compute_month(replace(inputs, people=(silent, second)))
    assert run.totals.gross is None
    assert run.totals.silent_pool is None
    assert not run.can_lock
    assert {(entry.person_id, str(entry.figure)) for entry in run.missing} == {(1, "own sales")}
    assert [line.code for line in run.slips[1].lines if line.trace is None] == [Code.SILENT_POOL, Code.INCOME_TAX]
