"""What the dialogs have in common that move all data: they stay while these are on their way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.sharing.moving_view import MovingView
from shopdesk.gui.widgets.controls import breakable, button
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from shopdesk.gui.sharing.hosts import SharingHost
    from shopdesk.services.moving import Moved, Progress


class MovingDialog(QDialog):
    """Moves the data and says what arrived; :attr:`moved` once they are elsewhere."""

    def __init__(self, desktop: SharingHost, name: str, title: str) -> None:
        """Nothing is on its way."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._moving = self.moved = False
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.view = MovingView(f"{name}.moving")
        self.shut = button(f"{name}.close", tr("Close"), self.reject)
        self._waiting: list[QPushButton] = [self.shut]

    def say_problems_by(self, by: QWidget, *waiting: QPushButton) -> None:
        """What is wrong is said beside ``by``; ``waiting`` cannot be pressed during a move."""
        self.problem = LyingLabel(f"{self.objectName()}.problem", by)
        self._waiting += waiting

    def move_data(self, work: Callable[[Progress], tuple[Moved, ...]], begun: str) -> bool:
        """Do ``work`` with nothing else at work, then open the data in their new place; whether it was begun."""
        desktop, app = self._desktop, self._desktop.app
        self.problem.hide()
        busy = next((task.title for task in desktop.tasks.long_ones()), "")
        if busy:
            self.refuse(UserError(Text("Wait until this is done: {work}.", work=busy)))
            return False

        def whole(progress: Progress, _cancelled: object) -> tuple[Moved, ...]:
            moved = work(progress)
            app.open_elsewhere()
            return moved

        self._set_moving(True)
        desktop.foreign.stop()
        title = tr("Moving the data")
        task = desktop.tasks.alone(whole, title=title, done=self.show_moved, failed=self._on_failed, owner=self)
        self.view.follow(task, begun)
        return True

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Say what arrived."""
        self.moved = True
        self.view.show_moved(moved)
        self._set_moving(False)
        self.shut.setFocus(Qt.FocusReason.OtherFocusReason)

    def not_moved(self) -> None:
        """Nothing was moved: show what there was before."""
        self.view.bar.hide()
        self.view.state.setText("")

    def _on_failed(self, error: Exception) -> None:
        desktop = self._desktop
        self._set_moving(False)
        self.not_moved()
        if not desktop.app.is_open:
            # The data are where they were; they only have to be opened again.
            desktop.open_data()
        desktop.foreign.begin()
        self.refuse(error)

    def refuse(self, error: Exception) -> None:
        """Say what is wrong.

        Raises:
            Exception: it is a bug of ours.
        """
        if not isinstance(error, UserError):
            raise error
        self.problem.say(breakable(tr(error.text)))

    def _set_moving(self, moving: bool) -> None:
        self._moving = moving
        for one in self._waiting:
            one.setEnabled(not moving)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, but not in the middle of a move."""
        if not self._moving or event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while the data are on their way."""
        if self._moving:
            event.ignore()
        else:
            super().closeEvent(event)
