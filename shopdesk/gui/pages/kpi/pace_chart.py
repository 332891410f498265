"""The month day by day: what came in as bars, what each day should bring as a mark."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from shopdesk.domain.kpi.output import shown
from shopdesk.gui.charts.pace_bars import PaceBars
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr
from shopdesk.infra.weekdays import weekday_text


class PaceChart(PaceBars):
    """A bar for each day with a figure, a mark for each day's target; missing days stay empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(theme, "kpi.paceChart", tr("Daily figures against daily targets"), parent)

    def named(self, step: date) -> str:
        """Every fifth day of the month."""
        return str(step.day) if step.day == 1 or step.day % 5 == 0 else ""

    def words(self, step: date) -> str:
        """A day in words."""
        return tr(
            "{day} {weekday}: {value}, target {target}",
            day=step,
            weekday=weekday_text(step),
            value=shown(self._kpi, self._actual.get(step)),
            target=shown(self._kpi, self._targets[step]),
        )
