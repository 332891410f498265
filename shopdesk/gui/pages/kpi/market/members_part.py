"""Who buys again: a cohort for each month of first orders as a heat map, and who is due for a repeat."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.members import AFTER, CARE_DAYS, Care, Cohort, in_force
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.part import Part
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.empty_state import EmptyState
from shopdesk.gui.widgets.record_model import RECORD_ROLE
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.members import MemberBoard
    from shopdesk.services.registry import Services

_NAME = "kpi.market.members"
_BEFORE = 3
"""Columns before those of the months after."""
_DEEPEST = 0.55
"""How much of the accent the fullest cell has; the figure in it stays readable."""
_CODE = 16
_SHOWN = 10


class _Heat(QStyledItemDelegate):
    """Colours the cells of the months after by their share of the largest; the figure stands in each, too."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.largest = Decimal(0)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        cohort, after = index.data(RECORD_ROLE), index.column() - _BEFORE + 1
        rate = cohort.rate(after) if isinstance(cohort, Cohort) and after >= 1 else None
        if rate and self.largest:
            color = self._theme.accent
            color.setAlphaF(_DEEPEST * float(rate / self.largest))
            option.backgroundBrush = QBrush(color)


class MembersPart(Part):
    """Figures and codes only: no name of a buyer is kept by the program."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; what the orders say is read when the part is first seen."""
        super().__init__(context, parent)
        self.setObjectName(_NAME)
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.said = words(name=f"{_NAME}.said")
        self.noted = words(name=f"{_NAME}.noted", role="muted")
        self.cohorts = RecordTable(RecordTableModel(_cohort_columns()), f"{_NAME}.cohorts", tr("Cohorts"))
        self.cohorts.fit_columns()
        self._heat = _Heat(context.theme, self.cohorts)
        self.cohorts.setItemDelegate(self._heat)
        self.cohort_panel = RecordPanel(context, self.cohorts, lambda: self._reader)
        self.cohort_panel.offer_export(tr("Cohorts"))
        self.due = RecordTable(RecordTableModel(_care_columns()), f"{_NAME}.due", tr("Due for a repeat"))
        self.due.fit_columns()
        self.due_panel = RecordPanel(context, self.due, lambda: self._reader)
        self.due_panel.offer_export(tr("Due for a repeat"))
        self.due_said = words(name=f"{_NAME}.dueSaid", role="muted")
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.said)
        column.addWidget(self.noted)
        column.addWidget(SplitView(_titled(words(tr("Bought again, by the month of the first order"), role="heading"),
                                           self.cohort_panel),
                                   _titled(words(tr("Due for a repeat"), role="heading"), self.due_said,
                                           self.due_panel), (5, 2)), 1)  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(full)
        self.stack.addWidget(
            EmptyState(
                tr("No order names its buyer"),
                tr(
                    "Import the platform's order report with the column of the buyer. The program keeps a code in the "
                    "place of the name, and counts by it who buys again."
                ),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def load(self, services: Services, question: Any) -> MemberBoard:
        """Everything about the members."""
        return services.members.board(question)

    def populate(self, board: MemberBoard) -> None:
        """Show it."""
        members = board.members
        self.stack.setCurrentIndex(0 if members.buyers else 1)
        rates = [rate for cohort in board.cohorts for after in range(1, AFTER + 1) if (rate := cohort.rate(after))]
        self._heat.largest = max(rates, default=Decimal(0))
        self.cohorts.set_records(board.cohorts)
        self.due.set_records(board.due)
        gap = members.median_gap
        parts = [
            tr("{again} of {all} buyers paid on more than one day: {rate}.", again=f"{members.repeating:,}",
               all=f"{members.buyers:,}", rate=percent_text(members.repeat_rate, 1))
        ]  # fmt: skip
        if gap is not None:
            parts.append(tr("Half of all repeats come within {days} days.", days=gap))
        valid = in_force(board.levels, self.context.clock.today())
        parts += [f"{level.name}: {board.counts.get(level.id or 0, 0):,}" for level in reversed(valid)]
        self.said.setText(sentences(parts[:2]) + ("  " + " · ".join(parts[2:]) if parts[2:] else ""))
        noted = [
            tr(
                "All orders since {day} count; whoever bought before counts as new. The months do not add up: a buyer "
                "may be in several. The last figure of a row is of this month, which is not over.",
                day=members.first_day or NO_DATA,
            )
        ]
        if members.nameless:
            noted.append(
                tr("{count} paid orders do not name their buyer and are left out.", count=f"{members.nameless:,}")
            )
        self.noted.setText(sentences(noted))
        self.due_said.setText(
            tr("Due by the median interval from {before} days ago to {after} days ahead: {count} buyers.",
               before=CARE_DAYS, after=CARE_DAYS, count=f"{board.due_count:,}")
            if gap is not None
            else tr("Nobody has bought on a second day yet.")
        )  # fmt: skip


def _titled(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets[:-1]:
        column.addWidget(widget)
    column.addWidget(widgets[-1], 1)
    return made


def _rate(rate: Decimal) -> str:
    return percent_text(rate, 1)


def _count(number: int) -> str:
    return f"{number:,}"


def _cohort_columns() -> list[Column[Cohort]]:
    columns: list[Column[Cohort]] = [
        Column(tr("First order"), lambda one: one.month, text=lambda month: f"{month:%Y-%m}", name="month"),
        Column(tr("Buyers"), lambda one: one.buyers, text=_count, numeric=True, name="buyers"),
        Column(tr("Again"), lambda one: one.repeat_rate, text=_rate, numeric=True, name="again",
               header_tip=tr("Share that paid on a later day, until today"), tip=_again),
    ]  # fmt: skip
    for after in range(1, AFTER + 1):
        columns.append(
            Column(
                f"+{after}",
                lambda one, after=after: one.rate(after),
                text=_rate,
                numeric=True,
                name=f"after{after}",
                header_tip=tr("Share that paid in month {number} after the first order", number=after),
                tip=lambda one, after=after: _back(one, after),
            )
        )
    return columns


def _again(cohort: Cohort) -> str:
    return tr("{count} of {all} buyers", count=f"{cohort.again:,}", all=f"{cohort.buyers:,}")


def _back(cohort: Cohort, after: int) -> str:
    if after > len(cohort.back):
        return tr("This month has not begun.")
    return tr("{count} of {all} buyers", count=f"{cohort.back[after - 1]:,}", all=f"{cohort.buyers:,}")


def _care_columns() -> list[Column[Care]]:
    return [
        Column(tr("Buyer's code"), lambda one: one.code, text=_short, name="code", tip=lambda one: one.code),
        Column(tr("Due"), lambda one: one.due, name="due"),
        Column(tr("Last order"), lambda one: one.last, name="last"),
        Column(tr("Orders"), lambda one: one.orders, text=_count, numeric=True, name="orders"),
        Column(tr("Paid in all"), lambda one: one.paid_fen, text=format_yuan, numeric=True, name="paid"),
    ]


def _short(code: str) -> str:
    """A code as it was made of a buyer's name is long; its beginning tells one from the other."""
    return code if len(code) <= _CODE else f"{code[:_SHOWN]}…"
