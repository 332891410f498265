"""One person's scorecard: each indicator with figure and score, bars, the months before, and what it pays."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from shopdesk.domain.growth.scorecards import BEGINNING
from shopdesk.domain.growth.scoring import ScoredLine
from shopdesk.domain.money import percent_text
from shopdesk.gui.pages.people.growth.texts import (
    figure,
    pay_words,
    points,
    rule_words,
    source_words,
    target_words,
    total_words,
)
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.share_bars import Bar, ShareBars
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import PersonScore

_NAME = "people.growth.card"


class CardPanel(QWidget):
    """Shows a filled card. Every ``…_asked`` says what the user wants; the first two carry the chosen line."""

    enter_asked = Signal(object)
    clear_asked = Signal(object)
    reopen_asked = Signal()
    change_asked = Signal()
    print_asked = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self._score: PersonScore | None = None
        self._open = False
        self.title = words(name=f"{_NAME}.title", role="subtitle")
        self.about = words(name=f"{_NAME}.about", role="muted")
        self.total = words(name=f"{_NAME}.total")
        self.pays = words(name=f"{_NAME}.pays", role="muted")
        columns: list[Column[ScoredLine]] = [
            Column(tr("Indicator"), lambda line: line.indicator.name(current_language()), name="name",
                   tip=lambda line: rule_words(line.indicator)),
            Column(tr("Weight"), lambda line: line.indicator.weight, text=lambda share: percent_text(share, 0),
                   numeric=True, name="weight"),
            Column(tr("Target"), lambda line: target_words(line.indicator), name="target",
                   tip=lambda line: rule_words(line.indicator)),
            Column(tr("Figure", context="scorecard"), lambda line: _figure(line), numeric=True, name="figure"),
            Column(tr("Score"), lambda line: line.score if line.counts else None, text=points, numeric=True,
                   name="score"),
            Column(tr("Where from"), source_words, name="source", tip=source_words),
        ]  # fmt: skip
        self.lines = RecordTable(RecordTableModel(columns), f"{_NAME}.lines", tr("Indicators of the scorecard"))
        self.lines.remember(context.settings)
        self.lines.opened.connect(self.enter_asked)
        self.lines.chosen.connect(lambda _line: self._enable())
        self.bars = ShareBars(context.theme, f"{_NAME}.bars", tr("Scores of the indicators"))
        self.trend = ShareBars(context.theme, f"{_NAME}.trend", tr("Totals of the last months"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addWidget(self.total)
        layout.addWidget(self.pays)
        layout.addWidget(self._build_buttons())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(self.lines)
        split.addWidget(self._build_bars())
        layout.addWidget(split, 1)

    def _build_buttons(self) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, 6)
        self.enter = button(f"{_NAME}.enter", tr("Enter a figure…"), lambda: self._ask(self.enter_asked))
        self.clear_entry = button(f"{_NAME}.clear", tr("Use the data again"), lambda: self._ask(self.clear_asked))
        self.change = button(f"{_NAME}.change", tr("Change this scorecard…"), self.change_asked.emit)
        self.reopen = button(f"{_NAME}.reopen", tr("Open this month again"), self.reopen_asked.emit)
        self.print = button(
            f"{_NAME}.print", tr("Print…"), self.print_asked.emit, tip=tr("One page to talk over with the person")
        )
        for one in (self.enter, self.clear_entry, self.change, self.reopen, self.print):
            row.addWidget(one)
        return bar

    def _build_bars(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for title, bars in ((tr("Scores"), self.bars), (tr("Last months"), self.trend)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(words(title, role="muted"))
            column.addWidget(bars)
            column.addStretch(1)
            row.addLayout(column, 1)
        return holder

    def show_score(self, score: PersonScore | None, *, locked: bool, role: str) -> None:
        """Show a person's card; the line that was looked at stays chosen. ``locked``: the wages of the month are."""
        before = self.lines.current()
        code = before.indicator.code if before is not None else ""
        self._score = score
        filled = None if score is None else score.filled
        self._open = score is not None and score.settled is None and not locked
        self.title.setText("" if score is None else " · ".join(filter(None, (score.person.label, role))))
        self.total.setText("" if score is None else total_words(filled))
        self.about.setText("")
        if filled is not None:
            card = filled.card
            name = card.name(current_language())
            since = (
                tr("{card}, as shipped. {about}", card=name, about=card.about(current_language()))
                if card.valid_from == BEGINNING
                else tr("{card}, holds from {day}", card=name, day=card.valid_from)
            )
            self.about.setText(since)
        self.pays.setText("" if score is None else pay_words(score))
        for label in (self.title, self.about, self.total, self.pays):
            label.setVisible(bool(label.text()))
        self.lines.set_records(filled.lines if filled is not None else ())
        if not self.lines.select(lambda line: line.indicator.code == code) and filled is not None and filled.lines:
            self.lines.selectRow(0)
        self.bars.set_bars([_bar(line) for line in filled.lines] if filled is not None else [])
        self.trend.set_bars(
            [
                Bar(f"{one.month:%Y-%m}", _part(one.total), points(one.total))
                for one in (score.trend if score is not None else ())
            ]
        )
        self._enable()

    def _enable(self) -> None:
        line, score = self.lines.current(), self._score
        self.enter.setEnabled(self._open and line is not None)
        typed = score is not None and line is not None and line.indicator.code in score.entries
        self.clear_entry.setEnabled(self._open and typed)
        self.change.setEnabled(score is not None and score.filled is not None)
        self.reopen.setVisible(score is not None and score.settled is not None)
        self.print.setEnabled(score is not None and score.filled is not None)

    def _ask(self, wanted: Signal) -> None:
        line = self.lines.current()
        if line is not None:
            wanted.emit(line)  # type: ignore[attr-defined]


def _figure(line: ScoredLine) -> str:
    return figure(line.actual.value, line.indicator.unit)


def _bar(line: ScoredLine) -> Bar:
    name = f"{line.indicator.name(current_language())} {percent_text(line.indicator.weight, 0)}"
    if not line.counts:
        return Bar(name, None, tr("left out"))
    return Bar(name, _part(line.score), points(line.score))


def _part(value: Decimal | None) -> float | None:
    return None if value is None else float(value / 100)
