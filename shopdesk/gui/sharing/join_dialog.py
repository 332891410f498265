"""Joining a store that another PC holds: the code, then name and password. Nothing else is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.sharing.authority_field import AuthorityField
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.services.sharing.joined import in_utc
from shopdesk.sharing.codes import Code, CodeError, first_mistake, parse
from shopdesk.sharing.invitations import Refused
from shopdesk.sharing.joining import JoinRefused, strength
from shopdesk.sharing.server_line import ServerRefused

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost

_NAME = "join"
_WIDTH = 560


class JoinDialog(QDialog):
    """Asks for the code, then for name and password; ``accepted`` when this PC has joined."""

    def __init__(self, desktop: SharingHost, over: QWidget) -> None:
        """Begin with the code."""
        super().__init__(over)
        self._desktop = desktop
        self._working = False
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Join a store"))
        self.code = named(TypedLine(), f"{_NAME}.code", tr("Connection code"))
        self.code.setPlaceholderText("7Q2M0K-…")
        self.code.textChanged.connect(lambda _text: self._on_code())
        self.name = named(TypedLine(), f"{_NAME}.name", tr("Your name"))
        self.password = self._secret("password", tr("Password"))
        self.again = self._secret("again", tr("Password once more"))
        self.password.textChanged.connect(lambda _text: self._on_password())
        self.strength = words(name=f"{_NAME}.strength", role="muted")
        self.authority = AuthorityField(_NAME, desktop.app.settings)
        self.authority.edited.connect(lambda: self.problem.hide())
        self.problem = LyingLabel(f"{_NAME}.problem", self.code)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._first())
        self.stack.addWidget(self._second())
        self.back = button(f"{_NAME}.back", tr("Back"), self.go_back)
        self.next = button(f"{_NAME}.next", tr("Next"), self.go_on, role="primary")
        self.next.setDefault(True)
        self.shut = button(f"{_NAME}.close", tr("Cancel"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(14)
        layout.addStrut(_WIDTH)
        layout.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        row.addWidget(self.shut)
        layout.addLayout(row)
        self._show(0)

    def _secret(self, name: str, label: str) -> TypedLine:
        field = named(TypedLine(), f"{_NAME}.{name}", label)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(lambda _text: self.problem.hide())
        return field

    def _first(self) -> QWidget:
        said = tr(
            "On the PC with the data choose “Share with other PCs…” and “Code for another PC…”. Type the code that it "
            "shows, or paste it. Both PCs have to be in the same network."
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words(said))
        form = QFormLayout()
        form.addRow(tr("Connection code"), self.code)
        column.addLayout(form)
        column.addStretch(1)
        return page

    def _second(self) -> QWidget:
        said = tr(
            "The name is how the others know you; the password is yours alone. It is kept nowhere on this PC: you type "
            "it whenever you start ShopDesk."
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(words(said))
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("Your name"), self.name)
        form.addRow(tr("Password"), self.password)
        form.addRow("", self.strength)
        form.addRow(tr("Password once more"), self.again)
        form.addRow(self.authority.label(), self.authority)
        self._form = form
        column.addLayout(form)
        column.addStretch(1)
        return page

    def _show(self, stage: int) -> None:
        self.stack.setCurrentIndex(stage)
        self.back.setVisible(stage == 1)
        if stage:
            # A PC that holds the data is known by its code alone.
            self._form.setRowVisible(self.authority, bool(self._parsed().database))
        self.next.setText(tr("Join") if stage else tr("Next"))
        self.problem.hide()
        (self.name if stage else self.code).setFocus(Qt.FocusReason.OtherFocusReason)
        # The pages lie on each other, and their words wrap: only the layout knows how high the shown one has to be.
        layout = self.layout()
        layout.activate()
        self.setMinimumHeight(max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))

    def _on_code(self) -> None:
        self.problem.lie_by(self.code)
        mistake = first_mistake(self.code.text())
        self.problem.say("" if mistake is None else breakable(tr(mistake.text)))

    def _on_password(self) -> None:
        typed = self.password.text()
        self.strength.setText(tr(strength(typed)[1]) if typed else "")

    def go_back(self) -> None:
        """To the code once more."""
        self._show(0)

    def go_on(self) -> None:
        """Check the code, or join."""
        try:
            if self.stack.currentIndex() == 0:
                self._parsed()
                self._show(1)
            else:
                self._join()
        except UserError as error:
            self._refuse(error)

    def _parsed(self) -> Code:
        return parse(self.code.text(), in_utc(self._desktop.app.clock.now()))

    def _join(self) -> None:
        password = self.password.text()
        good, said = strength(password)
        if not good:
            self._refuse(UserError(said), self.password)
            return
        if password != self.again.text():
            self._refuse(UserError(Text("The two passwords differ. Type the second one again.")), self.again)
            return
        code, name, sharing = self.code.text(), self.name.text(), self._desktop.app.sharing
        authority = self.authority.file() if self.authority.isVisible() else None
        self._let(work=True)
        self._desktop.tasks.database(
            lambda: sharing.join(code, name, password, authority),
            done=lambda _none: self.accept(),
            failed=self._on_failed,
            owner=self,
        )

    def _on_failed(self, error: Exception) -> None:
        self._let(work=False)
        if not isinstance(error, UserError):
            raise error
        about_code = isinstance(error, CodeError) or (
            isinstance(error, JoinRefused) and error.why not in (Refused.NAME, Refused.PASSWORD)
        )
        if about_code:
            self._show(0)
        about_server = isinstance(error, ServerRefused) and self.authority.isVisible()
        self._refuse(error, self.code if about_code else self.authority.line if about_server else self.name)

    def _refuse(self, error: UserError, at: QLineEdit | None = None) -> None:
        self.problem.lie_by(at or (self.name if self.stack.currentIndex() else self.code))
        self.problem.say(breakable(tr(error.text)))

    def _let(self, *, work: bool) -> None:
        self._working = work
        self.next.setText(tr("Joining…") if work else tr("Join"))
        for one in (self.back, self.next, self.shut):
            one.setEnabled(not work)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, but not while the other PC is asked."""
        if not self._working or event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
