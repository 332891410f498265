"""A line to the data that breaks and comes back: said in the bar, tried again by itself, and nothing typed is lost."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost

_EVERY_MS = 2_000
_log = logging.getLogger(__name__)


class LineWatch(QObject):
    """Tries a broken line again and again; what was shown stays, and is read anew when it stands."""

    def __init__(self, desktop: SharingHost) -> None:
        """The line stands."""
        super().__init__()
        self._desktop = desktop
        self.is_broken = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def broke(self, error: EnvironmentFault) -> None:
        """The line broke: the bar says so once, and it is tried until it stands again."""
        if not self.is_broken:
            self.is_broken = True
            self._timer.start()
            self._say(error)

    def stop(self) -> None:
        """Try no more."""
        self._timer.stop()

    def _say(self, error: UserError) -> None:
        joined = self._desktop.app.sharing.joined
        said = tr(
            "{why} What you see stays, and so does what you have typed; ShopDesk tries again by itself.", why=error.text
        )
        if joined is None:
            self._desktop.window.messages.warning(said)
        else:
            self._desktop.window.messages.warning(said, tr("New address…"), self.ask_address)

    def ask(self) -> None:
        """Try now."""
        place = self._desktop.app.place
        self._desktop.tasks.database(place.check_readable, self._on_stands, self._on_failed, asked=False)

    def _on_stands(self, _none: object) -> None:
        if not self.is_broken:
            return
        self.is_broken = False
        window = self._desktop.window
        window.messages.success(tr("The line to the data stands again."))
        for look in list(window.context.looks) if window.context is not None else ():
            if look.stale:
                look.invalidate()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        _log.info("the line is still broken: %s", error)
        if self.is_broken and self._desktop.sharing.shut_out_by(error):
            self.is_broken = False
        elif self.is_broken:
            self._timer.start()

    def ask_address(self) -> None:
        """Ask where the PC with the data is now."""
        from shopdesk.gui.sharing.address_form import AddressForm

        AddressForm(self._desktop, self.ask).open()
