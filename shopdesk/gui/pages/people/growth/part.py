"""How people grow: scorecards, design jobs and training behind a row of tabs of their own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.gui.pages.people.growth.jobs_part import JobsPart
from shopdesk.gui.pages.people.growth.scores_part import ScoresPart
from shopdesk.gui.pages.people.growth.training_part import TrainingPart
from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class GrowthPart(Part):
    """Holds the three; it loads nothing itself."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Each part is made when it is first looked at."""
        super().__init__(context, parent)
        self.setObjectName("people.growth")
        self.tabs = PartTabs(
            "people.growth.parts", tr("Scorecards and training"), titles("people", "growth"), keys=False
        )
        self.tabs.add("scores", lambda: ScoresPart(context), gap=6)
        self.tabs.add("jobs", lambda: JobsPart(context), gap=6)
        self.tabs.add("training", lambda: TrainingPart(context), gap=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def question(self) -> Hashable:
        """Nothing: the parts ask for themselves."""
        return None

    def refresh(self) -> None:
        """Load the part in view anew."""
        self.tabs.shown.refresh()

    def print_shown(self) -> bool:
        """Print what the part in view prints."""
        return bool(self.tabs.shown.print_shown())
