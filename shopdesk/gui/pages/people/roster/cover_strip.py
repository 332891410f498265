"""The line under the grid: how customer service covers the open hours of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from shopdesk.domain.roster_checks import cover, gaps
from shopdesk.gui.pages.people.roster.grid import RosterGrid
from shopdesk.gui.pages.people.roster.model import DAYS
from shopdesk.gui.pages.people.roster.texts import cover_details, cover_text
from shopdesk.infra.i18n import in_a_row, tr
from shopdesk.infra.weekdays import weekday_text

if TYPE_CHECKING:
    from shopdesk.domain.roster import RosterWeek
    from shopdesk.domain.roster_checks import Band
    from shopdesk.gui.theme import Theme


class CoverStrip(QWidget):
    """Stands under the columns of a grid and follows their widths."""

    def __init__(self, theme: Theme, grid: RosterGrid, parent: QWidget | None = None) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self._theme = theme
        self._grid = grid
        self.covers: list[list[Band] | None] = []
        self.setObjectName("people.roster.cover")
        grid.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        grid.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())

    def show_week(self, week: RosterWeek) -> None:
        """Show the cover of a week."""
        self.covers = [cover(week, day) for day in week.days]
        said = in_a_row(
            f"{weekday_text(day)} {cover_text(found)}" for day, found in zip(week.days, self.covers, strict=True)
        )
        self.setAccessibleName(tr("Cover of the open hours: {days}", days=said))
        self.update()

    def texts(self) -> list[str]:
        """What stands under each day."""
        return [cover_text(found) for found in self.covers]

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.fontMetrics().height() + 12)

    def minimumSizeHint(self) -> QSize:
        """One line."""
        return QSize(100, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words under their columns."""
        painter = QPainter(self)
        names = self._grid.verticalHeader().width() + self._grid.frameWidth()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(self._theme.muted)
        label = painter.fontMetrics().elidedText(tr("Cover"), Qt.TextElideMode.ElideRight, names - 14)
        painter.drawText(QRect(10, 0, names - 12, self.height()), middle, label)
        for number, found in enumerate(self.covers):
            place = self._place(number).adjusted(2, 0, -2, 0)
            tone = self._theme.muted if found is None else self._theme.bad if gaps(found) else self._theme.good
            painter.setPen(tone)
            text = painter.fontMetrics().elidedText(cover_text(found), Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def event(self, event: QEvent) -> bool:
        """Say every stretch of a day where the pointer rests."""
        if isinstance(event, QHelpEvent):
            for number, found in enumerate(self.covers):
                if self._place(number).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), cover_details(found), self)
                    return True
        return super().event(event)

    def _place(self, number: int) -> QRect:
        header = self._grid.horizontalHeader()
        if not 0 <= number < min(DAYS, header.count()):
            return QRect()
        left = self._grid.verticalHeader().width() + self._grid.frameWidth() + header.sectionViewportPosition(number)
        return QRect(left, 0, header.sectionSize(number), self.height())
