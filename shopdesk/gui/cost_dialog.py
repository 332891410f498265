"""The forms for a unit cost, a courier's price, a cost with a day, and a quarter's figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Noun, Reader
from shopdesk.gui.widgets.product_box import follow, product_widgets
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class CostDialog(RecordForm):
    """Enters or changes one record of what the owner knows about costs."""

    def __init__(
        self,
        context: PageContext,
        noun: Noun,
        name: str,
        title: str,
        parent: QWidget | None = None,
        *,
        record: Any = None,
        start: Mapping[str, Any] | None = None,
        without: tuple[str, ...] = (),
    ) -> None:
        """A form on ``record``, or on a new one that begins with ``start``; fields of ``without`` are not shown."""
        super().__init__(
            context.tasks,
            noun,
            name=name,
            title=title,
            confirm=tr("Keep"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=record,
        )
        self._costs, self._store = context.services.costs, context.store_id
        self.add_fields(
            *(field.name for field in noun.fields if field.name not in without),
            values=start,
            widgets=product_widgets(context, noun),
        )
        follow(self)

    def work(self) -> Callable[[], Any]:
        """Keep what was entered."""
        record = self.changed_record(store_id=self._store)
        return lambda: self._costs.keep(record)
