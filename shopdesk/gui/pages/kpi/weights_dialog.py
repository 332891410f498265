"""What weekdays and campaign days weigh when a target is split, for the owner to change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QWidget

from shopdesk.domain.target_weights import MOST, TargetWeights, check_weights
from shopdesk.gui.charts.readout import weekday_name
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitBasis:
    """What a year is split by: the weights in force, the weekdays of the last weeks, the shares of the months."""

    year: int
    weights: TargetWeights
    past: tuple[Decimal, ...]
    months: tuple[Decimal, ...]
    known: tuple[int, ...]


class WeightsDialog(FormDialog):
    """Seven weekdays and the campaign day; ``weights`` holds what was entered once the dialog was accepted."""

    def __init__(self, basis: SplitBasis, parent: QWidget | None = None) -> None:
        """Show the weights in force."""
        super().__init__(tr("What days weigh in a target"), self._check, parent)
        self.setObjectName("kpi.weights")
        self.weights = basis.weights
        self._past = basis.past
        self.own = QCheckBox(tr("As they sold in the last twelve weeks"))
        self.own.setChecked(basis.weights.weekdays is None)
        self.add_row(tr("Weekdays"), self.own, "kpi.weight.past")
        self.days = [
            self._weight(f"day{number + 1}", weekday_name(number), value)
            for number, value in enumerate(basis.weights.weekdays or basis.past)
        ]
        self.campaign = self._weight("campaign", tr("Campaign day, times"), basis.weights.campaign)
        self.shape = QLabel(shape_text(basis))
        self.shape.setObjectName("kpi.weight.shape")
        self.shape.setProperty("role", "muted")
        self.shape.setWordWrap(True)
        self.form.addRow(self.shape)
        self.own.toggled.connect(self._on_own)
        self._on_own(self.own.isChecked())

    def _weight(self, name: str, label: str, value: Decimal) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(0, float(MOST))
        field.setDecimals(4)
        field.setSingleStep(0.1)
        field.setValue(float(value))
        self.add_row(label, field, f"kpi.weight.{name}")
        return field

    def _on_own(self, past: bool) -> None:
        for field, value in zip(self.days, self._past, strict=True):
            field.setEnabled(not past)
            if past:
                field.setValue(float(value))

    def _check(self) -> None:
        self.weights = check_weights(
            TargetWeights(
                weekdays=None if self.own.isChecked() else tuple(_exact(field) for field in self.days),
                campaign=_exact(self.campaign),
            )
        )


def shape_text(basis: SplitBasis) -> str:
    """What share of a year each month has, and how much of last year that rests on."""
    whole = sum(basis.months) or Decimal(1)
    shares = "  ".join(
        f"{month:02d}\N{NO-BREAK SPACE}{share / whole * 100:.1f}%" for month, share in enumerate(basis.months, 1)
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


def _exact(field: QDoubleSpinBox) -> Decimal:
    return Decimal(f"{field.value():.4f}")
