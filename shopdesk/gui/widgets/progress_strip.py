"""What runs beside the window, with a way to stop it; it appears only when a task takes longer than half a second.

It lies over the lower edge of the window, so that nothing moves when it comes or goes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from shopdesk.gui.task_runner import Task, TaskRunner
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr

_APPEARS_AFTER_MS = 500
_WIDEST = 640


class ProgressStrip(QFrame):
    """Shows the oldest long task that is still running."""

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        """Follow the long tasks of ``tasks``."""
        super().__init__(parent)
        self.setObjectName("progressStrip")
        self._running: list[Task] = []
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._cancel = button("progressStrip.cancel", tr("Cancel"), self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_APPEARS_AFTER_MS)
        self._delay.timeout.connect(self._on_delay)
        self.hide()
        tasks.started.connect(self._on_started)
        # A window that is made anew, for another language or other colours, goes on showing what runs.
        for task in tasks.long_ones():
            self._on_started(task)

    def lie_over(self, ground: QWidget) -> None:
        """Lie over the lower edge of ``ground``, whatever its size."""
        self.setParent(ground)
        ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        ground = self.parentWidget()
        if ground is not None:
            width, height = min(ground.width(), _WIDEST), self.sizeHint().height()
            self.setGeometry(ground.width() - width, ground.height() - height, width, height)
            self.raise_()

    def _on_started(self, task: Task) -> None:
        self._running.append(task)
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)
        if len(self._running) == 1:
            self._present(task)
            self._delay.start()

    def _present(self, task: Task) -> None:
        self._text.setText(task.title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(not task.cancel_asked)
        self._cancel.setVisible(task.stoppable)

    def _on_delay(self) -> None:
        self.setVisible(bool(self._running))
        self._place()

    def _on_progressed(self, done: int, total: int, text: str) -> None:
        if not self._running or self.sender() is not self._running[0]:
            return
        self._bar.setRange(0, max(0, total))
        self._bar.setValue(done)
        title = self._running[0].title
        self._text.setText(f"{title} · {text}" if text else title)

    def _on_ended(self, task: Task) -> None:
        if task in self._running:
            self._running.remove(task)
        if self._running:
            self._present(self._running[0])
        else:
            self._delay.stop()
            self.hide()

    def _on_cancel(self) -> None:
        if self._running:
            self._cancel.setEnabled(False)
            self._text.setText(tr("Stopping: {title}", title=self._running[0].title))
            self._running[0].cancel()
