"""What a locked month would be today: which of its lines differ, and what is still open of each difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shopdesk.domain.payroll.compare import Line, differences, line_name, sums_by_code
from shopdesk.domain.payroll.records import KeptSlip
from shopdesk.domain.payroll.slip import DEDUCTIONS, Code, Payslip
from shopdesk.domain.text import Text


class Way(StrEnum):
    """How a late change can be made good."""

    ADJUST = "adjust"
    BY_ITSELF = "by_itself"
    BY_HAND = "by_hand"
    UNKNOWN = "unknown"


WAY_WORDS: dict[Way, Text] = {
    Way.ADJUST: Text("can be adjusted"),
    Way.BY_ITSELF: Text("the next month's tax makes up for it"),
    Way.BY_HAND: Text("enter it in the open month, within the limits of law"),
    Way.UNKNOWN: Text("a figure is missing today"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LateChange:
    """One line of one person in a locked month that would be another one today. Amounts in fen.

    ``locked_fen`` and ``today_fen`` are the line's amounts; ``adjusted_fen`` and ``open_fen`` are the person's:
    positive is paid, negative is taken.
    """

    month: date
    person_id: int
    who: str
    code: str
    locked_fen: int | None
    today_fen: int | None
    adjusted_fen: int
    open_fen: int
    way: Way

    @property
    def name(self) -> Text:
        """What the line is called."""
        return line_name(self.code)


@dataclass(frozen=True, slots=True)
class LateMonth:
    """How many lines of a locked month wait for a decision, and what is open of them together, in fen."""

    month: date
    count: int
    open_fen: int


def to_decide(month: date, changes: Iterable[LateChange]) -> LateMonth | None:
    """What somebody has to decide of a month's late changes; ``None`` where the rest comes right by itself."""
    waiting = [one for one in changes if one.way in (Way.ADJUST, Way.BY_HAND)]
    return LateMonth(month, len(waiting), sum(one.open_fen for one in waiting)) if waiting else None


Key = tuple[int, date, str]
"""Person, month and code of a line."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What was adjusted already; the person's amounts.

    ``late`` made good a late change as it stood then, and is given back where the change is gone. ``by_hand`` has
    reasons of its own: it makes up for a late change of its line, but where there is none nothing is given back.
    """

    late: Mapping[Key, int]
    by_hand: Mapping[Key, int]

    def still_open(self, key: Key, change_fen: int) -> int:
        """What is left of a change."""
        rest = change_fen - self.late.get(key, 0)
        hand = self.by_hand.get(key, 0)
        if not rest or (rest > 0) != (hand > 0):
            return rest
        return rest - hand if abs(hand) < abs(rest) else 0


def late_changes(
    month: date, locked: Sequence[KeptSlip], today: Sequence[Payslip], adjusted: Adjusted
) -> list[LateChange]:
    """The lines that would differ today, less what was adjusted; nothing where all of it is made good."""
    found: list[LateChange] = []
    then = {slip.person_id: slip for slip in locked if slip.person_id is not None}
    now = {slip.person_id: slip for slip in today}
    for person_id in sorted({*then, *now}):
        before, after = then.get(person_id), now.get(person_id)
        slip = after or before
        assert slip is not None
        who = f"{slip.name} ({slip.mark})" if slip.mark else slip.name
        old, new = _sums(before.lines if before else ()), _sums(after.lines if after else ())
        codes = {one.code for one in differences(person_id, who, old, new)}
        # What was made good and is no difference any more has to be given back.
        codes |= {code for whose, at, code in adjusted.late if (whose, at) == (person_id, month)}
        for code in sorted(codes, key=_place):
            change = (new.get(code) or 0) - (old.get(code) or 0)
            mine = -change if code in DEDUCTIONS else change
            rest = adjusted.still_open((person_id, month, code), mine)
            if not rest and not _is_missing(code, new):
                continue
            found.append(
                LateChange(
                    month=month,
                    person_id=person_id,
                    who=who,
                    code=code,
                    locked_fen=old.get(code),
                    today_fen=new.get(code),
                    adjusted_fen=mine - rest,
                    open_fen=rest,
                    way=_way(code, rest, new),
                )
            )
    return found


def _sums(lines: Iterable[Line]) -> dict[str, int | None]:
    sums = sums_by_code(lines)
    # Adjustments are entered, not reckoned from anything that could come late.
    sums.pop(Code.ADJUSTMENT, None)
    return sums


def _place(code: str) -> int:
    return [one.value for one in Code].index(code)


def _is_missing(code: str, sums: Mapping[str, int | None]) -> bool:
    return code in sums and sums[code] is None


def _way(code: str, open_fen: int, today: Mapping[str, int | None]) -> Way:
    if _is_missing(code, today):
        return Way.UNKNOWN
    if code == Code.INCOME_TAX:
        return Way.BY_ITSELF
    if code == Code.OTHER_DEDUCTION or (code == Code.COMPENSATION and open_fen < 0):
        return Way.BY_HAND
    return Way.ADJUST
