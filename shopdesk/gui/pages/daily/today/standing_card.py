"""The standing tasks of a day, each with its tick, beside the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from shopdesk.domain.daily.standing_tasks import StandingDue
from shopdesk.domain.errors import UserError
from shopdesk.gui.look import Look
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import tick, words
from shopdesk.infra.i18n import tr
from shopdesk.services.registry import Services

Shown = tuple[Sequence[StandingDue], Mapping[str, str]]
_MOST_SHOWN = 12
"""So many stand there at most; whoever has more sees the longest late ones."""


class StandingCard(Card):
    """Asks the data by itself; hidden where nothing is due on the day."""

    def __init__(self, context: PageContext, day: Callable[[], date], who: Callable[[], str]) -> None:
        """Of the day that ``day`` says; ``who`` says whose tick it is."""
        super().__init__(tr("Standing tasks"))
        self.setObjectName("daily.standing")
        self._context, self._day, self._who = context, day, who
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.hide()

    def follow(self, ground: QWidget) -> Look:
        """Begin to ask; as the card hides itself, ``ground`` tells whether it would be seen."""
        return Look(ground, self._context, lambda: (self._context.store_id, self._day()), _load, self.show_tasks)

    def show_tasks(self, shown: Shown) -> None:
        """Show what is due, the longest late first, and what was done today."""
        tasks, roles = shown
        day = self._day()
        focus = self.window().focusWidget()
        kept = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for row, one in enumerate(tasks[:_MOST_SHOWN]):
            late = one.days_late(day)
            said = words("\n".join(filter(None, (one.task.title, about(one, roles, day)))))
            said.setToolTip(one.task.what)
            if late:
                said.setProperty("tone", "warning")
            grid.addWidget(self._box(one), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        grid.setColumnStretch(1, 1)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh
        self.setVisible(bool(tasks))
        again = fresh.findChild(QCheckBox, kept) if kept else None
        if again is not None:
            again.setFocus()

    def _box(self, one: StandingDue) -> QCheckBox:
        box = tick(f"daily.standing.{one.task.id}", "", on=one.done is not None, tip=one.task.what or tr("Done"))
        box.setAccessibleName(tr("Done: {task}", task=one.task.title))
        box.setEnabled(self._day() <= self._context.clock.today())
        box.toggled.connect(lambda on: self._on_ticked(one, on))
        return box

    def _on_ticked(self, one: StandingDue, on: bool) -> None:
        standing, who = self._context.services.standing, self._who()
        self._context.tasks.database(
            lambda: standing.tick(one.task.id or 0, one.due, done=on, who=who), failed=self._on_refused, owner=self
        )

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._context.messages.error(tr(error.text))


def about(one: StandingDue, roles: Mapping[str, str], day: date) -> str:
    """Who does it, since when it is due, and who did it."""
    task = one.task
    parts = [task.owner or roles.get(task.role_code or "", "")]
    if one.done is not None:
        parts.append(tr("done by {who}", who=one.done.who) if one.done.who else tr("done"))
    elif late := one.days_late(day):
        parts.append(tr("{days} days late", days=late))
    return " · ".join(part for part in parts if part)


def _load(services: Services, question: tuple[int, date]) -> Shown:
    store_id, _day = question
    return services.standing.on_day(*question), services.people.catalogue.role_names(store_id)
