"""Back to one PC: everything goes into a data file again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.sharing.moving_view import MovingView
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost
    from shopdesk.services.moving import Moved

_NAME = "shareBack"


class BackDialog(QDialog):
    """Says what it means, moves the data and says what arrived."""

    def __init__(self, desktop: SharingHost) -> None:
        """Ask."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._moving = self._moved = False
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Back to one PC"))
        roomy(self, 620, 480)
        said = tr(
            "Everything goes into a data file on this PC again, equal to the fen. From then on no other PC can reach "
            "the data, and whoever works now is cut off: ask them to finish first. To share again, each PC joins with "
            "a new code."
        )
        self.view = MovingView(f"{_NAME}.moving")
        self.view.bar.hide()
        self.begin_button = button(f"{_NAME}.begin", tr("Back to one PC"), self.begin, role="danger")
        self.problem = LyingLabel(f"{_NAME}.problem", self.view.table)
        self.shut = button(f"{_NAME}.close", tr("Cancel"), self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.begin_button)
        row.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words(said))
        layout.addWidget(self.view, 1)
        layout.addLayout(row)

    def begin(self) -> None:
        """Move everything."""
        desktop, app = self._desktop, self._desktop.app
        self.problem.hide()
        busy = next((task.title for task in desktop.tasks.long_ones()), "")
        if busy:
            self._refuse(UserError(Text("Wait until this is done: {work}.", work=busy)))
            return

        def work(progress: object, _cancelled: object) -> tuple[Moved, ...]:
            moved = app.sharing.back(app.services.moving, progress)
            app.open_elsewhere()
            return moved

        self._set_moving(True)
        desktop.foreign.stop()
        task = desktop.tasks.alone(
            work, title=tr("Moving the data"), done=self.show_moved, failed=self._on_failed, owner=self
        )
        self.view.follow(task, tr("Making a backup…"))

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Say what arrived."""
        self._moved = True
        self.view.show_moved(moved)
        self._set_moving(False)
        self.begin_button.hide()
        self.shut.setText(tr("Close"))
        self.shut.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._set_moving(False)
        self.view.bar.hide()
        self.view.state.setText("")
        self._desktop.foreign.begin()
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(breakable(tr(error.text)))

    def _set_moving(self, moving: bool) -> None:
        self._moving = moving
        for one in (self.begin_button, self.shut):
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

    def done(self, code: int) -> None:
        """Close; after a move everything is shown anew."""
        super().done(code)
        if self._moved:
            self._desktop.sharing.moved_back()
