"""What is earned, line by line: at the borders of each rule, what it says, and what it waits for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.payroll.inputs import Figure, PersonMonth
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.schemes import Band, BandMode, Basis, Proration, SalesBasis
from shopdesk.domain.payroll.slip import Code
from tests.unit.payroll.payroll_cases import RULES, Month, Someone, inputs_of
from tests.unit.payroll.payroll_lines import (
    LONG_AGO,
    both,
    figures,
    line,
    missing,
    month_with,
    paid_for,
    part,
    slip_of,
)

# --- base pay ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("someone", "amount", "basis", "words"),
    [
        (Someone(1, "A", "data"), 3000_00, 3000_00, "A full month at 3,000.00."),
        (
            Someone(1, "A", "data", start=date(2026, 3, 31)),
            96_77,
            3000_00,
            "3,000.00 a month for 1 of 31 calendar days.",
        ),
        (
            Someone(1, "A", "data", end=date(2026, 3, 30)),
            2903_23,
            3000_00,
            "3,000.00 a month for 30 of 31 calendar days.",
        ),
        (
            Someone(1, "A", "data", terms=[(LONG_AGO, 3000_00, 0), (date(2026, 3, 31), 3100_00, 0)]),
            3003_23,
            None,
            "2 stretches at different pay or with a gap between them, each rounded.",
        ),
        (Someone(1, "A", "data", end=date(2026, 2, 28)), 0, None, "Not employed on any day of the month."),
    ],
    ids=["whole", "last-day", "all-but-one", "raised", "gone"],
)
def test_base_pay_says_how_it_came_about(someone: Someone, amount: int, basis: int | None, words: str) -> None:
    base = line(slip_of(someone), Code.BASE)
    assert (base.amount_fen, str(base.explanation)) == (amount, words)
    assert (None if base.basis is None else base.basis.fen) == basis


def test_a_gap_between_two_employments_is_not_paid() -> None:
    def twice(person: PersonMonth) -> PersonMonth:
        return replace(
            person, employments=((LONG_AGO, date(2026, 3, 10)), (date(2026, 3, 12), None), (date(2027, 1, 1), None))
        )

    slip = slip_of(Someone(1, "A", "data", terms=[(LONG_AGO, 3100_00, 0)]), twice)
    assert slip.days_employed == 30
    base = line(slip, Code.BASE)
    assert base.amount_fen == 3000_00
    assert str(base.explanation).startswith("2 stretches")


@pytest.mark.parametrize(
    ("own", "scheme", "monthly"),
    [
        ((3000_00, 200_00), (2000_00, 100_00), 3200_00),
        ((3000_00, None), (2000_00, 100_00), 3100_00),
        ((None, 200_00), (2000_00, 100_00), 2200_00),
        ((None, None), (2000_00, None), 2000_00),
        ((0, 0), (2000_00, 100_00), 0),
        ((None, 200_00), (None, 100_00), None),
    ],
)
def test_a_persons_own_figure_goes_before_the_schemes(
    own: tuple[int | None, int | None], scheme: tuple[int | None, int | None], monthly: int | None
) -> None:
    def terms(person: PersonMonth) -> PersonMonth:
        (one,) = person.terms
        changed = replace(one.scheme, base_fen=scheme[0], allowance_fen=scheme[1])
        return replace(person, terms=(replace(one, scheme=changed, base_fen=own[0], allowance_fen=own[1]),))

    inputs = month_with(Someone(1, "A", "data"), terms)
    assert inputs.people[0].terms[0].monthly_fen == monthly
    (slip,) = compute_month(inputs).slips
    assert line(slip, Code.BASE).amount_fen == monthly
    assert missing(slip)[:1] == ([] if monthly is not None else ["base pay on 2026-03-01"])


def test_before_the_first_terms_the_first_hold_and_a_day_belongs_to_the_terms_that_begin_on_it() -> None:
    terms = [(date(2026, 3, 11), 3100_00, 0), (date(2026, 3, 21), 6200_00, 0)]
    for order in (terms, terms[::-1]):
        slip = slip_of(Someone(1, "A", "data", terms=order))
        assert line(slip, Code.BASE).amount_fen == 20 * 100_00 + 11 * 200_00


@pytest.mark.parametrize("workdays", [frozenset(), frozenset({date(2026, 3, 2)})], ids=["none", "one"])
def test_due_workdays_that_are_none_are_as_good_as_unknown(workdays: frozenset[date]) -> None:
    someone = Someone(1, "A", "data", start=date(2026, 3, 2))
    inputs = month_with(someone, paid_for(proration=Proration.WORKDAYS))
    (slip,) = compute_month(replace(inputs, workdays=workdays)).slips
    if workdays:
        assert line(slip, Code.BASE).amount_fen == 3000_00
    else:
        assert missing(slip) == ["due workdays of the month"]


def test_the_first_and_the_last_due_workday_of_a_stretch_are_paid() -> None:
    someone = Someone(1, "A", "data", start=date(2026, 3, 2), end=date(2026, 3, 6))
    week = frozenset(date(2026, 3, day) for day in (2, 3, 4, 5, 6))
    other = frozenset(date(2026, 3, day) for day in (9, 10, 11, 12, 13))
    inputs = month_with(someone, paid_for(proration=Proration.WORKDAYS))
    (slip,) = compute_month(replace(inputs, workdays=week | other)).slips
    assert line(slip, Code.BASE).amount_fen == 1500_00


# --- absence and overtime ---------------------------------------------------------------------------------------------


def test_leave_says_days_and_rate_and_what_the_base_could_not_bear() -> None:
    slip = slip_of(Someone(1, "A", "data", terms=[(LONG_AGO, 2175_00, 0)], figures={"unpaid": "1.5", "sick": "2"}))
    unpaid, sick = [one for one in slip.lines if one.code is Code.ABSENCE]
    assert (unpaid.amount_fen, unpaid.not_taken_fen) == (-150_00, 0)
    assert str(unpaid.explanation) == "unpaid leave: 1.5 days at 100.00."
    # Eighty per cent of the minimum wage a day is more than sixty per cent of the daily wage.
    assert (sick.amount_fen, sick.not_taken_fen) == (-16_83, 0)
    assert str(sick.explanation) == "sick leave paid at 60%: 2 days at 8.41."
    lost = slip_of(Someone(1, "A", "data", terms=[(LONG_AGO, 2175_00, 0)], figures={"unpaid": "21.75", "sick": "1"}))
    assert [(one.amount_fen, one.not_taken_fen) for one in lost.lines if one.code is Code.ABSENCE] == [
        (-2175_00, 0),
        (0, 8_41),
    ]


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("unpaid_days", "days of unpaid leave"),
        ("sick_days", "days of sick leave"),
        ("neutral_reviews", "neutral reviews"),
        ("bad_reviews", "bad reviews"),
        ("carried", "commission carried from last month"),
        ("year", "income and tax of the year so far"),
    ],
)
def test_a_figure_that_nobody_entered_is_asked_for_and_not_taken_as_nothing(what: str, named: str) -> None:
    slip = slip_of(Someone(1, "A", "service"), figures(**{what: None}))
    assert missing(slip) == [named]
    assert slip.net_fen is None


@pytest.mark.parametrize(
    ("rule", "named", "someone"),
    [
        ("minimum_wage", "local minimum wage", Someone(1, "A", "data", figures={"sick": "1"})),
        ("pension", "pension rate of the person", Someone(1, "A", "data")),
        ("social_floor", "lowest insurance base", Someone(1, "A", "data")),
    ],
)
def test_a_rule_that_is_not_known_is_asked_for(rule: str, named: str, someone: Someone) -> None:
    slip = slip_of(someone, rules={code: value for code, value in RULES.items() if code != rule})
    assert set(missing(slip)) == {named}
    assert slip.net_fen is None


# --- commissions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sales", "sold", "refunded", "confirmed", "amount", "lacking"),
    [
        (SalesBasis.PAID, 1000_00, None, None, 10_00, []),
        (SalesBasis.PAID, 1000_00, 400_00, None, 10_00, []),
        (SalesBasis.PAID, None, 400_00, None, None, ["own sales"]),
        (SalesBasis.AFTER_REFUNDS, 1000_00, 400_00, None, 6_00, []),
        (SalesBasis.AFTER_REFUNDS, 1000_00, None, None, None, ["refunds of own sales"]),
        (SalesBasis.AFTER_REFUNDS, None, None, None, None, ["own sales", "refunds of own sales"]),
        (SalesBasis.AFTER_REFUNDS, None, 400_00, None, None, ["own sales"]),
        (SalesBasis.CONFIRMED, None, None, 700_00, 7_00, []),
        (SalesBasis.CONFIRMED, 1000_00, 400_00, None, None, ["own sales confirmed by buyers"]),
    ],
)
def test_which_sales_count_and_which_figures_that_needs(
    sales: SalesBasis,
    sold: int | None,
    refunded: int | None,
    confirmed: int | None,
    amount: int | None,
    lacking: list[str],
) -> None:
    given = {"own_sales": sold, "own_refunds": refunded, "confirmed_sales": confirmed}
    change = figures(**{name: None if fen is None else Figure(fen) for name, fen in given.items()})
    slip = slip_of(
        Someone(1, "A", "service"), both(change, paid_for(part(Basis.OWN_SALES, sales=sales))), service_sales=0
    )
    assert line(slip, Code.OWN_COMMISSION).amount_fen == amount
    assert missing(slip) == lacking


@pytest.mark.parametrize(
    ("end", "carried", "left_out"),
    [
        (None, -100_00, 0),
        (date(2026, 4, 2), -100_00, 0),
        (date(2026, 4, 1), -100_00, 0),
        (date(2026, 3, 31), 0, 100_00),
    ],
)
def test_only_who_is_there_the_day_after_carries_a_rest_on(end: date | None, carried: int, left_out: int) -> None:
    slip = slip_of(Someone(1, "A", "service", end=end, carried=-100_00))
    assert slip.carried_fen == carried
    commission = line(slip, Code.OWN_COMMISSION)
    assert (commission.amount_fen, commission.not_taken_fen) == (0, left_out)
    assert [one.code for one in slip.lines].count(Code.OWN_COMMISSION_CARRIED) == (carried < 0)


@pytest.mark.parametrize(
    ("department", "sold", "carried", "words"),
    [
        ("service", 1000_00, 0, "1,000.00 × 0.2% = 2.00."),
        ("service", 1000_00, -1_00, "1,000.00 × 0.2% = 2.00; -1.00 carried from last month."),
        ("data", 0, -1_00, "Nothing earned; -1.00 carried from last month."),
    ],
)
def test_a_commission_says_how_it_came_about(department: str, sold: int, carried: int, words: str) -> None:
    slip = slip_of(Someone(1, "A", department, figures={"sales": sold}, carried=carried))
    assert str(line(slip, Code.OWN_COMMISSION).explanation) == words


TWO_BANDS = (Band(Decimal(0), Decimal(100_00), Decimal("0.1")), Band(Decimal(100_00), None, Decimal("0.2")))


def test_a_commission_in_slices_says_so_and_has_no_one_rate() -> None:
    slices = part(Basis.OWN_SALES, None, bands=TWO_BANDS, mode=BandMode.SLICES)
    commission = line(slip_of(Someone(1, "A", "service", figures={"sales": 150_00}), paid_for(slices)),
                      Code.OWN_COMMISSION)  # fmt: skip
    assert (commission.amount_fen, commission.rate) == (20_00, None)
    assert str(commission.explanation) == "150.00 in slices brings 20.00."


@pytest.mark.parametrize("mode", BandMode)
def test_a_lead_reads_how_the_teams_commission_came_about(mode: BandMode) -> None:
    bands = part(Basis.TEAM_SALES, None, bands=TWO_BANDS, mode=mode)
    slip = slip_of(Someone(1, "A", "service", "lead", figures={"sales": 150_00}), paid_for(bands))
    commission = line(slip, Code.TEAM_COMMISSION)
    whole = mode is BandMode.WHOLE
    assert commission.amount_fen == (30_00 if whole else 20_00)
    assert ("20%" in str(commission.explanation)) is whole
    assert "150.00" in str(commission.explanation)


@pytest.mark.parametrize(
    ("sold", "cap", "floor", "prorated", "amount"),
    [
        (1000_00, 5_00, None, False, 5_00),
        (1000_00, 10_00, None, False, 10_00),
        (1000_00, None, 20_00, False, 20_00),
        (1000_00, 5_00, None, True, 2_50),
        (1000_00, None, 31_00, True, 15_50),
        (1000_00, None, 4_00, True, 10_00),
    ],
)
def test_cap_and_floor_hold_and_follow_the_days_where_the_scheme_says_so(
    sold: int, cap: int | None, floor: int | None, prorated: bool, amount: int
) -> None:
    component = part(Basis.OWN_SALES, cap_fen=cap, floor_fen=floor, prorated=prorated)
    inputs = inputs_of(Month(2026, 4, [Someone(1, "A", "service", start=date(2026, 4, 16), figures={"sales": sold})]))
    (slip,) = compute_month(replace(inputs, people=(paid_for(component)(inputs.people[0]),))).slips
    assert slip.days_employed == 15
    assert line(slip, Code.OWN_COMMISSION).amount_fen == amount


@pytest.mark.parametrize(
    ("there", "sold", "carried", "amount", "lines"),
    [
        (True, 1000_00, 0, 2_00, 1),
        (True, None, 0, None, 1),
        (True, None, -1_00, None, 1),
        (False, 1000_00, 0, 2_00, 1),
        (False, 1000_00, -3_00, 0, 1),
        (False, None, 0, 0, 0),
        (False, None, -1_00, 0, 1),
    ],
)
def test_who_has_left_is_paid_for_sales_that_are_known_and_asked_for_none(
    there: bool, sold: int | None, carried: int, amount: int | None, lines: int
) -> None:
    someone = Someone(1, "A", "service", end=None if there else date(2026, 2, 28), carried=carried)
    slip = slip_of(someone, figures(own_sales=None if sold is None else Figure(sold)), service_sales=0)
    assert slip.amount(Code.OWN_COMMISSION) == amount
    assert [one.code for one in slip.lines].count(Code.OWN_COMMISSION) == lines
    assert missing(slip) == ([] if amount is not None else ["own sales"])
