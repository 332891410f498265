"""Checks a written plan while it is typed: the text, what was understood of it, and what does not agree."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from shopdesk.domain.campaigns.plan_checks import check
from shopdesk.domain.campaigns.plan_figures import LONGEST, Plan
from shopdesk.domain.campaigns.plan_findings import Edit, Finding, Proposal, Verdict
from shopdesk.domain.campaigns.plan_words import What
from shopdesk.domain.fields import Reader
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.plan_examples import plan_examples
from shopdesk.gui.pages.promotions.plan_figure_table import FigureRow, FigureTable, fits, is_number, rows_of
from shopdesk.gui.pages.promotions.plan_findings_view import FindingsView, findings_text
from shopdesk.gui.widgets.controls import action, button, menu_button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import PLAN_DRAFT

_AFTER_MS = 200
_NAME = "promotions.plan"


class PlanCheckDialog(QDialog):
    """Text and figures on the left, findings on the right. The text is kept for the next time."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Begin with the text of the last time."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Check a written plan"))
        roomy(self, 1040, 620)
        self._context = context
        self._plan, self._findings = Plan(), list[Finding]()
        self._chosen: dict[tuple[str, int], What] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._ask)
        self.text = named(QPlainTextEdit(), f"{_NAME}.text", tr("The plan"))
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(
            tr(
                "Paste or type a plan: visitors, conversion, order value, sales, ads, parts, last year, days."
                " Cells of a spreadsheet are read, too."
            )
        )
        self.table = FigureTable(Reader(context.clock.today(), tr))
        self.problem = LyingLabel(f"{_NAME}.problem", self.table)
        self.summary = words(name=f"{_NAME}.summary", role="subtitle")
        self.view = FindingsView()
        self.said = words(name=f"{_NAME}.said", role="muted")
        self.example = menu_button(f"{_NAME}.example", tr("Example"), tip=tr("Fill in a plan to try it with"))
        for name, label, plan in plan_examples():
            self.example.menu().addAction(
                action(f"{_NAME}.example.{name}", label, partial(self.replace_text, plan), self.example)
            )
        self.clear = button(f"{_NAME}.clear", tr("Clear"), partial(self.replace_text, ""))
        self.copy_button = button(f"{_NAME}.copy", tr("Copy the findings"), self.copy)
        self.close_button = button(f"{_NAME}.close", tr("Close"), self.accept)
        self._lay_out()
        self.text.textChanged.connect(self._soon.start)
        self.table.chosen.connect(self._show_in_text)
        self.table.edited.connect(self._on_edited)
        self.table.refused.connect(self.problem.say)
        self.view.change_asked.connect(self._on_change)
        self.text.setPlainText(context.settings.get(PLAN_DRAFT))
        self.text.setFocus()
        self._show()
        self._ask()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        bar = FlowLayout(None, 8)
        bar.add(self.example, self.clear)
        rows.addLayout(bar)
        rows.addWidget(self.text, 3)
        rows.addWidget(words(tr("What was understood; Enter corrects a figure"), role="muted"))
        rows.addWidget(self.table, 4)
        found = QVBoxLayout(right)
        found.setContentsMargins(0, 0, 0, 0)
        found.addWidget(self.summary)
        found.addWidget(self.view, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.said, 1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(SplitView(left, right, (1, 1)), 1)
        layout.addLayout(buttons)

    def done(self, result: int) -> None:
        """Keep the text for the next time."""
        text = self.text.toPlainText()[:LONGEST].encode("utf-8", "replace").decode()
        self._context.settings.set(PLAN_DRAFT, text)
        super().done(result)

    # --- checking --------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Check the text as it is, beside the window; an answer to an older text is dropped."""
        self._soon.stop()
        text, today, chosen = self.text.toPlainText(), self._context.clock.today(), dict(self._chosen)
        self._context.tasks.look(
            lambda: check(text, today, chosen), done=lambda found: self._on_checked(text, found), owner=self
        )

    def _on_checked(self, text: str, found: tuple[Plan, list[Finding]]) -> None:
        if text == self.text.toPlainText():
            self._plan, self._findings = found
            self._show()

    def _show(self) -> None:
        self.table.set_records(rows_of(self._plan))
        self.table.fit_columns()
        self.view.show_findings(self._findings)
        self.summary.setText(self._summary())
        self.copy_button.setEnabled(bool(self._findings))
        self.said.setText(tr("Only the first 20,000 characters and 300 figures are read.") if self._plan.cut else "")
        self._mark()

    def _summary(self) -> str:
        if not self.text.toPlainText().strip():
            return tr("Nothing to check yet")
        count = {verdict: sum(one.verdict is verdict for one in self._findings) for verdict in Verdict}
        if not self._findings:
            return tr("Nothing was found that could be held against something else")
        differs, agrees = count[Verdict.DIFFERS], count[Verdict.AGREES]
        if differs:
            return tr("Contradictions: {differs} · in agreement: {agrees}", differs=differs, agrees=agrees)
        return tr("Nothing contradicts itself · in agreement: {agrees}", agrees=agrees)

    # --- the text --------------------------------------------------------------------------------------------------

    def replace_text(self, text: str) -> None:
        """Put another text in; Ctrl+Z brings the old one back."""
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._chosen.clear()
        self._ask()

    def copy(self) -> None:
        """Put the findings where they can be pasted from."""
        QGuiApplication.clipboard().setText(findings_text(self._findings))
        self.said.setText(tr("Copied"))

    def _cursor(self, start: int, end: int) -> QTextCursor:
        """A cursor over places of the text; Qt counts in half letters where a letter is outside the usual plane."""
        text = self._plan.text
        first, last = (len(text[:place].encode("utf-16-le", "surrogatepass")) // 2 for place in (start, end))
        length = self.text.document().characterCount() - 1
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(min(first, length))
        cursor.setPosition(min(last, length), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        """Underline what does not agree."""
        marked = []
        for one in self._findings:
            if one.verdict is Verdict.DIFFERS:
                for start, end in one.places:
                    mark: Any = QTextEdit.ExtraSelection()
                    mark.cursor = self._cursor(start, end)
                    mark.format = self._underline(self._context.theme.bad)
                    marked.append(mark)
        self.text.setExtraSelections(marked)

    @staticmethod
    def _underline(color: QColor) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        made.setUnderlineColor(color)
        return made

    def _write(self, edit: Edit) -> None:
        """Change a place of the text that was checked; one that was edited since is checked first."""
        if not self.text.toPlainText().startswith(self._plan.text):
            return
        self._cursor(edit.start, edit.end).insertText(edit.words)
        self._ask()

    def _on_change(self, proposal: Proposal) -> None:
        self._write(proposal.edit)
        self.view.setFocus()  # the button that was pressed goes

    def _show_in_text(self, row: FigureRow | None) -> None:
        if row is not None and self.table.hasFocus():
            number = row.figure.number
            self.text.setTextCursor(self._cursor(number.start, number.end))

    # --- corrections -----------------------------------------------------------------------------------------------

    def _on_edited(self, row: FigureRow, name: str, value: Any) -> None:
        number = row.figure.number
        self.problem.hide()
        if name == "written":
            if not is_number(value):
                self.problem.say(tr("“{value}” is not a number. Write it like 20万, 3% or 1,500-2,000.", value=value))
                return
            self._write(Edit(number.start, number.end, value))
        elif not fits(row.figure, What(value)):
            self.problem.say(tr("“{words}” cannot be that: its unit says otherwise.", words=row.figure.words.strip()))
        else:
            self._chosen[row.figure.key] = What(value)
            self._ask()
