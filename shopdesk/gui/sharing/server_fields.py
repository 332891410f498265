"""Where a server is that is there, and who signs in to it: address, port, database, user, password."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.sharing.other_server import USUAL_PORT

_NAME = "share.server"


class ServerFields(QWidget):
    """The five fields; what is in them is kept nowhere but, without the password, when the data went there."""

    edited = Signal()

    def __init__(self) -> None:
        """Empty but for what is usual."""
        super().__init__()
        self.host = named(TypedLine(), f"{_NAME}.host", tr("Address of the server"))
        self.host.setPlaceholderText("192.168.1.20")
        self.port = named(TypedLine(str(USUAL_PORT)), f"{_NAME}.port", tr("Port of the server"))
        self.port.setMaxLength(5)
        self.database = named(TypedLine("shopdesk"), f"{_NAME}.database", tr("Database"))
        self.user = named(TypedLine("shopdesk"), f"{_NAME}.user", tr("User of the database"))
        self.password = named(TypedLine(), f"{_NAME}.password", tr("Password"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for label, field in (
            (tr("Address of the server"), self.host),
            (tr("Port of the server"), self.port),
            (tr("Database"), self.database),
            (tr("User of the database"), self.user),
            (tr("Password"), self.password),
        ):
            form.addRow(label, field)
            field.textChanged.connect(lambda _text: self.edited.emit())
        said = tr("The password is kept nowhere; it is asked for at every start.")
        form.addRow("", words(said, role="muted"))

    def typed(self) -> tuple[str, str, str, str, str]:
        """Address, port, database, user, password."""
        lines = (self.host, self.port, self.database, self.user, self.password)
        host, port, database, user, password = (line.text() for line in lines)
        return host, port, database, user, password
