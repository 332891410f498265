"""The platform's time limits in one row; a click opens one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from shopdesk.domain.setup.clocks import ClockState
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import ClockView, SetupBoard
from shopdesk.services.setup.wording import clock_sentence

_SOON = 5


class ClockStrip(QWidget):
    """One button for each time limit. ``opened`` carries its view, ``None`` for a new one."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`populate`."""
        super().__init__(parent)
        self.setObjectName("setup.clocks")
        self._row = FlowLayout(self)
        self.buttons: list[QPushButton] = []

    def populate(self, board: SetupBoard) -> None:
        """Show the store's time limits, running ones first."""
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        order = (ClockState.MISSED, ClockState.RUNNING, ClockState.IDLE, ClockState.MET_LATE, ClockState.MET)
        for view in sorted(board.clocks, key=lambda view: order.index(view.reading.state)):
            self.buttons.append(self._button(view))
            self._row.addWidget(self.buttons[-1])
        self._row.addWidget(
            button("setup.clocks.add", "+ " + tr("Time limit"), lambda: self.opened.emit(None), role="flat")
        )

    def _button(self, view: ClockView) -> QPushButton:
        reading = view.reading
        sentence = clock_sentence(view)
        soon = reading.state is ClockState.RUNNING and (reading.days_left or 0) <= _SOON
        return button(
            f"setup.clock.{reading.clock.code}",
            f"{_SIGNS[reading.state]} {view.title} · {_short(view)}",
            lambda: self.opened.emit(view),
            role="danger" if soon or reading.state is ClockState.MISSED else "",
            tip=f"{view.title}\n{sentence}\n{view.consequence}",
            spoken=f"{view.title}: {sentence}",
        )


_SIGNS = {
    ClockState.IDLE: "◷",
    ClockState.RUNNING: "◶",
    ClockState.MISSED: "!",
    ClockState.MET: "✓",
    ClockState.MET_LATE: "✓",
}


def _short(view: ClockView) -> str:
    reading = view.reading
    if reading.state is ClockState.IDLE:
        return tr("{days} days", days=reading.clock.days)
    if reading.state in (ClockState.MET, ClockState.MET_LATE):
        return tr("met") if reading.state is ClockState.MET else tr("met late")
    left = reading.days_left or 0
    if left < 0:
        return tr("missed by {days} days", days=-left)
    return tr("ends today") if left == 0 else tr("{days} days left", days=left)
