"""A new store, or an old one with other fields; here a store is put away and brought back too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.answers import Answers
from shopdesk.domain.stores import STORE, Store
from shopdesk.gui.dialogs.question_fields import QuestionFields
from shopdesk.gui.dialogs.store_fields import STORE_FIELDS, offer_types
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.hosts import StoreHost


class StoreEditor(RecordForm):
    """Edits ``store``, or creates one where it is ``None``.

    An old store can be archived (the sample store: removed), after a question in the form itself. A new one may be an
    archived one instead.
    """

    def __init__(self, desktop: StoreHost, store: Store | None) -> None:
        """Show the fields."""
        super().__init__(
            desktop.tasks,
            STORE,
            name="storeEditor",
            title=tr("Edit this store") if store else tr("New store"),
            confirm=tr("OK"),
            reader=Reader(today=desktop.app.clock.today(), say=tr),
            parent=desktop.window,
            record=store,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        self.add_fields(*STORE_FIELDS, "opened_on", called=STORE_FIELDS)
        offer_types(self.editors["platform"], self.editors["store_type"])
        self.saved.connect(desktop.jobs.store_created)
        if store is None:
            self.questions = QuestionFields(self.form, Answers())
            services = desktop.app.services
            desktop.tasks.database(services.stores.archived, done=self._offer_archived, owner=self)
        else:
            self._offer_putting_away(store)

    def work(self) -> Callable[[], Store]:
        """Keep the store, or open a new one."""
        stores, store = self._desktop.app.services.stores, self.changed_record()
        if store.id is not None:
            return lambda: stores.update(store)
        answers, setup = self.questions.answers(), self._desktop.app.services.setup

        def open_it() -> Store:
            made = stores.open(store.name, store.platform, store.store_type, opened_on=store.opened_on)
            setup.questions.answer(made.id or 0, answers)
            return made

        return open_it

    # --- putting away ----------------------------------------------------------------------------------------------

    def _offer_putting_away(self, store: Store) -> None:
        self._away = button(
            "storeEditor.away",
            tr("Remove the sample store…") if store.sample else tr("Archive this store…"),
            lambda: self._ask_away(asking=True),
            role="danger",
        )
        self.buttons.addButton(self._away, QDialogButtonBox.ButtonRole.ResetRole)
        words = (
            tr("Everything in the sample store is deleted for good. Your own stores stay as they are.")
            if store.sample
            else tr("The store is no longer offered; its data stay. Bring it back with Undo, or under File, New store.")
        )
        question = QLabel(words)
        question.setWordWrap(True)
        question.setMinimumWidth(380)
        sure = button(
            "storeEditor.sure",
            tr("Remove it") if store.sample else tr("Archive it"),
            lambda: self._put_away(store),
            role="danger",
        )
        self._keep_it = button("storeEditor.keep", tr("Keep it"), lambda: self._ask_away(asking=False))
        self._away_question = QWidget()
        column = QVBoxLayout(self._away_question)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(question)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._keep_it)
        row.addWidget(sure)
        column.addLayout(row)
        self.form.addRow(self._away_question)
        self._away_question.hide()

    def _ask_away(self, *, asking: bool) -> None:
        self._away_question.setVisible(asking)
        # One pair of buttons at a time: while the question stands, saving is not offered beside its answers.
        self.buttons.setVisible(not asking)
        if asking:
            self._keep_it.setFocus()
        self.fit()

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
        back = button("storeEditor.bringBack", tr("Bring back"), lambda: self._bring_back(box.currentData()))
        row = QHBoxLayout()
        row.addWidget(box, 1)
        row.addWidget(back)
        self.form.addRow(tr("Or an archived one"), row)

    def _bring_back(self, store_id: int) -> None:
        services = self._desktop.app.services
        self._desktop.tasks.database(
            lambda: services.stores.bring_back(store_id), done=self._on_saved, failed=self.complain, owner=self
        )
