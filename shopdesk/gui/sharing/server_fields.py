"""Where a server is that is there, and who signs in to it: address, port, database, user, password, who vouches."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from shopdesk.gui.sharing.authority_field import AuthorityField
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import Settings
from shopdesk.sharing.other_server import USUAL_PORT

_NAME = "share.server"


class ServerFields(QObject):
    """Six rows of a form; what is in them is kept nowhere but, without the password, when the data went there."""

    edited = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget, settings: Settings) -> None:
        """Add the rows to ``form``, empty but for what is usual."""
        super().__init__(parent)
        self._form = form
        self._rows: list[QWidget] = []
        self.host = self._line("host", tr("Address of the server"))
        self.host.setPlaceholderText("192.168.1.20")
        self.port = self._line("port", tr("Port of the server"), str(USUAL_PORT))
        self.port.setMaxLength(5)
        self.database = self._line("database", tr("Database"), "shopdesk")
        self.user = self._line("user", tr("User of the database"), "shopdesk")
        self.password = self._line("password", tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.authority = AuthorityField(_NAME, settings)
        self.authority.edited.connect(self.edited)
        form.addRow(self.authority.label(), self.authority)
        self._rows.append(self.authority)
        said = words(tr("The password is kept nowhere; it is asked for at every start."), role="muted")
        form.addRow(said)
        self._rows.append(said)

    def _line(self, name: str, label: str, usual: str = "") -> TypedLine:
        line = named(TypedLine(usual), f"{_NAME}.{name}", label)
        line.textChanged.connect(lambda _text: self.edited.emit())
        self._form.addRow(label, line)
        self._rows.append(line)
        return line

    def show_rows(self, shown: bool) -> None:
        """Show the rows with their labels, or hide them."""
        for one in self._rows:
            self._form.setRowVisible(one, shown)

    def typed(self) -> tuple[str, str, str, str, str, Path | None]:
        """Address, port, database, user, password, and the file of who vouches for the server."""
        lines = (self.host, self.port, self.database, self.user, self.password)
        host, port, database, user, password = (line.text() for line in lines)
        return host, port, database, user, password, self.authority.file()
