"""The daily page: eight parts behind one row of tabs, each made when it is first opened."""

from __future__ import annotations

import importlib
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.infra.i18n import tr

_PARTS = {
    "today": "TodayPart",
    "problems": "ProblemsPart",
    "meetings": "MeetingsPart",
    "templates": "TemplatesPart",
    "lookback": "LookbackPart",
    "handbook": "HandbookPart",
    "standing": "StandingPart",
    "rounds": "RoundsPart",
}
"""The class of each part, in the ``view`` of the folder of its name."""


class DailyPage(Page):
    """Holds the parts; each loads by itself."""

    name = "daily"

    def __init__(self, context: PageContext) -> None:
        """Show today's form; the other parts wait."""
        super().__init__(context)
        self._filled_ahead = False
        self.tabs = PartTabs("daily.tabs", tr("Daily ops"), titles("daily"))
        for name in _PARTS:
            self.tabs.add(name, partial(self._make_part, name), gap=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _make_part(self, name: str) -> Any:
        module = importlib.import_module(f"shopdesk.gui.pages.daily.{name}.view")
        part = getattr(module, _PARTS[name])(self.context)
        if name in ("today", "meetings", "rounds"):
            part.problem_opened.connect(self.show_problem)
        if name in ("today", "problems"):
            part.meeting_opened.connect(self.show_meeting)
        if name == "lookback":
            part.day_opened.connect(self.show_day)
        return part

    def view(self, name: str) -> Any:
        """The part of a name, made if need be."""
        return self.tabs.part(name)

    def show_view(self, name: str) -> Any:
        """Bring a part to the front."""
        return self.tabs.open(name)

    def show_problem(self, problem_id: int) -> None:
        """Bring a problem to the front."""
        self.show_view("problems").show_problem(problem_id)

    def show_meeting(self, point_id: int) -> None:
        """Bring the agenda to the front, at a point of it; 0 for none."""
        self.show_view("meetings").point_at(point_id)

    def point_at(self, part: str, record_id: int) -> None:
        """Bring an entry of the handbook, a standing task or a round to the front."""
        self.show_view(part).point_at(record_id)

    def show_day(self, day: date) -> None:
        """Bring a day's form to the front."""
        self.show_view("today").bar.go(day)

    def show_item(self, day: date, item_code: str, checklist_id: int = 0) -> None:
        """Bring a check of a day's form to the front."""
        self.show_day(day)
        self.view("today").show_item(item_code, checklist_id)

    def print_shown(self) -> bool:
        """Print what the part in view prints itself; the day's form is left to the menu."""
        return bool(self.tabs.shown.print_shown())

    def prepare(self) -> None:
        """Make the part that is shown first."""
        assert self.tabs.shown is not None

    def read_ahead(self) -> None:
        """Fill the part that is shown first, so that a click finds it as it would on the second time."""
        self._filled_ahead = True
        self.tabs.shown.main_look.ask_ahead()

    def showEvent(self, event: QShowEvent) -> None:
        """The form takes the keyboard when it is first seen, as one does that comes while the page is seen."""
        super().showEvent(event)
        if self._filled_ahead:
            self._filled_ahead = False
            self.view("today").table.setFocus()

    def refresh(self) -> None:
        """Bring the part in view up to date."""
        self.tabs.shown.refresh()

    def unsaved(self) -> str:
        """A form that is being edited, or a problem that is being written."""
        return next((words for part in self.tabs.parts if (words := part.unsaved())), "")

    def help_text(self) -> str:
        """How to read the page."""
        return tr(
            "Work down the form by keyboard: 1 pass, 2 fail, 3 not applicable; the cursor goes on to the next open "
            "item. A fail asks for the problem, who follows it up and by when; it comes up every day until it is "
            "closed. What the data can answer is answered already and can be overruled with a reason."
        )

    def actions_offered(self) -> list[QAction]:
        """What the part in view offers, and the way to the others."""
        return [*self.tabs.shown.actions_offered(), *self.tabs.actions_offered]
