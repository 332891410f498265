"""Random months, reckoned by the program and by a plain second implementation that shares no code with it.

``SHOPDESK_PAYROLLS`` says how many payrolls are compared (``make test-all`` takes 10,000).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.proof import slip_document, verify
from shopdesk.domain.payroll.slip import PayrollRun, Payslip
from tests.unit.payroll import payroll_slow
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of

PAYROLLS = int(os.environ.get("SHOPDESK_PAYROLLS", "300"))
PEOPLE = 5
DEPARTMENTS = ["service", "service", "service", "planning", "promotion", "design", "logistics", "data", "management"]


@pytest.mark.timeout(900)
def test_a_second_reckoning_agrees_on_every_line() -> None:
    chance = random.Random(20260301)
    for number in range(PAYROLLS // PEOPLE):
        month = some_month(chance)
        differences = compare(month, compute_month(inputs_of(month)))
        assert not differences, (number, differences, month)


def test_every_random_slip_proves_itself() -> None:
    chance = random.Random(5)
    for _ in range(10):
        run = compute_month(inputs_of(some_month(chance)))
        for slip in run.slips:
            assert verify(slip_document(run, slip)) == []


def compare(month: Month, run: PayrollRun) -> list[object]:
    expected, pool = payroll_slow.pay_month(month)
    found: list[object] = [] if run.totals.silent_pool == pool else [("pool", run.totals.silent_pool, pool)]
    for slip in run.slips:
        assert not slip.missing
        assert slip.taxable_cumulative is not None
        assert slip.tax_cumulative is not None
        mine = {
            "lines": sorted((line.code.value, line.amount_fen) for line in slip.lines),
            "left_out": left_out(slip),
            "bonus": comparison(slip),
            "gross": slip.gross_fen,
            "taxable": slip.taxable_cumulative.fen,
            "withheld": slip.tax_cumulative.fen,
            "net": slip.net_fen,
            "employer_cost": slip.cost_fen,
            "carried": slip.carried_fen,
            "advance": slip.open_advance_fen,
        }
        theirs = expected[slip.person_id] | {"lines": sorted(expected[slip.person_id]["lines"])}
        found += [(slip.name, name, mine[name], theirs[name]) for name in mine if mine[name] != theirs[name]]
    return found


def left_out(slip: Payslip) -> dict[str, int]:
    """What limits left out, by line."""
    found: Counter[str] = Counter()
    for line in slip.lines:
        found[line.code.value] += line.not_taken_fen
    return {code: fen for code, fen in found.items() if fen}


def comparison(slip: Payslip) -> tuple[int | None, ...] | None:
    """A bonus taxed both ways, and the cheaper one below it."""
    found = slip.bonus
    return None if found is None else (found.within_fen, found.apart_fen, found.edge_fen, found.gain_fen)


def some_month(chance: random.Random) -> Month:
    year, number = chance.choice([2024, 2025, 2026, 2027, 2028]), chance.randint(1, 12)
    month = Month(year, number, [])
    month.people = [somebody(chance, month, place) for place in range(1, PEOPLE + 1)]
    month.paid = chance.choice([0, 1, 99, chance.randint(0, 2_000_000_00)])
    month.service_sales = chance.choice([None, chance.randint(0, 1_000_000_00)])
    month.silent = chance.choice([None, None, chance.randint(0, 500_000_00)])
    month.before = str(chance.choice(["4.6", "4.75", "4.8", "4.9"]))
    month.now = str(chance.choice(["4.5", "4.69", "4.7", "4.8", "4.85", "4.9", "5.0"]))
    month.rules["minimum_wage"] = chance.choice([2490_00, 2260_00, 1])
    month.rules["sick_rate"] = chance.choice(["0.6", "0.8", "1", "0"])
    month.rules["fund_whole_yuan"] = chance.choice([0, 1])
    month.rules["social_floor"] = chance.choice([0, 4812_00])
    if chance.random() < 0.3:
        month.rules["employer_fund"] = chance.choice(["0.12", "0.07"])
    return month


def somebody(chance: random.Random, month: Month, place: int) -> Someone:
    department = chance.choice(DEPARTMENTS)
    start = chance.choice([date(2020, 5, 5), month.first + timedelta(days=chance.randint(0, 27))])
    end = chance.choice([None, None, max(start, month.first + timedelta(days=chance.randint(-40, 35)))])
    terms = [(date(2020, 1, 1), chance.randint(0, 30_000_00), chance.randint(0, 800_00))]
    for _ in range(chance.choice([0, 0, 1, 2])):
        day = month.first + timedelta(days=chance.randint(-5, 30))
        if all(day != known for known, _, _ in terms):
            terms.append((day, chance.choice([terms[0][1], chance.randint(0, 12_000_00)]), terms[0][2]))
    low, first = chance.choice([(False, False)] * 3 + [(True, False), (False, True)])
    return Someone(
        id=place,
        name=f"P{place}",
        department=department,
        level=chance.choice(["staff", "staff", "lead", "manager"]),
        start=start,
        end=end,
        terms=terms,
        social_base=chance.randint(0, 40_000_00),
        fund_base=chance.randint(0, 60_000_00),
        fund_rate=chance.choice(["0.05", "0.075", "0.12"]),
        insured=chance.random() < 0.8,
        special=chance.choice([0, 1000_00, 3500_00]),
        first_wage=first,
        low_wage=low,
        figures=figures(chance),
        months=chance.randint(0, month.month - 1),
        income=chance.randint(0, 400_000_00),
        insurance=chance.randint(0, 20_000_00),
        special_past=chance.randint(0, 20_000_00),
        withheld=chance.choice([0, chance.randint(0, 30_000_00)]),
        carried=chance.choice([0, 0, -chance.randint(1, 400_00)]),
        advance=chance.choice([0, 500_00]),
        bonus_within=chance.random() < 0.5,
        rating_bonus=chance.choice([0, 300_00, 250_00]),
    )


def figures(chance: random.Random) -> dict[str, object]:
    def sometimes(value: object, odds: float = 0.3) -> object:
        return value if chance.random() < odds else 0

    return {
        "sales": chance.randint(0, 300_000_00),
        "refunds": sometimes(chance.randint(0, 400_000_00), 0.7),
        "goodwill": sometimes(chance.randint(0, 5_000_00)),
        "unpaid": sometimes(chance.choice(["0.5", "1", "3", "30"])),
        "sick": sometimes(chance.choice(["0.5", "2", "20"])),
        "hours_workday": sometimes(chance.choice(["1", "2.5", "36"])),
        "hours_rest": sometimes(chance.choice(["8", "0.25"])),
        "hours_holiday": sometimes("8"),
        "neutral": sometimes(chance.randint(0, 4)),
        "bad": sometimes(chance.randint(0, 3)),
        "award": sometimes(chance.randint(0, 2_000_00)),
        "allowance_other": sometimes(chance.randint(0, 500_00)),
        "loss": sometimes(chance.randint(1, 5_000_00)),
        "other": sometimes(chance.randint(1, 8_000_00)),
        "bonus": sometimes(chance.choice([36_000_00, 36_001_00, chance.randint(1, 400_000_00)]), 0.2),
    }
