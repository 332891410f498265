"""The one source of the present moment, so that tests and the sample store can choose it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the local time; the trade's day is the local day."""

    def now(self) -> datetime:
        """The local time without zone, cut to the second."""
        ...

    def today(self) -> date:
        """The local day."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The local time without zone, cut to the second."""
        return datetime.now().replace(microsecond=0)

    def today(self) -> date:
        """The local day."""
        return self.now().date()


class FixedClock:
    """A clock that stands where it is set."""

    def __init__(self, moment: datetime) -> None:
        """Stand at ``moment``."""
        self._moment = moment

    def set(self, moment: datetime) -> None:
        """Stand at another moment."""
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._moment

    def today(self) -> date:
        """The day of that moment."""
        return self._moment.date()
