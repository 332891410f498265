"""The tab with the fee estimate: inputs, every figure with its rule and date, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.rights import Subject, seen_by
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, FeeItem, FeeLine
from shopdesk.domain.setup.nouns import SETUP_PLAN
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import pick, sentences, tr
from shopdesk.services.setup.fees import FeeView

NO_DATA = "—"


class FeesTab(QWidget):
    """``plan_edited`` carries the plan with other inputs; ``own_asked`` a line, ``shipped_asked`` its item."""

    plan_edited = Signal(object)
    own_asked = Signal(object)
    shipped_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self._theme = theme
        self._category = ""
        self.box = RecordBox(SETUP_PLAN, Reader(date.min, tr), "setup.fees")  # no field of it holds a day
        self.box.add_fields(
            "trademark", "category", "expected_year_fen", called={"expected_year_fen": "setup.fees.sales"}
        )
        self.box.settled.connect(self._on_settled)
        self.sales = self.box["expected_year_fen"]
        inputs = Card(tr("Inputs"))
        inputs.add(self.box)
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
        for row, (name, label) in enumerate(
            (
                ("tied", tr("Tied up as deposit (comes back)")),
                ("year", tr("Fees in the first year")),
                ("cash", tr("Cash needed for fees in the first year")),
                ("break_even", tr("Break-even sales a year")),
            )
        ):
            text = QLabel(label)
            text.setWordWrap(True)
            figure = QLabel(NO_DATA)
            figure.setObjectName(f"setup.fees.{name}")
            figure.setProperty("role", "subtitle")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.figures[name] = figure
            self.totals.addWidget(text, row, 0)
            self.totals.addWidget(figure, row, 1)
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
        categories = dict(view.categories)
        self.box.offer("category", categories)
        self._category = view.plan.category
        plan = view.plan if view.plan.category in categories else replace(view.plan, category="other")
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
        self._clear()
        for line in result.lines:
            self.lines.addWidget(self._row(line))

    def _row(self, line: FeeLine) -> QWidget:
        row = QWidget()
        row.setObjectName(f"setup.fees.line.{line.item.value}")
        box = QVBoxLayout(row)
        box.setContentsMargins(0, 2, 0, 2)
        box.setSpacing(4)
        head = FlowLayout(spacing=12)
        name = QLabel(tr(FEE_ITEM_NAMES[line.item]))
        name.setMinimumWidth(150)
        figure = QLabel(_figure(line))
        figure.setProperty("role", "subtitle")
        figure.setMinimumWidth(120)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        year = QLabel(_year(line))
        year.setMinimumWidth(170)
        pill = StatusPill(self._theme, *_standing(line))
        rule = QLabel(_rule(line))
        rule.setProperty("role", "muted")
        rule.setWordWrap(True)
        own = button(
            f"setup.fees.own.{line.item.value}", tr("Own figure…"), lambda: self.own_asked.emit(line), role="flat"
        )
        head.add(name, figure)
        head.add(year, grows=True)
        head.add(pill)
        if line.own:
            back = button(
                f"setup.fees.shipped.{line.item.value}",
                tr("Back to the shipped figure"),
                lambda: self.shipped_asked.emit(line.item),
                role="flat",
            )
            head.add(back)
        head.add(own)
        box.addLayout(head)
        box.addWidget(rule)
        return row

    def _clear(self) -> None:
        while self.lines.count():
            item = self.lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _on_settled(self) -> None:
        edited = self.box.typed_record()
        if edited.category == self.box.record.category:
            # A category that these rules do not know is shown as another one, and is still the store's answer.
            edited = replace(edited, category=self._category)
        if edited != self.box.record:
            self.box.accept(edited)
            self.plan_edited.emit(edited)


def _figure(line: FeeLine) -> str:
    if line.amount_fen is not None:
        return format_yuan(line.amount_fen)
    return percent_text(line.rate) if line.rate is not None else NO_DATA


def _year(line: FeeLine) -> str:
    if line.item is FeeItem.DEPOSIT:
        return tr("once, comes back") if line.amount_fen is not None else ""
    if line.year_fen is None:
        return ""
    text = tr("{amount} a year", amount=format_yuan(line.year_fen))
    if line.refund_fen:
        text += " " + tr("after {amount} back", amount=format_yuan(line.refund_fen))
    return text


def _standing(line: FeeLine) -> tuple[str, str]:
    if line.own:
        return tr("Own figure"), "accent"
    if line.amount_fen is None and line.rate is None:
        return (tr("Not charged"), "neutral") if line.year_fen == 0 else (tr("Unknown"), "warning")
    return (tr("Sources agree"), "good") if line.verified else (tr("Not confirmed"), "warning")


def _rule(line: FeeLine) -> str:
    parts = []
    if line.rule_set is not None:
        parts.append(pick(line.rule_set.title.zh, line.rule_set.title.en))
    source = pick(line.source.zh, line.source.en)
    if source:
        parts.append(source)
    if line.as_of is not None:
        parts.append(tr("as of {day}", day=line.as_of.isoformat()))
    parts.extend(
        tr(
            "from {sales} of sales {share} back",
            sales=format_yuan(step.sales_fen),
            share=percent_text(Decimal(step.share), 0),
        )
        for step in line.refunds
    )
    return " · ".join(parts)
