"""The forms for another post, for leaving and for coming back; each needs a date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import LeaveReason, Person
from shopdesk.domain.text import Text
from shopdesk.gui.pages.people.role_choice import RoleChoice
from shopdesk.gui.pages.people.staff_dialog import StaffDialog
from shopdesk.gui.pages.people.texts import reason_name
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.handover import OpenWork
    from shopdesk.services.people.team import Team


class PostDialog(StaffDialog):
    """Another role, department or base pay from a day on; for somebody who left, the way back."""

    def __init__(self, context: PageContext, team: Team, person: Person, parent: QWidget | None = None) -> None:
        """Begin with what holds now; ``person`` decides between a change and hiring again."""
        self._again = person.left_on is not None and person.left_on < team.day
        title = (
            tr("Hire {name} again", name=person.label)
            if self._again
            else tr("Change the post of {name}", name=person.label)
        )
        confirm = tr("Hire again") if self._again else tr("Save")
        super().__init__(context, title, "people.post", confirm, parent)
        self._person = person
        self.role = RoleChoice(team.departments, team.roles)
        self.role.choose(person.role_code)
        self.add(tr("&Role"), self.role, "role")
        self.department = QComboBox()
        language = current_language()
        for department in team.departments:
            if not department.hidden or department.code == person.department_code:
                self.department.addItem(department.name(language), department.code)
        self.add(tr("&Department"), self.department, "department")
        self.base = MoneyEdit()
        self.base.set_fen(person.base_fen)
        self.add(tr("&Base pay a month"), self.base, "base")
        self.day = self._day_field(max(team.day, person.hired_on), team.day)
        self.add(tr("&First day") if self._again else tr("&From"), self.day, "day")
        self.note = QLineEdit()
        self.add(tr("N&ote"), self.note, "note")
        if not self._again:
            self.hint(tr("What held before stays in the history."))
        self._choose_department(person.department_code)
        self.role.currentIndexChanged.connect(self._on_role_changed)
        self.role.setFocus()

    def work(self) -> Callable[[], Person]:
        """Change or hire again with what the fields say."""
        role, day = self.role.role(), self.day_of(self.day)
        if role is None:
            raise UserError(Text("Choose a role."))
        people = self.context.services.people
        act = people.rehire if self._again else people.change
        person_id = self._person.id or 0
        department, base, note = self.department.currentData(), self.amount_of(self.base), self.note.text()
        return lambda: act(person_id, day, role.code, department_code=department, base_fen=base, note=note)

    def _on_role_changed(self) -> None:
        role = self.role.role()
        if role is not None:
            self._choose_department(role.department_code)

    def _choose_department(self, code: str) -> None:
        self.department.setCurrentIndex(max(0, self.department.findData(code)))


class LeaveDialog(StaffDialog):
    """Last day, reason, and who takes over what is open."""

    def __init__(self, context: PageContext, team: Team, person: Person, parent: QWidget | None = None) -> None:
        """Ask how much work is open while the form is already shown."""
        super().__init__(
            context, tr("{name} leaves", name=person.label), "people.leave", tr("Record the leave"), parent
        )
        self._person = person
        self.day = self._day_field(max(team.day, person.hired_on), team.day)
        self.add(tr("&Last day at work"), self.day, "day")
        self.reason = QComboBox()
        for reason in LeaveReason:
            self.reason.addItem(reason_name(reason), reason)
        self.add(tr("&Reason"), self.reason, "reason")
        self.successor = QComboBox()
        self.successor.addItem(tr("Nobody"), None)
        for other in sorted(team.people, key=lambda other: other.department_code != person.department_code):
            if other.id != person.id:
                self.successor.addItem(other.label, other.id)
        self.add(tr("Takes &over open work"), self.successor, "successor")
        self.open_work = self.hint(tr("Looking for open work …"))
        self.rostered = self.hint()
        self.rostered.setObjectName("people.leave.rostered")
        self.rostered.hide()
        self.day.day_changed.connect(lambda _day: self._ask_roster())
        self.note = QLineEdit()
        self.add(tr("N&ote"), self.note, "note")
        self.hint(tr("The person stays in the history and can be hired again; Ctrl+Z takes the leave back."))
        self.day.setFocus()
        context.tasks.database(
            lambda: context.services.people.open_work(person.id or 0), done=self._on_open_work, owner=self
        )
        self._ask_roster()

    def work(self) -> Callable[[], Person]:
        """Record the leave with what the fields say."""
        day = self.day_of(self.day)
        people, person_id = self.context.services.people, self._person.id or 0
        reason, successor = LeaveReason(self.reason.currentData()), self.successor.currentData()
        note = self.note.text()
        return lambda: people.leave(person_id, day, reason, successor_id=successor, note=note)

    def _ask_roster(self) -> None:
        """Ask what the roster says after the last day."""
        day, roster, person_id = self.day.day, self.context.services.roster, self._person.id or 0
        if day is None:
            return

        def say(count: int) -> None:
            if day == self.day.day:
                self.rostered.setText(tr("! The leave takes {count} days after that off the roster.", count=count))
                self.rostered.setVisible(count > 0)
                self.fit()

        self.context.tasks.database(lambda: roster.days_after(person_id, day), done=say, owner=self)

    def _on_open_work(self, work: OpenWork) -> None:
        if not work.any:
            self.open_work.setText(tr("Nothing is open."))
            return
        self.open_work.setText(
            tr(
                "Open: {problems} problems, {steps} setup steps, {documents} documents. Without a successor they keep "
                "this name.",
                problems=work.problems,
                steps=work.steps,
                documents=work.documents,
            )
        )
        if self.successor.count() > 1 and self.successor.currentIndex() == 0:
            self.successor.setCurrentIndex(1)
        self.fit()
