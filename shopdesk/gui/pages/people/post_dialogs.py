"""The forms for another post, for leaving and for coming back; each needs a date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.people import STAFF_EVENT, LeaveReason, Person
from shopdesk.domain.text import Text
from shopdesk.gui.pages.people.role_choice import RoleChoice
from shopdesk.gui.pages.people.texts import reader_of
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.handover import OpenWork
    from shopdesk.services.people.team import Team


class PostDialog(RecordForm):
    """Another role, department or base pay from a day on; for somebody who left, the way back."""

    def __init__(self, context: PageContext, team: Team, person: Person, parent: QWidget | None = None) -> None:
        """Begin with what holds now; ``person`` decides between a change and hiring again."""
        self._again = person.left_on is not None and person.left_on < team.day
        reader = reader_of(team)
        departments = reader.names["department_code"]
        offered = {
            entry.code: departments[entry.code]
            for entry in team.departments
            if not entry.hidden or entry.code == person.department_code
        }
        super().__init__(
            context.tasks,
            STAFF_EVENT,
            name="people.post",
            title=tr("Hire {name} again", name=person.label)
            if self._again
            else tr("Change the post of {name}", name=person.label),
            confirm=tr("Hire again") if self._again else tr("Save"),
            reader=Reader(today=team.day, say=tr, names={**reader.names, "department_code": offered}),
            parent=parent,
        )
        self._people = context.services.people
        self._person = person
        self.add_fields(
            "role_code",
            "department_code",
            "base_fen",
            "day",
            "note",
            values={
                "role_code": person.role_code,
                "department_code": person.department_code,
                "base_fen": person.base_fen,
                "day": max(team.day, person.hired_on),
            },
            widgets={"role_code": RoleChoice(team.departments, team.roles)},
            labels={"day": Text("First day") if self._again else Text("In force from the day")},
        )
        self.role, self.department = self["role_code"], self["department_code"]
        self.base, self.day = self["base_fen"], self["day"]
        if not self._again:
            self.hint(tr("What held before stays in the history."))
        self.role.currentIndexChanged.connect(self._on_role_changed)
        self.role.setFocus()

    def work(self) -> Callable[[], Person]:
        """Change or hire again with what the fields say."""
        said = self.values()
        act = self._people.rehire if self._again else self._people.change
        person_id = self._person.id or 0
        return lambda: act(
            person_id,
            said["day"],
            said["role_code"],
            department_code=said["department_code"],
            base_fen=said["base_fen"],
            note=said["note"],
        )

    def _on_role_changed(self) -> None:
        role = self.role.role()
        if role is not None:
            self.editors["department_code"].set_value(role.department_code)


class LeaveDialog(RecordForm):
    """Last day, reason, and who takes over what is open."""

    def __init__(self, context: PageContext, team: Team, person: Person, parent: QWidget | None = None) -> None:
        """Ask how much work is open while the form is already shown."""
        reader = reader_of(team)
        near = sorted(team.people, key=lambda other: other.department_code != person.department_code)
        others = {other.id: other.label for other in near if other.id != person.id}
        super().__init__(
            context.tasks,
            STAFF_EVENT,
            name="people.leave",
            title=tr("{name} leaves", name=person.label),
            confirm=tr("Record the leave"),
            reader=Reader(today=team.day, say=tr, names={**reader.names, "person_id": others}),
            parent=parent,
        )
        self._context = context
        self._person = person
        self.add_fields(
            "day",
            "reason",
            "successor_id",
            values={"day": max(team.day, person.hired_on), "reason": LeaveReason.RESIGNED},
            labels={"day": Text("Last day at work")},
        )
        self.day, self.reason, self.successor = self["day"], self["reason"], self["successor_id"]
        self.open_work = self.hint(tr("Looking for open work …"))
        self.rostered = self.hint()
        self.rostered.setObjectName("people.leave.rostered")
        self.rostered.hide()
        self.day.day_changed.connect(lambda _day: self._ask_roster())
        self.add_fields("note")
        self.hint(tr("The person stays in the history and can be hired again; Ctrl+Z takes the leave back."))
        self.day.setFocus()
        context.tasks.database(
            lambda: context.services.people.open_work(person.id or 0), done=self._on_open_work, owner=self
        )
        self._ask_roster()

    def work(self) -> Callable[[], Person]:
        """Record the leave with what the fields say."""
        said = self.values()
        people, person_id = self._context.services.people, self._person.id or 0
        reason = said["reason"] or LeaveReason.OTHER
        return lambda: people.leave(
            person_id, said["day"], reason, successor_id=said["successor_id"], note=said["note"]
        )

    def _ask_roster(self) -> None:
        """Ask what the roster says after the last day."""
        day, roster, person_id = self.day.day, self._context.services.roster, self._person.id or 0
        if day is None:
            return

        def say(count: int) -> None:
            if day == self.day.day:
                self.rostered.setText(tr("! The leave takes {count} days after that off the roster.", count=count))
                self.rostered.setVisible(count > 0)
                self.fit()

        self._context.tasks.database(lambda: roster.days_after(person_id, day), done=say, owner=self)

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
            typed = self.dirty
            self.successor.setCurrentIndex(1)
            if not typed:
                self.begin_anew()
        self.fit()
