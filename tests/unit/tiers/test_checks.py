"""The traps of the published tables, each found and said in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.tiers.checks import Finding, FindingKind, Severity, band_fen, check_ladder, likely_turnover
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.services.people.templates import presets

NAMES = {"service": "Customer service", "design": "Design"}


def preset(code: str) -> Ladder:
    return next(entry.ladder for entry in presets() if entry.code == code)


def found(ladder: Ladder, kind: FindingKind) -> list[Finding]:
    return [finding for finding in check_ladder(ladder, NAMES) if finding.kind is kind]


def yuan_step(turnover: int, **posts: tuple[int, int, int]) -> Step:
    made = tuple(
        Post(department_code=code, leads=leads, staff=staff, cost_fen=cost * 100)
        for code, (leads, staff, cost) in posts.items()
    )
    total = sum(post.cost_fen for post in made)
    return Step(turnover_fen=turnover * 100, budget_fen=0, total_fen=total, posts=made)


def ladder_of(*steps: Step) -> Ladder:
    return Ladder(name="own", origin="standard", departments=("service", "design"), steps=steps)


def test_a_total_of_16500_over_departments_of_15000_is_found() -> None:
    lean = preset("lean")
    entered = lean.with_step(1, replace(lean.steps[1], total_fen=1_650_000))
    (finding,) = found(entered, FindingKind.TOTAL_DIFFERS)
    assert (finding.step, finding.column, finding.severity) == (1, "total", Severity.ERROR)
    assert str(finding.text) == (
        "Tier 50,000: the total says 16,500, but the departments add up to 15,000; 1,500 too much."
    )


def test_a_total_below_its_parts_is_said_to_be_too_little() -> None:
    standard = preset("standard")
    entered = standard.with_step(1, replace(standard.steps[1], total_fen=1_500_000))
    (finding,) = found(entered, FindingKind.TOTAL_DIFFERS)
    assert "1,500 too little" in str(finding.text)


def test_the_shipped_totals_equal_their_parts() -> None:
    for code in ("standard", "lean"):
        assert not found(preset(code), FindingKind.TOTAL_DIFFERS)


def test_a_step_of_800000_between_50000_and_100000_is_found_with_what_was_meant() -> None:
    lean = preset("lean")
    entered = lean.with_step(2, replace(lean.steps[2], turnover_fen=80_000_000))
    (finding,) = found(entered, FindingKind.STEP_NOT_RISING)
    assert (finding.step, finding.column, finding.severity) == (2, "turnover", Severity.ERROR)
    assert str(finding.text) == ("Steps must rise, but 800,000 stands between 50,000 and 100,000. Did you mean 80,000?")


def test_the_shipped_steps_rise() -> None:
    for code in ("standard", "lean"):
        assert not found(preset(code), FindingKind.STEP_NOT_RISING)


@pytest.mark.parametrize(
    ("turnovers", "faulty", "meant"),
    [
        ([100_000, 20_000, 300_000], 1, "200,000"),
        ([100_000, 100_000, 300_000], 1, None),
        ([100_000, 200_000, 30_000], 2, "300,000"),
        ([100_000, 90_000, 80_000], 1, None),
    ],
)
def test_other_steps_out_of_order_are_found(turnovers: list[int], faulty: int, meant: str | None) -> None:
    findings = found(
        ladder_of(*(yuan_step(value, service=(0, 1, 1)) for value in turnovers)), FindingKind.STEP_NOT_RISING
    )
    assert findings[0].step == faulty
    assert (f"Did you mean {meant}?" in str(findings[0].text)) is (meant is not None)


def test_standard_ratios_are_judged_as_published() -> None:
    findings = check_ladder(preset("standard"), NAMES)
    ratios = {f.step: (f.kind, str(f.text)) for f in findings if f.column == "ratio"}
    assert ratios[0][0] is FindingKind.BELOW_BAND
    assert "5.00%" in ratios[0][1]
    assert ratios[1][0] is FindingKind.ABOVE_BAND
    assert "8.25%" in ratios[1][1]
    assert "at most 14,000" in ratios[1][1]
    assert 2 not in ratios, "300,000 costs 6.33%, inside the band"
    assert ratios[3][0] is FindingKind.ABOVE_BAND
    assert "7.20%" in ratios[3][1]


def test_lean_ratios_are_all_far_above_the_band() -> None:
    findings = found(preset("lean"), FindingKind.ABOVE_BAND)
    shares = [finding.text.params["share"] for finding in findings]
    assert shares == ["40.00%", "30.00%", "21.88%", "34.00%"]


def test_standard_costs_above_its_own_budgets_are_found() -> None:
    findings = found(preset("standard"), FindingKind.OVER_BUDGET)
    assert [(finding.step, finding.text.params["difference"]) for finding in findings] == [(1, "2,500"), (3, "1,000")]


def test_exactly_seven_percent_is_inside() -> None:
    ladder = ladder_of(yuan_step(100_000, service=(0, 2, 7_000)), yuan_step(200_000, service=(0, 4, 12_000)))
    assert not [finding for finding in check_ladder(ladder, NAMES) if finding.column == "ratio"]


def test_cost_without_people_and_people_without_cost_name_the_department() -> None:
    ladder = ladder_of(yuan_step(100_000, service=(0, 0, 6_500), design=(0, 1, 0)))
    texts = {finding.column: str(finding.text) for finding in check_ladder(ladder, NAMES)}
    assert "Customer service costs 6,500 but has nobody" in texts["service"]
    assert "Design has people (1) but costs nothing" in texts["design"]


def test_a_smaller_team_on_a_higher_tier_is_pointed_out_at_the_department_that_lost() -> None:
    ladder = ladder_of(
        yuan_step(100_000, service=(0, 2, 3_000), design=(0, 3, 3_500)),
        yuan_step(200_000, service=(0, 3, 6_000), design=(0, 1, 7_000)),
    )
    (finding,) = found(ladder, FindingKind.TEAM_SHRINKS)
    assert (finding.step, finding.column) == (1, "design")


def test_an_empty_table_zero_turnover_and_negative_values_are_said() -> None:
    assert [finding.kind for finding in check_ladder(ladder_of(), NAMES)] == [FindingKind.EMPTY_TABLE]
    assert found(ladder_of(yuan_step(0, service=(0, 1, 1))), FindingKind.NO_TURNOVER)
    assert found(ladder_of(yuan_step(100, service=(0, -1, 1))), FindingKind.NEGATIVE)


def test_mistakes_come_before_remarks_within_a_step() -> None:
    lean = preset("lean")
    entered = lean.with_step(1, replace(lean.steps[1], total_fen=1_650_000))
    of_step = [finding.severity for finding in check_ladder(entered, NAMES) if finding.step == 1]
    assert of_step[0] is Severity.ERROR
    assert of_step == sorted(of_step, key=[Severity.ERROR, Severity.WARNING, Severity.NOTE].index)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8, unique=True))
def test_rising_steps_are_never_blamed_and_others_always(turnovers: list[int]) -> None:
    rising = sorted(turnovers)
    assert not found(ladder_of(*(yuan_step(value) for value in rising)), FindingKind.STEP_NOT_RISING)
    if turnovers != rising:
        assert found(ladder_of(*(yuan_step(value) for value in turnovers)), FindingKind.STEP_NOT_RISING)


@given(st.lists(st.integers(0, 10**8), max_size=6), st.integers(-(10**6), 10**6))
def test_a_total_is_blamed_exactly_when_it_differs(costs: list[int], off: int) -> None:
    posts = tuple(Post(department_code=f"d{n}", staff=1, cost_fen=cost) for n, cost in enumerate(costs))
    step = Step(turnover_fen=10**7, budget_fen=0, total_fen=sum(costs) + off, posts=posts)
    assert bool(found(ladder_of(step), FindingKind.TOTAL_DIFFERS)) is (off != 0)


def test_band_and_likely_turnover() -> None:
    lean = preset("lean")
    assert band_fen(20_000_000, lean.band_low, lean.band_high) == (1_200_000, 1_400_000)
    assert likely_turnover(5, 12, 20) is None
