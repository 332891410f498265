"""A page: what stands behind one of the five tabs of the window."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.part import Part


class Page(Part):
    """The base of the five pages. A page that only holds parts loads nothing itself: its question is ``None``."""

    name: ClassVar[str] = ""

    def __init__(self, context: PageContext) -> None:
        """Build the widgets; the data come when the page is first seen."""
        super().__init__(context)
        self.setObjectName(self.name)

    def question(self) -> Hashable:
        """The store in view, where the page itself loads."""
        return None if type(self).load is Part.load else super().question()

    def prepare(self) -> None:
        """Make the widgets that the first picture needs, where they are not made with the page."""

    def read_ahead(self) -> None:
        """Read what the first picture shows while nobody sees the page, where that is worth it."""

    def help_text(self) -> str:
        """A few sentences for the help panel."""
        return ""
