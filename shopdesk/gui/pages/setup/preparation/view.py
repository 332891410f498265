"""Preparation: products against photos, title and page, and beside it what the store needs once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.preparation import OF_STORE, PREPARATION_ITEM, Item, PreparationItem
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.setup.preparation.table import PreparationTable
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import sentences, tr
from shopdesk.infra.settings import ACTOR

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.setup.preparation import PreparationBoard

_NAME = "setup.preparation"


class PreparationPart(Part):
    """Ticks what is ready. ``couriers_asked``: the prices of couriers are wanted."""

    couriers_asked = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; what is ready is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.board: PreparationBoard | None = None
        self.table: PreparationTable | None = None
        self.dialog: OwnItemForm | None = None
        self._panel: RecordPanel | None = None
        self.said = words(name=f"{_NAME}.said")
        self.ask = words(name=f"{_NAME}.ask", role="muted")
        self.turn = button(f"{_NAME}.turn", tr("Ready or not"), self._turn, tip=tr("Space does the same"))
        self.own = button(f"{_NAME}.own", tr("Own thing…"), self.add_item)
        self.leave = button(f"{_NAME}.leave", tr("Leave it out"), self.leave_out)
        self.again = button(f"{_NAME}.again", tr("Ask for all again"), self.ask_again)
        self.couriers = button(f"{_NAME}.couriers", tr("Courier prices"), self.couriers_asked.emit)
        self.printed = button(f"{_NAME}.print", tr("Print…"), self.open_print)
        bar = QWidget()
        row = FlowLayout(bar, 6)
        for one in (self.turn, self.own, self.leave, self.again, self.couriers, self.printed):
            row.addWidget(one)
        self.holder = QWidget()
        self._left = QVBoxLayout(self.holder)
        self._left.setContentsMargins(0, 0, 0, 0)
        self.no_products = words(
            tr(
                "No product is known yet. Enter the first ones under Promotions ▸ More ▸ Products…, paste them there "
                "from a spreadsheet, or import an export of products."
            ),
            name=f"{_NAME}.noProducts",
            role="muted",
        )
        self._left.addWidget(self.no_products)
        self.once = TickList(f"{_NAME}.once", tr("What the store needs"))
        self.once.changed.connect(self._on_once)
        self.once.currentRowChanged.connect(lambda _row: self._on_once_moved())
        self.once_ask = words(name=f"{_NAME}.onceAsk", role="muted")
        side = QFrame()
        side.setProperty("role", "card")
        inside = QVBoxLayout(side)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(words(tr("What the store needs"), role="heading"))
        inside.addWidget(self.once, 1)
        inside.addWidget(self.once_ask)
        self.refused = LyingLabel(f"{_NAME}.refused", self.holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(bar)
        column.addWidget(self.said)
        column.addWidget(SplitView(self.holder, side, (3, 1)), 1)
        column.addWidget(self.ask)
        self._enable()

    # Showing ----------------------------------------------------------------------------------------------------------

    def load(self, services: Services, question: Any) -> PreparationBoard:
        """What has to be ready and what is."""
        return services.preparation.board(question)

    def populate(self, board: PreparationBoard) -> None:
        """Show it; a table for other things has other columns."""
        self.board = board
        if self.table is None or self.table.items != board.each():
            self._new_table(board.each())
        table = self.table
        assert table is not None
        kept, place = table.current(), table.currentIndex().column()
        table.board = board
        table.set_records(board.products)
        if board.products:
            row = table.records_model.row_of(lambda one: kept is not None and one.product_id == kept.product_id)
            table.setCurrentIndex(table.records_model.index(max(row, 0), place if place >= 0 else 2))
        self.no_products.setVisible(not board.products)
        assert self._panel is not None
        self._panel.setVisible(bool(board.products))
        current = self.once.currentRow()
        entries = [(item.code, item.title) for item in board.once()]
        self.once.populate(entries, [code for product, code in board.done if product == OF_STORE])
        self.once.setCurrentRow(min(max(current, 0), len(entries) - 1))
        self.said.setText(sentences(preparation_words(board)))
        self._on_moved()

    def _new_table(self, items: Sequence[Item]) -> None:
        had_focus = self.table is not None and self.table.hasFocus()
        if self._panel is not None:
            self._left.removeWidget(self._panel)
            self._panel.deleteLater()
        self.table = PreparationTable(self.context.theme, items)
        self.table.turned.connect(self._on_turned)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._on_moved())
        self._panel = RecordPanel(self.context, self.table, lambda: Reader(today=self.context.clock.today(), say=tr))
        self._panel.offer_export(tr("What each product needs"))
        self._left.insertWidget(0, self._panel, 1)
        if had_focus:
            self.table.setFocus()

    def _on_moved(self) -> None:
        item = self.table.item if self.table is not None else None
        self.ask.setText(breakable(tr("{title}: {ask}", title=item.title, ask=item.ask)) if item and item.ask else "")
        self._on_once_moved()
        self._enable()

    def _on_once_moved(self) -> None:
        item = self._current_once()
        self.once_ask.setText(breakable(item.ask) if item is not None else "")

    def _current_once(self) -> Item | None:
        row = self.once.currentRow()
        things = self.board.once() if self.board is not None else ()
        return things[row] if 0 <= row < len(things) else None

    def _chosen_item(self) -> Item | None:
        """The thing that the cursor is on: in the store's list while the keyboard is there, else in the table."""
        if self.once.hasFocus():
            return self._current_once()
        return self.table.item if self.table is not None and self.board is not None and self.board.products else None

    def _enable(self) -> None:
        on_product = self.table is not None and self.table.current() is not None and self.table.item is not None
        self.turn.setEnabled(on_product)
        self.leave.setEnabled(on_product or self._current_once() is not None)
        self.own.setEnabled(self.board is not None)
        self.printed.setEnabled(self.board is not None)
        self.again.setVisible(self.board is not None and bool(self.board.left_out))

    # Doing ------------------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[], Any]) -> None:
        self.refused.say("")
        self.context.tasks.database(work, failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.refused.say(tr(error.text))
        self.refresh()

    def _turn(self) -> None:
        if self.table is not None:
            self.table.turn()

    def _on_turned(self, products: list[str], item: str, done: bool) -> None:
        service, store, who = self.context.services.preparation, self.context.store_id, self.context.settings.get(ACTOR)
        things = [(product, item) for product in products]
        self._write(lambda: service.tick(store, things, done=done, who=who))

    def _on_once(self) -> None:
        if self.board is None:
            return
        ticked = set(self.once.ticked())
        service, store, who = self.context.services.preparation, self.context.store_id, self.context.settings.get(ACTOR)
        for item in self.board.once():
            now, before = item.code in ticked, (OF_STORE, item.code) in self.board.done
            if now != before:
                self._write(lambda item=item, now=now: service.tick(store, [(OF_STORE, item.code)], done=now, who=who))

    def add_item(self) -> None:
        """Ask for a thing of the owner's own."""
        self.dialog = open_once(OwnItemForm(self.context, self))

    def leave_out(self) -> None:
        """Do not ask for the thing under the cursor any more."""
        item = self._chosen_item() or self._current_once()
        service, store = self.context.services.preparation, self.context.store_id
        if item is not None:
            self._write(lambda: service.leave_out(store, item))

    def ask_again(self) -> None:
        """Ask for all shipped things again."""
        service, store = self.context.services.preparation, self.context.store_id
        self._write(lambda: service.ask_again(store))

    def open_print(self) -> None:
        """Offer the list on paper."""
        from shopdesk.gui.print_dialog import Printable, PrintDialog
        from shopdesk.gui.printing import html_pages
        from shopdesk.reporting.preparation_sheet import preparation_html

        if self.board is None:
            return
        title = f"{tr('Preparation')} · {self.context.store.name}"
        html = preparation_html(self.board, title, preparation_words(self.board))
        printables = [Printable("preparation", tr("Preparation"), title, lambda: html_pages(html, title=title))]
        open_once(PrintDialog(self.context, f"{_NAME}.paper", tr("Print the preparation"), printables))

    def print_shown(self) -> bool:
        """The list, where there is one."""
        self.open_print()
        return self.board is not None


class OwnItemForm(RecordForm):
    """A thing of the owner's own to prepare."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """For a new one."""
        super().__init__(
            context.tasks,
            PREPARATION_ITEM,
            name=f"{_NAME}.ownForm",
            title=tr("Own thing to prepare"),
            confirm=tr("Add"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._context = context
        self.add_fields("title", "each")

    def work(self) -> Callable[[], PreparationItem]:
        """Add it."""
        record = self.changed_record(store_id=self._context.store_id, item="")
        service = self._context.services.preparation
        return lambda: service.add_item(record)


def preparation_words(board: PreparationBoard) -> list[str]:
    """How far everything is."""
    found = []
    if board.products and board.each():
        found.append(tr("{ready} of {count} products have everything.", ready=board.ready, count=len(board.products)))
    if board.of_store.needed:
        found.append(
            tr("The store has {done} of {count} things.", done=board.of_store.done, count=board.of_store.needed)
        )
    if board.left_out:
        found.append(tr("Left out: {count}.", count=len(board.left_out)))
    return found
