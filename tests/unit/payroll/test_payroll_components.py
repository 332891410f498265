"""Further components, the silent pool, performance and typed amounts: borders, words, and what they wait for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.payroll.inputs import Adjustment, Figure
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.schemes import Band, BandMode, Basis, Performance, PoolBy
from shopdesk.domain.payroll.slip import Code
from shopdesk.domain.people import Level
from shopdesk.domain.setup.template import Wording
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of
from tests.unit.payroll.payroll_lines import (
    both,
    figures,
    line,
    missing,
    month_with,
    paid_for,
    part,
    slip_of,
)


@pytest.mark.parametrize(
    ("basis", "more", "amount", "shown", "words"),
    [
        (Basis.FIXED, {"rate": "10000"}, 100_00, None, "A fixed 100.00."),
        (Basis.FIXED, {"rate": "10000", "prorated": True}, 50_00, None, "A fixed 50.00."),
        (Basis.STORE_SALES, {"rate": "0.01"}, 3_000_00, 300_000_00, "300,000.00 × 1%."),
        (Basis.STORE_SALES, {"rate": None}, 0, 300_000_00, "300,000.00 × 0%."),
        (Basis.DAYS, {"rate": "100"}, 15_00, 15, "15 × 1.00."),
        (Basis.PIECES, {"rate": "50"}, 10_00, 20, "20 × 0.50."),
        (Basis.PIECES, {"rate": None}, 0, 20, "20 × 0.00."),
        (Basis.HOURS, {"rate": "100"}, 7_50, "7.5", "7.5 × 1.00."),
        (Basis.SCORE, {"rate": "100"}, 90_00, 90, "90 × 1.00."),
        (Basis.SCORE, {"rate": None, "bands": ((60, 0), (None, 200_00))}, 200_00, 90, "A score of 90 pays 200.00."),
        (Basis.PIECES, {"rate": None, "bands": ((10, 50), (None, 100))}, 20_00, 20, "20 × 1.00."),
        (Basis.PIECES, {"rate": None, "bands": ((10, 50), (None, 100)), "mode": BandMode.SLICES}, 15_00, 20,
         "20 in slices."),
    ],
)  # fmt: skip
def test_a_further_component_pays_by_its_basis_and_says_how(
    basis: Basis, more: dict[str, Any], amount: int, shown: int | str | None, words: str
) -> None:
    start, bands = Decimal(0), []
    for end, rate in more.pop("bands", ()):
        bands.append(Band(start, None if end is None else Decimal(end), Decimal(rate)))
        start = bands[-1].end or start
    component = part(basis, bands=tuple(bands), **more)
    inputs = inputs_of(Month(2026, 4, [Someone(1, "A", "data", start=date(2026, 4, 16))]))
    known = figures(pieces=Figure(20), hours=Figure(Decimal("7.5")), score=Figure(90))
    (slip,) = compute_month(replace(inputs, people=(both(known, paid_for(component))(inputs.people[0]),))).slips
    found = line(slip, Code.COMPONENT)
    assert (found.amount_fen, str(found.explanation)) == (amount, words)
    assert (None if found.basis is None else found.basis.value) == (None if shown is None else Decimal(shown))
    assert found.component == Wording("部分", "Part")


@pytest.mark.parametrize(
    ("basis", "named"),
    [
        (Basis.STORE_SALES, "paid amount of the store"),
        (Basis.PIECES, "pieces"),
        (Basis.HOURS, "hours worked"),
        (Basis.SCORE, "score"),
    ],
)
def test_a_component_whose_basis_is_not_known_waits(basis: Basis, named: str) -> None:
    inputs = month_with(Someone(1, "A", "data"), paid_for(part(basis)))
    run = compute_month(replace(inputs, figures=replace(inputs.figures, paid=None)))
    assert {str(entry.figure) for entry in run.missing} == {named, "paid amount of the store"}
    assert missing(run.slips[0]) == [named]


def test_components_and_commissions_of_the_team_are_only_for_who_was_there() -> None:
    gone = {"end": date(2026, 2, 28)}
    slip = slip_of(Someone(1, "A", "service", "lead", **gone), paid_for(part(Basis.FIXED), part(Basis.TEAM_SALES)))  # type: ignore[arg-type]
    assert {one.code for one in slip.lines} == {Code.BASE, Code.INCOME_TAX}


@pytest.mark.parametrize(
    ("level", "own_and_team", "codes"),
    [
        (Level.STAFF, False, {Code.OWN_COMMISSION}),
        (Level.LEAD, False, {Code.TEAM_COMMISSION}),
        (Level.LEAD, True, {Code.OWN_COMMISSION, Code.TEAM_COMMISSION}),
    ],
)
def test_a_lead_gets_the_teams_commission_and_the_own_only_where_the_scheme_says_so(
    level: Level, own_and_team: bool, codes: set[Code]
) -> None:
    change = paid_for(part(Basis.OWN_SALES), part(Basis.TEAM_SALES), own_and_team=own_and_team)
    slip = slip_of(Someone(1, "A", "service", level.value, figures={"sales": 100_00}), change)
    assert {one.code for one in slip.lines} & {Code.OWN_COMMISSION, Code.TEAM_COMMISSION} == codes
    assert all(line(slip, code).amount_fen == 1_00 for code in codes)


# --- the pool of silent orders ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("silent", "paid", "sold", "pool", "lacking"),
    [
        (500_00, None, None, 5_00, []),
        (0, 900_00, 100_00, 0, []),
        (None, 900_00, 100_00, 8_00, []),
        (None, 100_00, 900_00, 0, []),
        (None, None, 100_00, None, ["paid amount of the store"]),
        (None, 900_00, None, None, ["own sales"]),
        (None, None, None, None, ["paid amount of the store", "own sales"]),
    ],
)
def test_silent_orders_are_typed_or_what_service_did_not_sell(
    silent: int | None, paid: int | None, sold: int | None, pool: int | None, lacking: list[str]
) -> None:
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "planning"), Someone(2, "B", "service")]))
    first, seller = inputs.people
    seller = figures(own_sales=None if sold is None else Figure(sold), own_refunds=Figure(0))(seller)
    store = replace(
        inputs.figures,
        paid=None if paid is None else Figure(paid),
        silent_orders=None if silent is None else Figure(silent),
    )
    run = compute_month(replace(inputs, people=(first, seller), figures=store))
    share = line(run.slips[0], Code.SILENT_POOL)
    assert (share.amount_fen, run.totals.silent_pool) == (pool, pool)
    assert missing(run.slips[0]) == lacking
    if pool is not None:
        assert str(share.explanation).endswith("for 1 people; 31 of 31 parts.")


@pytest.mark.parametrize(
    ("by", "shares"),
    [(PoolBy.DAYS, [7_50, 2_50]), (PoolBy.HEADS, [5_00, 5_00]), (PoolBy.POINTS, [8_00, 2_00])],
)
def test_a_pool_is_shared_by_days_by_heads_or_by_points(by: PoolBy, shares: list[int]) -> None:
    inputs = inputs_of(
        Month(2026, 4, [Someone(1, "A", "design"), Someone(2, "B", "design", start=date(2026, 4, 21))], silent=1000_00)
    )
    people = tuple(
        paid_for(part(Basis.SILENT_ORDERS, pool_by=by, points=Decimal(points)))(person)
        for person, points in zip(inputs.people, (4, 1), strict=True)
    )
    run = compute_month(replace(inputs, people=people))
    assert [slip.amount(Code.SILENT_POOL) for slip in run.slips] == shares


def test_who_was_not_there_or_has_no_part_of_it_shares_in_no_pool() -> None:
    people = [Someone(1, "A", "planning"), Someone(2, "B", "data"), Someone(3, "C", "design", end=date(2026, 2, 28))]
    run = compute_month(inputs_of(Month(2026, 3, people, silent=1000_00)))
    assert [[one.code for one in slip.lines].count(Code.SILENT_POOL) for slip in run.slips] == [1, 0, 0]
    assert run.totals.silent_pool == 10_00
    nobody = compute_month(inputs_of(Month(2026, 3, people[1:], silent=1000_00)))
    assert nobody.totals.silent_pool == 0


def test_points_are_one_and_a_share_without_a_rate_is_nothing_unless_the_scheme_says_otherwise() -> None:
    change = paid_for(part(Basis.SILENT_ORDERS, None, pool_by=PoolBy.POINTS))
    slip = slip_of(Someone(1, "A", "design"), change, silent=1000_00)
    share = line(slip, Code.SILENT_POOL)
    assert share.amount_fen == 0
    assert str(share.explanation) == "1,000.00 × 0% = 0.00 for 1 people; 1 of 1 parts."


# --- performance ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "neutral", "bad", "amount", "left_out"),
    [
        ("4.8", "4.8", 0, 0, 300_00, 0),
        ("4.8", "4.9", 0, 0, 400_00, 0),
        ("4.8", "4.89", 0, 0, 300_00, 0),
        ("4.8", "4.71", 0, 0, 300_00, 0),
        ("4.8", "4.7", 0, 0, 100_00, 0),
        ("4.8", "4.8", 1, 0, 200_00, 0),
        ("4.8", "4.8", 0, 1, 0, 0),
        ("4.8", "4.8", 1, 1, 0, 100_00),
        ("4.8", "4.6", 0, 0, 0, 100_00),
    ],
)
def test_performance_by_the_published_plan(
    before: str, now: str, neutral: int, bad: int, amount: int, left_out: int
) -> None:
    reviews = {"neutral": neutral, "bad": bad}
    performance = line(slip_of(Someone(1, "A", "data", figures=reviews), before=before, now=now), Code.PERFORMANCE)
    assert (performance.amount_fen, performance.not_taken_fen) == (amount, left_out)


def test_the_plans_own_amounts_hold_where_a_scheme_says_nothing() -> None:
    terms = Performance()
    assert (terms.rating_bonus_fen, terms.step_up_fen, terms.step_down_fen) == (300_00, 100_00, 200_00)
    assert (terms.neutral_fen, terms.bad_fen, terms.step) == (100_00, 300_00, Decimal("0.1"))


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ({"rating_before": None}, ["store rating of last month"]),
        ({"rating_now": None}, ["store rating of this month"]),
        ({"rating_before": None, "rating_now": None}, ["store rating of last month", "store rating of this month"]),
    ],
)
def test_performance_waits_for_both_ratings(gone: dict[str, None], named: list[str]) -> None:
    inputs = month_with(Someone(1, "A", "data"))
    (slip,) = compute_month(replace(inputs, figures=replace(inputs.figures, **gone))).slips
    assert missing(slip) == named


# --- typed lines ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "typed", "words"),
    [
        ("For the fair", "Corrected", "For the fair"),
        ("", "Corrected", "Corrected"),
        ("", "", "Entered by hand, without a reason."),
    ],
)
def test_a_typed_amount_gives_its_reason(reason: str, typed: str, words: str) -> None:
    change = figures(award=Figure(50_00, reason=typed), award_reason=reason)
    award = line(slip_of(Someone(1, "A", "data"), change), Code.AWARD)
    assert (award.amount_fen, str(award.explanation)) == (50_00, words)


@pytest.mark.parametrize(("number", "named"), [(7, "2026-01 base hand-7"), (None, "2026-01 base hand-new-0")])
def test_an_adjustment_names_the_month_and_line_that_it_corrects(number: int | None, named: str) -> None:
    adjustment = Adjustment(id=number, month=date(2026, 3, 1), amount_fen=-5_00, original_month=date(2026, 1, 1),
                            original_code="base", reason="counted twice")  # fmt: skip
    found = line(slip_of(Someone(1, "A", "data"), figures(adjustments=(adjustment,))), Code.ADJUSTMENT)
    assert (found.amount_fen, str(found.explanation)) == (
        -5_00,
        "For Base pay and post allowance of 2026-01: counted twice",
    )
    assert [(source.kind, source.id, source.amount) for source in found.sources] == [("adjustment", named, -5_00)]
