"""Months of profit that are not kept yet, reckoned for a look that must not wait for them."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopdesk.domain.periods import Period
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext

_AT_ONCE = 0.2  # seconds of reckoning between two looks at what is there


class MissingMonths:
    """Has some of the months reckoned on the database thread and asks again, until all are there; clicks go in between.

    ``patient`` says to the look whether it may take long: where nothing can be kept (the disk is full), all is reckoned
    for it alone.
    """

    def __init__(self, context: PageContext, owner: QWidget, look: Callable[[], Look]) -> None:
        """For a look of ``owner``."""
        self._context = context
        self._owner = owner
        self._look = look
        self.patient = False

    def reckon(self, store_id: int, days: Period) -> None:
        """Reckon some of the months of these days."""
        profit, until = self._context.services.profit, time.monotonic() + _AT_ONCE
        self._context.tasks.database(
            lambda: profit.keep_months((store_id,), until, days),
            lambda _more: self._look().invalidate(),
            failed=lambda _error: self._wait_for_all(),
            owner=self._owner,
            asked=False,
        )

    def _wait_for_all(self) -> None:
        self.patient = True
        # Not made stale: a page that is asked to refresh is no longer patient.
        self._look().ask()
