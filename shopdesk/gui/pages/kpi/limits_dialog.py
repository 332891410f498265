"""The bars of the alerts, for the owner to change."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from shopdesk.domain.kpi.alerts import AlertLimits, check_limits
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr


class LimitsDialog(FormDialog):
    """Eight bars; ``limits`` holds what was entered once the dialog was accepted."""

    def __init__(self, limits: AlertLimits, parent: QWidget | None = None) -> None:
        """Show the bars in force."""
        super().__init__(tr("When to alert"), self._check, parent)
        self.setObjectName("kpi.limits")
        self.limits = limits
        self.conversion = self._percent("conversion", tr("Conversion falls by"), limits.conversion_drop)
        self.visitors = self._percent("visitors", tr("Visitors fall week on week by"), limits.visitors_drop)
        self.refunds = self._percent("refunds", tr("Refund rate rises by"), limits.refund_rise)
        self.target = self._days("target", tr("Target missed in a row"), limits.target_days)
        self.dsr = self._number("dsr", tr("A rating is below"), limits.dsr_bar, 5)
        self.roi = self._number("roi", tr("ROI is below"), limits.roi_bar, 100)
        self.stock = self._days("stock", tr("Stock lasts less than"), limits.stock_days)
        self.stale = self._days("stale", tr("Figures are missing for"), limits.stale_days)

    def _percent(self, name: str, label: str, value: Decimal) -> QSpinBox:
        field = QSpinBox()
        field.setRange(1, 100)
        field.setSuffix(" %")
        field.setValue(int(value * 100))
        self.add_row(label, field, f"kpi.limit.{name}")
        return field

    def _days(self, name: str, label: str, value: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(1, 365)
        field.setSuffix(" " + tr("days"))
        field.setValue(value)
        self.add_row(label, field, f"kpi.limit.{name}")
        return field

    def _number(self, name: str, label: str, value: Decimal, most: int) -> QDoubleSpinBox:
        field = QDoubleSpinBox()
        field.setRange(0, most)
        field.setDecimals(2)
        field.setSingleStep(0.1)
        field.setValue(float(value))
        self.add_row(label, field, f"kpi.limit.{name}")
        return field

    def _check(self) -> None:
        self.limits = check_limits(
            AlertLimits(
                conversion_drop=Decimal(self.conversion.value()) / 100,
                visitors_drop=Decimal(self.visitors.value()) / 100,
                refund_rise=Decimal(self.refunds.value()) / 100,
                target_days=self.target.value(),
                dsr_bar=Decimal(f"{self.dsr.value():.2f}"),
                roi_bar=Decimal(f"{self.roi.value():.2f}"),
                stock_days=self.stock.value(),
                stale_days=self.stale.value(),
            )
        )
