"""How the fees of a store change over time: each day on which a figure becomes another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shopdesk.domain.setup.fees import (
    FeeEstimate,
    FeeInputs,
    FeeItem,
    FeeLine,
    FeeRuleSet,
    OwnFee,
    choose_rule_set,
    estimate,
)


@dataclass(frozen=True, slots=True)
class FeeChange:
    """A figure that holds from ``day`` on; ``before`` is the one that it follows, ``None`` for the first known."""

    day: date
    item: FeeItem
    before: FeeLine | None
    after: FeeLine


def estimate_on(inputs: FeeInputs, rule_sets: Sequence[FeeRuleSet], own: Sequence[OwnFee], day: date) -> FeeEstimate:
    """The fees of a store by the rules of a day."""
    return estimate(inputs, choose_rule_set(rule_sets, inputs.platform, day), own, day)


def changes(inputs: FeeInputs, rule_sets: Sequence[FeeRuleSet], own: Sequence[OwnFee]) -> list[FeeChange]:
    """Every change of a figure, the oldest first. Where a rule begins and says the same as before, nothing changes."""
    platform = choose_rule_set(rule_sets, inputs.platform, date.max).platform
    days = {rules.valid_from for rules in rule_sets if rules.platform == platform}
    days |= {figure.valid_from for figure in own if figure.valid_from is not None and figure.fits(inputs)}
    found: list[FeeChange] = []
    last: dict[FeeItem, FeeLine] = {}
    for day in sorted(days):
        for line in estimate_on(inputs, rule_sets, own, day).lines:
            before = last.get(line.item)
            # What is not known from the first day on is no change, and says nothing.
            if line.known if before is None else said(before) != said(line):
                found.append(FeeChange(day, line.item, before, line))
            if before is not None or line.known:
                last[line.item] = line
    return found


def said(line: FeeLine) -> tuple[object, ...]:
    """What a line charges, whatever is sold: two that agree in it are no change."""
    return (line.amount_fen, line.rate, line.refunds, line.known or line.year_fen == 0)
