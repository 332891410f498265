"""All scorecards that hold in a month: which role is judged by which, change one, make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.growth.scorecards import BEGINNING, Card, card_for
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.growth.card_dialog import CardDialog
from shopdesk.gui.pages.people.growth.texts import role_names
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import current_language, in_a_row, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import ScoreBoard

_NAME = "people.growth.cardsDialog"


class CardsDialog(QDialog):
    """Lists the cards; a saved one closes the list, and the page shows what it changed."""

    def __init__(self, context: PageContext, board: ScoreBoard, parent: QWidget | None = None) -> None:
        """Show the cards of ``board``'s month."""
        super().__init__(parent)
        self._context = context
        self._board = board
        self.dialog: CardDialog | None = None
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Scorecards of {month}", month=f"{board.month:%Y-%m}"))
        roomy(self, 720, 420)
        self._roles = role_names(board.roles)
        language = current_language()
        columns: list[Column[Card]] = [
            Column(tr("Scorecard"), lambda card: card.name(language), name="name"),
            Column(tr("Judges"), self._judged, name="judged", tip=self._judged, width=260),
            Column(tr("Indicators"), lambda card: len(card.indicators), numeric=True, name="indicators"),
            Column(tr("Holds from"), lambda card: None if card.valid_from == BEGINNING else card.valid_from,
                   text=lambda day: day.isoformat(), name="from"),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("Scorecards"))
        self.table.opened.connect(lambda _card: self.change())
        self.table.set_records(board.cards)
        if board.cards:
            self.table.selectRow(0)
        about = board.cards[0].about(language) if board.cards else ""
        row = QHBoxLayout()
        row.addWidget(button(f"{_NAME}.change", tr("Change…"), self.change, role="primary"))
        row.addWidget(button(f"{_NAME}.new", tr("New scorecard…"), self.new))
        row.addStretch(1)
        row.addWidget(button(f"{_NAME}.close", tr("Close"), self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.table, 1)
        layout.addWidget(words(about, name=f"{_NAME}.about", role="muted"))
        layout.addLayout(row)

    def _judged(self, card: Card) -> str:
        cards, month = self._board.cards, self._board.month
        mine = [code for code in card.roles if card_for(cards, code, month) == card]
        return in_a_row(self._roles.get(code, code) for code in mine) or tr("nobody")

    def change(self) -> None:
        """Change the chosen card."""
        card = self.table.current()
        if card is not None:
            self._open(card)

    def new(self) -> None:
        """Make a card of the owner's own."""
        taken = {card.code for card in self._board.cards}
        code = next(f"own_{number}" for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
        self._open(Card(code=code, name_zh="", own=True))

    def _open(self, card: Card) -> None:
        self.dialog = CardDialog(self._context, self._board, card, self)
        self.dialog.saved.connect(lambda _card: self.accept())
        open_once(self.dialog)
