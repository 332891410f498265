"""The bars of the alerts, for the owner to change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi.alerts import LIMITS, AlertLimits
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr


class LimitsDialog(RecordForm):
    """Eight bars; what is kept rings from then on."""

    def __init__(self, context: PageContext, limits: AlertLimits, parent: QWidget | None = None) -> None:
        """Show the bars in force."""
        reader = Reader(today=context.clock.today(), say=tr)
        super().__init__(context.tasks, LIMITS, name="kpi.limits", title=tr(LIMITS.label), confirm=tr("Save"),
                         reader=reader, parent=parent, record=limits)  # fmt: skip
        self._alerts, self._store = context.services.alerts, context.store_id
        self.add_fields(*fields_in(LIMITS))

    def work(self) -> Callable[[], None]:
        """Keep the bars."""
        limits, was = self.changed_record(), self.record
        return lambda: self._alerts.set_limits(self._store, limits, was)
