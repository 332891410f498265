"""The daily page: four views behind one row of tabs, each made when it is first opened."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from shopdesk.domain.text import Text
from shopdesk.gui.page import Page
from shopdesk.gui.page_context import PageContext
from shopdesk.infra.i18n import tr


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    title: Text
    kind: str

    def make(self, context: PageContext) -> Any:
        module = importlib.import_module(f"shopdesk.gui.pages.daily.{self.name}.view")
        return getattr(module, self.kind)(context)


_VIEWS = (
    _Entry("today", Text("Today"), "TodayView"),
    _Entry("problems", Text("Problems"), "ProblemsView"),
    _Entry("templates", Text("Forms"), "TemplatesView"),
    _Entry("lookback", Text("Look back"), "LookbackView"),
)


class DailyPage(Page):
    """Hosts the views and refreshes the one that is shown."""

    name = "daily"
    listens = frozenset(
        {
            "answers",
            "worksheets",
            "checklists",
            "checklist_versions",
            "problems",
            "problem_comments",
            "problem_events",
            "problem_files",
            "people",
            "shifts",
            "roster_days",
            "campaigns",
            "heroes",
            "targets",
            "orders",
            "order_days",
            "store_days",
            "product_days",
        }
    )

    def __init__(self, context: PageContext) -> None:
        """Show today's form; the other views wait."""
        super().__init__(context)
        self._views: dict[str, Any] = {}
        self.tabs = QTabWidget()
        self.tabs.setObjectName("daily.tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(tr("Daily ops"))
        for entry in _VIEWS:
            holder = QWidget()
            box = QVBoxLayout(holder)
            box.setContentsMargins(0, 8, 0, 0)
            self.tabs.addTab(holder, tr(entry.title))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def view(self, name: str) -> Any:
        """The view of a name, made if need be."""
        if name not in self._views:
            index, entry = next((place, one) for place, one in enumerate(_VIEWS) if one.name == name)
            view = entry.make(self.context)
            self._views[name] = view
            holder = self.tabs.widget(index)
            box = holder.layout()
            assert box is not None
            box.addWidget(view)
            if name == "today":
                view.problem_opened.connect(self.show_problem)
            if name == "lookback":
                view.day_opened.connect(self.show_day)
        return self._views[name]

    def show_view(self, name: str) -> Any:
        """Bring a view to the front."""
        view = self.view(name)
        self.tabs.setCurrentIndex([one.name for one in _VIEWS].index(name))
        return view

    def show_problem(self, problem_id: int) -> None:
        """Bring a problem to the front."""
        self.show_view("problems").show_problem(problem_id)

    def show_day(self, day: date) -> None:
        """Bring a day's form to the front."""
        self.show_view("today").bar.go(day)

    def show_item(self, day: date, item_code: str, checklist_id: int = 0) -> None:
        """Bring a check of a day's form to the front."""
        self.show_day(day)
        self.view("today").show_item(item_code, checklist_id)

    def print_shown(self) -> bool:
        """Print what the shown view prints itself; the day's form is left to the menu."""
        printing = getattr(self.view(_VIEWS[self.tabs.currentIndex()].name), "print_shown", None)
        if printing is not None:
            printing()
        return printing is not None

    def prepare(self) -> None:
        """Make the view that is shown first."""
        self.view(_VIEWS[self.tabs.currentIndex()].name)

    def refresh(self) -> None:
        """Bring the shown view up to date."""
        self.view(_VIEWS[self.tabs.currentIndex()].name).refresh()

    def unsaved(self) -> str:
        """A form that is being edited, or a problem that is being written."""
        return next((words for view in self._views.values() if (words := getattr(view, "unsaved", str)())), "")

    def help_text(self) -> str:
        """How to read the page."""
        return tr(
            "Work down the form by keyboard: 1 pass, 2 fail, 3 not applicable; the cursor goes on to the next open "
            "item. A fail asks for the problem, who follows it up and by when; it comes up every day until it is "
            "closed. What the data can answer is answered already and can be overruled with a reason."
        )

    def actions_offered(self) -> list[Any]:
        """What the shown view offers."""
        view = self.view(_VIEWS[self.tabs.currentIndex()].name)
        return list(view.actions()) if hasattr(view, "actions") else []

    def _on_tab_changed(self, _index: int) -> None:
        if self.isVisible():
            self.refresh()
