"""What to look at: a plain sentence each, with a link to the chart."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import tr


class AlertsTab(QWidget):
    """Emits ``wanted`` with the alert whose chart the reader wants to see, ``rows_wanted`` where it is the rows."""

    wanted = Signal(object)
    limits_wanted = Signal()
    rows_wanted = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without alerts."""
        super().__init__(parent)
        self._theme = context.theme
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 8, 8)
        column.addLayout(self._list)
        note = QLabel(
            tr("Everything is held against the store's own past and targets; published norms contradict each other.")
        )
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addStretch(1)
        self._area = QuietScroll()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inner)
        self.empty = EmptyState(
            tr("Nothing stands out"),
            tr("Conversion, visitors, refunds, ads, ratings, targets and shipping are as usual."),
        )
        self.bars = button(
            "kpi.alertBars",
            tr("When to alert…"),
            self.limits_wanted.emit,
            tip=tr("Change from which value on you want to be told"),
        )
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(self.bars)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.empty, 1)

    def show_alerts(self, alerts: list[Alert] | None) -> None:
        """Show what was found; ``None`` where nobody has looked yet, which is not the same as nothing found."""
        while self._list.count():
            old = self._list.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._area.setVisible(bool(alerts))
        self.empty.setVisible(alerts == [])
        for alert in alerts or ():
            self._list.addWidget(self._card(alert))

    def _card(self, alert: Alert) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setObjectName(f"kpi.alert.{alert.code}")
        urgent = alert.severity is Severity.NOW
        pill = StatusPill(self._theme, tr("Now") if urgent else tr("Soon"), "bad" if urgent else "warning")
        text = QLabel(tr(alert.text))
        text.setWordWrap(True)
        show = button(
            f"kpi.alertShow.{alert.code}", tr("Show on the chart"), lambda: self.wanted.emit(alert), role="flat"
        )
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1)
        rows = button(f"kpi.alertRows.{alert.code}", tr("Show rows"), lambda: self.rows_wanted.emit(alert), role="flat")
        for one in (show, rows):
            row.addWidget(one)
            one.setVisible(bool(alert.kpi))
        return card
