"""The form in which an owner notes that a figure is counted in another way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi.definitions import OWN_CHANGE
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class DefinitionForm(RecordForm):
    """From which day a figure is counted in another way."""

    def __init__(self, context: PageContext, code: str, parent: QWidget | None = None) -> None:
        """For the figure of ``code``, from today on."""
        super().__init__(
            context.tasks,
            OWN_CHANGE,
            name="kpi.definition",
            title=tr(OWN_CHANGE.label),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._definitions, self._store = context.services.definitions, context.store_id
        self.add_fields(*fields_in(OWN_CHANGE), values={"code": code, "day": context.clock.today()})

    def work(self) -> Callable[[], Any]:
        """Keep it."""
        change = self.changed_record()
        return lambda: self._definitions.add(self._store, change)
