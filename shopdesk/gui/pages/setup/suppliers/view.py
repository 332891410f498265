"""Suppliers set side by side: terms, points, weights, price for so many pieces, papers; one is chosen with a reason."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.setup.supplier_choice import offers
from shopdesk.domain.setup.suppliers import SUPPLIER_PRICE, Supplier
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.setup.suppliers.forms import OwnTermForm, PricesDialog, SupplierForm
from shopdesk.gui.pages.setup.suppliers.matrix import TermMatrix
from shopdesk.gui.part import Part
from shopdesk.gui.photos.files_strip import Looked, look_at
from shopdesk.gui.photos.kept_files import KeptFilesStrip
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.editors import editor
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services
    from shopdesk.services.setup.suppliers import SupplierBoard

_NAME = "setup.suppliers"
_PIECES = 100
_NAMED = 4
"""So many terms are named in a sentence; of more only their number is said."""


class SuppliersPart(Part):
    """Writes down what suppliers say, and shows who is best."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the suppliers are loaded when the part is first seen."""
        super().__init__(context, parent)
        self.board: SupplierBoard | None = None
        self.matrix: TermMatrix | None = None
        self.dialog: RecordForm | PricesDialog | None = None
        self._fresh: int | None = None
        self._looked: dict[int, Looked] = {}
        self._build_bar()
        self.goods = named(QComboBox(), f"{_NAME}.goods", tr("Price of"))
        self.goods.setMinimumContentsLength(24)
        self.goods.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.count = _PIECES
        self.pieces = editor(SUPPLIER_PRICE.field("from_pieces"), Reader(today=context.clock.today(), say=tr))
        self.pieces.set_value(self.count)
        named(self.pieces.widget, f"{_NAME}.pieces", tr("Pieces ordered at once"))
        self.pieces.widget.setMaximumWidth(scaled(self, 110))
        self.goods.currentIndexChanged.connect(lambda _index: self._fill())
        self.pieces.changed.connect(self._on_pieces)
        self.prices_row = QWidget()
        row = QHBoxLayout(self.prices_row)
        row.setContentsMargins(0, 0, 0, 0)
        for label, box in ((tr("Price of"), self.goods), (tr("Pieces ordered at once"), self.pieces.widget)):
            said = QLabel(label)
            said.setBuddy(box)
            row.addWidget(said)
            row.addWidget(box)
        row.addStretch(1)
        self.said = words(name=f"{_NAME}.said")
        self.ask = words(name=f"{_NAME}.ask", role="muted")
        self.files = KeptFilesStrip(
            context, _NAME, tr("Add paper…"), lambda: tr("All files (*)"),
            lambda: context.services.suppliers.files, lambda: self.current,
        )  # fmt: skip
        self.holder = QWidget()
        self._inside = QVBoxLayout(self.holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(6)
        for widget in (self.said, self.prices_row, self.ask, self.files):
            self._inside.addWidget(widget)
        empty = EmptyState(
            tr("No supplier is entered yet"),
            tr(
                "Enter two or more who offer the same goods. The terms to ask for stand ready; type what each says, "
                "give points, and say which terms count more: the best is marked."
            ),
            f"{tr('New supplier')}…",
            self.add,
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.holder)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.files.catch(self.files, self)
        self._enable()

    def _build_bar(self) -> None:
        self.bar = QWidget()
        row = FlowLayout(self.bar, 6)
        self.new = button(f"{_NAME}.new", f"{tr('New supplier')}…", self.add, role="primary")
        self.edit = button(f"{_NAME}.edit", tr("Change…"), lambda: self._form(choose=False))
        self.choose = button(f"{_NAME}.choose", tr("Choose…", context="supplier"), lambda: self._form(choose=True))
        self.prices = button(f"{_NAME}.prices", tr("Prices…"), self.open_prices)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self.remove_current)
        self.own = button(f"{_NAME}.own", tr("Own term…"), self.add_term)
        self.drop_term = button(f"{_NAME}.dropTerm", tr("Remove the term"), self.remove_term)
        self.printed = button(f"{_NAME}.print", tr("Print…"), self.open_print)
        for one in (self.new, self.edit, self.choose, self.prices, self.remove, self.own, self.drop_term, self.printed):
            row.addWidget(one)

    # Showing ----------------------------------------------------------------------------------------------------------

    def load(self, services: Services, question: Any) -> tuple[SupplierBoard, dict[int, Looked]]:
        """All suppliers, and what their papers are."""
        board = services.suppliers.board(question)
        return board, {file.id or 0: look_at(file, services.suppliers.files.path_of) for file in board.files}

    def populate(self, answer: tuple[SupplierBoard, dict[int, Looked]]) -> None:
        """Show them; a table for other suppliers has other columns."""
        self.board, self._looked = answer
        board = self.board
        self.stack.setCurrentIndex(0 if board.suppliers else 1)
        if self.matrix is None or self.matrix.suppliers != [(one.id or 0, one.name) for one in board.suppliers]:
            self._new_matrix(board.suppliers)
        chosen = self.goods.currentData()
        self.goods.blockSignals(True)
        self.goods.clear()
        for code, name in board.goods.items():
            self.goods.addItem(name, code)
        self.goods.setCurrentIndex(max(self.goods.findData(chosen), 0) if board.goods else -1)
        self.goods.blockSignals(False)
        self.prices_row.setVisible(bool(board.goods))
        self._fill()
        if self._fresh is not None and self.matrix is not None:
            self.matrix.go_to(self._fresh)
            self._fresh = None

    def _new_matrix(self, suppliers: Sequence[Supplier]) -> None:
        had_focus = self.matrix is not None and self.matrix.table.hasFocus()
        kept = self.matrix.supplier if self.matrix is not None else None
        if self.matrix is not None:
            self._inside.removeWidget(self.matrix)
            self.matrix.deleteLater()
        self.matrix = TermMatrix(self.context, suppliers)
        self.matrix.told.connect(self._on_told)
        self.matrix.weighed.connect(self._on_weighed)
        self.matrix.moved.connect(self._on_moved)
        self._inside.insertWidget(2, self.matrix, 1)
        if self._fresh is None:
            self._fresh = kept
        if had_focus:
            self.matrix.table.setFocus()

    def _fill(self) -> None:
        board, matrix = self.board, self.matrix
        if board is None or matrix is None:
            return
        goods = self.goods.currentData()
        found = offers(board.prices, goods, self.count) if goods is not None else {}
        price_of = tr("Price, {count} at once", count=self.count) if goods is not None else ""
        matrix.show_board(board, found, price_of)
        self.said.setText(breakable(sentences(verdict_words(board))))
        self._on_moved()

    def _on_pieces(self) -> None:
        """The price row is of what stands there; of what is no number of pieces it stays as it was."""
        with contextlib.suppress(FieldError):
            self.count = self.pieces.value()
            self._fill()

    def _on_moved(self) -> None:
        term = self.matrix.term if self.matrix is not None else None
        self.ask.setText(breakable(term.ask) if term is not None else "")
        self.ask.setVisible(term is not None and bool(term.ask))
        supplier = self.current
        files = [one for one in self.board.files if supplier is not None and one.supplier_id == supplier.id] if (
            self.board is not None) else []  # fmt: skip
        self.files.show_files(files, self._looked)
        self._enable()

    @property
    def current(self) -> Supplier | None:
        """The supplier in whose columns the cursor is."""
        number = self.matrix.supplier if self.matrix is not None else None
        return next((one for one in self.board.suppliers if one.id == number), None) if self.board is not None else None

    def _enable(self) -> None:
        supplier = self.current
        for one in (self.edit, self.choose, self.prices, self.remove, self.printed, self.files):
            one.setEnabled(supplier is not None)
        self.own.setEnabled(self.board is not None and bool(self.board.suppliers))
        term = self.matrix.term if self.matrix is not None else None
        self.drop_term.setEnabled(term is not None and term.own)

    # Doing ------------------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        if self.matrix is not None:
            self.matrix.refused.say("")
        self.context.tasks.database(work, done=done, failed=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if self.matrix is not None:
            self.matrix.refused.say(tr(error.text))

    def _on_told(self, supplier: int, term: str, field: str, value: Any) -> None:
        service = self.context.services.suppliers
        self._write(lambda: service.tell(supplier, term, **{field: value}))

    def _on_weighed(self, term: str, weight: Any) -> None:
        service, store = self.context.services.suppliers, self.context.store_id
        self._write(lambda: service.weigh(store, term, weight))

    def add(self) -> None:
        """Enter a supplier."""
        self.dialog = open_once(SupplierForm(self.context, self, None))
        self.dialog.saved.connect(self._on_saved)

    def _form(self, *, choose: bool) -> None:
        if self.current is not None:
            self.dialog = open_once(SupplierForm(self.context, self, self.current, choose=choose))

    def _on_saved(self, supplier: Supplier) -> None:
        self._fresh = supplier.id

    def open_prices(self) -> None:
        """Look at the price steps of the current supplier."""
        if self.current is not None:
            self.dialog = open_once(PricesDialog(self.context, self.current, self))

    def remove_current(self) -> None:
        """Take the current supplier away; undo brings everything back."""
        service, supplier = self.context.services.suppliers, self.current
        if supplier is not None:
            self._write(lambda: service.remove(supplier))

    def add_term(self) -> None:
        """Ask for a term of the owner's own."""
        self.dialog = open_once(OwnTermForm(self.context, self))

    def remove_term(self) -> None:
        """Take the own term away that the cursor is on."""
        term = self.matrix.term if self.matrix is not None else None
        if term is not None:
            service, store = self.context.services.suppliers, self.context.store_id
            self._write(lambda: service.remove_term(store, term.code))

    def open_print(self) -> None:
        """Offer the comparison on paper."""
        from shopdesk.gui.print_dialog import Printable, PrintDialog
        from shopdesk.gui.printing import html_pages
        from shopdesk.reporting.supplier_sheet import suppliers_html

        board = self.board
        if board is None or not board.suppliers:
            return
        title = f"{tr('Suppliers')} · {self.context.store.name}"
        today = self.context.clock.today()
        html = suppliers_html(board, title, today, verdict_words(board), self.count)
        printables = [Printable("suppliers", tr("Suppliers"), title, lambda: html_pages(html, title=title))]
        open_once(PrintDialog(self.context, f"{_NAME}.paper", tr("Print the suppliers"), printables))

    def print_shown(self) -> bool:
        """The comparison, where there is one."""
        if self.board is None or not self.board.suppliers:
            return False
        self.open_print()
        return True

    # Papers -----------------------------------------------------------------------------------------------------------


def verdict_words(board: SupplierBoard) -> list[str]:
    """Who is best, what keeps that from being sure, and who was chosen for which reason."""
    names = {one.id or 0: one.name for one in board.suppliers}
    found, verdict = [], board.verdict
    best = in_a_row(names[one] for one in verdict.best)
    if len(board.suppliers) > 1 and len(verdict.best) == 1:
        found.append(
            tr("By your points and weights {name} is best.", name=best)
            if verdict.sure
            else tr("So far {name} is ahead by your points and weights.", name=best)
        )
    elif len(verdict.best) > 1:
        found.append(tr("By your points and weights these are equal: {names}.", names=best))
    for one in verdict.best:
        missing = [board.title_of(code) for code in verdict.missing[one]]
        if missing and len(board.suppliers) > 1:
            told = in_a_row(missing[:_NAMED]) if len(missing) <= _NAMED else str(len(missing))
            found.append(tr("{name} is not judged yet on what others are: {terms}.", name=names[one], terms=told))
    found += [
        tr("Chosen on {day}: {name}, because {reason}.", day=one.chosen_on, name=one.name, reason=one.reason)
        for one in board.suppliers
        if one.chosen_on is not None
    ]
    return found
