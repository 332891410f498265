"""The form that keeps why an order differs, in somebody's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.joining import Was
from shopdesk.domain.ledger.explained import EXPLANATION, Explanation
from shopdesk.domain.ledger.matched import MatchedOrder
from shopdesk.gui.pages.kpi.money.texts import signed
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class ExplainDialog(RecordForm):
    """A word, and who says it."""

    def __init__(self, context: PageContext, order: MatchedOrder, parent: QWidget | None = None) -> None:
        """A form for one order; what was said before stands there."""
        super().__init__(
            context.tasks,
            EXPLANATION,
            name="kpi.money.explain",
            title=tr("Explain order {number}", number=order.order_no),
            confirm=tr("Keep"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=None,
        )
        said = order.explanation
        self.was = Was(None if said is None else said.word)
        self._matching, self._store, self._order_no = context.services.matching, context.store_id, order.order_no
        self.hint(
            tr("{state}: {difference}. Explained orders no longer count as open while they differ by the same.",
               state=order.state_name, difference=signed(order.difference))
        )  # fmt: skip
        self.add_fields("word", "who", values={"word": said.word, "who": said.who} if said is not None else None)
        self["word"].setFocus()

    def work(self) -> Callable[[], Explanation]:
        """Keep it."""
        values = self.values()
        word, who, was = values["word"], values["who"] or "", self.was
        return lambda: self._matching.explain(self._store, self._order_no, word, who, was)
