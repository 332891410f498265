"""One phase of the budget with its money."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.budget import TIE_NAMES, BudgetLine
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.elided_label import ElidedLabel
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import PhaseMoney
from shopdesk.services.setup.budget_words import line_name


class PhaseCard(Card):
    """Heading, dates, target and lines; ``line_asked`` carries the phase and the line, ``None`` for a new one."""

    edit_asked = Signal(object)
    removed = Signal(object)
    line_asked = Signal(object, object)
    line_removed = Signal(object)

    def __init__(self, money: PhaseMoney, parent: QWidget | None = None) -> None:
        """A card for a phase."""
        phase = money.phase
        super().__init__(phase.title, parent)
        self.setObjectName(f"setup.budget.phase.{phase.id}")
        total = QLabel(format_yuan(money.total_fen))
        total.setProperty("role", "subtitle")
        edit = _flat(
            tr("Edit…"),
            tr("Edit the phase {title}", title=phase.title),
            lambda: self.edit_asked.emit(phase),
            f"edit.{phase.id}",
        )
        remove = _flat(
            "✕",
            tr("Remove the phase {title}", title=phase.title),
            lambda: self.removed.emit(phase),
            f"remove.{phase.id}",
        )
        for widget in (total, edit, remove):
            self.header.addWidget(widget)
        dates = f"{phase.starts_on.isoformat()} – {phase.ends_on.isoformat()}"
        if phase.month_target_fen:
            dates += " · " + tr("target {amount} a month", amount=format_yuan(phase.month_target_fen))
        elif phase.month_target_fen is None:
            dates += " · " + tr("target not known yet")
        about = QLabel(dates)
        about.setProperty("role", "muted")
        self.add(about)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for row, line in enumerate(money.lines):
            kind = line_name(line)
            name = ElidedLabel(kind)
            amount = QLabel(tr("not known") if line.amount_fen is None else format_yuan(line.amount_fen))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            tie = ElidedLabel(_becomes(line))
            tie.setProperty("role", "muted")
            change = _flat(
                tr("Edit…"),
                tr("Edit {kind}", kind=kind),
                lambda line=line: self.line_asked.emit(phase, line),
                f"editLine.{line.id}",
            )
            drop = _flat(
                "✕",
                tr("Remove {kind}", kind=kind),
                lambda line=line: self.line_removed.emit(line),
                f"removeLine.{line.id}",
            )
            for column, widget in enumerate((name, amount, tie, change, drop)):
                grid.addWidget(widget, row, column)
        self.body.addLayout(grid)
        tip = tr("Add money to the phase {title}", title=phase.title)
        more = _flat("+ " + tr("Money"), tip, lambda: self.line_asked.emit(phase, None), f"addLine.{phase.id}")
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)


def _becomes(line: BudgetLine) -> str:
    """What becomes of it, on which day it is paid and comes back, and its note."""
    becomes = tr(TIE_NAMES[line.tie])
    if line.returns_on is not None:
        becomes = tr("comes back on {day}", day=line.returns_on.isoformat())
    day = line.on_day.isoformat() if line.on_day is not None else ""
    return " · ".join(filter(None, (day, becomes, line.note)))


def _flat(label: str, tip: str, act: Callable[[], None], name: str) -> QPushButton:
    return button(f"setup.budget.{name}", label, act, role="flat", tip=tip, spoken=tip)
