"""The dated rules of law and city: what holds, from which source, whether verified, and the owner's own values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, FieldError, Kind, Reader
from shopdesk.domain.payroll.law import LawRow, bonus_both_ways, shown_value
from shopdesk.domain.payroll.rules import RULE_NAMES, Rulebook
from shopdesk.domain.payroll.slip import BonusComparison, MissingFigures
from shopdesk.domain.text import Text
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.pages.people.paydata.rule_dialog import RuleDialog
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import pick, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_DAY = Field("day", Kind.DAY, Text("Rules of the day"), required=True)
_BONUS = Field("bonus", Kind.MONEY, Text("Year-end bonus"))
_WAGE = Field("wage", Kind.MONEY, Text("Wage of a month after insurance"))


class LawDialog(QDialog):
    """Shows the rules of a day and a city; an own value is put over a shipped one, or taken off again."""

    def __init__(self, context: PageContext, day: date, parent: QWidget) -> None:
        """The rules of ``day``."""
        super().__init__(parent)
        self.setObjectName("people.law")
        self.setWindowTitle(tr("Law and rates"))
        roomy(self, 960, 600)
        self.dialog: RuleDialog | None = None
        self._context = context
        self._rules = Rulebook()
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.day = editor(_DAY, self._reader)
        self.day.set_value(day)
        self.city = named(QComboBox(), "people.law.city", tr("City"))
        self.city.hide()
        self.problem = words(name="people.law.problem", tone="bad")
        self.problem.hide()
        self.own = button("people.law.own", tr("Own value…"), self.open_rule, role="primary")
        self.shipped = button("people.law.shipped", tr("Back to the shipped value"), self.back_to_shipped)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(self._build_head())
        layout.addWidget(self._build_table(), 1)
        layout.addWidget(self.problem)
        layout.addLayout(self._build_bonus())
        layout.addWidget(words(_does_not_know(), name="people.law.limits", role="muted"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("people.law.close", tr("Close"), self.accept))
        layout.addLayout(row)
        self.day.changed.connect(self._ask)
        self.city.activated.connect(lambda _place: self._ask())
        self.look = Look(self, context, self._question, self._load, self._show)
        self._enable()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._labelled(self.day, "people.law.day", tr("&Rules of the day")))
        row.addWidget(self.day.widget)
        row.addWidget(self.city)
        row.addStretch(1)
        row.addWidget(self.own)
        row.addWidget(self.shipped)
        return row

    @staticmethod
    def _labelled(made: Editor, name: str, label: str) -> QLabel:
        named(made.widget, name, label)
        shown = QLabel(label)
        shown.setBuddy(made.widget)
        return shown

    def _build_table(self) -> RecordPanel:
        columns: list[Column[LawRow]] = [
            Column(tr("Rule"), lambda row: tr(RULE_NAMES[row.rule]), name="rule", width=210),
            Column(tr("Value"), _value, name="value", width=110, tip=_value),
            Column(
                tr("From"),
                lambda row: row.holds.ref.valid_from if row.holds is not None else None,
                lambda found: found.isoformat(),
                name="from",
            ),
            Column(tr("Whose"), _whose, name="whose"),
            Column(tr("Source"), _source, name="source", width=170, tip=_source),
            Column(
                tr("As of"),
                lambda row: row.holds.ref.as_of if row.holds is not None else None,
                lambda found: found.isoformat(),
                name="asOf",
            ),
            Column(tr("Verified"), _verified, name="verified"),
        ]
        self.table = RecordTable(RecordTableModel(columns), "people.law.table", tr("Rules in force"))
        self.table.chosen.connect(lambda _row: self._enable())
        self.table.opened.connect(lambda _row: self.open_rule())
        panel = RecordPanel(self._context, self.table, lambda: self._reader)
        panel.offer_export(tr("Rules in force"))
        return panel

    def _build_bonus(self) -> QVBoxLayout:
        self.bonus, self.wage = editor(_BONUS, self._reader), editor(_WAGE, self._reader)
        row = QHBoxLayout()
        for made, name, label in (
            (self.bonus, "people.law.bonus", tr("&Year-end bonus")),
            (self.wage, "people.law.wage", tr("&Wage of a month after insurance")),
        ):
            row.addWidget(self._labelled(made, name, label))
            row.addWidget(made.widget)
            made.changed.connect(self._say_bonus)
        row.addStretch(1)
        self.both = words(name="people.law.both")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.both)
        return column

    # Loading and showing

    def _question(self) -> tuple[int, date, str] | None:
        try:
            day: date = self.day.value()
        except FieldError:
            return None
        return self._context.store_id, day, self.city.currentData() or ""

    def _ask(self) -> None:
        if self._question() is not None:
            self.look.ask()

    @staticmethod
    def _load(services: Services, question: Any) -> tuple[list[str], str, tuple[LawRow, ...], Rulebook]:
        store_id, day, city = question
        cities = services.paydata.cities(store_id)
        chosen = city or (cities[0] if cities else "")
        return cities, chosen, services.paydata.law(store_id, day, chosen), services.paydata.rulebook(store_id, day)

    def _show(self, answer: tuple[list[str], str, tuple[LawRow, ...], Rulebook]) -> None:
        cities, chosen, rows, self._rules = answer
        if [self.city.itemData(place) for place in range(self.city.count())] != cities:
            self.city.clear()
            for name in cities:
                self.city.addItem(name, name)
            self.city.setVisible(bool(cities))
        self.city.setCurrentIndex(max(0, self.city.findData(chosen)))
        self.table.set_records(rows)
        if self.table.current() is None:
            self.table.selectRow(0)
        self._enable()
        self._say_bonus()

    def _enable(self) -> None:
        row = self.table.current()
        self.own.setEnabled(row is not None and row.editable)
        self.own.setToolTip(tr("A table of the law is not typed here.") if row is not None and not row.editable else "")
        self.shipped.setEnabled(row is not None and row.holds is not None and row.holds.ref.own)

    def _say_bonus(self) -> None:
        question = self._question()
        try:
            bonus, wage = self.bonus.value(), self.wage.value()
        except FieldError as error:
            self.both.setText(tr(error.text))
            return
        if question is None or not bonus:
            self.both.setText(tr("Type a year-end bonus to see it taxed both ways."))
            return
        try:
            found = bonus_both_ways(self._rules, question[1], bonus, wage or 0)
        except MissingFigures:
            self.both.setText(tr("No tax table is known for that year."))
            return
        assert found is not None, "a bonus above zero is compared"
        self.both.setText(_both_ways(found))

    # What the user does

    def open_rule(self) -> None:
        """Type an own value for the chosen rule."""
        row, question = self.table.current(), self._question()
        if row is None or question is None or not row.editable:
            return
        self.problem.hide()
        self.dialog = RuleDialog(self._context, row, question[1], self)
        open_once(self.dialog)

    def back_to_shipped(self) -> None:
        """Let the shipped value hold again from the day in view on."""
        row, question, paydata = self.table.current(), self._question(), self._context.services.paydata
        if row is None or question is None:
            return
        store_id, day, _city = question
        self.problem.hide()

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.problem.setText(tr(error.text))
            self.problem.show()

        self._context.tasks.database(
            lambda: paydata.back_to_shipped(store_id, row.rule, day), failed=failed, owner=self
        )


def _value(row: LawRow) -> str:
    return tr(shown_value(row.holds)) if row.holds is not None else tr("not known")


def _whose(row: LawRow) -> str | None:
    if row.holds is None:
        return None
    if row.holds.ref.own:
        return tr("own")
    return row.holds.city or tr("the country")


def _source(row: LawRow) -> str:
    return pick(row.holds.ref.source.zh, row.holds.ref.source.en) if row.holds is not None else ""


def _verified(row: LawRow) -> str | None:
    if row.holds is None:
        return None
    return tr("verified") if row.holds.ref.verified else tr("not verified")


def _both_ways(found: BonusComparison) -> str:
    within = tr("Within the wages of the year: {tax} tax.", tax=amount(found.within_fen))
    if found.apart_fen is None:
        return sentences((within, tr("The rule that taxes it apart has ended.")))
    said = [tr("Taxed apart: {tax} tax.", tax=amount(found.apart_fen)), within]
    if found.apart_fen != found.within_fen:
        less = tr("apart") if found.apart_fen < found.within_fen else tr("within the wages")
        difference = amount(abs(found.apart_fen - found.within_fen))
        said.append(tr("Less tax {how}: {difference} less.", how=less, difference=difference))
    if found.edge_fen is not None:
        said.append(
            tr(
                "A jump: taxed apart, a bonus of {edge} leaves {gain} more after tax than this one.",
                edge=amount(found.edge_fen),
                gain=amount(found.gain_fen),
            )
        )
    return sentences(said)


def _does_not_know() -> str:
    return tr(
        "What the program does not know: it is no tax adviser and asks no office. It knows the rules listed here, as "
        "old as their sources say; income from elsewhere, the yearly settlement, deductions that nobody declared, "
        "special agreements and the rules of other cities it does not know. Check with your tax office and insurance "
        "office what concerns you, and put your own values over those that have changed."
    )
