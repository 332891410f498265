"""A new store, or an old one with other fields; here a store is put away and brought back too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.stores import Store
from shopdesk.gui.dialogs.store_fields import StoreFields
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.desktop import Desktop


class StoreEditor(FormDialog):
    """Edits ``store``, or creates one where it is ``None``.

    An old store can be archived (the sample store: removed), after a question in the form itself. A new one may be an
    archived one instead.
    """

    def __init__(self, desktop: Desktop, store: Store | None) -> None:
        """Show the fields."""
        title = tr("Edit this store") if store else tr("New store")
        super().__init__(title, self._save, desktop.window)
        self.setObjectName("storeEditor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self._store = store
        self.fields = StoreFields(self.form, store)
        if store is None:
            services = desktop.app.services
            desktop.tasks.database(services.stores.archived, done=self._offer_archived, owner=self)
        else:
            self._offer_putting_away(store)

    # --- saving ----------------------------------------------------------------------------------------------------

    def _save(self) -> bool:
        name, platform, kind = self.fields.chosen
        services = self._desktop.app.services
        store = self._store

        def work() -> Store:
            if store is not None:
                return services.stores.update(replace(store, name=name, platform=platform, store_type=kind))
            return services.stores.open(name, platform, kind)

        self._desktop.tasks.database(work, done=self._on_saved, failed=self.complain, owner=self)
        return False

    def _on_saved(self, store: Store) -> None:
        self.accept()
        self._desktop.jobs.store_created(store)

    # --- putting away ----------------------------------------------------------------------------------------------

    def _offer_putting_away(self, store: Store) -> None:
        self._away = QPushButton(tr("Remove the sample store…") if store.sample else tr("Archive this store…"))
        self._away.setObjectName("storeEditor.away")
        self._away.setProperty("role", "danger")
        self._away.setAutoDefault(False)
        self._away.clicked.connect(lambda _checked=False: self._ask(asking=True))
        self.buttons.addButton(self._away, QDialogButtonBox.ButtonRole.ResetRole)
        words = (
            tr("Everything in the sample store is deleted for good. Your own stores stay as they are.")
            if store.sample
            else tr("The store is no longer offered; its data stay. Bring it back with Undo, or under File, New store.")
        )
        question = QLabel(words)
        question.setWordWrap(True)
        question.setMinimumWidth(380)
        sure = QPushButton(tr("Remove it") if store.sample else tr("Archive it"))
        sure.setObjectName("storeEditor.sure")
        sure.setProperty("role", "danger")
        sure.setAutoDefault(False)
        sure.clicked.connect(lambda _checked=False: self._put_away(store))
        keep = QPushButton(tr("Keep it"))
        keep.setObjectName("storeEditor.keep")
        keep.setAutoDefault(False)
        keep.clicked.connect(lambda _checked=False: self._ask(asking=False))
        self._question = QWidget()
        column = QVBoxLayout(self._question)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(question)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(sure)
        column.addLayout(row)
        self.form.addRow(self._question)
        self._question.hide()

    def _ask(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        self._away.setEnabled(not asking)
        if asking:
            keep = self._question.findChild(QPushButton, "storeEditor.keep")
            if keep is not None:
                keep.setFocus()
        self.adjustSize()

    def _put_away(self, store: Store) -> None:
        services, store_id = self._desktop.app.services, store.id or 0
        self.problem.hide()
        if store.sample:
            self._desktop.tasks.database(
                lambda: services.demo.remove(store_id), done=self._on_removed, failed=self.complain, owner=self
            )
            return
        self._desktop.tasks.database(
            lambda: services.stores.archive(store_id), done=self._on_archived, failed=self.complain, owner=self
        )

    def _on_removed(self, _nothing: object) -> None:
        self.accept()
        # Perhaps it was the only store, so that the first start is next.
        self._desktop.reopen()

    def _on_archived(self, store: Store) -> None:
        self.accept()
        jobs = self._desktop.jobs
        self._desktop.window.messages.success(tr("Archived: {store}", store=store.name), tr("Undo"), jobs.undo)

    # --- bringing back ---------------------------------------------------------------------------------------------

    def _offer_archived(self, stores: list[Store]) -> None:
        if not stores:
            return
        box = QComboBox()
        box.setObjectName("storeEditor.archived")
        box.setAccessibleName(tr("Archived store"))
        for store in stores:
            box.addItem(store.name, store.id)
        back = QPushButton(tr("Bring back"))
        back.setObjectName("storeEditor.bringBack")
        back.setAutoDefault(False)
        back.clicked.connect(lambda _checked=False: self._bring_back(box.currentData()))
        row = QHBoxLayout()
        row.addWidget(box, 1)
        row.addWidget(back)
        self.form.addRow(tr("Or an archived one"), row)

    def _bring_back(self, store_id: int) -> None:
        services = self._desktop.app.services
        self._desktop.tasks.database(
            lambda: services.stores.bring_back(store_id), done=self._on_saved, failed=self.complain, owner=self
        )
