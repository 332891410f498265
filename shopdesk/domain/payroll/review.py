"""The look over a draft before it is locked: what is unusual against the last months, said in words.

The rules, all of them over amounts in fen:

1. The net wage or a line differs by more than a fifth **and** by more than 300 yuan from its mean over the last three
   computed months in which the person had a slip. A line that is on none of those slips is rule 2, not this one.
2. A line is on the slip that was on none of the person's last slips (of at least one).
3. A line is gone that was on every one of the person's last slips (of at least two). What comes and goes by its nature
   (an award, overtime, an absence) is left out.
4. Somebody has a first slip, or had one in the month before and has none now.
5. Nothing is paid out to somebody who earned something.

Income tax, and what follows from the others by law, is not flagged line by line: it would repeat the net wage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shopdesk.domain.money import format_yuan, round_half_up
from shopdesk.domain.payroll.compare import NET, line_name, sums_by_code
from shopdesk.domain.payroll.records import KeptRun, KeptSlip
from shopdesk.domain.payroll.slip import SOCIAL, Code
from shopdesk.domain.text import Text

MONTHS = 3
"""How many earlier months a draft is held against."""
UNUSUAL_SHARE = Decimal("0.2")
UNUSUAL_FEN = 300_00
_MOST_RATIO = 1_000_000
"""More than any wage bill is of any turnover; what lies above was not reckoned by this program."""
_FOLLOWS = frozenset({Code.INCOME_TAX.value, Code.OWN_COMMISSION_CARRIED.value})
_ONCE = frozenset(
    {
        Code.AWARD.value,
        Code.ALLOWANCE_OTHER.value,
        Code.ADJUSTMENT.value,
        Code.COMPENSATION.value,
        Code.OTHER_DEDUCTION.value,
        Code.YEAR_END_BONUS.value,
        Code.OVERTIME.value,
        Code.ABSENCE.value,
    }
)
"""Lines that come and go by their nature: that one is gone is no news, that one is there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReview:
    """One person of the draft, or one who is gone from it (``net_fen`` is ``None`` and ``gone`` is set).

    ``mean_fen`` is the mean net wage of the last slips, half up; ``None`` where there were none.
    """

    person_id: int | None
    who: str
    department: tuple[str, str]
    net_fen: int | None
    mean_fen: int | None
    gone: bool = False
    flags: tuple[Text, ...] = ()

    @property
    def change_fen(self) -> int | None:
        """By how much the net wage differs from the mean."""
        return None if self.net_fen is None or self.mean_fen is None else self.net_fen - self.mean_fen


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCost:
    """What a department costs the employer: Chinese and English name, people, cost, and its share of all cost."""

    names: tuple[str, str]
    people: int
    cost_fen: int | None
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A draft (or a locked month) against the months before it."""

    people: tuple[PersonReview, ...]
    departments: tuple[DepartmentCost, ...]
    months: int
    cost_fen: int | None
    turnover_fen: int | None
    cost_ratio: Decimal | None
    missing: tuple[Text, ...]

    @property
    def flagged(self) -> int:
        """How many people something is said of."""
        return sum(bool(one.flags) for one in self.people)


def review(run: KeptRun, before: Sequence[KeptRun]) -> Review:
    """Hold a computed month against those before it, the newest last; only the last :data:`MONTHS` count."""
    earlier = list(before)[-MONTHS:]
    past: dict[tuple[int | None, str], list[KeptSlip]] = {}
    for month in earlier:
        for slip in month.slips:
            past.setdefault(_key(slip), []).append(slip)
    people = [_person(slip, past.get(_key(slip), []), earlier) for slip in run.slips]
    here = {_key(slip) for slip in run.slips}
    if earlier:
        people += [_gone(slip) for slip in earlier[-1].slips if _key(slip) not in here and slip.gross_fen]
    costs = [slip.cost_fen for slip in run.slips]
    return Review(
        people=tuple(people),
        departments=_departments(run.slips),
        months=len(earlier),
        cost_fen=_sum(costs),
        turnover_fen=run.turnover_fen,
        cost_ratio=run.cost_ratio,
        missing=run.missing,
    )


def band_words(ratio: Decimal | None, low: Decimal, high: Decimal) -> tuple[Text, bool]:
    """How a cost ratio lies to the band of the tier table, and whether it lies within it."""
    band = Text("{low}% to {high}%", low=_percent(low), high=_percent(high))
    if ratio is None or not ratio.is_finite() or ratio > _MOST_RATIO:
        return Text("The band of the tier table is {band}.", band=band), True
    if ratio > high:
        return Text("{ratio}% lies above the band of the tier table, {band}.", ratio=_percent(ratio), band=band), False
    if ratio < low:
        return Text("{ratio}% lies below the band of the tier table, {band}.", ratio=_percent(ratio), band=band), False
    return Text("{ratio}% lies within the band of the tier table, {band}.", ratio=_percent(ratio), band=band), True


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.01')).normalize():f}"


def _key(slip: KeptSlip) -> tuple[int | None, str]:
    """Who a slip belongs to; somebody whose record is gone is known by name."""
    return (slip.person_id, "" if slip.person_id is not None else _label(slip))


def _label(slip: KeptSlip) -> str:
    return f"{slip.name} ({slip.mark})" if slip.mark else slip.name


def _names(slip: KeptSlip) -> tuple[str, str]:
    zh, en = slip.words["department"]
    return str(zh), str(en)


def _person(slip: KeptSlip, past: list[KeptSlip], earlier: Sequence[KeptRun]) -> PersonReview:
    nets = [one.net_fen for one in past if one.net_fen is not None]
    mean = _mean(nets)
    flags: list[Text] = []
    if not past and earlier:
        flags.append(Text("New: there is no slip of the last {count} months.", count=len(earlier)))
    if past:
        flags += _flags(slip, past)
    if slip.net_fen == 0 and slip.gross_fen:
        flags.append(Text("Nothing is paid out of {gross} earned.", gross=format_yuan(slip.gross_fen)))
    return PersonReview(
        person_id=slip.person_id,
        who=_label(slip),
        department=_names(slip),
        net_fen=slip.net_fen,
        mean_fen=mean,
        flags=tuple(flags),
    )


def _gone(slip: KeptSlip) -> PersonReview:
    return PersonReview(
        person_id=slip.person_id,
        who=_label(slip),
        department=_names(slip),
        net_fen=None,
        mean_fen=slip.net_fen,
        gone=True,
        flags=(Text("Gone: there was a slip in the month before and there is none now."),),
    )


def _flags(slip: KeptSlip, past: list[KeptSlip]) -> list[Text]:
    now = sums_by_code(slip.lines)
    then = [sums_by_code(one.lines) for one in past]
    flags = []
    different = _differs(NET, slip.net_fen, [one.net_fen for one in past])
    if different is not None:
        flags.append(different)
    for code in list(dict.fromkeys([*now, *(code for sums in then for code in sums)])):
        if code in _FOLLOWS or code in SOCIAL[1:]:
            continue
        amount, amounts = now.get(code), [sums.get(code) for sums in then]
        there = [bool(one) for one in amounts]
        if amount and not any(there):
            flags.append(Text("{line}: {amount}, and none before.", line=line_name(code), amount=format_yuan(amount)))
        elif not amount and code not in _missing_codes(slip) and all(there) and len(there) > 1 and code not in _ONCE:
            last = amounts[-1] or 0
            flags.append(Text("{line}: none now, last {amount}.", line=line_name(code), amount=format_yuan(last)))
        elif amount and any(there):
            unusual = _differs(code, amount, [one or 0 for one in amounts])
            if unusual is not None:
                flags.append(unusual)
    return flags


def _missing_codes(slip: KeptSlip) -> set[str]:
    return {line.code for line in slip.lines if line.amount_fen is None}


def _differs(code: str, amount: int | None, past: Sequence[int | None]) -> Text | None:
    known = [one for one in past if one is not None]
    mean = _mean(known)
    if amount is None or mean is None:
        return None
    change = amount - mean
    if abs(change) <= UNUSUAL_FEN or abs(change) <= UNUSUAL_SHARE * abs(mean):
        return None
    values: dict[str, Any] = {
        "line": line_name(code),
        "amount": format_yuan(amount),
        "change": format_yuan(abs(change)),
        "mean": format_yuan(mean),
        "count": len(known),
    }
    if change > 0:
        return Text("{line}: {amount} is {change} more than the mean {mean} of the last {count} months.", **values)
    return Text("{line}: {amount} is {change} less than the mean {mean} of the last {count} months.", **values)


def _mean(amounts: Sequence[int]) -> int | None:
    return round_half_up(Decimal(sum(amounts)) / len(amounts)) if amounts else None


def _departments(slips: Sequence[KeptSlip]) -> tuple[DepartmentCost, ...]:
    groups: dict[tuple[str, str], list[KeptSlip]] = {}
    for slip in slips:
        groups.setdefault(_names(slip), []).append(slip)
    whole = _sum([slip.cost_fen for slip in slips])
    found = []
    for names, mine in groups.items():
        cost = _sum([slip.cost_fen for slip in mine])
        share = None if cost is None or not whole else Decimal(cost) / Decimal(whole)
        found.append(DepartmentCost(names=names, people=len(mine), cost_fen=cost, share=share))
    return tuple(sorted(found, key=lambda one: -(one.cost_fen or 0)))


def _sum(amounts: Sequence[int | None]) -> int | None:
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)
