"""The form of an own fee figure: for which stores and goods, from which day on, how much, and where it is from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.fees import RATE_ITEMS, FeeItem, OwnFee
from shopdesk.domain.setup.nouns import OWN_FEE
from shopdesk.domain.stores import TYPE_NAMES, Platform, types_of
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.editors import ChoiceEditor
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_LABELS = {
    "rate": Text("Share of sales"),
    "amount_fen": Text("Amount (yuan)"),
    "source": Text("Where from"),
    "valid_from": Text("Holds from the day"),
}
_OF_YEARLY = ("ladder",)


class FeeForm(RecordForm):
    """Asks for an amount or a share, as the fee needs it; what ships stays as it is."""

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        figure: OwnFee,
        categories: Iterable[str],
        *,
        title: str = "",
    ) -> None:
        """On ``figure``, which is new where it has no id; ``categories`` are offered, others can be typed."""
        new = figure.id is None
        super().__init__(
            context.tasks,
            OWN_FEE,
            name="setup.feeForm",
            title=title or (tr("New own figure") if new else tr("Change the own figure")),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=figure,
        )
        self._versions = context.services.setup.fees.versions
        goods = OwnerBox()
        goods.be_narrow()
        goods.offer(categories)
        goods.setAccessibleName(tr("Category"))
        self.add_fields("item", "platform", "store_type", "trademark")
        self.add_fields("category", widgets={"category": goods})
        line = goods.lineEdit()
        assert line is not None
        line.setPlaceholderText(tr("all products"))
        self.hint(tr("Empty: for all. A category of your own is one whose name you type."))
        self.add_fields("amount_fen", "rate", "ladder", "valid_from", labels=_LABELS)
        self.hint(tr("Without a day it holds for all days. From its day on it takes the place of the shipped figure."))
        self.add_fields("source", "link", "verified", "note", labels=_LABELS)
        self.editors["item"].changed.connect(self._on_item)
        self.editors["platform"].changed.connect(self._on_platform)
        self._on_item()
        self._on_platform()

    def work(self) -> Callable[[], Any]:
        """Keep it; it is dated today."""
        figure, versions = self.changed_record(), self._versions
        return lambda: versions.keep(figure)

    def _on_item(self) -> None:
        item = self.editors["item"].raw()
        shares = item in RATE_ITEMS
        for name, shown in (("amount_fen", not shares), ("rate", shares)):
            self._show(name, shown)
        for name in _OF_YEARLY:
            self._show(name, item == FeeItem.YEARLY_FEE)
        self.fit()

    def _show(self, name: str, shown: bool) -> None:
        """What is not asked for is not kept either: nobody could see what is wrong with it."""
        if not shown:
            self.editors[name].set_value(None)
        self.show_field(name, shown)

    def _on_platform(self) -> None:
        chosen = self.editors["platform"].raw()
        kinds = types_of(Platform(chosen)) if chosen else tuple(TYPE_NAMES)
        made = self.editors["store_type"]
        assert isinstance(made, ChoiceEditor)
        made.offer({kind: tr(TYPE_NAMES[kind]) for kind in kinds}, only=True)
