"""What makes the sales of a month: visitors × conversion × amount per buyer. Change one, and the others follow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.kpi import kpi
from shopdesk.domain.periods import month_of
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_drivers import DRIVERS, Balance, balance, standing
from shopdesk.domain.target_plan import DRIVEN, TARGET_DRIVERS, TypedDrivers
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.target_view import TargetView
from shopdesk.gui.pages.kpi.target_words import drivers_text
from shopdesk.gui.widgets.controls import tick
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr


class DriversDialog(RecordForm):
    """Four targets of a month. What is ticked stays; the others follow what is typed, by their weights."""

    def __init__(self, context: PageContext, view: TargetView, parent: QWidget | None = None) -> None:
        """Begin with the targets of the month in view."""
        month = view.wanted.month
        begun = {code: None if (kept := view.drivers.get(code)) is None else AIMS[code].value(kept) for code in DRIVEN}
        super().__init__(
            context.tasks,
            TARGET_DRIVERS,
            name="kpi.drivers",
            title=tr("What makes the sales of {month}", month=f"{month:%Y-%m}"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=TypedDrivers(**begun, **{f"weight_{code}": value for code, value in view.weights.items()}),  # type: ignore[arg-type]
        )
        self._targets, self._store, self._month = context.services.targets, context.store_id, month
        self._days = month_of(month).length
        self._kept: dict[str, int | None] = dict(view.drivers)
        self._before = dict(view.drivers)
        self._filling = False
        self.stays: dict[str, QCheckBox] = {}
        self.hint(tr("Tick what stays. What you change moves the others; a single empty one is worked out."))
        for code in DRIVEN:
            name = f"kpi.drivers.stays.{code}"
            stays = tick(name, tr("stays"), self._on_ticked)
            stays.setAccessibleName(tr("{figure} stays", figure=tr(kpi(code).name)))
            self.stays[code] = stays
            self.add_fields(code, behind=_spaced(stays), called={code: f"kpi.drivers.{code}"})
        self.section(tr("How a change is shared"))
        self.add_fields(*(f"weight_{code}" for code in DRIVERS))
        self.made = self.hint()
        self.made.setObjectName("kpi.drivers.made")
        self._show(standing(self._days, self._kept))

    def _on_changed(self, name: str) -> None:
        super()._on_changed(name)
        if name in DRIVEN and not self._filling:
            self._try(name, keep=False)

    def _on_left(self, name: str) -> None:
        super()._on_left(name)
        if name in DRIVEN and self._typed(name) != self._kept.get(name):
            self._try(name, keep=True)

    def _on_ticked(self, _on: bool) -> None:
        """From now on; what stands there is what the next change begins with."""
        self._kept = {code: self._typed(code) for code in DRIVEN}

    def _typed(self, code: str) -> int | None:
        try:
            value = self.editors[code].value()
        except FieldError:
            return None
        return None if value is None else AIMS[code].kept(value)

    def _weights(self) -> dict[str, Decimal]:
        found = {}
        for code in DRIVERS:
            try:
                found[code] = self.editors[f"weight_{code}"].value()
            except FieldError:
                found[code] = Decimal(1)
        return found

    def _try(self, changed: str, *, keep: bool) -> None:
        """Show what the others have to be; every key begins with what stood there before the field was entered."""
        try:
            self.editors[changed].value()
        except FieldError:
            return
        values = {**self._kept, changed: self._typed(changed)}
        if values[changed] is None:
            return
        staying = [code for code, stays in self.stays.items() if stays.isChecked()]
        found = balance(self._days, values, changed, staying, self._weights())
        self._filling = True
        for code in DRIVEN:
            kept = found.values[code]
            if code != changed and kept != self._typed(code):
                self.editors[code].set_value(None if kept is None else AIMS[code].value(kept))
        self._filling = False
        if keep:
            self._kept = dict(found.values)
        self._show(found)

    def _show(self, found: Balance) -> None:
        self.made.setText("\n".join(drivers_text(self._days, found)))
        self.fit()

    def work(self) -> Callable[[], Any]:
        """Keep the targets that were changed, and the weights for the next time."""
        values = self.values()
        kept = {code: None if values[code] is None else AIMS[code].kept(values[code]) for code in DRIVEN}
        changed = {code: value for code, value in kept.items() if value != self._before.get(code)}
        store, month, targets = self._store, self._month, self._targets
        weights = {code: values[f"weight_{code}"] for code in DRIVERS}
        return lambda: targets.levels.set(store, month, changed, weights)


def _spaced(widget: QWidget) -> QWidget:
    """The widget with room before it."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(8, 0, 0, 0)
    layout.addWidget(widget)
    return row
