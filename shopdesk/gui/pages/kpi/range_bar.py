"""Choosing the days, the step and the basis."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.kinds import BASIS_NAMES
from shopdesk.domain.kpi.ranges import RANGE_NAMES, Range, range_period
from shopdesk.domain.periods import By, Period
from shopdesk.gui.pages.kpi.selection import Selection
from shopdesk.gui.widgets.controls import among, button
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr


class RangeBar(QWidget):
    """Emits ``selected`` with the :class:`Selection` whenever the reader chooses something else."""

    selected = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Show the last 30 days by day."""
        super().__init__(parent)
        self._today = today
        self._quiet = False
        self._shown: Period | None = None
        self._pointed_out = False
        self.ranges = QComboBox()
        self.ranges.setObjectName("kpi.range")
        self.ranges.setAccessibleName(tr("Days to show"))
        for choice, name in RANGE_NAMES.items():
            self.ranges.addItem(tr(name), choice)
        self.ranges.setCurrentIndex(self.ranges.findData(Range.LAST_30))
        self.start = self._day("kpi.from", tr("First day"))
        self.end = self._day("kpi.to", tr("Last day"))
        self.steps = QButtonGroup(self)
        self.steps.setExclusive(True)
        self.bases = QComboBox()
        self.bases.setObjectName("kpi.basis")
        self.bases.setAccessibleName(tr("Day an order counts on"))
        self.bases.setToolTip(tr("Count an order on the day it was made or on the day it was paid"))
        for basis, name in BASIS_NAMES.items():
            self.bases.addItem(tr(name), basis)
        self._arrange()
        self._show_days(range_period(Range.LAST_30, today))
        self.ranges.currentIndexChanged.connect(self._on_range_chosen)
        self.start.editingFinished.connect(self._on_day_edited)
        self.end.editingFinished.connect(self._on_day_edited)
        self.steps.idClicked.connect(lambda _id: self._tell())
        self.bases.currentIndexChanged.connect(lambda _index: self._tell())

    def _day(self, name: str, label: str) -> DayEdit:
        field = DayEdit(today=self._today, limited=False)
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setToolTip(label)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return field

    def _arrange(self) -> None:
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        for number, (by, name) in enumerate(
            (
                (By.DAY, tr("Day", context="step")),
                (By.WEEK, tr("Week", context="step")),
                (By.MONTH, tr("Month", context="step")),
            )
        ):
            step = button(f"kpi.by_{by.value}", name, checkable=True)
            step.setChecked(by is By.DAY)
            step.setProperty("by", by)
            step.setStyleSheet("QPushButton { padding: 5px 8px; }")
            among(self.steps, step, number)
            row.addWidget(step)
        FlowLayout(self, 6).add(self.ranges, self.start, QLabel("–"), self.end, steps, self.bases)

    @property
    def selection(self) -> Selection:
        """What is chosen now."""
        # Qt hands enumerations back as plain text.
        choice = Range(self.ranges.currentData())
        period = None
        if choice is Range.CUSTOM and self.start.day and self.end.day and not self.reversed:
            period = Period(self.start.day, self.end.day)
        return Selection(
            choice=choice,
            period=period,
            by=By(self.steps.checkedButton().property("by")),
            basis=Basis(self.bases.currentData()),
        )

    @property
    def reversed(self) -> bool:
        """Whether the last day lies before the first; that is pointed out, never turned round unasked."""
        return bool(self.start.day and self.end.day and self.end.day < self.start.day)

    def choose(self, choice: Range, period: Period | None = None, by: By | None = None) -> None:
        """Choose from outside (an alert, a link) and tell once."""
        self._quiet = True
        self.ranges.setCurrentIndex(self.ranges.findData(choice))
        if period is not None:
            self._show_days(period)
        for pressed in self.steps.buttons():
            if by is not None and pressed.property("by") == by:
                pressed.setChecked(True)
        self._quiet = False
        self._tell()

    def set_today(self, today: date) -> None:
        """The date changed at midnight."""
        self._today = today

    def _show_days(self, period: Period) -> None:
        for field, day in ((self.start, period.start), (self.end, period.end)):
            if field.day != day:
                field.set_day(day)

    def _on_range_chosen(self, _index: int) -> None:
        choice = Range(self.ranges.currentData())
        if choice is Range.CUSTOM:
            self.start.setFocus()
        else:
            self._show_days(range_period(choice, self._today))
        self._tell()

    def _on_day_edited(self) -> None:
        if self.start.day is None or self.end.day is None:
            return
        shown = None if self.reversed else Period(self.start.day, self.end.day)
        if self._shown == shown and not self._pointed_out:
            return
        self._pointed_out = shown is None
        self.choose(Range.CUSTOM, shown)

    def remember(self, period: Period) -> None:
        """Keep the days on screen, so that leaving a field unchanged asks for nothing."""
        self._shown = period
        self._show_days(period)

    def _tell(self) -> None:
        if not self._quiet:
            self.selected.emit(self.selection)
