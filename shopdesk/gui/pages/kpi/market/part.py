"""The inner page "Market": its parts behind a row of tabs of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.gui.part import Part
from shopdesk.gui.part_tabs import PartTabs
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class MarketPart(Part):
    """Holds the parts; each loads by itself."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Each part is made when it is first looked at."""
        super().__init__(context, parent)
        self.setObjectName("kpi.market")
        self.tabs = PartTabs("kpi.market.parts", tr("Market"), keys=False)
        self.tabs.add("members", tr("Members", context="market"), self._make_members, gap=6)
        self.tabs.add("levels", tr("Member levels"), self._make_levels, gap=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.tabs)

    def _make_members(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.members_part import MembersPart

        return MembersPart(self.context)

    def _make_levels(self) -> QWidget:
        from shopdesk.gui.pages.kpi.market.levels_part import LevelsPart

        return LevelsPart(self.context)

    def question(self) -> None:
        """The parts ask for what they show; nothing is asked here."""
