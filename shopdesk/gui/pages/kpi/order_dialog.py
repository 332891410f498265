"""One order: what the report says, its items, the lines of its money, and the file and row of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import NotFound
from shopdesk.domain.fields import NUMBERS, Reader
from shopdesk.domain.kpi.order_story import ITEM_FIELDS, ORDER_FIELDS, ItemRow, OrderStory
from shopdesk.domain.kpi.rows import Origin
from shopdesk.domain.ledger.matched import MatchedOrder
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.money.lines_view import FoundLine, LinesFound, LinesQuestion, LinesTable, load_lines
from shopdesk.gui.pages.kpi.money.texts import money, signed
from shopdesk.gui.pages.kpi.rows_table import origin_columns, said_origin
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class OrderFound:
    """An order, its money, and the state that both together have; ``None`` where it was not paid."""

    story: OrderStory
    lines: LinesFound
    matched: MatchedOrder | None


class OrderDialog(QDialog):
    """Opened from a list of rows; both tables sort, filter, copy and export like every other."""

    def __init__(self, context: PageContext, order: int | str, parent: QWidget | None = None) -> None:
        """Ask for the order, by its row or its order number, once it is shown."""
        super().__init__(parent)
        self.context = context
        self._order = order
        self._found: OrderFound | None = None
        self.setObjectName("kpi.order")
        self.setWindowTitle(tr("Order"))
        self.setModal(True)
        roomy(self, 1080, 640)
        self.said = words(name="kpi.order.said")
        self.origin = words(name="kpi.order.origin", role="muted")
        self.about_items = words(name="kpi.order.aboutItems")
        self.about_lines = words(name="kpi.order.aboutLines")
        reader = Reader(today=context.clock.today(), say=tr)
        items = RecordTable(RecordTableModel(_columns(reader)), "kpi.order.items", tr("Items of the order"))
        self.items = RecordPanel(context, items, lambda: reader)
        self.items.offer_export(tr("Items of the order"))
        self.lines = LinesTable(context, "kpi.order.lines", tr("Lines of the order"))
        self.imported = button("kpi.order.import", tr("Show the import"), self.show_import)
        self.imported.setEnabled(False)
        self.shut = button("kpi.order.close", tr("Close"), self.reject)
        self._origin: Origin | None = None
        self._order_said = ""
        items.chosen.connect(self._on_item)
        items.opened.connect(lambda _item: self.show_import())
        items.first_in_menu = ("import", tr("Show the import"), self.show_import)
        self.lines.chosen.connect(self._on_line)
        self.lines.opened.connect(lambda _line: self.show_import())
        self._arrange()
        self.look = Look(self, context, self.question, _load, self.show_found, covered=lambda: self.body)

    def _arrange(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        for about, table in ((self.about_items, self.items), (self.about_lines, self.lines.panel)):
            column.addWidget(about)
            column.addWidget(table, 1)
        # What has no line has no table; then the sentences stay together at the top.
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.addWidget(self.imported)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.origin)
        layout.addLayout(foot)

    def question(self) -> Any:
        """The store and the order's row."""
        return (self.context.store_id, self._order)

    def show_found(self, found: OrderFound | None) -> None:
        """Show the order; a sentence where its import was taken back meanwhile."""
        self._found = found
        if found is None:
            self.said.setText(tr("This order is gone: its import was taken back."))
            self.items.table.set_records([])
            self.lines.clear()
            self._show_tables(items=False, lines=False)
            self.about_items.clear()
            self.about_lines.clear()
            self._show_order(None, "")
            return
        story, reader = found.story, self.items.table.read_as()
        if story.order_no:
            self.setWindowTitle(tr("Order {number}", number=story.order_no))
        shown = [
            f"{tr(field.label)}: {reader.shown(field, value)}"
            for field, value in zip(ORDER_FIELDS, story.cells, strict=True)
            if value not in (None, "") and field.label is not None
        ]
        self.said.setText(" · ".join(shown))
        self._show_tables(items=bool(story.items), lines=bool(found.lines.count))
        self.items.table.set_records(list(story.items))
        self.items.table.fit_columns()
        self.lines.show_page(found.lines)
        self.about_items.setText(_about_items(story))
        self.about_lines.setText(_about_lines(found))
        self._show_order(story.origin, self._of_the_order(story))
        (self.items.table if story.items else self.lines if found.lines.count else self.shut).setFocus()

    def _show_tables(self, *, items: bool, lines: bool) -> None:
        self.items.setVisible(items)
        self.lines.panel.setVisible(lines)

    @staticmethod
    def _of_the_order(story: OrderStory) -> str:
        said = [said_origin(story.origin)]
        if story.first is not None:
            said.append(tr("First brought by {file} (import {number}).",
                           file=story.first.file_name, number=story.first.import_id))  # fmt: skip
        return sentences(said)

    def _on_item(self, item: ItemRow | None) -> None:
        if item is not None:
            self._show_origin(item.origin, said_origin(item.origin))

    def _on_line(self, one: FoundLine | None) -> None:
        if one is not None:
            line = one.line
            origin = Origin(line.import_id, one.file, None, line.file_row) if one.file else None
            self._show_origin(origin, said_origin(origin))

    def _show_order(self, origin: Origin | None, said: str) -> None:
        self._order_said = said
        self._show_origin(origin, "")

    def _show_origin(self, origin: Origin | None, said: str) -> None:
        """Where the chosen row comes from below where the order does: a list that gets the keyboard chooses a row."""
        self._origin = origin
        self.origin.setText(f"{self._order_said}\n{said}")
        self.imported.setEnabled(origin is not None)

    def show_import(self) -> None:
        """Open the list of imports at the one that the order, the chosen item or line came with."""
        from shopdesk.gui.imports.entry import show_history

        if self._origin is not None:
            show_history(self.context, self).point_at(self._origin.import_id)


