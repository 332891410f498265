"""How far an import is, told to whoever waits, and where it is asked whether it is to stop."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]

_STEPS = 200
_READ = 0.7  # of the time that an import takes, about


class ImportCancelled(UserError):
    """The user stopped an import; nothing of it stays."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(Text("The import was stopped; nothing was changed."))


class Watch:
    """Tells how far an import is and stops it where that is asked for."""

    def __init__(
        self,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        start: float = 0.0,
        end: float = 1.0,
    ) -> None:
        """Report from ``start`` to ``end``, shares of the whole between 0 and 1."""
        self._progress = progress
        self._cancelled = cancelled
        self._start = start
        self._length = end - start
        self._told = -1

    def of_reading(self) -> Watch:
        """The part in which a file is read."""
        return Watch(self._progress, self._cancelled, 0.0, _READ)

    def of_writing(self) -> Watch:
        """The part in which the rows are compared or written."""
        return Watch(self._progress, self._cancelled, _READ, 1.0)

    def stop_if_asked(self) -> None:
        """Raise :class:`ImportCancelled` where the user stopped it."""
        if self._cancelled is not None and self._cancelled():
            raise ImportCancelled

    def tell(self, share: float, words: Callable[[], str]) -> None:
        """Say that so much of this part is done, if it is a step more than was said last."""
        if self._progress is None:
            return
        step = int((self._start + share * self._length) * _STEPS)
        if step != self._told:
            self._told = step
            self._progress(step, _STEPS, words())
