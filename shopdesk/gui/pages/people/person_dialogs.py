"""The forms to hire somebody and to edit what is known of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.people import PERSON, Person, same_label
from shopdesk.gui.pages.people.role_choice import RoleChoice
from shopdesk.gui.pages.people.texts import reader_of
from shopdesk.gui.widgets.controls import tick
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.team import Team

_POST = ("department_code", "role_code", "base_fen", "left_on")


class HireDialog(RecordForm):
    """Name, role, first day, base pay; everything but the name has a sensible start."""

    def __init__(
        self, context: PageContext, team: Team, role_code: str = "service", parent: QWidget | None = None
    ) -> None:
        """Offer the roles of ``team``, beginning with one of them."""
        super().__init__(
            context.tasks,
            PERSON,
            name="people.hire",
            title=tr("Hire somebody"),
            confirm=tr("Hire"),
            reader=reader_of(team),
            parent=parent,
        )
        self._context = context
        self._team = team
        self.add_fields("name", "mark")
        self.namesake = self.hint()
        self.add_fields(
            "role_code",
            values={"role_code": role_code},
            widgets={"role_code": RoleChoice(team.departments, team.roles)},
        )
        self.duties = self.hint(" ")
        self.add_fields("hired_on", "base_fen", values={"hired_on": team.day})
        self.base_hint = self.hint(" ")
        self.training = tick("people.hire.training", tr("Begin the training plan of the role"), on=True)
        self.training.setToolTip(tr("Where the role has a plan and its trial would not be over already"))
        self.form.addRow("", self.training)
        shown = ("name", "mark", "hired_on", *_POST)
        self.add_fields(*fields_in(PERSON, without=shown), optional=team.optional_fields)
        self.name, self.mark, self.role = self["name"], self["mark"], self["role_code"]
        self.hired_on, self.base = self["hired_on"], self["base_fen"]
        self.name.textChanged.connect(self._on_name_changed)
        self.role.currentIndexChanged.connect(self._on_role_changed)
        self._on_role_changed()
        self._show_mark(False)
        self.name.setFocus()

    def work(self) -> Callable[[], Person]:
        """Hire with what the fields say."""
        role = self.role.role()
        person = self.changed_record(
            store_id=self._context.store_id, department_code=role.department_code if role is not None else ""
        )
        people, train = self._context.services.people, self.training.isChecked()
        return lambda: people.take_in(person, train=train)

    def _on_name_changed(self, text: str) -> None:
        everyone = [*self._team.people, *self._team.coming, *self._team.former]
        other = same_label(everyone, text, "")
        if other is None:
            self._show_mark(False)
            return
        if other.left_on is not None and other in self._team.former:
            sentence = tr(
                "{name} worked here until {day}. If it is the same person, hire them again from the list instead.",
                name=other.label,
                day=other.left_on,
            )
        else:
            sentence = tr("There is already somebody of this name. A short note tells the two apart.")
        self._show_mark(True, sentence)

    def _show_mark(self, shown: bool, sentence: str = "") -> None:
        self.show_field("mark", shown)
        self.namesake.setText(sentence)
        self.form.setRowVisible(self.namesake, shown)
        self.fit()

    def _on_role_changed(self) -> None:
        role = self.role.role()
        self.duties.setText(role.duties(current_language()) if role else "")
        self.form.setRowVisible(self.duties, bool(self.duties.text()))
        base = role.base_fen if role else None
        self.base.set_fen(base)
        self.base_hint.setText(
            tr("Proposed from published plans of 2013 to 2023; look at your local minimum wage.") if base else ""
        )
        self.form.setRowVisible(self.base_hint, base is not None)
        self.fit()


class EditDialog(RecordForm):
    """All that is known of a person but post and pay, which are changed with a date instead."""

    def __init__(self, context: PageContext, team: Team, person: Person, parent: QWidget | None = None) -> None:
        """Show what is known of ``person``."""
        super().__init__(
            context.tasks,
            PERSON,
            name="people.edit",
            title=tr("Edit {name}", name=person.label),
            confirm=tr("Save"),
            reader=reader_of(team),
            parent=parent,
            record=person,
        )
        self._people = context.services.people
        self.add_fields(*fields_in(PERSON, without=_POST), optional=team.optional_fields)
        self.hint(tr("Role, department and base pay are changed by “Change post”, so that the history keeps them."))
        self["name"].setFocus()
        self["name"].selectAll()

    def work(self) -> Callable[[], Person]:
        """Save what the fields say."""
        changed = self.changed_record()
        return lambda: self._people.edit(changed)
