"""Errors of slots, which Qt passes on to nobody: a click that failed would count as a quick one."""

from __future__ import annotations

import sys
import traceback


class Caught:
    """Collects them from now on."""

    def __init__(self) -> None:
        """Take the place of the hook that prints them."""
        self._errors: list[BaseException] = []
        sys.excepthook = lambda _kind, error, _trace: self._errors.append(error)

    def end(self) -> None:
        """Print the first.

        Raises:
            SystemExit: there was one.
        """
        if self._errors:
            traceback.print_exception(self._errors[0])
            raise SystemExit(f"{len(self._errors)} clicks ended in an error of the program")
