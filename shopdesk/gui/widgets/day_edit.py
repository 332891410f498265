"""A field for a day that may be empty."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from shopdesk.domain.fields import FIRST_DAY, LAST_DAY
from shopdesk.domain.typed import read_day
from shopdesk.gui.icons import icon
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.infra.i18n import tr

_BESIDE = 42  # pixels beside the day and its picture: frame and padding


class DayEdit(TypedLine):
    """Understands ``2026-03-16``, ``2026/3/16``, ``3-16``, ``20260316``; up and down move by a day, the button opens a
    calendar. ``day_changed`` carries the day or ``None``.
    """  # noqa: D205

    day_changed = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, today: date | None = None, ahead: bool = False, limited: bool = True
    ) -> None:
        """An empty field.

        ``today`` gives the year to days written without one, ``ahead`` makes it the coming day; ``limited`` takes only
        days that a record can hold.
        """
        super().__init__(parent)
        self._limited = limited
        self._today = today or date.today()
        self._ahead = ahead
        self.setPlaceholderText(tr("YYYY-MM-DD"))
        self._open = QAction(icon("calendar"), tr("Open the calendar"), self)
        self._open.triggered.connect(self._show_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._tidy)

    def sizeHint(self) -> QSize:
        """Room for a whole day, whatever the size of the letters."""
        return QSize(self._whole_day(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same: a day whose first figures are out of sight is another day."""
        return super().minimumSizeHint().expandedTo(QSize(self._whole_day(), 0))

    def _whole_day(self) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance("2026-12-31"), metrics.horizontalAdvance(self.placeholderText())) + (
            _BESIDE + metrics.height()
        )

    @property
    def day(self) -> date | None:
        """The day; ``None`` for empty text and for what is no day of the calendar; :attr:`valid` tells these apart."""
        day = read_day(self.text(), self._today, ahead=self._ahead)
        return None if day is not None and self._limited and not FIRST_DAY <= day <= LAST_DAY else day

    @property
    def valid(self) -> bool:
        """Whether the text is empty or a day."""
        return not self.text().strip() or self.day is not None

    def set_day(self, day: date | None) -> None:
        """Show a day; ``None`` empties the field."""
        self.setText("" if day is None else day.isoformat())

    def be_on(self, today: date) -> None:
        """It is another day now, which gives the year to days written without one."""
        self._today = today

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move by a day, with Ctrl by a week."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step *= 7
        shown = read_day(self.text(), self._today, ahead=self._ahead)
        self.set_day(_moved(shown, step) if shown else self._today)

    def _tidy(self) -> None:
        if self.day is not None:
            self.set_day(self.day)

    def _on_text_changed(self, _text: str) -> None:
        self.setProperty("invalid", not self.valid)
        self.setToolTip("" if self.valid else tr("Enter a day like 2026-03-16."))
        self.style().unpolish(self)
        self.style().polish(self)
        self.day_changed.emit(self.day)

    def _show_calendar(self) -> None:
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        calendar.setDateRange(_as_qt(FIRST_DAY), _as_qt(LAST_DAY))
        shown = self.day or self._today
        calendar.setSelectedDate(_as_qt(shown))

        def choose(chosen: QDate) -> None:
            self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
            popup.close()

        calendar.clicked.connect(choose)
        calendar.activated.connect(choose)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height())))
        popup.show()
        calendar.setFocus()


def _as_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _moved(day: date, step: int) -> date:
    """The day ``step`` days on; the same one at the calendar's ends."""
    try:
        return day + timedelta(days=step)
    except OverflowError:
        return day
