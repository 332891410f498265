"""The one bar through which the program speaks: a sentence, perhaps one thing to do about it, and a way to close it.

It lies over the window and has no place in a layout, so nothing moves under the mouse when it comes or goes. While a
dialog is in front it lies over that, because nobody looks behind a dialog for what was said.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from shopdesk.gui.widgets.controls import button, push
from shopdesk.infra.i18n import tr

_SIGNS = {"info": "ⓘ", "success": "✓", "warning": "!", "error": "✕"}
_GONE_AFTER_MS = {"info": 8_000, "success": 6_000}
_BESIDE = 12  # pixels of a dialog left free on either side
_FILLED = 0.4  # a dialog of which the bar would cover more has no room for it
_QUESTIONS = ("QMessageBox", "QFileDialog", "QInputDialog", "QAbstractPrintDialog")
"""Dialogs of Qt that ask one thing: the bar would lie over the question, or, where the system draws it, not be seen."""


class MessageBar(QFrame):
    """Shows the latest message; good news goes by itself, trouble stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._home: QWidget | None = None
        self._strip: Callable[[], QRect] | None = None
        self._action: Callable[[], None] | None = None
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setObjectName("messageBar.text")
        self._button = button("messageBar.action", "", lambda: self._do(self._action), role="flat")
        self._further: Callable[[], None] | None = None
        self._more = button("messageBar.more", "", lambda: self._do(self._further), role="flat")
        words = tr("Close the message")
        self._close = push("messageBar.close", "✕", self.hide, spoken=words, tip=words, stays=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._more)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self.hide()

    def lie_over(self, ground: QWidget, strip: Callable[[], QRect]) -> None:
        """Lie over ``ground`` in a strip of it that holds nothing else; what needs more rows grows downwards.

        ``strip`` answers where that is as often as the ground changes its size. From now on the bar goes to whichever
        dialog of that window comes to the front, and back when it closes.
        """
        self.setParent(ground)
        self._home, self._strip = ground, strip
        ground.installEventFilter(self)
        QGuiApplication.instance().focusWindowChanged.connect(self._on_front)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over, and leave a dialog that goes before it would go with it."""
        kind, ground = event.type(), self.parentWidget()
        at_home = ground is self._home
        # What a dialog shows anew must not send the bar from one place to another under the mouse.
        moves = kind == QEvent.Type.Resize or (kind == QEvent.Type.LayoutRequest and at_home)
        if kind == QEvent.Type.Hide and not at_home:
            self._follow()
        elif moves and watched is ground and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_front(self, _window: object) -> None:
        """A bar that says nothing stays at home: its buttons would stand among those of the dialog."""
        if not self.isHidden() or self.parentWidget() is not self._home:
            self._follow()

    def _follow(self) -> None:
        """Go where the user looks now."""
        ground = self._front()
        if ground is None or ground is self.parentWidget():
            return
        shown, before = not self.isHidden(), self.parentWidget()
        if before is not self._home:
            before.removeEventFilter(self)
        self.setParent(ground)
        if ground is not self._home:
            ground.installEventFilter(self)
            self._come_after(ground)
        if shown:
            self.show()
            self._place()

    def _come_after(self, dialog: QWidget) -> None:
        """Tab reaches the bar behind the buttons with which a dialog ends, never between a field and those."""
        # A dialog over this one is its child, too, with buttons of its own.
        ends = [one for one in dialog.findChildren(QDialogButtonBox) if one.window() is dialog and one.buttons()]
        if not ends:
            return
        last: QWidget = ends[-1].buttons()[-1]
        for own in (self._button, self._more, self._close):
            QWidget.setTabOrder(last, own)
            last = own

    def _front(self) -> QWidget | None:
        """The dialog of this window that is in front and has room, else the window."""
        if self._home is None:
            return None
        front = QApplication.activeModalWidget() or QApplication.activeWindow() or self.parentWidget().window()
        while isinstance(front, QDialog) and front.parentWidget() is not None:
            if front.isVisible() and not self._is_full(front) and self._is_of_home(front):
                return front
            front = front.parentWidget().window()
        return self._home

    def _is_full(self, dialog: QDialog) -> bool:
        if any(dialog.inherits(name) for name in _QUESTIONS):
            return True
        return self._height_for(dialog.width() - 2 * _BESIDE) > _FILLED * dialog.height()

    def _is_of_home(self, dialog: QWidget | None) -> bool:
        assert self._home is not None
        while dialog is not None and dialog is not self._home.window():
            dialog = dialog.parentWidget()
        return dialog is not None

    def _height_for(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def _place(self) -> None:
        if self._strip is None:
            return
        ground = self.parentWidget()
        if ground is self._home:
            strip = self._strip()
            height = max(strip.height(), self._height_for(strip.width()))
            self.setGeometry(QRect(strip.topLeft(), QSize(strip.width(), height)))
        else:
            from shopdesk.gui.widgets.free_strip import free_strip

            width = ground.width() - 2 * _BESIDE
            self.setGeometry(free_strip(ground, QSize(width, self._height_for(width)), self))
        self.raise_()

    def _on_time(self) -> None:
        """Good news goes, unless a question stands before it: then its time begins when that is answered."""
        front = QApplication.activeModalWidget()
        if self._home is not None and front is not None and front is not self.parentWidget():
            self._timer.start()
        else:
            self.hide()

    @property
    def kind(self) -> str:
        """The kind of the message shown: info, success, warning or error."""
        return str(self.property("kind") or "")

    @property
    def text(self) -> str:
        """The message shown."""
        return self._text.text()

    def info(self, text: str, action_label: str | None = None, action: Callable[[], None] | None = None) -> None:
        """Tell something worth knowing."""
        self._show("info", text, action_label, action)

    def success(
        self,
        text: str,
        action_label: str | None = None,
        action: Callable[[], None] | None = None,
        *,
        more: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Tell that something was done; ``more`` is a second thing that can be done about it."""
        self._show("success", text, action_label, action, more)

    def warning(self, text: str, action_label: str | None = None, action: Callable[[], None] | None = None) -> None:
        """Tell something the user should look at."""
        self._show("warning", text, action_label, action)

    def error(self, text: str, action_label: str | None = None, action: Callable[[], None] | None = None) -> None:
        """Tell that something was not done, why, and what to do."""
        self._show("error", text, action_label, action)

    def _show(
        self,
        kind: str,
        text: str,
        action_label: str | None,
        action: Callable[[], None] | None,
        more: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        self._action = action
        self._further = more[1] if more is not None else None
        self._more.setText(more[0] if more is not None else "")
        self._more.setVisible(more is not None)
        self._sign.setText(_SIGNS[kind])
        self._text.setText(text)
        self.setAccessibleName(text)
        self._button.setText(action_label or "")
        self._button.setVisible(bool(action_label and action))
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._follow()
        self.show()
        self._place()
        self._read_out(kind, text)
        # A message with something to do about it stays long enough to reach for it.
        wait = _GONE_AFTER_MS.get(kind, 0) * (2 if action else 1)
        self._timer.start(wait) if wait else self._timer.stop()

    def _read_out(self, kind: str, text: str) -> None:
        """A screen reader stays where the keyboard is, so what is said elsewhere is announced."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self, text)
            urgent = kind in ("warning", "error")
            manners = QAccessible.AnnouncementPoliteness
            said.setPoliteness(manners.Assertive if urgent else manners.Polite)
            QAccessible.updateAccessibility(said)

    def _do(self, action: Callable[[], None] | None) -> None:
        self.hide()
        if action is not None:
            action()
