"""Signing in to data that another PC holds; where that PC is not found, its new address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
)

from shopdesk.domain.errors import UserError
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.stores import Store
    from shopdesk.domain.text import Text
    from shopdesk.gui.sharing.hosts import SharingHost

_NAME = "signIn"
_WIDTH = 440
_PARTED = 2
"""Neither accepted nor rejected: nobody signs in, and the window stays."""


class SignInDialog(QDialog):
    """Asks for the password; closing it quits, for there is nothing to show without the data.

    ``accepted`` when the data are open: :attr:`stores` are those that may be seen.
    """

    def __init__(
        self, desktop: SharingHost, people: Mapping[str, str], now: str, *, said: Text | None = None, lost: bool = False
    ) -> None:
        """``people`` signed in here before, ``now`` last; ``said`` is what is wrong, ``lost`` that no PC was found."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._working = self._stays = False
        self.stores: list[Store] = []
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Sign in"))
        self.person = named(QComboBox(), f"{_NAME}.person", tr("You are"))
        for file, name in people.items():
            self.person.addItem(name, file)
        self.person.setCurrentIndex(max(0, self.person.findText(now)))
        self.password = named(TypedLine(), f"{_NAME}.password", tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.address = named(TypedLine(), f"{_NAME}.address", tr("Address of that PC"))
        self.address.setPlaceholderText("192.168.1.20")
        self.address_label = QLabel(tr("Address of that PC"))
        self.problem = LyingLabel(f"{_NAME}.problem", self.password)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("You are"), self.person)
        form.addRow(tr("Password"), self.password)
        form.addRow(self.address_label, self.address)
        self.enter = button(f"{_NAME}.enter", tr("Sign in"), self.sign_in, role="primary")
        self.enter.setDefault(True)
        self.other = button(f"{_NAME}.other", tr("Another person…"), self.join)
        self.other.setToolTip(tr("With a code of the PC with the data"))
        self.part = button(f"{_NAME}.part", tr("Leave the store…"), self.ask_to_part)
        self.part.setToolTip(tr("This PC then begins anew; the data, and your account, stay where they are"))
        # Who looks after the data goes back to one PC instead.
        self.part.setVisible(desktop.app.sharing.keeping is None)
        self.leave = button(f"{_NAME}.quit", tr("Quit"), self.reject)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addWidget(self.part)
        row.addStretch(1)
        row.addWidget(self.enter)
        row.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        layout.addStrut(_WIDTH)
        layout.addWidget(words(tr("The data of your store are on another PC."), role="subtitle"))
        layout.addWidget(words(tr("Your password is kept nowhere; it is asked for at every start."), role="muted"))
        layout.addLayout(form)
        layout.addSpacing(24)
        layout.addLayout(row)
        self._show_lost(lost)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self._said = said
        self.rejected.connect(desktop.window.close)

    def open(self) -> None:
        """Show it, with what is wrong."""
        super().open()
        if self._said is not None:
            self.problem.say(breakable(tr(self._said)))

    def stay_on_cancel(self) -> None:
        """Closing it goes back to what is shown, for the data are open."""
        self._stays = True
        self.rejected.disconnect(self._desktop.window.close)
        self.leave.setText(tr("Cancel"))

    def _show_lost(self, lost: bool) -> None:
        """Ask for the address where the PC with the data is not found."""
        for one in (self.address_label, self.address):
            one.setVisible(lost)

    def sign_in(self) -> None:
        """Open the data with this password."""
        app, file, password = self._desktop.app, self.person.currentData(), self.password.text()
        address = self.address.text().strip() if self.address.isVisibleTo(self) else ""

        def work() -> list[Store]:
            app.sharing.sign_in(file, password)
            if address:
                app.sharing.joined.moved_to(address)
            return app.open_elsewhere().stores.all()

        self._let(work=True)
        self._desktop.tasks.database(work, done=self._on_opened, failed=self._on_failed, owner=self)

    def _on_opened(self, stores: list[Store]) -> None:
        self.stores = stores
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        from shopdesk.services.sharing.joined import SignedOut
        from shopdesk.sharing.sign_in import HolderNotFound

        self._let(work=False)
        if self._stays and not self._desktop.app.is_open:
            # Whoever worked here is signed out: there is nothing to go back to.
            self._stays = False
            self.rejected.connect(self._desktop.window.close)
            self.leave.setText(tr("Quit"))
        if not isinstance(error, UserError):
            raise error
        lost = isinstance(error, SignedOut | HolderNotFound)
        if lost:
            self._show_lost(True)
        self.problem.lie_by(self.address if lost else self.password)
        self.problem.say(breakable(tr(error.text)))
        (self.address if lost else self.password).setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()

    def join(self) -> None:
        """Somebody else works here, who has a code."""
        from shopdesk.gui.sharing.join_dialog import JoinDialog

        dialog = JoinDialog(self._desktop, self)
        dialog.accepted.connect(self._on_joined)
        dialog.open()

    def ask_to_part(self) -> None:
        """Leave the store, after a question."""
        box = QMessageBox(
            QMessageBox.Icon.Question, tr("Leave the store"), tr("Let this PC leave the store?"), parent=self
        )
        box.setObjectName(f"{_NAME}.ask")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setInformativeText(
            tr(
                "Nobody signs in from this PC any longer, and it begins anew: with a store of its own, or another one "
                "to join. The data stay where they are. To come back, ask the owner for a new code."
            )
        )
        stay = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        stay.setObjectName(f"{_NAME}.ask.stay")
        go = box.addButton(tr("Leave the store"), QMessageBox.ButtonRole.DestructiveRole)
        go.setObjectName(f"{_NAME}.ask.go")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(lambda _code: self._part() if box.clickedButton() is go else None)
        box.open()

    def _part(self) -> None:
        self.done(_PARTED)
        self._desktop.sharing.leave_store()

    def _on_joined(self) -> None:
        app = self._desktop.app
        self._let(work=True)
        work = lambda: app.open_elsewhere().stores.all()  # noqa: E731
        self._desktop.tasks.database(work, done=self._on_opened, failed=self._on_failed, owner=self)

    def _let(self, *, work: bool) -> None:
        self._working = work
        self.problem.hide()
        self.enter.setText(tr("Signing in…") if work else tr("Sign in"))
        for one in (self.enter, self.other, self.part, self.leave, self.person, self.password, self.address):
            one.setEnabled(not work)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape quits, but not while the other PC is asked."""
        if not self._working or event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
