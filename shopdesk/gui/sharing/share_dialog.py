"""Sharing the data of this PC: where they go, what is looked at first, then the move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.gui.on_screen import roomy
from shopdesk.gui.sharing.moving_dialog import MovingDialog
from shopdesk.gui.sharing.server_fields import ServerFields
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import ACTOR
from shopdesk.services.sharing import checks, keeping
from shopdesk.services.sharing.coordinator import USUAL_PORT

if TYPE_CHECKING:
    from shopdesk.gui.sharing.hosts import SharingHost
    from shopdesk.services.moving import Moved, Progress
    from shopdesk.services.sharing.checks import Check
    from shopdesk.services.sharing.keeping import Found
    from shopdesk.sharing.other_server import ServerAddress

_NAME = "share"
_SIGNS = {True: "✓", False: "✕", None: "ⓘ"}
_TONES = {True: "good", False: "bad", None: "warning"}


class ShareDialog(MovingDialog):
    """Asks who the owner is and where the data are to go, says what has to be seen to, and moves them."""

    def __init__(self, desktop: SharingHost) -> None:
        """Look at everything of this PC at once."""
        super().__init__(desktop, _NAME, tr("Share with other PCs"))
        roomy(self, 680, 620)
        self._server: tuple[ServerAddress | None, Found] | None = None
        self.here = named(QRadioButton(tr("This PC holds the data")), f"{_NAME}.here", tr("This PC holds the data"))
        self.there = named(
            QRadioButton(tr("A server that is there")),
            f"{_NAME}.there",
            tr("A server that is there"),
            tip=tr("A PostgreSQL that somebody looks after: of your company, or rented"),
        )
        self.here.setChecked(True)
        self.name = named(TypedLine(desktop.app.settings.get(ACTOR)), f"{_NAME}.name", tr("Your name"))
        self.name.setPlaceholderText(tr("As the others know you"))
        self.port = named(TypedLine(str(USUAL_PORT)), f"{_NAME}.port", tr("Port"))
        self.port.setMaxLength(5)
        self.said = words(name=f"{_NAME}.said")
        self.list = QWidget()
        QVBoxLayout(self.list).setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._first())
        self.stack.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.stack, 1)
        layout.addLayout(self._buttons())
        self.say_problems_by(self.name, self.again, self.share)
        self.here.toggled.connect(lambda _on: self._on_place())
        self._on_place()

    def _first(self) -> QWidget:
        choice = QHBoxLayout()
        for one in (self.here, self.there):
            choice.addWidget(one)
        choice.addStretch(1)
        self.form = QFormLayout()
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.form.addRow(tr("Your name"), self.name)
        self.form.addRow(tr("Port"), self.port)
        self.server = ServerFields(self.form, self, self._desktop.app.settings)
        self.server.edited.connect(self._on_edited)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(choice)
        column.addWidget(self.said)
        column.addLayout(self.form)
        column.addWidget(words(tr("What has to be seen to"), role="heading"))
        column.addWidget(self.list)
        column.addStretch(1)
        return VerticalScroll(inner, name=f"{_NAME}.checks", label=tr("What has to be seen to"))

    def _buttons(self) -> QHBoxLayout:
        self.again = button(f"{_NAME}.again", tr("Check once more"), self.look)
        self.share = button(f"{_NAME}.share", tr("Share now"), self.begin, role="primary")
        self.share.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.share)
        row.addWidget(self.shut)
        return row

    def _on_place(self) -> None:
        """Show what is asked for the place that is chosen."""
        there = self.there.isChecked()
        self.form.setRowVisible(self.port, not there)
        self.server.show_rows(there)
        self.said.setText(
            tr(
                "The server then holds the data for everybody, also while this PC is off. It has to be a PostgreSQL "
                "with a database and a user for ShopDesk alone. The others join with a code; each sees at once what "
                "another changed. Your data file is kept as a backup, and you can go back to one PC at any time."
            )
            if there
            else tr(
                "This PC then holds the data for everybody. The others join with a code and work in the same windows; "
                "each sees at once what another changed. This PC has to be on while they work. Your data file is kept "
                "as a backup, and you can go back to one PC at any time."
            )
        )
        self.again.setText(tr("Check the server") if there else tr("Check once more"))
        if there:
            self._on_edited()
        else:
            self.look()

    def _on_edited(self) -> None:
        """Another server was typed: what was found of the last one holds no longer."""
        self._server = None
        self._show([])

    def look(self) -> None:
        """Look at every point anew."""
        tasks = self._desktop.tasks
        if self.here.isChecked():
            paths, port = self._desktop.app.paths, self._port()
            tasks.database(lambda: checks.look(paths, port), done=self.show_checks, owner=self)
            return
        typed = self.server.typed()
        self.again.setEnabled(False)

        def found(answer: tuple[ServerAddress | None, Found]) -> None:
            self.again.setEnabled(True)
            if self.there.isChecked() and typed == self.server.typed():
                self._server = answer
                self._show(answer[1].checks)

        # On a lane of its own: a server that does not answer is waited for, and nobody else should.
        tasks.look(lambda: keeping.look_at(*typed), done=found, owner=self)

    def show_checks(self, found: Sequence[Check]) -> None:
        """What was found of this PC, unless the server was chosen meanwhile."""
        if self.here.isChecked():
            self._show(found)

    def _show(self, found: Sequence[Check]) -> None:
        """Show each point with its sign; sharing waits until all that the program can see hold."""
        layout = self.list.layout()
        while (item := layout.takeAt(0)) is not None:
            if (said := item.widget()) is not None:
                said.hide()
                said.deleteLater()
        for number, one in enumerate(found):
            said = words(breakable(f"{_SIGNS[one.holds]}  {tr(one.said)}"), name=f"{_NAME}.check{number}")
            if one.holds is False:
                said.setProperty("tone", _TONES[one.holds])
            layout.addWidget(said)
        self.share.setEnabled(bool(found) and all(one.holds is not False for one in found))

    def _port(self) -> int:
        typed = self.port.text().strip()
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    def begin(self) -> None:
        """Move the data, open them in their new place and let other PCs in."""
        app, name, port, server = self._desktop.app, self.name.text(), self._port(), self._server
        password = self.server.password.text()

        def work(progress: Progress) -> tuple[Moved, ...]:
            moving = app.services.moving
            if server is None or server[0] is None:
                moved = app.sharing.share(moving, name, port, progress)
            else:
                moved = app.sharing.share_at(moving, name, server[0], server[1], password, progress)
            app.settings.set(ACTOR, app.sharing.kept_here.owner)
            return moved

        begun = (
            tr("Making a backup and starting the database program…")
            if server is None
            else tr("Making a backup and making the tables on the server…")
        )
        if self.move_data(work, begun):
            self.stack.setCurrentWidget(self.view)

    def show_moved(self, moved: Sequence[Moved]) -> None:
        """Say what arrived; closing goes on to the page of sharing."""
        super().show_moved(moved)
        for one in (self.again, self.share):
            one.hide()
        self.shut.setText(tr("Go on"))
        self.shut.setDefault(True)

    def not_moved(self) -> None:
        """Back to what was asked."""
        super().not_moved()
        self.stack.setCurrentIndex(0)

    def done(self, code: int) -> None:
        """Close; after a move everything is shown anew."""
        super().done(code)
        if self.moved:
            self._desktop.sharing.moved_there()
