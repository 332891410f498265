"""The running balance: the order of the lines of one second, and where a stretch is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

_MOST_TRIED = 5_000
_Line = tuple[int, str, int, int | None]


class Step(NamedTuple):
    """A line as the running balance sees it: amounts in fen; ``balance`` is the one after the line."""

    id: int
    at: str
    amount: int
    balance: int | None


@dataclass(frozen=True, slots=True)
class Break:
    """Between two lines something moved that no line tells; ``missing`` is what, in fen, signed like an amount."""

    after: str
    before: str
    missing: int


class RunningBalance:
    """Follows an account from line to line; afterwards ``breaks`` says where the balance does not follow."""

    def __init__(self, start: Step | None = None) -> None:
        """Go on from the last line before, whose balance is known, or from nothing."""
        self._balance = start.balance if start is not None else None
        self._last = start.at if start is not None else ""
        self.breaks: list[Break] = []

    def follow(self, lines: Iterable[_Line]) -> Iterator[list[Step]]:
        """Take lines in time order; yields those of a second whose given order is not the one that keeps the balance.

        Args:
            lines: laid out like a :class:`Step`; plain tuples, for there may be a million of them.

        Yields:
            The whole second in its better order.
        """
        for at, group in groupby(lines, itemgetter(1)):
            second = list(group)
            after = self._balance
            for _, _, amount, balance in second:
                if balance is None or (after is not None and after + amount != balance):
                    break
                after = balance
            else:
                # As good as all seconds of a whole statement.
                self._balance, self._last = after, at
                continue
            steps = list(map(Step._make, second))
            if len(steps) > 1 and _broken(steps, self._balance):
                better = arranged(steps, self._balance)
                if better != steps:
                    yield better
                    steps = better
            for step in steps:
                self._take(step)

    def _take(self, step: Step) -> None:
        balance = self._balance
        if balance is not None:
            balance += step.amount
        if step.balance is not None:
            if balance is not None and balance != step.balance:
                self.breaks.append(Break(self._last, step.at, step.balance - balance))
            balance = step.balance
        self._balance = balance
        self._last = step.at


def arranged(second: Sequence[Step], before: int | None) -> list[Step]:
    """The lines of one second in an order in which each balance follows from the one before, as far as there is one.

    Args:
        second: the lines as they are known to come.
        before: the balance before the first; ``None`` where it is not known.
    """
    if any(step.balance is None for step in second):
        return list(second)
    tries = [0]
    starts = [before] if before is not None else _starts(second)
    for start in starts:
        found = _path(list(second), start, tries)
        if found is not None:
            return found
    candidates = [list(second), list(reversed(second)), _greedy(second, before)]
    return min(candidates, key=lambda order: _broken(order, before))


def _starts(second: Sequence[Step]) -> list[int]:
    """The balances that a second may begin with: first those that no line of it leads to."""
    befores = [_before(step) for step in second]
    afters = {step.balance for step in second}
    return sorted(dict.fromkeys(befores), key=lambda balance: balance in afters)


def _before(step: Step) -> int:
    assert step.balance is not None
    return step.balance - step.amount


def _path(rest: list[Step], balance: int | None, tries: list[int]) -> list[Step] | None:
    """Every line once, each from the balance that the one before left; ``None`` where there is no such order."""
    # A stack instead of recursion: a second of a settlement run may have hundreds of lines.
    order: list[Step] = []
    options: list[list[int]] = []
    used = [False] * len(rest)
    chosen: list[int] = []

    def open_options() -> None:
        seen: set[tuple[int, int | None]] = set()
        found = []
        for place, step in enumerate(rest):
            if not used[place] and _before(step) == balance and (step.amount, step.balance) not in seen:
                seen.add((step.amount, step.balance))
                found.append(place)
        options.append(found[::-1])

    open_options()
    while len(order) < len(rest):
        tries[0] += 1
        if tries[0] > _MOST_TRIED:
            return None
        if options[-1]:
            place = options[-1].pop()
            used[place] = True
            chosen.append(place)
            order.append(rest[place])
            balance = rest[place].balance
            open_options()
        else:
            options.pop()
            if not chosen:
                return None
            place = chosen.pop()
            used[place] = False
            order.pop()
            balance = _before(rest[place])
    return order


def _greedy(second: Sequence[Step], before: int | None) -> list[Step]:
    rest, order, balance = list(second), [], before
    while rest:
        fitting = next((step for step in rest if _before(step) == balance), None)
        if fitting is None:
            afters = {step.balance for step in rest}
            fitting = next((step for step in rest if _before(step) not in afters), rest[0])
        rest.remove(fitting)
        order.append(fitting)
        balance = fitting.balance
    return order


def _broken(order: Sequence[Step], balance: int | None) -> int:
    """How often the balance does not follow."""
    count = 0
    for step in order:
        if balance is not None:
            balance += step.amount
        if step.balance is not None:
            if balance is not None and balance != step.balance:
                count += 1
            balance = step.balance
    return count
