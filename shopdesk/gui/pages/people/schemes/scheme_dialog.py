"""The editor of a scheme's version, with a real person's payslip beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.records import SchemeVersion
from shopdesk.domain.payroll.scheme_checks import check_scheme
from shopdesk.domain.payroll.scheme_terms import SCHEME, scheme_terms, with_terms
from shopdesk.domain.payroll.scheme_text import BASIS_NAMES
from shopdesk.domain.payroll.schemes import Component, Scheme
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.schemes.beside_form import BesideForm
from shopdesk.gui.pages.people.schemes.component_dialog import ComponentDialog
from shopdesk.gui.pages.people.schemes.texts import name_of, pays
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_LOWEST_TABLE = 118


class SchemeDialog(BesideForm):
    """Edits a version; ``saved`` carries the record. What contradicts itself is refused, what is locked stays."""

    def __init__(
        self, context: PageContext, scheme: Scheme, kept: SchemeVersion | None, title: str, parent: QWidget
    ) -> None:
        """A new version that begins as ``scheme``, or the version ``kept``."""
        super().__init__(
            context.tasks,
            SCHEME,
            name="people.schemes.form",
            title=title,
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=scheme_terms(scheme),
        )
        self.dialog: ComponentDialog | None = None
        self._context = context
        self._whole = scheme
        self._kept = kept
        self._parts = list(scheme.components)
        self.add_fields("name_zh", "name_en", "valid_from", "proration", "base_fen", "allowance_fen", paired=True)
        self.hint(tr("The base pay counts where a person has none of their own."))
        self.form.addRow(self._build_parts())
        self.add_fields("own_and_team")
        self.add_fields(
            "rating_bonus_fen", "step", "step_up_fen", "step_down_fen", "neutral_fen", "bad_fen", paired=True
        )
        self.put_example(context, scheme.person_id)
        self._show_parts()

    def _build_parts(self) -> QWidget:
        columns: list[Column[Component]] = [
            Column(tr("Component"), lambda part: name_of(part.name), name="name", width=170),
            Column(tr("Reckoned from"), lambda part: tr(BASIS_NAMES[part.basis]), name="basis", width=150),
            Column(tr("Pays"), pays, name="pays"),
        ]
        self.parts = RecordTable(RecordTableModel(columns), "people.schemes.parts", tr("Components of the scheme"))
        self.parts.setMinimumHeight(_LOWEST_TABLE)
        self.parts.opened.connect(self._change)
        self.parts.chosen.connect(lambda _part: self._enable())
        self.add = button("people.schemes.addPart", tr("&Add a component…"), lambda: self._open(None))
        self.change = button("people.schemes.changePart", tr("C&hange it…"), lambda: self._change(self.parts.current()))
        self.remove = button("people.schemes.removePart", tr("&Take it away"), self._remove)
        row = QHBoxLayout()
        for one in (self.add, self.change, self.remove):
            row.addWidget(one)
        row.addStretch(1)
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.parts, 1)
        layout.addLayout(row)
        return box

    def scheme(self) -> Scheme | None:
        """The version as it is typed."""
        try:
            said = {name: made.value() for name, made in self.editors.items()}
            scheme = self._made(said)
            check_scheme(scheme)
        except UserError:
            return None
        return scheme

    def work(self) -> Callable[[], SchemeVersion]:
        """Keep the version."""
        schemes, store_id, scheme, kept = (
            self._context.services.schemes,
            self._context.store_id,
            self._made(self.values()),
            self._kept,
        )
        check_scheme(scheme)
        return lambda: schemes.save(store_id, scheme, kept)

    def _made(self, said: dict[str, Any]) -> Scheme:
        return replace(with_terms(self._whole, replace(self.record, **said)), components=tuple(self._parts))

    def _change(self, part: Component | None) -> None:
        if part is not None:
            self._open(part)

    def _open(self, part: Component | None) -> None:
        scheme = self.scheme() or replace(self._whole, components=tuple(self._parts))
        answer = self.example.answer
        self.dialog = ComponentDialog(
            self._context, scheme, part, answer.person_id if answer is not None else None, self
        )
        self.dialog.saved.connect(lambda made: self._take(part, made))
        open_once(self.dialog)

    def _take(self, old: Component | None, made: Component) -> None:
        if old is None:
            self._parts.append(made)
        else:
            self._parts = [made if one is old else one for one in self._parts]
        self._show_parts()
        self.parts.select(lambda one: one is made)
        self.example.ask()

    def _remove(self) -> None:
        chosen = self.parts.current()
        self._parts = [one for one in self._parts if one is not chosen]
        self._show_parts()
        self.example.ask()

    def _show_parts(self) -> None:
        self.parts.set_records(self._parts)
        if self._parts and self.parts.current() is None:
            self.parts.selectRow(0)
        self._enable()

    def _enable(self) -> None:
        for one in (self.change, self.remove):
            one.setEnabled(self.parts.current() is not None)

    def _raw(self) -> dict[str, Any]:
        return {**super()._raw(), "components": tuple(self._parts)}
