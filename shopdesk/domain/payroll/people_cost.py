"""What each person costs the employer: gross, the employer's insurance and fund, and the whole against the turnover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from shopdesk.domain.money import ratio
from shopdesk.domain.payroll.runs import RunState

if TYPE_CHECKING:
    from shopdesk.domain.payroll.records import KeptRun, KeptSlip


@dataclass(frozen=True, slots=True)
class PersonCost:
    """One person's cost in fen; ``None`` where a figure is missing."""

    slip: KeptSlip
    gross_fen: int | None
    insurance_fen: int | None
    fund_fen: int | None
    cost_fen: int | None


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What everybody of a computed month costs in all, in fen; ``None`` where somebody's figure is missing."""

    month: date
    state: RunState
    cost_fen: int | None
    turnover_fen: int | None

    @property
    def share(self) -> Decimal | None:
        """The cost by the turnover of the same month."""
        return share_of(self.cost_fen, self.turnover_fen)


@dataclass(frozen=True, slots=True)
class WagesKnown:
    """What the wages say about a month: the newest locked one up to it, and the newest computed one."""

    locked: MonthCost | None = None
    newest: MonthCost | None = None


def wages_known(months: Iterable[MonthCost], until: date, *, back: int) -> WagesKnown:
    """Of computed months the newest up to the month of ``until``; one locked more than ``back`` months before it is
    too old to speak for it.
    """  # noqa: D205
    up_to = sorted((one for one in months if one.month <= until), key=lambda one: one.month)
    newest = up_to[-1] if up_to else None
    last = until.year * 12 + until.month
    locked = [
        one
        for one in up_to
        if one.state is RunState.LOCKED
        and one.cost_fen is not None
        and last - (one.month.year * 12 + one.month.month) <= back
    ]
    return WagesKnown(locked[-1] if locked else None, newest)


def costs_of(runs: Sequence[KeptRun]) -> list[PersonCost]:
    """Everybody of a month, those of one department together, departments as they first come.

    ``runs`` are the month's wages and what was paid apart from them; a person's costs of all of them are one.
    """
    found: dict[tuple[int | None, str, str], PersonCost] = {}
    for slip in (slip for run in runs for slip in run.slips):
        cost, key = _cost(slip), slip.person_key
        found[key] = _both(found[key], cost) if key in found else cost
    order = {code: place for place, code in enumerate(dict.fromkeys(one.slip.department for one in found.values()))}
    return sorted(found.values(), key=lambda one: order[one.slip.department])


def whole_cost(costs: Iterable[PersonCost]) -> int | None:
    """What they cost together; ``None`` where somebody's figure is missing."""
    known = [one.cost_fen for one in costs]
    return None if None in known else sum(fen for fen in known if fen is not None)


def _both(one: PersonCost, other: PersonCost) -> PersonCost:
    def together(mine: int | None, more: int | None) -> int | None:
        return None if mine is None or more is None else mine + more

    return replace(
        one,
        gross_fen=together(one.gross_fen, other.gross_fen),
        insurance_fen=together(one.insurance_fen, other.insurance_fen),
        fund_fen=together(one.fund_fen, other.fund_fen),
        cost_fen=together(one.cost_fen, other.cost_fen),
    )


def share_of(cost_fen: int | None, turnover_fen: int | None) -> Decimal | None:
    """A cost by the turnover, six decimals; ``None`` where either is not known."""
    return None if cost_fen is None or turnover_fen is None else ratio(cost_fen, turnover_fen)


def _cost(slip: KeptSlip) -> PersonCost:
    insurance, fund = _employer_parts(slip.proof)
    return PersonCost(slip, slip.gross_fen, insurance, fund, slip.cost_fen)


def _employer_parts(proof: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The employer's insurance and fund, read from the calculation of the cost.

    That is the gross wage plus four kinds of insurance and the fund (``insurance.employer_parts``), or the gross wage
    alone in a month that is not insured.
    """
    place = proof["totals"]["employer_cost"]
    if place is None:
        return None, None
    nodes = proof["nodes"]
    extra = [Fraction(nodes[part]["value"]) for part in nodes[place]["parts"][1:]]
    return (int(sum(extra[:-1])), int(extra[-1])) if extra else (0, 0)
