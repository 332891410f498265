"""What was asked to be kept just before the window closes: the window waits for it and stays where it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.gui.half_typed import field_in_hand, settle_typing
from shopdesk.gui.navigation import PAGES
from shopdesk.gui.page import Page
from shopdesk.gui.task_runner import Task, TaskState
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.main_window import MainWindow

_SAYS_SO_AFTER_MS = 500  # until then a window that is about to close only seems to close


class LastSaves(QObject):
    """Looks after the saves of one window that is being closed."""

    def __init__(self, window: MainWindow) -> None:
        """Nothing is waited for yet."""
        super().__init__(window)
        self._window = window
        self._typed: dict[Task, str] = {}
        self._field: QWidget | None = None
        self._waiting: set[Task] = set()
        self._refused: list[str] = []
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SAYS_SO_AFTER_MS)
        self._slow.timeout.connect(self._on_slow)

    def settle(self) -> None:
        """Let the field that is being typed in be done with it, and remember what stood in it."""
        in_hand = field_in_hand(self._window)
        known = self._window.tasks.asked()
        settle_typing(self._window)
        begun = [task for task in self._window.tasks.asked() if task not in known]
        if begun and in_hand is not None:
            self._field, words = in_hand
            self._typed = dict.fromkeys(begun, words)

    def hold(self) -> bool:
        """Whether the window has to stay: it closes by itself once all is kept, and asks where something is not."""
        if self._waiting:
            if self._window.findChild(QMessageBox, "unsaved") is None:
                self._ask(self._being_saved())
            return True
        self._waiting = set(self._window.tasks.asked())
        for task in self._waiting:
            task.ended.connect(self._on_ended)
        if self._waiting:
            self._slow.start()
        return bool(self._waiting)

    def _on_slow(self) -> None:
        self._window.messages.info(
            tr("What you entered last is still being saved. The window closes by itself then."),
            tr("Close now…"),
            lambda: self._ask(self._being_saved()),
        )

    def _on_ended(self, task: Task) -> None:
        if task not in self._waiting:
            return
        self._waiting.discard(task)
        if task.state is TaskState.FAILED:
            self._refused.append(self._words(task))
        if self._waiting:
            return
        self._slow.stop()
        refused, self._refused, self._typed = self._refused, [], {}
        asking = self._window.findChild(QMessageBox, "unsaved")
        if asking is not None:
            asking.reject()
        if refused:
            self._window.come_forward()
            self._ask(refused)
        else:
            self._window.close()

    def _being_saved(self) -> list[str]:
        typed = [f"{words} – {tr('still being saved')}" for task, words in self._typed.items() if task in self._waiting]
        return typed or [tr("What you entered last is still being saved.")]

    def _words(self, task: Task) -> str:
        error = task.error
        why = tr(error.text) if isinstance(error, UserError) else tr("A fault of the program prevented it.")
        typed = self._typed.get(task, "")
        if typed:
            return sentences((tr("{what} was not saved.", what=typed), why))
        place = _place_of(task.asked_by)
        if place:
            return sentences((tr("{place}: what you did last was not saved.", place=place), why))
        return sentences((tr("What you did last was not saved."), why))

    def _ask(self, lost: list[str]) -> None:
        self._window.ask_to_lose(lost, self._window.close_for_sure, self._back)

    def _back(self) -> None:
        """Lead back to the field, so that it can be put right."""
        field, self._field = self._field, None
        if field is not None and shiboken6.isValid(field) and field.isVisible():
            field.setFocus(Qt.FocusReason.OtherFocusReason)


def _place_of(asked: QObject | None) -> str:
    """What the user calls the place that asked: the title of its dialog or of its page."""
    widget = asked if isinstance(asked, QWidget) else None
    while widget is not None:
        if isinstance(widget, Page):
            return next((tr(entry.title) for entry in PAGES if entry.name == widget.name), "")
        if widget.isWindow():
            return widget.windowTitle() if widget.parentWidget() is not None else ""
        widget = widget.parentWidget()
    return ""
