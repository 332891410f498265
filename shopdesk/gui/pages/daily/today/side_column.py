"""The column beside the form: the meeting, the service levels, the timetable, scrolled where they do not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.daily.today.levels_card import LevelsCard
from shopdesk.gui.pages.daily.today.meeting_card import MeetingCard
from shopdesk.gui.pages.daily.today.standing_card import StandingCard
from shopdesk.gui.pages.daily.today.timetable_card import TimetableCard
from shopdesk.gui.widgets.scaled import with_few_lines
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.services.daily.views import Meeting

_WIDTH = 340


class SideColumn(VerticalScroll):
    """Holds the cards that stand beside the form."""

    def __init__(self, context: PageContext, day: Callable[[], date], who: Callable[[], str]) -> None:
        """Cards that know nothing yet, of the day that ``day`` says; ``who`` says who is at it."""
        content = QWidget()
        super().__init__(content)
        self._context = context
        self.meeting = MeetingCard(context.theme)
        self.levels = LevelsCard(context.theme)
        self.levels.cutoff_chosen.connect(self._on_cutoff)
        self.timetable = TimetableCard(context)
        self.standing = StandingCard(context, day, who)
        self._standing = self.standing.follow(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for card in (self.meeting, self.standing, self.timetable, self.levels):
            column.addWidget(card)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """One width for every day, more in large letters, where some lines stay when it is below."""
        return with_few_lines(self, super().minimumSizeHint().expandedTo(QSize(_WIDTH, 0)))

    def sizeHint(self) -> QSize:
        """No wider than it needs to be."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def show_meeting(self, meeting: Meeting) -> None:
        """Show what the meeting of a day needs."""
        self.meeting.show_meeting(meeting)
        self.levels.show_levels(meeting.levels)
        if not self._standing.stands:
            self._standing.ask()
        self.updateGeometry()

    def _on_cutoff(self, cutoff: time) -> None:
        services, store_id = self._context.services, self._context.store_id
        self._context.tasks.database(lambda: services.daily.levels.set_cutoff(store_id, cutoff), owner=self)
