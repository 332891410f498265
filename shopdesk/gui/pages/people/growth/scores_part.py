"""The scorecards of a month: everybody with their total on the left, the chosen person's card on the right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.scoring import ScoredLine
from shopdesk.domain.money import percent_text
from shopdesk.domain.people import PERSON
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.growth.card_dialog import CardDialog
from shopdesk.gui.pages.people.growth.card_panel import CardPanel
from shopdesk.gui.pages.people.growth.cards_dialog import CardsDialog
from shopdesk.gui.pages.people.growth.entry_dialog import EntryDialog
from shopdesk.gui.pages.people.growth.texts import points, role_names, total_words
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.month_choice import MonthChoice
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.infra.i18n import current_language, tr
from shopdesk.services.growth.views import PersonScore, ScoreBoard

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "people.growth.scores"


class ScoresPart(Part):
    """Month, people, the chosen card; settles a month and prints a card."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the month is loaded when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self.board: ScoreBoard | None = None
        self.dialog: QDialog | None = None
        self.month = MonthChoice(_NAME, tr("Month of the scorecards"), context.clock.today())
        self.month.changed.connect(lambda _month: self.refresh())
        self.state = StatusPill(context.theme)
        self.state.setObjectName(f"{_NAME}.state")
        self.notices = words(name=f"{_NAME}.notices", role="muted")
        self.settle = button(
            f"{_NAME}.settle",
            tr("Settle the month"),
            self.settle_month,
            role="primary",
            tip=tr("Keeps every card that has a total as it is; later imports and cards change nothing of it."),
        )
        self.cards = button(f"{_NAME}.cards", tr("Scorecards…"), self.open_cards)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.month)
        head.addWidget(self.state)
        head.addStretch(1)
        bar = QWidget()
        row = FlowLayout(bar, 6)
        row.addWidget(self.settle)
        row.addWidget(self.cards)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        head.addWidget(bar)
        layout.addLayout(head)
        layout.addWidget(self.notices)
        layout.addWidget(self._build_stack(), 1)

    def _build_stack(self) -> QStackedWidget:
        self._roles: dict[str, str] = {}
        columns: list[Column[PersonScore]] = [
            Column(tr(PERSON.field("name").label or ""), lambda one: one.person.label, name="name"),
            Column(tr("Role"), lambda one: self._roles.get(one.role_code, one.role_code), name="role"),
            Column(tr("Total", context="scorecard"), lambda one: one.total, text=points, numeric=True, name="total",
                   tip=lambda one: total_words(one.filled)),
            Column(tr("State"), _state, name="state"),
            Column(tr("Missing weight"), _missing, text=lambda share: percent_text(share, 0) if share else "",
                   numeric=True, name="missing", hidden=True),
            Column(tr("Scorecard"), _card, name="card", hidden=True),
        ]  # fmt: skip
        self.table = RecordTable(RecordTableModel(columns), f"{_NAME}.table", tr("People and their totals"))
        self.table.chosen.connect(self._show_person)
        self.table.opened.connect(lambda _one: self.card.lines.setFocus(Qt.FocusReason.OtherFocusReason))
        reader = Reader(today=self.context.clock.today(), say=tr)
        self.list = RecordPanel(self.context, self.table, lambda: reader)
        self.list.offer_export(tr("Scorecards"))
        self.card = CardPanel(self.context)
        self.card.enter_asked.connect(self.open_entry)
        self.card.clear_asked.connect(self.clear_entry)
        self.card.reopen_asked.connect(self.reopen)
        self.card.change_asked.connect(self.open_card)
        self.card.print_asked.connect(self.print_shown)
        self.shown = SplitView(self.list, self.card, (9, 11))
        self.empty = EmptyState(
            tr("Nobody was employed in this month"),
            tr("Choose another month, or hire people under “Team” first."),
            tr("Hire…"),
            lambda: self.context.events.way_wanted.emit("hire"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.shown)
        self.stack.addWidget(self.empty)
        return self.stack

    # Loading and showing

    def question(self) -> tuple[int, date]:
        """The store and the month."""
        return self.context.store_id, self.month.month

    def load(self, services: Services, question: Any) -> ScoreBoard:
        """Everybody's card of the month."""
        return services.growth.cards.board(*question)

    def populate(self, board: ScoreBoard) -> None:
        """Show the month; the person who was looked at stays chosen."""
        self.board = board
        self._roles = role_names(board.roles)
        self.stack.setCurrentWidget(self.shown if board.people else self.empty)
        self.table.set_records(board.people)
        if self.table.current() is None and board.people:
            self.table.selectRow(0)
        self._show_person(self.table.current())
        self.state.setVisible(bool(board.people))
        judged = sum(one.filled is not None for one in board.people)
        if board.locked:
            self.state.set_status(tr("wages locked"), "good")
        elif not board.over:
            self.state.set_status(tr("month under way"), "accent")
        else:
            said = tr("{settled} of {count} settled", settled=board.settled, count=judged)
            self.state.set_status(said, "good" if judged and board.settled == judged else "warning")
        self.settle.setEnabled(board.over and any(one.total is not None and not one.settled for one in board.people))
        self.notices.setText("\n".join(tr(notice) for notice in board.notices))
        self.notices.setVisible(bool(board.notices))

    def _show_person(self, score: PersonScore | None) -> None:
        locked = self.board is not None and self.board.locked
        self.card.show_score(score, locked=locked, role="" if score is None else self._roles.get(score.role_code, ""))

    # What the user does

    def open_entry(self, line: ScoredLine) -> None:
        """Ask for the figure of an indicator."""
        score = self.table.current()
        if score is not None and score.settled is None and self.board is not None:
            self._open(EntryDialog(self.context, score, line, self.board.month, self))

    def clear_entry(self, line: ScoredLine) -> None:
        """Let the data speak again."""
        score = self.table.current()
        entry = None if score is None else score.entries.get(line.indicator.code)
        if entry is not None:
            cards = self.context.services.growth.cards
            self._do(lambda: cards.clear(entry.id or 0))

    def settle_month(self) -> None:
        """Settle everybody who has a total."""
        cards, (store_id, month) = self.context.services.growth.cards, self.question()
        self._do(
            lambda: cards.settle(store_id, month),
            lambda count: tr("{count} scorecards of {month} are settled.", count=count, month=f"{month:%Y-%m}"),
        )

    def reopen(self) -> None:
        """Open the chosen person's month again."""
        score = self.table.current()
        if score is not None and score.settled is not None:
            cards, settled = self.context.services.growth.cards, score.settled
            self._do(lambda: cards.reopen(settled))

    def open_cards(self) -> None:
        """Look at all scorecards."""
        if self.board is not None:
            self._open(CardsDialog(self.context, self.board, self))

    def open_card(self) -> None:
        """Change the card of the chosen person."""
        score = self.table.current()
        if score is not None and score.filled is not None and self.board is not None:
            self._open(CardDialog(self.context, self.board, score.filled.card, self))

    def print_shown(self) -> bool:
        """Print the chosen person's card, to talk it over."""
        from shopdesk.gui.pages.people.growth.print_dialog import CardPrintDialog

        score = self.table.current()
        if score is None or score.filled is None or self.board is None:
            return False
        self._open(CardPrintDialog(self.context, self.board, score, self._roles))
        return True

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        open_once(dialog)

    def _do(self, work: Callable[[], Any], said: Callable[[Any], str] | None = None) -> None:
        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.context.messages.error(tr(error.text))

        def done(result: Any) -> None:
            if said is not None:
                self.context.messages.success(said(result))

        self.context.tasks.database(work, done=done, failed=failed, owner=self)


def _missing(score: PersonScore) -> Any:
    return None if score.filled is None else score.filled.missing_weight


def _state(score: PersonScore) -> str:
    if score.filled is None:
        return tr("no scorecard")
    if score.settled is not None:
        return tr("settled")
    return tr("open", context="scorecard") if score.total is not None else tr("figures missing")


def _card(score: PersonScore) -> str | None:
    return None if score.filled is None else score.filled.card.name(current_language())
