"""What was changed: every commit with its changes, newest first."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

from shopdesk.domain.changes import Change, ChangeKind, ChangeSet
from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.pay_password import VEILED, is_pay
from shopdesk.domain.text import Text
from shopdesk.gui.dialogs.record_words import Codes, field_name, record_name, table_name, value_text
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import named
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.history import about_pay

_KINDS = {
    ChangeKind.EDIT: Text("edit"),
    ChangeKind.UNDO: Text("undo"),
    ChangeKind.REDO: Text("redo"),
    ChangeKind.IMPORT: Text("import"),
    ChangeKind.AUTO: Text("by the program"),
}


class HistoryDialog(QDialog):
    """Lists the change sets and shows what each changed, before and after."""

    def __init__(self, context: PageContext) -> None:
        """Load the newest ones."""
        super().__init__(context.window)
        self._context = context
        self._codes: Codes = {}
        self._veiled = True
        self.setObjectName("history")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("What was changed"))
        roomy(self, 960, 560)
        model = RecordTableModel[ChangeSet](
            [
                Column(tr("When"), lambda one: one.at, text=lambda at: f"{at:%Y-%m-%d %H:%M:%S}", width=160, name="at"),
                Column(tr("What"), self._reason, width=300, name="reason"),
                Column(tr("Who"), lambda one: one.actor or None, width=90, name="actor"),
                Column(tr("Kind"), lambda one: tr(_KINDS[one.kind]), name="kind"),
            ]
        )
        self.table = RecordTable(model, "history.table", tr("Changes"))
        reader = Reader(today=context.clock.today(), say=tr)
        panel = RecordPanel(context, self.table, lambda: reader)
        panel.offer_export(tr("Changes"))
        self.detail = named(QPlainTextEdit(), "history.detail", tr("Before and after"))
        self.detail.setReadOnly(True)
        self.table.chosen.connect(self._on_chosen)
        search = SearchField(tr("Search the changes"))
        search.setObjectName("history.search")
        search.searched.connect(model.set_search)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("history.close")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(search)
        layout.addWidget(SplitView(panel, self.detail, (3, 2)), 1)
        layout.addWidget(buttons)
        context.tasks.database(self._load, done=self._show, owner=self)

    def _load(self) -> tuple[list[ChangeSet], Codes, bool]:
        services, store_id = self._context.services, self._context.store_id
        with services.reading():
            chinese = current_language().startswith("zh")
            codes: Codes = {
                "festivals": {one.code: one.zh if chinese else one.en for one in services.calendar.festivals},
                "department_code": services.people.catalogue.department_names(store_id),
                "role_code": services.people.catalogue.role_names(store_id),
                "duty": services.roster.shifts.names(store_id),
                "person_id": {
                    person.id: person.label
                    for store in (*services.stores.all(), *services.stores.archived())
                    for person in services.people.everyone(store.id or 0)
                },
            }
            return services.history.latest(500), codes, services.pay_lock.locked()

    def _show(self, loaded: tuple[list[ChangeSet], Codes, bool]) -> None:
        found, self._codes, self._veiled = loaded
        self.table.set_records(found)
        if found:
            self.table.selectRow(0)

    def _reason(self, change_set: ChangeSet) -> str:
        return tr(VEILED if self._veiled and about_pay(change_set) else change_set.reason)

    def _on_chosen(self, change_set: ChangeSet | None) -> None:
        lines = (
            []
            if change_set is None
            else [
                line
                for change in change_set.changes
                for line in (veiled(change) if self._veiled and is_pay(change.noun) else describe(change, self._codes))
            ]
        )
        self.detail.setPlainText("\n".join(lines))


def describe(change: Change, codes: Codes | None = None) -> list[str]:
    """A change as lines: the record, then each field that differs, in the words of the pages."""
    codes = codes or {}
    known = change.after or change.before or {}
    head = record_name(change.noun, {"id": change.record_id, **known})
    if change.before is None:
        return [tr("{record} added", record=head), *_fields(change.noun, change.after or {}, codes), ""]
    if change.after is None:
        return [tr("{record} removed", record=head), *_fields(change.noun, change.before, codes), ""]
    before = change.before
    differing = [
        f"  {name}: {value_text(change.noun, field, before.get(field), codes)}"
        f" → {value_text(change.noun, field, value, codes)}"
        for field, value in change.after.items()
        if before.get(field) != value and (name := field_name(change.noun, field)) is not None
    ]
    return [tr("{record} changed", record=head), *differing, ""]


def veiled(change: Change) -> list[str]:
    """A change of pay while it is locked: that there was one, and nothing of what it says."""
    return [tr("{record} changed", record=table_name(change.noun)), f"  {tr('Shown after the pay password.')}", ""]


def _fields(noun: str, values: dict[str, Any], codes: Codes) -> list[str]:
    return [
        f"  {name}: {value_text(noun, field, value, codes)}"
        for field, value in values.items()
        if value not in (None, "", False, [], {}) and (name := field_name(noun, field)) is not None
    ]
