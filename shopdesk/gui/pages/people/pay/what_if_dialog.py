"""What a payslip would be with another figure: a number beside the lines, which follow it. Nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.compare import NET, LineDifference
from shopdesk.domain.payroll.month_figures import MonthFigure
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.record_model import Column
from shopdesk.gui.widgets.record_table import RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.payroll.what_if import Tried

_PAUSE_MS = 200


class WhatIfDialog(QDialog):
    """One figure of a person or of the store, tried with other values."""

    def __init__(
        self,
        context: PageContext,
        question: tuple[int, date],
        figures: list[MonthFigure],
        chosen: MonthFigure,
        parent: QWidget,
    ) -> None:
        """Offer the figures of the chosen one's person (or of the store) and begin with that one."""
        super().__init__(parent)
        self.setObjectName("people.pay.whatIf")
        self.setWindowTitle(
            tr("What if: {name}, {month}", name=chosen.who or tr("Store"), month=f"{question[1]:%Y-%m}")
        )
        roomy(self, 720, 520)
        self._context, self._question = context, question
        self._offered = [one for one in figures if one.person_id == chosen.person_id]
        self._reader = Reader(today=context.clock.today(), say=tr)
        self._editor: Editor | None = None
        self._asked = 0
        self.which = named(QComboBox(), "people.pay.whatIf.figure", tr("Figure"))
        for place, one in enumerate(self._offered):
            self.which.addItem(tr(one.field.label or one.field.name), place)
        self._form = QFormLayout()
        self._form.addRow(tr("Figure"), self.which)
        self.problem = LyingLabel("people.pay.whatIf.problem", self.which)
        self.known = words(name="people.pay.whatIf.known", role="muted")
        self.table = RecordTable(RecordTableModel(_columns()), "people.pay.whatIf.lines", tr("Lines before and after"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setObjectName("people.pay.whatIf.close")
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(self.known)
        layout.addWidget(self.table, 1)
        layout.addWidget(words(tr("Nothing of this is kept."), name="people.pay.whatIf.note", role="muted"))
        layout.addWidget(self.buttons)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self._try)
        self.which.setCurrentIndex(self._offered.index(chosen))
        self.which.currentIndexChanged.connect(lambda _place: self._offer())
        self._offer()

    @property
    def figure(self) -> MonthFigure:
        """The figure that is tried."""
        return self._offered[self.which.currentData()]

    def _offer(self) -> None:
        """Put the editor of the chosen figure in its place, with the figure as it is."""
        if self._editor is not None:
            self._form.removeRow(1)
            self._editor.deleteLater()
        figure = self.figure
        made = editor(replace(figure.field, required=True), self._reader)
        made.set_value(figure.value)
        named(made.widget, "people.pay.whatIf.value", tr("Try with"))
        made.changed.connect(self._wait.start)
        self._form.addRow(tr("Try with"), made.widget)
        self._editor = made
        self.problem.lie_by(made.widget)
        self.known.setText(tr("Now: {value}", value=self._reader.shown(figure.field, figure.value)))
        # Nobody has typed anything wrong where the figure is not there yet.
        if figure.value is None:
            self._say("")
        else:
            self._try()

    def _try(self) -> None:
        assert self._editor is not None
        try:
            value: Any = self._editor.value()
        except FieldError as error:
            self._say(tr(error.text))
            return
        figure, (store_id, month) = self.figure, self._question
        what_if = self._context.services.payroll.what_if
        self._asked += 1
        mine = self._asked

        def failed(error: Exception) -> None:
            if not isinstance(error, UserError):
                raise error
            self._say(tr(error.text))

        self._context.tasks.database(
            lambda: what_if.try_out(store_id, month, figure.person_id, figure.field.name, value),
            done=lambda tried: self._show(mine, tried),
            failed=failed,
            owner=self,
        )

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.table.set_records([])

    def _show(self, asked: int, tried: Tried) -> None:
        if asked != self._asked:
            return  # Another number stands there by now.
        self._say("")
        self.table.set_records(list(tried.lines))


def _columns() -> list[Column[LineDifference]]:
    def amount(fen: int | None) -> str:
        return NO_DATA if fen is None else format_yuan(fen)

    return [
        Column(tr("Person"), lambda one: one.who, name="who"),
        Column(tr("Line"), lambda one: tr(one.name), name="line", width=220),
        Column(tr("As it is"), lambda one: one.before_fen, text=amount, numeric=True, name="before"),
        Column(tr("As tried"), lambda one: one.after_fen, text=amount, numeric=True, name="after"),
        Column(
            tr("Change"),
            lambda one: one.change_fen or (0 if one.code == NET else None),
            text=lambda fen: f"{'+' if fen > 0 else ''}{format_yuan(fen)}",
            numeric=True,
            name="change",
        ),
    ]