def _load(services: Services, question: Any) -> OrderFound | None:
    store_id, order = question
    try:
        story = services.figure_rows.order(store_id, order)
    except NotFound:
        return None
    if not story.order_no:
        return OrderFound(story, LinesFound((), 0, 0), None)
    lines = load_lines(services, LinesQuestion(store_id, order_no=story.order_no))
    matched = None
    if lines.count:
        try:
            matched = services.matching.order(store_id, story.order_no)
        except NotFound:
            matched = None
    return OrderFound(story, lines, matched)


def _about_items(story: OrderStory) -> str:
    if story.items:
        return tr("Items: {count}", count=len(story.items))
    if not story.order_no:
        return tr("The file names no order numbers, so items and money cannot be told to belong to this order.")
    return tr("No items are known of this order. Import the item report of its days.")


def _about_lines(found: OrderFound) -> str:
    if not found.lines.count:
        return tr("No money of it") if found.story.order_no else ""
    said = [tr("Money: {count} lines, together {amount}", count=found.lines.count, amount=signed(found.lines.amount))]
    one = found.matched
    if one is not None:
        said += [tr(one.state_name), tr("received {amount}", amount=money(one.received))]
        said.append(tr("refunded {amount}", amount=money(one.refunded)) if one.refunded else "")
        said.append(tr("fees {amount}", amount=money(sum(one.fees.values()))) if one.fees else "")
    return " · ".join(filter(None, said))


def _columns(reader: Reader) -> list[Column[ItemRow]]:
    def taken(place: int) -> Callable[[ItemRow], Any]:
        return lambda one: None if one.cells[place] == "" else one.cells[place]

    columns = [
        Column(
            tr(field.label) if field.label is not None else field.name,
            taken(place),
            text=lambda value, field=field: reader.shown(field, value),
            numeric=field.kind in NUMBERS,
            name=field.name,
            field=field,
            hidden=field.name in ("paid_at", "merchant_code"),
        )
        for place, field in enumerate(ITEM_FIELDS)
    ]
    return [*columns, *origin_columns()]


def open_order(context: PageContext, order: int | str, parent: QWidget) -> OrderDialog:
    """Open an order over a list of rows."""
    return open_once(OrderDialog(context, order, parent))
