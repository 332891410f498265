"""The gap between a tier and today's team, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.tiers.planner import MoveKind, Plan, move_text
from shopdesk.infra.i18n import in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_SIGNS = {
    MoveKind.PROMOTE: "↑",
    MoveKind.HIRE_LEAD: "+",
    MoveKind.HIRE: "+",
    MoveKind.COVER: "→",
    MoveKind.SURPLUS_LEAD: "−",
    MoveKind.SURPLUS: "−",
}


class GapList(QWidget):
    """One sentence for each move, then what lies outside the table and what today's team costs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("people.planner.gap")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._body: QWidget | None = None

    def show_plan(self, plan: Plan, names: Mapping[str, str]) -> None:
        """Show the moves of a plan."""
        if self._body is not None:
            self._layout.removeWidget(self._body)
            self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        lines = [(_SIGNS[move.kind], tr(move_text(move, names)), False) for move in plan.moves]
        if not lines:
            lines = [("✓", tr("Today's team is exactly what the tier wants."), False)]
        lines += [(" ", line, True) for line in _remarks(plan, names)]
        for row, (sign, text, muted) in enumerate(lines):
            mark = QLabel(sign)
            mark.setMinimumWidth(14)
            mark.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            sentence = QLabel(text)
            sentence.setWordWrap(True)
            sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if muted:
                sentence.setProperty("role", "muted")
            grid.addWidget(mark, row, 0)
            grid.addWidget(sentence, row, 1)
        self._layout.addWidget(self._body)
        self.setAccessibleName("; ".join(text for _, text, _ in lines))

    def sentences(self) -> list[str]:
        """The sentences that are shown."""
        if self._body is None:
            return []
        return [label.text() for label in self._body.findChildren(QLabel) if len(label.text()) > 1]


def _remarks(plan: Plan, names: Mapping[str, str]) -> list[str]:
    remarks = []
    if plan.outside:
        listed = in_a_row(
            tr("{department} {count}", department=names.get(code, code), count=count)
            for code, count in plan.outside.items()
        )
        remarks.append(tr("Not planned by this table, so neither missing nor too many: {listed}.", listed=listed))
    wages = plan.wages.locked
    if plan.team_people and wages is not None:
        remarks.append(
            tr(
                "Today's team: {people} people. People cost: wages of {month}, locked: {cost}, {share} of this "
                "turnover.",
                people=plan.team_people,
                month=f"{wages.month:%Y-%m}",
                cost=format_yuan(plan.team_fen),
                share=percent_text(plan.team_ratio),
            )
        )
    elif plan.team_people:
        remarks.append(
            tr(
                "Today's team: {people} people, {base} base pay a month, {share} of this turnover.",
                people=plan.team_people,
                base=format_yuan(plan.team_fen),
                share=percent_text(plan.team_ratio),
            )
        )
    else:
        remarks.append(tr("Nobody is entered in the team yet, so everybody is missing."))
    if plan.team_people and wages is None:
        drafted = plan.wages.newest
        remarks.append(
            tr("No month of wages is locked lately, so recorded base pay is counted.")
            if drafted is None
            else tr(
                "The wages of {month} are not locked, so recorded base pay is counted.", month=f"{drafted.month:%Y-%m}"
            )
        )
    if plan.team_without_base and wages is None:
        remarks.append(
            tr("Without a recorded base pay, and so not in this sum: {count}.", count=plan.team_without_base)
        )
    return remarks
