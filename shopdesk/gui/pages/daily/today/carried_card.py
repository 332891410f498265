"""Open problems of earlier days, the most urgent first, above today's form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import SEVERITY_NAMES, Problem, Repeat, Severity
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.elided_button import ElidedButton
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.infra.i18n import tr

_SHOWN = 3


class CarriedCard(Card):
    """Emits ``opened`` with a problem's id and ``closed`` with a problem to close. Hidden where there is none."""

    opened = Signal(int)
    closed = Signal(object)
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(tr("Open problems of earlier days"), parent)
        self.setObjectName("daily.carried")
        self._theme = theme
        self.more = QPushButton()
        self.more.setProperty("role", "flat")
        self.more.setObjectName("daily.carriedAll")
        self.more.clicked.connect(self.all_wanted)
        self.header.addWidget(self.more)
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.hide()

    def populate(self, problems: Sequence[Problem], repeats: Sequence[tuple[Repeat, str]], today: date) -> None:
        """Show the most urgent problems, and which items keep failing."""
        self.setVisible(bool(problems or repeats))
        late = sum(problem.days_late(today) > 0 for problem in problems)
        self.heading.setText(
            tr("Open problems of earlier days: {count}, overdue: {late}", count=len(problems), late=late)
        )
        self.more.setText(tr("All problems"))
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for problem in problems[:_SHOWN]:
            layout.addWidget(self._line(problem, today))
        for repeat, name in repeats[:2]:
            note = QLabel(
                tr(
                    "“{item}” failed on {count} days of the last 14. Look for the cause.",
                    item=name,
                    count=len(repeat.days),
                )
            )
            note.setProperty("tone", "warning")
            note.setWordWrap(True)
            layout.addWidget(note)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

    def _line(self, problem: Problem, today: date) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        late = problem.days_late(today)
        if late:
            layout.addWidget(StatusPill(self._theme, tr("{days} days late", days=late), "bad"))
        elif problem.severity is Severity.HIGH:
            layout.addWidget(StatusPill(self._theme, tr(SEVERITY_NAMES[problem.severity]), "warning"))
        title = ElidedButton(problem.title)
        title.setObjectName(f"daily.carried.{problem.id}")
        title.clicked.connect(lambda _checked=False: self.opened.emit(problem.id or 0))
        who = QLabel(
            " · ".join(
                part
                for part in (
                    problem.owner,
                    tr("due {day}", day=problem.due) if problem.due else "",
                    tr("since {day}", day=problem.opened_on),
                )
                if part
            )
        )
        who.setProperty("role", "muted")
        close = QPushButton(tr("Done"))
        close.setObjectName(f"daily.carriedDone.{problem.id}")
        close.setAccessibleName(tr("Done: {title}", title=problem.title))
        close.clicked.connect(lambda _checked=False: self.closed.emit(problem))
        layout.addWidget(title)
        layout.addWidget(who)
        layout.addStretch(1)
        layout.addWidget(close)
        return row
