"""What can be wrong in a tier table, said in plain sentences.

The published tables themselves carry such mistakes: a total of 16,500 under departments that sum to 15,000, a step
written as 800,000 between 50,000 and 100,000, and cost ratios far outside the band of 6 to 7% which the same
plans demand. A finding names the cell so that the editor can mark it. Nothing here refuses a table: an owner
may have reasons, and the planner reckons with the departments' sums in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.band import band_fen
from shopdesk.domain.tiers.records import Ladder, Post, Step


class Severity(StrEnum):
    """How bad a finding is: a mistake, something to look at, or a remark."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class FindingKind(StrEnum):
    """What a finding is about."""

    EMPTY_TABLE = "empty_table"
    NO_TURNOVER = "no_turnover"
    STEP_NOT_RISING = "step_not_rising"
    TOTAL_DIFFERS = "total_differs"
    OVER_BUDGET = "over_budget"
    BUDGET_OUTSIDE_BAND = "budget_outside_band"
    ABOVE_BAND = "above_band"
    BELOW_BAND = "below_band"
    COST_WITHOUT_PEOPLE = "cost_without_people"
    PEOPLE_WITHOUT_COST = "people_without_cost"
    NEGATIVE = "negative"
    TEAM_SHRINKS = "team_shrinks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found, and where.

    ``step`` is the index of the tier; ``column`` is ``turnover``, ``budget``, ``total``, ``ratio``
    or the code of a department; both are empty for the table as a whole.
    """

    kind: FindingKind
    severity: Severity
    step: int | None
    column: str
    text: Text


TURNOVER = "turnover"
BUDGET = "budget"
TOTAL = "total"
RATIO = "ratio"


def yuan(fen: int) -> str:
    """Return an amount in yuan, without decimals where there are none: ``16,500`` or ``16,500.50``."""
    return format_yuan(fen).removesuffix(".00")


def check_ladder(ladder: Ladder, names: Mapping[str, str]) -> list[Finding]:
    """Return every finding of a table, step by step, mistakes before remarks within a step.

    ``names`` gives the departments' names in the reader's language; a department without one is named by its code.
    """
    if not ladder.steps:
        return [
            Finding(
                kind=FindingKind.EMPTY_TABLE,
                severity=Severity.ERROR,
                step=None,
                column="",
                text=Text("The table has no tier. Add one or reset the table."),
            )
        ]
    findings: list[Finding] = []
    for index in range(len(ladder.steps)):
        misplaced = _check_rise(ladder, index)
        found = [
            *_check_negative(ladder, index, names),
            *misplaced,
            *_check_total(ladder, index),
            *_check_posts(ladder, index, names),
            *_check_budget(ladder, index),
            # A share of a turnover that is itself in doubt would only bury the sentence about it.
            *([] if misplaced else [*_check_share_of_budget(ladder, index), *_check_ratio(ladder, index)]),
            *_check_team(ladder, index),
        ]
        order = [Severity.ERROR, Severity.WARNING, Severity.NOTE]
        findings += sorted(found, key=lambda finding: order.index(finding.severity))
    return findings


def likely_turnover(below_fen: int | None, entered_fen: int, above_fen: int | None) -> int | None:
    """Return what was probably meant by a step out of order: one zero too many or too few, if that fits in between."""
    for candidate in (entered_fen // 10 if entered_fen % 10 == 0 else None, entered_fen * 10):
        if not candidate:
            continue
        if (below_fen is None or below_fen < candidate) and (above_fen is None or candidate < above_fen):
            return candidate
    return None


def _band_text(ladder: Ladder) -> str:
    low, high = (percent_text(rate, 2).removesuffix("%") for rate in (ladder.band_low, ladder.band_high))
    return f"{_trim(low)}–{_trim(high)}%"


def _trim(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def _check_negative(ladder: Ladder, index: int, names: Mapping[str, str]) -> list[Finding]:
    step = ladder.steps[index]
    cells = [(TURNOVER, step.turnover_fen), (BUDGET, step.budget_fen), (TOTAL, step.total_fen)]
    cells += [(post.department_code, min(post.leads, post.staff, post.cost_fen)) for post in step.posts]
    return [
        Finding(
            kind=FindingKind.NEGATIVE,
            severity=Severity.ERROR,
            step=index,
            column=column,
            text=Text(
                "Tier {tier}: a value is below zero. Enter it without the minus sign.", tier=yuan(step.turnover_fen)
            ),
        )
        for column, value in cells
        if value < 0
    ]


def _check_rise(ladder: Ladder, index: int) -> list[Finding]:
    steps = ladder.steps
    entered = steps[index].turnover_fen
    if entered == 0:
        text = Text(
            "Tier {number} has no turnover. Enter the monthly turnover from which it applies.", number=index + 1
        )
        return [_turnover_finding(FindingKind.NO_TURNOVER, index, text)]
    below = steps[index - 1].turnover_fen if index else None
    above = steps[index + 1].turnover_fen if index + 1 < len(steps) else None
    if below is not None and entered <= below and not _is_peak(steps, index - 1):
        meant = likely_turnover(below, entered, above)
        text = Text(
            "Steps must rise, but {entered} follows {below}.",
            entered=yuan(entered),
            below=yuan(below),
        )
        if meant is not None:
            text = Text(
                "Steps must rise, but {entered} follows {below}. Did you mean {meant}?",
                entered=yuan(entered),
                below=yuan(below),
                meant=yuan(meant),
            )
        return [_turnover_finding(FindingKind.STEP_NOT_RISING, index, text)]
    if above is not None and _is_peak(steps, index):
        meant = likely_turnover(below, entered, above)
        around = {"entered": yuan(entered), "above": yuan(above), "below": yuan(below) if below is not None else "0"}
        if meant is None:
            text = Text("Steps must rise, but {entered} stands between {below} and {above}.", **around)
        else:
            text = Text(
                "Steps must rise, but {entered} stands between {below} and {above}. Did you mean {meant}?",
                **around,
                meant=yuan(meant),
            )
        return [_turnover_finding(FindingKind.STEP_NOT_RISING, index, text)]
    return []


def _is_peak(steps: tuple[Step, ...], index: int) -> bool:
    """Tell whether a step, and not the one after it, is the odd one: the others rise without it.

    Between two tiers either reading can be right; the higher one is then blamed, for a zero too many is the usual slip.
    The first tier is blamed only where the two after it are both below.
    """
    if index + 1 >= len(steps) or steps[index].turnover_fen <= steps[index + 1].turnover_fen:
        return False
    entered, above = steps[index].turnover_fen, steps[index + 1].turnover_fen
    if index:
        return steps[index - 1].turnover_fen < above
    return len(steps) > 2 and above < steps[2].turnover_fen <= entered


def _turnover_finding(kind: FindingKind, index: int, text: Text) -> Finding:
    return Finding(kind=kind, severity=Severity.ERROR, step=index, column=TURNOVER, text=text)


def _check_total(ladder: Ladder, index: int) -> list[Finding]:
    step = ladder.steps[index]
    if step.total_fen == step.parts_fen:
        return []
    difference = step.total_fen - step.parts_fen
    values = {
        "tier": yuan(step.turnover_fen),
        "total": yuan(step.total_fen),
        "parts": yuan(step.parts_fen),
        "difference": yuan(abs(difference)),
    }
    if difference > 0:
        text = Text(
            "Tier {tier}: the total says {total}, but the departments add up to {parts}; {difference} too much.",
            **values,
        )
    else:
        text = Text(
            "Tier {tier}: the total says {total}, but the departments add up to {parts}; {difference} too little.",
            **values,
        )
    return [Finding(kind=FindingKind.TOTAL_DIFFERS, severity=Severity.ERROR, step=index, column=TOTAL, text=text)]


def _check_posts(ladder: Ladder, index: int, names: Mapping[str, str]) -> list[Finding]:
    step = ladder.steps[index]
    findings: list[Finding] = []
    for post in step.posts:
        values: dict[str, Any] = {
            "tier": yuan(step.turnover_fen),
            "department": names.get(post.department_code, post.department_code),
            "cost": yuan(post.cost_fen),
            "people": post.people,
        }
        if post.cost_fen > 0 and post.people == 0:
            kind = FindingKind.COST_WITHOUT_PEOPLE
            text = Text("Tier {tier}: {department} costs {cost} but has nobody. Enter the people.", **values)
        elif post.people > 0 and post.cost_fen == 0:
            kind = FindingKind.PEOPLE_WITHOUT_COST
            text = Text("Tier {tier}: {department} has people ({people}) but costs nothing. Enter the cost.", **values)
        else:
            continue
        findings.append(
            Finding(kind=kind, severity=Severity.WARNING, step=index, column=post.department_code, text=text)
        )
    return findings


def _check_budget(ladder: Ladder, index: int) -> list[Finding]:
    step = ladder.steps[index]
    if step.budget_fen and step.parts_fen > step.budget_fen:
        text = Text(
            "Tier {tier}: the departments cost {parts}, {difference} more than the budget of {budget}.",
            tier=yuan(step.turnover_fen),
            parts=yuan(step.parts_fen),
            difference=yuan(step.parts_fen - step.budget_fen),
            budget=yuan(step.budget_fen),
        )
        return [Finding(kind=FindingKind.OVER_BUDGET, severity=Severity.WARNING, step=index, column=BUDGET, text=text)]
    return []


def _check_share_of_budget(ladder: Ladder, index: int) -> list[Finding]:
    step = ladder.steps[index]
    share = ratio(step.budget_fen, step.turnover_fen) if step.turnover_fen > 0 else None
    if step.budget_fen and share is not None and not ladder.band_low <= share <= ladder.band_high:
        text = Text(
            "Tier {tier}: the budget of {budget} is {share} of turnover, outside the band of {band}.",
            tier=yuan(step.turnover_fen),
            budget=yuan(step.budget_fen),
            share=percent_text(share),
            band=_band_text(ladder),
        )
        kind = FindingKind.BUDGET_OUTSIDE_BAND
        return [Finding(kind=kind, severity=Severity.NOTE, step=index, column=BUDGET, text=text)]
    return []


def _check_ratio(ladder: Ladder, index: int) -> list[Finding]:
    step = ladder.steps[index]
    share = ratio(step.parts_fen, step.turnover_fen) if step.turnover_fen > 0 else None
    if share is None or not step.parts_fen:
        return []
    low_fen, high_fen = band_fen(step.turnover_fen, ladder.band_low, ladder.band_high)
    values = {
        "tier": yuan(step.turnover_fen),
        "cost": yuan(step.parts_fen),
        "share": percent_text(share),
        "band": _band_text(ladder),
        "low": yuan(low_fen),
        "high": yuan(high_fen),
    }
    # Compared in fen, not by the rounded ratio: exactly 7% is inside.
    if step.parts_fen > high_fen:
        text = Text(
            "Tier {tier}: people cost {cost}, {share} of turnover; the band of {band} allows at most {high}.", **values
        )
        return [Finding(kind=FindingKind.ABOVE_BAND, severity=Severity.WARNING, step=index, column=RATIO, text=text)]
    if step.parts_fen < low_fen:
        text = Text(
            "Tier {tier}: people cost {cost}, {share} of turnover; below the band of {band}, which begins at {low}.",
            **values,
        )
        return [Finding(kind=FindingKind.BELOW_BAND, severity=Severity.NOTE, step=index, column=RATIO, text=text)]
    return []


def _check_team(ladder: Ladder, index: int) -> list[Finding]:
    if not index:
        return []
    step, before = ladder.steps[index], ladder.steps[index - 1]
    if step.people >= before.people or step.turnover_fen <= before.turnover_fen:
        return []
    text = Text(
        "Tier {tier} has fewer people ({people}) than the tier below it ({before}).",
        tier=yuan(step.turnover_fen),
        people=step.people,
        before=before.people,
    )
    return [
        Finding(
            kind=FindingKind.TEAM_SHRINKS,
            severity=Severity.WARNING,
            step=index,
            column=_smaller(step, before),
            text=text,
        )
    ]


def _smaller(step: Step, before: Step) -> str:
    """Return the department that lost most people against the tier below."""
    lost = [
        (before_post.people - step.post(before_post.department_code).people, before_post)
        for before_post in before.posts
    ]
    worst: tuple[int, Post] = max(lost, key=lambda pair: pair[0])
    return worst[1].department_code
