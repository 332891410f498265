"""The traps of the published tables, each found and said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.tiers.band import band_fen
from shopdesk.domain.tiers.checks import Finding, FindingKind, Severity, check_ladder, likely_turnover
from shopdesk.domain.tiers.records import Ladder, Post, Step
from shopdesk.services.people.templates import presets

LOW, HIGH = Decimal("0.06"), Decimal("0.07")
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


@pytest.mark.parametrize(
    ("cost", "kinds"),
    [
        (5_999, [FindingKind.BELOW_BAND]),
        (6_000, []),
        (7_000, []),
        (7_001, [FindingKind.ABOVE_BAND]),
        (0, []),
    ],
)
def test_the_ends_of_the_band_belong_to_it(cost: int, kinds: list[FindingKind]) -> None:
    ladder = replace(ladder_of(yuan_step(100_000, service=(1, 1, cost))), band_low=LOW, band_high=HIGH)
    bands = {FindingKind.BELOW_BAND, FindingKind.ABOVE_BAND}
    assert [one.kind for one in check_ladder(ladder, NAMES) if one.kind in bands] == kinds


@pytest.mark.parametrize(
    ("budget", "outside"), [(5_999, True), (6_000, False), (7_000, False), (7_001, True), (0, False)]
)
def test_a_budget_is_held_against_the_band_too(budget: int, outside: bool) -> None:
    step = replace(yuan_step(100_000, service=(0, 1, 6_500)), budget_fen=budget * 100)
    ladder = replace(ladder_of(step), band_low=LOW, band_high=HIGH)
    assert bool(found(ladder, FindingKind.BUDGET_OUTSIDE_BAND)) is outside


@pytest.mark.parametrize(("budget", "over"), [(6_499, True), (6_500, False), (6_501, False), (0, False)])
def test_departments_may_use_their_budget_up(budget: int, over: bool) -> None:
    step = replace(yuan_step(100_000, service=(0, 1, 6_500)), budget_fen=budget * 100)
    findings = found(ladder_of(step), FindingKind.OVER_BUDGET)
    assert bool(findings) is over
    if over:
        assert "cost 6,500, 1 more than the budget of 6,499" in str(findings[0].text)


@pytest.mark.parametrize(
    ("leads", "staff", "cost", "kind"),
    [
        (0, 0, 1, FindingKind.COST_WITHOUT_PEOPLE),
        (0, 1, 0, FindingKind.PEOPLE_WITHOUT_COST),
        (1, 0, 0, FindingKind.PEOPLE_WITHOUT_COST),
        (0, 0, 0, None),
        (1, 1, 1, None),
    ],
)
def test_people_and_their_cost_go_together(leads: int, staff: int, cost: int, kind: FindingKind | None) -> None:
    ladder = ladder_of(yuan_step(100_000, service=(leads, staff, cost)))
    both = (FindingKind.COST_WITHOUT_PEOPLE, FindingKind.PEOPLE_WITHOUT_COST)
    assert [one.kind for one in check_ladder(ladder, NAMES) if one.kind in both] == ([kind] if kind else [])


@pytest.mark.parametrize("field", ["turnover_fen", "budget_fen", "total_fen"])
def test_each_field_below_zero_is_named_and_zero_is_not(field: str) -> None:
    step = yuan_step(100_000, service=(0, 1, 6_500))
    (finding,) = found(ladder_of(replace(step, **{field: -1})), FindingKind.NEGATIVE)
    assert finding.column == field.removesuffix("_fen")
    assert not found(ladder_of(replace(step, **{field: 0})), FindingKind.NEGATIVE)


def test_the_step_without_turnover_is_named_by_its_number() -> None:
    (finding,) = found(
        ladder_of(yuan_step(100, service=(0, 1, 1)), yuan_step(0, service=(0, 1, 1))), FindingKind.NO_TURNOVER
    )
    assert (finding.step, str(finding.text)[:6]) == (1, "Tier 2")


@pytest.mark.parametrize(
    ("turnovers", "blamed", "words"),
    [
        ([100, 100], 1, "100 follows 100"),
        ([50, 100, 100], 2, "100 follows 100"),
        ([100, 50], 1, "50 follows 100. Did you mean 500"),
        ([800, 100, 200], 0, "800 stands between 0 and 100. Did you mean 80"),
        ([200, 100, 200], 0, "200 stands between 0 and 100. Did you mean 20"),
        ([150, 100, 200], 1, "100 follows 150"),
        ([300, 200, 200], 1, "200 follows 300"),
        ([100, 800, 200, 300], 1, "800 stands between 100 and 200"),
        ([50, 800, 100, 300], 1, "800 stands between 50 and 100. Did you mean 80"),
        ([100, 300, 100], 2, "100 follows 300. Did you mean 1,000"),
    ],
)
def test_the_odd_step_is_blamed_with_its_neighbours(turnovers: list[int], blamed: int, words: str) -> None:
    findings = found(ladder_of(*(yuan_step(value) for value in turnovers)), FindingKind.STEP_NOT_RISING)
    assert findings[0].step == blamed
    assert words in str(findings[0].text)


@pytest.mark.parametrize(
    ("below", "entered", "above", "meant"),
    [
        (50, 800, 100, 80),
        (80, 800, 100, None),
        (50, 800, 80, None),
        (None, 800, 100, 80),
        (50, 805, 100, None),
        (100, 50, None, 500),
        (100, 10, None, None),
        (100, 50, 500, None),
        (100, 0, None, None),
        (None, 10, None, 1),
    ],
)
def test_what_was_meant_lies_strictly_between_the_neighbours(
    below: int | None, entered: int, above: int | None, meant: int | None
) -> None:
    assert likely_turnover(below, entered, above) == meant


def test_a_team_may_stay_as_large_and_the_department_that_lost_most_is_named() -> None:
    two = yuan_step(100_000, service=(0, 3, 6_000), design=(1, 3, 6_000))
    assert not found(ladder_of(two, replace(two, turnover_fen=20_000_000)), FindingKind.TEAM_SHRINKS)
    fewer = yuan_step(200_000, service=(0, 2, 6_000), design=(1, 1, 6_000))
    (finding,) = found(ladder_of(two, fewer), FindingKind.TEAM_SHRINKS)
    assert finding.column == "design"
    assert "fewer people (4) than the tier below it (7)" in str(finding.text)
    assert not found(ladder_of(two, replace(fewer, turnover_fen=two.turnover_fen)), FindingKind.TEAM_SHRINKS)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("0.06", "0.07", "6–7%"),
        ("0.065", "0.1", "6.5–10%"),
        ("0.0625", "0.2", "6.25–20%"),
        ("0.06255", "0.2", "6.26–20%"),
    ],
)
def test_the_band_is_written_without_useless_zeros(low: str, high: str, words: str) -> None:
    high_cost = ladder_of(yuan_step(100_000, service=(0, 1, 90_000)))
    ladder = replace(high_cost, band_low=Decimal(low), band_high=Decimal(high))
    (finding,) = found(ladder, FindingKind.ABOVE_BAND)
    assert f"the band of {words} allows" in str(finding.text)


@pytest.mark.parametrize(("off", "words"), [(1, "0.01 too much"), (-1, "0.01 too little")])
def test_a_total_that_is_off_by_a_fen_says_in_which_direction(off: int, words: str) -> None:
    step = yuan_step(100_000, service=(0, 1, 6_500))
    (finding,) = found(ladder_of(replace(step, total_fen=step.total_fen + off)), FindingKind.TOTAL_DIFFERS)
    assert words in str(finding.text)


def test_a_fen_without_people_and_people_for_a_fen() -> None:
    def ladder(staff: int, fen: int) -> Ladder:
        post = Post(department_code="service", staff=staff, cost_fen=fen)
        return ladder_of(Step(turnover_fen=10**7, budget_fen=0, total_fen=fen, posts=(post,)))

    assert found(ladder(0, 1), FindingKind.COST_WITHOUT_PEOPLE)
    assert not found(ladder(1, 1), FindingKind.PEOPLE_WITHOUT_COST)


@pytest.mark.parametrize(("turnover", "judged"), [(-1, False), (0, False), (1, True), (2, True)])
def test_a_tier_of_a_single_fen_is_judged_by_its_ratio_and_one_of_nothing_is_not(turnover: int, judged: bool) -> None:
    step = replace(yuan_step(1, service=(0, 1, 1)), turnover_fen=turnover, budget_fen=5)
    ladder = replace(ladder_of(step), band_low=LOW, band_high=HIGH)
    assert bool(found(ladder, FindingKind.ABOVE_BAND)) is judged
    assert bool(found(ladder, FindingKind.BUDGET_OUTSIDE_BAND)) is judged
