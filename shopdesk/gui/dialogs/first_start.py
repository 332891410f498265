"""The first start: language, store, and whether to begin empty or with the sample store."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.gui.dialogs.store_fields import StoreFields
from shopdesk.gui.icons import icon
from shopdesk.gui.saving import FileKind, choose_file
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import LANGUAGES, current_language, set_language, tr
from shopdesk.infra.settings import LANGUAGE, ONBOARDED

_WIDTH = 464  # pixels between the edges

if TYPE_CHECKING:
    from shopdesk.gui.hosts import StartHost
    from shopdesk.gui.task_runner import Cancelled, Progress


class FirstStartDialog(QDialog):
    """Asks three things and starts; closing it quits, for there is nothing to show without a store."""

    def __init__(self, desktop: StartHost) -> None:
        """Show the questions in the language in use."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self.setObjectName("firstStart")
        self.setWindowTitle(tr("Welcome to ShopDesk"))
        self.rejected.connect(desktop.window.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 20)
        layout.setSpacing(14)
        layout.addStrut(_WIDTH)
        layout.addLayout(self._heading())
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setVerticalSpacing(10)
        self.language = self._language_box()
        form.addRow(tr("Language"), self.language)
        self.fields = StoreFields(form)
        self.own = QRadioButton(tr("Start with my own store, empty"))
        self.own.setObjectName("firstStart.own")
        self.own.setChecked(True)
        self.sample = QRadioButton(tr("Look around first in a sample store (15 months of invented data)"))
        self.sample.setObjectName("firstStart.sample")
        group = QButtonGroup(self)
        group.addButton(self.own)
        group.addButton(self.sample)
        self.sample.toggled.connect(self._on_sample_toggled)
        layout.addWidget(self.own)
        layout.addLayout(form)
        layout.addWidget(self.sample)
        self.problem = LyingLabel("firstStart.problem", self.fields.name)
        layout.addLayout(self._foot())
        # A name to go on with at once, as the command line gives it; typing replaces it.
        self.fields.name.setText(tr("My store"))
        self.fields.name.selectAll()
        self.fields.name.setFocus()

    def _heading(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(icon("shopdesk").pixmap(48, 48))
        said = QVBoxLayout()
        said.addWidget(words(tr("Welcome to ShopDesk"), role="title"))
        said.addWidget(words(tr("Everything stays on this computer: no account, no server."), role="muted"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(said, 1)
        return row

    def _language_box(self) -> QComboBox:
        box = named(QComboBox(), "firstStart.language", tr("Language"))
        for code, name in LANGUAGES.items():
            box.addItem(name, code)
        box.setCurrentIndex(box.findData(current_language()))
        box.activated.connect(lambda _index: self._on_language_chosen())
        return box

    def _foot(self) -> QHBoxLayout:
        self.start = button("firstStart.start", tr("Start"), self._on_start, role="primary")
        self.start.setDefault(True)
        self.bring = button("firstStart.bring", tr("Bring everything from one file…"), self._on_bring)
        self.bring.setToolTip(tr("A zip that “Everything as one file…” wrote on this or another computer"))
        self.join = button("firstStart.join", tr("Join a store…"), self._on_join)
        self.join.setToolTip(tr("A store that another PC in this network shares"))
        row = QHBoxLayout()
        row.addWidget(self.join)
        row.addWidget(self.bring)
        row.addStretch(1)
        row.addWidget(self.start)
        return row

    def _on_language_chosen(self) -> None:
        language = self.language.currentData()
        if language == current_language():
            return
        # One that cannot be kept holds until the program ends; that is said when the store is made.
        with contextlib.suppress(EnvironmentFault):
            self._desktop.app.settings.set(LANGUAGE, language)
        set_language(language)
        self.rejected.disconnect()
        self.reject()
        self._desktop.refresh_look()
        self._desktop.jobs.first_start_soon()

    def _on_sample_toggled(self, sample: bool) -> None:
        for field in (self.fields.name, self.fields.platform, self.fields.kind):
            field.setEnabled(not sample)

    def _on_start(self) -> None:
        self.problem.hide()
        self._let(work=False)
        services = self._desktop.app.services
        if self.sample.isChecked():
            self.start.setText(tr("Making the sample store…"))
            self._desktop.tasks.background(
                lambda progress, _cancelled: services.demo.create(progress=progress),
                title=tr("Making the sample store"),
                stoppable=False,
                done=self._on_created,
                failed=self._on_failed,
                owner=self,
            )
            return
        try:
            store = self.fields.store()
        except UserError as error:
            self._on_failed(error)
            return
        self._desktop.tasks.database(
            lambda: services.stores.open(store.name, store.platform, store.store_type),
            done=self._on_created,
            failed=self._on_failed,
            owner=self,
        )

    def _on_bring(self) -> None:
        app = self._desktop.app
        source = choose_file(app.settings, self, tr("Bring everything from one file"), FileKind.PACKAGE)
        if source is None:
            return
        services = app.services

        def read(progress: Progress, _cancelled: Cancelled) -> Store:
            services.one_file.read(source, lambda done, total: progress(done, total, ""))
            stores = services.stores.all()
            if not stores:
                raise UserError(Text("{file} holds no store. Choose another one.", file=source.name))
            return stores[0]

        self.problem.hide()
        self._let(work=False)
        self._desktop.tasks.background(
            read,
            title=tr("Bringing everything from {file}", file=source.name),
            stoppable=False,
            done=self._on_created,
            failed=self._on_failed,
            owner=self,
        )

    def _on_join(self) -> None:
        from shopdesk.gui.sharing.join_dialog import JoinDialog

        dialog = JoinDialog(self._desktop, self)
        dialog.accepted.connect(self._on_joined)
        dialog.open()

    def _on_joined(self) -> None:
        self._desktop.app.settings.set(ONBOARDED, True)
        self.accept()
        self._desktop.open_anew()
        self._desktop.app.settings.set(LANGUAGE, current_language())

    def _let(self, *, work: bool) -> None:
        """Whether anything may be begun; one thing at a time."""
        for one in (self.start, self.bring, self.join):
            one.setEnabled(work)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape quits, but not while a store is being made: it would take the program away in the middle of it."""
        if event.key() != Qt.Key.Key_Escape or self.start.isEnabled():
            super().keyPressEvent(event)

    def _on_created(self, store: Store) -> None:
        self._desktop.app.settings.set(ONBOARDED, True)
        self.accept()
        self._desktop.jobs.store_created(store)
        # Last, for the store is there whether or not the language can be kept.
        self._desktop.app.settings.set(LANGUAGE, current_language())

    def leave(self) -> None:
        """Go, because another program made a store meanwhile; not while one is being made here."""
        if self.start.isEnabled():
            self._desktop.app.settings.set(ONBOARDED, True)
            self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._let(work=True)
        self.start.setText(tr("Start"))
        sentence = error.text if isinstance(error, UserError) else Text("The store could not be made.")
        self.problem.say(tr(sentence))
        if not isinstance(error, UserError):
            raise error
