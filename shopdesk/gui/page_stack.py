"""The pages, each made when it is first asked for."""

from __future__ import annotations

import importlib

from PySide6.QtCore import QRect
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QStyle, QVBoxLayout, QWidget

from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import QuietScroll

_LEAST = 497  # pixels of a page at the usual size of letters: what the narrow rail leaves of 1024 at 200%


def least_room(widget: QWidget) -> int:
    """Pixels below which a page has to be scrolled sideways, its own scroll bar included."""
    return scaled(widget, _LEAST) + widget.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)


class PageStack(QStackedWidget):
    """Holds the pages of one window."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """No page yet."""
        super().__init__(parent)
        self._context = context
        self._holders: dict[str, _Holder] = {}

    def open(self, name: str) -> Page:
        """Show a page, making it if need be."""
        holder = self._holder(name)
        self.setCurrentWidget(holder)
        return holder.page

    def prepare(self, name: str) -> None:
        """Make a page with its widgets without showing it, so that opening it only has to ask for its data."""
        page = self._holder(name).page
        page.prepare()
        # Finding out which rules of the style are for a widget is a good part of its first showing.
        for widget in page.findChildren(QWidget):
            widget.ensurePolished()

    def read_ahead(self, name: str) -> None:
        """Have a page that nobody sees yet read what it shows first."""
        self._holder(name).page.read_ahead()

    def lay_out(self, name: str) -> None:
        """Give all on a page its place while nobody sees the page."""
        self._holder(name).grab(QRect(0, 0, 1, 1))

    def _holder(self, name: str) -> _Holder:
        if name not in self._holders:
            entry = next(entry for entry in PAGES if entry.name == name)
            page: Page = getattr(importlib.import_module(entry.module), entry.kind)(self._context)
            self._holders[name] = _Holder(page)
            self.addWidget(self._holders[name])
            # Qt gives a page its size after showing it, and all in it would be laid out twice.
            self._holders[name].setGeometry(self.contentsRect())
        return self._holders[name]

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        shown = self.currentWidget()
        return shown.page if isinstance(shown, _Holder) else None

    def unsaved(self) -> list[str]:
        """What would be lost if the pages went now, a sentence each."""
        return [words for holder in self._holders.values() if (words := holder.page.unsaved())]


class _Holder(QuietScroll):
    """Gives a page the room that there is, but never less than it needs: with large letters it scrolls."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        body = QWidget()
        layout = _Plain(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self.setWidget(body)
        self._body = body
        for widget in (self.viewport(), body):
            widget.setAutoFillBackground(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Where even wrapped rows have no room (letters of 200% in the smallest window), scroll instead of cutting."""
        super().showEvent(event)
        self._body.setMinimumWidth(scaled(self, _LEAST))


class _Plain(QVBoxLayout):
    """Claims no height that depends on the width; else a page would scroll where its lists could shrink instead."""

    def hasHeightForWidth(self) -> bool:
        return False
