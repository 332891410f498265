"""Which week a report is about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from shopdesk.domain.periods import By, Period, label
from shopdesk.gui.charts.readout import period_name
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr


class WeekDialog(FormDialog):
    """Offers weeks, the newest first; ``week`` is the chosen one."""

    def __init__(self, weeks: Sequence[Period], proposed: Period, parent: QWidget | None = None) -> None:
        """Offer ``weeks``; ``proposed`` is one of them."""
        super().__init__(tr("Weekly report"), lambda: None, parent, ok_label=tr("Choose the file…"))
        self.setObjectName("reports.week")
        self._weeks = list(weeks)
        self.choice = QComboBox()
        for week in self._weeks:
            self.choice.addItem(period_name(week, By.WEEK, label(week.start, By.WEEK)))
        self.choice.setCurrentIndex(self._weeks.index(proposed))
        self.add_row(tr("Week"), self.choice, "reports.week.choice")

    @property
    def week(self) -> Period:
        """The chosen week."""
        return self._weeks[self.choice.currentIndex()]
