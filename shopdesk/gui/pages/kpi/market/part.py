"""The inner page "Market": its parts behind a row of tabs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.gui.places import titles
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.competitors import Competitor
    from shopdesk.gui.page_context import PageContext


class MarketPart(Part):
    """Holds the parts; each loads by itself."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Each part is made when it is first looked at."""
        super().__init__(context, parent)
        self.setObjectName("kpi.market")
        self.tabs = PartTabs("kpi.market.parts", tr("Market"), titles("kpi", "market"), keys=False)
        self.tabs.add("members", self._make_members, gap=6)
        self.tabs.add("levels", self._make_levels, gap=6)
        self.tabs.add("competitors", self._make_competitors, gap=6)
        self.tabs.add("looks", self._make_looks, gap=6)
        self.tabs.add("keywords", self._make_keywords, gap=6)
        self.tabs.add("titles", self._make_titles, gap=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.tabs)

    def _make_members(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.members_part import MembersPart

        return MembersPart(self.context)

    def _make_levels(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.levels_part import LevelsPart

        return LevelsPart(self.context)

    def _make_competitors(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.competitors_part import CompetitorsPart

        made = CompetitorsPart(self.context)
        made.looks_wanted.connect(self._show_looks)
        return made

    def _make_looks(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.looks_part import LooksPart

        made = LooksPart(self.context)
        made.competitors_wanted.connect(lambda: self.tabs.open("competitors"))
        return made

    def _make_keywords(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.keywords_part import KeywordsPart

        return KeywordsPart(self.context)

    def _make_titles(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.title_tests_part import TitleTestsPart

        return TitleTestsPart(self.context)

    def _show_looks(self, competitor: Competitor) -> None:
        """Write down what is seen of a competitor now."""
        self.tabs.open("looks")
        self.tabs.part("looks").begin_for(competitor)

    def question(self) -> None:
        """The parts ask for what they show; nothing is asked here."""
