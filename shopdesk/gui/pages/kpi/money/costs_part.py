"""What the owner knows about costs: unit costs, courier prices, rent and the like; typed, pasted or from a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Noun, Reader
from shopdesk.domain.ledger.cost_nouns import COURIER_RATE, DATED_COST, UNIT_COST
from shopdesk.domain.ledger.couriers import ALWAYS
from shopdesk.gui.cost_dialog import CostDialog
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.money.texts import money
from shopdesk.gui.part import Part
from shopdesk.gui.saving import FileKind, choose_file
from shopdesk.gui.widgets.controls import among, button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import PasteTarget, RecordPanel
from shopdesk.gui.widgets.record_table import Column, FieldColumns, RecordTable, RecordTableModel
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.costs import CostBoard, CostFile, Uncosted
    from shopdesk.services.registry import Services

_NAME = "kpi.money.costs"
_PROBLEMS_SHOWN = 8
_PLACES_NAMED = 5


@dataclass(frozen=True, slots=True)
class _List:
    """One of the lists: its noun (``None`` for what has no cost yet), its table and what stands around it."""

    noun: Noun | None
    table: RecordTable
    panel: RecordPanel


class CostsPart(Part):
    """Four lists behind four buttons: unit costs, products without one, courier prices, costs with a day."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the costs are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.dialog: CostDialog | None = None
        self.question_box: QMessageBox | None = None
        self._first = True
        self._courier = ""
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.lists: dict[str, _List] = {}
        self.tabs = QStackedWidget()
        self.choice = QButtonGroup(self)
        self.choice.setExclusive(True)
        chips, bar = QWidget(), QWidget()
        chip_row, row = FlowLayout(chips, 4), FlowLayout(bar, 6)
        for number, (key, title, noun) in enumerate(
            (
                ("units", tr("Unit costs"), UNIT_COST),
                ("uncosted", tr("Sold without a cost"), None),
                ("couriers", tr("Courier prices"), COURIER_RATE),
                ("dated", tr("Rent and other costs"), DATED_COST),
            )
        ):
            self.lists[key] = self._build_list(key, title, noun)
            self.tabs.addWidget(self.lists[key].panel)
            chip = button(f"{_NAME}.show.{key}", title, checkable=True)
            chip.setChecked(number == 0)
            among(self.choice, chip, number)
            chip_row.addWidget(chip)
        self.choice.idClicked.connect(self._on_list)
        self.new = button(f"{_NAME}.new", tr("New…"), self.open_new, role="primary")
        self.edit = button(f"{_NAME}.edit", tr("Change…"), self.open_edit)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self.remove_chosen)
        self.paste = button(f"{_NAME}.paste", tr("Paste rows…"), lambda: self.shown.panel.paste())
        self.take = button(
            f"{_NAME}.take",
            tr("Take a workbook…"),
            self.choose_workbook,
            tip=tr("A table of unit costs, courier prices or other costs; each sheet is known by its heading"),
        )
        for one in (self.new, self.edit, self.remove, self.paste, self.take):
            row.addWidget(one)
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.empty = EmptyState(
            tr("No cost is entered yet"),
            tr(
                "Without unit costs no product has a profit. Enter what one piece costs, paste your cost table, or "
                "take it as a workbook (product number or merchant code, cost). Then add rent and courier prices."
            ),
            tr("Enter a unit cost…"),
            self.open_new,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(chips)
        layout.addWidget(bar)
        layout.addWidget(self.said)
        layout.addWidget(self.stack, 1)
        self._enable()

    def _build_list(self, key: str, title: str, noun: Noun | None) -> _List:
        columns: list[Column[Any]] = (
            _uncosted_columns() if noun is None else FieldColumns[Any](noun, self._reader).columns()
        )
        table = RecordTable(RecordTableModel(columns), f"{_NAME}.{key}", title)
        panel = RecordPanel(self.context, table, lambda: self._reader)
        panel.offer_export(title)
        table.fit_columns()
        table.chosen.connect(lambda _record: self._enable())
        table.opened.connect(lambda _record: self.open_new() if noun is None else self.open_edit())
        if noun is not None:
            panel.offer_paste(PasteTarget(noun, lambda: self._begun(noun), self._keep_pasted))
        return _List(noun, table, panel)

    # Loading and showing

    def load(self, services: Services, question: Any) -> CostBoard:
        """Everything that was entered, and what was sold without a cost."""
        return services.costs.board(question)

    def populate(self, board: CostBoard) -> None:
        """Show it; what was chosen stays chosen."""
        lacking = [one for one in board.uncosted if one.names_product]
        nameless = sum(one.sales_fen for one in board.uncosted if not one.names_product)
        count = len(lacking)
        for key, records in (
            ("units", board.unit_costs),
            ("uncosted", lacking),
            ("couriers", board.courier_rates),
            ("dated", board.dated_costs),
        ):
            self.lists[key].table.set_records(list(records))
        self.stack.setCurrentWidget(self.empty if board.empty and not lacking else self.tabs)
        self._courier = board.courier
        self.choice.button(list(self.lists).index("uncosted")).setText(
            tr("Sold without a cost: {count}", count=count) if count else tr("Sold without a cost")
        )
        if self._first and count and not board.unit_costs:
            # What has to be entered first is what was sold.
            self.show_list("uncosted")
        self._first = False
        said = [
            tr("Sold in the last 90 days without a unit cost: {count} products, {amount} of sales.",
               count=count, amount=money(sum(one.sales_fen for one in lacking)))
            if count
            else tr("Every product sold in the last 90 days has a unit cost.")
            if board.unit_costs and not nameless
            else "",
            tr("Orders of {amount} name no product that is known, so no unit cost can be theirs. Import the sub-order "
               "report (宝贝报表) of these days.", amount=money(nameless))
            if nameless
            else "",
            _unpriced(board),
        ]  # fmt: skip
        self.said.setText(sentences(said))
        self._enable()

    @property
    def shown(self) -> _List:
        """The list in view."""
        return list(self.lists.values())[self.tabs.currentIndex()]

    def show_list(self, key: str) -> None:
        """Bring a list into view."""
        number = list(self.lists).index(key)
        self.choice.button(number).setChecked(True)
        self._on_list(number)

    def _on_list(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._enable()

    def _enable(self) -> None:
        if not hasattr(self, "stack"):
            return
        entered = self.shown.noun is not None
        chosen = self.shown.table.current() is not None
        self.edit.setEnabled(entered and chosen)
        self.remove.setEnabled(entered and chosen)
        self.paste.setEnabled(entered)

    # What the user does

    def open_new(self) -> None:
        """Enter a cost of the list in view; of a product without one, begin with what is known of it."""
        shown = self.shown
        chosen: Uncosted | None = shown.table.current() if shown.noun is None else None
        start: dict[str, Any] = {}
        if chosen is not None:
            start = {
                "product_id": chosen.product_id,
                "merchant_code": "" if chosen.product_id else chosen.merchant_code,
                "title": chosen.title,
            }
        elif shown.noun is DATED_COST:
            start = {"first_day": self.context.clock.today().replace(day=1)}
        elif shown.noun is COURIER_RATE:
            start = {"valid_from": ALWAYS, "courier": self._courier}
        self._open(shown.noun or UNIT_COST, tr("New cost"), start=start)

    def open_edit(self) -> None:
        """Change the chosen cost."""
        record, noun = self.shown.table.current(), self.shown.noun
        if record is not None and noun is not None:
            self._open(noun, tr("Change a cost"), record=record)

    def _open(self, noun: Noun, title: str, *, record: Any = None, start: Mapping[str, Any] | None = None) -> None:
        self.dialog = CostDialog(self.context, noun, f"{_NAME}.form", title, self, record=record, start=start)
        open_once(self.dialog)

    def remove_chosen(self) -> None:
        """Take the chosen costs away; undo brings them back."""
        costs, records = self.context.services.costs, self.shown.table.selected()
        if self.shown.noun is not None:
            for record in records:
                self.context.tasks.database(lambda record=record: costs.remove(record), owner=self)

    def _begun(self, noun: Noun) -> dict[str, Any]:
        begun: dict[str, Any] = {"store_id": self.context.store_id}
        return begun | {"courier": self._courier} if noun is COURIER_RATE else begun

    def _keep_pasted(self, record: Any, _old: Any) -> Any:
        return self.context.services.costs.keep(record)

    def choose_workbook(self) -> None:
        """Ask for a file with costs."""
        chosen = choose_file(self.context.settings, self, tr("Take a workbook of costs"), FileKind.TABLE)
        if chosen is not None:
            self.read_workbook(chosen)

    def read_workbook(self, path: Path) -> None:
        """Read a file and show what it would change; nothing is kept before that is confirmed."""
        costs, store = self.context.services.costs, self.context.store_id
        self.context.tasks.database(lambda: costs.read_file(store, path), self.ask_to_take, owner=self)

    def ask_to_take(self, read: CostFile) -> None:
        """Say what a file would change, or why it is refused."""
        box = QMessageBox(QMessageBox.Icon.Question, tr("Take a workbook of costs"), "", parent=self)
        box.setObjectName(f"{_NAME}.taking")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        problems = read.problems
        box.setText(
            tr("{file}: {count} rows cannot be taken. Put them right and take it again.",
               file=read.file, count=len(problems))
            if problems
            else tr("{file} has the heading of a cost table and no row below it.", file=read.file)
            if not (read.new or read.updated or read.unchanged)
            else tr("{file}: {new} new costs, {updated} changed, {unchanged} as they are.",
                    file=read.file, new=read.new, updated=read.updated, unchanged=read.unchanged)
        )  # fmt: skip
        said = [
            tr("Sheet “{sheet}”, row {row}: {problem}", sheet=sheet, row=row.number, problem=row.problems[0].message)
            for sheet, row in problems[:_PROBLEMS_SHOWN]
        ]
        for sheet in read.sheets:
            if sheet.sums:
                numbers = in_a_row([str(number) for number in sheet.sums])
                said.append(tr("Sheet “{sheet}”: sums of other rows are left out (row {rows}).",
                               sheet=sheet.sheet, rows=numbers))  # fmt: skip
        if read.left:
            said.append(tr("Left aside: {sheets}", sheets=in_a_row(read.left)))
        box.setInformativeText("\n".join(said))
        if not problems and read.new + read.updated:
            take = box.addButton(tr("Take them"), QMessageBox.ButtonRole.AcceptRole)
            take.setObjectName(f"{_NAME}.takeThem")
            take.clicked.connect(lambda: self._take(read))
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.question_box = box
        box.open()

    def _take(self, read: CostFile) -> None:
        costs, messages = self.context.services.costs, self.context.messages
        self.context.tasks.database(
            lambda: costs.take(read),
            lambda count: messages.success(tr("{count} costs taken.", count=count)),
            owner=self,
        )


def _uncosted_columns() -> list[Column[Uncosted]]:
    return [
        Column(tr("Product"), lambda one: one.title or None, name="title", tip=lambda one: one.title, width=260),
        Column(tr("Product number"), lambda one: one.product_id or None, name="product_id"),
        Column(tr("Merchant code"), lambda one: one.merchant_code or None, name="merchant_code"),
        Column(tr("Pieces"), lambda one: one.pieces, numeric=True, name="pieces"),
        Column(tr("Sales"), lambda one: one.sales_fen, text=money, numeric=True, name="sales"),
    ]


def _unpriced(board: CostBoard) -> str:
    """Where no chosen courier has a price, for its parcels have no freight and their products no profit."""
    if not board.unpriced:
        return ""
    places = in_a_row([place or tr("orders without a province") for place, _orders in board.unpriced[:_PLACES_NAMED]])
    return tr(
        "The chosen courier has no price for {places}{more}: {count} parcels of the last 90 days have no freight. A "
        "line without a province holds for all that have none.",
        places=places,
        more="…" if len(board.unpriced) > _PLACES_NAMED else "",
        count=f"{sum(orders for _place, orders in board.unpriced):,}",
    )
