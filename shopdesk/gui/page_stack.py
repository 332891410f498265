"""The pages, each made when it is first asked for."""

from __future__ import annotations

import importlib

from PySide6.QtWidgets import QStackedWidget, QWidget

from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext


class PageStack(QStackedWidget):
    """Holds the pages of one window."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """No page yet."""
        super().__init__(parent)
        self._context = context
        self._pages: dict[str, Page] = {}

    def open(self, name: str) -> Page:
        """Show a page, making it if need be."""
        if name not in self._pages:
            entry = next(entry for entry in PAGES if entry.name == name)
            page: Page = getattr(importlib.import_module(entry.module), entry.kind)(self._context)
            self._pages[name] = page
            self.addWidget(page)
        self.setCurrentWidget(self._pages[name])
        return self._pages[name]

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Page) else None
