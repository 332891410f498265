"""The look over the month before it is locked: unusual against the last months, cost by department, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.domain.payroll.review import DepartmentCost, PersonReview, Review, band_words
from shopdesk.domain.tiers.records import Ladder
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.infra.i18n import current_language, in_a_row, listed, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services


@dataclass(frozen=True, slots=True)
class _Answer:
    """The review where the month is computed, why not otherwise, the tier table in use, and what the data lack."""

    review: Review | None
    trouble: str
    ladder: Ladder
    lacking: tuple[str, ...]


class ReviewPart(Part):
    """People with what is unusual of each; beside them the chosen one's reasons and the cost by department.

    ``compute_asked`` comes from the empty view of a month that is not computed yet.
    """

    compute_asked = Signal()

    def __init__(self, context: PageContext, month: Callable[[], date], parent: QWidget | None = None) -> None:
        """Build the widgets; ``month`` says which month is in view."""
        super().__init__(context, parent)
        self.setObjectName("people.pay.review")
        self._month = month
        self.head = words(name="people.pay.review.head", role="subtitle")
        self.band = words(name="people.pay.review.band")
        self.lacking = words(name="people.pay.review.lacking", tone="bad")
        self.people = RecordTable(
            RecordTableModel(_people_columns()), "people.pay.review.people", tr("People against the last months")
        )
        self.people.chosen.connect(self._show_flags)
        self.flags = named(QPlainTextEdit(), "people.pay.review.flags", tr("What is unusual of the chosen person"))
        self.flags.setReadOnly(True)
        self.flags.setTabChangesFocus(True)
        self.departments = RecordTable(
            RecordTableModel(_department_columns()), "people.pay.review.departments", tr("Cost by department")
        )
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.flags, 1)
        column.addWidget(words(tr("Cost by department"), name="people.pay.review.costs", role="heading"))
        column.addWidget(self.departments, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.people)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        self.empty = EmptyState(
            tr("The wages of this month are not computed yet"), "", tr("Compute"), self.compute_asked.emit
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(split)
        self.stack.addWidget(self.empty)
        layout.addWidget(self.head)
        layout.addWidget(self.band)
        layout.addWidget(self.lacking)
        layout.addWidget(self.stack, 1)

    def question(self) -> tuple[int, date]:
        """The store and the month."""
        return self.context.store_id, self._month()

    def load(self, services: Services, question: Any) -> _Answer:
        """The month against those before it, and the band of the tier table that the store plans with."""
        store_id, month = question
        payroll, tiers = services.payroll, services.tiers
        services.ask_ahead(
            lambda: tiers.chosen(store_id),
            lambda: tiers.choices(store_id),
            lambda: payroll.review(store_id, month),
            lambda: payroll.figures.of_month(store_id, month),
        )
        chosen = tiers.chosen(store_id)
        ladder = next(choice.ladder for choice in tiers.choices(store_id) if choice.key == chosen)
        review, trouble = None, ""
        try:
            review = payroll.review(store_id, month)
        except NotFound:
            pass
        except UserError as error:
            trouble = tr(error.text)
        return _Answer(review, trouble, ladder, _lacking(payroll.figures.of_month(store_id, month)))

    def populate(self, answer: _Answer) -> None:
        """Show it; who is flagged comes first."""
        review = answer.review
        before = self.people.current()
        self.lacking.setText(tr("Missing: {figure}.", figure=listed(answer.lacking)))
        self.lacking.setVisible(bool(answer.lacking))
        self.stack.setCurrentIndex(0 if review is not None else 1)
        self.head.setVisible(review is not None)
        self.band.setVisible(review is not None)
        if review is None:
            self.empty.hint.setText(
                answer.trouble
                or tr("Once it is, each person's wage stands here beside the months before, and what is unusual.")
            )
            self.people.set_records([])
            self.departments.set_records([])
            self._show_flags(None)
            return
        self.head.setText(_head(review))
        said, inside = band_words(review.cost_ratio, answer.ladder.band_low, answer.ladder.band_high)
        self.band.setText(
            tr(
                "Cost {cost}, turnover {turnover}. {band}",
                cost=amount(review.cost_fen),
                turnover=amount(review.turnover_fen),
                band=said,
            )
        )
        self.band.setProperty("tone", "" if inside else "warning")
        self.band.style().polish(self.band)
        self.people.set_records(sorted(review.people, key=lambda one: not one.flags))
        self.departments.set_records(list(review.departments))
        if before is None or not self.people.select(lambda one: one.person_id == before.person_id):
            self.people.selectRow(0)
        self._show_flags(self.people.current())

    def _show_flags(self, person: PersonReview | None) -> None:
        if person is None:
            self.flags.clear()
            return
        said = [tr(flag) for flag in person.flags] or [tr("Nothing unusual.")]
        self.flags.setPlainText("\n".join([person.who, *said]))


def _head(review: Review) -> str:
    if not review.months:
        return tr("There is no earlier month to compare with.")
    if not review.flagged:
        return tr("Nothing unusual against the last {count} months.", count=review.months)
    return tr(
        "{people} people look unusual against the last {count} months.", people=review.flagged, count=review.months
    )


def _lacking(figures: list[MonthFigure]) -> tuple[str, ...]:
    """What is not there, each once with whose it is."""
    whose: dict[str, list[str]] = {}
    for figure in figures:
        if figure.lacking is not None:
            label = tr(figure.field.label or figure.field.name)
            said = tr("{figure}: {lacking}", figure=label, lacking=figure.lacking)
            whose.setdefault(said, []).append(figure.who)
    return tuple(
        tr("{what} ({names})", what=said, names=in_a_row(names)) if names != [""] else said
        for said, names in whose.items()
    )


def _people_columns() -> list[Column[PersonReview]]:
    return [
        Column(tr("Person"), lambda one: one.who, name="who"),
        Column(tr("Department"), lambda one: _word(one.department), name="department", hidden=True),
        Column(tr("Net wage"), lambda one: one.net_fen, text=format_yuan, numeric=True, name="net"),
        Column(tr("Mean before"), lambda one: one.mean_fen, text=format_yuan, numeric=True, name="mean"),
        Column(
            tr("Change"),
            lambda one: one.change_fen,
            text=lambda fen: f"{'+' if fen > 0 else ''}{format_yuan(fen)}",
            numeric=True,
            name="change",
        ),
        Column(
            tr("What is unusual"),
            lambda one: listed(tr(flag) for flag in one.flags),
            name="flags",
            tip=lambda one: "\n".join(tr(flag) for flag in one.flags),
            width=260,
        ),
    ]


def _department_columns() -> list[Column[DepartmentCost]]:
    return [
        Column(tr("Department"), lambda one: _word(one.names), name="department"),
        Column(tr("People"), lambda one: one.people, numeric=True, name="people"),
        Column(tr("Employer's cost"), lambda one: one.cost_fen, text=format_yuan, numeric=True, name="cost"),
        Column(
            tr("Share of all cost"),
            lambda one: one.share,
            text=lambda share: f"{share * 100:.1f}%",
            numeric=True,
            name="share",
        ),
    ]


def _percent(share: Decimal) -> str:
    return f"{share * 100:.1f}%"


def _word(names: tuple[str, str]) -> str:
    return names[0] if current_language().startswith("zh") else names[1]
