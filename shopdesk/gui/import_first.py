"""What a store without figures says above its pages: import first, and what this page shows then."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, words
from shopdesk.infra.i18n import tr

_THEN = {
    "setup": Text("Does the store trade already? Import its orders first, then one click marks the opening as done."),
    "people": Text("Import orders first, then turnover, team and pay go together here."),
    "promotions": Text("Import orders first, then each campaign says what it brought."),
    "daily": Text("Import orders first, then the data answer part of the form and fill in the morning meeting."),
}
"""What follows on each page; the figures' own page says so in its middle."""


class ImportFirst(QWidget):
    """Lies above the pages for as long as nothing is imported; afterwards it takes no room."""

    def __init__(self, context: PageContext) -> None:
        """Ask once the page has its own answer."""
        super().__init__()
        self.setObjectName("importFirst")
        self._page = ""
        self._empty = False
        self.said = words(name="importFirst.said")
        self.go = button("importFirst.import", tr("Import…"), lambda: context.events.way_wanted.emit("import"))
        self.strip = QFrame()
        self.strip.setProperty("role", "card")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.said, 1)
        row.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self.strip.hide()
        self.look = Look(
            self,
            context,
            lambda: context.store_id,
            lambda services, store_id: services.stores.has_figures(store_id),
            self._on_known,
        )

    def on_page(self, name: str) -> None:
        """Another page is in view."""
        self._page = name
        self._show()

    def _on_known(self, figures: bool) -> None:
        self._empty = not figures
        self._show()

    def _show(self) -> None:
        then = _THEN.get(self._page)
        if then is not None:
            self.said.setText(tr(then))
        shown = self._empty and then is not None
        self.strip.setVisible(shown)
        self.layout().setContentsMargins(0, 0, 0, 8 if shown else 0)
