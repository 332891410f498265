"""The one bar through which the program speaks: a sentence, perhaps one thing to do about it, and a way to close it.

It lies over the window and has no place in a layout, so nothing moves under the mouse when it comes or goes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from shopdesk.gui.widgets.controls import button, push
from shopdesk.infra.i18n import tr

_SIGNS = {"info": "ⓘ", "success": "✓", "warning": "!", "error": "✕"}
_GONE_AFTER_MS = {"info": 8_000, "success": 6_000}


class MessageBar(QFrame):
    """Shows the latest message; good news goes by itself, trouble stays until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("messageBar")
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
        close = push("messageBar.close", "✕", self.hide, spoken=words, tip=words, stays=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.addWidget(self._sign)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._button)
        layout.addWidget(self._more)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def lie_over(self, ground: QWidget, strip: Callable[[], QRect]) -> None:
        """Lie over ``ground`` in a strip of it that holds nothing else; what needs more rows grows downwards.

        ``strip`` answers where that is as often as the ground changes its size.
        """
        self.setParent(ground)
        self._strip = strip
        ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        layout = self.layout()
        if self._strip is None or layout is None:
            return
        layout.activate()
        strip = self._strip()
        height = max(strip.height(), layout.totalHeightForWidth(strip.width()), layout.totalMinimumSize().height())
        self.setGeometry(QRect(strip.topLeft(), QSize(strip.width(), height)))
        self.raise_()

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
        self.show()
        self._place()
        # A message with something to do about it stays long enough to reach for it.
        wait = _GONE_AFTER_MS.get(kind, 0) * (2 if action else 1)
        self._timer.start(wait) if wait else self._timer.stop()

    def _do(self, action: Callable[[], None] | None) -> None:
        self.hide()
        if action is not None:
            action()
