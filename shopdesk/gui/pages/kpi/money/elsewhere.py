"""What an empty view of the money offers: the month nearest to the days asked for in which orders were paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from shopdesk.domain.periods import Period, month_of
from shopdesk.gui.look import Look
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


class Elsewhere:
    """A second button on an empty state; without any order it is not there."""

    def __init__(
        self, part: Part, state: EmptyState, days: Callable[[], Period | None], go: Callable[[Period], None]
    ) -> None:
        """Belong to ``part``.

        Args:
            part: what is empty; its answer comes first, and then :meth:`ask` is called.
            state: says that it is.
            days: the days that were asked for; ``None`` where something is there or other words than days left it out.
            go: shows other days.
        """
        self._days, self._context = days, part.context
        self._month: date | None = None
        self._button = state.offer(lambda: None if self._month is None else go(month_of(self._month)))
        self._look = Look(part, part.context, self._question, _load, self._show, after=part.main_look)

    def ask(self) -> None:
        """Look for the month, where one is wanted; until then nothing is offered."""
        self._button.hide()
        self._look.ask()

    def _question(self) -> tuple[int, Period] | None:
        days = self._days()
        return None if days is None else (self._context.store_id, days)

    def _show(self, month: date | None) -> None:
        self._month = month
        self._button.setVisible(month is not None)
        if month is not None:
            self._button.setText(tr("Show {month}, the nearest with orders", month=f"{month:%Y-%m}"))


def _load(services: Services, question: Any) -> date | None:
    """The first day of the month; runs on the database thread."""
    store_id, days = question
    return services.matching.nearest_month(store_id, days)
