"""A part of a page: it loads on the database thread in one read and shows the answer."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from shopdesk.gui.look import Look

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


class Part(QWidget):
    """What loads and shows by itself: a page, or what stands behind one of its tabs.

    A subclass overrides :meth:`load`, :meth:`populate` and, where more than the store is asked for, :meth:`question`.
    When to load is nobody's business but the look's: see :class:`Look`.
    """

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets in the subclass; the data come when the part is first seen."""
        super().__init__(parent)
        self.context = context
        self.main_look = Look(
            self, context, self.question, self.load, self.populate, renew=self.refresh, covered=self.covered
        )

    def question(self) -> Hashable:
        """What is wanted now, as a value; ``None`` where nothing is loaded. An answer to another one is dropped."""
        return self.context.store_id

    def load(self, services: Services, question: Any) -> Any:
        """Read the answer to ``question``; called on the database thread, so it touches no widget.

        What only holds other parts has nothing to load.
        """
        return None

    def populate(self, answer: Any) -> None:
        """Show what :meth:`load` answered."""

    def covered(self) -> QWidget | None:
        """What shows the answer and is covered where there is none; what chooses the question stays in reach."""
        return self

    def refresh(self) -> None:
        """Load and show anew, whatever is shown."""
        self.main_look.ask()

    def actions_offered(self) -> list[QAction]:
        """What the menu and the command palette offer while this part is open."""
        return []

    def print_shown(self) -> bool:
        """Print what is in view, where the part has something other than the daily worksheet; says whether it has."""
        return False

    def unsaved(self) -> str:
        """What was typed here and not saved yet, as a sentence; empty where nothing would be lost."""
        return ""
