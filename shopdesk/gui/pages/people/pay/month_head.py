"""The head of the wages: which month, what state it is in, and its totals against the turnover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.payroll.output import total_of
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.pages.people.pay.slip_panel import amount
from shopdesk.gui.widgets.controls import named, problem_label, tool
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.infra.i18n import listed, tr

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme

_MONTHS_BACK = 24
_MOST_NAMED = 3


class MonthHead(QWidget):
    """``changed`` carries the first day of the month that was chosen."""

    changed = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        """Begin with the month before this one: wages are made up when a month is over."""
        super().__init__(parent)
        self._today = today
        self.months = named(QComboBox(), "people.pay.month", tr("Month of the wages"))
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.earlier = tool("people.pay.earlier", tr("Month before"), "previous", lambda: self._step(1))
        self.later = tool("people.pay.later", tr("Month after"), "next", lambda: self._step(-1))
        self.state = StatusPill(theme)
        self.state.setObjectName("people.pay.state")
        self.totals = QLabel()
        self.totals.setObjectName("people.pay.totals")
        self.totals.setWordWrap(True)
        self.missing = problem_label()
        self.missing.setObjectName("people.pay.missing")
        self.notices = QLabel()
        self.notices.setObjectName("people.pay.notices")
        self.notices.setProperty("role", "muted")
        self.notices.setTextFormat(Qt.TextFormat.PlainText)
        self.notices.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.earlier)
        row.addWidget(self.months)
        row.addWidget(self.later)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.totals, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.missing)
        layout.addWidget(self.notices)
        self._fill({})
        self.months.setCurrentIndex(1)
        self.months.currentIndexChanged.connect(lambda _place: self.changed.emit(self.month))
        self.show_run(None)

    @property
    def month(self) -> date:
        """The first day of the chosen month."""
        return date.fromisoformat(self.months.currentData())

    def know(self, runs: Iterable[KeptRun]) -> None:
        """Say behind each month of the list whether it is a draft or locked; the chosen one stays chosen."""
        self._fill({run.month: run.state for run in runs})

    def choose(self, month: date) -> None:
        """Choose a month of the list."""
        self.months.setCurrentIndex(self.months.findData(month.isoformat()))

    def show_run(self, run: KeptRun | None, trouble: str = "") -> None:
        """Show state and totals of the month; ``trouble`` says why a month that is there cannot be shown."""
        if run is None:
            self.state.set_status(
                tr("cannot be shown") if trouble else tr("not computed"), "bad" if trouble else "neutral"
            )
            self.totals.clear()
        else:
            locked = run.state is RunState.LOCKED
            said = tr("locked") if locked else tr("draft")
            if run.kind is RunKind.OFF_CYCLE:
                said = tr("paid apart")
            elif run.kind is RunKind.REVERSAL:
                said = tr("reversal")
            self.state.set_status(said, "good" if locked else "warning")
            self.totals.setText(_totals(run))
        missing = [tr(entry) for entry in run.missing] if run is not None else []
        self.missing.setText(trouble or tr("Missing: {figure}.", figure=_some(missing)))
        self.missing.setToolTip("\n".join(missing))
        self.missing.setVisible(bool(trouble or missing))
        notices = [tr(entry) for entry in run.notices] if run is not None else []
        self.notices.setText(_some(notices, most=1))
        self.notices.setToolTip("\n".join(notices))
        self.notices.setVisible(bool(notices))

    def _step(self, places: int) -> None:
        place = self.months.currentIndex() + places
        if 0 <= place < self.months.count():
            self.months.setCurrentIndex(place)

    def _fill(self, states: dict[date, RunState]) -> None:
        newest = self._today.year * 12 + self._today.month - 1
        numbers = set(range(newest - _MONTHS_BACK, newest + 1))
        numbers |= {month.year * 12 + month.month - 1 for month in states}
        chosen = self.months.currentData()
        self.months.blockSignals(True)
        self.months.clear()
        for number in sorted(numbers, reverse=True):
            month = date(number // 12, number % 12 + 1, 1)
            state = states.get(month)
            words = "" if state is None else tr("locked") if state is RunState.LOCKED else tr("draft")
            self.months.addItem(f"{month:%Y-%m} · {words}" if words else f"{month:%Y-%m}", month.isoformat())
        if chosen is not None:
            self.months.setCurrentIndex(self.months.findData(chosen))
        self.months.blockSignals(False)


def _totals(run: KeptRun) -> str:
    ratio = NO_DATA if run.cost_ratio is None else f"{run.cost_ratio * 100:.2f}%"
    return tr(
        "Net {net} · employer's cost {cost} · turnover {turnover} · cost ratio {ratio}",
        net=amount(total_of(run, "net_fen")),
        cost=amount(total_of(run, "cost_fen")),
        turnover=amount(run.turnover_fen),
        ratio=ratio,
    )


def _some(entries: list[str], most: int = _MOST_NAMED) -> str:
    more = len(entries) - most
    first = listed(entries[:most])
    return tr("{figures} and {count} more", figures=first, count=more) if more > 0 else first
