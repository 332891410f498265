"""What somebody else wrote meanwhile in the very fields that a form changes too, each with a way to take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.gui.widgets.controls import button, words
from shopdesk.infra.i18n import tr

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class TheirValue:
    """The field it stands in, what that is called, and the value as it is shown."""

    name: str
    label: str
    shown: str


def changed_too(error: ChangedMeanwhile, keeps: str) -> str:
    """The sentence that asks; ``keeps`` is the name of the button that keeps what stands in the fields."""
    who = error.who or tr("Somebody else")
    if error.at is None:
        return tr("{who} changed this too. “{button}” keeps what stands here.", who=who, button=keeps)
    return tr(
        "{who} changed this too, at {time}. “{button}” keeps what stands here.",
        who=who,
        time=f"{error.at:%H:%M}",
        button=keeps,
    )


class TheirEdits(QWidget):
    """A sentence, and below it a line for each field. Whoever takes none of them keeps their own by saving again."""

    def __init__(self, take: Callable[[str], None], parent: QWidget | None = None) -> None:
        """Nothing is there to be asked; ``take`` is called with the name of the field whose value is taken."""
        super().__init__(parent)
        self._take = take
        self._rows: dict[str, QWidget] = {}
        self.said = words(name="form.theirs")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.said)
        self.hide()

    def offer_to_keep(self, keep: Callable[[], None]) -> str:
        """Add a button where no other one saves; the answer is its name."""
        name = tr("Keep mine")
        self._column.addWidget(button("form.theirs.keep", name, keep), 0, Qt.AlignmentFlag.AlignLeft)
        return name

    def ask_no_more(self) -> None:
        """What was asked is settled."""
        for name in list(self._rows):
            self._drop(name)
        self.hide()

    def ask(self, sentence: str, values: Sequence[TheirValue]) -> None:
        """Show ``sentence`` and the values, in place of those before."""
        for name in list(self._rows):
            self._drop(name)
        self.said.setText(sentence)
        for value in values:
            self._rows[value.name] = row = self._row(value)
            self._column.insertWidget(len(self._rows), row)
        self.show()

    def _row(self, value: TheirValue) -> QWidget:
        row = QWidget()
        short = value.shown if len(value.shown) <= _LONGEST else f"{value.shown[:_LONGEST]}…"
        label = words(tr("{field}: {value}", field=value.label, value=short))
        if short != value.shown:
            label.setToolTip(value.shown)
        take = button(f"form.theirs.take.{value.name}", tr("Take theirs"), lambda: self._on_taken(value.name))
        take.setAccessibleName(tr("Take theirs: {field}", field=value.label))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        # On the left, away from the button that saves: a second click there must not give up what was typed.
        line.addWidget(take)
        line.addWidget(label, 1)
        return row

    def _on_taken(self, name: str) -> None:
        self._drop(name)
        self.setVisible(bool(self._rows))
        self._take(name)

    def _drop(self, name: str) -> None:
        row = self._rows.pop(name)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
