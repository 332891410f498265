"""Wrong tries slow down: by whom they come from, and in all."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_MOST_KNOWN = 4096
"""So many callers are remembered; the one that was quiet longest is forgotten for a new one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How wrong tries are answered.

    Attributes:
        free: wrong tries of one caller before it has to wait.
        first_wait: seconds after the next one; each further one doubles them.
        longest_wait: the most seconds that a caller waits.
        in_all: wrong tries of all callers together within ``window``; then everybody waits until that is over.
        window: seconds after which wrong tries are forgotten.
    """

    free: int = 4
    first_wait: float = 2.0
    longest_wait: float = 600.0
    in_all: int = 100
    window: float = 900.0


@dataclass(slots=True)
class _Caller:
    wrong: int = 0
    last: float = 0.0
    until: float = 0.0


class Throttle:
    """Counts wrong tries. May be asked from several threads."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        """Nobody tried yet; ``clock`` gives seconds that only go up."""
        self._limits = limits
        self._clock = clock
        self._callers: OrderedDict[str, _Caller] = OrderedDict()
        self._all = _Caller()
        self._guard = threading.Lock()

    def wait(self, caller: str) -> float:
        """For how many seconds nothing from a caller is looked at; 0 where it may try."""
        with self._guard:
            now = self._clock()
            known = self._callers.get(caller)
            until = max(self._all.until, known.until if known else 0.0)
            return max(0.0, until - now)

    def wrong(self, caller: str) -> None:
        """Note a wrong try."""
        with self._guard:
            now, limits = self._clock(), self._limits
            known = self._callers.pop(caller, None) or _Caller()
            if now - known.last > limits.window:
                known.wrong = 0
            known.wrong += 1
            known.last = now
            if (over := known.wrong - limits.free) > 0:
                known.until = now + min(limits.longest_wait, limits.first_wait * 2.0 ** min(over - 1, 30))
            self._callers[caller] = known
            while len(self._callers) > _MOST_KNOWN:
                self._callers.popitem(last=False)
            self._count_in_all(now)

    def right(self, caller: str) -> None:
        """Note that a caller was right: its wrong tries are forgotten, those of all together are not."""
        with self._guard:
            self._callers.pop(caller, None)

    def _count_in_all(self, now: float) -> None:
        everybody, limits = self._all, self._limits
        if now - everybody.last > limits.window:
            everybody.wrong, everybody.last = 0, now  # ``last`` is the begin of the window here
        everybody.wrong += 1
        if everybody.wrong >= limits.in_all:
            everybody.until = everybody.last + limits.window
