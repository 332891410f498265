"""The figures of the month in view: where each comes from, what is missing, typed over and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.people.pay.override_dialog import OverrideDialog
from shopdesk.gui.pages.people.pay.rows_panel import RowsPanel
from shopdesk.gui.part import Part
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_COUNTS, _MISSING, _TYPED, _ALL = "counts", "missing", "typed", "all"


class FiguresPart(Part):
    """A table of figures with what each is made of beside it. ``try_asked`` carries a figure for "what if"."""

    try_asked = Signal(object)

    def __init__(self, context: PageContext, month: Callable[[], date], parent: QWidget | None = None) -> None:
        """Build the widgets; ``month`` says which month is in view."""
        super().__init__(context, parent)
        self.setObjectName("people.pay.figures")
        self._month = month
        self._figures: list[MonthFigure] = []
        self._locked = False
        self.dialog: OverrideDialog | None = None
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.show_only = named(QComboBox(), "people.pay.figures.show", tr("Which figures to show"))
        for code, label in (
            (_COUNTS, tr("What counts this month")),
            (_MISSING, tr("What is missing")),
            (_TYPED, tr("What was typed")),
            (_ALL, tr("Every figure")),
        ):
            self.show_only.addItem(label, code)
        self.show_only.currentIndexChanged.connect(lambda _place: self._fill())
        self.edit = button("people.pay.figures.edit", tr("Type over…"), self.open_form, shortcut="F2")
        self.zero = button(
            "people.pay.figures.zero", tr("Set to 0"), self.set_to_zero, tip=tr("There was nothing: 0 by hand.")
        )
        self.clear = button("people.pay.figures.clear", tr("Take back"), self.take_back)
        self.try_out = button("people.pay.figures.try", tr("What if…"), self._ask_to_try)
        row = FlowLayout()
        row.add(self.show_only, self.edit, self.zero, self.clear, self.try_out)
        self.note = words(name="people.pay.figures.note", role="muted")
        self.table = RecordTable(
            RecordTableModel(self._columns()), "people.pay.figures.table", tr("Figures of the month")
        )
        self.table.remember(context.settings)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _figure: self.open_form())
        self.rows = RowsPanel(context)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.table)
        split.addWidget(self.rows)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.note)
        layout.addWidget(split, 1)
        self._on_chosen(None)

    def _columns(self) -> list[Column[MonthFigure]]:
        def shown(figure: MonthFigure, value: Any) -> str | None:
            return None if value is None else self._reader.shown(figure.field, value)

        return [
            Column(tr("Person"), lambda one: one.who or tr("Store"), name="who"),
            Column(tr("Figure"), lambda one: tr(one.field.label or one.field.name), name="figure"),
            Column(tr("Value"), lambda one: shown(one, one.value), name="value", numeric=True),
            Column(tr("Where from"), lambda one: tr(one.origin), name="origin", tip=lambda one: tr(one.origin)),
            Column(tr("Missing"), _lacking, name="lacking", tip=_lacking),
            Column(tr("Known"), lambda one: shown(one, one.known) if one.typed else "", name="known", numeric=True),
            Column(tr("Reason"), lambda one: one.reason, name="reason", tip=lambda one: one.reason),
        ]

    # Loading and showing

    def question(self) -> tuple[int, date]:
        """The store and the month."""
        return self.context.store_id, self._month()

    def load(self, services: Services, question: Any) -> tuple[list[MonthFigure], bool]:
        """The figures, and whether the month is locked."""
        store_id, month = question
        payroll = services.payroll
        services.ask_ahead(
            lambda: payroll.is_locked(store_id, month), lambda: payroll.figures.of_month(store_id, month)
        )
        return payroll.figures.of_month(store_id, month), payroll.is_locked(store_id, month)

    def populate(self, answer: tuple[list[MonthFigure], bool]) -> None:
        """Show them; the figure that was looked at stays chosen."""
        self._figures, self._locked = answer
        self._fill()

    def _fill(self) -> None:
        before = self.table.current()
        chosen = self.show_only.currentData()
        self.table.set_records([one for one in self._figures if _is_shown(one, chosen)])
        if before is None or not self.table.select(
            lambda one: one.person_id == before.person_id and one.field.name == before.field.name
        ):
            self.table.selectRow(0)
        missing = sum(one.missing for one in self._figures)
        if self._locked:
            said = tr("This month is locked; these are the figures as they are known today.")
        elif missing:
            said = tr("{count} figures are missing. Type them, or set to 0 what did not happen.", count=missing)
        else:
            said = tr("No figure is missing.") if self._figures else tr("Nobody was employed. Enter the people first.")
        self.note.setText(said)
        self._on_chosen(self.table.current())

    def _on_chosen(self, figure: MonthFigure | None) -> None:
        may = figure is not None and not self._locked
        self.edit.setEnabled(may)
        self.zero.setEnabled(may and figure is not None and figure.value is None)
        self.clear.setEnabled(may and figure is not None and figure.typed)
        self.try_out.setEnabled(figure is not None)
        self.rows.show_figure(self.question(), figure)

    @property
    def known_figures(self) -> list[MonthFigure]:
        """Every figure of the month, shown or not."""
        return self._figures

    # What the user does

    def open_form(self) -> None:
        """Ask for a figure and its reason."""
        figure = self.table.current()
        if figure is None or not self.edit.isEnabled():
            return
        dialog = OverrideDialog(self.context, self.question(), figure, self)
        self.dialog = dialog
        open_once(dialog)

    def set_to_zero(self) -> None:
        """Say that what is missing did not happen."""
        self._put(0, tr("set to 0 by hand"))

    def take_back(self) -> None:
        """Let what the program knows hold again."""
        self._put(None, "")

    def _put(self, value: int | None, reason: str) -> None:
        figure = self.table.current()
        if figure is None:
            return
        figures, (store_id, month) = self.context.services.payroll.figures, self.question()

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self.context.messages.error(tr(error.text))

        self.context.tasks.database(
            lambda: figures.put(store_id, month, figure.person_id, figure.field.name, value, reason, figure.was),
            failed=failed,
            owner=self,
        )

    def _ask_to_try(self) -> None:
        figure = self.table.current()
        if figure is not None:
            self.try_asked.emit(figure)


def _lacking(figure: MonthFigure) -> str:
    return "" if figure.lacking is None else tr(figure.lacking)


def _is_shown(figure: MonthFigure, chosen: str) -> bool:
    if chosen == _MISSING:
        return figure.missing or figure.lacking is not None
    if chosen == _TYPED:
        return figure.typed
    if chosen == _ALL or figure.typed or figure.needed:
        return True
    # That somebody is insured is the usual case, and no amount.
    return figure.value is not True and (bool(figure.value) or figure.value is False)
