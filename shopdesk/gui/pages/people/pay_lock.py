"""What stands before wages and pay data: the question for the pay password, where the owner has set one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.pay_password import FORGOTTEN
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.services.pay_lock import PayLockState

if TYPE_CHECKING:
    from shopdesk.services.registry import Services

_WIDEST = 460
_ROOM = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
_NO_ROOM = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)


class PayLock(QStackedWidget):
    """Shows a part, or asks for the pay password first; a part that is not seen reads nothing.

    When the time is over the part is covered, and its dialogs with it. They come back with the password, so that
    nothing typed is lost.
    """

    def __init__(self, context: PageContext, part: QWidget) -> None:
        """Stand before ``part``."""
        super().__init__()
        self.setObjectName(f"{part.objectName()}.lock")
        self._context = context
        self._lock = context.services.pay_lock
        self._away: list[QDialog] = []
        self._part = part
        self.question = _Question(f"{self.objectName()}.question")
        self.question.given.connect(self.unlock)
        self.addWidget(QWidget())  # until it is known whether there is a password
        self.addWidget(self.question)
        self.addWidget(part)
        self._turn_to(self.widget(0))
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self.look = Look(
            self, context, lambda: True, lambda services, _question: services.pay_lock.state(), self.show_state
        )
        self._due.timeout.connect(self.look.ask)
        context.events.pay_lock_changed.connect(self.look.invalidate)

    def event(self, event: QEvent) -> bool:
        """Look at the clock when the window comes to the front: while the machine slept, no timer ran."""
        if event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self.look.ask()
        return super().event(event)

    def show_state(self, state: PayLockState) -> None:
        """Show the part, or the question."""
        self._due.stop()
        if state.locked:
            self._cover()
            return
        if state.open_until is not None:
            left = state.open_until - self._context.clock.now()
            self._due.start(max(1, int(left.total_seconds())) * 1000)
        self._turn_to(self._part)
        for dialog in self._away:
            dialog.show()
        self._away.clear()

    def unlock(self, password: str) -> None:
        """Try a password on the database lane."""
        self.question.wait(on=True)

        def failed(error: Exception) -> None:
            self.question.wait(on=False)
            if not isinstance(error, UserError):
                raise error
            self.question.refuse(tr(error.text))

        def opened(_none: object) -> None:
            self.question.wait(on=False)
            self.question.clear()
            self._context.events.pay_lock_changed.emit()

        lock = self._lock
        self._context.tasks.database(lambda: lock.unlock(password), done=opened, failed=failed, owner=self)

    def _turn_to(self, page: QWidget) -> None:
        # Only what is seen says how much room is needed.
        for place in range(self.count()):
            one = self.widget(place)
            one.setSizePolicy(_ROOM if one is page else _NO_ROOM)
        self.setCurrentWidget(page)

    def _cover(self) -> None:
        for dialog in self._part.findChildren(QDialog):
            if dialog.isVisible():
                self._away.append(dialog)
                dialog.hide()
        if self.currentWidget() is not self.question:
            self.question.clear()
        self._turn_to(self.question)
        if self.isVisible():
            self.question.field.setFocus(Qt.FocusReason.OtherFocusReason)


def _state(services: Services, _question: object) -> PayLockState:
    return services.pay_lock.state()


class _Question(QWidget):
    """Asks for the password. ``given`` carries it, and nobody keeps it."""

    given = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        title = QLabel(tr("Wages and pay data are locked"))
        title.setProperty("role", "subtitle")
        about = words(tr("The owner has set a pay password."), role="muted")
        self.field = named(TypedLine(), f"{name}.password", tr("Pay password"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(tr("Pay password"))
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(lambda _text: self.problem.hide())
        self.open = button(f"{name}.unlock", tr("Unlock"), self._give, role="primary")
        self.problem = LyingLabel(f"{name}.problem", self.field)
        self.forgotten = words(tr(FORGOTTEN), name=f"{name}.forgotten", role="muted")
        self.forgotten.hide()
        self.ask_forgotten = button(f"{name}.askForgotten", tr("Forgotten?"), self._show_forgotten)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.open)
        column = QVBoxLayout()
        column.addWidget(title)
        column.addWidget(about)
        column.addLayout(row)
        column.addWidget(self.ask_forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.forgotten)
        column.addStretch(1)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDEST)
        layout = QHBoxLayout(self)
        # On the left: in the middle of a page that is wider than the window half of it would be out of sight.
        layout.addWidget(middle, 1000)
        layout.addStretch(1)

    def _give(self) -> None:
        if self.field.text() and self.open.isEnabled():
            self.given.emit(self.field.text())

    def _show_forgotten(self) -> None:
        self.forgotten.setVisible(self.forgotten.isHidden())

    def wait(self, *, on: bool) -> None:
        """While a password is compared, no other one is taken."""
        self.open.setEnabled(not on)

    def refuse(self, sentence: str) -> None:
        """Say that it was wrong, and let the next one be typed."""
        self.field.clear()
        self.problem.say(sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Ask anew."""
        self.field.clear()
        self.problem.hide()
        self.forgotten.hide()
