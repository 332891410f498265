"""What to look at: a plain sentence each, with a link to the chart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.kpi.alert_marks import OF_USUAL, MarkKind
from shopdesk.domain.kpi.alerts import OFF_CHART, Alert, Severity
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, menu_button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.scaled import keep_seen
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
        self._context, self._theme = context, context.theme
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
        keep_seen(self._area)
        self.empty = EmptyState(
            tr("Nothing stands out"),
            tr(
                "As far as reports tell of them, conversion, visitors, refunds, ads, ratings, targets and shipping are "
                "as usual. What no report tells of is not judged."
            ),
        )
        self.bars = button(
            "kpi.alertBars",
            tr("When to alert…"),
            self.limits_wanted.emit,
            tip=tr("Change from which value on you want to be told"),
        )
        self.closed = words(tr(seen_by(Subject.COSTS)), name="kpi.alertsClosed", role="muted")
        self.closed.hide()
        head = QHBoxLayout()
        head.addWidget(self.closed, 1)
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
        card.setObjectName(f"kpi.alert.{alert.key}")
        urgent = alert.severity is Severity.NOW
        pill = StatusPill(self._theme, tr("Now") if urgent else tr("Soon"), "bad" if urgent else "warning")
        text = words("\n".join([tr(alert.text), *self._about(alert)]))
        show = button(
            f"kpi.alertShow.{alert.key}", tr("Show on the chart"), lambda: self.wanted.emit(alert), role="flat"
        )
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 8, 8, 8)
        row.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1)
        rows = button(f"kpi.alertRows.{alert.key}", tr("Show rows"), lambda: self.rows_wanted.emit(alert), role="flat")
        if not alert.kpi:
            rows.setText(tr("Go there"))
            rows.setToolTip(tr("Shows it in the money of this store"))
        for one in (show, rows):
            row.addWidget(one)
        show.setVisible(bool(alert.kpi) and alert.code not in OFF_CHART)
        row.addWidget(self._acts(alert))
        return card

    @staticmethod
    def _about(alert: Alert) -> list[str]:
        """Since when it stands, and how often it was right, or why that cannot be told."""
        record = alert.record
        if alert.unjudged is not None:
            return [tr("How often it rang before cannot be told: {why}.", why=tr(alert.unjudged))]
        if alert.since is None or record is None:
            return []
        return [
            tr(
                "Stands since {since}. In {days} days it rang {rang} times: {right} became problems, {explained} were "
                "explained by a campaign, {open} nobody judged.",
                since=alert.since,
                days=record.days,
                rang=record.rang,
                right=record.right,
                explained=record.explained,
                open=record.rang - record.right - record.explained,
            )
        ]

    def _acts(self, alert: Alert) -> QWidget:
        """What may be said about it, in a menu."""
        made = menu_button(f"kpi.alertActs.{alert.key}", tr("More"), spoken=tr("Say something about this alert"))
        menu = made.menu()
        offered: list[tuple[str, Callable[[], object]]] = [
            (tr("Make a problem of it"), lambda: self.open_problem(alert)),
            (tr("Seen"), lambda: self.say(alert, MarkKind.SEEN)),
        ]
        if alert.can_be_explained:
            offered.append((tr("That was the campaign"), lambda: self.say(alert, MarkKind.CAMPAIGN)))
        for label, act in offered:
            menu.addAction(label).triggered.connect(lambda _checked=False, act=act: act())
        return made

    def say(self, alert: Alert, kind: MarkKind) -> None:
        """Keep what the owner says; the alerts are looked for again at once."""
        services, store = self._context.services, self._context.store_id
        if kind is MarkKind.CAMPAIGN and alert.code in OF_USUAL:
            said = tr("The days {start} to {end} no longer count as usual.",
                      start=alert.period.start, end=alert.period.end)  # fmt: skip
        elif alert.since is not None and not alert.comes_daily:
            said = tr("The alert stays silent until it ends and comes again.")
        else:
            said = tr("The alert stays silent for today.")
        self._context.tasks.database(
            lambda: services.alerts.mark(store, alert, kind),
            lambda _done: self._context.messages.success(said),
            owner=self,
        )

    def open_problem(self, alert: Alert) -> None:
        """Put the alert on the board of problems."""
        services, store = self._context.services, self._context.store_id
        title = tr(alert.text)
        detail = tr(
            "From the alert of {start} to {end}; the figures are under KPIs › Alerts.",
            start=alert.period.start,
            end=alert.period.end,
        )
        self._context.tasks.database(
            lambda: services.alerts.make_problem(store, alert, title, detail),
            lambda _made: self._context.messages.success(tr("The problem stands on the board of daily work.")),
            owner=self,
        )
