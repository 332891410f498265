"""The new address of the PC that holds the data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost

_NAME = "address"


class AddressForm(FormDialog):
    """Asks for an address and looks whether the PC with the data, and no other, answers there."""

    def __init__(self, desktop: SharingHost, found: Callable[[], object]) -> None:
        """``found`` is called when it does."""
        super().__init__(tr("New address"), self._on_ok, desktop.window, ok_label=tr("Look there"))
        self._desktop, self._found = desktop, found
        self.setObjectName(_NAME)
        self.address = named(TypedLine(), f"{_NAME}.address", tr("Address of that PC"))
        self.address.setPlaceholderText("192.168.1.20")
        said = tr("“Share with other PCs…” on the PC with the data shows its address.")
        self.form.addRow(words(said, role="muted"))
        self.form.addRow(tr("Address of that PC"), self.address)

    def _on_ok(self) -> bool:
        joined, address = self._desktop.app.sharing.joined, self.address.text()
        self.ok.setEnabled(False)
        self._desktop.tasks.database(
            lambda: joined.moved_to(address), done=self._on_found, failed=self._on_failed, owner=self
        )
        return False

    def _on_found(self, _none: object) -> None:
        self.accept()
        self._found()

    def _on_failed(self, error: Exception) -> None:
        self.ok.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.complain(tr(error.text))
