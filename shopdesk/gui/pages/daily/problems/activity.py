"""What was said and done about a problem, in the order of time."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.daily.problems import STATE_NAMES
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr
from shopdesk.services.daily.problems import ProblemView


class Activity(QWidget):
    """Comments, steps and files; ``said`` carries a new comment, which stays in its field until it is kept."""

    said = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self._sent = ""
        self.words = TypedLine()
        self.words.setObjectName("problems.comment")
        self.words.setAccessibleName(tr("Comment"))
        self.words.setPlaceholderText(tr("Write a comment, Enter keeps it"))
        self.words.returnPressed.connect(self._say)
        send = button("problems.keepComment", tr("Keep"), self._say)
        self.history = QLabel()
        self.history.setObjectName("problems.history")
        self.history.setWordWrap(True)
        self.history.setTextFormat(Qt.TextFormat.RichText)
        self.history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.history)

    def show_view(self, view: ProblemView) -> None:
        """Show everything about a problem, the newest first."""
        muted = self._theme.muted.name()
        parts = []
        for comment in view.comments:
            parts.append((comment.at, comment.who, escape(comment.words).replace("\n", "<br>")))
        for event in view.events:
            step = f"{tr(STATE_NAMES[event.from_state])} → <b>{tr(STATE_NAMES[event.to_state])}</b>"
            if event.from_state is event.to_state:
                step = escape(tr("Looked at again: it stayed right"))
            note = f"<br>{escape(event.note)}" if event.note else ""
            parts.append((event.at, event.who, step + note))
        for file in view.files:
            parts.append((file.at, file.who, f"{tr('File kept')}: {escape(file.name)}"))
        parts.sort(key=lambda part: part[0], reverse=True)
        problem = view.problem
        lines = [
            f"<p style='margin:0 0 6px 0'><span style='color:{muted}'>{at:%Y-%m-%d %H:%M} {escape(who)}</span>"
            f"<br>{words}</p>"
            for at, who, words in parts
        ]
        lines.append(
            f"<p style='margin:0'><span style='color:{muted}'>{problem.opened_on:%Y-%m-%d} "
            f"{escape(problem.opened_by)}</span><br>{escape(tr('Found'))}</p>"
        )
        self.history.setText("".join(lines))

    def settle(self, *, kept: bool) -> None:
        """A comment was kept, or could not be: then it is still there to be sent once more."""
        if kept and self.words.text().strip() == self._sent:
            self.words.clear()
        self._sent = ""

    def _say(self) -> None:
        words = self.words.text().strip()
        # Enter pressed twice must not say it twice.
        if words and not self._sent:
            self._sent = words
            self.said.emit(words)
