"""Products against what each needs: a tick in a cell, for all chosen rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from shopdesk.domain.setup.preparation import Item, progress_of
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.services.products import NamedProduct
    from shopdesk.services.setup.preparation import PreparationBoard

NAME = "setup.preparation.table"
_READY, _FIRST = "✓", 2


class PreparationTable(RecordTable):
    """A table for these things; others need another one.

    ``turned`` carries products, the thing, and whether it is ready.
    """

    turned = Signal(list, str, bool)

    def __init__(self, theme: Theme, items: Sequence[Item]) -> None:
        """Without products."""
        self.items = tuple(items)
        self.board: PreparationBoard | None = None
        columns: list[Column[NamedProduct]] = [
            Column(tr("Product"), lambda one: one.title, name="product", tip=lambda one: one.product_id),
            Column(tr("Ready"), self._share, said=self._share_said, numeric=True, name="ready",
                   ink=lambda one: theme.good if self._share(one) == 1 else None),
        ]  # fmt: skip
        columns += [self._column(theme, item) for item in self.items]
        super().__init__(RecordTableModel(columns), NAME, tr("What each product needs"))
        self.opened.connect(lambda _one: self.turn())

    def _column(self, theme: Theme, item: Item) -> Column[NamedProduct]:
        def ready(one: NamedProduct) -> str | None:
            return _READY if self.board is not None and (one.product_id, item.code) in self.board.done else None

        return Column(
            item.title,
            ready,
            name=item.code,
            header_tip=item.ask,
            ink=lambda one: theme.good if ready(one) else None,
            tip=lambda one: self._since(one, item),
        )

    def _since(self, one: NamedProduct, item: Item) -> str:
        kept = self.board.done.get((one.product_id, item.code)) if self.board is not None else None
        if kept is None:
            return item.ask
        return tr("ready since {day}, {who}", day=kept.done_on, who=kept.who) if kept.who else tr(
            "ready since {day}", day=kept.done_on
        )  # fmt: skip

    def _share(self, one: NamedProduct) -> float | None:
        if self.board is None:
            return None
        found = progress_of(one.product_id, self.items, self.board.done)
        return found.done / found.needed if found.needed else None

    def _share_said(self, one: NamedProduct) -> str | None:
        if self.board is None:
            return None
        found = progress_of(one.product_id, self.items, self.board.done)
        return f"{found.done}/{found.needed}" if found.needed else None

    @property
    def item(self) -> Item | None:
        """The thing in whose column the cursor is."""
        place = self.currentIndex().column() - _FIRST
        return self.items[place] if 0 <= place < len(self.items) else None

    def turn(self) -> None:
        """Turn the tick of the cell, for all chosen products: ready where the one under the cursor is not."""
        current, item = self.current(), self.item
        if current is None or item is None or self.board is None:
            return
        chosen = [one.product_id for one in self.selected()] or [current.product_id]
        self.turned.emit(chosen, item.code, (current.product_id, item.code) not in self.board.done)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space turns the tick, then the usual keys."""
        if event.key() == Qt.Key.Key_Space:
            self.turn()
        else:
            super().keyPressEvent(event)
