"""One open problem of an earlier day: who has it and until when, and a field that asks what came of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.domain.daily.problems import SEVERITY_NAMES, Problem, ProblemState, Severity
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.elided_button import ElidedButton
from shopdesk.gui.widgets.elided_label import ElidedLabel
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr


class CarriedLine(QWidget):
    """Emits ``opened`` with the problem's id and ``done`` with the problem, the state it goes to and the result."""

    opened = Signal(int)
    done = Signal(object, object, str)

    def __init__(self, theme: Theme, problem: Problem, today: date) -> None:
        """Show ``problem`` as it stands on ``today``."""
        super().__init__()
        self.problem = problem
        waits = problem.needs_second and problem.state is not ProblemState.TO_VERIFY
        self._next = ProblemState.TO_VERIFY if waits else ProblemState.CLOSED
        self.title = ElidedButton(problem.title)
        self.title.setObjectName(f"daily.carried.{problem.id}")
        self.title.clicked.connect(lambda _checked=False: self.opened.emit(problem.id or 0))
        self.who = ElidedLabel(" · ".join(part for part in _facts(problem) if part))
        self.who.setProperty("role", "muted")
        self.result = TypedLine()
        self.result.setObjectName(f"daily.carriedResult.{problem.id}")
        self.result.setAccessibleName(tr("Result of “{title}”", title=problem.title))
        self.result.setPlaceholderText(
            tr("What came of it? Enter hands it on to be verified, Esc leaves")
            if waits
            else tr("What came of it? Enter closes it, Esc leaves")
        )
        self.result.hide()
        spoken = tr("Done: {title}", title=problem.title)
        self.finish = button(f"daily.carriedDone.{problem.id}", tr("Done"), self._on_done_pressed, spoken=spoken)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        late = problem.days_late(today)
        if late:
            layout.addWidget(StatusPill(theme, tr("{days} days late", days=late), "bad"))
        elif problem.severity is Severity.HIGH:
            layout.addWidget(StatusPill(theme, tr(SEVERITY_NAMES[problem.severity]), "warning"))
        layout.addWidget(self.title)
        layout.addWidget(self.who)
        layout.addWidget(self.result, 1)
        layout.addStretch(0)
        layout.addWidget(self.finish)
        self._stretch = layout.indexOf(self.result) + 1
        layout.setStretch(self._stretch, 1)
        self._row = layout

    @property
    def asking(self) -> bool:
        """Whether the result is being written."""
        return not self.result.isHidden()

    @property
    def typed(self) -> bool:
        """Whether something is written that is not kept yet."""
        return self.asking and bool(self.result.text().strip())

    def ask(self) -> None:
        """Ask what came of it, in place of who has it."""
        self._row.setStretch(self._stretch, 0)
        self.who.hide()
        self.result.setText(self.problem.result)
        self.result.show()
        self.result.setFocus()

    def leave(self) -> None:
        """Close nothing."""
        self.result.hide()
        self.who.show()
        self._row.setStretch(self._stretch, 1)
        self.finish.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps the result, Escape leaves it."""
        if self.asking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif self.asking and event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_done_pressed(self) -> None:
        if self.asking:
            self._keep()
        else:
            self.ask()

    def _keep(self) -> None:
        self.done.emit(self.problem, self._next, self.result.text().strip())


def _facts(problem: Problem) -> tuple[str, ...]:
    return (
        problem.owner,
        tr("due {day}", day=problem.due) if problem.due else "",
        tr("since {day}", day=problem.opened_on),
    )
