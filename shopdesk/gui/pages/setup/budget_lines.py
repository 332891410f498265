"""The lines of the budget as a list: planned against paid, pasted from a spreadsheet, each opened to its payments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, MoneyKind
from shopdesk.domain.setup.budget_nouns import BUDGET_LINE
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra.i18n import tr
from shopdesk.services.registry import Services
from shopdesk.services.setup.budget_paid import PaidLine, PaidView

_FIGURE = Field("", Kind.MONEY)
_NO_SUM = Field("", Kind.MONEY, additive=False)


class BudgetLinesPart(RecordListPart):
    """Every line with what was paid of it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without lines."""
        self._rows: dict[int | None, PaidLine] = {}
        self._phases: tuple[BudgetPhase, ...] = ()
        listed = Listed(
            BUDGET_LINE,
            "setup.budget.lines",
            tr("Planned and paid"),
            tr("New line"),
            tr("No money is planned yet"),
            tr("Make a phase first; then type what it needs, or paste rows from a spreadsheet with the phase in one."),
            files=True,
        )
        super().__init__(context, listed, parent)
        self.said = words(name="setup.budget.lines.said", role="subtitle")
        self.column.insertWidget(1, self.said)
        self.table.opened.disconnect(self.open_form)
        self.table.opened.connect(self.open_payments)
        self.table.first_in_menu = ("payments", tr("Payments…"), lambda: self.open_payments(self.chosen))

    def load(self, services: Services, question: Any) -> PaidView:
        """The lines with their payments."""
        return services.setup.budget.paid.view(question)

    def populate(self, view: PaidView) -> None:
        """Show them, and what all of them come to."""
        self._phases = view.phases
        self._rows.clear()
        self._rows.update({one.id: one for one in view.lines})
        self.name_codes("budget_phases", phase_names(view.phases))
        self.show_records([one.line for one in view.lines])
        actual = view.actual_fen
        planned = format_yuan(view.planned_fen)
        if not view.lines:
            self.said.setText("")
        elif actual is None:
            self.said.setText(tr("Planned {planned}; nothing is paid yet.", planned=planned))
        else:
            self.said.setText(tr("Planned {planned}, paid {paid}.", planned=planned, paid=format_yuan(actual)))
        self.new.setEnabled(bool(view.phases))
        self.enable()

    def enable(self) -> None:
        """Payments are those of the chosen line."""
        super().enable()
        self.payments.setEnabled(self.chosen is not None)

    def more_buttons(self) -> Sequence[QWidget]:
        """The payments of the chosen line."""
        self.payments = button("setup.budget.lines.payments", tr("Payments…"), lambda: self.open_payments(self.chosen))
        return (self.payments,)

    def more_columns(self) -> Sequence[Column[BudgetLine]]:
        """What was paid, how much that is more than planned, what came back."""
        return [
            _money("paid", tr("Paid", context="budget"), lambda line: self._of(line, lambda one: one.actual_fen)),
            _money("over", tr("Paid − planned"), lambda line: self._of(line, lambda one: one.over_fen)),
            _money("back", tr("Came back"), lambda line: self._of(line, lambda one: one.paid.back_fen)),
        ]

    def in_order(self, columns: list[Column[Any]]) -> list[Column[Any]]:
        """What was paid stands behind what was planned."""
        fields, figures = columns[:-3], columns[-3:]
        place = next(number for number, column in enumerate(fields) if column.name == "amount_fen") + 1
        return [*fields[:place], *figures, *fields[place:]]

    def _of(self, line: BudgetLine, figure: Callable[[PaidLine], int | None]) -> int | None:
        row = self._rows.get(line.id)
        return None if row is None else figure(row)

    def start(self) -> Mapping[str, Any]:
        """Goods of the phase that is, or of the first one."""
        today = self.context.clock.today()
        now = [phase for phase in self._phases if phase.starts_on <= today <= phase.ends_on]
        phase = (now or list(self._phases) or [None])[0]
        return {"phase_id": phase.id if phase is not None else None, "kind": MoneyKind.GOODS}

    def keep(self, record: BudgetLine) -> BudgetLine:
        """Keep a line."""
        return self.context.services.setup.budget.save_line(record)

    def discard(self, record: BudgetLine) -> None:
        """Take a line away."""
        self.context.services.setup.budget.remove_line(record.id or 0)

    def open_payments(self, line: BudgetLine | None) -> None:
        """Open what was paid of a line."""
        from shopdesk.gui.pages.setup.budget_payments import PaymentsDialog

        if line is not None and line.id in self._rows:
            open_once(PaymentsDialog(self.context, line, self._rows[line.id].phase, self))


def phase_names(phases: Sequence[BudgetPhase]) -> dict[int | None, str]:
    """What phases are called where one is chosen; two of one name are told apart by their first day."""
    often = Counter(phase.title for phase in phases)
    return {
        phase.id: phase.title if often[phase.title] == 1 else f"{phase.title} {phase.starts_on.isoformat()}"
        for phase in phases
    }


def _money(name: str, title: str, value: Callable[[BudgetLine], int | None]) -> Column[BudgetLine]:
    field = _NO_SUM if name == "over" else _FIGURE
    return Column(title, value, format_yuan, numeric=True, name=name, field=field)
