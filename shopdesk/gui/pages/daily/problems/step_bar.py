"""The steps that a problem can take now, and the line that asks what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.names import same_person
from shopdesk.domain.daily.problems import NEXT_STATES, Problem, ProblemState
from shopdesk.gui.pages.daily.problems.texts import step_name
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

_ASKS = (ProblemState.TO_VERIFY, ProblemState.CLOSED)


class StepBar(QWidget):
    """Emits ``stepped`` with the state wanted, who takes the step, and what came of it.

    ``left`` gives the keyboard back to the cards, where the step was asked for there.
    """

    stepped = Signal(object, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without steps."""
        super().__init__(parent)
        self._problem: Problem | None = None
        self._wanted: ProblemState | None = None
        self._from_cards = False
        self._actor = ""
        self.buttons: dict[ProblemState, QPushButton] = {}
        row = FlowLayout(spacing=6)
        for state in (ProblemState.DOING, ProblemState.TO_VERIFY, ProblemState.CLOSED, ProblemState.OPEN):
            self.buttons[state] = button(f"problems.step.{state.value}", "", lambda state=state: self.ask(state))
            row.addWidget(self.buttons[state])
        self.note = TypedLine()
        self.note.setObjectName("problems.result")
        self.note.setAccessibleName(tr("Result"))
        self.note.setPlaceholderText(tr("What came of it?"))
        self.who = OwnerBox()
        self.who.setObjectName("problems.stepWho")
        self.who.be_narrow()
        self.keep = button("problems.keepStep", "", self._keep, role="primary")
        self.leave = button("problems.leaveStep", tr("Leave (Esc)"), self.leave_asking)
        self._who_label = QLabel()
        self._who_label.setProperty("role", "muted")
        self.asking = QWidget()
        box = QVBoxLayout(self.asking)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.note)
        person = QHBoxLayout()
        person.addWidget(self._who_label)
        person.addWidget(self.who, 1)
        box.addLayout(person)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.leave)
        below.addWidget(self.keep)
        box.addLayout(below)
        self.asking.hide()
        self.trouble = QLabel()
        self.trouble.setObjectName("problems.stepTrouble")
        self.trouble.setProperty("tone", "bad")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.asking)
        layout.addWidget(self.trouble)

    def show_problem(self, problem: Problem, people: Sequence[str], actor: str) -> None:
        """Offer the steps that this problem can take."""
        moved = self._problem is None or (self._problem.id, self._problem.state) != (problem.id, problem.state)
        other = self._problem is None or self._problem.id != problem.id
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._problem = problem
        for state, step in self.buttons.items():
            step.setVisible(state in self._allowed(problem))
            step.setText(step_name(problem, state) if state in NEXT_STATES[problem.state] else "")
        self.who.offer(people)
        if not moved:
            return
        self._actor = actor
        self.who.set_owner(actor or problem.owner)
        if self.asks:
            self._stop(give_back=not other)
        elif had_focus:
            # The button that was pressed is gone; the next step is where the work goes on.
            self._focus_step()

    @property
    def asks(self) -> bool:
        """Whether it waits for what came of a step."""
        return self._wanted is not None

    @property
    def half_typed(self) -> bool:
        """Whether something was written for a step that is not taken yet."""
        old = self._problem.result if self._problem is not None else ""
        return self.asks and self.note.text().strip() not in ("", old)

    def ask(self, state: ProblemState, *, from_cards: bool = False) -> None:
        """Take a step, after asking what came of it where that belongs to the step."""
        problem = self._problem
        if problem is None:
            return
        self._from_cards = from_cards
        self.trouble.hide()
        if state not in _ASKS:
            self.stepped.emit(state, self._actor, "")
            return
        self._wanted = state
        verifying = problem.state is ProblemState.TO_VERIFY
        if verifying and problem.needs_second and same_person(self.who.owner(), problem.done_by or problem.owner):
            # The name that stands there by itself would be refused.
            self.who.setEditText("")
        self._who_label.setText(tr("Verified by") if verifying else tr("Done by"))
        self.who.setAccessibleName(self._who_label.text())
        self.note.setText(problem.result)
        self.keep.setText(step_name(problem, state))
        self.asking.show()
        self.note.setFocus()
        self.note.selectAll()

    def complain(self, sentence: str) -> None:
        """Say why a step was refused."""
        self.trouble.setText(sentence)
        self.trouble.show()

    def leave_asking(self) -> None:
        """Take no step."""
        self._stop(give_back=True)

    def _stop(self, *, give_back: bool) -> None:
        wanted, self._wanted = self._wanted, None
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.asking.isAncestorOf(focus)
        self.trouble.hide()
        if had_focus and give_back and self._from_cards:
            self.left.emit()
        elif had_focus and give_back:
            self._focus_step(wanted)
        self.asking.hide()

    def _focus_step(self, wanted: ProblemState | None = None) -> None:
        shown = [state for state, step in self.buttons.items() if not step.isHidden()]
        if shown:
            self.buttons[wanted if wanted in shown else shown[0]].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the step, Escape leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            elif self._wanted is not None:
                self._keep()
        elif self._wanted is not None and event.key() == Qt.Key.Key_Escape:
            self.leave_asking()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._wanted is not None:
            self.stepped.emit(self._wanted, self.who.owner(), self.note.text().strip())

    @staticmethod
    def _allowed(problem: Problem) -> tuple[ProblemState, ...]:
        """The steps of its life; one that needs a second person cannot be closed before it is to verify."""
        found = NEXT_STATES[problem.state]
        if problem.needs_second and problem.state is not ProblemState.TO_VERIFY:
            found = tuple(state for state in found if state is not ProblemState.CLOSED)
        return found
