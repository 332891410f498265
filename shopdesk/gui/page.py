"""A tab's page: it asks the services on the database thread, then shows the answer."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from shopdesk.gui.page_context import PageContext


class Page(QWidget):
    """The base of the five pages.

    A subclass names the tables it shows in ``listens`` and overrides :meth:`refresh`. The page is refreshed when it is
    first shown, when one of these tables changed, and when another store came into view; while it is hidden that waits
    until it is shown.
    """

    name: ClassVar[str] = ""
    listens: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: PageContext) -> None:
        """Build the widgets; the data come with the first :meth:`refresh`."""
        super().__init__()
        self.context = context
        self.setObjectName(self.name)
        self._stale = True
        context.events.changed.connect(self._on_changed)
        context.events.store_changed.connect(self._on_store_changed)

    def prepare(self) -> None:
        """Make the widgets that the first :meth:`refresh` fills, where they are not made with the page."""

    def refresh(self) -> None:
        """Ask for the data and show them; called on the window's thread."""

    def actions_offered(self) -> list[QAction]:
        """What the menu and the command palette offer while this page is open."""
        return []

    def help_text(self) -> str:
        """A few sentences for the help panel."""
        return ""

    def print_shown(self) -> bool:
        """Print what is in view, where the page has something other than the daily worksheet; says whether it has."""
        return False

    def unsaved(self) -> str:
        """What was typed here and not saved yet, as a sentence; empty where nothing would be lost."""
        return ""

    def invalidate(self) -> None:
        """Refresh now if the page is visible, otherwise when it is next shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date when it comes into view."""
        super().showEvent(event)
        if self._stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._stale = False
        self.refresh()

    def _on_changed(self, nouns: frozenset[str]) -> None:
        if nouns & self.listens:
            self.invalidate()

    def _on_store_changed(self, _store: object) -> None:
        self.invalidate()
