"""The forms to hire somebody and to edit what is known of a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import Person, same_label
from shopdesk.domain.text import Text
from shopdesk.gui.pages.people.role_choice import RoleChoice
from shopdesk.gui.pages.people.staff_dialog import StaffDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.team import Team


class HireDialog(StaffDialog):
    """Name, role, first day, base pay; everything but the name has a sensible start."""

    def __init__(
        self, context: PageContext, team: Team, role_code: str = "service", parent: QWidget | None = None
    ) -> None:
        """Offer the roles of ``team``, beginning with one of them."""
        super().__init__(context, tr("Hire somebody"), "people.hire", tr("Hire"), parent)
        self._team = team
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.name.textChanged.connect(self._on_name_changed)
        self.add(tr("&Name", context="person"), self.name, "name")
        self.mark = QLineEdit()
        self.mark.setMaxLength(40)
        self.mark.setPlaceholderText(tr("for example: evening shift"))
        self.add(tr("Tell &apart by"), self.mark, "mark")
        self.namesake = self.hint()
        self.role = RoleChoice(team.departments, team.roles)
        self.add(tr("&Role"), self.role, "role")
        self.duties = self.hint(" ")
        self.hired_on = self._day_field(team.day, team.day)
        self.add(tr("&First day"), self.hired_on, "hiredOn")
        self.base = MoneyEdit()
        self.add(tr("&Base pay a month"), self.base, "base")
        self.base_hint = self.hint(" ")
        self.phone = QLineEdit()
        self.note = QLineEdit()
        if team.optional_fields:
            self.add(tr("&Phone"), self.phone, "phone")
        self.add(tr("N&ote"), self.note, "note")
        self.role.currentIndexChanged.connect(self._on_role_changed)
        self.role.choose(role_code)
        self._on_role_changed()
        self._show_mark(False)
        self.name.setFocus()

    def work(self) -> Callable[[], Person]:
        """Hire with what the fields say."""
        role = self.role.role()
        if role is None:
            raise UserError(Text("Choose a role."))
        day = self.day_of(self.hired_on)
        services, store_id = self.context.services, self.context.store_id
        name, mark, base = self.name.text(), self.mark.text(), self.amount_of(self.base)
        phone, note = self.phone.text(), self.note.text()
        return lambda: services.people.hire(
            store_id, name, role.code, day, base_fen=base, mark=mark, phone=phone, note=note
        )

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
        self.form.setRowVisible(self.mark, shown)
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


class EditDialog(StaffDialog):
    """Name, distinguishing note, first day, note; post and pay are changed with a date instead."""

    def __init__(self, context: PageContext, team: Team, person: Person, parent: QWidget | None = None) -> None:
        """Show what is known of ``person``."""
        super().__init__(context, tr("Edit {name}", name=person.label), "people.edit", tr("Save"), parent)
        self._person = person
        self.name = QLineEdit(person.name)
        self.name.setMaxLength(40)
        self.add(tr("&Name", context="person"), self.name, "name")
        self.mark = QLineEdit(person.mark)
        self.mark.setMaxLength(40)
        self.mark.setPlaceholderText(tr("only needed where two have the same name"))
        self.add(tr("Tell &apart by"), self.mark, "mark")
        self.hired_on = self._day_field(person.hired_on, team.day)
        self.add(tr("&First day"), self.hired_on, "hiredOn")
        self.phone = QLineEdit(person.phone or "")
        if team.optional_fields:
            self.add(tr("&Phone"), self.phone, "phone")
        self.note = QLineEdit(person.note)
        self.add(tr("N&ote"), self.note, "note")
        self.hint(tr("Role, department and base pay are changed by “Change post”, so that the history keeps them."))
        self.name.setFocus()
        self.name.selectAll()

    def work(self) -> Callable[[], Person]:
        """Save what the fields say."""
        day = self.day_of(self.hired_on)
        changed = replace(
            self._person,
            name=self.name.text(),
            mark=self.mark.text(),
            hired_on=day,
            phone=self.phone.text() or None,
            note=self.note.text(),
        )
        return lambda: self.context.services.people.edit(changed)
