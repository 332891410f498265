"""The forms of the couriers: a pasted price list, the choice for provinces, another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.ledger.cost_nouns import COURIER_CHOICE, COURIER_RATE
from shopdesk.domain.ledger.courier_list import ListedLine, PriceList, read_price_list
from shopdesk.domain.ledger.couriers import CourierChoice, CourierRate, weight_text
from shopdesk.domain.money import format_yuan
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.setup.couriers.table import courier_text, place_text
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.editors import editor
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from datetime import date

    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.couriers import CourierBoard

_NAMED = 4
"""So many provinces are named in a title; of more only their number is said."""


def courier_box(couriers: Sequence[str], current: str) -> QComboBox:
    """A field for a courier's name, which offers those that are known."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems([one for one in couriers if one])
    box.setEditText(current)
    return box


class ChooseForm(RecordForm):
    """With whom parcels to some provinces go from a day on."""

    def __init__(
        self, context: PageContext, parent: QWidget, board: CourierBoard, places: Sequence[str], courier: str
    ) -> None:
        """For ``places``, beginning with ``courier``."""
        shown = [place_text(one) for one in places]
        where = in_a_row(shown) if len(shown) <= _NAMED else tr("{count} provinces", count=len(shown))
        super().__init__(
            context.tasks,
            COURIER_CHOICE,
            name="setup.couriers.choice",
            title=tr("Courier to: {places}", places=where),
            confirm=tr("Choose", context="courier"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._context, self._places = context, tuple(places)
        self.add_fields(
            "courier",
            "valid_from",
            values={"courier": courier, "valid_from": context.clock.today()},
            widgets={"courier": courier_box(board.book.couriers, courier)},
        )
        self.hint(tr("What was sent before that day keeps the price of the courier of then."))

    def work(self) -> Callable[[], Any]:
        """Choose it."""
        record: CourierChoice = self.changed_record(store_id=self._context.store_id)
        service, places = self._context.services.couriers, self._places
        return lambda: service.choose(record.store_id, places, record.courier, record.valid_from)


class RenameForm(RecordForm):
    """Another name for a courier."""

    def __init__(self, context: PageContext, parent: QWidget, courier: str) -> None:
        """For ``courier``."""
        super().__init__(
            context.tasks,
            COURIER_RATE,
            name="setup.couriers.rename",
            title=tr("Another name for “{courier}”", courier=courier_text(courier)),
            confirm=tr("Rename"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._context, self._courier = context, courier
        self.add_fields("courier", values={"courier": courier})

    def work(self) -> Callable[[], None]:
        """Rename it."""
        new, service, store = self.values()["courier"], self._context.services.couriers, self._context.store_id
        return lambda: service.rename(store, self._courier, new)


class PriceListDialog(FormDialog):
    """What a pasted price list would change, before anything is kept; every row that is refused says why."""

    def __init__(self, context: PageContext, parent: QWidget, board: CourierBoard, courier: str, text: str) -> None:
        """Begin with ``text``, what the clipboard holds, as a list of ``courier``."""
        super().__init__(tr("Price list of a courier"), self._keep, parent, ok_label=tr("Keep"))
        self.setObjectName("setup.couriers.list")
        roomy(self, 900, 640)
        self._context, self._board = context, board
        self._read: PriceList | None = None
        reader = Reader(today=context.clock.today(), say=tr)
        self.courier = courier_box(board.book.couriers, courier)
        self.day = editor(COURIER_RATE.field("valid_from"), reader)
        self.day.set_value(context.clock.today() if board.rates else CourierRate(store_id=0).valid_from)
        self.cells = QPlainTextEdit(text)
        self.cells.setTabChangesFocus(True)
        self.cells.setFixedHeight(scaled(self, 120))
        self.cells.setPlaceholderText(
            tr("Copy the list in your spreadsheet with its heading, and paste it here (Ctrl+V).")
        )
        self.head = words(name="setup.couriers.list.head")
        columns: list[Column[ListedLine]] = [
            Column(tr("Row"), lambda line: line.row, numeric=True, name="row"),
            Column(tr("Province"), lambda line: line.place, said=lambda line: _place(line), name="place"),
            Column(tr("What happens"), _verdict, tip=_verdict, width=260, name="verdict"),
            Column(tr("Courier"), lambda line: None if line.rate is None else courier_text(line.rate.courier),
                   name="courier"),
            Column(tr("First weight"), _first, name="first"),
            Column(tr("Prices up to further weights"), lambda line: _of(line, "steps"), name="steps"),
            Column(tr("Each further weight"), _further, name="further"),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), "setup.couriers.list.rows", tr("Rows of the list"))
        self.table.setMinimumHeight(scaled(self, 260))
        self.add_row(tr("Courier"), self.courier, "setup.couriers.list.courier")
        self.add_row(tr("Holds from"), self.day.widget, "setup.couriers.list.from")
        self.form.addRow(named(self.cells, "setup.couriers.list.cells", tr("The copied cells")))
        self.form.addRow(self.head)
        self.form.addRow(self.table)
        self.courier.editTextChanged.connect(lambda _text: self.read())
        self.day.changed.connect(self.read)
        self.cells.textChanged.connect(self.read)
        self.read()

    def read(self) -> None:
        """Show what the cells say."""
        self._read = None
        try:
            if self.cells.toPlainText().strip():
                self._read = self._list(self.day.value())
                self.head.setText(sentences(_said(self._read)))
            else:
                self.head.setText("")
        except (UserError, FieldError) as error:
            self.head.setText(tr(error.text))
        lines = self._read.lines if self._read is not None else ()
        # What is refused stands first: there is something to do about it.
        self.table.set_records(sorted(lines, key=lambda line: (line.problem is None, line.row)))
        ready = len(self._read.ready) if self._read is not None else 0
        self.ok.setText(tr("Keep {count} prices", count=ready))
        self.ok.setEnabled(bool(ready))

    def _list(self, valid_from: date) -> PriceList:
        return read_price_list(
            self.cells.toPlainText(),
            store_id=self._context.store_id,
            courier=self.courier.currentText().strip(),
            valid_from=valid_from,
            existing=self._board.rates,
        )

    def _keep(self) -> bool:
        if self._read is not None:
            service, rates = self._context.services.couriers, self._read.ready
            self.ok.setEnabled(False)
            self._context.tasks.database(
                lambda: service.take(rates), done=lambda _count: self.accept(), failed=self.complain, owner=self
            )
        return False


def pasted_text() -> str:
    """What the clipboard holds."""
    return QGuiApplication.clipboard().text()


def _place(line: ListedLine) -> str:
    return place_text(line.place) if line.rate is not None else line.place


def _verdict(line: ListedLine) -> str:
    if line.problem is not None:
        return tr(line.problem)
    if line.old is None:
        return tr("New")
    return tr("changed", context="price") if line.changes else tr("As it is")


def _of(line: ListedLine, name: str) -> Any:
    return None if line.rate is None else getattr(line.rate, name) or None


def _first(line: ListedLine) -> str | None:
    rate = line.rate
    if rate is None:
        return None
    if rate.first_fen is None:
        return tr("not served")
    return f"{weight_text(rate.first_grams)} {format_yuan(rate.first_fen)}"


def _further(line: ListedLine) -> str | None:
    rate = line.rate
    if rate is None or rate.unserved or rate.next_fen is None:
        return None
    return f"{weight_text(rate.next_grams)} {format_yuan(rate.next_fen)}"


def _said(found: PriceList) -> list[str]:
    refused = sum(line.problem is not None for line in found.lines)
    new = sum(line.rate is not None and line.old is None for line in found.lines)
    same = sum(line.rate is not None and not line.changes for line in found.lines)
    said = [
        tr("{new} new, {changed} changed, {same} as they are, {refused} refused.", new=new,
           changed=len(found.ready) - new, same=same, refused=refused)
    ]  # fmt: skip
    if found.turned:
        said.append(tr("The provinces stand in columns: “row” counts these."))
    if found.not_read:
        said.append(tr("Nothing was taken from: {headings}.", headings=in_a_row(found.not_read)))
    return said
