"""A form of one field for a kept value that cannot be read, so that the page that shows it can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import UnreadableValue
from shopdesk.domain.fields import TYPED, Kind, Reader
from shopdesk.domain.nouns import NOUNS
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.bootstrap import App
    from shopdesk.gui.task_runner import TaskRunner


def can_correct(error: Exception | None) -> bool:
    """Whether there is a form for the value: its field has to be one that people type."""
    if not isinstance(error, UnreadableValue) or error.table not in NOUNS:
        return False
    fields = {one.name: one for one in NOUNS[error.table].fields}
    kind = fields[error.column].kind if error.column in fields else Kind.KEY
    return kind in TYPED and kind is not Kind.REFERENCE


class CorrectValueDialog(RecordForm):
    """Shows what stands there and asks for what should."""

    def __init__(self, app: App, tasks: TaskRunner, error: UnreadableValue, parent: QWidget | None) -> None:
        """A form for the value that ``error`` names."""
        super().__init__(
            tasks,
            NOUNS[error.table],
            name="correctValue",
            title=tr("Correct a value"),
            confirm=tr("Save"),
            reader=Reader(today=app.clock.today(), say=tr),
            parent=parent,
        )
        self._error = error
        self._history = app.services.history
        self.hint(tr("It reads now: {value}", value=str(error.raw)))
        self.add_fields(error.column, values={error.column: self.noun.empty(error.column)})

    def work(self) -> Callable[[], Any]:
        """Write the right value."""
        value = self.values()[self._error.column]
        return lambda: self._history.put_right(self._error, value)
