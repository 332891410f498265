"""Choosing what stands beside the lines of the trend, and fetching it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from shopdesk.domain.calendar.lunar import springs_around
from shopdesk.domain.kpi import KpiTable
from shopdesk.domain.kpi.beside import AGAINST_NAMES, WINDOWS, Against, Wanted, span_beside
from shopdesk.domain.periods import By
from shopdesk.gui.widgets.controls import action, menu_button
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found: the earlier span's figures, and the daily ones that means are made of."""

    wanted: Wanted = field(default_factory=Wanted)
    past: KpiTable | None = None
    means: KpiTable | None = None


class BesideBar(QWidget):
    """Two menus; ``changed`` when something else is wanted. A button says what is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is wanted."""
        super().__init__(parent)
        self._wanted = Wanted()
        self.against = menu_button("kpi.beside", tr("Compare"), spoken=tr("Show an earlier span as a second line"))
        self.smooth = menu_button("kpi.means", tr("Mean"), spoken=tr("Show the moving mean of some days"))
        self._fill(self.against, "kpi.beside", [(one.value, tr(AGAINST_NAMES[one]), one) for one in Against])
        means = [(str(days), tr("Mean of {count} days", count=days), days) for days in WINDOWS]
        self._fill(self.smooth, "kpi.means", [("0", tr("No moving mean"), 0), *means])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.against)
        row.addWidget(self.smooth)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return self._wanted

    def _fill(self, button: QToolButton, name: str, choices: list[tuple[str, str, Any]]) -> None:
        group = QActionGroup(self)
        for number, (code, words, value) in enumerate(choices):
            one = action(f"{name}.{code}", words, lambda value=value: self._choose(value), self)
            one.setCheckable(True)
            one.setChecked(number == 0)
            group.addAction(one)
            button.menu().addAction(one)

    def _choose(self, value: Any) -> None:
        old = self._wanted
        self._wanted = Wanted(value, old.window) if isinstance(value, Against) else Wanted(old.against, value)
        if self._wanted != old:
            self.changed.emit()

    def set_step(self, by: By) -> None:
        """Moving means are of days; by week or month there are none."""
        self.smooth.setEnabled(by is By.DAY)
        tip = "" if by is By.DAY else tr("Moving means are shown by day only.")
        self.smooth.setToolTip(tip)


def load_beside(services: Services, question: Any) -> Beside:
    """What is wanted beside the figures of a store, span, step and basis."""
    store, period, by, basis, wanted = question
    springs = springs_around(period.start, period.end) if wanted.against is Against.FESTIVAL else None
    span, past, means = span_beside(period, by, wanted.against, springs), None, None
    if span is not None:
        past = services.kpi.periods(store, span.start, span.end, by, basis)
    if wanted.window and by is By.DAY:
        # The first day's window begins before the span.
        back = min(wanted.window - 1, period.start.toordinal() - 1)
        first = period.start - timedelta(days=back)
        means = services.kpi.periods(store, first, period.end, By.DAY, basis, count_people=False)
    return Beside(wanted, past, means)
