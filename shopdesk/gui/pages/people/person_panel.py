"""What is known of one person, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.people import EVENT_NAMES, LEVEL_NAMES, Person, StaffEvent
from shopdesk.gui.pages.people.texts import event_details, pay, state_of
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme
    from shopdesk.services.people.team import Team


_NARROWEST, _WIDEST = 276, 300


class PersonPanel(VerticalScroll):
    """Name, post, pay, duties, history. ``asked`` names what is wanted: edit, post, leave, again, takeBack or data."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show the hint to choose somebody."""
        card = QFrame()
        super().__init__(card, parent, name="people.person", label=tr("Person"))
        self._theme = theme
        card.setProperty("role", "card")
        self._layout = QVBoxLayout(card)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._layout.setSpacing(8)
        self.title = QLabel()
        self.title.setObjectName("people.person.name")
        self.title.setProperty("role", "title")
        self.title.setWordWrap(True)
        self.post = QLabel()
        self.post.setProperty("role", "muted")
        self.post.setWordWrap(True)
        buttons = FlowLayout()
        self.edit = self._button("edit", tr("Edit…"), "F2")
        self.change = self._button("post", tr("Change &post…"), "Ctrl+R")
        self.leave = self._button("leave", tr("&Leave…"), "Ctrl+L")
        self.again = self._button("again", tr("Hire a&gain…"), "Ctrl+R")
        self.take_back = self._button("takeBack", tr("Take &back last entry"), "")
        self.data = self._button("data", tr("What is &kept…"), "")
        buttons.add(self.edit, self.change, self.again, self.leave, self.take_back, self.data)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._history = QVBoxLayout()
        self._history.setSpacing(6)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.post)
        self._layout.addLayout(buttons)
        self._layout.addLayout(self._facts)
        self._heading = QLabel(tr("History", context="person"))
        self._heading.setProperty("role", "subtitle")
        self._layout.addWidget(self._heading)
        self._layout.addLayout(self._history)
        self._layout.addStretch(1)
        self.clear()

    def minimumSizeHint(self) -> QSize:
        """What it shows is never cut but for a name without end, and it stays as wide while nobody is chosen."""
        hint = super().minimumSizeHint()
        hint.setWidth(max(_NARROWEST, min(hint.width(), scaled(self, _WIDEST))))
        return hint

    def _button(self, what: str, text: str, shortcut: str) -> QPushButton:
        return button(f"people.person.{what}", text, lambda: self.asked.emit(what), shortcut=shortcut)

    def clear(self, *, nobody: bool = False, unmatched: bool = False) -> None:
        """Nobody is chosen; ``nobody``: there is none to choose yet, ``unmatched``: none whom the list shows."""
        if nobody:
            title = tr("Nobody is entered yet")
            then = tr("Press “Hire…” to add the first person; post, base pay, duties and history then stand here.")
        elif unmatched:
            title, then = tr("Nobody found"), tr("Clear the search, choose “Whole team” or show people who left.")
        else:
            title, then = tr("Choose somebody"), tr("Post, base pay, duties and history of the person then stand here.")
        self.title.setText(title)
        self.post.setText(then)
        for pressed in (self.edit, self.change, self.again, self.leave, self.take_back, self.data):
            pressed.hide()
        self._heading.hide()
        _empty(self._facts)
        _empty(self._history)

    def populate(self, team: Team, person: Person, events: list[StaffEvent]) -> None:
        """Show a person with the history."""
        language = current_language()
        departments = {entry.code: entry.name(language) for entry in team.departments}
        roles = {entry.code: entry for entry in team.roles}
        role = roles.get(person.role_code)
        gone = person.left_on is not None and person.left_on < team.day
        self.title.setText(person.label)
        names = [departments.get(person.department_code, person.department_code)]
        names.append(role.name(language) if role else person.role_code)
        self.post.setText(" · ".join([*names, state_of(person, team.day)]))
        self.edit.show()
        self.data.show()
        self.change.setVisible(person.left_on is None)
        self.again.setVisible(gone)
        self.leave.setVisible(person.left_on is None)
        self.take_back.setVisible(len(events) > 1)
        _empty(self._facts)
        facts = [(tr("First day"), person.hired_on.isoformat()), (tr("Base pay"), pay(person.base_fen))]
        if role is not None:
            facts.append((tr("Level"), tr(LEVEL_NAMES[role.level])))
        if person.phone and team.optional_fields:
            facts.append((tr("Phone"), person.phone))
        if person.note:
            facts.append((tr("Note"), person.note))
        if role is not None and role.duties(language):
            facts.append((tr("Duties"), role.duties(language)))
        for row, (name, value) in enumerate(facts):
            label = QLabel(name)
            label.setProperty("role", "muted")
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            text = QLabel(value)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(text, row, 1)
        self._show_history(team, events, departments, {code: entry.name(language) for code, entry in roles.items()})

    def _show_history(
        self, team: Team, events: list[StaffEvent], departments: dict[str, str], roles: dict[str, str]
    ) -> None:
        _empty(self._history)
        self._heading.show()
        people = {person.id: person.label for person in (*team.people, *team.coming, *team.former) if person.id}
        for event in reversed(events):
            row = QHBoxLayout()
            row.setSpacing(12)
            day = QLabel(event.day.isoformat())
            day.setProperty("role", "muted")
            details = event_details(event, departments, roles, people)
            title = tr(EVENT_NAMES[event.kind])
            text = QLabel(f"{title}\n{details}" if details else title)
            text.setWordWrap(True)
            row.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            holder = QWidget()
            row.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(row)
            self._history.addWidget(holder)


def _empty(layout: QGridLayout | QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
