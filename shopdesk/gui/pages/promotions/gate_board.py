"""All programmes against all products of a campaign: who passes where, and what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.campaigns.gates import Answer, Gate
from shopdesk.domain.campaigns.records import CampaignProduct
from shopdesk.domain.fields import Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import current_language, sentences, tr
from shopdesk.services.campaigns.views import ProductGate

SIGNS = {Answer.PASSED: "√", Answer.FAILED: "×", Answer.UNKNOWN: "?"}
_NAME = "promotions.gates.board"


@dataclass(frozen=True, slots=True)
class Line:
    """A product with its answers by the programme's code."""

    product: CampaignProduct
    answers: dict[str, ProductGate]


def answer_color(theme: Theme, answer: Answer) -> QColor:
    """The colour in which an answer is shown, beside its sign."""
    return {Answer.PASSED: theme.good, Answer.FAILED: theme.bad, Answer.UNKNOWN: theme.warning}[answer]


class GateBoard(QWidget):
    """A line for each product, a column for each programme; ``opened`` carries the programme of the cell."""

    opened = Signal(str)

    def __init__(self, context: PageContext, gates: Sequence[Gate]) -> None:
        """Without products; ``gates`` are the programmes."""
        super().__init__()
        self._theme = context.theme
        self._codes = [gate.code for gate in gates]
        columns = [
            Column[Line](
                tr("Product"), lambda line: line.product.title or line.product.product_id, name="product", width=150,
                tip=lambda line: line.product.title,
            ),
            *map(self._column, gates),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), _NAME, tr("All programmes"))
        self.table.opened.connect(lambda _line: self.open())
        self.table.first_in_menu = ("open", tr("Show the rules"), self.open)
        panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        panel.offer_export(tr("All programmes"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)

    def _column(self, gate: Gate) -> Column[Line]:
        code = gate.code
        return Column[Line](
            gate.name(current_language()),
            lambda line: _cell(line.answers[code]),
            tip=lambda line: _told(line.answers[code]),
            ink=lambda line: answer_color(self._theme, line.answers[code].answer.answer),
            name=f"gate_{code}",
        )

    def show_board(self, board: Sequence[Sequence[ProductGate]]) -> None:
        """Show the answers: a list of all products for each programme, as the service gives them."""
        self.table.set_records(
            [
                Line(entries[0].product, dict(zip(self._codes, entries, strict=True)))
                for entries in zip(*board, strict=True)
            ]
        )
        self.table.fit_columns()

    def open(self) -> None:
        """Ask for the programme of the cell on which the cursor is."""
        place = self.table.currentIndex().column() - 1
        if 0 <= place < len(self._codes):
            self.opened.emit(self._codes[place])


def _cell(entry: ProductGate) -> str:
    """The sign, with how many rules fail or figures are missing."""
    answer = entry.answer.answer
    count = sum(one.answer is answer for one in entry.answer.answers)
    return SIGNS[answer] if answer is Answer.PASSED else f"{SIGNS[answer]} {count}"


def _told(entry: ProductGate) -> str:
    """What is in the way, and the nearest change that would pass."""
    answer = entry.answer.answer
    told = [tr(one.sentence) for one in entry.answer.answers if one.answer is answer]
    if entry.answer.advice is not None:
        told.append(tr(entry.answer.advice))
    return "" if answer is Answer.PASSED else sentences(told)
