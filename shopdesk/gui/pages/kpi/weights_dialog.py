"""What weekdays and campaign days weigh when a target is split, for the owner to change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.fields import Reader
from shopdesk.domain.money import percent_text
from shopdesk.domain.target_weights import WEEKDAYS, WEIGHTS, TargetWeights, TypedWeights
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.target_view import SplitBasis
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr


class WeightsDialog(RecordForm):
    """Seven weekdays and the campaign day; what is kept splits targets from then on."""

    def __init__(self, context: PageContext, basis: SplitBasis, parent: QWidget | None = None) -> None:
        """Show the weights in force."""
        reader = Reader(today=context.clock.today(), say=tr)
        super().__init__(context.tasks, WEIGHTS, name="kpi.weight", title=tr(WEIGHTS.label), confirm=tr("Save"),
                         reader=reader, parent=parent, record=TypedWeights.of(basis.weights, basis.past))  # fmt: skip
        self._targets, self._store = context.services.targets, context.store_id
        self._sold = basis.past
        self._past = TypedWeights.of(TargetWeights(), basis.past)
        self.add_fields(*fields_in(WEIGHTS))
        self.shape = self.hint(shape_text(basis))
        self.shape.setObjectName("kpi.weight.shape")
        self["past"].toggled.connect(self._on_past)
        self._on_past(self["past"].isChecked())

    def _on_past(self, past: bool) -> None:
        for name in WEEKDAYS:
            self[name].setEnabled(not past)
            if past:
                self.editors[name].set_value(getattr(self._past, name))

    def work(self) -> Callable[[], None]:
        """Keep the weights."""
        typed, was = self.changed_record(), self.record

        def keep() -> None:
            try:
                self._targets.set_weights(self._store, typed.weights, was.weights)
            except ChangedMeanwhile as error:
                theirs = TypedWeights.of(error.now, self._sold)
                raise ChangedMeanwhile(error.text, mine=typed, now=theirs, who=error.who, at=error.at) from error

        return keep


def shape_text(basis: SplitBasis) -> str:
    """What share of a year each month has, and how much of last year that rests on."""
    whole = sum(basis.months) or Decimal(1)
    shares = "  ".join(
        f"{month:02d}\N{NO-BREAK SPACE}{percent_text(share / whole, 1)}" for month, share in enumerate(basis.months, 1)
    )
    said = (
        tr("{count} months of {year} are known; the others count as their mean.",
           count=len(basis.known), year=basis.year - 1)
        if 0 < len(basis.known) < 12
        else tr("All months of {year} are known.", year=basis.year - 1)
        if basis.known
        else tr("No month of {year} is known, so all months are alike.", year=basis.year - 1)
    )  # fmt: skip
    return f"{tr('Shares of the months of {year}:', year=basis.year)}\n{shares}\n{said}"
