"""What is new in the shipped list: each thing is taken or left, and nothing of the owner's own is touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.offers import Offer, offer_words

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_NAME = "setup.offers"
_LINES = 14


class OffersDialog(FormDialog):
    """A list to tick, all ticked at first; what is left is not offered again."""

    def __init__(self, context: PageContext, offers: Sequence[Offer]) -> None:
        """Offer ``offers``."""
        super().__init__(tr("What is new in the list"), self._keep, context.window, ok_label=tr("Take what is ticked"))
        self.setObjectName(_NAME)
        self._context = context
        self.form.addRow(
            words(
                tr(
                    "The shipped list for this kind of store has changed. Ticked things are taken over; what you leave "
                    "is not offered again. Your own steps and papers, and all you entered, stay as they are."
                ),
                name=f"{_NAME}.about",
            )
        )
        self.list = TickList(f"{_NAME}.list", tr("What is new in the list"))
        self.list.setWordWrap(True)
        self.list.populate([(one.code, _line(one)) for one in offers], [one.code for one in offers])
        self.list.setMinimumHeight(min(len(offers) * 2, _LINES) * self.fontMetrics().lineSpacing())
        self.form.addRow(self.list)
        self.form.addRow(button(f"{_NAME}.none", tr("Leave all"), lambda: self.list.tick_all(on=False), role="flat"))
        self.resize(640, self.height())

    def _keep(self) -> bool:
        context, taken = self._context, self.list.ticked()
        offers, store_id = context.services.setup.offers, context.store_id

        def done(_nothing: object) -> None:
            self.accept()
            context.messages.success(tr("Taken over: {count}. Ctrl+Z takes it back.", count=len(taken)))

        context.tasks.database(lambda: offers.take(store_id, taken), done=done, failed=self.complain, owner=self)
        return False


def _line(offer: Offer) -> str:
    title = tr(offer_words(offer))
    return f"{title}\n{offer.why}" if offer.why else title
