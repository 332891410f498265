"""The year as a timeline: a line of days for each month, campaigns as bars from warm-up to the days after."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication

from shopdesk.domain.campaigns.life import STATE_SIGNS
from shopdesk.domain.campaigns.moving import resized
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.errors import UserError
from shopdesk.gui.pages.promotions.bar_drag import Drag, Grip
from shopdesk.gui.pages.promotions.calendar_data import CalendarData
from shopdesk.gui.pages.promotions.state_colors import soft, state_color
from shopdesk.gui.pages.promotions.timeline_layout import MONTHS, Piece, pieces, week_loads
from shopdesk.gui.pages.promotions.year_view import YearView, month_name
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

_GAP, _GRIP = 10, 5
_LOAD = 12  # pixels of the line of what is due, at the usual size of letters
_DAYS = 31
_NARROWEST = 11  # pixels of a day's column; where its number has no room, every fifth day has one
_Sign = Callable[[QPainter, QRect], object]


class YearTimeline(YearView):
    """Days by click and key as in the overview; a bar is chosen by click, moved and stretched by the mouse.

    ``campaign_chosen`` carries a campaign's number, ``span_changed`` the number and the days that it is to have.
    """

    campaign_chosen = Signal(int)
    campaign_opened = Signal(int)
    span_changed = Signal(int, object, object)

    def __init__(self, theme: Theme, today: date) -> None:
        """An empty year."""
        self._pieces: list[Piece] = []
        self._due: Counter[date] = Counter()
        self._big: dict[date, list[str]] = {}
        self._tops: list[int] = [0] * 13
        self._wide = (-1, -1)
        self._lefts: list[int] = []
        self._drag: Drag | None = None
        self._press = QPoint()
        super().__init__(theme, today)
        self.setObjectName("promotions.timeline")
        self.setAccessibleName(tr("Timeline of the year"))
        self.setMouseTracking(True)

    def show_year(self, year: int) -> None:
        """Show another year: without bars until its data come, which then fit it once."""
        other = self._cursor.year != year
        super().show_year(year)
        if other:
            self._pieces = []

    def set_data(self, data: CalendarData) -> None:
        """Show fresh entries and campaigns."""
        super().set_data(data)
        self._due = Counter(one.due for one in data.milestones if one.done_on is None)
        self._due.update(one.due for one in data.deadlines if not one.done)
        language = current_language()
        named = {day: [one.name(language) for one in data.named(day) if one.major] for day in data.entries}
        self._big = {day: names for day, names in named.items() if names}
        self._fit()

    def _fit(self) -> None:
        """Each month as high as its campaigns lie over each other; what is too high is scrolled."""
        metrics = self.fontMetrics()
        self._line = metrics.height() + 4
        self._load = scaled(self, _LOAD)
        self._side = max(metrics.horizontalAdvance(month_name(month)) for month in MONTHS) + 10
        self._pieces = pieces(self._shown(), self._cursor.year)
        lanes = Counter[int]()
        for one in self._pieces:
            lanes[one.month] = max(lanes[one.month], one.lane + 1)
        self._legend_height = self._legend(None)
        top = 0
        for month in MONTHS:
            self._tops[month - 1] = top
            top += 2 * self._line + max(lanes[month], 1) * (self._line + 2) + self._load + _GAP
        self._tops[12] = top
        self.setMinimumSize(QSize(self._side + _DAYS * _NARROWEST, top + self._legend_height))

    def _shown(self) -> list[Campaign]:
        """The campaigns, the one that is held as it would be if it were let go now."""
        held = self._drag
        if held is None or not held.active or held.campaign is None:
            return list(self._data.campaigns)
        try:
            moved = resized(held.campaign, *held.span())
        except UserError:
            return list(self._data.campaigns)  # beyond the calendar nothing can lie
        return [moved if one.id == moved.id else one for one in self._data.campaigns]

    # --- places ----------------------------------------------------------------------------------------------------

    def month_rect(self, month: int) -> QRect:
        """Where a month is painted."""
        top, below = self._tops[month - 1], self._tops[month]
        return QRect(0, top, self.width(), below - top - _GAP)

    def day_rect(self, day: date) -> QRect:
        """A day's column in the line of its month."""
        box, left = self.month_rect(day.month), self._left(day.day)
        return QRect(left, box.top(), self._left(day.day + 1) - left, box.height())

    def _left(self, number: int) -> int:
        wide = self.width(), self._side
        if wide != self._wide:  # asked thousands of times a frame
            self._wide = wide
            self._lefts = [wide[1] + (wide[0] - wide[1]) * place // _DAYS for place in range(_DAYS + 1)]
        return self._lefts[number - 1]

    def bar_rect(self, piece: Piece) -> QRect:
        """Where a part of a campaign is painted."""
        top = self.month_rect(piece.month).top() + 2 * self._line + piece.lane * (self._line + 2)
        left, right = self._left(piece.first.day), self._left(piece.last.day + 1)
        return QRect(left, top, right - left - 1, self._line)

    def piece_at(self, point: QPoint) -> Piece | None:
        """The part of a campaign under a point."""
        return next((one for one in self._pieces if self.bar_rect(one).contains(point)), None)

    # --- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint only the months that are to be seen anew: of twelve a scroll shows one, a drag changes two."""
        painter, seen = QPainter(self), event.rect()
        self.paint_months(painter, [month for month in MONTHS if self.month_rect(month).intersects(seen)])
        if seen.bottom() > self._tops[12]:
            self._legend(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint the months, then the bars over them."""
        self.paint_months(painter, MONTHS)
        self._legend(painter)

    def paint_months(self, painter: QPainter, months: Sequence[int]) -> None:
        """Paint some months where they stand, without what the signs mean."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        for month in months:
            self._month(painter, month)
        # Bars have whole pixels for edges: smoothing them takes time and shows nothing.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.on_paper)
        for one in self._pieces:
            if one.month in months:
                self._bar(painter, one)

    def _month(self, painter: QPainter, month: int) -> None:
        theme, box, year = self._theme, self.month_rect(month), self._cursor.year
        painter.fillRect(box.adjusted(self._side, 0, 0, 0), theme.surface)
        painter.setPen(theme.text)
        painter.drawText(box.adjusted(4, 2, 0, 0), Qt.AlignmentFlag.AlignLeft, month_name(month))
        days = [date(year, month, number) for number in range(1, calendar.monthrange(year, month)[1] + 1)]
        for day in days:
            self._day(painter, day)
        free = 0
        for day in days:
            names = self._big.get(day)
            place = QRect(self._left(day.day) + 2, box.top() + self._line, box.width(), self._line)
            if names and place.left() >= free:
                painter.setPen(theme.accent)
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, names[0])
                free = place.left() + painter.fontMetrics().horizontalAdvance(names[0]) + 6
        self._loads(painter, month, box)
        painter.setPen(QPen(theme.line, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(self._side, 0, -1, -1))

    def _day(self, painter: QPainter, day: date) -> None:
        theme, rect = self._theme, self.day_rect(day)
        head = QRect(rect.left(), rect.top(), rect.width(), self._line)
        mark = self._data.mark(day)
        if mark is not None:
            self._sign(painter, head.adjusted(0, 1, 0, -1), mark)
        elif day.weekday() > 4:
            painter.fillRect(head, theme.raised)
        if day == self._today:
            painter.fillRect(head.adjusted(1, 1, -1, -1), theme.accent)
        major = day in self._big
        if major:
            bold = QFont(self.font())
            bold.setBold(True)
            painter.setFont(bold)
        painter.setPen(theme.accent_text if day == self._today else theme.accent if major else theme.text)
        wide = painter.fontMetrics().horizontalAdvance("00") + 2
        if rect.width() >= wide:
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(day.day))
        elif day.day == 1 or day.day % 5 == 0:
            painter.drawText(head.adjusted(-wide, 0, wide, 0), Qt.AlignmentFlag.AlignCenter, str(day.day))
        if major:
            painter.setFont(self.font())
        if day == self._cursor and not self.on_paper:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent if self.hasFocus() else theme.muted, 2 if self.hasFocus() else 1))
            painter.drawRect(head.adjusted(1, 1, -1, -1))

    def _bar(self, painter: QPainter, piece: Piece) -> None:
        campaign, box = piece.stretch.campaign, self.bar_rect(piece)
        color = state_color(self._theme, campaign.state)
        for first, last, brush in (
            (piece.first, campaign.start - timedelta(days=1), QBrush(soft(color, 150), Qt.BrushStyle.BDiagPattern)),
            (campaign.start, campaign.end, QBrush(soft(color, 90))),
            (campaign.end + timedelta(days=1), piece.last, QBrush(soft(color, 30))),
        ):
            first, last = max(first, piece.first), min(last, piece.last)
            if first <= last:
                left, right = self._left(first.day), self._left(last.day + 1)
                painter.fillRect(QRect(left, box.top(), right - left - 1, box.height()), brush)
        chosen = self._data.selected is not None and self._data.selected.campaign.id == campaign.id
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2 if chosen else 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setPen(self._theme.text)
        text = painter.fontMetrics().elidedText(
            f"{STATE_SIGNS[campaign.state]} {campaign.name}", Qt.TextElideMode.ElideRight, box.width() - 8
        )
        painter.drawText(box.adjusted(4, 0, -4, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _loads(self, painter: QPainter, month: int, box: QRect) -> None:
        loads = week_loads(self._due, self._cursor.year, month)
        for first, last, count in loads:
            if not count:
                continue
            left, right = self._left(first), self._left(last + 1)
            place = QRect(left + 1, box.bottom() - self._load, right - left - 3, self._load)
            painter.fillRect(place, soft(self._theme.warning, min(40 + 25 * count, 200)))
            small = QFont(self.font())
            small.setPixelSize(self._load - 2)
            painter.setFont(small)
            painter.setPen(self._theme.text)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))
            painter.setFont(self.font())

    def _signs(self) -> list[tuple[str, _Sign]]:
        """What the legend names, each with what paints its sign."""
        color = self._theme.series[0]

        def wash(
            tint: QColor, style: Qt.BrushStyle = Qt.BrushStyle.SolidPattern
        ) -> Callable[[QPainter, QRect], object]:
            return lambda on, box: on.fillRect(box.adjusted(0, 2, 0, -2), QBrush(tint, style))

        days = super()._signs()
        return [
            *days[:2],
            (tr("Warm-up"), wash(soft(color, 150), Qt.BrushStyle.BDiagPattern)),
            (tr("Sale"), wash(soft(color, 90))),
            (tr("Days after"), wash(soft(color, 30))),
            (tr("Due in the week"), wash(soft(self._theme.warning, 90))),
            days[3],
        ]

    @property
    def legend_height(self) -> int:
        """How much room the words for the signs take below the months."""
        return self._legend_height

    def paint_legend(self, painter: QPainter, bottom: int) -> None:
        """Paint what the signs mean, down to a height."""
        painter.translate(0, bottom - self.height())
        self._legend(painter)
        painter.translate(0, self.height() - bottom)

    # --- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a bar, or bring a day into view."""
        point = event.position().toPoint()
        piece = self.piece_at(point)
        day = self.day_at(point)
        if piece is None or day is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._press = point
        self._drag = Drag(self._grip(piece, point), day, piece.stretch.campaign)
        self.campaign_chosen.emit(piece.stretch.campaign.id or 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse with what it holds, or show what it would take hold of."""
        point = event.position().toPoint()
        if self._drag is None:
            piece = self.piece_at(point)
            grip = Grip.EMPTY if piece is None else self._grip(piece, point)
            shape = {Grip.EMPTY: Qt.CursorShape.ArrowCursor, Grip.BODY: Qt.CursorShape.OpenHandCursor}
            self.setCursor(shape.get(grip, Qt.CursorShape.SizeHorCursor))
            return
        far = (point - self._press).manhattanLength() >= QApplication.startDragDistance()
        day = self.day_at(point)
        if day is not None and (self._drag.active or far) and self._drag.current != day:
            self._drag = replace(self._drag, current=day, active=True)
            held, before = self._drag.campaign, self._pieces
            self._pieces = pieces(self._shown(), self._cursor.year)
            for one in (*before, *self._pieces):
                if held is not None and one.stretch.campaign.id == held.id:
                    self.update(self.month_rect(one.month))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: ask for the change that the drag means."""
        drag, self._drag = self._drag, None
        self._fit()
        self.update()
        if drag is not None and drag.active and drag.changes and drag.campaign is not None:
            self.span_changed.emit(drag.campaign.id or 0, *drag.span())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the campaign, or the day's month."""
        piece = self.piece_at(event.position().toPoint())
        if piece is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.campaign_opened.emit(piece.stretch.campaign.id or 0)

    def _grip(self, piece: Piece, point: QPoint) -> Grip:
        campaign = piece.stretch.campaign
        if campaign.start.month == piece.month and abs(point.x() - self._left(campaign.start.day)) <= _GRIP:
            return Grip.START
        if campaign.end.month == piece.month and abs(point.x() - self._left(campaign.end.day + 1)) <= _GRIP:
            return Grip.END
        return Grip.BODY
