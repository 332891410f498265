"""Inspection rounds: the list of them, and beside it the one that is walked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from shopdesk.domain.daily.inspections import INSPECTION_ROUND, InspectionRound, Visit
from shopdesk.domain.money import percent_text
from shopdesk.gui.pages.daily.rounds.walk_panel import WalkPanel
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_table import Column
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.daily.inspections import RoundsBoard
    from shopdesk.services.registry import Services

_NAME = "daily.rounds"


class RoundsPart(RecordListPart):
    """Lists the rounds beside the chosen one. ``problem_opened`` asks for a problem that came of a round."""

    problem_opened = Signal(int)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the rounds are loaded when the part is first seen."""
        self.board: RoundsBoard | None = None
        listed = Listed(
            INSPECTION_ROUND,
            _NAME,
            tr("Inspection rounds"),
            tr("New round"),
            tr("No inspection round is entered yet"),
            tr(
                "Enter the places or pages that are looked at one after the other: the pages of the shop, the "
                "warehouse, the packing tables. Each walk gives points to each place, and what is found becomes a "
                "problem with a day on which it is looked at again."
            ),
        )
        super().__init__(context, listed, parent)
        self.panel_of_walk = WalkPanel(context)
        self.panel_of_walk.problem_opened.connect(self.problem_opened)
        self.column.removeWidget(self.stack)
        self.column.addWidget(SplitView(self.stack, self.panel_of_walk, (2, 3)), 1)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)
        self.table.chosen.connect(lambda _one: self._show_chosen())

    def more_columns(self) -> Sequence[Column[InspectionRound]]:
        """How the last walk went, and what is still to be followed up."""
        return (
            Column(tr("Last walk"), lambda one: self._last(one, "day"), text=str, name="last"),
            Column(tr("Share of points"), lambda one: self._last(one, "share"), numeric=True,
                   text=lambda share: percent_text(share, 0), name="share"),
            Column(tr("To follow up"), lambda one: self.board.open.get(one.id or 0) if self.board is not None else None,
                   numeric=True, name="open"),
        )  # fmt: skip

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """How it went comes before who walks it and how often."""
        first = ("name", "last", "share", "open")
        return sorted(columns, key=lambda one: first.index(one.name) if one.name in first else len(first))

    def _last(self, one: InspectionRound, what: str) -> Any:
        visit: Visit | None = self.board.last.get(one.id or 0) if self.board is not None else None
        return getattr(visit, what) if visit is not None else None

    def load(self, services: Services, question: Any) -> RoundsBoard:
        """All rounds."""
        return services.inspections.board(question)

    def populate(self, board: RoundsBoard) -> None:
        """Show them; which are due is said above."""
        self.board = board
        self.said.setText(tr("Rounds to be walked: {count}.", count=len(board.due)) if board.due else "")
        self.said.setVisible(bool(board.due))
        self.show_records(board.rounds)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.panel_of_walk.show_round(self.chosen, self.board.people if self.board is not None else ())

    def widgets(self) -> Mapping[str, QWidget]:
        """A name of the team, or any other."""
        owner = OwnerBox()
        owner.be_narrow()
        owner.offer(self.board.people if self.board is not None else ())
        return {"owner": owner}

    def keep(self, record: InspectionRound) -> InspectionRound:
        """Keep a round."""
        return self.context.services.inspections.keep(record)

    def discard(self, record: InspectionRound) -> None:
        """Take a round away."""
        self.context.services.inspections.remove(record)
