"""The top of the page: how far the store is, when it can open, the time limits, and the jobs for the whole plan.

Two rows and a bar, so that the lists below keep most of a small window.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.gui.pages.setup.clock_strip import ClockStrip
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.elided_label import ElidedLabel
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.settled_day import SettledDay
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard
from shopdesk.services.setup.wording import store_kind


class SetupHeader(QWidget):
    """Title, progress bar and buttons."""

    overdue_asked = Signal()
    fill_asked = Signal()
    print_asked = Signal()
    new_asked = Signal()
    opening_set = Signal(object)
    questions_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self.title = QLabel(tr("Opening the store"))
        self.title.setProperty("role", "title")
        self.kind = ElidedLabel()
        self.kind.setProperty("role", "muted")
        self.overdue = button("setup.overdue", "", self.overdue_asked.emit, role="danger")
        tip = tr("Give every open step without a due date one that follows from the typical durations")
        self.fill = button("setup.fillDueDates", tr("Fill due dates"), self.fill_asked.emit, tip=tip)
        tip = tr("The answers that decide which steps and papers there are (Ctrl+Shift+Q)")
        self.questions = button("setup.questionsButton", tr("Questions…"), self.questions_asked.emit, tip=tip)
        tip = tr("Print the checklist, the papers, fees and budget (Ctrl+Shift+P)")
        self.print = button("setup.print", tr("Print…"), self.print_asked.emit, tip=tip)
        tip = tr("Add an own step (Ctrl+N)")
        self.new = button("setup.newStep", tr("New step"), self.new_asked.emit, role="primary", tip=tip)
        self.clocks = ClockStrip()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setObjectName("setup.progress")
        self.bar.setAccessibleName(tr("Progress of the setup"))
        self.facts = QLabel()
        self.facts.setObjectName("setup.facts")
        self.opening = SettledDay()
        self.opening.setObjectName("setup.openingDay")
        self.opening.setAccessibleName(tr("Wanted opening day"))
        self.opening.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.opening.committed.connect(self.opening_set)
        self.verdict = QLabel()
        self.verdict.setObjectName("setup.verdict")
        top = FlowLayout(squeezes=True)
        top.add(self.title, self.kind)
        top.add_stretch()
        for pressed in (self.overdue, self.questions, self.fill, self.print, self.new):
            top.add(pressed)
        progress = QHBoxLayout()
        progress.setSpacing(12)
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.facts)
        below = FlowLayout(squeezes=True)
        below.add(self.clocks, grows=True)
        below.add(self._wanted_opening())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(progress)
        layout.addLayout(below)

    def _wanted_opening(self) -> QWidget:
        """The day with its name and what follows from it, which stay together in whatever line they stand."""
        together = QWidget()
        row = QHBoxLayout(together)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (QLabel(tr("Wanted opening day")), self.opening, self.verdict):
            row.addWidget(widget)
        return together

    def populate(self, board: SetupBoard) -> None:
        """Show a board."""
        done, needed = board.progress.done, board.progress.needed
        self.kind.setText(store_kind(board))
        self.bar.setRange(0, max(needed, 1))
        self.bar.setValue(done)
        text = tr("{done} of {needed} steps done", done=done, needed=needed)
        percent = board.progress.percent
        if percent is not None:
            text = f"{text} ({percent}%)"
        if board.earliest is not None:
            text = f"{text} · " + tr("Earliest opening {day}", day=board.earliest.isoformat())
        self.facts.setText(text)
        self.facts.setToolTip(tr("The earliest opening follows from the typical durations of the open steps."))
        self.overdue.setText("! " + tr("{count} overdue", count=board.overdue))
        self.overdue.setVisible(bool(board.overdue))
        self.opening.show_kept(board.plan.opening_on, board.today)
        text, tone = _verdict(board.plan.opening_on, board.earliest)
        self.verdict.setText(text)
        self.verdict.setVisible(bool(text))
        self.verdict.setProperty("tone", tone)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)


def _verdict(wanted: date | None, earliest: date | None) -> tuple[str, str]:
    if wanted is None or earliest is None:
        return "", ""
    days = (wanted - earliest).days
    if days < 0:
        return "! " + tr("{days} days too early", days=-days), "bad"
    return "✓ " + tr("{days} days to spare", days=days), "good"
