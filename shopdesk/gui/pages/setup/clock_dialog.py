"""The form for one time limit: trigger, days, consequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel

from shopdesk.domain.setup.nouns import SETUP_CLOCK
from shopdesk.domain.setup.records import SetupClock
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.worded_form import WordedForm
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import ClockView, SetupBoard
from shopdesk.services.setup.wording import clock_sentence

_NAME = "setup.clockDialog"


class ClockDialog(WordedForm):
    """Edits a time limit, or removes it."""

    def __init__(self, context: PageContext, board: SetupBoard, clock: SetupClock, view: ClockView | None) -> None:
        """A form for ``clock``; ``view`` is how it is shown now, ``None`` for a new one."""
        shown = {name: getattr(view, name) if view else "" for name in ("title", "consequence")}
        super().__init__(context, SETUP_CLOCK, clock, shown, name=_NAME, title=tr("Time limit"))
        self._clocks = context.services.setup.clocks
        if view is not None:
            state = QLabel(clock_sentence(view))
            state.setWordWrap(True)
            self.add_row(tr("State"), state)
        self.add_fields("title", "days", values=shown)
        self.trigger = _steps(board, clock.trigger, tr("started by hand"))
        self.add_row(tr("Starts when done"), self.trigger, f"{_NAME}.trigger")
        self.ends = _steps(board, clock.ends, tr("ended by hand"))
        self.add_row(tr("Met when done"), self.ends, f"{_NAME}.ends")
        called = {"started_on": f"{_NAME}.started", "ended_on": f"{_NAME}.ended"}
        self.add_fields("started_on", "ended_on", "consequence", values=shown, called=called)
        self["consequence"].setFixedHeight(self["consequence"].minimumHeight())
        if view is not None and view.source:
            self.hint(view.source)
        self.remove = button(f"{_NAME}.remove", tr("Remove"), self._on_remove, role="danger")
        self.remove.setVisible(clock.id is not None)
        self.buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ResetRole)

    def _raw(self) -> dict[str, Any]:
        return {**super()._raw(), "trigger": self.trigger.currentData(), "ends": self.ends.currentData()}

    def work(self) -> Callable[[], Any]:
        """Keep the time limit."""
        clock = self.worded_record(trigger=self.trigger.currentData(), ends=self.ends.currentData())
        return lambda: self._clocks.save(clock)

    def _on_remove(self) -> None:
        clocks, gone = self._clocks, self.record.id
        self._tasks.database(lambda: clocks.remove(gone), done=self._on_saved, failed=self._on_failed, owner=self)


def _steps(board: SetupBoard, chosen: str | None, none: str) -> QComboBox:
    box = QComboBox()
    box.addItem(none, None)
    for view in board.steps():
        box.addItem(view.title, view.step.code)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
