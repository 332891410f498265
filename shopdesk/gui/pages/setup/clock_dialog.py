"""The form for one time limit: trigger, days, consequence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from shopdesk.domain.setup.records import SetupClock
from shopdesk.gui.pages.setup.days_box import DaysBox
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import ClockView, SetupBoard
from shopdesk.services.setup.wording import clock_sentence


class ClockDialog(FormDialog):
    """Edits ``clock``; wording left as it ships stays with the template. ``remove_asked`` is the Remove button."""

    def __init__(
        self,
        board: SetupBoard,
        clock: SetupClock,
        view: ClockView | None,
        save: Callable[[SetupClock, ClockDialog], object],
        parent: QWidget | None = None,
    ) -> None:
        """A form for ``clock``; ``view`` is how it is shown now, ``None`` for a new one."""
        super().__init__(tr("Time limit"), lambda: save(self.read(), self), parent, ok_label=tr("Save"))
        self.setObjectName("setup.clockDialog")
        self.setMinimumWidth(520)
        self._clock = clock
        self._shown = (view.title, view.consequence) if view else ("", "")
        if view is not None:
            state = QLabel(clock_sentence(view))
            state.setWordWrap(True)
            self.add_row(tr("State"), state)
        self.title_edit = QLineEdit(self._shown[0])
        self.add_row(tr("Title"), self.title_edit, "setup.clockDialog.title")
        self.days = DaysBox(1, 999)
        self.days.set_value(clock.days)
        self.add_row(tr("Runs for (days)"), self.days, "setup.clockDialog.days")
        self.trigger = _steps(board, clock.trigger, tr("started by hand"))
        self.add_row(tr("Starts when done"), self.trigger, "setup.clockDialog.trigger")
        self.ends = _steps(board, clock.ends, tr("ended by hand"))
        self.add_row(tr("Met when done"), self.ends, "setup.clockDialog.ends")
        self.started = DayEdit(today=board.today)
        self.started.set_day(clock.started_on)
        self.add_row(tr("Started on (by hand)"), self.started, "setup.clockDialog.started")
        self.ended = DayEdit(today=board.today)
        self.ended.set_day(clock.ended_on)
        self.add_row(tr("Met on (by hand)"), self.ended, "setup.clockDialog.ended")
        self.consequence = QPlainTextEdit(self._shown[1])
        self.consequence.setTabChangesFocus(True)
        self.consequence.setFixedHeight(64)
        self.add_row(tr("If it is missed"), self.consequence, "setup.clockDialog.consequence")
        if view is not None and view.source:
            source = QLabel(view.source)
            source.setWordWrap(True)
            source.setProperty("role", "muted")
            self.add_row(tr("Source"), source)
        self.remove = QPushButton(tr("Remove"))
        self.remove.setObjectName("setup.clockDialog.remove")
        self.remove.setProperty("role", "danger")
        self.remove.setVisible(clock.id is not None)
        self.buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ResetRole)

    def read(self) -> SetupClock:
        """The time limit as it stands in the form."""
        clock, texts = self._clock, (self.title_edit.text().strip(), self.consequence.toPlainText().strip())
        title, consequence = (
            old if new == shown and clock.id else new
            for new, shown, old in zip(texts, self._shown, (clock.title, clock.consequence), strict=True)
        )
        return replace(
            clock,
            title=title,
            consequence=consequence,
            days=self.days.value(),
            trigger=self.trigger.currentData(),
            ends=self.ends.currentData(),
            started_on=self.started.day,
            ended_on=self.ended.day,
        )


def _steps(board: SetupBoard, chosen: str | None, none: str) -> QComboBox:
    box = QComboBox()
    box.addItem(none, None)
    for view in board.steps():
        box.addItem(view.title, view.step.code)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
