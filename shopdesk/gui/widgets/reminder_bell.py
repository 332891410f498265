"""The bell in the window's header: how much is due, and a menu of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from shopdesk.gui.icons import icon
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr


class ReminderBell(QToolButton):
    """Counts what is due; ``wanted`` carries the menu that is to be filled before it opens."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing is due."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("reminders.bell")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIcon(icon("bell"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setMenu(self.new_menu(self.wanted.emit, self))
        self.show_count(0, 0, on=True, paused=False)

    def sizeHint(self) -> QSize:
        """Room for two digits from the beginning, so that nothing moves when the number comes."""
        hint = super().sizeHint()
        measured = self.fontMetrics()
        spare = measured.horizontalAdvance(" 99") - measured.horizontalAdvance(self.text())
        return QSize(hint.width() + max(spare, 0), hint.height())

    @staticmethod
    def new_menu(fill: Callable[[Any], None], parent: QWidget | None = None) -> QMenu:
        """A menu that is filled each time it is about to be shown."""
        menu = QMenu(parent)
        menu.setObjectName("reminders.menu")
        menu.aboutToShow.connect(lambda: fill(menu))
        return menu

    def show_count(self, due: int, late: int, *, on: bool, paused: bool) -> None:
        """Show how many things are due and how many of them late."""
        self.setText(f" {due}" if due else "")
        self.setIcon(icon("bell", self._theme.bad if late else None))
        words = tr("{count} due, {late} late", count=due, late=late) if due else tr("Nothing is due")
        if not on:
            words = f"{words} ({tr('reminders off')})"
        elif paused:
            words = f"{words} ({tr('paused')})"
        self.setToolTip(words)
        self.setAccessibleName(tr("Reminders"))
        self.setAccessibleDescription(words)
