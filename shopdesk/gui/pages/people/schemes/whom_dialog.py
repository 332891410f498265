"""For whom a scheme of its own is: a role or a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.payroll.scheme_terms import SCHEME
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.payroll.schemes import PERSON, ROLE, SchemeBoard

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_WHOM = Field("whom", Kind.REFERENCE, Text("Role or person"), key="r", required=True)


class WhomDialog(RecordForm):
    """``saved`` carries the kind and the key: a role's code or a person's id."""

    def __init__(self, context: PageContext, board: SchemeBoard, parent: QWidget) -> None:
        """Offer the roles, those without a scheme first, and the people who work in the store."""
        today = context.clock.today()
        bare = {role.code for role in board.bare}
        roles = sorted(board.roles, key=lambda role: role.code not in bare)
        names = {f"{ROLE}:{role.code}": tr("Role: {name}", name=role.name(current_language())) for role in roles}
        names |= {
            f"{PERSON}:{person.id}": tr("Person: {name}", name=person.label)
            for person in board.people
            if person.left_on is None or person.left_on >= today
        }
        super().__init__(
            context.tasks,
            SCHEME,
            name="people.schemes.whom",
            title=tr("A scheme of its own"),
            confirm=tr("Go on"),
            reader=Reader(today=today, say=tr, names={"whom": names}),
            parent=parent,
        )
        self.add_fields(_WHOM)
        self.hint(tr("It begins as what holds now, and goes before the scheme that is for several roles."))

    def work(self) -> Callable[[], tuple[str, int | str]]:
        """Whom it is for."""
        kind, key = str(self.values()["whom"]).split(":", 1)
        return lambda: (kind, int(key) if kind == PERSON else key)
