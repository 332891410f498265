"""What a table of the key figures shows where the chosen days have none: why, and the nearest days that do."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.domain.periods import Period
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.infra.i18n import tr


class NoLines(EmptyState):
    """Says why, and offers other days where there are any."""

    def __init__(self, name: str, title: str, hint: str, chosen: Callable[[Period], object]) -> None:
        """``name`` is the button's; ``chosen`` hears the days."""
        super().__init__(title, hint, action=self._go)
        self._chosen = chosen
        self._near: Period | None = None
        self.button.setObjectName(name)

    def offer_days(self, near: Period | None) -> None:
        """Offer these days, or none."""
        self._near = near
        self.button.setVisible(near is not None)
        if near is not None:
            self.button.setText(tr("Show {days}", days=days_text(near)))

    def _go(self) -> None:
        if self._near is not None:
            self._chosen(self._near)
