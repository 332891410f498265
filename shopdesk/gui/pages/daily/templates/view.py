"""The editor of the daily forms: choose a form, change it, save it as a new version from today on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QTabWidget, QVBoxLayout

from shopdesk.domain.daily import editing
from shopdesk.domain.daily.checklist import Checklist, ChecklistVersion, Form
from shopdesk.domain.daily.nouns import TIMETABLE_ENTRY
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.templates.form_tab import FormTab
from shopdesk.gui.pages.daily.templates.forms_list import FormsList
from shopdesk.gui.pages.daily.templates.loading import Loaded, load
from shopdesk.gui.pages.daily.templates.name_dialog import NameDialog
from shopdesk.gui.pages.daily.templates.save_bar import SaveBar
from shopdesk.gui.pages.daily.templates.update_strip import UpdateStrip
from shopdesk.gui.pages.daily.templates.use_box import UseBox
from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import tabs_alone_stop
from shopdesk.gui.widgets.elided_label import ElidedLabel
from shopdesk.gui.widgets.entry_table import EntryTable
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_model import Column, FieldColumns
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.wrapped_texts import WrappedTexts
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.registry import Services

_IN_CHINESE, _IN_ENGLISH = frozenset({"zh", "purpose_zh"}), frozenset({"en", "purpose_en"})


def _timetable_columns(reader: Reader) -> list[Column[Any]]:
    """All of them; the texts in the other language wait in the menu of columns."""
    other = _IN_ENGLISH if current_language() == "zh_CN" else _IN_CHINESE
    texts, rest = [], []
    for column in FieldColumns[Any](TIMETABLE_ENTRY, reader).columns():
        if column.name in other:
            rest.append(replace(column, hidden=True))
        elif column.name in _IN_ENGLISH:
            texts.append(column)
        else:
            rest.append(column)
    # English texts stand where the Chinese ones do, beside their time.
    return [*rest[:2], *texts, *rest[2:]]


@dataclass(slots=True)
class _Draft:
    """An edited form and the saved one it began with."""

    kept: Form
    form: Form


class TemplatesPart(Part):
    """Forms, their versions and their editor. Unsaved changes of a form wait while another one is looked at."""

    def __init__(self, context: PageContext) -> None:
        """Empty; :meth:`refresh` fills it."""
        super().__init__(context)
        self.setObjectName("daily.templates")
        self.loaded = Loaded(store_id=context.store_id)
        self._current = 0
        self._drafts: dict[int, _Draft] = {}
        self._roles: dict[str, str] = {}
        self.forms = FormsList(context.theme)
        self.forms.setFixedWidth(max(scaled(self.forms, 176), self.forms.minimumSizeHint().width()))
        self.forms.chosen.connect(self._on_chosen)
        self.forms.added.connect(lambda: self._ask_name(tr("New form"), "", self._add))
        self.forms.copied.connect(self._on_copy)
        self.forms.renamed.connect(self._on_rename)
        self.forms.put_away.connect(lambda: self._run(lambda: self._services.archive(self._current)))
        self.forms.brought_back.connect(lambda number: self._run(lambda: self._services.bring_back(number)))
        self.name = ElidedLabel()
        self.name.setProperty("role", "title")
        self.name.setObjectName("templates.name")
        self.versions = QComboBox()
        self.versions.setObjectName("templates.versions")
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.versions.setAccessibleName(tr("Version"))
        self.versions.setToolTip(tr("Show an older version; saving it takes it up again from today on"))
        self.versions.activated.connect(self._on_version)
        self.use = UseBox()
        self.use.chosen.connect(lambda use: self.edit(editing.used_on(self.draft, use)))
        self.update_strip = UpdateStrip(context.theme)
        self.update_strip.taken.connect(lambda: self._run(lambda: self._services.take_update(self._current)))
        self.form_tab = FormTab(context.theme)
        self.form_tab.edited.connect(self.edit)
        reader = Reader(date.min, tr, {"role": self._roles})  # no field of it holds a day
        self.timetable = EntryTable(
            TIMETABLE_ENTRY,
            reader,
            "templates.timetable",
            tr("Timetable of the day"),
            editing.next_entry,
            columns=_timetable_columns(reader),
            order=lambda entry: entry.time,
            hint=tr("Enter edits a cell. A block that reminds rings when it begins; all stand on the form's back."),
        )
        WrappedTexts(self.timetable.table, _IN_CHINESE | _IN_ENGLISH)
        self.timetable.edited.connect(self._on_timetable)
        self.tabs = QTabWidget()
        tabs_alone_stop(self.tabs)
        self.tabs.setAccessibleName(tr("Forms"))
        self.tabs.setObjectName("templates.tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.form_tab, tr("Areas and items"))
        self.tabs.addTab(self.timetable, tr("Timetable of the day"))
        self.save_bar = SaveBar(context.theme)
        self.save_bar.saved.connect(self.save)
        self.save_bar.given_up.connect(self.give_up)
        self._lay_out()
        self._save = self._action("templates.saveAction", tr("Save the form"), "Ctrl+S", self.save)

    def _lay_out(self) -> None:
        top = FlowLayout(squeezes=True)
        top.add(self.name, grows=True)
        top.add(self.use, self.versions)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(top)
        right.addWidget(self.update_strip)
        right.addWidget(self.tabs, 1)
        right.addWidget(self.save_bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.forms)
        layout.addLayout(right, 1)

    def _action(self, name: str, text: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(act)
        self.addAction(action)
        return action

    @property
    def _services(self) -> object:
        return self.context.services.checklists

    # --- showing ---------------------------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Forms that are being edited."""
        edited = any(draft.form != draft.kept for draft in self._drafts.values())
        return tr("A daily form has changes that are not saved yet.") if edited else ""

    def load(self, services: Services, store_id: int) -> Loaded:
        """The forms with their versions."""
        return load(services, store_id)

    def populate(self, loaded: Loaded) -> None:
        """Show the forms; what is being edited stays."""
        if loaded.store_id != self.loaded.store_id:
            self._current, self._drafts = 0, {}
        self.loaded = loaded
        self.form_tab.offer_roles(dict(loaded.roles))
        self._roles.clear()
        self._roles.update({"": tr("Anybody"), **loaded.roles})
        for checklist_id, versions in loaded.versions.items():
            self._take_in(checklist_id, versions[0])
        if self.loaded.checklist(self._current) is None:
            self._current = next((view.checklist.id or 0 for view in loaded.views), 0)
        self._list_forms()
        self._show_form()

    def _take_in(self, checklist_id: int, newest: ChecklistVersion) -> None:
        """Follow the saved form, unless there are changes of one's own; those stay and are compared with it."""
        saved = editing.in_order(newest.form)
        draft = self._drafts.get(checklist_id)
        if draft is None or draft.form == draft.kept:
            self._drafts[checklist_id] = _Draft(saved, saved)
        else:
            draft.kept = saved

    def _list_forms(self) -> None:
        edited = {number for number, draft in self._drafts.items() if draft.form != draft.kept}
        self.forms.blockSignals(True)
        self.forms.show_forms(self.loaded.views, self.loaded.away, edited, self._current)
        self.forms.blockSignals(False)

    def _show_form(self, code: str = "") -> None:
        draft, checklist = self._drafts.get(self._current), self.loaded.checklist(self._current)
        if draft is None or checklist is None:
            return
        self.name.setText(checklist.name(current_language()))
        self._show_versions()
        self.use.show_use(checklist, draft.form.use)
        self.form_tab.show_form(draft.form, code)
        self.timetable.set_value(draft.form.timetable)
        self._show_state()

    def _show_state(self) -> None:
        draft = self._drafts[self._current]
        newest = self.loaded.versions[self._current][0]
        self.save_bar.show_changes(draft.kept, draft.form, newest.number, self.context.clock.today())
        self.update_strip.show_news(self.loaded.news.get(self._current), unsaved=draft.form != draft.kept)

    def _show_versions(self) -> None:
        self.versions.clear()
        for place, version in enumerate(self.loaded.versions[self._current]):
            words = (
                tr("Version {number}", number=version.number)
                if version.number == 1
                else tr("Version {number}, from {day}", number=version.number, day=version.valid_from)
            )
            self.versions.addItem(tr("{version} (in use)", version=words) if place == 0 else words, version.number)
        self.versions.setCurrentIndex(0)

    def _on_chosen(self, checklist_id: int) -> None:
        if checklist_id != self._current:
            self._current = checklist_id
            self._show_form()

    def _on_version(self, place: int) -> None:
        version = self.loaded.versions[self._current][place]
        self._drafts[self._current].form = editing.in_order(version.form)
        self._list_forms()
        self._show_form()
        self.versions.setCurrentIndex(place)

    # --- editing ---------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Form:
        """The form as it is edited now."""
        return self._drafts[self._current].form

    def edit(self, form: Form, code: str = "") -> None:
        """Show a changed form, with the cursor on an item or area; it is not saved yet."""
        draft = self._drafts[self._current]
        was_edited = draft.form != draft.kept
        draft.form = form
        self.form_tab.show_form(form, code or self.form_tab.tree.current_code())
        self._show_state()
        if was_edited != (draft.form != draft.kept):
            self._list_forms()

    def _on_timetable(self) -> None:
        self.edit(editing.with_timetable(self.draft, self.timetable.model.everything))

    def save(self) -> None:
        """Keep the form as a new version from today on."""
        draft, number = self._drafts.get(self._current), self._current
        if draft is None or draft.form == draft.kept:
            return
        form = draft.form

        def done(version: ChecklistVersion) -> None:
            draft.kept = draft.form if draft.form == form else form
            self.context.messages.success(tr("Saved as version {number}, valid from today.", number=version.number))
            self.refresh()

        def refused(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.save_bar.complain(tr(error.text))

        self.context.tasks.database(
            lambda: self.context.services.checklists.save(number, form), done=done, failed=refused, owner=self
        )

    def give_up(self) -> None:
        """Show the saved form again."""
        draft = self._drafts[self._current]
        draft.form = draft.kept
        self.form_tab.editor.forget_typed()
        self._list_forms()
        self._show_form()

    # --- whole forms -----------------------------------------------------------------------------------------------

    def _on_copy(self) -> None:
        checklist = self.loaded.checklist(self._current)
        if checklist is not None:
            name = tr("Copy of {name}", name=checklist.name(current_language()))
            self._ask_name(tr("Copy a form"), name, lambda text: self._add(text, self._current))

    def _on_rename(self) -> None:
        checklist = self.loaded.checklist(self._current)
        if checklist is not None:
            number = self._current
            self._ask_name(
                tr("Rename the form"),
                checklist.name(current_language()),
                lambda text: self.context.services.checklists.rename(number, text),
            )

    def _add(self, name: str, copy_of: int | None = None) -> Checklist:
        return self.context.services.checklists.add(self.context.store_id, name, copy_of)

    def _ask_name(self, title: str, name: str, act: Callable[[str], Checklist]) -> None:
        def done(kept: Checklist) -> None:
            self._current = kept.id or 0
            self.refresh()

        NameDialog(self.context, title, name, act, done).open()

    def _run(self, act: Callable[[], object]) -> None:
        self.context.tasks.database(act, done=lambda _result: self.refresh(), owner=self)
