"""The table of terms x suppliers: what each says and how good that is, typed into its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import decimal_text, format_yuan
from shopdesk.domain.setup.supplier_choice import Offer, Term, best_of, cheapest
from shopdesk.domain.setup.suppliers import MOST_POINTS, SUPPLIER_TERM, TERM_WEIGHT, Supplier
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.setup.suppliers import SupplierBoard

_NAME = "setup.suppliers"
_BEST = "✓"
TOTAL, PRICE = "total", "price"


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a term, or the total or price above the terms, which are known by ``head`` and cannot be edited."""

    title: str
    term: Term | None = None
    head: str = ""

    @property
    def id(self) -> str:
        """What it is known by when the rows come anew."""
        return self.head if self.term is None else self.term.code


class TermMatrix(QWidget):
    """A table for these suppliers; others need another one.

    ``told`` carries supplier, term, the name of the field and its value; ``weighed`` the term and its weight; ``moved``
    that the cursor is in another cell.
    """

    told = Signal(int, str, str, object)
    weighed = Signal(str, object)
    moved = Signal()

    def __init__(self, context: PageContext, suppliers: Sequence[Supplier]) -> None:
        """Without rows."""
        super().__init__()
        self._good = context.theme.good
        self.suppliers = [(one.id or 0, one.name) for one in suppliers]
        self._board: SupplierBoard | None = None
        self._offers: dict[int, Offer] = {}
        # Worked out once for a board: hundreds of cells ask.
        self._best: dict[str, frozenset[int]] = {}
        self._cheapest: frozenset[int] = frozenset()
        columns: list[Column[Line]] = [
            Column(tr("Term", context="supplier"), lambda line: line.title, name="term",
                   tip=lambda line: line.term.ask if line.term is not None else ""),
            Column(tr("Weight"), lambda line: line.term.weight if line.term is not None else None, numeric=True,
                   edited=lambda line: _WEIGHT if line.term is not None else None, name="weight"),
        ]  # fmt: skip
        for number, name in self.suppliers:
            columns += self._columns(number, name)
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("Terms of the suppliers"))
        reader = Reader(today=context.clock.today(), say=tr)
        self.table.reader = lambda: reader
        self.refused = LyingLabel(f"{_NAME}.refused", self.table)
        self.table.refused.connect(self.refused.say)
        self.table.edited.connect(self._on_edited)
        self.table.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        panel = RecordPanel(context, self.table, lambda: reader)
        panel.offer_export(tr("Terms of the suppliers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)

    def _columns(self, number: int, name: str) -> tuple[Column[Line], Column[Line]]:
        return (
            Column(
                name,
                lambda line: self._said(number, line),
                ink=lambda line: self._ink(number, line),
                tip=lambda line: self._said(number, line) or "",
                edited=lambda line: _SAID if line.term is not None else None,
                name=f"said_{number}",
            ),
            Column(
                tr("Points", context="supplier"),
                lambda line: self._points(number, line),
                said=lambda line: self._points_said(number, line),
                numeric=True,
                ink=lambda line: self._ink(number, line) if line.head != PRICE else None,
                header_tip=tr("Points for {name}, 0 to {most}", name=name, most=MOST_POINTS),
                edited=lambda line: _POINTS if line.term is not None else None,
                name=f"points_{number}",
            ),
        )

    # What the cells say -----------------------------------------------------------------------------------------------

    def _said(self, number: int, line: Line) -> str | None:
        if self._board is None:
            return None
        if line.term is not None:
            found = self._board.said.get((number, line.term.code))
            return found.said or None if found is not None else None
        if line.head == TOTAL:
            missing = len(self._board.totals[number].missing)
            return tr("{count} terms not judged", count=missing) if missing else tr("every term judged")
        offer = self._offers.get(number)
        if offer is None:
            return None
        if offer.price_fen is None:
            return tr("from {count} pieces on", count=offer.lowest)
        price = format_yuan(offer.price_fen)
        return f"{price} {_BEST}" if number in self._cheapest else price

    def _points(self, number: int, line: Line) -> Any:
        if self._board is None or line.head == PRICE:
            return None
        if line.term is None:
            return self._board.totals[number].mean
        found = self._board.said.get((number, line.term.code))
        return found.points if found is not None else None

    def _points_said(self, number: int, line: Line) -> str | None:
        value = self._points(number, line)
        if value is None:
            return None
        text = decimal_text(value) if line.term is None else str(value)
        return f"{text} {_BEST}" if self._is_best(number, line) else text

    def _is_best(self, number: int, line: Line) -> bool:
        board = self._board
        if board is None or line.head == PRICE:
            return number in self._cheapest
        if line.term is None:
            found = board.verdict
            return found.sure and number in found.best and len(found.best) < len(self.suppliers)
        return number in self._best[line.term.code]

    def _ink(self, number: int, line: Line) -> QColor | None:
        # Beside a sign: whoever sees no colours reads it, too.
        return self._good if self._is_best(number, line) else None

    # Showing and asking -----------------------------------------------------------------------------------------------

    def show_board(self, board: SupplierBoard, offers: dict[int, Offer], price_of: str) -> None:
        """Show a board; ``price_of`` says what the price row is of, and is empty where there is no price."""
        self._board, self._offers, self._cheapest = board, offers, frozenset(cheapest(offers))
        numbers, points = [one for one, _name in self.suppliers], board.points
        self._best = {term.code: frozenset(best_of(term.code, numbers, points)) for term in board.terms}
        kept = self.table.currentIndex()
        lines = [Line(tr("All together"), head=TOTAL)]
        if price_of:
            lines.append(Line(price_of, head=PRICE))
        lines += [Line(term.title, term) for term in board.terms]
        self.table.set_records(lines)
        row = min(kept.row(), len(lines) - 1) if kept.isValid() else lines.index(next(x for x in lines if x.term))
        column = kept.column() if kept.isValid() else 2
        self.table.setCurrentIndex(self.table.records_model.index(row, min(column, self._last_column)))

    @property
    def _last_column(self) -> int:
        return len(self.table.records_model.columns) - 1

    @property
    def supplier(self) -> int | None:
        """The supplier in whose columns the cursor is; the first one where it is in none."""
        place = max(self.table.currentIndex().column() - 2, 0) // 2
        return self.suppliers[place][0] if place < len(self.suppliers) else None

    @property
    def term(self) -> Term | None:
        """The term that the cursor is on."""
        line = self.table.current()
        return line.term if line is not None else None

    def go_to(self, supplier: int) -> None:
        """Put the cursor into the columns of a supplier."""
        place = next((at for at, (number, _name) in enumerate(self.suppliers) if number == supplier), None)
        if place is not None:
            row = max(self.table.currentIndex().row(), 0)
            self.table.setCurrentIndex(self.table.records_model.index(row, 2 + 2 * place))

    def _on_edited(self, line: Line, name: str, value: Any) -> None:
        if line.term is None:
            return
        if name == "weight":
            self.weighed.emit(line.term.code, value)
        else:
            field, number = name.split("_")
            self.told.emit(int(number), line.term.code, field, value)


_SAID, _POINTS = SUPPLIER_TERM.field("said"), SUPPLIER_TERM.field("points")
_WEIGHT = TERM_WEIGHT.field("weight")
