"""Painting the month grid: days with lunar labels, festivals and marks, campaign bars, drag and cursor."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.domain.calendar.lunar import to_lunar
from shopdesk.domain.campaigns.life import STATE_SIGNS
from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.gui.pages.promotions.bar_drag import Drag
from shopdesk.gui.pages.promotions.calendar_data import FIRST_DAY, LAST_DAY, CalendarData
from shopdesk.gui.pages.promotions.grid_geometry import HEADER, GridGeometry
from shopdesk.gui.pages.promotions.month_layout import DAYS, Segment
from shopdesk.gui.pages.promotions.state_colors import soft, state_color
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import current_language, tr

_ALIGN = Qt.AlignmentFlag


@dataclass(slots=True)
class GridView:
    """All that a painting depends on."""

    geometry: GridGeometry
    data: CalendarData
    month: int
    today: date
    cursor: date
    segments: list[Segment] = field(default_factory=list)
    more: dict[tuple[int, int], int] = field(default_factory=dict)
    lanes: int = 1
    selected_id: int | None = None
    drag: Drag | None = None
    selection: tuple[date, date] | None = None
    focused: bool = False


class GridPainter:
    """Paints one :class:`GridView`."""

    def __init__(self, painter: QPainter, theme: Theme, font: QFont, small: QFont) -> None:
        """Paint with ``painter`` in the theme's colours; ``small`` is the font of labels and bars."""
        self._p = painter
        self._theme = theme
        self._font = font
        self._small = small
        self._small_metrics = QFontMetrics(small)

    def paint(self, view: GridView) -> None:
        """Everything, from the back to the front."""
        self._weekdays(view)
        for index in range(DAYS):
            self._day(view, index)
        self._lines(view)
        for segment in view.segments:
            self._bar(view, segment)
        for (week, column), count in view.more.items():
            self._text(
                view.geometry.more(week, column, view.lanes),
                tr("+{count} more", count=count),
                self._theme.muted,
                _ALIGN.AlignLeft,
            )
        if view.drag is not None and view.drag.active:
            self._ghost(view, view.drag)
        self._cursor(view)

    def _weekdays(self, view: GridView) -> None:
        names = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
        for column, name in enumerate(names):
            cell = view.geometry.cell(column)
            rect = QRect(cell.left(), 0, cell.width(), HEADER)
            self._text(rect, name, self._theme.muted, _ALIGN.AlignHCenter)

    def _day(self, view: GridView, index: int) -> None:
        theme, day = self._theme, view.geometry.start + timedelta(days=index)
        cell = view.geometry.cell(index)
        if not FIRST_DAY <= day <= LAST_DAY:
            self._p.fillRect(cell, theme.window)
            return
        inside = day.month == view.month
        self._p.fillRect(cell, theme.surface if inside else theme.window)
        mark = view.data.mark(day)
        if mark is not None and inside:
            self._p.fillRect(cell, theme.good_soft if mark is DayKind.HOLIDAY else theme.warning_soft)
        if view.selection is not None and view.selection[0] <= day <= view.selection[1]:
            self._p.fillRect(cell, theme.accent_soft)
        self._head(view, day, cell, inside=inside, mark=mark)

    def _head(self, view: GridView, day: date, cell: QRect, *, inside: bool, mark: DayKind | None) -> None:
        theme = self._theme
        line = view.geometry.line
        top = QRect(cell.left() + 6, cell.top() + 4, cell.width() - 12, line + 2)
        number = str(day.day)
        bold = QFont(self._font)
        bold.setBold(inside)
        self._p.setFont(bold)
        width = QFontMetrics(bold).horizontalAdvance("00") + 8
        box = QRect(cell.left() + 4, cell.top() + 4, width, line + 4)
        if day == view.today:
            self._p.setPen(Qt.PenStyle.NoPen)
            self._p.setBrush(theme.accent)
            self._p.drawRoundedRect(box, 4, 4)
            self._p.setPen(theme.accent_text)
        else:
            self._p.setPen(theme.text if inside else theme.muted)
        self._p.drawText(box, _ALIGN.AlignCenter, number)
        left = box.right() + 4
        if mark is not None:
            left = self._mark(QRect(left, cell.top() + 4, 0, line + 4), mark) + 4
        waiting = view.data.open_on(day)
        if waiting:
            text = f"!{waiting}"
            room = QRect(left, cell.top() + 4, self._small_metrics.horizontalAdvance(text) + 2, line + 4)
            self._text(room, text, theme.warning, _ALIGN.AlignLeft)
            left = room.right() + 4
        lunar = to_lunar(day)
        room = cell.right() - 6 - left
        if lunar is not None and self._small_metrics.horizontalAdvance(lunar.label) <= room:
            rect = QRect(left, top.top(), room, line + 2)
            self._text(rect, lunar.label, theme.muted, _ALIGN.AlignRight)
        names = view.data.named(day)
        if names:
            label = " · ".join(("≈" if e.estimated else "") + e.name(current_language()) for e in names)
            color = theme.accent if inside else theme.muted
            rect = QRect(cell.left() + 6, cell.top() + line + 8, cell.width() - 10, line + 2)
            self._text(rect, label, theme.muted if all(e.estimated for e in names) else color, _ALIGN.AlignLeft)

    def _mark(self, rect: QRect, mark: DayKind) -> int:
        """The sign of a day off or a make-up workday; answers where it ends."""
        off = mark is DayKind.HOLIDAY
        text = tr("off", context="day mark") if off else tr("work", context="day mark")
        rect.setWidth(self._small_metrics.horizontalAdvance(text) + 8)
        self._p.setPen(QPen(self._theme.good if off else self._theme.warning, 1))
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._p.drawRoundedRect(rect.adjusted(0, 1, 0, -2), 3, 3)
        self._text(
            rect.adjusted(0, -1, 0, -1), text, self._theme.good if off else self._theme.warning, _ALIGN.AlignHCenter
        )
        return rect.right()

    def _lines(self, view: GridView) -> None:
        self._p.setPen(QPen(self._theme.line, 1))
        for index in range(DAYS):
            cell = view.geometry.cell(index)
            self._p.drawLine(cell.topLeft(), cell.topRight())
            if index % 7:
                self._p.drawLine(cell.topLeft(), cell.bottomLeft())

    def _bar(self, view: GridView, segment: Segment) -> None:
        campaign = segment.campaign
        held = view.drag is not None and view.drag.active and view.drag.campaign == campaign
        color = state_color(self._theme, campaign.state)
        rect = view.geometry.bar(segment)
        solid = campaign.state is CampaignState.RUNNING
        self._paint_bar(rect, color, solid=solid, faded=held, selected=campaign.id == view.selected_id)
        if segment.starts:
            self._p.fillRect(QRect(rect.left(), rect.top() + 2, 4, rect.height() - 4), color)
        ink = self._theme.accent_text if solid and not held else self._theme.muted if held else self._theme.text
        width = self._sign(rect, STATE_SIGNS[campaign.state], ink)
        self._text(rect.adjusted(10 + width, 0, -4, 0), campaign.name, ink, _ALIGN.AlignLeft)

    def _sign(self, rect: QRect, sign: str, ink: QColor) -> int:
        """The sign of a state, larger than the name beside it; answers its width."""
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() + 2)
        width = QFontMetrics(font).horizontalAdvance("★")
        self._p.setFont(font)
        self._p.setPen(ink)
        self._p.drawText(QRect(rect.left() + 7, rect.top(), width, rect.height()), _ALIGN.AlignCenter, sign)
        return width

    def _paint_bar(self, rect: QRect, color: QColor, *, solid: bool, faded: bool, selected: bool) -> None:
        self._p.setPen(QPen(self._theme.accent, 2) if selected else QPen(soft(color, 120), 1))
        base = QColor(self._theme.surface)
        self._p.setBrush(base)
        self._p.drawRoundedRect(rect, 4, 4)
        self._p.setBrush(color if solid and not faded else soft(color, 20 if faded else 56))
        self._p.drawRoundedRect(rect, 4, 4)

    def _ghost(self, view: GridView, drag: Drag) -> None:
        first, last = drag.span()
        color = self._theme.accent
        self._p.setPen(QPen(color, 2, Qt.PenStyle.DashLine))
        self._p.setBrush(soft(color, 50))
        for index in range(DAYS):
            day = view.geometry.start + timedelta(days=index)
            if first <= day <= last:
                self._p.drawRect(view.geometry.cell(index).adjusted(2, 2, -2, -2))
        anchor = view.geometry.index_of(max(first, view.geometry.start))
        if anchor is not None:
            cell = view.geometry.cell(anchor)
            text = tr("{start} – {end}", start=f"{first:%m-%d}", end=f"{last:%m-%d}")
            width = self._small_metrics.horizontalAdvance(text) + 12
            left = min(cell.left() + 4, view.geometry.width - width - 2)
            box = QRect(left, cell.bottom() - view.geometry.bar_height - 2, width, view.geometry.bar_height)
            self._p.setPen(Qt.PenStyle.NoPen)
            self._p.setBrush(color)
            self._p.drawRoundedRect(box, 4, 4)
            self._text(box, text, self._theme.accent_text, _ALIGN.AlignHCenter)

    def _cursor(self, view: GridView) -> None:
        index = view.geometry.index_of(view.cursor)
        if index is None:
            return
        self._p.setBrush(Qt.BrushStyle.NoBrush)
        self._p.setPen(QPen(self._theme.accent if view.focused else self._theme.muted, 2 if view.focused else 1))
        self._p.drawRect(view.geometry.cell(index).adjusted(1, 1, -1, -1))

    def _text(self, rect: QRect, text: str, color: QColor, align: Qt.AlignmentFlag) -> None:
        self._p.setFont(self._small)
        self._p.setPen(color)
        shown = self._small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._p.drawText(rect, align | _ALIGN.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
