"""The file with the certificate of who vouches for a server that is there; where none is chosen, none is asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.gui.saving import FileKind, choose_file
from shopdesk.gui.widgets.controls import button, named
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import Settings


class AuthorityField(QWidget):
    """A line with the file's path, typed or chosen."""

    edited = Signal()

    def __init__(self, name: str, settings: Settings) -> None:
        """Begin without a file; ``name`` is that of the form it stands in."""
        super().__init__()
        self._settings = settings
        self.line = named(
            TypedLine(),
            f"{name}.authority",
            self.label(),
            tip=tr("Only where an authority of your company made the certificate of the server; mostly called ca.crt"),
        )
        self.line.setPlaceholderText(tr("Mostly empty"))
        self.line.textChanged.connect(lambda _text: self.edited.emit())
        self.choose = button(f"{name}.authority.choose", tr("Choose…"), self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)

    @staticmethod
    def label() -> str:
        """What stands beside it."""
        return tr("Certificate of its authority")

    def file(self) -> Path | None:
        """The file; ``None`` where none is given."""
        typed = self.line.text().strip()
        return Path(typed) if typed else None

    def _choose(self) -> None:
        chosen = choose_file(self._settings, self, tr("Certificate of its authority"), FileKind.CERTIFICATE)
        if chosen is not None:
            self.line.setText(str(chosen))
