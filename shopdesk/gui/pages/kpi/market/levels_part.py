"""The owner's levels of members, with how many buyers are in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.members import MEMBER_LEVEL, MemberLevel, in_force
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.members import MemberBoard
    from shopdesk.services.registry import Services

_NAME = "kpi.market.levels"


class LevelsPart(RecordListPart):
    """Defines levels. A later day replaces a level of the same name from then on."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the levels are loaded when the part is first seen."""
        self._counts: dict[int, int | None] = {}
        listed = Listed(
            MEMBER_LEVEL,
            _NAME,
            tr("Member levels"),
            tr("New level"),
            tr("No level is defined yet"),
            tr(
                "Define levels by how many orders a buyer paid, by the amount, or by both: for example Regular from 2 "
                "orders, Gold from 1,000 yuan. A buyer is in the highest level whose conditions are all met."
            ),
        )
        super().__init__(context, listed, parent)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.column.insertWidget(1, self.said)

    def more_columns(self) -> Sequence[Column[MemberLevel]]:
        """How many buyers are in the level today; nothing for one that does not hold today."""
        value = lambda level: self._counts.get(level.id or 0)  # noqa: E731
        return (Column(tr("Buyers now"), value, text=lambda count: f"{count:,}", numeric=True, name="buyers"),)

    def load(self, services: Services, question: Any) -> MemberBoard:
        """The levels with everybody in them."""
        return services.members.board(question)

    def populate(self, board: MemberBoard) -> None:
        """Show them; who is in none is counted above."""
        valid = in_force(board.levels, self.context.clock.today())
        self._counts = {level.id or 0: board.counts.get(level.id or 0, 0) for level in valid}
        everybody = board.members.buyers
        self.said.setText(
            tr("{count} of {all} buyers are in no level.",
               count=f"{everybody - sum(board.counts.values()):,}", all=f"{everybody:,}")
        )  # fmt: skip
        self.said.setVisible(bool(board.levels))
        self.show_records(board.levels)

    def start(self) -> Mapping[str, Any]:
        """A level holds from today on."""
        return {"valid_from": self.context.clock.today()}

    def keep(self, record: MemberLevel) -> MemberLevel:
        """Keep a level."""
        return self.context.services.members.keep(record)

    def discard(self, record: MemberLevel) -> None:
        """Take a level away."""
        self.context.services.members.remove(record)
