"""The day's timetable with the present line marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from shopdesk.domain.daily.checklist import TimetableEntry
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.card import Card
from shopdesk.infra.i18n import current_language, tr


class TimetableCard(Card):
    """Times and what is done then. Hidden where the form has none."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(tr("The day's timetable"), parent)
        self.setObjectName("daily.timetable")
        self._context = context
        self._content = QWidget()
        self.body.addWidget(self._content)
        self.hide()

    def show_timetable(self, entries: Sequence[TimetableEntry], day: date) -> None:
        """Show a day's timetable."""
        self.setVisible(bool(entries))
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        now = self._context.clock.now()
        past = [entry for entry in entries if entry.time <= now.time()]
        present = past[-1] if past and day == now.date() else None
        for row, entry in enumerate(entries):
            time = QLabel(f"{entry.time:%H:%M}" + (" ◀" if entry is present else ""))
            words = QLabel(entry.text(current_language()))
            words.setWordWrap(True)
            if entry is present:
                ink = self._context.theme.accent.name()
                time.setStyleSheet(f"color: {ink}; font-weight: 600;")
                words.setStyleSheet(f"color: {ink};")
            else:
                time.setProperty("role", "muted")
            grid.addWidget(time, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        self.body.replaceWidget(self._content, fresh)
        self._content.deleteLater()
        self._content = fresh
