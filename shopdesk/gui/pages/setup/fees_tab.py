"""The tab with the fee estimate: inputs, every figure with its rule and date, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.domain.setup.fee_scenario import TOTAL_NAMES, TOTAL_OF
from shopdesk.domain.setup.nouns import SETUP_PLAN
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.setup.fee_rows import fee_row, note_row
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import breakable, button, named, words
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import pick, sentences, tr
from shopdesk.services.setup.fee_reading import FeeView
from shopdesk.services.setup.fee_words import change_words, doubt_words
from shopdesk.services.setup.money_words import break_even_sentence

_OTHER = "other"


class FeesTab(QWidget):
    """``plan_edited`` carries the plan with other inputs and as it was.

    ``own_asked`` carries a line, ``shipped_asked`` its item.

    ``day_asked`` carries the day whose rules are wanted, ``None`` for those of the opening day.
    """

    plan_edited = Signal(object, object)
    own_asked = Signal(object)
    shipped_asked = Signal(object)
    day_asked = Signal(object)
    compare_asked = Signal()
    rules_asked = Signal()
    category_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self._theme = theme
        self.view: FeeView | None = None
        self._filling = False
        self.box = RecordBox(SETUP_PLAN, Reader(date.min, tr), "setup.fees")  # no field of it holds a day
        self.box.add_fields(
            "trademark", "category", "expected_year_fen", called={"expected_year_fen": "setup.fees.sales"}
        )
        self.box.settled.connect(self._on_settled)
        self.sales = self.box["expected_year_fen"]
        inputs = Card(tr("Inputs"))
        inputs.add(self.box)
        self.day = named(DayEdit(), "setup.fees.day", tr("By the rules of"))
        self.day.day_changed.connect(self._on_day_typed)
        self.at_opening = button("setup.fees.atOpening", tr("Opening day"), self._on_opening, role="flat")
        beside = QWidget()
        days = FlowLayout(beside, 6)
        days.addWidget(self.day)
        days.addWidget(self.at_opening)
        self.box.form.addRow(tr("By the rules of"), beside)
        more = QWidget()
        ways = FlowLayout(more, 6)
        for made in (
            button("setup.fees.compare", tr("Compare two stores…"), self.compare_asked.emit, role="primary"),
            button("setup.fees.editRules", tr("Rules and own figures…"), self.rules_asked.emit),
            button("setup.fees.ownCategory", tr("Own category…"), self.category_asked.emit),
        ):
            ways.addWidget(made)
        inputs.add(more)
        self.rules = QLabel()
        self.rules.setObjectName("setup.fees.rules")
        self.rules.setWordWrap(True)
        self.rules.setProperty("role", "muted")
        inputs.add(self.rules)
        inputs.body.addStretch()
        self.totals = QGridLayout()
        self.totals.setHorizontalSpacing(24)
        sums = Card(tr("What it comes to"))
        sums.body.addLayout(self.totals)
        sums.body.addStretch()
        self.figures: dict[str, QLabel] = {}
        self.doubts: dict[str, QLabel] = {}
        for row, (name, label) in enumerate(TOTAL_NAMES.items()):
            text = QLabel(tr(label))
            text.setWordWrap(True)
            figure = QLabel(NO_DATA)
            figure.setObjectName(f"setup.fees.{name}")
            figure.setProperty("role", "subtitle")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.figures[name] = figure
            self.doubts[name] = words(name=f"setup.fees.doubt.{name}", role="muted")
            self.totals.addWidget(text, 2 * row, 0)
            self.totals.addWidget(figure, 2 * row, 1)
            self.totals.addWidget(self.doubts[name], 2 * row + 1, 0, 1, 2)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(8)
        table = Card(tr("Figures and their rules"))
        table.body.addLayout(self.lines)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(inputs, 1)
        top.addWidget(sums, 1)
        note = QLabel(tr("An estimate from dated third-party pages. Before paying, look at the platform's own page."))
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(table)
        self.changes = words(name="setup.fees.changes")
        self.history = Card(tr("What changed when, and what will"))
        self.history.add(self.changes)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(4)
        self.beside = Card(tr("Known beside these figures"))
        self.beside.body.addLayout(self.notes)
        column.addWidget(self.history)
        column.addWidget(self.beside)
        column.addWidget(note)
        column.addStretch(1)
        scroll = QuietScroll()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(scroll)

    def populate(self, view: FeeView) -> None:
        """Show an estimate."""
        self.view = view
        self._filling = True
        if not self.day.hasFocus():
            self.day.set_day(view.day)
        self._filling = False
        categories = dict(view.categories)
        self.box.offer("category", categories)
        plan = view.plan if view.plan.category in categories else replace(view.plan, category=_OTHER)
        self.box.show_record(plan, other=self.box.record is None)
        rules = view.rule_set
        said = [
            tr(
                "Rule set: {title}, valid from {start}, as of {day}.",
                title=pick(rules.title.zh, rules.title.en),
                start=rules.valid_from.isoformat(),
                day=rules.as_of.isoformat(),
            )
        ]
        if not rules.covers(view.day):
            said.append(tr("No rules of {day} are known.", day=view.day.isoformat()))
        if view.own_day != view.day and view.versions:
            said.append(tr("Own figures are those of {day}.", day=view.own_day.isoformat()))
        if view.break_even is None:
            said.append(tr(seen_by(Subject.COSTS)))
        self.rules.setText(sentences(said))
        result = view.estimate
        for name, fen in (
            ("tied", result.tied_up_fen),
            ("year", result.year_cost_fen),
            ("cash", result.first_year_cash_fen),
            ("break_even", view.break_even and view.break_even.year_fen),
        ):
            self.figures[name].setText(NO_DATA if fen is None else format_yuan(fen))
            doubt = doubt_words(result, TOTAL_OF[name], told=fen is not None or name == "break_even")
            if name == "break_even" and view.break_even is not None:
                doubt = "\n".join(filter(None, (break_even_sentence(view.break_even), doubt)))
            self.doubts[name].setText(breakable(doubt))
            self.doubts[name].setVisible(bool(doubt))
        _clear(self.lines)
        _clear(self.notes)
        for line in result.lines:
            row = fee_row(self._theme, line, self.own_asked.emit, lambda one: self.shipped_asked.emit(one.item))
            self.lines.addWidget(row)
        later = view.later()
        past = [change for change in view.changes if change not in later]
        told = [change_words(change) for change in past] + [
            tr("Later: {change}", change=change_words(change)) for change in later
        ]
        self.changes.setText(breakable("\n".join(told)))
        self.history.setVisible(bool(told))
        for number, note in enumerate(rules.notes):
            self.notes.addWidget(note_row(number, note))
        self.beside.setVisible(bool(rules.notes))

    @property
    def _unlisted(self) -> str | None:
        """The store's category where these rules do not know it: shown as another one, and still the answer."""
        if self.view is None or self.view.plan.category in dict(self.view.categories):
            return None
        return self.view.plan.category

    def _on_day_typed(self, day: date | None) -> None:
        if not self._filling and day is not None:
            self.day_asked.emit(day)

    def _on_opening(self) -> None:
        self.at_opening.setFocus()
        self.day_asked.emit(None)

    def _on_settled(self) -> None:
        edited = self.box.typed_record()
        if self._unlisted is not None and edited.category == self.box.record.category == _OTHER:
            edited = replace(edited, category=self._unlisted)
        was = self.box.record
        if edited != was:
            self.box.accept(edited)
            self.plan_edited.emit(edited, was)


def _clear(rows: QVBoxLayout) -> None:
    while rows.count():
        item = rows.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
