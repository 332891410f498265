"""The backups: list, make, check, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.text import Text
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.backups import Backup
    from shopdesk.gui.hosts import ReopeningHost

_WHY = {
    "manual": Text("made by you"),
    "daily": Text("daily"),
    "close": Text("at close"),
    "before_update": Text("before an update"),
    "before_restore": Text("before a restore"),
}


def why_text(why: str) -> str:
    """Why a backup was made, in words."""
    return tr(_WHY[why]) if why in _WHY else why


def _columns() -> list[Column[Backup]]:
    return [
        Column(
            tr("Made"),
            lambda backup: backup.made_at,
            text=lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
            width=180,
            name="made_at",
        ),
        Column(tr("Why"), lambda backup: why_text(backup.why), width=150, name="why"),
        Column(
            tr("Size"),
            lambda backup: backup.size,
            text=lambda size: f"{size / 1e6:,.1f} MB",
            numeric=True,
            name="size",
        ),
    ]


class BackupsDialog(QDialog):
    """Works on the backups of the open data folder."""

    def __init__(self, desktop: ReopeningHost) -> None:
        """Show the list."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self.setObjectName("backups")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Backups"))
        roomy(self, 620, 460)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        hint = tr("A backup is made every day and when you close the window. Each is checked when it is made.")
        layout.addWidget(words(hint, role="muted"))
        self.table = RecordTable(RecordTableModel(_columns()), "backups.table", tr("Backups"))
        layout.addWidget(self._surrounded(), 1)
        self.state = words(name="backups.state")
        layout.addWidget(self.state)
        layout.addLayout(self._buttons())
        self._reload()

    def _surrounded(self) -> QWidget:
        """The table with footer and export; before a store is open there is no place to say that a file is written."""
        context = self._desktop.window.context
        if context is None:
            self.table.remember(self._desktop.app.settings)
            return self.table
        panel = RecordPanel(context, self.table, lambda: Reader(context.clock.today(), tr))
        panel.offer_export(tr("Backups"))
        return panel

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for name, text, action in (
            ("create", tr("Back up now"), self._create),
            ("verify", tr("Check"), self._verify),
            ("restore", tr("Restore…"), self._restore),
        ):
            row.addWidget(button(f"backups.{name}", text, action))
        row.addStretch(1)
        close = button("backups.close", tr("Close"), self.accept)
        close.setDefault(True)
        row.addWidget(close)
        return row

    def _reload(self) -> None:
        self._desktop.tasks.database(self._desktop.app.services.backups.list, done=self._show, owner=self)

    def _show(self, backups: list[Backup]) -> None:
        self.table.set_records(backups)
        if backups and self.table.current() is None:
            self.table.selectRow(0)

    def _create(self) -> None:
        self.state.setText(tr("Making a backup…"))

        def done(made: Backup) -> None:
            self.state.setText(tr("Made and checked: {name}", name=made.name))
            self._reload()

        self._run(lambda: self._desktop.app.services.backups.create(), done)

    def _verify(self) -> None:
        backup = self.table.current()
        if backup is None:
            return
        self.state.setText(tr("Checking {name}…", name=backup.name))
        self._run(
            lambda: self._desktop.app.services.backups.verify(backup.name),
            lambda _revision: self.state.setText(tr("{name} is sound.", name=backup.name)),
        )

    def _restore(self) -> None:
        backup = self.table.current()
        if backup is None:
            return
        question = tr(
            "Put the backup of {when} in the place of today's data? What is there now is kept as a backup of its own.",
            when=f"{backup.made_at:%Y-%m-%d %H:%M}",
        )
        box = QMessageBox(QMessageBox.Icon.Question, tr("Restore"), question, parent=self)
        box.setObjectName("backups.confirm")
        yes = box.addButton(tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        yes.setObjectName("backups.confirmRestore")
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.finished.connect(lambda _code: self._restore_now(backup) if box.clickedButton() is yes else None)
        box.open()

    def _restore_now(self, backup: Backup) -> None:
        self.state.setText(tr("Restoring…"))
        self._run(lambda: self._desktop.app.restore(backup.name), self._on_restored)

    def _on_restored(self, _before: Any) -> None:
        self.accept()
        self._desktop.reopen()

    def _run(self, work: Any, done: Any) -> None:
        self._desktop.tasks.database(work, done=done, failed=self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.state.setText(tr(error.text))
