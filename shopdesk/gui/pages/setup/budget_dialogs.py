"""The forms for a phase of the budget and for its money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from shopdesk.domain.fields import Field, Kind, Noun, Reader
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase
from shopdesk.domain.setup.nouns import BUDGET_LINE, BUDGET_PHASE, BUDGET_PLAN
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.budget import Preset


class _BudgetDialog(RecordForm):
    """All fields of a record of the budget."""

    def __init__(
        self, context: PageContext, noun: Noun, record: Any, save: Callable[[Any], Any], name: str, title: str
    ) -> None:
        super().__init__(
            context.tasks,
            noun,
            name=name,
            title=title,
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=context.window,
            record=record,
        )
        self._save_record = save
        new_amount = {"amount_fen": None} if record.id is None else {}
        self.add_fields(*fields_in(noun), values=new_amount)

    def work(self) -> Callable[[], Any]:
        """Keep the record."""
        changed, save = self.changed_record(), self._save_record
        return lambda: save(changed)


class BudgetPhaseDialog(_BudgetDialog):
    """Title, days and monthly target of a phase."""

    def __init__(self, context: PageContext, phase: BudgetPhase) -> None:
        """A form for ``phase``."""
        budget = context.services.setup.budget
        super().__init__(context, BUDGET_PHASE, phase, budget.save_phase, "setup.phaseDialog", tr("Phase"))


class BudgetLineDialog(_BudgetDialog):
    """Kind, amount and note of money."""

    def __init__(self, context: PageContext, line: BudgetLine) -> None:
        """A form for ``line``."""
        budget = context.services.setup.budget
        super().__init__(context, BUDGET_LINE, line, budget.save_line, "setup.lineDialog", tr("Money"))


class PresetDialog(RecordForm):
    """Choose a shipped example to begin with."""

    def __init__(self, context: PageContext, presets: Sequence[Preset]) -> None:
        """Offer ``presets``."""
        names = {preset.code: preset.title for preset in presets}
        super().__init__(
            context.tasks,
            BUDGET_PLAN,
            name="setup.presetDialog",
            title=tr("Take over an example"),
            confirm=tr("Take over"),
            reader=Reader(context.clock.today(), tr, {"choice": names}),
            parent=context.window,
        )
        self._budget, self._store_id = context.services.setup.budget, context.store_id
        self.add_fields(Field("choice", Kind.REFERENCE, Text("Example"), required=True))
        sources = {preset.code: preset.source for preset in presets}
        source = self.hint(presets[0].source)
        self.editors["choice"].changed.connect(lambda: source.setText(sources[self.editors["choice"].value()]))
        self.hint(tr("It replaces the phases you have. Undo brings them back."))

    def work(self) -> Callable[[], Any]:
        """Take the chosen example over."""
        code = self.values()["choice"]
        return lambda: self._budget.apply_preset(self._store_id, code)
