"""What the dialogs of sharing need of the program around them; the desktop is that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from shopdesk.gui.hosts import OpeningHost

if TYPE_CHECKING:
    from shopdesk.domain.stores import Store
    from shopdesk.gui.commands import Commands
    from shopdesk.gui.foreign_changes import ForeignChanges
    from shopdesk.gui.sharing.desk import SharingDesk


class SharingHost(OpeningHost, Protocol):
    """Opens data that may be shared, and shows everything anew when they were moved."""

    @property
    def foreign(self) -> ForeignChanges:
        """Hears of what others changed."""

    @property
    def sharing(self) -> SharingDesk:
        """What is done about sharing."""

    @property
    def stores(self) -> tuple[Store, ...]:
        """The stores that can be brought into view."""

    def open_anew(self) -> None:
        """Open the data in the place where they are now, the first time."""


class AssembledHost(SharingHost, Protocol):
    """The menu as well, and everything shown anew."""

    @property
    def commands(self) -> Commands:
        """The menu of the window."""

    def reopen(self, warning: str = "", then: Callable[[], None] | None = None) -> None:
        """Show everything anew."""

    def show_opened(self, stores: list[Store]) -> None:
        """The data are open."""
