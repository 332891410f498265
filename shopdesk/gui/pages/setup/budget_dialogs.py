"""The forms for a phase of the budget and for its money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Noun, Reader
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase
from shopdesk.domain.setup.budget_nouns import BUDGET_LINE, BUDGET_PHASE, BUDGET_PLAN
from shopdesk.domain.setup.total_check import check_total
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.budget_lines import phase_names
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.setup.budget import Preset
from shopdesk.services.setup.budget_words import stated_parts, total_sentence


class _BudgetDialog(RecordForm):
    """All fields of a record of the budget."""

    def __init__(
        self,
        context: PageContext,
        noun: Noun,
        record: Any,
        save: Callable[[Any], Any],
        name: str,
        title: str,
        names: Mapping[str, Mapping[Any, str]],
    ) -> None:
        super().__init__(
            context.tasks,
            noun,
            name=name,
            title=title,
            confirm=tr("Save"),
            reader=Reader(context.clock.today(), tr, names),
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
        super().__init__(context, BUDGET_PHASE, phase, budget.save_phase, "setup.phaseDialog", tr("Phase"), {})


class BudgetLineDialog(_BudgetDialog):
    """Everything that is planned of a line."""

    def __init__(self, context: PageContext, line: BudgetLine, phases: Sequence[BudgetPhase]) -> None:
        """A form for ``line``, in one of ``phases``."""
        budget, names = context.services.setup.budget, {"budget_phases": phase_names(phases)}
        super().__init__(context, BUDGET_LINE, line, budget.save_line, "setup.lineDialog", tr("Money"), names)


class PresetDialog(RecordForm):
    """Choose a published plan and the day on which it starts; it is held against its own total at once."""

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
        self.add_fields(
            Field("choice", Kind.REFERENCE, Text("Example"), required=True),
            Field("start", Kind.DAY, Text("Starts on"), required=True),
            values={"choice": presets[0].code, "start": context.clock.today()},
        )
        self._sources = {preset.code: preset.source for preset in presets}
        self.source = self.hint(presets[0].source)
        self.check = self.hint("")
        for name in ("choice", "start"):
            self.editors[name].changed.connect(self._tell)
        self.hint(tr("It replaces the phases you have. Undo brings them back."))
        self._tell()

    def _tell(self) -> None:
        code = self.editors["choice"].value()
        self.source.setText(self._sources.get(code, ""))
        try:
            start = self.editors["start"].value()
            laid = None if start is None else self._budget.laid_out(self._store_id, code, start)
        except UserError as error:
            self.check.setText(tr(error.text))
            return
        if laid is None:
            self.check.setText("")
            return
        first, last = laid.phases[0][0].starts_on, max(phase.ends_on for phase, _lines in laid.phases)
        told = [tr("From {start} to {end}.", start=first.isoformat(), end=last.isoformat())]
        told.append(total_sentence(check_total(laid.stated_fen, laid.lines, [phase for phase, _lines in laid.phases])))
        self.check.setText(sentences([*told, *stated_parts(laid)]))

    def work(self) -> Callable[[], Any]:
        """Take the chosen example over."""
        chosen = self.values()
        return lambda: self._budget.apply_preset(self._store_id, chosen["choice"], chosen["start"])
