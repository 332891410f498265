"""Open problems of earlier days, the most urgent first, above today's form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import Problem, Repeat
from shopdesk.gui.pages.daily.today.carried_line import CarriedLine
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.wrapping_label import WrappingLabel
from shopdesk.infra.i18n import tr

_SHOWN = 3


class CarriedCard(Card):
    """Emits ``opened`` with a problem's id and ``done`` with a problem, its next state and what came of it.

    Hidden where there is none.
    """

    opened = Signal(int)
    done = Signal(object, object, str)
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(tr("Open problems of earlier days"), parent)
        self.setObjectName("daily.carried")
        self.heading.setWordWrap(True)  # in a small window it would push the meeting out of sight
        self._theme = theme
        self.more = button("daily.carriedAll", "", self.all_wanted.emit, role="flat")
        self.header.addWidget(self.more)
        self._content = QWidget()
        self.lines: list[CarriedLine] = []
        self._filled = self._aside = False
        self.body.addWidget(self._content)
        self.hide()

    def populate(self, problems: Sequence[Problem], repeats: Sequence[tuple[Repeat, str]], today: date) -> None:
        """Show the most urgent problems, and which items keep failing."""
        self._filled = bool(problems or repeats)
        self.set_aside(self._aside)
        late = sum(problem.days_late(today) > 0 for problem in problems)
        self.heading.setText(
            tr("Open problems of earlier days: {count}, overdue: {late}", count=len(problems), late=late)
        )
        self.more.setText(tr("All problems"))
        fresh = QWidget()
        layout = QVBoxLayout(fresh)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        kept = self._being_written(problems)
        self.lines = []
        shown = [*problems[:_SHOWN]]
        if kept is not None and kept.problem not in shown:
            shown.append(kept.problem)
        for problem in shown:
            line = kept if kept is not None and problem.id == kept.problem.id else self._line(problem, today)
            self.lines.append(line)
            layout.addWidget(line)
        for repeat, name in repeats[:2]:
            note = WrappingLabel(
                tr(
                    "“{item}” failed on {count} days of the last 14. Look for the cause.",
                    item=name,
                    count=len(repeat.days),
                )
            )
            note.setProperty("tone", "warning")
            layout.addWidget(note)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh
        if kept is not None and kept in self.lines:
            kept.result.setFocus()

    def set_aside(self, aside: bool) -> None:
        """Make room for something else, or come back."""
        self._aside = aside
        self.setVisible(self._filled and not aside)

    @property
    def asking(self) -> bool:
        """Whether a result is being written."""
        return any(line.asking for line in self.lines)

    @property
    def typed(self) -> bool:
        """Whether a result is written that is not kept yet."""
        return any(line.typed for line in self.lines)

    def _being_written(self, problems: Sequence[Problem]) -> CarriedLine | None:
        """The line whose result is being written: news of other things must not take the words away."""
        asking = next((line for line in self.lines if line.asking), None)
        # Only while its problem is what it was; closed or moved on elsewhere, there is nothing left to write.
        return asking if asking is not None and asking.problem in problems else None

    def _line(self, problem: Problem, today: date) -> CarriedLine:
        line = CarriedLine(self._theme, problem, today)
        line.opened.connect(self.opened)
        line.done.connect(self.done)
        return line
