"""Setting, changing and removing the pay password, with what it protects from and what not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.pay_password import FORGOTTEN, PROTECTS, PROTECTS_NOT, prepared
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.pay_lock import PayLockState

_NAME = "payPassword"
_WIDTH, _HEIGHT = 600, 480


class PayPasswordDialog(QDialog):
    """Shows the fields that fit: a new one, or the current one with what to do about it."""

    def __init__(self, context: PageContext) -> None:
        """Ask how it stands."""
        super().__init__(context.window)
        self._context = context
        self._lock = context.services.pay_lock
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Pay password"))
        self.resize(_WIDTH, _HEIGHT)
        self.state = words(name=f"{_NAME}.state", role="subtitle")
        self.current_label, self.current = self._field("current", tr("Current password"))
        self.new_label, self.new = self._field("new", tr("New password"))
        self.again_label, self.again = self._field("again", tr("New password once more"))
        self.problem = LyingLabel(f"{_NAME}.problem", self.again)
        self.keep = button(f"{_NAME}.keep", tr("Set the password"), self.set_password, role="primary")
        self.remove = button(f"{_NAME}.remove", tr("Remove the password"), self.remove_password, role="danger")
        self.lock_now = button(f"{_NAME}.lockNow", tr("Lock now"), self.lock)
        self.close_button = button(f"{_NAME}.close", tr("Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(self.state)
        for label, field in self._fields():
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addWidget(self._about(), 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for one in (self.keep, self.remove, self.lock_now, self.close_button):
            buttons.addWidget(one)
        layout.addLayout(buttons)
        self.show_state(PayLockState(is_set=False))
        self.keep.setEnabled(False)
        context.tasks.database(self._lock.state, done=self.show_state, owner=self)

    def _field(self, name: str, label: str) -> tuple[QLabel, QLineEdit]:
        field = named(TypedLine(), f"{_NAME}.{name}", label)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(lambda _text: self.problem.hide())
        heading = QLabel(label)
        heading.setBuddy(field)
        return heading, field

    def _about(self) -> QWidget:
        """What it protects from and what not, which scrolls where letters are large."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        for text in (PROTECTS, PROTECTS_NOT, FORGOTTEN):
            column.addWidget(words(tr(text), role="muted"))
        column.addStretch(1)
        return VerticalScroll(content, name=f"{_NAME}.about", label=tr("What it protects"))

    def _fields(self) -> tuple[tuple[QLabel, QLineEdit], ...]:
        return (self.current_label, self.current), (self.new_label, self.new), (self.again_label, self.again)

    def show_state(self, state: PayLockState) -> None:
        """Offer what can be done."""
        self.state.setText(tr("A pay password is set.") if state.is_set else tr("No pay password is set."))
        for widget in (self.current_label, self.current, self.remove):
            widget.setVisible(state.is_set)
        self.lock_now.setVisible(state.is_set and not state.locked)
        self.keep.setText(tr("Change the password") if state.is_set else tr("Set the password"))
        self.keep.setEnabled(True)
        (self.current if state.is_set else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_password(self) -> None:
        """Set or change it; both fields must say the same."""
        new, current = self.new.text(), self.current.text()
        if prepared(new) != prepared(self.again.text()):
            self._refuse(UserError(Text("The two new passwords differ. Type the new one again.")))
            return
        self._do(lambda: self._lock.set(new, current), tr("The pay password is set."))

    def remove_password(self) -> None:
        """Protect no longer."""
        current = self.current.text()
        self._do(lambda: self._lock.remove(current), tr("The pay password was removed."))

    def lock(self) -> None:
        """Ask for it from now on."""
        self._do(self._lock.lock, tr("Wages and pay data are locked"))

    def _do(self, work: Callable[[], None], said: str) -> None:
        buttons = (self.keep, self.remove, self.lock_now)
        for one in buttons:
            one.setEnabled(False)

        def done(_none: object) -> None:
            self._context.messages.success(said)
            self._context.events.pay_lock_changed.emit()
            self.accept()

        def failed(error: Exception) -> None:
            for one in buttons:
                one.setEnabled(True)
            self._refuse(error)

        self._context.tasks.database(work, done=done, failed=failed, owner=self)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))
