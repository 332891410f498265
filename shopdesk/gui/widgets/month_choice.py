"""Choosing a month: a list of the last two years with a step to either side."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from shopdesk.gui.widgets.controls import named, tool
from shopdesk.infra.i18n import tr

_MONTHS_BACK = 24


class MonthChoice(QWidget):
    """``changed`` carries the first day of the month that was chosen."""

    changed = Signal(object)

    def __init__(self, name: str, label: str, today: date, parent: QWidget | None = None) -> None:
        """Begin with the month before this one, the last that is over; ``name`` begins the object names."""
        super().__init__(parent)
        self.months = named(QComboBox(), f"{name}.month", label)
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        newest = today.year * 12 + today.month - 1
        self._add(newest, max(newest - _MONTHS_BACK, 12))
        self.months.setCurrentIndex(min(1, self.months.count() - 1))
        self.months.currentIndexChanged.connect(lambda _place: self.changed.emit(self.month))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(tool(f"{name}.earlier", tr("Month before"), "previous", lambda: self._step(1)))
        row.addWidget(self.months)
        row.addWidget(tool(f"{name}.later", tr("Month after"), "next", lambda: self._step(-1)))

    @property
    def month(self) -> date:
        """The first day of the chosen month."""
        return date.fromisoformat(self.months.currentData())

    def reach_back(self, day: date) -> None:
        """Offer every month back to the one with ``day``, where the list ends later."""
        oldest = date.fromisoformat(self.months.itemData(self.months.count() - 1))
        self._add(oldest.year * 12 + oldest.month - 2, day.year * 12 + day.month - 1)

    def _add(self, newest: int, oldest: int) -> None:
        for number in range(newest, oldest - 1, -1):
            month = date(number // 12, number % 12 + 1, 1)
            self.months.addItem(f"{month:%Y-%m}", month.isoformat())

    def choose(self, month: date) -> None:
        """Choose a month of the list."""
        self.months.setCurrentIndex(self.months.findData(month.replace(day=1).isoformat()))

    def _step(self, places: int) -> None:
        place = self.months.currentIndex() + places
        if 0 <= place < self.months.count():
            self.months.setCurrentIndex(place)
