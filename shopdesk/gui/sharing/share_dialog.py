"""Sharing the data of this PC: what is looked at first, then the move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.sharing.moving_view import MovingView
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import ACTOR
from shopdesk.services.sharing import checks
from shopdesk.services.sharing.coordinator import USUAL_PORT

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost
    from shopdesk.services.moving import Moved
    from shopdesk.services.sharing.checks import Check

_NAME = "share"
_SIGNS = {True: "✓", False: "✕", None: "ⓘ"}
_TONES = {True: "good", False: "bad", None: "warning"}


class ShareDialog(QDialog):
    """Asks who the owner is, says what has to be seen to, moves the data and says what arrived."""

    def __init__(self, desktop: SharingHost) -> None:
        """Look at everything at once."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._moving = self._moved = False
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Share with other PCs"))
        roomy(self, 680, 560)
        self.name = named(TypedLine(desktop.app.settings.get(ACTOR)), f"{_NAME}.name", tr("Your name"))
        self.name.setPlaceholderText(tr("As the others know you"))
        self.port = named(TypedLine(str(USUAL_PORT)), f"{_NAME}.port", tr("Port"))
        self.port.setMaxLength(5)
        self.problem = LyingLabel(f"{_NAME}.problem", self.name)
        self.list = QWidget()
        QVBoxLayout(self.list).setContentsMargins(0, 0, 0, 0)
        self.view = MovingView(f"{_NAME}.moving")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._first())
        self.stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.stack, 1)
        layout.addLayout(self._buttons())
        self.look()

    def _first(self) -> QWidget:
        said = tr(
            "This PC then holds the data for everybody. The others join with a code and work in the same windows; each "
            "sees at once what another changed. This PC has to be on while they work. Your data file is kept as a "
            "backup, and you can go back to one PC at any time."
        )
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(tr("Your name"), self.name)
        form.addRow(tr("Port"), self.port)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(said))
        column.addLayout(form)
        column.addWidget(words(tr("What has to be seen to"), role="heading"))
        column.addWidget(VerticalScroll(self.list, name=f"{_NAME}.checks", label=tr("What has to be seen to")), 1)
        return page

    def _buttons(self) -> QHBoxLayout:
        self.again = button(f"{_NAME}.again", tr("Check once more"), self.look)
        self.share = button(f"{_NAME}.share", tr("Share now"), self.begin, role="primary")
        self.share.setDefault(True)
        self.shut = button(f"{_NAME}.close", tr("Close"), self.reject)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.share)
        row.addWidget(self.shut)
        return row

    def look(self) -> None:
        """Look at every point anew."""
        paths, port = self._desktop.app.paths, self._port()
        self._desktop.tasks.database(lambda: checks.look(paths, port), done=self.show_checks, owner=self)

    def show_checks(self, found: Sequence[Check]) -> None:
        """Show each point with its sign; sharing waits until all that the program can see hold."""
        layout = self.list.layout()
        while (item := layout.takeAt(0)) is not None:
            if (said := item.widget()) is not None:
                said.hide()
                said.deleteLater()
        for number, one in enumerate(found):
            said = words(f"{_SIGNS[one.holds]}  {tr(one.said)}", name=f"{_NAME}.check{number}")
            if one.holds is False:
                said.setProperty("tone", _TONES[one.holds])
            layout.addWidget(said)
        layout.addStretch(1)
        self.share.setEnabled(all(one.holds is not False for one in found))

    def _port(self) -> int:
        typed = self.port.text().strip()
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    def begin(self) -> None:
        """Move the data, open them in their new place and let other PCs in."""
        desktop, name, port = self._desktop, self.name.text(), self._port()
        self.problem.hide()
        busy = next((task.title for task in desktop.tasks.long_ones()), "")
        if busy:
            self._refuse(UserError(Text("Wait until this is done: {work}.", work=busy)))
            return
        app = desktop.app

        def work(progress: object, _cancelled: object) -> tuple[Moved, ...]:
            moved = app.sharing.share(app.services.moving, name, port, progress)
            app.settings.set(ACTOR, app.sharing.holding.held.owner)
            app.open_elsewhere()
            return moved

        self._set_moving(True)
        desktop.foreign.stop()
        title = tr("Moving the data")
        task = desktop.tasks.alone(work, title=title, done=self.show_moved, failed=self._on_failed, owner=self)
        self.view.follow(task, tr("Making a backup and starting the database program…"))
        self.stack.setCurrentWidget(self.view)

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Say what arrived; closing goes on to the page of sharing."""
        self._moved = True
        self.view.show_moved(moved)
        self._set_moving(False)
        for one in (self.again, self.share):
            one.hide()
        self.shut.setText(tr("Go on"))
        self.shut.setDefault(True)
        self.shut.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        self._set_moving(False)
        self.stack.setCurrentIndex(0)
        desktop = self._desktop
        if not desktop.app.is_open:
            # The data are where they were; they only have to be opened again.
            desktop.open_data()
        desktop.foreign.begin()
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(breakable(tr(error.text)))

    def _set_moving(self, moving: bool) -> None:
        self._moving = moving
        for one in (self.again, self.share, self.shut):
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
            self._desktop.sharing.moved_there()
