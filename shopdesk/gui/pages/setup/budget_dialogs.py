"""The forms for a phase of the budget and for its money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.setup.budget import KIND_NAMES, BudgetLine, BudgetPhase, MoneyKind
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import tr


class BudgetPhaseDialog(FormDialog):
    """Title, days and monthly target of a phase."""

    def __init__(
        self,
        phase: BudgetPhase,
        save: Callable[[BudgetPhase, BudgetPhaseDialog], object],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        """A form for ``phase``."""
        super().__init__(tr("Phase"), lambda: save(self.read(), self), parent, ok_label=tr("Save"))
        self.setObjectName("setup.phaseDialog")
        self._phase = phase
        self.title_edit = QLineEdit(phase.title)
        self.add_row(tr("Title"), self.title_edit, "setup.phaseDialog.title")
        self.start = DayEdit(today=today)
        self.start.set_day(phase.starts_on)
        self.add_row(tr("Phase starts on"), self.start, "setup.phaseDialog.start")
        self.end = DayEdit(today=today)
        self.end.set_day(phase.ends_on)
        self.add_row(tr("Phase ends on"), self.end, "setup.phaseDialog.end")
        self.target = MoneyEdit()
        self.target.set_fen(phase.month_target_fen)
        self.add_row(tr("Turnover target a month (yuan)"), self.target, "setup.phaseDialog.target")

    def read(self) -> BudgetPhase:
        """The phase as it stands in the form.

        Raises:
            UserError: a day or the target is missing or unreadable.
        """
        start, end = self.start.day, self.end.day
        if start is None or end is None:
            raise UserError(Text("Enter both days of the phase, like 2026-03-16."))
        if not self.target.valid:
            raise UserError(Text("Enter the amount in yuan, 0 or more."))
        return replace(
            self._phase,
            title=self.title_edit.text().strip(),
            starts_on=start,
            ends_on=end,
            month_target_fen=self.target.fen or 0,
        )


class BudgetLineDialog(FormDialog):
    """Kind, amount and note of money."""

    def __init__(
        self, line: BudgetLine, save: Callable[[BudgetLine, BudgetLineDialog], object], parent: QWidget | None = None
    ) -> None:
        """A form for ``line``."""
        super().__init__(tr("Money"), lambda: save(self.read(), self), parent, ok_label=tr("Save"))
        self.setObjectName("setup.lineDialog")
        self._line = line
        self.kind = QComboBox()
        for kind in MoneyKind:
            self.kind.addItem(tr(KIND_NAMES[kind]), kind)
        self.kind.setCurrentIndex(list(MoneyKind).index(line.kind))
        self.add_row(tr("Used for"), self.kind, "setup.lineDialog.kind")
        self.amount = MoneyEdit()
        self.amount.set_fen(line.amount_fen if line.id else None)
        self.add_row(tr("Amount (yuan)"), self.amount, "setup.lineDialog.amount")
        self.note = QLineEdit(line.note)
        self.add_row(tr("Note"), self.note, "setup.lineDialog.note")

    def read(self) -> BudgetLine:
        """The money as it stands in the form.

        Raises:
            UserError: the amount is missing or unreadable.
        """
        if self.amount.fen is None:
            raise UserError(Text("Enter the amount in yuan, 0 or more."))
        return replace(
            self._line,
            kind=MoneyKind(self.kind.currentData()),
            amount_fen=self.amount.fen,
            note=self.note.text().strip(),
        )
