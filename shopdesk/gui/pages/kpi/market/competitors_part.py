"""The stores that are watched, with the day on which each was last looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopdesk.domain.competitors import COMPETITOR, Competitor, stale
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.competitors import CompetitorBoard
    from shopdesk.services.registry import Services

_NAME = "kpi.market.competitors"
_WEEK = 7


class CompetitorsPart(RecordListPart):
    """Who is watched. ``looks_wanted`` carries the competitor of which something is to be written down."""

    looks_wanted = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the competitors are loaded when the part is first seen."""
        self._last: Mapping[int, date] = {}
        listed = Listed(
            COMPETITOR,
            _NAME,
            tr("Competitors"),
            tr("New competitor"),
            tr("No competitor is watched yet"),
            tr(
                "Enter three to five stores that sell the same to the same buyers. Then write down what you see of "
                "each from time to time; it stands beside your own figures of the same days."
            ),
        )
        super().__init__(context, listed, parent)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)

    def more_buttons(self) -> Sequence[QWidget]:
        """The way to what was seen."""
        self.look = button(f"{_NAME}.look", tr("Write down what is seen…"), self._want_look)
        return (self.look,)

    def more_columns(self) -> Sequence[Column[Competitor]]:
        """When it was last looked at, and whether it is time again."""
        last = lambda one: self._last.get(one.id or 0)  # noqa: E731
        return (
            Column(tr("Last seen"), last, name="last"),
            Column(tr("State"), self._state, name="state"),
        )

    def _state(self, one: Competitor) -> str | None:
        if not one.active:
            return tr("Not watched any more")
        last = self._last.get(one.id or 0)
        if stale(one, last, self.context.clock.today()):
            return tr("▲ Look again") if last is not None else tr("▲ Never seen")
        return None

    def load(self, services: Services, question: Any) -> CompetitorBoard:
        """The competitors with their last days."""
        return services.competitors.board(question)

    def populate(self, board: CompetitorBoard) -> None:
        """Show them; those to be looked at again are counted above."""
        self._last = board.last
        today = self.context.clock.today()
        waiting = sum(stale(one, board.last.get(one.id or 0), today) for one in board.competitors)
        self.said.setText(
            tr("To be looked at again: {count}.", count=waiting) if waiting else tr("Nobody has to be looked at now.")
        )
        self.said.setVisible(bool(board.competitors))
        self.show_records(board.competitors)

    def enable(self) -> None:
        """Something is seen of one that is chosen."""
        super().enable()
        self.look.setEnabled(self.chosen is not None)

    def _want_look(self) -> None:
        if self.chosen is not None:
            self.looks_wanted.emit(self.chosen)

    def start(self) -> Mapping[str, Any]:
        """On the platform of the own store, watched from today on, looked at every week."""
        platform = self.context.store.platform.value
        return {"platform": platform, "since": self.context.clock.today(), "look_days": _WEEK, "active": True}

    def keep(self, record: Competitor) -> Competitor:
        """Keep a competitor."""
        return self.context.services.competitors.keep(record)

    def discard(self, record: Competitor) -> None:
        """Take a competitor away with everything that was seen of it."""
        self.context.services.competitors.remove(record)
