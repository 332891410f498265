"""What holds for every payroll, whatever the figures."""

from __future__ import annotations

import json
import random
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.payroll.base import base_line
from shopdesk.domain.payroll.case import Case
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.output import kept_run, run_document
from shopdesk.domain.payroll.proof import slip_document, verify
from shopdesk.domain.payroll.schemes import Band, BandMode, Basis, Component
from shopdesk.domain.payroll.slip import DEDUCTIONS, Code
from shopdesk.domain.payroll.trace import in_slices
from shopdesk.domain.setup.template import Wording
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of
from tests.unit.payroll.test_payroll_second_reckoning import some_month

NOW = datetime(2026, 4, 1, 9, 0)
seeds = st.integers(0, 2**32)
few = settings(max_examples=25, deadline=None)


def month_of(seed: int) -> Month:
    return some_month(random.Random(seed))


@few
@given(seeds)
def test_shares_add_up_to_the_pool_and_net_is_gross_less_what_is_named(seed: int) -> None:
    run = compute_month(inputs_of(month_of(seed)))
    assert sum(slip.amount(Code.SILENT_POOL) or 0 for slip in run.slips) == run.totals.silent_pool
    for slip in run.slips:
        lines = [(line.code, line.amount_fen or 0) for line in slip.lines]
        taken = sum(amount for code, amount in lines if code in DEDUCTIONS)
        gross = sum(a for code, a in lines if code not in DEDUCTIONS and code is not Code.OWN_COMMISSION_CARRIED)
        assert slip.gross_fen == gross
        assert slip.net_fen == max(0, gross - taken)
        assert all(amount >= 0 for code, amount in lines if code in DEDUCTIONS)


@few
@given(seeds)
def test_computing_twice_is_the_same_and_every_rate_stands_in_the_proof(seed: int) -> None:
    inputs = inputs_of(month_of(seed))
    run = compute_month(inputs)
    again = kept_run(compute_month(inputs), 1, NOW)
    assert run_document(again, "S") == run_document(kept_run(run, 1, NOW), "S")
    for slip in run.slips:
        document = json.loads(json.dumps(slip_document(run, slip)))
        assert verify(document) == []
        values = {Fraction(node["value"]) for node in document["nodes"]}
        assert all(line.rate.value in values for line in slip.lines if line.rate is not None)
        bands = [node for node in document["nodes"] if node["op"] == "band"]
        assert len(bands) >= 2
        assert all(node["rule"]["source_en"] and len(node["bands"]) == 7 for node in bands)


@few
@given(seeds, st.integers(1, 10**6))
def test_a_changed_figure_in_a_proof_is_found(seed: int, more: int) -> None:
    run = compute_month(inputs_of(month_of(seed)))
    document = slip_document(run, run.slips[0])
    chosen = random.Random(more)
    node = chosen.choice([node for node in document["nodes"] if node["op"] == "round"])
    node["value"] = str(Fraction(node["value"]) + more)
    assert verify(document)


@few
@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 500)), min_size=1, max_size=5), st.integers(0, 10**7))
def test_slices_rise_and_do_not_jump(steps: list[tuple[int, int]], value: int) -> None:
    start, bands = 0, []
    for width, rate in steps:
        bands.append(Band(Decimal(start), Decimal(start + width), Decimal(rate) / 1000))
        start += width
    bands.append(Band(Decimal(start), None, Decimal("0.9")))
    part = Component(code="x", name=Wording(), basis=Basis.OWN_SALES, bands=tuple(bands), mode=BandMode.SLICES)
    here, next_fen = in_slices(Fraction(value), part.table), in_slices(Fraction(value + 1), part.table)
    assert 0 <= next_fen - here <= 1


@few
@given(st.integers(0, 20_000_00), st.lists(st.integers(1, 31), max_size=4, unique=True), st.integers(0, 500_00))
def test_stretches_of_an_unbroken_month_at_one_amount_are_the_whole_amount(
    base: int, days: list[int], post: int
) -> None:
    terms = [(date(2024, 1, 1), base, post), *((date(2026, 3, day), base, post) for day in days)]
    inputs = inputs_of(Month(2026, 3, [Someone(1, "A", "data", terms=terms)]))
    assert base_line(Case(inputs, inputs.people[0])).amount_fen == base + post


@few
@given(st.lists(st.integers(5_000_00, 90_000_00), min_size=12, max_size=12), st.integers(0, 3_000_00))
def test_the_months_tax_adds_up_to_the_years(wages: list[int], special: int) -> None:
    """True where no month would be negative: each month earns at least what it deducts."""
    someone = Someone(1, "A", "data", insured=False, special=special, rating_bonus=0)
    slip = None
    for number, wage in enumerate(wages, 1):
        someone.terms = [(date(2000, 1, 1), wage + special, 0)]
        (slip,) = compute_month(inputs_of(Month(2026, number, [someone]))).slips
        assert slip.year is not None
        someone.months, someone.income = slip.year.months, slip.year.income_fen
        someone.special_past, someone.withheld = slip.year.special_fen, slip.year.withheld_fen
    taxable = Fraction(sum(wages) - 60_000_00, 100)
    table = [(36000, 3, 0), (144000, 10, 2520), (300000, 20, 16920), (420000, 25, 31920), (660000, 30, 52920),
             (960000, 35, 85920), (10**9, 45, 181920)]  # fmt: skip
    rate, quick = next((rate, quick) for top, rate, quick in table if taxable <= top)
    exact = (taxable * rate / 100 - quick) * 100
    assert slip is not None
    assert slip.tax_cumulative is not None
    assert abs(slip.tax_cumulative.fen - exact) <= Fraction(1, 2)
