"""Published plans of money, laid out for a day on which to start, and what each says of its own total."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, MoneyKind
from shopdesk.domain.text import Either


@dataclass(frozen=True, slots=True)
class StatedPart:
    """A part into which a plan divides its total: what it says, and what the plan's own lines come to. In fen."""

    title: Either
    stated_fen: int
    lines_fen: int


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A plan for a day: its phases with their lines, which have no number yet and belong to the phase beside them.

    ``parts`` are those whose sum is not what the plan says.
    """

    phases: tuple[tuple[BudgetPhase, tuple[BudgetLine, ...]], ...]
    stated_fen: int | None
    parts: tuple[StatedPart, ...]

    @property
    def lines(self) -> tuple[BudgetLine, ...]:
        """The lines of all phases."""
        return tuple(line for _phase, lines in self.phases for line in lines)


def lay_out(raw: Mapping[str, Any], store_id: int, start: date, pick: Any) -> LaidOut:
    """The plan of a shipped file for a store, starting on a day; ``pick`` chooses of the Chinese and the English words.

    Raises:
        OverflowError: the calendar ends before the plan does.
    """
    phases = []
    for number, part in enumerate(raw["phase"], start=1):
        phase = BudgetPhase(
            id=-number,
            store_id=store_id,
            position=number * 10,
            title=pick(part["zh"], part["en"]),
            starts_on=after(start, part["start"]),
            ends_on=after(start, part["end"]),
            month_target_fen=_fen(part.get("monthly_target")),
        )
        lines = tuple(
            BudgetLine(
                store_id=store_id,
                phase_id=-number,
                kind=MoneyKind(entry["kind"]),
                amount_fen=_fen(entry.get("amount")),
                name=pick(entry.get("zh", ""), entry.get("en", "")),
                on_day=after(start, entry["start"]) if "start" in entry else None,
            )
            for entry in part["lines"]
        )
        phases.append((phase, lines))
    laid = LaidOut(tuple(phases), _fen(raw.get("stated_total")), ())
    return LaidOut(laid.phases, laid.stated_fen, _differing(raw.get("parts", ()), laid.lines))


def after(start: date, offset: Sequence[int]) -> date:
    """So many months and days after a day; the last day of a shorter month stands for one that it has not."""
    months, days = offset
    place = start.year * 12 + start.month - 1 + months
    year, month = divmod(place, 12)
    if year > date.max.year:
        raise OverflowError(year)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)) + timedelta(days=days)


def _fen(yuan: int | None) -> int | None:
    return None if yuan is None else yuan * 100


def _differing(parts: Sequence[Mapping[str, Any]], lines: Sequence[BudgetLine]) -> tuple[StatedPart, ...]:
    """The parts whose lines come to something else; one without kinds has all that no other part names."""
    named = {kind for part in parts for kind in part["kinds"]}
    found = []
    for part in parts:
        mine = [
            line.amount_fen or 0
            for line in lines
            if (line.kind.value in part["kinds"] if part["kinds"] else line.kind.value not in named)
        ]
        found.append(StatedPart(Either(part["zh"], part["en"]), part["amount"] * 100, sum(mine)))
    return tuple(one for one in found if one.stated_fen != one.lines_fen)
