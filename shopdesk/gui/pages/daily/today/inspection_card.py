"""Closed problems that are to be looked at again today, above the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import Problem
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.elided_button import ElidedButton
from shopdesk.infra.i18n import tr

_SHOWN = 2


class InspectionCard(Card):
    """Emits ``opened`` with a problem's id and ``looked`` with the problem and whether it stayed right.

    Hidden where there is none.
    """

    opened = Signal(int)
    looked = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(" ", parent)
        self.setObjectName("daily.inspections")
        self.heading.setWordWrap(True)
        self._content = QWidget()
        self.body.addWidget(self._content)
        self._filled = self._aside = False
        self.hide()

    def populate(self, problems: Sequence[Problem]) -> None:
        """Show the first of them; the others come when these are answered."""
        self._filled = bool(problems)
        self.set_aside(self._aside)
        self.heading.setText(tr("Closed problems to look at again: {count}", count=len(problems)))
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for problem in problems[:_SHOWN]:
            layout.addLayout(self._line(problem))
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh

    def set_aside(self, aside: bool) -> None:
        """Make room for something else, or come back."""
        self._aside = aside
        self.setVisible(self._filled and not aside)

    def _line(self, problem: Problem) -> QHBoxLayout:
        title = ElidedButton(problem.title)
        title.setObjectName(f"daily.inspect.{problem.id}")
        title.clicked.connect(lambda _checked=False: self.opened.emit(problem.id or 0))
        closed = tr("closed {day}", day=problem.closed_on) if problem.closed_on else ""
        facts = words(" · ".join(part for part in (closed, problem.closed_by) if part), role="muted", wrap=False)
        right = button(
            f"daily.inspectRight.{problem.id}",
            tr("Stayed right"),
            lambda: self.looked.emit(problem, True),
            spoken=tr("Stayed right: {title}", title=problem.title),
        )
        wrong = button(
            f"daily.inspectWrong.{problem.id}",
            tr("Re-open"),
            lambda: self.looked.emit(problem, False),
            spoken=tr("Re-open: {title}", title=problem.title),
        )
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(facts)
        row.addStretch(1)
        row.addWidget(right)
        row.addWidget(wrong)
        return row
