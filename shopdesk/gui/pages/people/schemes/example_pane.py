"""A real person's payslip of last month as a scheme would make it, computed beside the window while one types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.scheme_example import ExampleLine, SchemeExample
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.gui.look import Look
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_PAUSE_MS = 200


class ExamplePane(QWidget):
    """Shows each line as it is and as ``scheme`` would make it. Nothing of it is kept."""

    def __init__(
        self, context: PageContext, scheme: Callable[[], Scheme | None], name: str, person_id: int | None = None
    ) -> None:
        """An example of what ``scheme`` answers; ``name`` begins the object names."""
        super().__init__()
        self.setObjectName(f"{name}.example")
        self.answer: SchemeExample | None = None
        self._context = context
        self._scheme = scheme
        self._person_id = person_id
        self._month: date = context.services.schemes.last_month()
        self.title = words(tr("Example payslip of {month}", month=f"{self._month:%Y-%m}"), role="subtitle", wrap=False)
        self.person = named(QComboBox(), f"{name}.example.person", tr("Whose month the example takes"))
        self.person.hide()
        columns: list[Column[ExampleLine]] = [
            Column(
                tr("Line"), lambda line: tr(line.name), name="name", tip=lambda line: tr(line.explanation), width=135
            ),
            Column(
                tr("As it is", context="payslip"), lambda line: line.before_fen, amount, numeric=True, name="before"
            ),
            Column(
                tr("New", context="payslip"),
                lambda line: line.after_fen,
                amount,
                numeric=True,
                name="after",
                tip=lambda line: tr(line.explanation),
            ),
        ]
        self.lines = RecordTable(RecordTableModel(columns), f"{name}.example.lines", tr("Lines of the example payslip"))
        self.sums = words(name=f"{name}.example.sums", role="subtitle")
        self.missing = words(name=f"{name}.example.missing", role="muted")
        self.trouble = words(name=f"{name}.example.trouble", tone="warning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.title, self.person):
            layout.addWidget(widget)
        layout.addWidget(self.lines, 1)
        for label in (self.sums, self.missing, self.trouble):
            layout.addWidget(label)
            label.hide()
        self.person.activated.connect(self._on_person)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.ask)
        self.look = Look(self, context, self._question, self._load, self._show, renew=self.ask, failed=self._on_failed)

    def renew(self) -> None:
        """Something was typed: compute anew when the typing pauses."""
        self._soon.start()

    def ask(self) -> None:
        """Compute now; a form that cannot be read is waited for."""
        self._soon.stop()
        if self._question() is None:
            self._say(tr("The example waits until every field can be read."))
        else:
            self.look.ask()

    def _question(self) -> tuple[int, date, Scheme, int | None] | None:
        scheme = self._scheme()
        return None if scheme is None else (self._context.store_id, self._month, scheme, self._person_id)

    @staticmethod
    def _load(services: Services, question: Any) -> SchemeExample:
        return services.schemes.example(*question)

    def _show(self, answer: SchemeExample) -> None:
        self.answer = answer
        self._say("")
        self._offer(answer)
        self.lines.set_records(answer.lines)
        before = amount(answer.before.gross_fen) if answer.before is not None else ""
        self.sums.setText(
            tr("Gross {before} → {after}", before=before, after=amount(answer.after.gross_fen))
            if before
            else tr("Gross {after}", after=amount(answer.after.gross_fen))
        )
        self.sums.show()
        lacking = "; ".join(tr(figure) for figure in answer.missing)
        if answer.person_id is None:
            self.missing.setText(tr("Nobody was employed in that month, so the example takes round figures."))
        else:
            self.missing.setText(tr("Missing: {figure}.", figure=lacking))
        self.missing.setVisible(bool(lacking) or answer.person_id is None)

    def _offer(self, answer: SchemeExample) -> None:
        self.person.setVisible(bool(answer.people))
        if [self.person.itemData(place) for place in range(self.person.count())] != [who for who, _ in answer.people]:
            self.person.clear()
            for who, label in answer.people:
                self.person.addItem(label, who)
        self.person.setCurrentIndex(self.person.findData(answer.person_id))

    def _on_person(self, _place: int) -> None:
        self._person_id = self.person.currentData()
        self.ask()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._say(tr(error.text))

    def _say(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
