"""The form for an own fee figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, RATE_ITEMS, FeeLine
from shopdesk.domain.setup.nouns import OWN_FEE
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

_LABELS = {"rate": Text("Share of sales"), "amount_fen": Text("Amount (yuan)"), "source": Text("Where from")}


class FeeDialog(RecordForm):
    """Asks for the amount or the rate, and where it is known from."""

    def __init__(self, context: PageContext, line: FeeLine) -> None:
        """A form for the item of ``line``."""
        super().__init__(
            context.tasks,
            OWN_FEE,
            name="setup.feeDialog",
            title=tr(FEE_ITEM_NAMES[line.item]),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=context.window,
        )
        self._item = line.item
        self._fees, self._store_id = context.services.setup.fees, context.store_id
        figure = "rate" if line.item in RATE_ITEMS else "amount_fen"
        shown = {"rate": line.rate, "amount_fen": line.amount_fen, "source": line.source.en if line.own else ""}
        self.add_fields(figure, "source", values=shown, labels=_LABELS)

    def work(self) -> Callable[[], Any]:
        """Keep it as a new version."""
        said, fees, store_id, item = self.values(), self._fees, self._store_id, self._item
        return lambda: fees.set_own(store_id, item, **said)
